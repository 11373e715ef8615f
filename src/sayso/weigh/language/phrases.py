"""Names inside running words: each spelling of one thing is replaced by one term, so that reports can be compared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from sayso.weigh.language.words import fold, terms

Table = dict[tuple[str, ...], tuple[str, ...]]
"""Words of a spelling, to the terms that stand for it."""

LONGEST = 6
"""Words of the longest spelling looked for."""


def phrase(name: str) -> tuple[str, ...]:
    """The words of a folded name as they are found in a text."""
    return tuple("usa" if word == "us" else word for word in fold(name).split())


def country_phrases(seen: Iterable[tuple[str, str]]) -> Table:
    """Names and adjectives of countries to one term each: those of the table and those seen in the story."""
    return _table_of_countries() | {phrase(name): (f"%{code}",) for name, code in seen}


@lru_cache(maxsize=1)
def _table_of_countries() -> Table:
    table = tomllib.loads(files("sayso.data").joinpath("regions.toml").read_text(encoding="utf-8"))
    return {
        phrase(name): (f"%{code}",)
        for code, row in table["countries"].items()
        for name in (*row.get("names", ()), *row.get("adjectives", ()))
    }


class Phrases:
    """Phrases with what stands for each; knows how long a phrase that begins with a word can be."""

    def __init__(self, table: Table) -> None:
        """``table`` is not to be changed afterwards."""
        self.table = table
        self.longest: dict[str, int] = {}
        for words in table:
            if words and len(words) > self.longest.get(words[0], 0):
                self.longest[words[0]] = len(words)


def swap(words: Sequence[str], *tables: Phrases) -> list[str]:
    """Content words in normal form, with the longest phrases of some tables replaced; the first table goes first."""
    found: list[str] = []
    at = 0
    while at < len(words):
        longest = max(t.longest.get(words[at], 0) for t in tables)
        for size in range(min(LONGEST, longest, len(words) - at), 0, -1):
            spelt = tuple(words[at : at + size])
            swapped = next((t.table[spelt] for t in tables if spelt in t.table), None)
            if swapped is not None:
                found.extend(swapped)
                at += size
                break
        else:
            found.extend(terms(words[at]))
            at += 1
    return found
