"""Clock times and parts of the day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import RULES, part_of, rule
from sayso.read.times.words import PARTS, ZONES, number
from sayso.terms import Anchor, TimeKind

_LATE = frozenset({"TEV", "TNI", *(f"T{hour}" for hour in range(18, 24))})
"""After an evening or night, "the morning" is that of the next day."""


NOON = 12
_UNTIL = re.compile(r"\W*\b(?:to|until|till|and|through)\W+(?:\w+\W+)?", re.IGNORECASE)
"""What stands between the two ends of a time from evening to morning."""

LED = re.compile(r"\b(?:at|by|around|about|until|till|from|since|before|after|to)\s+$", re.IGNORECASE)
"""Words before figures that make them a clock time rather than a score."""


@rule
def clock(m: re.Match[str], c: Context) -> Known | None:
    """11:30 p.m. local time, 0830 GMT on Tuesday, noon."""
    said = m["clock"].lower()
    if (hm := _hour(said, (m["date"] or "").lower())) is None:
        return None
    if re.fullmatch(r"[\d.:]+", said) and not m["zone"]:
        led = LED.search(m.string[max(0, m.start("clock") - 12) : m.start("clock")])
        if not led and (m["date"] is None or "." in said or len(said) < 5):
            return None
        if "." in said and m["date"] is None:
            return None
    hour, minute = hm
    base, anchor = _clock_day(m, c)
    if base is None:
        return periods.vague(f"T{hour:02d}:{minute:02d}", TimeKind.TIME), Anchor.OPEN
    if not m["date"]:
        base += timedelta(days=_days_on(m, c, hour, said))
        base = c.already(base, hour, *m.span("clock")) if anchor is Anchor.PUBLICATION else base
    return periods.moment(base, hour, minute, _offset(m, hour, minute)), anchor


def _offset(m: re.Match[str], hour: int, minute: int) -> float | None:
    """Hours east of UTC: by the zone printed, or by the same moment in another ("4:50 a.m. (0250 GMT)")."""
    zone = ZONES.get(re.sub(r"[()\s]", "", (m["zone"] or "").lower()))
    if zone is None and m["also"]:
        known = ZONES.get(re.sub(r"[()\s]", "", m["also_zone"].lower()))
        also = _hour(m["also"].lower(), "")
        if known is not None and also is not None:
            ahead = (hour - also[0]) + (minute - also[1]) / 60
            return known + (ahead + 12) % 24 - 12
    return zone


def _clock_day(m: re.Match[str], c: Context) -> tuple[date | None, Anchor]:
    words = m["date"]
    if words and not re.match(r"in|at", words, re.I):
        return _named_day(m, c) or (None, Anchor.OPEN)
    sent = c.token(m.start("clock"), m.end("clock")).sent
    if c.day and c.period and c.last_end >= sent.start_char:
        return c.day, Anchor.EVENT
    return c.focus() if m.re.groupindex.get("side") else c.now(m.start())


def _days_on(m: re.Match[str], c: Context, hour: int, said: str) -> int:
    """1 where a clock time without a date is that of the next day: from 9 p.m. *to 5 a.m.*, to close *at midnight*."""
    late = c.period is not None and c.period.kind is TimeKind.TIME and c.period.value[10:13] in _LATE
    after = m.string[c.last_end : m.start()] if 0 <= c.last_end <= m.start() else ""
    if late and hour < NOON and _UNTIL.fullmatch(after):
        return 1
    return int(said == "midnight" and (late or c.direction(*m.span("clock")) > 0))


def _named_day(m: re.Match[str], c: Context) -> tuple[date, Anchor] | None:
    """The day that a date inside a longer time expression comes to."""
    for r in RULES:
        if r.name not in ("day_range", "month_day", "weekday", "day_word", "focus_word"):
            continue
        sub = r.regex.fullmatch(m.string, m.start("date"), m.end("date"))
        known = r.resolve(sub, c) if sub else None
        if known and known[0].earliest:
            return date.fromisoformat(known[0].value[:10]), known[1]
    return None


@rule
def clock_shifted(m: re.Match[str], c: Context) -> Known | None:
    """An hour before midnight, ten minutes past 9 a.m."""
    hm = _hour(m["clock"].lower(), (m["date"] or "").lower())
    amount = 0.5 if m["n"].lower().startswith("half") else number(m["n"])
    base, anchor = _clock_day(m, c)
    if hm is None or amount is None:
        return None
    minutes = round(amount * (60 if m["u"].lower().startswith("hour") else 1))
    if m["side"].lower() in ("before", "to"):
        minutes = -minutes
    if base is None:
        return periods.vague(f"T{hm[0]:02d}:{hm[1]:02d}", TimeKind.TIME), Anchor.OPEN
    zone = re.sub(r"[()\s]", "", (m["zone"] or "").lower())
    return periods.moment(base, hm[0], hm[1] + minutes, ZONES.get(zone)), anchor


@rule
def part_of_date(m: re.Match[str], c: Context) -> Known | None:
    """The night of 4 May, the early hours of Tuesday."""
    day = _named_day(m, c)
    if day is None or re.match(r"in|at", m["date"], re.IGNORECASE):
        return None
    return part_of(day[0], m.groupdict().get("part") or "morning"), day[1]


def _hour(said: str, date_words: str) -> tuple[int, int] | None:
    if said == "noon":
        return 12, 0
    if said == "midnight":
        return 0, 0
    if m := re.match(r"(\d{4})$", said):
        return (int(said[:2]), int(said[2:])) if int(said[:2]) < 24 else None
    if said.endswith("o'clock"):
        hour, minute, half = int(number(said.split()[0]) or 0), 0, ""
    else:
        m = re.match(r"(\d{1,2})(?:[:.](\d\d))?(?:[:.]\d\d)?\s?([ap])?", said)
        if m is None:
            return None
        hour, minute, half = int(m[1]), int(m[2] or 0), m[3] or ""
    if not half and hour <= 12 and re.search("afternoon|evening|night", date_words):
        half = "p"
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else None


@rule
def part_alone(m: re.Match[str], c: Context) -> Known | None:
    """The early hours of the morning, overnight, at dawn."""
    base, anchor = c.focus()
    word = re.sub(r"mid[- ]?(?=morning|afternoon)", "mid-", (m["part"] or "morning").lower())
    part = {"nightfall": "night", "day": "morning"}.get(word, word)
    if base and part == "morning" and c.period and c.period.kind is TimeKind.TIME and c.period.value[10:13] in _LATE:
        base += timedelta(days=1)
    if base is None:
        return periods.vague("XXXX-XX-XXT" + PARTS[part][0], TimeKind.TIME), Anchor.OPEN
    if anchor is Anchor.PUBLICATION:
        base = c.already(base, PARTS[part][1], *m.span())
    return part_of(base, part), anchor
