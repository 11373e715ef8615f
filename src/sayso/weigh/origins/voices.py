"""The running words of a report, and which of them are other people's: quotations, posts, interviews in turns.

Two reports that print one statement have not taken it from one another; two that print one narration have. Statements
are often printed without quotation marks, so a paragraph that speaks of "I" or "you" is no narration either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.records import Reading, Report
from sayso.spans import Range, merge
from sayso.terms import Quoting

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_MARK = re.compile(r"[\"“”«»„]")
_OPENS, _CLOSES = "“«„", "”»"
_SINGLE = re.compile(r"(?<!\w)[‘']((?:[^‘'’\n]|(?<=\w)['’](?=\w)){20,}?)['’](?!\w)")
"""A quotation in single marks: an apostrophe inside a word does not end it, and a few words are no quotation."""
_SIGNED = re.compile(r"(?:—|–|--?)\s*[^\n()@]{2,60}\(@\w+\)(?:\s*[A-Z][a-z]+\.? \d{1,2}, \d{4})?")
"""How an embedded post ends: a dash, who wrote it, the account, the day."""
_TURN = re.compile(r"(?:^|(?<=[.?!…\])\"”—] ))(?:[A-Z][A-Z.'’-]+ ?){1,4}(?:\([^)\n]*\))?:\s", re.MULTILINE)
"""How a turn of a printed interview begins: a name in capitals and a colon."""
_ADDRESS = re.compile(r"(?<![\w’'])(?:I|me|my|mine|we|our|ours|us|you|your|yours|yourself)(?![\w.-])")


@dataclass(frozen=True)
class Words:
    """A report's running words without furniture: folded form, place in the text, and whose they are."""

    report: str
    forms: tuple[str, ...]
    spans: tuple[Range, ...]
    quoted: tuple[bool, ...]
    """Whether a word is marked as somebody else's."""
    personal: tuple[bool, ...]
    """Whether a word stands, outside such marks, in a paragraph that speaks of "I" or "you"."""

    @property
    def own(self) -> int:
        """How many words are not marked as somebody else's."""
        return len(self.quoted) - sum(self.quoted)


def words_of(report: Report, reading: Reading | None) -> Words:
    """The words of a report; without a reading nothing counts as furniture."""
    text = report.text
    # An outlet prints an agency's text under a headline of its own: neither that nor other furniture is the text.
    cuts = merge((f.span.start, f.span.end) for f in reading.furniture) if reading else []
    said = merge([*quotations(text), *_posts(text), *_turns(text), *(_direct(reading) if reading else ())])
    found = list(_WORD.finditer(text))
    inside = _flags([m.start() for m in found], cuts)
    kept = [m for m, cut in zip(found, inside, strict=True) if not cut]
    starts = [m.start() for m in kept]
    return Words(
        report=report.id,
        forms=tuple(m.group().casefold().replace("’", "'") for m in kept),
        spans=tuple(m.span() for m in kept),
        quoted=_flags(starts, said),
        personal=_flags(starts, list(_addresses(text, said))),
    )


def _flags(starts: Sequence[int], ranges: Sequence[Range]) -> tuple[bool, ...]:
    """Whether each of some rising offsets lies in one of some rising ranges."""
    out, at = [], 0
    for start in starts:
        while at < len(ranges) and ranges[at][1] <= start:
            at += 1
        out.append(at < len(ranges) and ranges[at][0] <= start)
    return tuple(out)


def quotations(text: str) -> Iterable[Range]:
    """What stands between quotation marks; one that runs on over paragraphs is given for each."""
    runs_on = False
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        marks = [(m.start(), m.group()) for m in _MARK.finditer(text, start, end)]
        opened = start if runs_on and marks and marks[0][1] in _CLOSES else None
        for at, mark in marks:
            if opened is None:
                opened = None if mark in _CLOSES else at + 1
            elif mark not in _OPENS:
                yield opened, at
                opened = None
        runs_on = opened is not None
        if opened is not None:
            yield opened, end
        yield from (m.span(1) for m in _SINGLE.finditer(text, start, end))


def _posts(text: str) -> Iterable[Range]:
    """Paragraphs up to the last signature of a post in them."""
    for paragraph in _PARAGRAPH.finditer(text):
        for signed in list(_SIGNED.finditer(text, *paragraph.span()))[-1:]:
            yield paragraph.start(), signed.end()


def _turns(text: str) -> Iterable[Range]:
    """Paragraphs in which people take turns."""
    for paragraph in _PARAGRAPH.finditer(text):
        turns = list(_TURN.finditer(text, *paragraph.span()))
        if len(turns) > 1:
            yield turns[0].start(), paragraph.end()


def _direct(reading: Reading) -> Iterable[Range]:
    """What the reading took for direct speech."""
    for a in reading.attributions:
        if a.quoting == Quoting.DIRECT:
            yield from ((c.start, c.end) for c in a.content)


def _addresses(text: str, said: Sequence[Range]) -> Iterable[Range]:
    """Paragraphs that speak of "I" or "you" outside what others say."""
    for paragraph in _PARAGRAPH.finditer(text):
        persons = [m.start() for m in _ADDRESS.finditer(text, *paragraph.span())]
        if not all(_flags(persons, said)):
            yield paragraph.span()
