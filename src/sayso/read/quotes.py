"""Quotations: which passages stand inside quotation marks, with repairs for marks left out.

Offsets are into the tidied text. Double marks rule; single marks count only outside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\"|(?<!\w)'(?=\w)|(?<=[\w.,!?…])'(?!\w)")


@dataclass(frozen=True)
class Quotation:
    """What stands between two quotation marks."""

    start: int
    """First character after the opening mark."""
    end: int
    """The closing mark, or the end of the paragraph where it was left out."""
    closed: bool
    """Whether a closing mark is printed."""


def find(text: str) -> tuple[Quotation, ...]:
    """Every quotation, in order, in linear time. None crosses a paragraph: one that runs on gives several."""
    out: list[Quotation] = []
    at = 0
    for line in text.splitlines(keepends=True):
        out.extend(_in_paragraph(text, at, at + len(line.rstrip())))
        at += len(line)
    return tuple(q for q in out if text[q.start : q.end].strip())


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """Quotations of one paragraph. A closing mark without an opening one closes what the paragraph began with."""
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    kind = '"' if any(text[m] == '"' for m in marks) else "'"
    marks = [m for m in marks if text[m] == kind]
    out: list[Quotation] = []
    opened: int | None = None
    for mark in marks:
        opens, closes = _shape(text, mark, start, end)
        if opened is None and closes and not opens and not out and kind == '"':
            out.append(Quotation(start, mark, closed=True))
        elif opened is None:
            opened = None if closes and not opens else mark + 1
        elif opens and not closes and text[mark - 1 : mark].isspace():
            out.append(Quotation(opened, mark, closed=False))
            opened = mark + 1
        else:
            out.append(Quotation(opened, mark, closed=True))
            opened = None
    if opened is not None and kind == '"':
        out.append(Quotation(opened, end, closed=False))
    return out


def _shape(text: str, mark: int, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark looks like an opening one, and whether it looks like a closing one."""
    before = text[mark - 1] if mark > start else " "
    after = text[mark + 1] if mark + 1 < end else " "
    opens = (before.isspace() or before in "([-–—") and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in ".,;:!?)]-–—'")
    return opens, closes
