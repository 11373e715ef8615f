"""For which time a number holds, where the text says so: "as of Tuesday", "up from 980 a week earlier"."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from sayso.read.quantities.words import AS_OF, COMPARED, TIME_UNITS
from sayso.records import Quantity, When
from sayso.terms import Direction, TimeKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from sayso.read.page import Page

_JOINT = re.compile(r"[ ,]*(?:in|on|for|at|the)?\s*", re.IGNORECASE)
NEAR = 24
"""Characters before a time in which the words stand that make it the time of a number, or a compared number."""


_COMPARED = re.compile(
    r"(?:\b(?:up|down) from|\bcompared (?:with|to)|\bto [^\s,;]*\d[^,;]{0,20} from)\s[^,;.]*?\d[^,;]{0,20}$",
    re.IGNORECASE,
)
"""A value with which another is compared, up to its time: "down from 14 on"."""
COMPARING = 80
"""Characters before a time in which a comparison is looked for."""


def is_compared(text: str, first: int, time: int) -> bool:
    """Whether a time is that of an earlier value only: "nine are missing, down from 14 *on Tuesday*"."""
    return _COMPARED.search(text, max(first, time - COMPARING), time) is not None


class Holding:
    """The times of a page that numbers can hold for."""

    def __init__(self, page: Page) -> None:
        self._page = page
        times = [w for w in page.times if w.kind in (TimeKind.DATE, TimeKind.TIME) and w.earliest is not None]
        self._times = sorted(times, key=lambda w: w.span.start)
        self._starts = [w.span.start for w in self._times]

    def dated(self, quantity: Quantity, tokens: Tokens) -> Quantity:
        """A quantity with the time that it holds for; a length of time holds for none."""
        if quantity.unit in TIME_UNITS:
            return quantity
        when = self._beside(quantity) or self._of_sentence(tokens)
        return msgspec.structs.replace(quantity, as_of=when) if when is not None else quantity

    def _beside(self, quantity: Quantity) -> When | None:
        """The time right behind a value that is told as one of two."""
        text = self._page.report.text
        before = text[max(0, quantity.span.start - NEAR) : quantity.span.start]
        if quantity.direction is Direction.NONE and not COMPARED.search(before):
            return None
        at = bisect_left(self._starts, quantity.span.end)
        when = self._times[at] if at < len(self._times) else None
        if when is None or not _JOINT.fullmatch(text[quantity.span.end : when.span.start]):
            return None
        return when

    def _of_sentence(self, tokens: Tokens) -> When | None:
        """The time up to which a sentence counts, unless it lies ahead."""
        if any(t.tag_ == "MD" for t in tokens.sent):
            return None
        page, sent = self._page, tokens.sent
        lo, hi = page.offsets.range(sent.start_char, sent.end_char)
        for when in self._times[bisect_left(self._starts, lo) : bisect_left(self._starts, hi)]:
            before = page.report.text[max(lo, when.span.start - NEAR) : when.span.start]
            if AS_OF.search(before) and not self._is_ahead(when):
                return when
        return None

    def _is_ahead(self, when: When) -> bool:
        published = self._page.report.published
        return published is not None and when.earliest is not None and when.earliest > published + timedelta(days=1)
