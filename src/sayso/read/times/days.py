"""Days and weeks by name or by place: Tuesday, tomorrow, that day, last week, the holidays."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import part_of, rule, unit_step, weekday_number, yearless
from sayso.read.times.words import DAY_NAMES, EASTER, HOLIDAYS, NAMED_DAYS, NTH_WEEKDAY, PARTS, unit
from sayso.terms import Anchor

DAYS = (MO, TU, WE, TH, FR, SA, SU)


@rule
def weekday(m: re.Match[str], c: Context) -> Known | None:
    """Tuesday, last Tuesday, late on Tuesday, Tuesday night."""
    if not m["wd"][0].isupper() or NAMED_DAYS.search(m.string, max(0, m.start() - 12), m.start()):
        return None
    if DAY_NAMES.match(m.string, m.end("wd")):
        return None
    groups = m.groupdict()
    n = weekday_number(m["wd"])
    which = (groups.get("which") or "").lower()
    now, anchor = c.now(m.start())
    if now is None:
        return periods.vague(f"XXXX-WXX-{n + 1}"), Anchor.OPEN
    if which in ("the following", "the next", "the previous"):
        now, anchor = c.focus()
        assert now is not None
        step = -1 if which.endswith("previous") else 1
        d = now + timedelta(days=step * ((step * (n - now.weekday()) - 1) % 7 + 1))
    elif which == "last":
        d = now - timedelta(days=(now.weekday() - n - 1) % 7 + 1)
    elif which in ("next", "this coming"):
        d = now + timedelta(days=(n - now.weekday() - 1) % 7 + 1)
    else:
        d = c.weekday(now, n, m.start("wd"), m.end("wd"))
    if groups.get("night"):
        before = periods.shift(d, -1 if groups.get("into") else 0, "D")
        return (part_of(before, "night"), anchor) if before else None
    if m["part"]:
        return part_of(d, m["part"]), anchor
    return periods.day(d), anchor


@rule
def day_word(m: re.Match[str], c: Context) -> Known | None:
    """Today, yesterday morning, the day after tomorrow, tonight."""
    groups = m.groupdict()
    now, anchor = c.now(m.start())
    word = re.sub(r"\s+", " ", (groups.get("day") or groups.get("side") or "").lower())
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1, "before yesterday": -2, "after tomorrow": 2}.get(word, 0)
    if word == "overnight" and c.direction(m.start(), m.end()) <= 0:
        step = -1
    if now is None:
        return periods.vague("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF"), Anchor.OPEN
    d = periods.shift(now, step, "D")
    if d is None:
        return None
    part = groups.get("part") or ("night" if word in ("tonight", "last night", "overnight") else None)
    return (part_of(d, part) if part else periods.day(d)), anchor


@rule
def focus_word(m: re.Match[str], c: Context) -> Known | None:
    """That day, the next day, the same week, a day earlier: reckoned from the last day mentioned."""
    groups = m.groupdict()
    which, what, side = m["which"].lower(), m["what"].lower(), (groups.get("side") or "").strip().lower()
    after = m.string[m.end() : m.end() + 14].lower()
    before = m.string[max(0, m.start() - 12) : m.start()].lower()
    step = (
        -1
        if side in ("before", "earlier") or "previous" in which or "preceding" in which
        else 1
        if side or "next" in which or "following" in which
        else 0
    )
    if which == "the" and not step:
        late = re.match(r"(?:early|late|earlier|later)", m[0].lower())
        if (
            what in ("week", "month", "year")
            or (what == "day" and not late and not re.search(r"\b(?:for|of|during)\s+$", before))
            or (what == "day" and after.startswith(" of"))
        ):
            return None
        if (
            what != "day"
            and not late
            and not re.search(r"\b(?:in|during|through|throughout|overnight|into|until)\s+$", before)
        ):
            return None
    if (
        side in ("before", "after")
        and re.match(r"\s+(?!and\b|in\b|at\b|on\b|by\b|for\b|with\b)[a-z]", after)
        and what == "day"
    ):
        return None
    if what == "year" and step < 0 and which in ("a", "one") and (known := c.a_year_before()):
        return known
    if "next" in which and what in ("week", "month", "year") and not which.startswith("the"):
        return None
    if re.fullmatch(r"the\s+next", which) and what in ("week", "month", "year") and not side and not c.history:
        return periods.duration(1, unit(what)), Anchor.PUBLICATION if c.published else Anchor.OPEN
    if what == "year" and c.year and c.year < 0:
        return periods.vague(periods.before_christ(c.year + step)), Anchor.EVENT
    base, anchor = c.focus_period() if what in ("week", "month", "year") else c.focus()
    if base is None:
        return periods.vague(
            f"XXXX-XX-XX{'' if what == 'day' else 'T' + PARTS[what][0] if what in PARTS else ''}"
        ), Anchor.OPEN
    if what == "night" and not step and which == "the" and anchor is Anchor.PUBLICATION:
        step = -(c.direction(*m.span()) <= 0)  # told on the day after, as "overnight" is
    if what in PARTS:
        d = periods.shift(base, step, "D")
        return (part_of(d, what), anchor) if d else None
    return unit_step(base, step, what), anchor


@rule
def this_unit(m: re.Match[str], c: Context) -> Known | None:
    """Last month, this week, earlier this year, the weekend."""
    which, what = re.sub(r"\s+", " ", m["which"].lower()), m["what"].lower()
    if m["what"][0].isupper() and m.start("what") > m.start() and c.passage.is_tale:  # the name of a programme
        return None
    over = re.search(r"\bthe\s+$", m.string[max(0, m.start() - 6) : m.start()], re.I)
    if which in ("the past", "past", "the last") or (over and which in ("last", "next", "coming")):
        return periods.duration(1, unit(what)), Anchor.PUBLICATION if c.published else Anchor.OPEN
    now, anchor = c.now(m.start())
    step = -1 if which in ("last", "this past") else 1 if which in ("next", "this coming", "the coming") else 0
    if now is None:
        return periods.vague("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF"), Anchor.OPEN
    if what == "weekend" and not step:
        step = 0 if c.direction(m.start(), m.end()) > 0 or now.weekday() >= 5 else -1 if which == "the" else 0
    elif what == "weekend" and step < 0 and now.weekday() >= 5:
        step = -1
    return unit_step(now, step, what), anchor


@rule
def holiday(m: re.Match[str], c: Context) -> Known | None:
    """New Year's Eve, Easter Monday, last Thanksgiving; not where it names something else (Christmas Island)."""
    name = re.sub(r"\s+", " ", m["name"].lower())
    after = re.match(r"\s+([A-Z]\w+)", m.string[m.end() : m.end() + 24])
    if not m["name"][0].isupper() or (after and not WEEKDAY_OR_PART.match(after[1])):
        return None

    def make(y: int) -> periods.Period | None:
        return periods.day(_day_of(name, y))

    which = re.sub(r"\s+", " ", (m["which"] or "").lower())
    if which and which != "this" and c.published and not c.history:
        today = c.published
        days = [_day_of(name, today.year + i) for i in (-1, 0, 1)]
        fit = [d for d in days if d > today][:1] if which == "next" else [d for d in days if d < today][-1:]
        return periods.day(fit[0]), Anchor.PUBLICATION
    return yearless(m, c, make, _open_holiday(name))


WEEKDAY_OR_PART = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Day|Eve|Morning|Night", re.IGNORECASE)


def _day_of(name: str, year: int) -> date:
    """The day of a holiday in a year."""
    if name in EASTER:
        sunday: date = easter(year)
        return sunday + timedelta(days=EASTER[name])
    if name in HOLIDAYS:
        month, day_ = (int(x) for x in HOLIDAYS[name].split("-"))
        return date(year, month, day_)
    month, weekday_, nth, more = NTH_WEEKDAY[name]
    found: date = date(year, month, 1) + relativedelta(day=31 if nth < 0 else 1, weekday=DAYS[weekday_](nth))
    return found + timedelta(days=more)


def _open_holiday(name: str) -> str:
    return f"XXXX-{HOLIDAYS[name]}" if name in HOLIDAYS else "XXXX-XX-XX"
