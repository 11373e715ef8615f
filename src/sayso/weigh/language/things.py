"""Things that can be in a state, made out across reports: the embassy of one country in a town, a harbour, a curfew.

A thing is its kind (a noun), whose it is and where it lies. A bare mention ("the harbour", "it") takes the rest from
the last thing of its kind that the same report named, or from the only one that the story knows.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.records import Where
from sayso.terms import PlaceKind
from sayso.weigh.language.words import fold

MISSIONS = frozenset({"embassy", "consulate", "mission"})
"""Things whose owner is a country and whose place is another."""

_NAME = re.compile(r"\b(?:[A-Z][\w’'.-]*|[A-Z](?:\.[A-Z])+\.?)(?:\s+(?:[A-Z][\w’'.-]*))*")
_LOCATED = re.compile(r"\b(?:in|at|near|on|off|outside)\s+(?:the\s+)?(?=[A-Z])")
_ARTICLE = re.compile(
    r"^(?:the|a|an|its|their|his|her|both|all|this|that|these|those|several|many|some)\s+", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"^(?:its|their|his|her)\b", re.IGNORECASE)
_COUNTED = r"(?:of )?(?:the|its|their|\d+|[a-z]+een|two|three|four|five|six|seven|eight|nine|ten)\b"
_VAGUE = re.compile(rf"^(?:several|many|some|various|other|most|all(?! {_COUNTED}))\b", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+\b(?:which|who|that|where)\b")
CALENDAR = frozenset((*calendar.day_name, *calendar.month_name))
"""Names of days and months."""
_PRONOUN = frozenset({"it", "they", "this", "that", "which", "itself", "themselves", "both"})


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Folded name or adjective of a country -> ISO code."""
    table = tomllib.loads(files("sayso.data").joinpath("regions.toml").read_text(encoding="utf-8"))["countries"]
    out: dict[str, str] = {}
    for code, row in table.items():
        for name in (*row.get("names", ()), *row.get("adjectives", ())):
            out.setdefault(fold(name), code)
    return out


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    table = tomllib.loads(files("sayso.data").joinpath("regions.toml").read_text(encoding="utf-8"))["countries"]
    return frozenset(fold(a) for row in table.values() for a in row.get("adjectives", ()))


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The table of states, ``data/states.toml``."""
    return tomllib.loads(files("sayso.data").joinpath("states.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _near() -> dict[str, frozenset[str]]:
    """Noun of a thing that has states -> the nouns that may stand for the same thing."""
    out = {noun: {noun} for family in table()["family"][:-1] for noun in family["things"]}
    for group in table()["near"]["kinds"]:
        for noun in group:
            out[noun].update(group)
    return {noun: frozenset(group) for noun, group in out.items() if noun not in table()["near"]["any"]}


def two_kinds(one: str, other: str) -> tuple[str, str] | None:
    """The kinds of two noun phrases where they cannot be of one thing (a school, a bridge); else None."""
    a, b = (kind_in(text, _near()) for text in (one, other))
    return (a, b) if a and b and b not in _near()[a] else None


@dataclass(frozen=True)
class Thing:
    """``owner`` and ``place`` are country codes or folded names; empty where not told."""

    kind: str
    owner: str
    place: str
    printed: str

    @property
    def bare(self) -> bool:
        """Whether nothing but its kind is known."""
        return not self.owner and not self.place

    def fits(self, other: Thing) -> bool:
        """Whether two mentions may be one thing and share something that says so."""
        if self.kind != other.kind:
            return False
        pairs = [(self.owner, other.owner), (self.place, other.place)]
        # the Kelm bridge is the bridge in Kelm, but the Kelmish embassy is not the embassy in Kelm
        crossed = [] if self.kind in MISSIONS else [(self.owner, other.place), (self.place, other.owner)]
        return all(a == b or not a or not b for a, b in pairs) and any(a == b and a for a, b in pairs + crossed)

    def joined(self, other: Thing) -> Thing:
        """The fuller of two mentions of one thing."""
        longer = max(
            self, other, key=lambda t: (bool(t.owner) + bool(t.place), " of " not in t.printed, -len(t.printed))
        )
        return Thing(self.kind, self.owner or other.owner, self.place or other.place, longer.printed)


def singular(word: str) -> str:
    """A noun of the table in the singular; the word itself where it is none."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def kind_in(text: str, kinds: Iterable[str]) -> str:
    """The last noun of a noun phrase's head that is one of some kinds ("the road bridge": bridge); empty if none."""
    head = re.split(
        r"\b(?:in|at|of|near|on|to|from|for|with|because|after|aboard|between|and others)\b|,", text, maxsplit=1
    )[0]
    words = [singular(w) for w in re.findall(r"[a-z-]+", head.lower())]
    wanted = set(kinds)
    for size in (3, 2, 1):
        for at in range(len(words) - size, -1, -1):
            if (found := " ".join(words[at : at + size])) in wanted:
                return found
    return ""


