"""Quotations broken by who says them, as in ``"The convoy," the mayor said, "turned back"``.

The halves are one sentence, and a parser that meets the speaker in the middle takes the first half for an address or
the second for a sentence without a subject. So the halves are parsed as the sentence that they are, the speaker apart,
and both are joined again: what is said hangs from the verb that says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.read.lexicon.cues import lexicon
from sayso.read.mends.tails import row

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SAID = ('"', "It", "failed", ",", '"')
"""A plain quotation, set before the speaker so that "said X" is parsed as what stands behind one."""
LONGEST = 40
"""Tokens that may stand between the halves."""

Parse = Callable[[list[str]], "Doc"]
"""Words -> their parse as one sentence."""


@dataclass(frozen=True)
class Broken:
    """Token indices of one broken quotation."""

    halves: tuple[int, ...]
    """What is said, without marks; its comma is kept where it parts two clauses."""
    speaker: tuple[int, ...]
    """What stands between the halves, without the commas at its ends."""


def find(doc: Doc) -> Iterator[Broken]:
    """Every sentence that goes on behind its speaker: the second half begins small."""
    for sentence in doc.sents:
        marks = [t.i for t in sentence if t.text == '"']
        for n in range(len(marks) - 2):
            found = _between(doc, sentence, marks[n : n + 4])
            if found is not None:
                yield found
                break


def _between(doc: Doc, sentence: Span, marks: list[int]) -> Broken | None:
    """The broken quotation whose marks these are: opened, closed, opened again, and closed or run on."""
    opened, closed, again = marks[:3]
    end = marks[3] if len(marks) > 3 else sentence.end
    first, middle, second = doc[opened + 1 : closed], doc[closed + 1 : again], doc[again + 1 : end]
    if not first or not second or not 2 <= len(middle) <= LONGEST:
        return None
    if first[-1].text != "," or middle[-1].text != "," or not second[0].text[:1].islower():
        return None
    if not any(_says(t) for t in middle):
        return None
    comma = any(t.tag_.startswith("VB") for t in first)
    return Broken(
        halves=(*range(opened + 1, closed if comma else closed - 1), *range(again + 1, end)),
        speaker=tuple(range(closed + 1, again - 1)),
    )


def _says(token: Token) -> bool:
    manners = lexicon().verbs.get(token.lemma_.lower(), ())
    return token.tag_ in ("VBD", "VBZ", "VBP") and any(m.takes & {"quote", "clause"} for m in manners)


def mended(doc: Doc, parse: Parse) -> Doc:
    """The parse with every broken quotation read as one sentence; the same object where there is none."""
    found = list(find(doc))
    if not found:
        return doc
    rows = [row(t, t.head.i) for t in doc]
    for broken in found:
        _join(doc, broken, rows, parse)
    told: dict[str, Any] = {key: [r[key] for r in rows] for key in rows[0]}
    return type(doc)(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], **told)


def _join(doc: Doc, broken: Broken, rows: list[dict[str, Any]], parse: Parse) -> None:
    """Put both parses into the rows of the whole."""
    said = parse([doc[i].text for i in broken.halves])
    told = parse([*SAID, *(doc[i].text for i in broken.speaker), "."])[len(SAID) : -1]
    verb = next((t for t in told if t.head.i == t.i or t.head.i < told.start), None)
    if verb is None or not _says(verb):
        return
    for at, token in zip(broken.speaker, told, strict=True):
        inside = told.start <= token.head.i < told.end
        rows[at] = row(token, broken.speaker[(token.head if inside else verb).i - told.start])
    top = broken.speaker[verb.i - told.start]
    rows[top] |= {"heads": top, "deps": "ROOT"}
    for at, token in zip(broken.halves, said, strict=True):
        rows[at] = row(token, broken.halves[token.head.i])
        if token.head.i == token.i:
            rows[at] |= {"heads": top, "deps": "ccomp"}
    sentence = doc[broken.halves[0]].sent
    for at in {*range(sentence.start, sentence.end)} - {*broken.halves, *broken.speaker}:
        head = rows[at]["heads"]
        if rows[at]["pos"] == "PUNCT" or head == at:
            rows[at] |= {"heads": top, "deps": "punct" if rows[at]["pos"] == "PUNCT" else "dep"}
