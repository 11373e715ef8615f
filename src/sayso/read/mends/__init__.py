"""Mends of the parse, in the order in which they are made: what a parser trained on edited prose gets wrong in news.

Each mends a document in place or gives a new one of the same words, so that everything after reads one sound tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sayso.read.mends import broken, coordination, rehang, tails

if TYPE_CHECKING:
    from spacy.tokens import Doc


def mended(doc: Doc, parse: Callable[[str, Sequence[int]], Doc], sentence: Callable[[list[str]], Doc]) -> Doc:
    """The parse, mended; ``parse`` reads a text with given sentence starts, ``sentence`` some words as one sentence."""
    seen, apart = doc.tensor, []
    for first, verb in tails.missed(doc):
        whole, at = first.sent, first.idx - first.sent.start_char
        clause = whole.text[:at].rstrip().removesuffix(",")
        parts = parse(f"{clause}.{whole.text[len(clause) + 1 :]}", [0, at])
        if len(parts) == len(whole) and len(list(parts.sents)) == 2:
            apart.append((whole.start, verb.i, parts))
    doc = tails.joined(doc, apart) if apart else doc
    doc = broken.mended(doc, sentence)
    doc.tensor = seen
    rehang.rehang(doc)
    coordination.resume(doc)
    return doc
