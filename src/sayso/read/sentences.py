"""Where sentences begin: nupunkt inside each paragraph, with repairs for what it gets wrong in news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sayso.read.layout import blocks

_GLUED = re.compile(r"(?<=[a-z\d)][.!?])(?=[A-Z][a-z]+\s)|(?<=[a-z]{2}[.!?])(?=[\"(][A-Z])")
"""A full stop with no blank after it, between a small letter and a capital word."""
LONGEST = 10_000
"""Longer paragraphs are split piece by piece, so that the time grows with the length and no faster."""
LONGEST_SENTENCE = 3_000
"""More than this without a sentence end is no sentence but a list or a table."""
_LIKELY_END = re.compile(r"""[.!?]["')]?\s+(?=["'(]?[A-Z])""")
_NUMBERED = re.compile(r"\b(?:Nos?|Art|Sec|Fig|Vol|Ch|pp?|Para)\.\s+$", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Prof|Rev|St|Ft|Mt|Sr|Jr|vs|approx|est|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)\s+$"
)
_STATE = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.U)\.\s+$")
_OFFICE = re.compile(
    r"(?:President|Army|Navy|Air|Marines?|Embassy|Ambassador|Senators?|Congress\w*|Senate|House|State|Secretary|Department|"
    r"Treasury|Defen[cs]e|Supreme|Attorney|Vice|Assistant|Special|Central|Security|General|Government|Consulate|Sen|Rep|Gen|"
    r"Representatives?|Justice|Coast|Geological|Agency|National|Federal|Forces?|Capitol|Foreign|Prime|Court|Charter|Steel)\b"
)
"""What follows "U.S." inside a name; anything else with a capital begins a sentence."""
_CONTINUES = re.compile(r"""["'(\[]*[a-z]""")
_ASKED = re.compile(r"""[!?]["']\s+$""")
_SPEAKER = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr)\.\s)?[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){0,3}\s(?:said|asked|says|told|added|wrote|tweeted|exclaimed|shouted)\b"
)
"""Who spoke, after a question in quotation marks: the sentence goes on."""


def starts(text: str) -> list[int]:
    """Offsets at which sentences of a tidied text begin, in order; a paragraph always begins one."""
    out: list[int] = []
    for start, end in blocks(text):
        found = [start + i for i in _in_paragraph(text[start:end])]
        for a, b in pairwise([*found, end]):
            out += [a, *_cuts(text, a, b)] if b - a > LONGEST_SENTENCE else [a]
    return out


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where words without a sentence end are cut: after a blank, every so often."""
    while end - start > LONGEST_SENTENCE:
        blank = max(text.rfind(c, start, start + LONGEST_SENTENCE) for c in " \t")
        while blank > start and blank + 1 < end and text[blank + 1].isspace():
            blank += 1
        start = blank + 1 if start < blank + 1 < end else start + LONGEST_SENTENCE
        if not text[start].isspace():
            yield start


def _in_paragraph(text: str) -> list[int]:
    lead = len(text) - len(text.lstrip())
    out = [lead]
    candidates = {*_found(text), *_glued(text)}
    for at in sorted(candidates):
        if text[at : at + 1] == '"' and at + 1 in candidates:
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        if out[-1] < at < len(text) and not _joins(text[max(0, at - 24) : at], text[at : at + 60]):
            out.append(at)
    return out


def _found(text: str) -> Iterator[int]:
    """Starts as nupunkt sees them, in pieces that end where a sentence very likely does."""
    import nupunkt

    at = 0
    while at < len(text):
        end = min(len(text), at + LONGEST)
        if end < len(text):
            end = max((m.end() for m in _LIKELY_END.finditer(text, at + 1, end)), default=end)
        yield from (
            at + start for start, _ in nupunkt.sent_spans(text[at:end]) if start or at == 0 or text[at - 1].isspace()
        )
        at = end


def _glued(text: str) -> Iterator[int]:
    """Starts right after a full stop; a quotation mark between goes with the side on which it makes a pair."""
    marks = 0
    counted = 0
    for m in _GLUED.finditer(text):
        marks += text.count('"', counted, m.start())
        counted = m.start()
        yield m.end() + (1 if text[m.end()] == '"' and marks % 2 else 0)


def _joins(before: str, after: str) -> bool:
    """Whether a break between two passages is no sentence's end."""
    if _CONTINUES.match(after) or _NUMBERED.search(before) or (_ASKED.search(before) and _SPEAKER.match(after)):
        return True
    if _STATE.search(before):
        return bool(_OFFICE.match(after))
    return bool(_ABBREVIATED.search(before)) and not before.rstrip().endswith(("a.m.", "p.m."))
