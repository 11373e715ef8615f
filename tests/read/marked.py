"""A small notation: ``[Lena Marsh] {said} <the port was closed>`` marks source, cue and content in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sayso.records import Attribution

_MARKS = {"[": "source", "{": "cue", "<": "content"}
_CLOSE = {"]": "[", "}": "{", ">": "<"}


@dataclass
class Marked:
    """Text without its marks, and the passages that they marked."""

    text: str
    parts: dict[str, list[str]] = field(default_factory=lambda: {"source": [], "cue": [], "content": []})


def marked(line: str) -> Marked:
    """Take the marks out of a line; marks may nest."""
    text = re.sub(r"[\[\]{}<>]", "", line)
    out = Marked(text)
    opened: list[tuple[str, int]] = []
    at = 0
    for char in line:
        if char in _MARKS:
            opened.append((char, at))
        elif char in _CLOSE:
            mark, start = opened.pop()
            assert mark == _CLOSE[char], line
            out.parts[_MARKS[mark]].append(text[start:at])
        else:
            at += 1
    return out


def parts(a: Attribution) -> dict[str, list[str]]:
    """What an attribution marks, in the same form."""
    return {
        "source": [a.source_span.exact] if a.source_span is not None else [],
        "cue": [c.exact for c in a.cue],
        "content": [c.exact for c in a.content],
    }
