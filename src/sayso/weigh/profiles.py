"""What a text is about: its rare words weighed, names above others. The ground on which stories are found."""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sayso.records import Report
from sayso.weigh.rarity import Desk

Vector = dict[str, float]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][^\W_]*(?:['’][^\W\d_]+)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”*#])\s*$")
_CALENDAR = frozenset(word.lower() for word in (*calendar.day_name, *calendar.month_name) if word)
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


@dataclass(frozen=True)
class Profile:
    """Counted words of a text and which of them are names."""

    counts: dict[str, float]
    names: set[str]

    def vector(self, desk: Desk) -> Vector:
        """The weightiest words, as a vector of length 1."""
        raw: Vector = {}
        for word, count in self.counts.items():
            idf = desk.idf(word)
            if idf >= _LEAST_IDF and len(word) > (2 if word.isdigit() else 1) and word not in _CALENDAR:
                raw[word] = (1 + math.log(max(count, 1))) * idf * (_NAME_WEIGHT if word in self.names else 1)
        best = sorted(raw.items(), key=lambda item: (-item[1], item[0]))[:_TERMS]
        length = math.sqrt(sum(x * x for _, x in best))
        return {word: x / length for word, x in best}


def of_report(report: Report) -> Profile:
    """The profile of a report: title and lead weigh more."""
    text = report.text[:_READ_CHARS]
    plain = Counter(words(text))
    counts: dict[str, float] = dict(plain)
    for word in words(report.title):
        counts[word] = counts.get(word, 0) + _TITLE_WEIGHT
    for word in words(text[:_LEAD_CHARS]):
        counts[word] = counts.get(word, 0) + _LEAD_WEIGHT
    return Profile(counts, _names(text, plain))


def of_passage(text: str, names: set[str]) -> Profile:
    """The profile of a part of a report whose names are known."""
    return Profile(dict(Counter(words(text))), names)


def dot(a: Vector, b: Vector) -> float:
    """Scalar product; the cosine for vectors of length 1."""
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[word] for word, x in a.items() if word in b)
