"""Rules that find and resolve time expressions: a pattern each, and what it comes to in its context."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.read.times import periods as P
from sayso.read.times.context import Context, Known, weekday_near
from sayso.read.times.words import (
    HOLIDAYS,
    MONTHS,
    ORDINALS,
    PARTS,
    SEASONS,
    SETS,
    VAGUE,
    WEEKDAYS,
    ZONES,
    number,
    pattern,
    unit,
)
from sayso.terms import Anchor, TimeKind

Resolve = Callable[[re.Match[str], Context], Known | None]


@dataclass(frozen=True)
class Rule:
    """A pattern and the function that resolves its matches; None from it means: no time expression after all."""

    name: str
    regex: re.Pattern[str]
    resolve: Resolve


RULES: list[Rule] = []


def rule(*sources: str) -> Callable[[Resolve], Resolve]:
    """Register a resolver under one or more patterns (macros in braces, see ``words``)."""

    def add(resolve: Resolve) -> Resolve:
        RULES.extend(Rule(resolve.__name__, pattern(s), resolve) for s in sources)
        return resolve

    return add


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _weekday(word: str) -> int:
    return WEEKDAYS[word.lower().rstrip(".")]


def _int(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _or_open(day: date | None, make: Callable[[date], P.Period], anchor: Anchor, open_value: str) -> Known:
    """A period of a day, or an open value when there is nothing to reckon from."""
    return (make(day), anchor) if day else (P.vague(open_value), Anchor.OPEN)


# ---------------------------------------------------------------- whole dates


@rule(
    r"(?P<y>{yyyy})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:[T ](?P<h>[01]\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?(?P<z>Z|[+-]\d\d:?\d\d)?)?"
)
def iso(m: re.Match[str], c: Context) -> Known | None:
    d = _date(int(m["y"]), int(m["m"]), int(m["d"]))
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
    either = [d for d in (_date(y, a, b), _date(y, b, a)) if d]
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
    number_, day_ = _month(m["month"]), _int(m["d"])
    if m["y"]:
        d = _date(int(m["y"]), number_, day_)
        return (P.day(d), Anchor.ABSOLUTE) if d else None
    return _yearless(
        m, c, lambda y: P.day(d) if (d := _date(y, number_, day_)) else None, f"XXXX-{number_:02d}-{day_:02d}"
    )


@rule(
    r"(?P<month>{mon}) (?P<a>{dd}) ?(?:-|–|—|to|and|through) ?(?P<b>{dd})(?:,? (?P<y>{yyyy}))?(?![-:./]\d)",
    r"(?P<a>{dd}) ?(?:-|–|—|to|and|through) ?(?P<b>{dd}) (?P<month>{mon})(?:,? (?P<y>{yyyy}))?",
)
def day_range(m: re.Match[str], c: Context) -> Known | None:
    number_, a, b = _month(m["month"]), _int(m["a"]), _int(m["b"])
    if a >= b:
        return None

    def make(y: int) -> P.Period | None:
        first, last = _date(y, number_, a), _date(y, number_, b)
        return P.days(first, last) if first and last else None

    if m["y"]:
        return (p, Anchor.ABSOLUTE) if (p := make(int(m["y"]))) else None
    return _yearless(m, c, make, f"XXXX-{number_:02d}-{a:02d}/XXXX-{number_:02d}-{b:02d}")


def _yearless(m: re.Match[str], c: Context, make: Callable[[int], P.Period | None], open_value: str) -> Known:
    if c.narrative and c.year:
        return (p, Anchor.EVENT) if (p := make(c.year)) else (P.vague(open_value), Anchor.OPEN)
    base = c.published.year if c.published else None
    found = [p for y in (base - 1, base, base + 1) if (p := make(y))] if base else []
    return (found and c.nearest(found, c.direction(m.start(), m.end()))) or (P.vague(open_value), Anchor.OPEN)


@rule(
    r"(?:{mod})?(?P<month>{mon})(?:,| of)?(?:(?<=[,.\w]) )(?P<y>{yyyy})", r"(?:{mod})(?P<month>{mon})[ -](?P<y>{yyyy})"
)
def month_year(m: re.Match[str], c: Context) -> Known | None:
    return P.month(int(m["y"]), _month(m["month"])), Anchor.ABSOLUTE


@rule(
    r"(?:(?P<which>last|next|this|this past|this coming) )?(?:{mod})?(?P<month>{month})(?: of)?(?: (?P<rel>last|this|next) year)?(?:'s)?"
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
    number_ = _month(word)
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
    return _yearless(m, c, lambda y: P.month(y, number_), f"XXXX-{number_:02d}")


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


# --------------------------------------------------------- years and coarser

_YEAR_CUES = r"in|since|by|from|until|till|of|during|before|after|between|and|to|through|around|about|late|early|mid|for|year|fiscal|than|over"


@rule(r"(?:{mod}|the year |fiscal (?:year )?|calendar |the )?(?P<y>{yyyy})(?:'s)?(?:[-–/](?P<to>\d\d(?:\d\d)?))?")
def year(m: re.Match[str], c: Context) -> Known | None:
    y = int(m["y"])
    token = c.token(m.start("y"), m.end("y"))
    before = m.string[max(0, m.start() - 12) : m.start()].lower()
    plain = m[0] == m["y"]
    cued = re.search(rf"(?:^|\W)(?:{_YEAR_CUES})\s+$|\($", before) is not None
    near = c.published is None or abs(y - c.published.year) <= 120
    counts = (
        token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].tag_ == "NNS"
        and token.dep_ == "nummod"
        and not (1900 <= y <= 2100)
    )
    if m.string[m.end() : m.end() + 2] in ("-m", "-f", "-k") or re.match(
        r"\s?(?:%|percent|people|troops|soldiers|miles|km|kilometers|kilometres|meters|metres|feet|tons|tonnes|years|dollars|euros|pounds|men|women|children|times|barrels|gmt|hours|hrs|local time)\b",
        m.string[m.end() : m.end() + 16],
        re.I,
    ):
        return None
    if (
        counts
        or not near
        or (plain and not cued and not (1900 <= y <= 2100))
        or (plain and not cued and token.dep_ == "nummod" and token.head.tag_ == "NNS")
    ):
        return None
    if m["to"]:
        last = int(m["to"]) if len(m["to"]) == 4 else y // 100 * 100 + int(m["to"])
        if last <= y:
            return None
        return P.Period(
            f"{y}/{last}", TimeKind.DATE, P.year(y).earliest, P.year(last).latest, P.year(y).precision
        ), Anchor.ABSOLUTE
    return P.year(y), Anchor.ABSOLUTE


@rule(
    r"(?:the )?(?:{mod})?(?:(?P<c>1[0-9]|20)(?P<d>\d0)|'?(?P<short>[2-9]0))'?s",
    r"(?:the )?(?:{mod})?(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
)
def decade(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    if word := groups.get("word"):
        tens = 20 + 10 * [
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ].index(word.lower())
        return (
            (P.decade(1900 + tens), Anchor.ABSOLUTE)
            if not re.search(r"\b(?:his|her|their|my)\W+(?:\w+\W+)?$", m.string[max(0, m.start() - 16) : m.start()])
            and m[0].lower().startswith("the")
            else None
        )
    if m["short"]:
        return (
            (P.decade(1900 + int(m["short"])), Anchor.ABSOLUTE)
            if m[0].lower().startswith("the") or "'" in m[0][:1]
            else None
        )
    return P.decade(int(m["c"] + m["d"])), Anchor.ABSOLUTE


@rule(
    r"(?:the )?(?:{mod})?(?P<n>\d\d?)(?:st|nd|rd|th)[ -]century",
    r"(?:the )?(?:{mod})?(?P<word>eighteenth|nineteenth|twentieth|twenty-first)[ -]century",
)
def century(m: re.Match[str], c: Context) -> Known | None:
    words = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    groups = m.groupdict()
    n = int(groups["n"]) if groups.get("n") else words[m["word"].lower()]
    return (P.century(n), Anchor.ABSOLUTE) if 1 <= n <= 22 else None


@rule(
    r"(?:the |this year's |last year's )?(?:fiscal )?(?:{mod})?(?P<q>first|second|third|fourth)[ -](?P<what>quarter|half)(?: of)?(?: (?:the )?(?:fiscal )?(?:year )?(?P<y>{yyyy}))?",
    r"Q(?P<q>[1-4])(?: (?P<what>of))?(?: (?P<y>{yyyy}))?",
    r"(?:the |this |last |next |the latest )quarter",
)
def quarter(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    today = c.published
    if not groups.get("q"):
        if today is None:
            return P.vague("XXXX-QX"), Anchor.OPEN
        now = (today.month + 2) // 3
        word = m[0].lower().split()[0]
        back = {"last": -1, "next": 1, "this": 0}.get(word, 0)
        return P.quarter(today.year, now + back), Anchor.PUBLICATION
    q = ORDINALS.get(groups["q"].lower()) or int(groups["q"])
    what = (groups.get("what") or "quarter").lower()
    make = P.half if what == "half" else P.quarter
    if what == "half" and (q > 2 or not (m["y"] or m[0].lower().endswith("year"))):
        return None
    if m["y"]:
        return make(int(m["y"]), q), Anchor.ABSOLUTE
    if c.narrative or today is None:
        return (make(c.year, q), Anchor.EVENT) if c.year else (P.vague(f"XXXX-Q{q}"), Anchor.OPEN)
    if m[0].lower().startswith("last year"):
        return make(today.year - 1, q), Anchor.PUBLICATION
    return c.nearest(
        [make(y, q) for y in (today.year - 1, today.year, today.year + 1)], c.direction(m.start(), m.end())
    )


@rule(
    r"(?P<det>the |this |last |next |this past |this coming |each |every |all |in |by |since )?(?:{mod})?(?P<s>{season})(?:'s)?(?: of)?(?: (?P<y>{yyyy})| (?P<rel>last|this|next) year)?"
)
def season(m: re.Match[str], c: Context) -> Known | None:
    code = SEASONS[m["s"].lower()]
    det = (m["det"] or "").lower().strip()
    token = c.token(m.start("s"), m.end("s"))
    if m["y"]:
        return P.season(int(m["y"]), code), Anchor.ABSOLUTE
    if token.pos_ not in ("NOUN", "PROPN") or (
        code in ("FA", "SP")
        and m["s"].lower() in ("fall", "spring")
        and det not in ("last", "this", "next", "in", "by", "since", "this past", "this coming", "the")
    ):
        return None
    if m["s"].lower() == "fall" and det == "the" and m.string[m.end() : m.end() + 3].lower() == " of":
        return None
    if token.dep_ == "compound" and token.ent_type_ not in ("", "DATE"):
        return None
    if c.narrative:
        return (P.season(c.year, code), Anchor.EVENT) if c.year else (P.vague(f"XXXX-{code}"), Anchor.OPEN)
    if c.published is None:
        return P.vague(f"XXXX-{code}"), Anchor.OPEN
    found = [P.season(c.published.year + i, code) for i in (-1, 0, 1)]
    if det in ("last", "this past"):
        past = [p for p in found if p.latest and p.latest.date() < c.published]
        return past[-1], Anchor.PUBLICATION
    if det in ("next", "this coming"):
        ahead = [p for p in found if p.first_day and p.first_day > c.published]
        return (ahead or found)[0], Anchor.PUBLICATION
    return c.nearest(found)


# ------------------------------------------------------------- days by name


@rule(
    r"(?:(?P<which>last|next|this|this past|this coming|the previous|the following|the next) )?(?:(?:early|late|later|earlier|midday|overnight)(?: on| in)? |the (?:very )?(?:early|late|small) hours of(?: the morning of)? )?(?P<wd>{wd})(?:'s)?(?: (?:early |late )?(?P<part>{part}))?",
    r"(?:the )?(?:early |late )?(?P<part>{part}) (?:of|on) (?:(?P<which>last|next|this) )?(?P<wd>{wd})",
)
def weekday(m: re.Match[str], c: Context) -> Known | None:
    if not m["wd"][0].isupper():
        return None
    n = _weekday(m["wd"])
    which = (m["which"] or "").lower()
    now, anchor = c.now(m.start())
    if now is None:
        return P.vague(f"XXXX-WXX-{n + 1}"), Anchor.OPEN
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
        d = weekday_near(now, n, c.direction(m.start("wd"), m.end("wd")))
    if m["part"]:
        return _part(d, m["part"]), anchor
    return P.day(d), anchor


def _part(d: date, word: str) -> P.Period:
    code, first, last = PARTS[word.lower()]
    return P.part_of_day(d, code, first, last)


@rule(
    r"the day (?P<side>before yesterday|after tomorrow)",
    r"(?:(?:early|late|earlier|later) )?(?P<day>yesterday|today|tomorrow)(?:'s)?(?: (?P<part>{part}))?",
    r"(?P<day>tonight|last night|overnight)",
    r"(?:early |late |earlier |later )?(?P<day>this) (?P<part>morning|afternoon|evening)",
)
def day_word(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    now, anchor = c.now(m.start())
    word = re.sub(r"\s+", " ", (groups.get("day") or groups.get("side") or "").lower())
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1, "before yesterday": -2, "after tomorrow": 2}.get(word, 0)
    if now is None:
        return P.vague("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF"), Anchor.OPEN
    d = P.shift(now, step, "D")
    if d is None:
        return None
    part = groups.get("part") or ("night" if word in ("tonight", "last night", "overnight") else None)
    return (_part(d, part) if part else P.day(d)), anchor


@rule(
    r"(?:(?P<mod>earlier|later|early|late)(?: in| on)? )?(?P<which>the same|that same|that|this same) (?P<what>day|week|month|year|night|morning|afternoon|evening)",
    r"(?P<which>(?:the )?(?:next|following|previous|preceding)|the) (?P<what>day|week|month|year|night|morning|afternoon|evening)(?P<side> before| after| earlier| later)?",
    r"(?:early|late|earlier|later) in (?P<which>the) (?P<what>day|night|morning|afternoon|evening)",
    r"(?P<which>a|one) (?P<what>day|week|month|year) (?P<side>earlier|later|before)",
)
def focus_word(m: re.Match[str], c: Context) -> Known | None:
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
        if what != "day" and not late and not re.search(r"\b(?:in|during|through|overnight|into|until)\s+$", before):
            return None
    if (
        side in ("before", "after")
        and re.match(r"\s+(?!and\b|in\b|at\b|on\b|by\b|for\b|with\b)[a-z]", after)
        and what == "day"
    ):
        return None
    if "next" in which and what in ("week", "month", "year") and not which.startswith("the"):
        return None
    base, anchor = c.focus()
    if base is None:
        return P.vague(
            f"XXXX-XX-XX{'' if what == 'day' else 'T' + PARTS[what][0] if what in PARTS else ''}"
        ), Anchor.OPEN
    if what in PARTS:
        d = P.shift(base, step, "D")
        return (_part(d, what), anchor) if d else None
    return _unit_step(base, step, what), anchor


def _unit_step(base: date, step: int, what: str) -> P.Period:
    make = {"day": P.day, "week": P.week, "weekend": P.weekend}
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
        d = P.shift(base, step, letter)
        return make[what](d) if d else P.vague("PAST_REF" if step < 0 else "FUTURE_REF")
    if what == "month":
        return P.month(base.year, base.month + step)
    if what == "quarter":
        return P.quarter(base.year, (base.month + 2) // 3 + step)
    if what == "decade":
        return P.decade((base.year // 10 + step) * 10)
    if what == "century":
        return P.century(base.year // 100 + 1 + step)
    return P.year(base.year + step)


@rule(
    r"(?:(?:earlier|later|early|late|mid)[ -](?:in )?)?(?P<which>last|this|next|this past|this coming|the current|the coming|the past|past|the last) (?P<what>week|weekend|month|year|decade|century)(?:'s)?",
    r"(?P<which>the) (?P<what>weekend)",
    r"(?:the )?(?:start|beginning|end|middle) of (?P<which>the|this|next|last) (?P<what>week|month|year|decade|century)",
)
def this_unit(m: re.Match[str], c: Context) -> Known | None:
    which, what = re.sub(r"\s+", " ", m["which"].lower()), m["what"].lower()
    if which in ("the past", "past", "the last"):
        return P.duration(1, unit(what)), Anchor.PUBLICATION if c.published else Anchor.OPEN
    now, anchor = c.now(m.start())
    step = -1 if which in ("last", "this past") else 1 if which in ("next", "this coming", "the coming") else 0
    if now is None:
        return P.vague("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF"), Anchor.OPEN
    if what == "weekend" and not step:
        step = 0 if c.direction(m.start(), m.end()) > 0 or now.weekday() >= 5 else -1 if which == "the" else 0
    elif what == "weekend" and step < 0 and now.weekday() >= 5:
        step = -1
    return _unit_step(now, step, what), anchor


@rule(r"{holiday}")
def holiday(m: re.Match[str], c: Context) -> Known | None:
    if not m[0][0].isupper():
        return None
    month, day_ = (int(x) for x in HOLIDAYS[re.sub(r"\s+", " ", m[0].lower())].split("-"))
    return _yearless(m, c, lambda y: P.day(date(y, month, day_)), f"XXXX-{month:02d}-{day_:02d}")


# ------------------------------------------------------- counted units of time

_COUNT = r"(?:(?P<n>{n})|(?P<a>an?)|(?P<some>{some}))"


def _amount(m: re.Match[str]) -> float | None:
    if m["n"]:
        return number(m["n"])
    if m["some"]:
        return number(m["some"])
    return 1.0


@rule(
    rf"(?:{{about}} )?{_COUNT} (?:more )?(?P<u>{{unit}}) (?P<side>ago|earlier|later|from now|hence)(?: (?P<part>today|this week|this month|this year))?",
    r"(?P<u>{units}) (?P<side>ago|earlier|later)",
)
def steps_away(m: re.Match[str], c: Context) -> Known | None:
    groups = m.groupdict()
    side = re.sub(r"\s+", " ", m["side"].lower())
    sign = -1 if side in ("ago", "earlier") else 1
    amount = _amount(m) if "n" in groups else None
    letters = unit(m["u"])
    if side in ("ago", "from now", "hence"):
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
        return P.vague(f"XXXX-WXX-{_weekday(wd) + 1}", TimeKind.SET), Anchor.ABSOLUTE
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


# --------------------------------------------------------------- within a day

_CLOCK = r"(?:{about} )?(?P<clock>{clock})(?: ?hours)?(?: (?P<zone>{zone}))?(?: \({zone}\))?"
_DATE = (
    r"(?P<date>(?:(?:last|next|this) )?{wd}(?: (?:{part}))?(?:,? (?:the )?{mon} {dd}(?:,? {yyyy})?)?|(?:the )?{mon} {dd}(?:,? {yyyy})?|{dd} {mon}(?:,? {yyyy})?|today|yesterday|tomorrow|"
    r"that day|the same day|the next day|the following day|in the (?:morning|afternoon|evening)|at night|this morning|this afternoon|this evening|tonight|last night)"
)


@rule(
    rf"{_CLOCK}(?:,? (?:on |early |late )?{_DATE})?",
    rf"{_DATE},? (?:at |by |until |from |around |about |shortly (?:before|after) |just (?:before|after) ){_CLOCK}",
)
def clock(m: re.Match[str], c: Context) -> Known | None:
    said = m["clock"].lower()
    if (hm := _hour(said, (m["date"] or "").lower())) is None:
        return None
    if re.fullmatch(r"[\d.]+", said) and "." in said and not m["zone"]:
        return None
    hour, minute = hm
    base, anchor = _clock_day(m, c)
    if base is None:
        return P.vague(f"T{hour:02d}:{minute:02d}", TimeKind.TIME), Anchor.OPEN
    zone = re.sub(r"[()\s]", "", (m["zone"] or "").lower())
    return P.moment(base, hour, minute, ZONES.get(zone)), anchor


def _clock_day(m: re.Match[str], c: Context) -> tuple[date | None, Anchor]:
    words = m["date"]
    if words and not re.match(r"in|at", words, re.I):
        for r in RULES:
            if r.name in ("month_day", "weekday", "day_word", "focus_word") and (
                sub := r.regex.fullmatch(m.string, m.start("date"), m.end("date"))
            ):
                known = r.resolve(sub, c)
                if known and known[0].earliest:
                    return date.fromisoformat(known[0].value[:10]), known[1]
        return None, Anchor.OPEN
    sent = c.token(m.start("clock"), m.end("clock")).sent
    if c.day and c.period and c.last_end >= sent.start_char:
        return c.day, Anchor.EVENT
    return c.now(m.start())


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


@rule(
    r"(?:the )?(?:very )?(?:early|late|small|predawn) hours(?: of the (?P<part>morning|night|day))?",
    r"(?:late|early|well) (?:into|in) the (?P<part>night|morning|evening)",
    r"(?P<part>overnight)",
    r"(?:at|before|after|by|around) (?P<part>dawn|dusk|daybreak|sunrise|sunset|nightfall)",
)
def part_alone(m: re.Match[str], c: Context) -> Known | None:
    base, anchor = c.focus()
    part = (
        (m["part"] or "morning").lower().replace("nightfall", "night").replace("day", "morning")
        if m["part"] != "daybreak"
        else "dawn"
    )
    if base is None:
        return P.vague("XXXX-XX-XXT" + PARTS[part][0], TimeKind.TIME), Anchor.OPEN
    return _part(base, part), anchor
