"""The headline and the authors of a page, as its readers see them and as its mark-up gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from sayso.gather import dates, linked
from sayso.gather.lines import Line

HEAD_LINES = 15
"""A byline stands in so many lines after the headline."""
LINES_BEFORE = 4
_BYLINE_CHARS = 150
_NAME_CHARS = 60
_NAME_WORDS = 6

_BY = re.compile(
    r"(?i:(?:(?:written|reported|posted|published|created|article|story|words|text|interview|report|edited|reviewed)\s+)?"
    r"\bby|authors?:)\s*:?\s+(?P<names>(?!by\b).+)"
)
_ALONE = re.compile(r"(?i)(?:(?:written|posted|published|words)\s+)?by|authors?|written by")
_END = re.compile(
    r"\s*(?:[|·•–—/]|\s-\s|\(|\d|\b(?i:updated|published|posted|last|on|in|reviewed|edited|medically|min|read|share|for)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|\b|[a-z]+ \d)|\bMay \d).*$"
)
_JOINT = re.compile(r"\s*(?:,?\s+and\s+|\s*&\s*|\s*;\s*|,\s+)\s*")
_SUFFIX = re.compile(r"(.{8,}?)\s+(?:[|·•»–—]|-|::)\s+(.+)")


def headline(shown: Sequence[Line], titles: Sequence[str]) -> int | None:
    """The line that is the headline: the heading whose words are nearest to one of the titles, first headings first."""
    wanted = [set(t.lower().split()) for t in titles if t]
    best, at = 0.0, None
    for number, line in enumerate(shown):
        level = line.element.tag
        if level not in ("h1", "h2") and line.text not in titles:
            continue
        words = set(line.text.lower().split())
        likeness = max((2 * len(words & w) / (len(words) + len(w)) for w in wanted), default=0.0)
        likeness += 0.3 if level == "h1" else 0
        if likeness > best:
            best, at = likeness, number
    return at


def title(shown: Sequence[Line], at: int | None, titles: Sequence[str], outlet: str) -> str:
    """The headline as printed, where a first heading prints it; else the first title without the name of the site."""
    if at is not None and shown[at].element.tag == "h1":
        return shown[at].text
    said = next((t for t in titles if t), "")
    cut = _SUFFIX.fullmatch(said)
    if cut and (cut[2].lower() == outlet.lower() or sum(t.startswith(cut[1]) and t != said for t in titles)):
        return cut[1]
    return said


def authors(
    tree: HtmlElement,
    shown: Sequence[Line],
    at: int | None,
    items: Iterable[linked.Item],
    said: dict[str, list[str]],
    outlet: str,
) -> str:
    """Who wrote it, joined as in a sentence; empty where only the outlet is named."""
    start = 0 if at is None else max(0, at - LINES_BEFORE)
    head = shown[start : (at or 0) + HEAD_LINES + 1]
    for source in (_in_items(items), _after_by(head), _in_metas(said), _in_elements(tree)):
        names = list(dict.fromkeys(name for text in source for name in _names(text, outlet)))
        if names:
            return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
    return ""


def _names(text: str, outlet: str) -> Iterator[str]:
    """The names in a byline: without labels, dates, offices and the outlet."""
    if "://" in text:
        return
    by = _BY.match(text)
    for part in _JOINT.split(_END.sub("", by["names"] if by else text)):
        name = part.strip(" ,.:;*")
        if outlet and name.lower().endswith(f" {outlet.lower()}"):
            name = name[: -len(outlet)].rstrip(" ,/")
        if _offices().search(name):
            return  # what follows a name in the same byline is about that person
        if _is_name(name) and name.lower() != outlet.lower():
            yield name


def _in_items(items: Iterable[linked.Item]) -> list[str]:
    for item in items:
        given = item.get("author") or item.get("creator")
        if names := [n for a in (given if isinstance(given, list) else [given]) if (n := linked.text_of(a, "name"))]:
            return names
    return []


def _after_by(head: Sequence[Line]) -> list[str]:
    waiting = False
    for line in head:
        if len(line.text) <= _BYLINE_CHARS and line.element.tag not in ("h1", "h2", "h3"):
            if waiting or _BY.match(line.text):
                return [line.text]
            waiting = bool(_ALONE.fullmatch(line.text.strip(" :")))
    return []


def _in_metas(said: dict[str, list[str]]) -> list[str]:
    names = linked.values(said, linked.conventions()["meta"]["author"])
    labels = (n for n in ("1", "2") if _ALONE.fullmatch(next(iter(said.get(f"twitter:label{n}", ())), "")))
    return [*names, *(name for n in labels for name in said.get(f"twitter:data{n}", ()))][:1]


def _in_elements(tree: HtmlElement) -> list[str]:
    """What stands in elements that the mark-up names as the author's."""
    found = extract_author(tree)
    return found.split("; ") if found else []


def _is_name(said: str) -> bool:
    words = said.split()
    return (
        0 < len(words) <= _NAME_WORDS
        and len(said) <= _NAME_CHARS
        and not re.search(r"[/@\d:!?]|\.com\b", said)
        and words[0].lower() not in linked.conventions()["byline"]["no_names"]
        and not (len(words) == 1 and re.fullmatch(dates.MONTHS, said, re.IGNORECASE))
        and (
            len(words) == 1
            or all(
                w[0].isupper() or not w[0].isascii() or w.lower() in linked.conventions()["byline"]["particles"]
                for w in words
            )
        )
    )


@cache
def _offices() -> re.Pattern[str]:
    words = "|".join(linked.conventions()["byline"]["offices"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
