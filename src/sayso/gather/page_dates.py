"""When a page was published: what it prints near its headline, what its mark-up says, and what to do when they differ.

The day that readers are shown is the outlet's word; mark-up is often made by programs at the time of an import or a
rebuild. So a printed day of publication wins over the mark-up, which is still used where it gives the time of day too.
Days beside other headlines, in footers and in running text are never used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sayso.gather import dates, linked
from sayso.gather.lines import Line
from sayso.terms import Precision

HEAD_LINES = 30
HEAD_CHARS = 2000
"""So many lines and characters after the headline may stand before the date."""
LINE_CHARS = 140
"""Longer lines are running text."""
NEW_EDITION = timedelta(days=60)
"""A page that shows its readers only an update so long after its first publication is a new text of that day."""
SENTENCE_WORDS = 12
PROSE_CHARS = 80
TEXT_CHARS = 250
"""After so much running text a box belongs to something else."""
LINES_BEFORE = 6
"""A date may stand so many lines before the headline."""
_LABEL_WORDS = 4
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = re.compile(
    r"\b(?:pub(?:lish(?:ed)?)?|post(?:ed)?|article|entry|release|story|news)[-_]*(?:item)?[-_]*(?:date|time|on)"
    r"|date[-_]*publi|date[-_](?:article|post|entry)|(?<![\w-])date(?![\w-])|dateline|\bbyline\b",
    re.IGNORECASE,
)
"""How style sheets name the place of the date."""
_DATE = re.compile(
    rf"{dates.PRINTED.pattern}|(?<!\d)\d{{4}}[./]\d{{1,2}}[./]\d{{1,2}}\b|\d{{4}}年\d{{1,2}}月\d{{1,2}}日"
    r"|(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|{dates.WORDED}",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)")


class Locale(NamedTuple):
    """The language (ISO 639-1) and country (ISO 3166) of a page, for the names of months and the order of numbers."""

    tongue: str = ""
    region: str = ""


def locale(tree: HtmlElement, said: dict[str, list[str]], url: str) -> Locale:
    """Language and country by the page's own word; the country also by the end of its address."""
    given = [
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        *said.get("og:locale", ()),
    ]
    parts = [re.split("[-_]", tag) for tag in given if tag]
    tongue = next((p[0].lower() for p in parts if re.fullmatch(r"[A-Za-z]{2}", p[0])), "")
    region = next((p[1].upper() for p in parts if len(p) == 2 and re.fullmatch(r"[A-Za-z]{2}", p[1])), "")
    return Locale(tongue, region or _country(url))


def _country(url: str) -> str:
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    if len(ending) != 2 or ending in linked.conventions()["address"]["worldwide"]:
        return ""
    return "GB" if ending == "uk" else ending.upper()


class Told(NamedTuple):
    """The first day of publication and of update that are told; None where none is."""

    published: dates.Moment | None = None
    updated: dates.Moment | None = None


def find(
    tree: HtmlElement,
    shown: Sequence[Line],
    headline: int,
    items: Sequence[linked.Item],
    said: dict[str, list[str]],
    where: Locale,
    url: str = "",
) -> Told:
    """The time of publication and of the last update. ``headline`` is the number of the line that is the headline."""
    marked = in_markup(items, said, where)
    seen = printed(shown[headline + 1 :], where)
    day = seen.published or _apart(shown, where, labelled)
    address = dates.in_address(url)
    if day and marked.published and address and _same_day(address, marked.published):
        day = None  # two against one
    published = _settle(day, marked.published, tree) or address
    published = published or _before(shown, headline, where) or _apart(shown, where, _named)
    if not day and published and seen.updated and seen.updated[0] - published[0] > NEW_EDITION:
        published = seen.updated
    return Told(published or seen.updated, seen.updated or marked.updated)


def in_markup(items: Iterable[linked.Item], said: dict[str, list[str]], where: Locale) -> Told:
    """What linked data says, then what meta elements say."""
    table = linked.conventions()
    return Told(
        *(
            _first(
                [
                    *(linked.text_of(i.get(key), "@value") for i in items for key in table["linked"][fact]),
                    *linked.values(said, table["meta"][fact]),
                ],
                where,
            )
            for fact in Told._fields
        )
    )


def printed(head: Sequence[Line], where: Locale) -> Told:
    """What the lines after the headline say, each date by the label before it; without a label it is of publication."""
    found: dict[str, dates.Moment] = {}
    before, prose = "", 0
    for line in _near(head):
        prose += len(line.text) if len(line.text) > PROSE_CHARS else 0
        if line.beside and prose > TEXT_CHARS and not labelled(line, before):
            continue  # in a box after the text has begun: beside the headline of another article
        for fact, moment in _in_line(line.text, before, where):
            found.setdefault(fact, moment)
        before = line.text
    return Told(found.get("published"), found.get("updated"))


