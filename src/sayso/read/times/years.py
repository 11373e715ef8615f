"""Years, decades, quarters and seasons."""

from __future__ import annotations

import re

from sayso.read.times import periods
from sayso.read.times.context import Context, Known
from sayso.read.times.rule import month_number, rule
from sayso.read.times.words import SEASONS, number
from sayso.terms import Anchor

LIFETIME = 120
"""Years so far from the time told of are printed with a word that makes them years."""
GENERATION = 30
CUED = re.compile(
    r"(?:^|\W)(?:in|since|by|from|until|till|of|during|before|after|between|and|to|as|through|throughout|around|about|late|early|mid|for|"
    r"years?|fiscal|than|over)\s+$|[(]$|\d{4}[-–/]$",
    re.IGNORECASE,
)
"""Words after which four digits are a year."""
NAMED = re.compile(r"(?:^|\W)(?!Week|Day)[A-Z][a-z]+\s+$")
"""A capitalised word, whose number the digits may be: Highway 2031."""
BESIDE = re.compile(r"(?:^|\W)(?:the|that|this|its|their|his|her|'s)\s+$", re.IGNORECASE)
"""Words after which they are one before a thing of that year: the 2031 treaty."""
RANGE_OF_YEARS = re.compile(r"[-–/]\d\d(?:\d\d)?(?![\d.,])")
COUNTED = re.compile(
    r"\s?(?:%|percent|people|troops|soldiers|miles|km|kilometers|kilometres|meters|metres|feet|tons|tonnes|years|dollars|"
    r"euros|pounds|men|women|children|times|barrels|gmt|hours|hrs|local time|words|pages|votes|points|"
    r"homes|houses|families|jobs|cases|deaths|copies|seats|delegates|members|workers|students|passengers|residents|"
    r"civilians|prisoners|yards|acres|hectares|litres|liters|rounds|shells|drones|missiles|vehicles|ships|tanks|fighters)\b",
    re.IGNORECASE,
)
"""Words after four digits that make them a count or a clock time."""


@rule
def year(m: re.Match[str], c: Context) -> Known | None:
    """2031, where it is no count."""
    if m.groupdict().get("yy"):
        first, last = int(m.string[m.start() - 5 : m.start() - 1]), int(m["yy"])
        return (periods.year(first - first % 100 + last), Anchor.ABSOLUTE) if last > first % 100 else None
    y = int(m["y"])
    token = c.token(m.start("y"), m.end("y"))
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 16]
    if after.startswith(("-m", "-f", "-k")) or COUNTED.match(after):
        return None
    counts = token.dep_ == "nummod" and token.head.tag_ == "NNS"
    cued = m[0] != m["y"] or CUED.search(before) is not None or RANGE_OF_YEARS.match(after) is not None
    told = c.year if c.history and c.year else c.published.year if c.published else y
    cued = cued or (BESIDE.search(before) is not None and (not counts or abs(y - told) <= GENERATION))
    if abs(y - told) > LIFETIME and not cued:
        return None
    if not cued and c.passage.is_tale and NAMED.search(before) and token.dep_ != "npadvmod":
        return None
    return (periods.year(y), Anchor.ABSOLUTE) if cued or (1900 <= y <= 2100 and not counts) else None


@rule
def year_bc(m: re.Match[str], c: Context) -> Known | None:
    """450 BC: no calendar of ours reaches there, so without bounds."""
    groups = m.groupdict()
    month, season = groups.get("month"), groups.get("s")
    part = f"-{month_number(month):02d}" if month else f"-{SEASONS[season.lower()]}" if season else ""
    return periods.vague(periods.before_christ(-int(m["y"])) + part), Anchor.ABSOLUTE


@rule
def year_spelt(m: re.Match[str], c: Context) -> Known | None:
    """Nineteen ninety-six, as read aloud, alone or with its month or season."""
    groups = m.groupdict()
    rest = number(m["y"]) if m["y"] else 0
    least = 0 if m["c"].lower() == "two thousand" else 10
    if rest is None or not least <= rest <= 99 or _noun_follows(m, c):
        return None
    y = CENTURIES[re.sub(r"\s+", " ", m["c"].lower())] + int(rest)
    if groups.get("month"):
        return periods.month(y, month_number(groups["month"])), Anchor.ABSOLUTE
    if groups.get("s"):
        return periods.season(y, SEASONS[groups["s"].lower()]), Anchor.ABSOLUTE
    return periods.year(y), Anchor.ABSOLUTE


CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000, "two thousand": 2000}


def _noun_follows(m: re.Match[str], c: Context) -> bool:
    """Whether a number has a plural noun after it, so that it counts."""
    at = m.end() + 1
    return at < len(m.string) and c.token(at, at + 1).tag_ == "NNS"


@rule
def year_end(m: re.Match[str], c: Context) -> Known | None:
    """By year-end."""
    today = c.published
    return (periods.year(today.year), Anchor.PUBLICATION) if today else (periods.vague("XXXX"), Anchor.OPEN)


@rule
def the_year(m: re.Match[str], c: Context) -> Known | None:
    """The year of which a text tells, or in a report on results its length: for the year, in the year ended in June."""
    groups = m.groupdict()
    if groups.get("ended"):
        return periods.duration(1, "Y"), Anchor.ABSOLUTE
    before = m.string[max(0, m.start() - 24) : m.start()]
    if groups.get("bare") and not OF_THE_YEAR.search(before):
        return None
    if c.history:
        return (periods.year(c.year), Anchor.EVENT) if c.year and c.year > 0 else (periods.vague("XXXX"), Anchor.OPEN)
    if c.published is None:
        return periods.vague("XXXX"), Anchor.OPEN
    return periods.year(c.published.year), Anchor.PUBLICATION


OF_THE_YEAR = re.compile(
    r"\b(?:for|in|during|throughout|over|(?:part|half|months|weeks|days|most|much|out) of)\s+$", re.I
)
"""Words before "the year" by which it is a certain one."""


@rule
def decade(m: re.Match[str], c: Context) -> Known | None:
    """The 2030s, the sixties."""
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
            (periods.decade(1900 + tens), Anchor.ABSOLUTE)
            if not re.search(r"\b(?:his|her|their|my)\W+(?:\w+\W+)?$", m.string[max(0, m.start() - 16) : m.start()])
            and m[0].lower().startswith("the")
            else None
        )
    if m["short"]:
        return (
            (periods.decade(1900 + int(m["short"])), Anchor.ABSOLUTE)
            if m[0].lower().startswith("the") or "'" in m[0][:1]
            else None
        )
    return periods.decade(int(m["c"] + m["d"])), Anchor.ABSOLUTE


@rule
def century(m: re.Match[str], c: Context) -> Known | None:
    """The 19th century."""
    words = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    groups = m.groupdict()
    n = int(groups["n"]) if groups.get("n") else words[m["word"].lower()]
    if groups.get("bc"):
        return periods.vague(f"BC{n - 1:02d}"), Anchor.ABSOLUTE
    return (periods.century(n), Anchor.ABSOLUTE) if 1 <= n <= 22 else None


@rule
def season(m: re.Match[str], c: Context) -> Known | None:
    """Last winter, the summer of 2031."""
    code = SEASONS[m["s"].lower()]
    det = (m["det"] or "").lower().strip()
    token = c.token(m.start("s"), m.end("s"))
    if m["y"]:
        return periods.season(int(m["y"]), code), Anchor.ABSOLUTE
    if token.pos_ not in ("NOUN", "PROPN") or (
        code in ("FA", "SP")
        and m["s"].lower() in ("fall", "spring")
        and det not in ("last", "this", "next", "in", "by", "since", "this past", "this coming", "the")
    ):
        return None
    if m["s"].lower() == "fall" and m.string[m.end() : m.end() + 3].lower() == " of":
        return None
    if token.dep_ == "compound" and token.ent_type_ not in ("", "DATE"):
        return None
    if c.history:
        return c.next_in_tale(lambda y: periods.season(y, code), f"XXXX-{code}") or (
            periods.vague(f"XXXX-{code}"),
            Anchor.OPEN,
        )
    if c.published is None:
        return periods.vague(f"XXXX-{code}"), Anchor.OPEN
    found = [periods.season(c.published.year + i, code) for i in (-1, 0, 1)]
    if det in ("last", "this past"):
        past = [p for p in found if p.latest and p.latest.date() < c.published]
        return past[-1], Anchor.PUBLICATION
    if det in ("next", "this coming"):
        ahead = [p for p in found if p.first_day and p.first_day > c.published]
        return (ahead or found)[0], Anchor.PUBLICATION
    return c.nearest(found)
