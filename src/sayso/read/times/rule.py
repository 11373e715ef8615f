"""What a rule for time expressions is, the list of all, and what several of them share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.words import (
    MONTHS,
    PARTS,
    RANGE_END,
    WEEKDAYS,
    patterns,
)
from sayso.terms import Anchor

Resolve = Callable[[re.Match[str], Context], Known | None]


@dataclass(frozen=True)
class Rule:
    """A pattern and the function that resolves its matches; None from it means: no time expression after all."""

    name: str
    regex: re.Pattern[str]
    resolve: Resolve


RULES: list[Rule] = []


def rule(resolve: Resolve) -> Resolve:
    """Register a resolver with the patterns that ``data/times.toml`` has under its name."""
    RULES.extend(Rule(resolve.__name__, regex, resolve) for regex in patterns(resolve.__name__))
    return resolve


def make_date(year: int, month: int, day: int) -> date | None:
    """A day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(word: str) -> int:
    """Number of a month, from its name or abbreviation."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    """Number of a weekday, Monday being 0."""
    return WEEKDAYS[word.lower().rstrip(".")]


def whole(word: str) -> int:
    """The digits of a word as a number."""
    return int(re.sub(r"\D", "", word))


def yearless(m: re.Match[str], c: Context, make: Callable[[int], periods.Period | None], open_value: str) -> Known:
    """A date printed without its year: that of the range it begins, of the tale, or the nearest in the tense told."""
    if (year := _year_of_range(m)) and (p := make(year)):
        return p, Anchor.ABSOLUTE
    if (c.history or c.published is None) and (known := c.next_in_tale(make, open_value)):
        return known
    base = c.published.year if c.published else None
    named = m.groupdict().get("wd")
    found = [p for y in (base - 1, base, base + 1) if (p := make(y))] if base else []
    if named and base:
        fitting = [p for p in found if p.first_day and p.first_day.weekday() == weekday_number(named)]
        found = fitting or found
    return (found and c.nearest(found, c.tense_of_date(*m.span()))) or (periods.vague(open_value), Anchor.OPEN)


def _year_of_range(m: re.Match[str]) -> int | None:
    """The year of the range that a date begins, where the end of it has one: 26 November to 4 May 2031."""
    end = RANGE_END.match(m.string, m.end())
    if end is None:
        return None
    first, last = m.groupdict().get("month"), end["month1"] or end["month2"]
    over = first and last and month_number(first) > month_number(last)
    return int(end["y"]) - bool(over)


def part_of(d: date, word: str) -> periods.Period:
    """A part of a day, by its name."""
    code, first, last = PARTS[word.lower()]
    return periods.part_of_day(d, code, first, last)


def unit_step(base: date, step: int, what: str) -> periods.Period:
    """The calendar unit of a day, some steps away."""
    make = {"day": periods.day, "week": periods.week, "weekend": periods.weekend}
    letter = {
        "day": "D",
        "week": "W",
        "weekend": "W",
        "month": "M",
        "year": "Y",
        "quarter": "Q",
        "decade": "Y",
        "century": "Y",
    }[what]
    if what in make:
        d = periods.shift(base, step, letter)
        return make[what](d) if d else periods.vague("PAST_REF" if step < 0 else "FUTURE_REF")
    if what == "month":
        return periods.month(base.year, base.month + step)
    if what == "quarter":
        return periods.quarter(base.year, (base.month + 2) // 3 + step)
    if what == "decade":
        return periods.decade((base.year // 10 + step) * 10)
    if what == "century":
        return periods.century(base.year // 100 + 1 + step)
    return periods.year(base.year + step)
