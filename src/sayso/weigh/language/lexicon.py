"""The word lists of ``data/standing.toml``, and the predicates of falsehood of ``data/nominals.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from sayso.weigh.language.words import tokens


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    table, nouns = (
        tomllib.loads(files("sayso.data").joinpath(name).read_text(encoding="utf-8"))
        for name in ("standing.toml", "nominals.toml")
    )
    table |= {
        "false": nouns["false"]["words"],
        "no_truth": nouns["false"]["denied"],
        "made_up": nouns["false"]["verbs"],
    }
    return {key: frozenset(listed) for key, listed in table.items()}


def words(kind: str) -> frozenset[str]:
    """The words of one list: fake, confirm, responsible, anaphor, pointing."""
    return _lists()[kind]


def says(kind: str, text: str) -> bool:
    """Whether a text has a word of a list."""
    return bool(words(kind).intersection(tokens(text)))
