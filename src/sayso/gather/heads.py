"""What a text says about itself, at its head and in its last lines. Nothing is cut: the text stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sayso.gather import dates, linked
from sayso.gather.fields import Facts, names

HEAD_LINES = 12
"""Headings, bylines and date lines are looked for in so many filled lines."""
TAIL_LINES = 4
"""Credits and copyright lines are looked for in so many filled lines."""
HEADING_CHARS = 200
LABELLED = ("byline", "outlet", "credit", "title", "url")
"""The facts that a line "Label: value" may give; the labels are those of the table of field names."""

_LABEL = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{1,20}?)\s*:\s+(?P<value>\S.*)")
_BY = re.compile(r"(?:By|BY|by)\s+(?P<value>[A-Z][^.!?]{1,90})")
_REST_CHARS = 60
"""What may follow the date on a line of its own: a time, an outlet, a reading time."""

_UPPER = "A-Z\u00c0-\u00de"
_WORD = rf"[{_UPPER}][\w.'’‐‑-]*"
_AREA = rf"(?:,\s+{_WORD}(?:\s{_WORD}){{0,3}}){{0,2}}"
_PLACE = rf"(?P<place>(?!The\s){_WORD}(?:[ /]{_WORD}){{0,4}}{_AREA})"
_CAPITALS = (
    r"(?P<place>(?!BREAKING|UPDATE|EXCLUSIVE|ANALYSIS|OPINION|WATCH|LIVE|VIDEO|PHOTO)"
    rf"[{_UPPER}][{_UPPER}.'’‐‑-]+(?:[ /][{_UPPER}.'’‐‑-]+){{0,4}}{_AREA})"
)
_DAY = (
    rf"(?:,?\s+(?P<day>(?:{dates.MONTHS})\.?\s+\d{{1,2}}(?:,\s+\d{{4}})?|"
    rf"\d{{1,2}}\s+(?:{dates.MONTHS})(?:\s+\d{{4}})?|{dates.WORDED}))?"
)
_AGENCY = rf"[(/]\s*(?P<agency>(?![A-Z]{{1,3}}-)[{_UPPER}][^()/\n:,]{{0,30}}?)\s*[)/]"
_DASH = r"\s*(?:--+|[—–―]|\s-)\s*"
_NEXT = rf"(?=[{_UPPER}\"“‘])"
DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_PLACE}(?i:{_DAY})[,.]?\s+{_AGENCY}(?:{_DASH}|(?P<bare>[.:]?\s+){_NEXT})",
        rf"{_AGENCY}{_DASH}",
        rf"{_CAPITALS}(?i:{_DAY}){_DASH}{_NEXT}",
    )
)
"""``Town, Country, May 4 (Agency) - ``, ``Town, May 4. /Agency/. ``, ``(Agency) - ``, ``TOWN -- ``."""

_SIGNS = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{5}")
"""A few words in a script that sets no blanks."""
_OWNER = re.compile(
    r"(?:©|\(c\)|[Cc]opyright)(?:\s*©)?\s*(?:(?:19|20)\d\d[,\s]\s*)?(?P<outlet>[A-Z][\w&'’ -]{1,60}?)"
    r"(?:,?\s+(?:19|20)\d\d)?\s*(?:[.,|]|[Aa]ll [Rr]ights|$)"
)


def read(text: str, tongue: str = "") -> Facts:
    """Title, byline, date, dateline, credit and outlet as the text prints them; empty where it does not.

    ``tongue`` is the ISO 639-1 code of its language, for the names of months; dates are given as ISO 8601 where it is
    not English.
    """
    found = Facts()
    headings: list[str] = []
    for line in _filled(text):
        rest = _take_date(line, found, tongue)
        if not rest or _take_byline(rest, found):
            continue
        if _take_dateline(rest, found, tongue) or _is_prose(rest):
            found.title = found.title or _title(headings)
            break
        headings.append(rest)
    found.credit = found.credit or agency_of(found.byline) or _closing_credit(text)
    found.outlet = found.outlet or _owner(text)
    return found


@cache
def agencies() -> dict[str, str]:
    """Every printed form of an agency's name in lower case -> its short form."""
    table = tomllib.loads(files("sayso.data").joinpath("agencies.toml").read_text(encoding="utf-8"))["agencies"]
    return {form.lower(): short for short, forms in table.items() for form in (short, *forms)}


def agency_of(byline: str) -> str:
    """The short form of the agency that is a part of a byline ("Lena Marsh, Associated Press"); else empty."""
    parts = re.split(r"\s*(?:[,/|;–—]|\band\b|\bfor\b|\bvia\b|\s-\s)\s*", byline)
    plain = (re.sub(r"(?i)\s+(?:staff|correspondents?|reporters?|writers?)$", "", p.strip(" .()")) for p in parts)
    return next((short for p in plain if (short := agencies().get(p.lower()))), "")


def _filled(text: str) -> Iterator[str]:
    """The first filled lines, without the white space around them."""
    count = 0
    for found in re.finditer(r"[^\r\n]+", text):
        if line := found[0].strip():
            count += 1
            yield line
        if count == HEAD_LINES:
            return


