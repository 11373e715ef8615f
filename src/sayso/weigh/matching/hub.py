"""A model of natural language inference as second judge, run here: whether one passage follows from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.notes import Note
from sayso.terms import Verdict
from sayso.weigh.matching.judge import Opinion
from sayso.weigh.matching.questions import Question

LONGEST = 256
"""Word pieces of two passages together."""
SURE = 0.5
"""Probability from which a label holds."""
KINDS = ("entail", "contradict")
"""Beginnings of the two labels that decide, as models spell them; all other labels decide nothing."""


class Unfit(Exception):
    """A folder that holds no model that can judge; the message says why."""


class Inference:
    """A cross-encoder for natural language inference from a folder with its ONNX export, tokenizer and labels."""

    def __init__(self, name: str, model: Path) -> None:
        """``name`` stands in the log; ``model`` is the ONNX file, with tokenizer and config beside or above it.

        Raises Unfit.
        """
        self.name = name
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            self._columns = _columns(_beside(model, "config.json").read_bytes())
            self._tokenizer = Tokenizer.from_file(str(_beside(model, "tokenizer.json")))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 4
            self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Unfit:
            raise
        except Exception as e:  # both libraries raise bare Exception for files that they cannot read
            raise Unfit(f"{type(e).__name__}: {' '.join(str(e).split())[:160]}") from e
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()
        self._wanted = {i.name for i in self._session.get_inputs()}

    def judge(self, questions: Iterable[Question]) -> Iterator[tuple[Question, Opinion] | Note]:
        """Each question in turn: what follows both ways is the same."""
        for q in questions:
            yield q, _opinion(*self._both_ways(q.a.clause, q.b.clause))

    def _both_ways(self, a: str, b: str) -> tuple[dict[str, float], dict[str, float]]:
        encoded = self._tokenizer.encode_batch([(a, b), (b, a)])
        feeds: dict[str, NDArray[np.int64]] = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], dtype=np.int64),
            "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
        }
        logits: Any = self._session.run(None, {k: v for k, v in feeds.items() if k in self._wanted})[0]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        there, back = ({kind: float(row[at]) for kind, at in self._columns.items()} for row in shares)
        return there, back


def _opinion(there: dict[str, float], back: dict[str, float]) -> Opinion:
    """The verdict on what a model sees from the one passage to the other, and back."""
    follows, against = ([round(way.get(kind, 0.0), 2) for way in (there, back)] for kind in KINDS)
    told = f"follows {follows[0]:.2f} one way, {follows[1]:.2f} the other"
    if min(follows) >= SURE:
        return Opinion(Verdict.SAME, min(follows), (told,))
    if min(against) >= SURE:
        return Opinion(Verdict.EXCLUDES, min(against), (f"contradicts {min(against):.2f} or more, both ways",))
    if max(follows) >= SURE:
        return Opinion(Verdict.UNSURE, max(follows), (told, "one says more than the other"))
    return Opinion(Verdict.RELATED, round(1 - max(follows), 2), (told,))


def _columns(config: bytes) -> dict[str, int]:
    """For each of the labels that decide, its column in what the model gives."""
    labels = msgspec.json.decode(config).get("id2label", {})
    columns = {kind: int(at) for at, label in labels.items() for kind in KINDS if str(label).lower().startswith(kind)}
    if KINDS[0] not in columns:
        raise Unfit(f"its labels are {', '.join(map(str, labels.values())) or 'missing'}, none of them entailment")
    return columns


def _beside(model: Path, name: str) -> Path:
    """A file beside a model, or above it where the model lies in a folder of its own."""
    return next((f for f in (model.parent / name, model.parent.parent / name) if f.is_file()), model.parent / name)
