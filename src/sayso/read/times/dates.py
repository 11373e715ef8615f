"""Dates with a day or a month, whole or without their year."""

from __future__ import annotations

import re

from sayso.read.times import periods as P
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import make_date, month_number, rule, whole, yearless
from sayso.terms import Anchor


@rule(
    r"(?P<y>{yyyy})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:[T ](?P<h>[01]\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?(?P<z>Z|[+-]\d\d:?\d\d)?)?"
)
def iso(m: re.Match[str], c: Context) -> Known | None:
    d = make_date(int(m["y"]), int(m["m"]), int(m["d"]))
    if d is None:
        return None
    if m["h"] is None:
        return P.day(d), Anchor.ABSOLUTE
    zone = m["z"]
    offset = None if zone is None else 0.0 if zone in "Zz" else float(zone[:3]) + (float(zone[0] + zone[-2:]) / 60)
    return P.moment(d, int(m["h"]), int(m["min"]), offset), Anchor.ABSOLUTE


@rule(r"(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)")
def numeric(m: re.Match[str], c: Context) -> Known | None:
    a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        y += 2000 if y < 50 else 1900
    either = [d for d in (make_date(y, a, b), make_date(y, b, a)) if d]
    if not either or (m["s"] == "." and len(m["y"]) == 2):
        return None
    if len(set(either)) == 2:
        if c.published is None:
            return None
        today = c.published
        either.sort(key=lambda d: abs((d - today).days))
    return P.day(either[0]), Anchor.ABSOLUTE


@rule(
    r"(?:{wd},? )?(?:{mod})?(?:the )?(?P<month>{mon}) (?:the )?(?P<d>{dd})(?:(?:,|\.,| ,|,? of)? ?(?<=[\s,])(?P<y>{yyyy})|,? '(?P<yy>\d\d))?",
    r"(?:{wd},? )?(?:the )?(?:{mod})?(?P<d>{dd})(?: day)?(?: of)?[ -](?P<month>{mon})(?:,? (?P<y>{yyyy}))?",
)
def month_day(m: re.Match[str], c: Context) -> Known | None:
    if m["month"].lower() in ("may", "mar", "march") and m["month"][0].islower():
        return None
    number_, day_ = month_number(m["month"]), whole(m["d"])
    if m["y"]:
        d = make_date(int(m["y"]), number_, day_)
        return (P.day(d), Anchor.ABSOLUTE) if d else None
    return yearless(
        m, c, lambda y: P.day(d) if (d := make_date(y, number_, day_)) else None, f"XXXX-{number_:02d}-{day_:02d}"
    )


@rule(
    r"(?P<month>{mon}) (?P<a>{dd}) ?(?:-|–|—|to|and|through) ?(?P<b>{dd})(?:,? (?P<y>{yyyy}))?(?![-:./]\d)",
    r"(?P<a>{dd}) ?(?:-|–|—|to|and|through) ?(?P<b>{dd}) (?P<month>{mon})(?:,? (?P<y>{yyyy}))?",
)
def day_range(m: re.Match[str], c: Context) -> Known | None:
    number_, a, b = month_number(m["month"]), whole(m["a"]), whole(m["b"])
    if a >= b:
        return None

    def make(y: int) -> P.Period | None:
        first, last = make_date(y, number_, a), make_date(y, number_, b)
        return P.days(first, last) if first and last else None

    if m["y"]:
        return (p, Anchor.ABSOLUTE) if (p := make(int(m["y"]))) else None
    return yearless(m, c, make, f"XXXX-{number_:02d}-{a:02d}/XXXX-{number_:02d}-{b:02d}")


@rule(
    r"(?:{mod})?(?P<month>{mon})(?:,| of)?(?:(?<=[,.\w]) )(?P<y>{yyyy})", r"(?:{mod})(?P<month>{mon})[ -](?P<y>{yyyy})"
)
def month_year(m: re.Match[str], c: Context) -> Known | None:
    return P.month(int(m["y"]), month_number(m["month"])), Anchor.ABSOLUTE


@rule(
    r"(?:(?P<which>last|next|this|this past|this coming) )?(?:{mod})?(?P<month>{month})(?:(?: of)? (?P<rel>last|this|next) year)?(?:'s)?"
)
def month_alone(m: re.Match[str], c: Context) -> Known | None:
    word = m["month"]
    if not word[0].isupper():
        return None
    name = c.token(m.start("month"), m.end("month"))
    doubtful = word.lower() in ("may", "march", "april", "june", "august")
    if (
        doubtful
        and not m["which"]
        and len(m[0]) == len(word)
        and (name.pos_ != "PROPN" or name.dep_ in ("nsubj", "compound") or not _after_preposition(m))
    ):
        return None
    if name.doc.char_span(m.start("month"), m.end("month")) and name.ent_type_ == "PERSON":
        return None
    number_ = month_number(word)
    if m["rel"] and c.published:
        year = c.published.year + {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
        return P.month(year, number_), Anchor.PUBLICATION
    if m["which"] and c.published:
        which = m["which"].lower()
        now = c.published
        year = now.year
        if which == "last" and number_ >= now.month:
            year -= 1
        if which in ("next", "this coming") and number_ <= now.month:
            year += 1
        return P.month(year, number_), Anchor.PUBLICATION
    return yearless(m, c, lambda y: P.month(y, number_), f"XXXX-{number_:02d}")


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