def pronoun(text: str) -> bool:
    """Whether a participant is printed as a pronoun."""
    return text.strip().lower() in _PRONOUN


class Atlas:
    """Countries and places by every name that the reports of a story give them."""

    def __init__(self, places: Iterable[Where]) -> None:
        """``places`` are all mentions, those in the sense of an actor too."""
        self._country = dict(countries())
        self._place: dict[str, str] = {}
        for where in places:
            for name in {fold(where.span.exact), fold(where.name)}:
                if where.country and where.kind in (PlaceKind.COUNTRY, PlaceKind.CITY):
                    self._country.setdefault(name, where.country)
                self._place.setdefault(name, fold(where.name))

    def exact(self, name: str) -> str:
        """ISO code of what a folded name is by itself; empty where it is no country."""
        return self._country.get(name) or self._country.get(name.removesuffix("s"), "")

    def country(self, name: str) -> str:
        """ISO code of a country named by itself, an adjective or its capital; empty where unknown."""
        folded = fold(name)
        if folded in self._country:
            return self._country[folded]
        first = folded.split()[0] if folded else ""
        return self._country.get(first, "")

    def place(self, name: str) -> str:
        """One key for all names of a place."""
        return self._place.get(fold(name), fold(name))


def of_phrase(text: str, kind: str, atlas: Atlas, possessor: str = "") -> list[Thing]:
    """The things that a noun phrase names: several owners make several things ("the embassies of Italy and Spain").

    ``possessor`` is whoever "its" stands for. A vague plural ("several embassies") names none.
    """
    if _VAGUE.match(text):
        return []
    text = _RELATIVE.split(text, maxsplit=1)[0]
    located = _LOCATED.search(text)
    name = _NAME.match(text, located.end()) if located else None
    before, after = (text[: located.start()], text[name.end() :]) if located and name else (text, "")
    named = _ARTICLE.sub("", before).strip(" ,")
    names = [m.group() for part in (named, after) for m in _NAME.finditer(part) if m.group() not in CALENDAR]
    place = atlas.place(name.group()) if name else ""
    if not names and possessor and _POSSESSIVE.match(text):
        names = [possessor]
    tail = f" in {name.group()}" if name else ""
    if kind in MISSIONS:
        owners = {atlas.country(n) or _without(n, kind): n for n in names if _without(n, kind)}
        if not owners and f"{kind[:-1]}ies" in text.lower():
            return []
        return [Thing(kind, o, place, _mission(n, kind) + tail) for o, n in owners.items()] or [
            Thing(kind, "", place, "")
        ]
    owner = " ".join(sorted({w for n in names for w in [_without(n, kind)] if w}))
    if not owner and not place:
        owner = " ".join(w for w in re.findall(r"[a-z-]+", named.lower()) if singular(w) != kind)
        owner = "" if len(owner) > 40 else owner
    return [Thing(kind, owner, place, named + tail)]


def named_before(text: str, kind: str, atlas: Atlas, end: int) -> Thing | None:
    """The last thing of a kind named in full before an offset."""
    stem = kind[:-1] if kind.endswith("y") else kind
    pattern = rf"(?:{_NAME.pattern}\s+)?\b{stem}\w*(?:\s+(?:of|in|at)\s+(?:the\s+)?{_NAME.pattern})*"
    found = None
    for match in re.finditer(pattern, text[:end]):
        things = of_phrase(match.group(), kind, atlas) if singular(match.group().split()[0].lower()) else []
        things = [t for t in things if not t.bare and t.owner]
        found = things[0] if len(things) == 1 else found
    return found


def _mission(owner: str, kind: str) -> str:
    """What to call a mission: its name where that holds the noun, else by its owner."""
    owner = re.sub(r"['’]s$", "", owner)
    if kind in owner.lower():
        return owner
    return f"{owner} {kind}" if fold(owner) in _adjectives() else f"{kind} of {owner}"


def _without(name: str, kind: str) -> str:
    """A folded name without the noun itself."""
    return " ".join(w for w in fold(name).split() if singular(w) != kind)
