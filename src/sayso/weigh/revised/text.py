"""The difference of two texts, to be shown: what was cut and what came, by lines or sentences, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"[^\n]*?[.!?][”\"’)]*(?:\s+|$)|[^\n]*\n\s*|[^\n]+$")
"""A sentence, roughly, or a line, with the white space after it: only where to break what is shown."""
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Edit:
    """One stretch of two texts: the same where ``was`` and ``now`` are equal, else cut, added, or both."""

    was: str
    now: str
    words: tuple[tuple[str, str], ...] = ()
    """Of a stretch that changed: its pieces, as (was, now), equal where nothing changed."""


def difference(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that make one text the other, in order, what stayed included: joined they are the two texts."""
    return tuple(_edits(_PIECE.findall(old), _PIECE.findall(new)))


def _edits(a: Sequence[str], b: Sequence[str]) -> Iterator[Edit]:
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        was, now = "".join(a[i:j]), "".join(b[k:m])
        yield Edit(was, now, tuple(_by_words(was, now)) if op == "replace" else ())


def _by_words(was: str, now: str) -> Iterator[tuple[str, str]]:
    a, b = _WORD.findall(was), _WORD.findall(now)
    for _, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield "".join(a[i:j]), "".join(b[k:m])
