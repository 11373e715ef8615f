"""A stretch of a text that may name a place, and the words that tell such stretches."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from sayso.read.lexicon.gazetteer import Place, fold, gazetteer
from sayso.read.lexicon.name_words import words

LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass
class Spot:
    """A stretch of tokens that may name a place, on its way to a :class:`~sayso.records.Where`."""

    start: int
    end: int
    name: str
    """What is looked up: the printed name without "region" and the like."""
    places: list[Place]
    division: bool = False
    """Whether a word beside it says that it is a region."""
    ground: bool = False
    """Whether it is an adjective with its ground ("Ukrainian territory")."""
    part: int = 0
    """Characters of the first token that are the name, where it is only a part ("Marlish-made"); 0 for whole tokens."""
    within: list[Place] = field(default_factory=list)
    """Places that "X, Y" says it lies in."""
    chosen: Place | None = None
    site: bool = False
    """Whether it is a street, a house or the like that no table holds."""
    near: Place | None = None
    """The town by which a site is placed."""


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    """The word lists for places of ``data/names.toml``, and those of ``data/sites.toml``."""
    own = words()
    sites = tomllib.loads(files("sayso.data").joinpath("sites.toml").read_text(encoding="utf-8"))
    return {key: frozenset(value) for key, value in (own["places"] | sites).items()} | {
        "bodies": frozenset(own["bodies"]["heads"]),
        "outlets": frozenset(own["bodies"]["outlets"]),
        "things": frozenset(own["things"]["heads"]),
        "seats": frozenset(fold(s) for s in own["bodies"]["seats"]),
    }


def adjective(text: str) -> str:
    """ISO code of the country that an adjective or demonym belongs to, or nothing."""
    return gazetteer().adjectives.get(fold(text), "")