def _take_date(line: str, found: Facts, tongue: str) -> str:
    """Put down the date that a line begins with, if any; gives back what is left of the line to look at.

    A date without a word for it ("Published", "date") counts only on a line of its own.
    """
    lead = _date_words().match(line)
    given = _printed(line, lead.end(), tongue) if lead else None
    if not lead or not given or not dates.read(given[0], tongue):
        return line
    rest = line[given.end() :].strip(" |/·•,-–—\t")
    alone = len(rest) <= _REST_CHARS and not _is_prose(rest)
    if not lead["word"] and not alone:
        return line
    if (lead["word"] or "").lower() in linked.conventions()["labels"]["updated"]:
        found.updated = found.updated or given[0]
    else:
        found.published = found.published or given[0]
    return "" if alone else rest


@cache
def _date_words() -> re.Pattern[str]:
    """What may stand before a date: a label, and the little word after it."""
    labels = linked.conventions()["labels"]
    words = sorted((*labels["published"], *labels["updated"], "date"), key=len, reverse=True)
    return re.compile(
        rf"\W*(?P<word>{'|'.join(map(re.escape, words))})?(?:\s+(?:{'|'.join(labels['on'])}))?\W*", re.IGNORECASE
    )


def _printed(line: str, start: int, tongue: str) -> re.Match[str] | None:
    found = dates.PRINTED.match(line, start)
    return found if found or tongue in ("", "en") else dates.ABROAD.match(line, start)


def _take_byline(line: str, found: Facts) -> bool:
    """Whether a line is a byline or another labelled fact; what it says is put down."""
    fact, value = "", ""
    if by := _BY.fullmatch(line):
        fact, value = "byline", by["value"].strip()
    elif labelled := _LABEL.fullmatch(line):
        key, value = labelled["key"].replace(" ", "").lower(), labelled["value"]
        fact = next((f for f in LABELLED if key in names()[f]), "")
        if agencies().get(value.lower()):  # "Source: AFP"
            fact = "credit"
        elif fact == "credit":  # "Credit: Lena Marsh" is a photographer's
            fact = ""
    if not fact or _is_prose(value):
        return False
    setattr(found, fact, getattr(found, fact) or value)
    return True


def _take_dateline(line: str, found: Facts, tongue: str) -> bool:
    """Whether a paragraph begins with a dateline; its place, agency and full date are put down."""
    for pattern in DATELINES:
        hit = pattern.match(line)
        if not hit:
            continue
        parts = hit.groupdict("")
        place, agency = parts.get("place", ""), parts.get("agency", "")
        if agency and agency.upper() == "".join(w[0] for w in place.split()).upper():
            return False  # a name and its initials: World Health Organization (WHO)
        if agency and (parts.get("bare") or not place) and not _reads_as_agency(agency):
            if place:
                return False  # a person and a nickname: Robert (Bob) Marsh
            place, agency = agency, ""  # (Estmark) - is how some print the place
        found.dateline, found.credit = place, found.credit or agency
        if not found.published and dates.read(parts.get("day", ""), tongue):
            found.published = parts["day"]
        return True
    return False


def _reads_as_agency(name: str) -> bool:
    """Whether a name in brackets is an agency by itself: a known one, or one with initials in it."""
    return name.lower() in agencies() or bool(re.search(r"[A-Z]{2}", name))


def _is_prose(line: str) -> bool:
    """Whether a line is running text: longer than any heading, or ended as a sentence is."""
    ended = re.search(r"[.…][\"'”’)\]]*$", line) or (len(line.split()) > 20 and re.search(r"[!?][\"'”’)\]]*$", line))
    return len(line) > HEADING_CHARS or (bool(ended) and len(line.split()) > 5)


def _title(headings: list[str]) -> str:
    """The heading marked as the first in Markdown, else the first of at least four words: shorter ones are labels."""
    marked = (line[2:] for line in headings if line.startswith("# "))
    long = (line.lstrip("# ") for line in headings if len(line.lstrip("# ").split()) >= 4 or _SIGNS.search(line))
    return next(marked, "") or next(long, "")


def _closing_credit(text: str) -> str:
    """The agency that stands alone in one of the last lines: "(AP)", "-- Reuters", "Source: AFP".

    "The Associated Press contributed to this report" is no such line: the text is the outlet's own.
    """
    for line in _last(text):
        bare = re.sub(r"(?i)^\W*(?:source|credit|copyright)?\W*(?:(?:19|20)\d\d)?\W*", "", line).rstrip(" -–—()[].*_")
        if short := agencies().get(bare.lower()):
            return short
    return ""


def _owner(text: str) -> str:
    """Whoever a copyright line names as owner, unless it is an agency."""
    for line in _last(text):
        hit = _OWNER.search(line) if len(line) <= HEADING_CHARS else None
        if hit and hit["outlet"].lower() not in agencies():
            return hit["outlet"].strip()
    return ""


def _last(text: str) -> list[str]:
    return [line.strip() for line in text[-1000:].splitlines() if line.strip()][-TAIL_LINES:]
