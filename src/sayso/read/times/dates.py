"""Dates with a day or a month, whole or without their year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import make_date, month_number, rule, whole, yearless
from sayso.read.times.words import RANGE_END
from sayso.terms import Anchor

if TYPE_CHECKING:
    from spacy.tokens import Token


@rule
def iso(m: re.Match[str], c: Context) -> Known | None:
    """2031-05-04, with or without a clock time."""
    d = make_date(int(m["y"]), int(m["m"]), int(m["d"]))
    if d is None:
        return None
    if m["h"] is None:
        return periods.day(d), Anchor.ABSOLUTE
    zone = m["z"]
    offset = None if zone is None else 0.0 if zone in "Zz" else float(zone[:3]) + (float(zone[0] + zone[-2:]) / 60)
    return periods.moment(d, int(m["h"]), int(m["min"]), offset), Anchor.ABSOLUTE


NUMBERED = re.compile(r"\b(?:v|ver|version|release|build|no|number|section|article|paragraph)\.?\s*$", re.IGNORECASE)
"""Words before figures with points that make them the number of something."""


@rule
def numeric(m: re.Match[str], c: Context) -> Known | None:
    """4/5/2031: the order that lies nearer to publication, where both can be."""
    a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        y += 2000 if y < 50 else 1900
    either = [d for d in (make_date(y, a, b), make_date(y, b, a)) if d]
    if (
        not either
        or (m["s"] != "/" and len(m["y"]) == 2)
        or NUMBERED.search(m.string[max(0, m.start() - 12) : m.start()])
    ):
        return None
    if len(set(either)) == 2:
        if c.published is None:
            return None
        today = c.published
        either.sort(key=lambda d: abs((d - today).days))
    return periods.day(either[0]), Anchor.ABSOLUTE


@rule
def month_day(m: re.Match[str], c: Context) -> Known | None:
    """May 4, 4 May 2031, Sunday, May 4."""
    if m["month"].lower() in ("may", "mar", "march") and m["month"][0].islower():
        return None
    number_, day_ = month_number(m["month"]), whole(m["d"])
    if m["y"]:
        d = make_date(int(m["y"]), number_, day_)
        return (periods.day(d), Anchor.ABSOLUTE) if d else None

    def make(y: int) -> periods.Period | None:
        d = make_date(y, number_, day_)
        return periods.day(d) if d else None

    return yearless(m, c, make, f"XXXX-{number_:02d}-{day_:02d}")


@rule
def day_range(m: re.Match[str], c: Context) -> Known | None:
    """15-18 May."""
    number_, a, b = month_number(m["month"]), whole(m["a"]), whole(m["b"])
    if a >= b:
        return None

    def make(y: int) -> periods.Period | None:
        first, last = make_date(y, number_, a), make_date(y, number_, b)
        return periods.days(first, last) if first and last else None

    if m["y"]:
        return (p, Anchor.ABSOLUTE) if (p := make(int(m["y"]))) else None
    return yearless(m, c, make, f"XXXX-{number_:02d}-{a:02d}/XXXX-{number_:02d}-{b:02d}")


@rule
def month_year(m: re.Match[str], c: Context) -> Known | None:
    """May 2031."""
    return periods.month(int(m["y"]), month_number(m["month"])), Anchor.ABSOLUTE


@rule
def month_alone(m: re.Match[str], c: Context) -> Known | None:
    """May, last May, May of next year."""
    word = m["month"]
    if not word[0].isupper():
        return None
    name = c.token(m.start("month"), m.end("month"))
    doubtful = word.lower() in ("may", "march", "april", "june", "august") and not m["which"] and m[0] == word
    is_name = name.pos_ != "PROPN" or name.dep_ in ("nsubj", "compound") or not _after_preposition(m)
    if doubtful and is_name and not _describes(m, name) and not RANGE_END.match(m.string, m.end()):
        return None
    if name.doc.char_span(m.start("month"), m.end("month")) and name.ent_type_ == "PERSON":
        return None
    number_ = month_number(word)
    if m["rel"] and c.published:
        year = c.published.year + {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
        return periods.month(year, number_), Anchor.PUBLICATION
    if m["which"] and c.published:
        which = m["which"].lower()
        now = c.published
        year = now.year
        if which == "last" and number_ >= now.month:
            year -= 1
        if which in ("next", "this coming") and number_ <= now.month:
            year += 1
        return periods.month(year, number_), Anchor.PUBLICATION
    return yearless(m, c, lambda y: periods.month(y, number_), f"XXXX-{number_:02d}")


def _describes(m: re.Match[str], name: Token) -> bool:
    """Whether a month stands between an article and a plain noun: under a June agreement."""
    between = re.search(r"\b(?:an?|the|last|next|its|their)\s+$", m.string[: m.start()][-8:], re.I)
    return bool(between) and name.dep_ in ("compound", "nmod", "amod") and name.head.text.islower()


def _after_preposition(m: re.Match[str]) -> bool:
    before = m.string[max(0, m.start() - 14) : m.start()].lower().split()
    return bool(before) and before[-1] in (
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "to",
        "of",
        "during",
        "before",
        "after",
        "between",
        "and",
        "for",
        "through",
        "last",
        "next",
    )
