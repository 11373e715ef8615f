"""How a text is laid out: its lines, or its blocks where the lines were wrapped at a fixed width."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.spans import Range

ENDS = re.compile(r"""[.!?…:;][)\]"'”’»]*\s*$""")
_LINE = re.compile(r"[^\r\n\u2028\u2029\f\v]*\S[^\r\n\u2028\u2029\f\v]*")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
WRAP_WIDTH = 100
"""No longer line than this in a text wrapped at a fixed width."""


def lines(text: str) -> list[Range]:
    """Ranges of the lines that hold anything, without their line ends."""
    return [(m.start(), m.end()) for m in _LINE.finditer(text)]


def wrapped(text: str) -> bool:
    """Whether lines were broken at a fixed width, so that a line end is no paragraph end."""
    found = lines(text)
    if len(found) < 4 or max(b - a for a, b in found) > WRAP_WIDTH:
        return False
    followed = [(a, b) for (a, b), (c, _) in pairwise(found) if text.count("\n", b, c) == 1]
    broken = sum(1 for a, b in followed if b - a > WRAP_WIDTH // 3 and not ENDS.search(text, a, b))
    return len(followed) >= 3 and broken >= 0.4 * len(followed)


def blocks(text: str) -> list[Range]:
    """Ranges of the paragraphs: lines, or runs of lines between blank ones where the text is wrapped."""
    if not wrapped(text):
        return lines(text)
    out: list[Range] = []
    at = 0
    for m in [*_BLANK.finditer(text), None]:
        end = m.start() if m else len(text)
        if text[at:end].strip():
            out.append((at, end))
        at = m.end() if m else end
    return out
