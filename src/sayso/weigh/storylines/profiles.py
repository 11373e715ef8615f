"""What a text is about: its rare words weighed, names above others. The ground on which stories are found."""

from __future__ import annotations

import calendar
import hashlib
import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache

from sayso.profile import Profile
from sayso.records import Reading, Report, Span
from sayso.terms import FurnitureKind
from sayso.weigh.language.rarity import Desk

Vector = dict[str, float]

PROFILER = "1"
"""Version of the profiles: raised whenever the same report would get another one."""
DAY = 86_400
PASSAGE_MARK = "\xb6"
"""Begins the mark of a paragraph, so that it is no word."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W_]*(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”*#])\s*$")
_CALENDAR = frozenset(word.lower() for word in (*calendar.day_name, *calendar.month_name) if word)
_PARAGRAPH = re.compile(r"[^\n]+")
_READ_CHARS = 10_000
"""What a report is about stands in its first pages."""
_LEAD_CHARS = 500
_TITLE_WEIGHT = 2.0
_LEAD_WEIGHT = 0.5
"""Weight of a word for standing in the lead, on top of the 1 for standing in the text."""
_NAME_WEIGHT = 1.5
"""Two fires share most of their words; they differ in names."""
_LEAST_IDF = 1.5
_TERMS = 80
_POSTED = 60
_NO_DESK = Desk({}, 0)


def words(text: str) -> list[str]:
    """The words of a text in lower case, without possessive endings and plural -s."""
    return list(map(_plain, _WORD.findall(text)))


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    word = word.lower().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _names(text: str, counts: Mapping[str, float]) -> set[str]:
    """Words that stand with a capital inside sentences, and mostly so: parts of names, days and months left out."""
    inside: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for found in _CAPITAL.finditer(text):
        word = _plain(found.group())
        capital[word] += 1
        if not _SENTENCE_START.search(text[max(0, found.start() - 3) : found.start()]):
            inside[word] += 1
    return {w for w, n in inside.items() if n >= counts[w] - capital[w] and w not in _CALENDAR and len(w) > 1}


def vector(counts: Mapping[str, float], names: Container[str], desk: Desk) -> Vector:
    """The weightiest words, as a vector of length 1."""
    raw: Vector = {}
    for word, count in counts.items():
        idf = desk.idf(word)
        if idf >= _LEAST_IDF and len(word) > (2 if word.isdigit() else 1) and word not in _CALENDAR:
            raw[word] = (1 + math.log(max(count, 1))) * idf * (_NAME_WEIGHT if word in names else 1)
    best = sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:_TERMS]
    return unit(dict(best))


def of_report(report: Report, reading: Reading | None = None) -> Profile:
    """The profile of a report: title and lead weigh more."""
    text = report.text[:_READ_CHARS]
    plain = Counter(words(text))
    counts: dict[str, float] = dict(plain)
    for word in words(report.title):
        counts[word] = counts.get(word, 0) + _TITLE_WEIGHT
    for word in words(text[:_LEAD_CHARS]):
        counts[word] = counts.get(word, 0) + _LEAD_WEIGHT
    furniture = reading.furniture if reading else ()
    headline = next((f.span.exact for f in furniture if f.kind is FurnitureKind.HEADLINE), "")
    return Profile(
        report=report.id,
        at=report.published.timestamp() / DAY if report.published else None,
        counts=counts,
        names=_printed(text, _names(text, plain)),
        title=" ".join((report.title or headline).split()),
        name=report.name,
        passages=tuple(_passages(report.text, [f.span for f in furniture])),
    )


def keys(weights: Vector, count: int) -> list[str]:
    """The weightiest words of a vector, in order."""
    return sorted(weights, key=lambda w: (-weights[w], w))[:count]


def posted(profile: Profile) -> list[str]:
    """The words under which a report is looked for: its weightiest by the language at large, whatever else is held."""
    return keys(vector(profile.counts, profile.names, _NO_DESK), _POSTED)


def _printed(text: str, names: set[str]) -> dict[str, str]:
    """Each name with the form in which it is first printed, possessive endings cut off."""
    found: dict[str, str] = {}
    for m in _CAPITAL.finditer(text):
        word = _plain(m.group())
        if word in names:
            found.setdefault(word, m.group().replace("’", "'").removesuffix("'s"))
    return found


def _passages(text: str, furniture: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    for m in _PARAGRAPH.finditer(text):
        if m.group().strip() and not any(f.start <= m.start() and m.end() <= f.end for f in furniture):
            mark = hashlib.sha256(m.group().encode("utf-8", "surrogatepass")).hexdigest()[:16]
            yield m.start(), m.end(), f"{PASSAGE_MARK}{mark}"


def unit(weights: Vector) -> Vector:
    """The same direction, of length 1."""
    length = math.sqrt(sum(x * x for x in weights.values())) or 1.0
    return {word: x / length for word, x in weights.items()}


def dot(a: Vector, b: Vector) -> float:
    """Scalar product; the cosine for vectors of length 1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[word] for word, x in a.items() if word in b)
