"""Where a report names another outlet as the place where it found something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.records import Report
from sayso.spans import Range

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_PLAIN = re.compile(r"(?i)\([^)]*\)|\.(?:com|org|net)\b|\b(?:the|online|news|web)\b|[.-]")
"""What a name of an outlet may be printed without."""
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "edu"))
_PROGRAMME = re.compile(r"(?:\s[A-Z]\w+)*['’]s\s+[\"“‘A-Z]|\s[A-Z]\w+ (?:Sunday|Tonight|Morning|TV)\b")
"""A programme of the outlet: what is said on the air is there for all to hear."""


@lru_cache(maxsize=10_000)
def names(outlet: str, url: str) -> frozenset[str]:
    """What an outlet may be called in other reports: its name without ornaments, and the name of its site."""
    found = {" ".join(_PLAIN.sub(" ", outlet).split()).casefold()}
    host = (urlsplit(url).hostname or "").removeprefix("www.").split(".")[:-1]
    if len(host) > 1 and host[-1] in _SECOND_LEVEL:
        host = host[:-1]
    return frozenset(n for n in (*found, *host[-1:]) if len(n) > 1)


@lru_cache(maxsize=10_000)
def _pattern(called: frozenset[str]) -> re.Pattern[str] | None:
    each = (r"\s*".join(map(re.escape, name.split())) for name in sorted(called))
    return re.compile(rf"(?i)(?<![\w.@/])(?:{'|'.join(each)})(?![\w@]|\.\w)") if called else None


def near_mentions(report: Report, other: Report) -> list[Range]:
    """The paragraphs of a report that name the other's outlet, each with its neighbours; none for its own outlet."""
    called = names(other.outlet, other.url)
    pattern = _pattern(called)
    if pattern is None or called & names(report.outlet, report.url):
        return []
    mentions = [m for m in pattern.finditer(report.text) if _is_citing(report.text, m)]
    return list(_around(report.text, mentions)) if mentions else []


def _is_citing(text: str, found: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.end() + 80].partition("\n")[0]
    return found.group()[0].isupper() and not line.isupper() and not _PROGRAMME.match(text, found.end())


def _around(text: str, mentions: Iterable[re.Match[str]]) -> Iterable[Range]:
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text)]
    holding = {at for at, (a, b) in enumerate(paragraphs) for m in mentions if a <= m.start() < b}
    for at in sorted(holding):
        yield paragraphs[max(0, at - 1)][0], paragraphs[min(len(paragraphs) - 1, at + 1)][1]
