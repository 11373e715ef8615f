"""Lengths of time, steps away from a day, and what recurs."""

from __future__ import annotations

import re
from datetime import date

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import rule, weekday_number
from sayso.read.times.words import SETS, VAGUE, number, unit
from sayso.terms import Anchor, TimeKind


def _amount(m: re.Match[str]) -> float | None:
    if m["n"]:
        return number(m["n"])
    if m["some"]:
        return number(m["some"])
    return 1.0


@rule
def steps_away(m: re.Match[str], c: Context) -> Known | None:
    """Three days ago, two weeks later, a decade ago."""
    groups = m.groupdict()
    side = re.sub(r"\s+", " ", m["side"].lower())
    sign = -1 if side in ("ago", "earlier") else 1
    amount = _amount(m) if "n" in groups else None
    letters = unit(m["u"])
    if letters == "Y" and amount == 1 and sign < 0 and (known := c.a_year_before()):
        return known
    if side in ("ago", "from now", "from today", "hence"):
        now, anchor = c.now(m.start())
    else:
        now, anchor = c.focus()
        anchor = Anchor.EVENT if anchor is not Anchor.OPEN else anchor
    if amount is None or now is None or letters.startswith("T"):
        same_day = letters.startswith("T") and now is not None and amount is not None and amount < 12
        if same_day and now:
            return periods.day(now), anchor
        return periods.vague(
            "PAST_REF" if sign < 0 else "FUTURE_REF"
        ), Anchor.OPEN if amount is None or now is None else anchor
    return _far(now, sign * amount, letters), anchor


def _far(now: date, amount: float, letters: str) -> periods.Period:
    if letters[0].isdigit():
        factor, letters = int(letters[:-1]), letters[-1]
        if factor == 10 and abs(amount) > 1:
            return periods.decade((now.year + int(amount * 10)) // 10 * 10)
        amount *= factor
    if letters in ("D", "W", "WE"):
        d = periods.shift(now, int(amount * (1 if letters == "D" else 7)), "D")
        return (
            (periods.day(d) if letters == "D" else periods.weekend(d) if letters == "WE" else periods.week(d))
            if d
            else periods.vague("PAST_REF")
        )
    if letters == "M":
        return periods.month(now.year, now.month + int(amount))
    if letters == "Q":
        return periods.quarter(now.year, (now.month + 2) // 3 + int(amount))
    return periods.year(now.year + int(amount)) if 1 <= now.year + int(amount) <= 9999 else periods.vague("PAST_REF")


@rule
def duration(m: re.Match[str], c: Context) -> Known | None:
    """Four hours, a three-day trip, the past two weeks, half an hour."""
    groups = m.groupdict()
    after, before = m.string[m.end() : m.end() + 12].lower(), m.string[max(0, m.start() - 12) : m.start()].lower()
    if re.match(r"[ -]old|-old|\s+of\s+age", after) or re.search(r"\b(?:aged?)\s+$", before):
        return None
    anchor = Anchor.ABSOLUTE
    if h := groups.get("halfunit"):
        w = re.split(r"[\s-]", h.lower())[-1]
        return {
            "hour": periods.duration(30, "TM"),
            "day": periods.duration(12, "TH"),
            "year": periods.duration(6, "M"),
            "century": periods.duration(50, "Y"),
            "decade": periods.duration(5, "Y"),
        }[w], anchor
    word = m["u"].lower()
    if word == "quarter" and not groups.get("n"):
        return None
    if word in ("second", "seconds") and not (groups.get("n") and word == "seconds"):
        return None
    if (
        groups.get("a")
        and groups.get("n") is None
        and word in ("day", "week", "month", "year", "hour", "minute")
        and m["a"].lower() in ("a", "an")
        and re.search(r"(?:\d|times|once|twice|percent|%|million|billion|dollars|barrels|tons|people)\s+$", before)
    ):
        return periods.vague(periods.duration(1, unit(word)).value, TimeKind.SET), anchor
    if groups.get("n"):
        amount = number(m["n"])
        if amount is None or (word in ("quarter", "quarters") and "-" in m[0]):
            return None
        if groups.get("half") or groups.get("frac") or "a half" in m[0].lower():
            amount += 0.5
    elif groups.get("some"):
        amount = number(m["some"])
    else:
        amount = 1.5 if groups.get("half") else 1.0
    return periods.duration(amount, unit(word)), anchor


@rule
def bare_units(m: re.Match[str], c: Context) -> Known | None:
    """Months, where nothing says which or how many."""
    before = m.string[max(0, m.start() - 14) : m.start()].lower()
    after = m.string[m.end() : m.end() + 8].lower()
    if re.search(
        r"(?:\d|working|opening|business|office|visiting|these|those|early|late|small|early|dog|golden|his|her|their|our|final|dark|last|first|rush|teenage|school|the)[\s-]+$",
        before,
    ) or re.match(r"[ -]old", after):
        return None
    return periods.duration(None, unit(m["u"])), Anchor.ABSOLUTE


@rule
def around_now(m: re.Match[str], c: Context) -> Known | None:
    """In recent weeks, the coming days."""
    way = m["way"].lower()
    if way in ("recent", "previous"):
        return periods.vague("PAST_REF"), Anchor.PUBLICATION if c.published else Anchor.OPEN
    if way in ("coming", "upcoming"):
        return periods.vague("FUTURE_REF"), Anchor.PUBLICATION if c.published else Anchor.OPEN
    return periods.duration(None, unit(m["u"])), Anchor.ABSOLUTE


@rule
def vague_length(m: re.Match[str], c: Context) -> Known | None:
    """A short period of time."""
    return periods.Period("PX", TimeKind.DURATION), Anchor.ABSOLUTE


@rule
def recurs(m: re.Match[str], c: Context) -> Known | None:
    """Every 20 minutes, daily, per year, each Friday."""
    groups = m.groupdict()
    if word := groups.get("word"):
        return periods.vague(SETS[word.lower()], TimeKind.SET), Anchor.ABSOLUTE
    if wd := groups.get("wd"):
        return periods.vague(f"XXXX-WXX-{weekday_number(wd) + 1}", TimeKind.SET), Anchor.ABSOLUTE
    if groups.get("per", "") and m["per"].lower() == "a":
        return None
    amount = number(groups["n"]) if groups.get("n") else 1.0
    return periods.vague(periods.duration(amount, unit(m["u"])).value, TimeKind.SET), Anchor.ABSOLUTE


@rule
def vague_word(m: re.Match[str], c: Context) -> Known | None:
    """Now, recently, in the past."""
    word = re.sub(r"\s+", " ", m[0].lower())
    after = m.string[m.end() : m.end() + 12].lower()
    if word == "the past" and re.match(
        r"\s+(?:\w+\s+)?(?:\w+ )?(?:second|minute|hour|day|week|month|year|decade|centur|two|three|four|five)",
        after,
    ):
        return None
    if word == "soon" and re.match(r"\s+(?:after|afterwards|as|enough|to|became|began|found|followed)", after):
        return None
    return periods.vague(VAGUE[word]), Anchor.PUBLICATION if c.published else Anchor.OPEN
