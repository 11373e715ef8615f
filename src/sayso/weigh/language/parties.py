"""Whose blow it was, where a clause tells it by a modifier alone: "Norland air strikes", "a Rovan missile"."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import product

from sayso.records import Statement
from sayso.terms import PlaceKind
from sayso.weigh.language.things import countries
from sayso.weigh.language.words import fold

STEM = 4
"""Letters at the start that a land and its people share (Norland, Norlandic)."""
_MAKE = "?"
"""Before a name that may be that of a make ("a Harrow missile")."""


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    raw: dict[str, list[str]] = tomllib.loads(files("sayso.data").joinpath("parties.toml").read_text(encoding="utf-8"))
    return raw


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    manner, weapons, blows, led, endings = (
        "|".join(map(re.escape, _table()[key])) for key in ("manner", "weapons", "blows", "led", "endings")
    )
    return re.compile(
        rf"(?<![\w-])(?P<who>(?:[A-Z][\w.’'-]*\s+){{0,2}}[A-Z][\w.]*?(?P<adjective>{endings})?)"
        rf"(?P<sure>['’]s|-(?:{led}))?\s+(?:(?:{manner})[\s-]+){{0,2}}"
        rf"(?:(?P<weapon>{weapons})s?|(?P<blow>{blows})s?(?P<at>\s+(?:on|against|in|at|near|targeting)\b)?)\b"
    )


def parties(s: Statement) -> frozenset[str]:
    """Keys of those whose weapon or blow a statement tells of by a modifier: country codes or folded names.

    Towns stand before blows ("the Selby bombing") and makes before weapons: a name that is no country counts before
    a blow only where the words tell what was hit; one before a weapon is marked where it may be a make.
    """
    towns = {fold(w.span.exact) for w in s.where if w.kind in (PlaceKind.CITY, PlaceKind.OTHER, PlaceKind.REGION)}
    lands = {fold(w.span.exact): w.country for w in s.where if w.kind == PlaceKind.COUNTRY and w.country}
    found = set()
    for told in _pattern().finditer(s.content):
        name = re.sub(r"^(?:The|A|An|Its|Their|These|Those) ", "", told.group("who"))
        key = fold(name)
        if "-" in name or not key or key in towns or key in _table()["no_party"]:
            continue
        code = next((c for n in (key, key.split()[0]) if (c := lands.get(n) or countries().get(n, ""))), "")
        sure = bool(told.group("sure") or told.group("adjective") or key in _table()["alliances"])
        if sure or told.group("at") or (code and (told.group("weapon") or name.replace(".", "").isupper())):
            found.add(code or key)
        elif told.group("weapon"):
            found.add(_MAKE + key)
    return frozenset(found)


def one_party(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether some party of the one may be some party of the other, by name or by the stem of a land's name.

    What may be a make may be anybody's whom the table of countries knows, and so may two makes.
    """
    return any(_alike(x, y) for x, y in product(a, b))


def _alike(x: str, y: str) -> bool:
    if x[0] == y[0] == _MAKE or (_MAKE in (x[0], y[0]) and (x.isupper() or y.isupper())):
        return True
    x, y = x.removeprefix(_MAKE), y.removeprefix(_MAKE)
    return x == y or x[:STEM] == y[:STEM]


def united(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one side is an alliance, of which the other may be a member: both may be right."""
    return bool(set(_table()["alliances"]) & {word for key in a | b for word in key.split()})
