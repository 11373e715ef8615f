"""Printed and machine-written dates, read strictly: a day, a month and a year, or nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache

import dateparser
from babel import Locale, UnknownLocaleError
from dateutil import parser
from dateutil.tz import gettz, tzoffset

from sayso.terms import Precision

Moment = tuple[datetime, Precision]

LONGEST_DATE = 60
"""No printed date is longer."""
OLDEST_YEAR = 1600
"""No newspaper is older; earlier years are the null dates of some program."""

ZONES = dict.fromkeys(("UTC", "GMT"), 0) | {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
}  # fmt: skip
"""Hours east of Greenwich of the abbreviations that mean one zone in news (RFC 5322, Europe); others count as UTC."""

CIVIL_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
"""Abbreviations that mean summer or winter time, whichever holds on the day."""

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_ZONE = r"(?:Z\b|UTC|GMT|[ECMP][SD]?T\b|CES?T\b|EES?T\b|MSK|JST)?(?:\s?[+-]\d{2}:?\d{2})?"
_CLOCK = (
    rf"(?:(?:,|\s+at|\s*[-–—|/•·]|T)?\s*\d{{1,2}}[:.]\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s*(?:[ap]\.?m\b\.?)?\s*{_ZONE})?"
)
PRINTED = re.compile(
    rf"{_WEEKDAY}(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:{MONTHS})\.?\s+{_DAY_NUMBER},?\s+\d{{4}}|"
    rf"{_DAY_NUMBER}\s+(?:{MONTHS})\.?,?\s+\d{{4}})\b{_CLOCK}",
    re.IGNORECASE,
)
"""A full date as news prints it, with or without a time of day."""

WORDED = r"\d{1,2}[.\s]\s*(?:de\s+|d')?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b"
"""A day, a month in the words of some language, and a year."""
ABROAD = re.compile(
    rf"(?<!\d)\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}\b|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|(?<![\d./-])\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}\b|{WORDED}"
)
"""A full date as news in other languages prints it."""

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b")
_HAS_CLOCK = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d\d(?![\d.])|\d\s*[ap]\.?m\b|T\d\d", re.IGNORECASE)


def read(said: str, tongue: str = "", region: str = "") -> Moment | None:
    """The moment that a string names, with its precision; None unless day, month and year are all certain.

    It keeps its own distance from UTC, so that its day is the day on which it was printed. A date alone is 00:00 UTC to
    the day; a time without a zone is taken as UTC. ``tongue`` (ISO 639-1) adds the names of the months of a language,
    and together with ``region`` (ISO 3166) tells which number of ``04/05/2024`` is the month; else that is not certain.
    """
    said = " ".join(said.split())
    moment = _epoch(said) or _iso(said) or _mail(said) or _printed(said, _order(tongue, region))
    if moment is None and tongue not in ("", "en"):
        moment = _foreign(said, tongue)
    return moment if moment and moment[0].year >= OLDEST_YEAR else None


def written(moment: Moment | None) -> str:
    """A moment in ISO 8601: a date alone where only the day is known; empty for None."""
    if moment is None:
        return ""
    return moment[0].isoformat() if moment[1] is Precision.MINUTE else moment[0].date().isoformat()


def in_address(url: str) -> Moment | None:
    """The day that stands in an address, as in ``/2031/05/04/`` or ``/2031/may/4/``."""
    found = re.search(rf"[/_-]((?:19|20)\d\d)[/-](\d\d?|{MONTHS})[/-](\d\d?)(?=[/_.-]|$)", url, re.IGNORECASE)
    if not found:
        return None
    year, month, day = found.groups()
    return read(f"{year}-{month:0>2}-{day:0>2}" if month.isdigit() else f"{day} {month} {year}")


def _epoch(said: str) -> Moment | None:
    if not re.fullmatch(r"\d{9,10}(?:\d{3})?(?:\.\d+)?", said):
        return None
    seconds = float(said)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC), Precision.MINUTE


def _iso(said: str) -> Moment | None:
    if not re.match(r"\d{4}-?\d{2}-?\d{2}(?!\d)", said):
        return None
    try:
        return _placed(datetime.fromisoformat(said), dated_only=":" not in said and "T" not in said)
    except ValueError:
        return None


def _mail(said: str) -> Moment | None:
    if not re.match(r"(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} [1-9]\d{3} \d", said):
        return None
    try:
        return _placed(parsedate_to_datetime(said), dated_only=False)
    except ValueError:
        return None


def _printed(said: str, order: str) -> Moment | None:
    numeric = _NUMERIC.search(said)
    if not order and numeric and int(numeric[1]) <= 12 and int(numeric[2]) <= 12 and numeric[1] != numeric[2]:
        return None
    try:
        first, second = (
            parser.parse(said, default=d, tzinfos=_zone, dayfirst=order == "DM")
            for d in (datetime(1904, 2, 3), datetime(1908, 4, 5))
        )
    except (ValueError, OverflowError):
        return None
    if re.search(r"[a-z]{3}\.?,? 0\d{3}\b", said, re.IGNORECASE):  # the year 0001 of a null date, which becomes 2001
        return None
    if first != second:  # a day, month or year was filled in
        return None
    return _placed(first, dated_only=not _HAS_CLOCK.search(said))


def _foreign(said: str, tongue: str) -> Moment | None:
    """A date in the words of another language."""
    if len(said) > LONGEST_DATE or not any(c.isdigit() for c in said):
        return None
    parts = {"REQUIRE_PARTS": ["day", "month", "year"]}
    try:
        found = dateparser.parse(said, languages=[tongue], settings=parts)
    except (ValueError, OverflowError):  # a language that it does not know, a year out of range
        return None
    return _placed(found, dated_only=not _HAS_CLOCK.search(said)) if found else None


@cache
def _order(tongue: str, region: str) -> str:
    """DM or MD, as dates in numbers are printed in a language and country; empty where that is not certain."""
    if not region and tongue in ("", "en"):
        return ""
    try:
        place = Locale.parse(f"{tongue or 'en'}_{region}" if region else tongue)
    except (ValueError, UnknownLocaleError):
        return ""
    pattern = place.date_formats["short"].pattern
    return "DM" if pattern.find("d") < pattern.find("M") else "MD"


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    zone: tzinfo | None
    if name in CIVIL_ZONES:
        zone = gettz(CIVIL_ZONES[name])
    else:
        zone = tzoffset(name, offset if offset is not None else ZONES.get(name or "", 0) * 3600)
    return zone


def _placed(moment: datetime, *, dated_only: bool) -> Moment | None:
    """A moment with a fixed distance from UTC, and how finely it is known."""
    if dated_only:
        return moment.replace(tzinfo=UTC), Precision.DAY
    if moment.tzinfo is None:  # midnight without a zone is how programs write a date alone
        midnight = moment.time() == time(0, 0)
        return moment.replace(tzinfo=UTC), Precision.DAY if midnight else Precision.MINUTE
    try:
        offset = moment.utcoffset()
        moment.astimezone(UTC)  # at the ends of the calendar there is no such moment
    except (OverflowError, ValueError):
        return None
    return moment.replace(tzinfo=timezone(offset) if offset else UTC), Precision.MINUTE


def is_future(moment: datetime, now: datetime) -> bool:
    """Whether a time of publication lies more than a day ahead; a day is allowed for zones and clocks."""
    return moment > now + timedelta(days=1)
