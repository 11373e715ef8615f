"""Where sentences begin: nupunkt inside each paragraph, with repairs for what it gets wrong in news."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sayso.read.layout import blocks

_GLUED = re.compile(
    r"""(?<=[a-z\d)][.!?])(?:["'”](?=[A-Z][a-z]*\b)|(?=[A-Z][a-z]+\s|["“][A-Z]))|(?<=[a-z]{3}[.!?])(?=["“][A-Z])"""
)
"""A full stop with no blank after it, between a small letter and a capital word."""
_NUMBERED = re.compile(r"\b(?:No|Nos|Art|Sec|Fig|Vol|Ch|pp?|Para)\.\s+$", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Prof|Rev|St|Ft|Mt|Sr|Jr|vs|approx|est|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)\s+$"
)
_TITLE = re.compile(
    r"(?:President|Army|Navy|Air|Marine|Embassy|Ambassador|Senator|Congress|Senate|House|State|Secretary|Department|Treasury|Defen[cs]e|"
    r"Supreme|Attorney|Vice|Assistant|Special|Central|Security|General|Government|Consulate|Rep|Sen|Gen|Representative|Justice|"
    r"Coast|Geological|Agency|National|Federal|Forces?|Capitol|Ambassador)\b"
)
_LOWER = re.compile(r"""["'(\[]*[a-z]""")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…)\s*$")
_QUOTE_THEN_SAID = re.compile(
    r"(?:he|she|it|they|the \w+|[A-Z]\w+) (?:said|added|told|wrote|asked|says|continued|noted)\b"
)
_QUOTE_OPENS = re.compile(r"""(?<=\b(?:said|adds|says)\s)(?="[A-Z])|(?<=\b(?:added|asked|wrote)\s)(?="[A-Z])""")


@lru_cache(maxsize=1)
def _model() -> Any:
    import nupunkt

    return nupunkt


def starts(text: str) -> list[int]:
    """Offsets at which sentences of a tidied text begin, in order; a paragraph always begins one."""
    out: list[int] = []
    for start, end in blocks(text):
        out += [start + i for i in _in_paragraph(text[start:end])]
    return out


def _in_paragraph(text: str) -> list[int]:
    lead = len(text) - len(text.lstrip())
    found = {a for a, _ in _model().sent_spans(text)} | {_after_quote(text, m.end()) for m in _GLUED.finditer(text)}
    out = [lead]
    for at in sorted(found):
        while at < len(text) and text[at].isspace():
            at += 1
        if lead < at < len(text) and at > out[-1] and not _joins(text, at):
            out.append(at)
    return out


def _after_quote(text: str, at: int) -> int:
    return at


def _joins(text: str, at: int) -> bool:
    """Whether a break before ``text[at]`` is no sentence's end."""
    before, after = text[max(0, at - 24) : at], text[at : at + 40]
    if _LOWER.match(after) or _NUMBERED.search(before):
        return True
    if re.search(r"\bU\.S\.\s+$|\bU\.N\.\s+$|\bU\.K\.\s+$", before):
        return bool(_TITLE.match(after))
    return bool(_ABBREVIATED.search(before)) and not before.rstrip().endswith(("a.m.", "p.m."))
