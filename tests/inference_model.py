"""A small but real model of inference, for tests: an ONNX graph and a tokenizer that follow words, not meaning.

The second passage follows from the first when all its words are in it; where only one says "not", they contradict each
other.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

LABELS = ("contradiction", "entailment", "neutral")
SPECIAL = ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "not")
TEXT = "the ferry burned; six people died in the fire; the port was closed"


def make(folder: Path, labels: tuple[str, ...] = LABELS, *, beneath: str = "onnx", text: str = TEXT) -> Path:
    """Write config.json, tokenizer.json and the model into a folder; it knows the words of ``text``."""
    (folder / beneath).mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"id2label": dict(enumerate(labels))}))
    _tokenizer(text).save(str(folder / "tokenizer.json"))
    onnx.save(_graph(), str(folder / beneath / "model.onnx"))
    return folder


def _tokenizer(text: str) -> Tokenizer:
    splitter = pre_tokenizers.Whitespace()
    words = dict.fromkeys((*SPECIAL, *(word for word, _ in splitter.pre_tokenize_str(text))))
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = splitter
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    return tokenizer


def _graph() -> onnx.ModelProto:
    """Logits from counts: words of the second passage that the first lacks, and "not" on one side only."""

    def constant(name: str, value: object, kind: type) -> onnx.TensorProto:
        return numpy_helper.from_array(np.asarray(value, dtype=kind), name)

    steps = [
        ("Unsqueeze", ["input_ids", "two"], "rows"),
        ("Unsqueeze", ["input_ids", "one"], "columns"),
        ("Equal", ["rows", "columns"], "equal"),
        ("Equal", ["token_type_ids", "zero"], "in_first"),
        ("Unsqueeze", ["in_first", "one"], "in_first_wide"),
        ("And", ["equal", "in_first_wide"], "found"),
        ("Cast", ["found"], "found_number"),
        ("ReduceMax", ["found_number", "two"], "known"),
        ("Cast", ["token_type_ids"], "second"),
        ("Sub", ["unit", "known"], "unknown"),
        ("Mul", ["second", "unknown"], "missing"),
        ("ReduceSum", ["missing", "one"], "missed"),
        ("Equal", ["input_ids", "word_not"], "is_not"),
        ("Cast", ["is_not"], "is_not_number"),
        ("Sub", ["unit", "second"], "first"),
        ("Sub", ["first", "second"], "side"),
        ("Mul", ["is_not_number", "side"], "signed"),
        ("ReduceSum", ["signed", "one"], "difference"),
        ("Abs", ["difference"], "one_sided"),
        ("Mul", ["one_sided", "ten"], "contradiction"),
        ("Mul", ["missed", "ten"], "missed_much"),
        ("Sub", ["five", "missed_much"], "entailment"),
        ("Mul", ["missed", "some"], "neutral"),
        ("Concat", ["contradiction", "entailment", "neutral"], "logits"),
    ]
    more: dict[str, dict[str, Any]] = {"Cast": {"to": TensorProto.FLOAT}, "Concat": {"axis": 1}}
    kept: dict[str, dict[str, Any]] = {
        "missed": {"keepdims": 1},
        "difference": {"keepdims": 1},
        "known": {"keepdims": 0},
    }
    nodes = [helper.make_node(op, take, [give], **more.get(op, {}), **kept.get(give, {})) for op, take, give in steps]
    constants = [
        *(constant(name, [at], np.int64) for name, at in (("one", 1), ("two", 2))),
        *(constant(name, value, np.int64) for name, value in (("zero", 0), ("word_not", SPECIAL.index("not")))),
        *(constant(n, v, np.float32) for n, v in (("unit", 1), ("ten", 10), ("five", 5), ("some", 5))),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "token_type_ids")
    ]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])
    graph = helper.make_graph(nodes, "inference", inputs, [logits], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
