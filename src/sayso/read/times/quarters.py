"""Quarters and halves of a year, and the one that a report on results is about."""

from __future__ import annotations

import re

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import rule
from sayso.read.times.words import ORDINALS
from sayso.terms import Anchor


@rule
def quarter(m: re.Match[str], c: Context) -> Known | None:
    """The third quarter of 2031, Q3, the first half of 2031."""
    groups = m.groupdict()
    today = c.published
    if not groups.get("q"):
        if today is None:
            return periods.vague("XXXX-QX"), Anchor.OPEN
        back = {"last": -1, "next": 1}.get(m[0].lower().split()[0], 0)
        return periods.quarter(today.year, (today.month + 2) // 3 + back), Anchor.PUBLICATION
    what = (groups.get("what") or "quarter").lower()
    word = groups["q"].lower()
    q = (2 if what == "half" else 4) if word in ("last", "final", "closing") else ORDINALS.get(word) or int(word)
    make = periods.half if what == "half" else periods.quarter
    printed = m["y"] or groups.get("y1")
    if what == "half" and (q > 2 or not (printed or m[0].lower().endswith("year"))):
        return None
    if printed:
        return make(int(printed), q), Anchor.ABSOLUTE
    if c.history or today is None:
        return c.next_in_tale(lambda y: make(y, q), f"XXXX-Q{q}") or (periods.vague(f"XXXX-Q{q}"), Anchor.OPEN)
    if re.match("last year", m[0], re.I) or (groups.get("rel") or "").lower() == "last year":
        return make(today.year - 1, q), Anchor.PUBLICATION
    known = c.nearest([make(y, q) for y in (today.year - 1, today.year, today.year + 1)], c.direction(*m.span()))
    if known and known[0].earliest and (groups.get("rel") or re.search("year-|-year", m[0], re.I)):
        return make(known[0].earliest.year - 1, q), Anchor.EVENT
    return known


@rule
def term(m: re.Match[str], c: Context) -> Known | None:
    """The quarter that a company reports on, or the same of another year: the latest quarter, the year-ago period."""
    groups = m.groupdict()
    printed, back = groups.get("y"), groups.get("ago") is not None or not groups
    if c.term is None and groups.get("what") != "quarter":
        if groups.get("like") or printed or c.published is None:
            return None
        return periods.year(c.published.year - 1), Anchor.PUBLICATION
    now = c.term or c.last_quarter()
    if now is None or now.earliest is None:
        return periods.vague("XXXX-QX"), Anchor.OPEN
    year = int(printed) if printed else now.earliest.year - back
    return periods.quarter(year, int(now.value[-1])), Anchor.EVENT if c.term else Anchor.PUBLICATION
