"""Lengths of time, steps away from a day, and what recurs."""

from __future__ import annotations

import re
from datetime import date

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import month_number, rule, weekday_number
from sayso.read.times.words import SEASONS, SET_NAMES, SETS, VAGUE, number, unit
from sayso.terms import Anchor, TimeKind


def _amount(m: re.Match[str]) -> float | None:
    groups = m.groupdict()
    if groups.get("n") or groups.get("some") is not None:
        return number(groups.get("n") or groups["some"] or "some")
    return 1.5 if groups.get("half") else 1.0


@rule
def steps_away(m: re.Match[str], c: Context) -> Known | None:
    """Three days ago, two weeks later, a decade ago, in five days where that lies ahead."""
    side = re.sub(r"\s+", " ", m["side"].lower())
    sign = -1 if side in ("ago", "earlier") else 1
    amount, letters = _amount(m), unit(m["u"])
    if side == "in" and (amount is None or letters == "Q" or c.direction(m.start("u"), m.end("u")) <= 0):
        return None
    if letters == "Y" and amount == 1 and sign < 0 and (known := c.a_year_before()):
        return known
    if side in ("later", "earlier"):
        if amount is None:
            return periods.duration(None, letters), Anchor.EVENT
        now, anchor = c.focus() if letters in ("D", "W", "TH", "TM", "TS") else c.focus_period()
    else:
        now, anchor = c.now(m.start())
    if amount is None or now is None:
        return periods.vague("PAST_REF" if sign < 0 else "FUTURE_REF"), Anchor.OPEN if now is None else anchor
    if letters.startswith("T"):
        near = amount < 12 or letters != "TH"
        return periods.day(now) if near else periods.vague("PAST_REF" if sign < 0 else "FUTURE_REF"), anchor
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


FROM_EVENT = re.compile(r"\s+(?:after|before|following|since)\b", re.IGNORECASE)
"""Words that hang a length of time on an event: two days after the talks."""


def _is_title(m: re.Match[str], c: Context) -> bool:
    """Whether a unit in running text has a capital, as in the name of a programme."""
    word = m.groupdict().get("u") or ""
    return bool(word) and word[0].isupper() and m.start("u") > m.start() and c.passage.is_tale


def _is_plural(word: str) -> bool:
    """Whether a word of a unit is plural (no unit ends in s otherwise)."""
    return word.lower().endswith("s")


def _describes(m: re.Match[str], c: Context) -> bool:
    """Whether the word between a number and a unit describes the unit: eight trading days."""
    word = c.token(m.start("adj"), m.end("adj"))
    return word.dep_ in ("amod", "compound") and m.start("adj") < word.head.idx <= m.end()


def _is_rate(m: re.Match[str], c: Context) -> bool:
    """Whether "a week" tells a rate (flights a week, $5 million a year) rather than a time."""
    groups = m.groupdict()
    if (groups.get("a") or "").lower() not in ("a", "an") or m[0].lower().split()[0] != groups["a"].lower():
        return False
    if groups.get("n") or groups.get("half") or m.start() < 2:
        return False
    before = c.token(m.start() - 2, m.start() - 1)
    if before.like_num:
        return True
    return before.tag_ == "NNS" and not BOUND_TO.match(m.string, m.end())


BOUND_TO = re.compile(r"\s+(?:before|after|of|in|from|until|since|when|longer|and)\b", re.IGNORECASE)
"""Words after "a week" that make it a length of time."""


@rule
def duration(m: re.Match[str], c: Context) -> Known | None:
    """Four hours, a three-day trip, the past two weeks, half an hour."""
    groups = m.groupdict()
    after, before = m.string[m.end() : m.end() + 12].lower(), m.string[max(0, m.start() - 12) : m.start()].lower()
    if re.match(r"[ -]old|-old|\s+of\s+age", after) or re.search(r"\b(?:aged?)\s+$", before):
        return None
    if _is_title(m, c) or _is_rate(m, c):
        return None
    anchor = Anchor.EVENT if FROM_EVENT.match(m.string, m.end()) else Anchor.ABSOLUTE
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
    if (groups.get("a") or "").lower() in ("a", "an") and re.search(r"\b(?:times|once|twice)\s+$", before):
        return periods.vague(periods.duration(1, unit(word)).value, TimeKind.SET), anchor
    if re.fullmatch(r"one\s+day", m[0], re.I) and anchor is not Anchor.EVENT and c.direction(*m.span()) > 0:
        return periods.vague("FUTURE_REF"), Anchor.PUBLICATION if c.published else Anchor.OPEN
    if groups.get("adj") and not _describes(m, c):
        return None
    if groups.get("n"):
        amount = number(m["n"])
        if amount is None or (word in ("quarter", "quarters") and "-" in m[0]):
            return None
        if groups.get("half") or groups.get("frac") or "a half" in m[0].lower():
            amount += 0.5
    elif groups.get("some") or groups.get("few"):
        amount = number(groups.get("some") or groups["few"])
    elif _is_plural(word) and (groups.get("a") or "").lower() in ("a", "an"):
        return None
    elif _is_plural(word):
        amount = None
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
    anchor = Anchor.EVENT if FROM_EVENT.match(m.string, m.end()) else Anchor.ABSOLUTE
    return periods.duration(None, unit(m["u"])), anchor


@rule
def around_now(m: re.Match[str], c: Context) -> Known | None:
    """In recent weeks, the coming days."""
    way = (m["way"] or "ahead").lower()
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
        if word.lower() in SET_NAMES and c.token(*m.span()).dep_ == "amod":
            return None
        if word[0].isupper() and re.match(r"\s+[A-Z][a-z]", m.string[m.end() : m.end() + 4]):  # the Daily Record
            return None
        return periods.vague(SETS[word.lower()], TimeKind.SET), Anchor.ABSOLUTE
    if wd := groups.get("wd"):
        return periods.vague(f"XXXX-WXX-{weekday_number(wd) + 1}", TimeKind.SET), Anchor.ABSOLUTE
    if word := groups.get("month"):
        return periods.vague(f"XXXX-{month_number(word):02d}", TimeKind.SET), Anchor.ABSOLUTE
    if word := groups.get("s"):
        return periods.vague(f"XXXX-{SEASONS[word.lower()]}", TimeKind.SET), Anchor.ABSOLUTE
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
    if word == "soon" and (
        c.direction(*m.span()) < 0
        or re.match(r"\s+(?:after|afterwards|as|enough|to|became|began|found|followed)", after)
    ):
        return None
    return periods.vague(VAGUE[word]), Anchor.PUBLICATION if c.published else Anchor.OPEN