def labelled(line: Line, before: str) -> bool:
    """Whether a line says that its date is one of publication."""
    label = _labels()["published"]
    return bool(label.match(line.text) or label.fullmatch(before.rstrip(" :")))


def _named(line: Line, _: str) -> bool:
    """Whether the mark-up names the element of a line a date of publication, as style sheets and editors do."""
    return bool(_NAMED.search(f"{line.element.get('class') or ''} {line.element.get('id') or ''}"))


def _apart(shown: Sequence[Line], where: Locale, counts: Callable[[Line, str], bool]) -> dates.Moment | None:
    """The day of publication in lines of their own that count, where they all tell the same."""
    found: list[dates.Moment] = []
    before = ""
    for line in shown:
        if len(line.text) <= LINE_CHARS and counts(line, before):
            found += [moment for fact, moment in _in_line(line.text, before, where) if fact == "published"][:1]
        before = line.text
    return found[0] if found and all(_same_day(found[0], other) for other in found) else None


def _before(shown: Sequence[Line], headline: int, where: Locale) -> dates.Moment | None:
    """The date that stands alone on one of the lines just before the headline."""
    for line in reversed(shown[max(0, headline - LINES_BEFORE) : headline]):
        alone = _DATE.fullmatch(line.text.strip(" |·•-–—"))
        if alone and (moment := dates.read(alone[0], *where)):
            return moment
    return None


def _same_day(one: dates.Moment, other: dates.Moment) -> bool:
    return one[0].date() == other[0].date()


def _near(head: Sequence[Line]) -> Iterator[Line]:
    chars = 0
    for line in head[:HEAD_LINES]:
        yield line
        chars += len(line.text)
        if chars > HEAD_CHARS:
            return


def _in_line(text: str, before: str, where: Locale) -> Iterator[tuple[str, dates.Moment]]:
    if len(text) > LINE_CHARS or (text.endswith(".") and len(text.split()) > SENTENCE_WORDS):
        return
    last = 0
    for hit in _DATE.finditer(text):
        moment = dates.read(hit[0], *where)
        words = text[last : hit.start()]
        if last == 0 and not words.strip(" :|·•-–—") and _may_label(before):
            words = before
        last = hit.end()
        if moment and (fact := _labelled(words)):
            yield fact, moment


def _may_label(before: str) -> bool:
    """Whether the line before a date may say what it is of."""
    return len(before.split()) <= _LABEL_WORDS and not any(c.isdigit() for c in before)


def _labelled(words: str) -> str:
    """What a date is of by the words before it; empty for a date inside a sentence."""
    hits = {m.start(): fact for fact, pattern in _labels().items() for m in pattern.finditer(words)}
    if hits:
        return hits[max(hits)]
    return "published" if len(words.split()) <= 8 and not re.search(r"\d", words) else ""


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    table = linked.conventions()["labels"]
    return {
        fact: re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in table[fact]) + r")(?!\w)", re.IGNORECASE)
        for fact in Told._fields
    }


def _first(said: Iterable[str], where: Locale) -> dates.Moment | None:
    return next((moment for words in said if (moment := dates.read(words, *where))), None)


def _settle(seen: dates.Moment | None, marked: dates.Moment | None, tree: HtmlElement) -> dates.Moment | None:
    """One moment from the printed and the marked one."""
    if not seen or not marked:
        return seen or marked
    if _same_day(seen, marked):
        return marked if marked[1] is Precision.MINUTE else seen
    if abs(seen[0].date() - marked[0].date()) == timedelta(days=1) and marked[0].utcoffset():
        return marked  # the mark-up gives the local day; what is shown may be another clock's
    if marked[1] is Precision.MINUTE and (local := _elsewhere(tree, marked[0], seen[0])):
        return local, Precision.MINUTE
    return seen


def _elsewhere(tree: HtmlElement, moment: datetime, day: datetime) -> datetime | None:
    """The same moment as the page gives it with another distance from UTC, on the given day."""
    machines = (element.get("datetime") or "" for element in tree.iter("time"))
    found = (known[0] for m in machines if _MACHINE.fullmatch(m) and (known := dates.read(m)))
    return next((f for f in found if abs(f - moment) < timedelta(minutes=1) and f.date() == day.date()), None)
