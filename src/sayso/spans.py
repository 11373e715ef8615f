"""Offsets: what a span is, how spans nest and overlap, and how tidied text maps back to the original.

All offsets are Unicode code points, the end excluded, as in the Web Annotation TextPositionSelector.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from sayso.records import Span

Range = tuple[int, int]


def cut(report: str, text: str, start: int, end: int) -> Span:
    """The span of ``text[start:end]`` in a report, without white space at either end.

    Raises ValueError when nothing but white space is left or the offsets leave the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}:{end} leaves the text of {len(text)} characters")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise ValueError("span holds nothing but white space")
    return Span(report=report, start=start, end=end, exact=text[start:end])


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share; 0 for spans of different reports."""
    if a.report != b.report:
        return 0
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def contains(outer: Span, inner: Span) -> bool:
    """Whether one span lies wholly inside another of the same report."""
    return outer.report == inner.report and outer.start <= inner.start and inner.end <= outer.end


def merge(ranges: Iterable[Range]) -> list[Range]:
    """Overlapping and touching ranges joined, in order."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


class OffsetMap:
    """Maps offsets of a tidied text to offsets of the original it was made from.

    The tidied text is a list of pieces, each copied from ``original[start:end]`` character by character;
    a piece may have its characters replaced one for one (curly quotes), never lengthened or shortened.
    """

    def __init__(self, pieces: Iterable[Range]) -> None:
        """``pieces`` are ranges of the original, in order; their lengths are the lengths of the tidied pieces."""
        self._pieces = [p for p in pieces if p[0] < p[1]]
        self._starts: list[int] = []
        at = 0
        for start, end in self._pieces:
            self._starts.append(at)
            at += end - start
        self.length = at

    def original(self, offset: int) -> int:
        """The offset in the original of the character at ``offset`` of the tidied text."""
        if not self._pieces or not 0 <= offset < self.length:
            raise ValueError(f"offset {offset} leaves the tidied text of {self.length} characters")
        i = bisect_right(self._starts, offset) - 1
        return self._pieces[i][0] + offset - self._starts[i]

    def range(self, start: int, end: int) -> Range:
        """The smallest range of the original that holds ``tidied[start:end]``."""
        return self.original(start), self.original(end - 1) + 1

    def ranges(self, start: int, end: int) -> list[Range]:
        """The ranges of the original that make up ``tidied[start:end]``: several where a cut lies between."""
        out: list[Range] = []
        for (a, b), at in zip(self._pieces, self._starts, strict=True):
            lo, hi = max(start, at), min(end, at + b - a)
            if lo < hi:
                out.append((a + lo - at, a + hi - at))
        return merge(out)
