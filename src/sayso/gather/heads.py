"""What a text says about itself, at its head and in its last lines. Nothing is cut: the text stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sayso.gather import dates
from sayso.gather.fields import Facts

HEAD_LINES = 12
"""Headings, bylines and date lines are looked for in so many filled lines."""
TAIL_LINES = 4
TITLE_CHARS = 200

_LABELLED = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{1,20}?)\s*:\s+(?P<value>\S.*)")
_BY = re.compile(r"by\s+(?P<value>[A-Z][^.!?]{1,90})", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\W*(?:(?:first\s+)?(?:published|posted|updated|issued|last updated|last modified|modified|date)(?:\s+(?:on|at))?\s*[:,]?)?\s*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

_PLACE = r"(?P<place>[A-Z\u00c0-\u024f][\w.'’\u2010\u2011-]*(?:[ /][\w.'’-]+){0,4}(?:,\s+[A-Z\u00c0-\u024f][\w.'’-]*(?: [\w.'’-]+){0,3}){0,2})"
_AGENCY = r"\(\s*(?P<agency>[A-Z\u00c0-\u024f][^()\n]{0,40}?)\s*\)"
_DAY = rf"(?:,?\s+(?:{dates.MONTHS})\.?\s+\d{{1,2}}(?:,\s+\d{{4}})?|,?\s+\d{{1,2}}\s+(?:{dates.MONTHS})\.?(?:\s+\d{{4}})?)?"
_DASH = r"\s*(?:--+|[—–―]|\s-)\s*"
DATELINES = (
    re.compile(rf"{_PLACE}{_DAY},?\s+{_AGENCY}(?:{_DASH}|:?\s+(?=[A-Z\"“‘]))"),
    re.compile(rf"{_AGENCY}{_DASH}"),
    re.compile(rf"{_PLACE}{_DAY}{_DASH}(?=[A-Z\"“‘])"),
)
"""``CITY, Country, May 4 (Agency) -- ``, ``(Agency) - ``, ``CITY -- ``; at the start of a paragraph."""

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}\s*)?(?P<outlet>[A-Z][\w.&'’ -]{1,60}?)(?:\s+\d{4})?\s*(?:[.,|]|all rights|$)",
    re.IGNORECASE,
)


def read(text: str) -> Facts:
    """Title, byline, date, dateline, credit and outlet as the text prints them; empty where it does not."""
    found = Facts()
    title_lines: list[str] = []
    for line in _filled(text, HEAD_LINES):
        if _take_line(line, found):
            continue
        _take_dateline(line, found)
        if found.dateline or found.credit or _is_prose(line):
            break
        title_lines.append(line)
    found.title = _title(title_lines)
    found.credit = found.credit or agency_of(found.byline) or _closing_credit(text)
    found.outlet = _owner(text)
    return found


@cache
def agencies() -> dict[str, str]:
    """Every printed form of an agency's name in lower case -> its short form."""
    table = tomllib.loads(files("sayso.data").joinpath("agencies.toml").read_text(encoding="utf-8"))["agencies"]
    return {form.lower(): short for short, forms in table.items() for form in (short, *forms)}


def agency_of(credit_line: str) -> str:
    """The short form of the agency that a byline names as a whole part ("Lena Marsh, Associated Press"); else empty."""
    parts = re.split(r"\s*(?:,|/|\||;|\band\b|\bfor\b|\bvia\b|[–—]|\s-)\s*", credit_line)
    plain = (
        re.sub(r"\s+(?:staff|correspondents?|reporters?|writers?)$", "", p.strip(" .()"), flags=re.IGNORECASE)
        for p in parts
    )
    return next((short for p in plain if (short := agencies().get(p.lower()))), "")


def _filled(text: str, count: int) -> Iterator[str]:
    """The first filled lines, without the white space around them."""
    for found in re.finditer(r"[^\r\n]+", text):
        if count and (line := found[0].strip()):
            count -= 1
            yield line
        if not count:
            return


def _take_line(line: str, found: Facts) -> bool:
    """Whether a line is a date line, byline or labelled fact; what it says is put down."""
    if (given := dates.PRINTED.match(line, _DATE_WORDS.match(line).end())) and dates.read(given[0]):  # type: ignore[union-attr]
        rest = line[given.end() :].strip(" |/·•,-–—\t")
        updated = line[: given.start()].lower().strip(" \t:").startswith(("updated", "last", "modified"))
        kept = found.updated if updated else found.published
        if not kept and (not rest or _starts_with_date_word(line) or len(rest) < 60):
            setattr(found, "updated" if updated else "published", given[0])
        return not _is_prose(rest) and len(rest) < 60
    labelled = _LABELLED.fullmatch(line)
    if labelled and (fact := _label(labelled["key"])) and not _is_prose(labelled["value"]):
        setattr(found, fact, getattr(found, fact) or labelled["value"])
        return True
    if (by := _BY.fullmatch(line)) and not found.byline:
        found.byline = by["value"].strip()
        return True
    return False


def _label(key: str) -> str:
    words = key.lower().strip()
    labels = {"author": "byline", "by": "byline", "byline": "byline", "writer": "byline", "source": "credit", "agency": "credit",
              "outlet": "outlet", "publisher": "outlet", "title": "title", "headline": "title", "url": "url", "link": "url"}  # fmt: skip
    return labels.get(words, "")


def _starts_with_date_word(line: str) -> bool:
    return bool(re.match(r"\W*(?:date|published|posted|updated|last|modified|issued|first)\b", line, re.IGNORECASE))


def _take_dateline(line: str, found: Facts) -> None:
    for pattern in DATELINES:
        if hit := pattern.match(line):
            parts = hit.groupdict()
            found.dateline = (parts.get("place") or "").strip()
            found.credit = found.credit or (parts.get("agency") or "").strip()
            return


def _is_prose(line: str) -> bool:
    """Whether a line is running text: it ends as a sentence does and is no mere label, or is too long for a heading."""
    return len(line) > TITLE_CHARS or (bool(_SENTENCE_END.search(line)) and len(line.split()) > 5)


def _title(lines: list[str]) -> str:
    """The first line of the head with at least four words: shorter ones are section labels ("World", "Introduction")."""
    headings = [re.sub(r"^#+\s*", "", line) for line in lines]
    marked = [h for h, line in zip(headings, lines, strict=True) if line.startswith("# ")]
    return next(iter(marked), "") or next((h for h in headings if len(h.split()) >= 4), "")


def _closing_credit(text: str) -> str:
    """The agency that stands alone in one of the last lines: "(AP)", "-- Reuters", "Source: AFP".

    "The Associated Press contributed to this report" is no such line: the text is the outlet's own.
    """
    for line in _last(text):
        bare = re.sub(
            r"^(?:source|credit|copyright|©)\s*:?\s*(?:\d{4})?\s*", "", line.strip(" \t-–—()[].*_"), flags=re.IGNORECASE
        )
        if short := agencies().get(bare.strip(" -–—()[].").lower()):
            return short
    return ""


def _owner(text: str) -> str:
    """Whoever a copyright line names as owner, unless it is an agency."""
    for line in _last(text):
        if len(line) < 160 and (hit := _COPYRIGHT.search(line)) and hit["outlet"].lower() not in agencies():
            return hit["outlet"].strip()
    return ""


def _last(text: str) -> list[str]:
    return [line.strip() for line in text[-1000:].splitlines() if line.strip()][-TAIL_LINES:]
