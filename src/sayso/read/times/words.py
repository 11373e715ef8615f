"""The words of time expressions, read from ``data/times.toml``, and the patterns that are made of them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

_TABLE: dict[str, dict[str, Any]] = tomllib.loads((files("sayso.data") / "times.toml").read_text(encoding="utf-8"))

MONTHS: dict[str, int] = _TABLE["months"]
WEEKDAYS: dict[str, int] = _TABLE["weekdays"]
NUMBERS: dict[str, int] = _TABLE["numbers"]
ORDINALS: dict[str, int] = _TABLE["ordinals"]
UNITS: dict[str, str] = _TABLE["units"]
SEASONS: dict[str, str] = _TABLE["seasons"]
PARTS: dict[str, tuple[str, int, int]] = {k: (v[0], v[1], v[2]) for k, v in _TABLE["parts"].items()}
VAGUE: dict[str, str] = _TABLE["vague"]
SETS: dict[str, str] = _TABLE["sets"]
ZONES: dict[str, float] = _TABLE["zones"]
NAMED_DAYS = re.compile(r"\b" + f"(?:{'|'.join(_TABLE['named_days']['before'])})" + r"\s+$")
"""Words that make a weekday a name (Black Friday)."""
DAY_NAMES = re.compile(rf"\s+(?:{'|'.join(_TABLE['named_days']['after'])})\b")
"""Words after a weekday that make it the name of a paper or service."""
SET_NAMES = frozenset(_TABLE["set_names"]["adjectives"])
HOLIDAYS: dict[str, str] = _TABLE["holidays"]
EASTER: dict[str, int] = _TABLE["easter"]
NTH_WEEKDAY: dict[str, tuple[int, int, int, int]] = {
    k: (v[0], v[1], v[2], v[3]) for k, v in _TABLE["nth_weekday"].items()
}
AHEAD: dict[str, frozenset[str]] = {kind: frozenset(words) for kind, words in _TABLE["ahead"].items()}
"""Lemmas and prepositions by which a day lies ahead of the telling."""


def either(words: dict[str, Any] | list[str]) -> str:
    """A pattern for one of some words, the longest first, blanks as any white space."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)) + ")"


_LISTS: dict[str, dict[str, Any]] = {
    "part": PARTS,
    "season": SEASONS,
    "vague": VAGUE,
    "set": SETS,
    "holiday": {**HOLIDAYS, **EASTER, **NTH_WEEKDAY},
    "zones": ZONES,
}
_MACROS: dict[str, str] = {name: either(words) for name, words in _LISTS.items()} | _TABLE["macros"]
_MACRO = re.compile(r"\{([a-z_]+)\}")


def patterns(rule: str) -> list[re.Pattern[str]]:
    """The compiled patterns of a rule, macros filled in; a blank stands for any white space, case is ignored."""
    return [_compiled(source) for source in _TABLE["patterns"][rule]]


def _filled(source: str) -> str:
    while _MACRO.search(source):
        source = _MACRO.sub(lambda m: _MACROS[m[1]], source)
    return source.replace(" ?", r"\s*").replace(" ", r"\s+")


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w$€£#])(?:" + _filled(source) + r")(?!\w)", re.IGNORECASE)


TRIGGER = re.compile(r"(?<![^\W\d])" + _filled(_MACROS["trigger"]) + r"(?!\w)", re.IGNORECASE)
"""One of the words that every time expression holds."""

RANGE_END = re.compile(_filled(_MACROS["range_end"]), re.IGNORECASE)
"""The second end of a range, with the year that holds for both ("May to July 2031")."""


def number(words: str) -> float | None:
    """The value of a small number in figures or words; None for a vague one."""
    s = words.lower().strip().replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", s):
        return float(s)
    parts = re.split(r"[\s-]+", s)
    if "couple" in parts:
        return 2.0
    values = [NUMBERS[p] for p in parts if p in NUMBERS]
    if len(values) != len(parts):
        return None
    total = 0
    for v in values:
        total = total * 100 if v == 100 and total else total + v
    return float(total)


def unit(word: str) -> str:
    """The TIMEX3 letters of a unit, singular or plural."""
    w = word.lower()
    return UNITS.get(w) or UNITS[w.removesuffix("s") if not w.endswith("ies") else w[:-1]]
