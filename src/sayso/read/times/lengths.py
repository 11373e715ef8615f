"""Lengths of time, steps away from a day, and what recurs."""

from __future__ import annotations

import re
from datetime import date

from sayso.read.times import periods as P
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import rule, weekday_number
from sayso.read.times.words import SETS, VAGUE, number, unit
from sayso.terms import Anchor, TimeKind

_COUNT = r"(?:(?P<n>{n})|(?P<a>an?)|(?P<some>{some}))"


def _amount(m: re.Match[str]) -> float | None:
    if m["n"]:
        return number(m["n"])
    if m["some"]:
        return number(m["some"])
    return 1.0


@rule(
    rf"(?:{{about}} )?{_COUNT} (?:more )?(?P<u>{{unit}}) (?P<side>ago|earlier|later|from (?:now|today)|hence)(?: (?P<part>today|this week|this month|this year))?",
    r"(?P<u>{units}) (?P<side>ago|earlier|later)",
)
def steps_away(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    side = re.sub(r"\s+", " ", m["side"].lower())
    sign = -1 if side in ("ago", "earlier") else 1
    amount = _amount(m) if "n" in groups else None
    letters = unit(m["u"])
    if side in ("ago", "from now", "from today", "hence"):
        now, anchor = c.now(m.start())
    else:
        now, anchor = c.focus()
        anchor = Anchor.EVENT if anchor is not Anchor.OPEN else anchor
    if amount is None or now is None or letters.startswith("T"):
        same_day = letters.startswith("T") and now is not None and amount is not None and amount < 12
        if same_day and now:
            return P.day(now), anchor
        return P.vague(
            "PAST_REF" if sign < 0 else "FUTURE_REF"
        ), Anchor.OPEN if amount is None or now is None else anchor
    return _far(now, sign * amount, letters), anchor


def _far(now: date, amount: float, letters: str) -> P.Period:
    if letters[0].isdigit():
        factor, letters = int(letters[:-1]), letters[-1]
        if factor == 10 and abs(amount) > 1:
            return P.decade((now.year + int(amount * 10)) // 10 * 10)
        amount *= factor
    if letters in ("D", "W", "WE"):
        d = P.shift(now, int(amount * (1 if letters == "D" else 7)), "D")
        return (
            (P.day(d) if letters == "D" else P.weekend(d) if letters == "WE" else P.week(d))
            if d
            else P.vague("PAST_REF")
        )
    if letters == "M":
        return P.month(now.year, now.month + int(amount))
    if letters == "Q":
        return P.quarter(now.year, (now.month + 2) // 3 + int(amount))
    return P.year(now.year + int(amount)) if 1 <= now.year + int(amount) <= 9999 else P.vague("PAST_REF")


@rule(
    r"(?:{about} )?(?P<n>{n})(?:[ -](?:and )?a half| (?P<frac>1/2))?[ -](?P<u>{unit})(?P<own>'s?)?(?P<half> and a half)?",
    rf"(?:(?:the|these|those) )?(?:(?:past|last|next|first|coming|previous|following|final) )(?:{{about}} )?{_COUNT} (?P<u>{{unit}})",
    r"(?:{about} )?(?:(?P<a>an?|another|one) (?:full |whole |entire )?)(?P<u>{unit})(?P<half> and a half)?(?! (?:earlier|later|ago))",
    r"(?:{about} )?(?P<some>{some}) (?:more )?(?P<u>{unit})",
    r"(?P<halfunit>half an hour|half-hour|half hour|half a day|half a year|half-year|half a century|half-century|half a decade)",
)
def duration(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    after, before = m.string[m.end() : m.end() + 12].lower(), m.string[max(0, m.start() - 12) : m.start()].lower()
    if re.match(r"[ -]old|-old|\s+of\s+age", after) or re.search(r"\b(?:aged?)\s+$", before):
        return None
    anchor = Anchor.ABSOLUTE
    if h := groups.get("halfunit"):
        w = re.split(r"[\s-]", h.lower())[-1]
        return {
            "hour": P.duration(30, "TM"),
            "day": P.duration(12, "TH"),
            "year": P.duration(6, "M"),
            "century": P.duration(50, "Y"),
            "decade": P.duration(5, "Y"),
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
        return P.vague(P.duration(1, unit(word)).value, TimeKind.SET), anchor
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
    return P.duration(amount, unit(word)), anchor


@rule(r"(?P<u>hours|days|nights|weeks|months|years|decades|centuries)")
def bare_units(m: re.Match[str], c: Context) -> Known | None:
    before = m.string[max(0, m.start() - 14) : m.start()].lower()
    after = m.string[m.end() : m.end() + 8].lower()
    if re.search(
        r"(?:\d|working|opening|business|office|visiting|these|those|early|late|small|early|dog|golden|his|her|their|our|final|dark|last|first|rush|teenage|school|the)[\s-]+$",
        before,
    ) or re.match(r"[ -]old", after):
        return None
    return P.duration(None, unit(m["u"])), Anchor.ABSOLUTE


@rule(r"(?:the |in )?(?P<way>recent|past|last|coming|next|upcoming|previous|following) (?P<u>{units})")
def around_now(m: re.Match[str], c: Context) -> Known | None:
    way = m["way"].lower()
    if way in ("recent", "previous"):
        return P.vague("PAST_REF"), Anchor.PUBLICATION if c.published else Anchor.OPEN
    if way in ("coming", "upcoming"):
        return P.vague("FUTURE_REF"), Anchor.PUBLICATION if c.published else Anchor.OPEN
    return P.duration(None, unit(m["u"])), Anchor.ABSOLUTE


@rule(
    r"(?:a|the) (?:set|short|long|designated|fixed|certain|brief|indefinite|limited|given|prolonged)(?:,? long)? (?:period|duration|time|while)(?: of time)?",
    r"some time",
)
def vague_length(m: re.Match[str], c: Context) -> Known | None:
    return P.Period("PX", TimeKind.DURATION), Anchor.ABSOLUTE


@rule(
    r"(?:every|each) (?:(?:other|single) )?(?:(?P<n>{n}|few|couple of) )?(?P<u>{unit})",
    r"(?P<per>per|a) (?P<u>second|minute|hour|day|night|week|month|quarter|year)(?=\W)",
    r"(?P<word>{set})",
    r"(?:every|each) (?P<wd>{weekday})s?",
)
def recurs(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    if word := groups.get("word"):
        return P.vague(SETS[word.lower()], TimeKind.SET), Anchor.ABSOLUTE
    if wd := groups.get("wd"):
        return P.vague(f"XXXX-WXX-{weekday_number(wd) + 1}", TimeKind.SET), Anchor.ABSOLUTE
    if groups.get("per", "") and m["per"].lower() == "a":
        return None
    amount = number(groups["n"]) if groups.get("n") else 1.0
    return P.vague(P.duration(amount, unit(m["u"])).value, TimeKind.SET), Anchor.ABSOLUTE


@rule(r"{vague}")
def vague_word(m: re.Match[str], c: Context) -> Known | None:
    word = re.sub(r"\s+", " ", m[0].lower())
    after = m.string[m.end() : m.end() + 12].lower()
    if word == "the past" and re.match(
        r"\s+(?:\w+\s+)?(?:few|several|\w+ )?(?:second|minute|hour|day|week|month|year|decade|centur|two|three|four|five|six)",
        after,
    ):
        return None
    if word == "soon" and re.match(r"\s+(?:after|afterwards|as|enough|to|became|began|found|followed)", after):
        return None
    return P.vague(VAGUE[word]), Anchor.PUBLICATION if c.published else Anchor.OPEN
