"""Quotations: which characters of a report are shown for a statement, and how a fragment is made readable.

Characters are never changed. A quotation may be cut at the end of a clause, with an ellipsis outside the cited span,
and a subject that the passage leaves out may stand before it in square brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.records import Part, Span, Statement
from sayso.spans import contains

LONGEST = 240
"""Code points after which a quotation is cut at the end of a clause."""
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[-–—]{1,2}(?=\s)|[.!?](?=\s)")
_PRONOUN = re.compile(r"(he|she|it|they)\b(?=[ ])", re.IGNORECASE)
_PRONOUNS = frozenset(
    ["he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "who", "which"]
)
_OPENERS, _CLOSERS = "“\"„«‘", "”\"»"
_TRAILING = " \t\n,;:.-–—"


@dataclass(frozen=True)
class Quote:
    """A quotation ready to be put into a sentence."""

    parts: tuple[Part, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The passages quoted."""
        return tuple(p.span for p in self.parts if p.span)


def quote(statement: Statement) -> Quote:
    """The quotation that shows a statement: its own passages, or its whole sentence where that is short."""
    pieces = _pieces(statement)
    insert, pieces[0] = _with_subject(statement, pieces[0])
    pieces[-1], cut = _clipped(pieces[-1])
    inner = [Part(text=insert)] if insert else []
    for i, span in enumerate(pieces):
        if i:
            inner.append(Part(text=" … "))
        inner.append(Part(text=span.exact, span=span))
    opening, closing = marks(" ".join(s.exact for s in pieces))
    return Quote(parts=(Part(text=opening), *inner, Part(text=("…" if cut else "") + closing)))


def marks(text: str) -> tuple[str, str]:
    """Quotation marks for a text: single ones around a text that holds double ones."""
    return ("‘", "’") if any(c in text for c in "“”\"") else ("“", "”")


def _pieces(statement: Statement) -> list[Span]:
    sentence = statement.sentence
    if not statement.attributions and len(sentence.exact) <= LONGEST * 3 // 4:
        return [_trimmed(sentence)]
    spans = sorted(statement.spans, key=lambda s: (s.report, s.start))
    kept = [t for s in spans if (t := _trimmed(s)).exact]
    return kept or [spans[0]]


def _trimmed(span: Span) -> Span:
    """Without quotation marks that are not paired inside, and without punctuation at the end."""
    start, end, text = span.start, span.end, span.exact
    while True:
        before = (start, end)
        body = text[start - span.start:end - span.start]
        if body and body[0] in _OPENERS and not _pairs(body):
            start += 1
        elif body and ((body[-1] in _CLOSERS and not _pairs(body)) or body[-1] in _TRAILING):
            end -= 1
        elif body and body[0].isspace():
            start += 1
        if (start, end) == before:
            return Span(report=span.report, start=start, end=end, exact=body)


def _pairs(body: str) -> bool:
    """Whether quotation marks at the ends belong to pairs inside ("a" b "c")."""
    if body.count("“") != body.count("”"):
        return False
    if body.count('"') % 2:
        return False
    inner = body[1:-1]
    wrapped = body[0] in _OPENERS and body[-1] in _CLOSERS
    return not (wrapped and not any(c in inner for c in "“”\""))


def _clipped(span: Span) -> tuple[Span, bool]:
    """A long passage up to the end of a clause, and whether it was cut."""
    if len(span.exact) <= LONGEST:
        return span, False
    ends = [m.start() for m in _CLAUSE_END.finditer(span.exact, LONGEST // 3, LONGEST)]
    end = ends[-1] if ends else span.exact.rfind(" ", 0, LONGEST)
    if end <= 0:
        return span, False
    return Span(report=span.report, start=span.start, end=span.start + end, exact=span.exact[:end]), True


def _with_subject(statement: Statement, first: Span) -> tuple[str, Span]:
    """``[Name] `` and the passage after a pronoun that it replaces, or before a passage that has no subject."""
    subject = next((a for a in statement.arguments if a.role == "subject"), None)
    name = (subject.entity if subject else "") or statement.subject
    if not name or name.lower() in _PRONOUNS:
        return "", first
    if leading := _PRONOUN.match(first.exact):
        return f"[{name}]", _from(first, leading.end())
    inside = subject is not None and contains(first, subject.span)
    return ("", first) if inside or name.lower() in first.exact.lower() else (f"[{name}] ", first)


def _from(span: Span, offset: int) -> Span:
    return Span(report=span.report, start=span.start + offset, end=span.end, exact=span.exact[offset:])


def readable(statement: Statement) -> float:
    """How well a statement's own words stand alone, 0 to 1: a subject, a clause, neither a scrap nor a page."""
    first = statement.spans[0]
    words = len(statement.content.split())
    subject = next((a for a in statement.arguments if a.role == "subject"), None)
    has_subject = bool(subject and contains(first, subject.span) and subject.text.lower() not in _PRONOUNS)
    length = 1.0 if 6 <= words <= 32 else 0.4 if words > 3 else 0.0
    return 0.6 * length + 0.4 * has_subject
