"""Time expressions and what they come to."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sayso.read.page import Page
from sayso.records import When
from sayso.terms import Anchor, Precision, TimeKind

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")


def find(page: Page) -> tuple[When, ...]:
    """ISO dates, and weekdays on or before the day of publication."""
    out = []
    for m in _ISO.finditer(page.text):
        try:
            out.append(_day(page, m, datetime(int(m[1]), int(m[2]), int(m[3]), tzinfo=UTC), Anchor.ABSOLUTE))
        except ValueError:
            continue
    if page.report.published:
        for m in _WEEKDAY.finditer(page.text):
            back = (page.report.published.weekday() - _DAYS.index(m[1])) % 7
            day = page.report.published.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)
            out.append(_day(page, m, day, Anchor.PUBLICATION))
    return tuple(sorted(out, key=lambda w: w.span.start))


def _day(page: Page, m: re.Match[str], day: datetime, anchor: Anchor) -> When:
    return When(
        span=page.span(m.start(), m.end()),
        kind=TimeKind.DATE,
        value=day.date().isoformat(),
        earliest=day,
        latest=day + timedelta(days=1, seconds=-1),
        precision=Precision.DAY,
        anchor=anchor,
    )
