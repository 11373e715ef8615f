"""Words about counts of people: whom a figure counts, and which nouns count one kind in other words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.records import Quantity
from sayso.weigh.language.words import term, terms, tokens


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("sayso.data").joinpath("counts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def table() -> dict[str, frozenset[str]]:
    """Words about counts by the name of their list."""
    return {key: frozenset(words) for key, words in _lists().items() if isinstance(words, list)}


def scope(quantity: Quantity) -> str:
    """Which part of the victims is counted; empty for all of them."""
    words = [w for w in tokens(quantity.of.split(",")[0]) if w.isalpha()]
    if not words or table()["whole"].intersection(words) or not quantity.role:
        return ""
    return terms(" ".join(words[-1:]))[0] if terms(" ".join(words[-1:])) else words[-1]


@lru_cache(maxsize=1)
def attackers() -> frozenset[str]:
    """Terms of nouns for those who attack."""
    return frozenset(term(word) for word in _lists()["groups"]["attackers"]["many"] if " " not in word)
