"""The words of numbers and units, read from ``data/numbers.toml`` and ``data/units.toml``."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

from sayso.terms import Bound


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("sayso.data") / name).read_text(encoding="utf-8"))


def any_of(words: Any) -> str:
    """A pattern for one of some words, the longest first."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)) + ")"


_NUMBERS = _load("numbers.toml")
_UNITS = _load("units.toml")

WORDS: dict[str, int] = _NUMBERS["words"]
SCALES: dict[str, int] = _NUMBERS["scales"]
SUFFIXES: dict[str, int] = _NUMBERS["suffixes"]
FRACTIONS: dict[str, float] = _NUMBERS["fractions"]
VAGUE: dict[str, tuple[float, float]] = {k: (v[0], v[1]) for k, v in _NUMBERS["vague"].items()}
BEFORE: dict[str, Bound] = {w: Bound(b) for b, ws in _NUMBERS["bounds"].items() for w in ws}
AFTER: dict[str, Bound] = {w: Bound(b) for b, ws in _NUMBERS["bounds_after"].items() for w in ws}
LIMIT_NOUNS: frozenset[str] = frozenset(_NUMBERS["limits"]["at_most"])
NEARING: frozenset[str] = frozenset(_NUMBERS["limits"]["about"])
CHANGE: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in _NUMBERS["change"].items()}

LABELS: frozenset[str] = frozenset(_NUMBERS["labels"]["before"])

COUNTS: frozenset[str] = frozenset(_NUMBERS["counts"]["nouns"])
COUNTING: frozenset[str] = frozenset(_NUMBERS["counts"]["verbs"])
SCORES: list[str] = _NUMBERS["scores"]["after"]
GROUPS: frozenset[str] = frozenset(_NUMBERS["groups"]["nouns"])
VOTED = "|".join(_NUMBERS["votes"]["before"])
VOTE_AFTER = any_of(_NUMBERS["votes"]["after"]) + r"\b"
COMPARED = re.compile(rf"\b(?:{'|'.join(_NUMBERS['compared']['before'])})\s+$", re.IGNORECASE)

SYMBOLS: dict[str, str] = {symbol.upper(): code for symbol, code in _UNITS["symbols"].items()}
GLUED = "(?:" + "|".join(_UNITS["glued"]["units"]) + r")(?![\w²])"
CALIBRES: frozenset[str] = frozenset(_UNITS["calibres"]["units"])
NO_WEAPON: frozenset[str] = frozenset(_UNITS["calibres"]["except"])
ANIMALS: frozenset[str] = frozenset(_UNITS["animals"]["nouns"])
THINGS: frozenset[str] = frozenset(_UNITS["things"]["verbs"])
CARRYING: frozenset[str] = frozenset(_UNITS["carried"]["verbs"])
HOSPITALS: frozenset[str] = frozenset(_UNITS["carried"]["places"])
DOING: frozenset[str] = frozenset(_UNITS["doing"]["verbs"])
LINKS: frozenset[str] = frozenset(_UNITS["links"]["words"])
SAME: dict[str, str] = {noun: unit for unit, nouns in _UNITS["same"].items() for noun in nouns}
PERSONS: frozenset[str] = frozenset(_UNITS["persons"]["nouns"])
ROLES: dict[str, dict[str, list[str]]] = _UNITS["roles"]
ROLE_OF_WORD: dict[str, str] = {w: role for role, t in ROLES.items() for w in t["words"]}
ROLE_OF_VERB: dict[str, str] = {v: role for role, t in ROLES.items() for v in t["verbs"]}
ROLE_OF_SUBJECT: dict[str, str] = {v: role for role, t in ROLES.items() for v in t["subject_verbs"]}
ROLE_OF_ACT: dict[str, str] = {a: role for role, t in ROLES.items() for a in t["acts"]}
BEFELL: dict[tuple[str, str], str] = {
    (verb, noun): row["role"] for row in _UNITS["befell"] for verb in row["verbs"] for noun in row["nouns"]
}
TOLLS: dict[str, str] = {w: role for role, t in ROLES.items() for w in t["tolls"]}

MEASURE = re.compile(
    r"[\s-]?(?:"
    + "|".join(f"(?P<{unit}>{source})" for unit, source in sorted(_UNITS["measures"].items(), key=lambda x: -len(x[1])))
    + "|"
    + "|".join(f"(?P<{unit}>{source})" for unit, source in _UNITS["currencies"].items())
    + r")(?![\w²]|-(?:old|year-old))",
    re.IGNORECASE,
)
"""A unit right after a number; the group that matches is its normal form."""
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


AS_OF = re.compile(rf"\b{any_of(_NUMBERS['as_of']['before'])}\s+(?:the\s+)?$", re.IGNORECASE)
"""What stands before the time for which a number holds."""
