"""How rare a word is in English at large, so that a desk of five reports can tell a name from a common word.

The word pieces of the packaged MiniLM tokenizer stand in order of frequency (BERT's uncased vocabulary); by Zipf's law
the rank of a word gives its share of running text, and so the share of reports that hold it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

_FIRST_WORD = 1996
"""Vocabulary id of "the", the most frequent word; what stands before are single characters and marks."""
_REPORT_WORDS = 300
_BACKGROUND = 400
"""How many imagined reports of the language at large stand beside those of the desk."""
_OUTSIDE = 40_000
"""Rank given to words outside the vocabulary of some 30,000."""


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    raw = resources.files("sayso.data").joinpath("minilm", "tokenizer.json").read_bytes()
    vocabulary: dict[str, int] = json.loads(raw)["model"]["vocab"]
    return {word: at - _FIRST_WORD + 1 for word, at in vocabulary.items() if at >= _FIRST_WORD and word.isalnum()}


@lru_cache(maxsize=200_000)
def background(word: str) -> float:
    """Share of reports at large that hold a lower-case word, 0 to 1."""
    return 1 - math.exp(-0.1 * _REPORT_WORDS / _ranks().get(word, _OUTSIDE))


class Desk:
    """Inverse document frequency in a set of reports, steadied by the language at large."""

    def __init__(self, counts: Mapping[str, int], size: int) -> None:
        """``counts``: how many of the ``size`` reports hold each word."""
        self.counts = counts
        self.size = size
        self._idf: dict[str, float] = {}

    @classmethod
    def of(cls, reports: Sequence[Iterable[str]]) -> Desk:
        """Counted from reports that are each given as their words; a word counts once a report."""
        return cls(Counter(word for report in reports for word in set(report)), len(reports))

    def idf(self, word: str) -> float:
        """Logarithm of one over the share of reports, desk and background together, that hold the word."""
        found = self._idf.get(word)
        if found is None:
            held = self.counts.get(word, 0) + _BACKGROUND * background(word) + 0.5
            found = self._idf[word] = math.log((self.size + _BACKGROUND) / held)
        return found
