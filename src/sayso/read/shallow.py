"""What can be read of a report in a language that sayso does not parse: sentences, full dates, and places.

No statement is made of it, since the rules and models for English would make nonsense. Names of months and countries
come from the Unicode Common Locale Data Repository (through Babel), other names from the table of places, which holds
many further names of big towns, in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError

from sayso.read.lexicon.gazetteer import Place, gazetteer
from sayso.read.times import periods
from sayso.records import Report, Span, When, Where
from sayso.spans import cut
from sayso.terms import Anchor, PlaceKind, Sense

PEOPLE = 200_000
"""Smaller towns share their names with words of every language."""
MOST_WORDS = 3
_SENTENCE = re.compile(r"[^\n]+?(?:(?<!\d)[.!?…][\"»”’)]*(?=\s)|[。！？؟۔][”」』]?|(?=\n)|\Z)")
_NAME = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]{2,}(?:[ -][^\W\d_a-zà-öø-ÿ][^\W\d_]+){0,2}")
_YEAR_FIRST = r"(?<!\d)(?P<year>\d{4})(?:[-./]|年)(?P<month>\d{1,2})(?:[-./]|月)(?P<day>\d{1,2})(?!\d)日?"
_DAY_FIRST = r"(?<![\d./-])(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})(?![.\d]*\d)"
_MONTH_FIRST = r"(?<![\d./-])(?P<month>\d{1,2})[./-](?P<day>\d{1,2})[./-](?P<year>\d{4})(?![.\d]*\d)"


def sentences(report: Report) -> tuple[Span, ...]:
    """The sentences, by their marks and lines."""
    spans = (_trimmed(report, *hit.span()) for hit in _SENTENCE.finditer(report.text))
    return tuple(span for span in spans if span)


def times(report: Report) -> tuple[When, ...]:
    """Dates with day, month and year, in digits or with the month in words; all else would need the language."""
    found: dict[int, When] = {}
    for pattern in _dates(report.language):
        for hit in pattern.finditer(report.text):
            if when := _when(report, hit):
                found.setdefault(when.span.start, when)
    return tuple(found[start] for start in sorted(found))


def places(report: Report) -> tuple[Where, ...]:
    """Countries by their names in the language of the report, and big towns and regions of the table of places."""
    found = {where.span.start: where for where in (*_towns(report), *_countries(report))}
    return tuple(found[start] for start in sorted(found))


@cache
def _locale(tongue: str) -> Locale | None:
    try:
        return Locale.parse(tongue)
    except (ValueError, UnknownLocaleError):
        return None


@cache
def _dates(tongue: str) -> tuple[re.Pattern[str], ...]:
    patterns = [_YEAR_FIRST]
    if locale := _locale(tongue):
        short = locale.date_formats["short"].pattern
        patterns.append(_DAY_FIRST if short.find("d") < short.find("M") else _MONTH_FIRST)
        words = "|".join(re.escape(word) for word in sorted(_months(tongue), key=len, reverse=True))
        patterns.append(
            rf"(?<!\d)(?P<day>\d{{1,2}})\.?\s+(?:de\s+)?(?P<word>{words})\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})(?!\d)"
        )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@cache
def _months(tongue: str) -> dict[str, int]:
    locale = _locale(tongue)
    forms = [locale.months[use]["wide"] for use in ("format", "stand-alone")] if locale else []
    return {name.lower(): number for months in forms for number, name in months.items()}


def _when(report: Report, hit: re.Match[str]) -> When | None:
    said = hit.groupdict()
    month = _months(report.language)[said["word"].lower()] if said.get("word") else int(said["month"])
    try:
        day = periods.day(date(int(said["year"]), month, int(said["day"])))
    except ValueError:
        return None
    return When(
        span=cut(report.id, report.text, *hit.span()),
        kind=day.kind,
        value=day.value,
        earliest=day.earliest,
        latest=day.latest,
        precision=day.precision,
        anchor=Anchor.ABSOLUTE,
    )


def _towns(report: Report) -> Iterator[Where]:
    """Places by runs of capitalised words, the longest that the table knows."""
    dateline = report.dateline.split(",")[0].strip()
    for hit in _NAME.finditer(report.text):
        start = hit.start()
        words = [(start + w.start(), start + w.end()) for w in re.finditer(r"[^ ]+", hit[0])]
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + MOST_WORDS), at, -1):
                a, b = words[at][0], words[end - 1][1]
                name = report.text[a:b]
                if place := _known(name, anywhere=name == dateline):
                    yield _where(report, a, b, place)
                    at = end - 1
                    break
            at += 1


def _countries(report: Report) -> Iterator[Where]:
    pattern, codes = _country_names(report.language)
    for hit in pattern.finditer(report.text) if pattern else ():
        if place := gazetteer().country(codes[hit[0].lower()]):
            yield _where(report, *hit.span(), place)


@cache
def _country_names(tongue: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    locale = _locale(tongue)
    codes = {n.lower(): c for c, n in locale.territories.items() if re.fullmatch("[A-Z]{2}", c)} if locale else {}
    if not codes:
        return None, {}
    words = "|".join(re.escape(name) for name in sorted(codes, key=len, reverse=True))
    # Chinese and Japanese set no blanks between words.
    bounds = ("", "") if tongue in ("zh", "ja", "th") else (r"(?<!\w)", r"(?!\w)")
    return re.compile(f"{bounds[0]}(?:{words}){bounds[1]}", re.IGNORECASE), codes


@cache
def _known(name: str, *, anywhere: bool) -> Place | None:
    """The largest place of a name: any for the place of writing, else a region, water or big town."""
    found = [
        p
        for p in gazetteer().find(name)
        if anywhere or p.population >= PEOPLE or (p.kind is PlaceKind.COUNTRY and len(name) > MOST_WORDS)
    ]
    return max(found, key=lambda p: (p.kind is PlaceKind.CITY, p.population), default=None)


def _where(report: Report, start: int, end: int, place: Place) -> Where:
    return Where(
        span=cut(report.id, report.text, start, end),
        name=place.name,
        sense=Sense.LOCATION,
        kind=place.kind,
        gazetteer=place.id,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision_km=place.radius_km,
    )


def _trimmed(report: Report, start: int, end: int) -> Span | None:
    said = report.text[start:end]
    start += len(said) - len(said.lstrip())
    return cut(report.id, report.text, start, start + len(said.strip())) if said.strip() else None
