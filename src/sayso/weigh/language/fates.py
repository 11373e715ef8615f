"""States of persons and towns told without a noun for them: dead or alive, and in whose hands a town is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from sayso.records import Argument, Statement
from sayso.terms import Certainty, Phase, Polarity, Sense, Stance
from sayso.weigh.language.things import Atlas, Thing
from sayso.weigh.language.words import fold, tokens

Fate = tuple[Statement, Thing, str, str]
"""Statement, thing, attribute, state."""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files("sayso.data").joinpath("fates.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items()}


def fates(statements: Iterable[Statement], atlas: Atlas) -> list[Fate]:
    """Who is told dead or alive, who holds which town; a person only where both are told of them."""
    told = [f for s in statements if s.stance == Stance.AFFIRMS for f in (*_life(s), *_hands(s, atlas))]
    values: dict[Thing, set[str]] = {}
    for _, thing, _, value in told:
        values.setdefault(_plain(thing), set()).add(value)
    return [f for f in told if f[1].kind == "town" or len(values[_plain(f[1])]) > 1]


def _plain(thing: Thing) -> Thing:
    return Thing(thing.kind, thing.owner, thing.place, "")


def _life(s: Statement) -> Iterator[Fate]:
    """One named person who was killed, died, survived, is alive."""
    words = set(tokens(s.predicate))
    dead, alive = bool(words & _table()["dead"]), bool(words & _table()["alive"])
    if dead == alive or s.phase not in (Phase.PAST, Phase.ONGOING) or s.certainty != Certainty.CERTAIN:
        return
    by_role = {a.role: a for a in reversed(s.arguments)}
    passive = by_role.get("object") if dead else None
    whom = passive or (by_role.get("subject") if not words & _table()["kills"] else None)
    name = _person(whom) if whom else ""
    if name:
        state = "dead" if dead == (s.polarity == Polarity.POSITIVE) else "alive"
        yield s, Thing("person", fold(name), "", name), "alive or dead", state


def _person(a: Argument) -> str:
    """The name of a person: two capitalised words at least, alone or behind what they are."""
    name = a.entity or " ".join(m.group() for m in _NAME.finditer(a.text))
    return name if len(name.split()) > 1 and " and " not in a.text and not re.search(r"\d", name) else ""


_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")


def _hands(s: Statement, atlas: Atlas) -> Iterator[Fate]:
    """A town that one side took, holds, lost."""
    verb = s.predicate.split()[:1]
    if not _table()["takes"].intersection(verb) or s.polarity == Polarity.NEGATIVE or s.phase == Phase.HYPOTHETICAL:
        return
    by_role = {a.role: a for a in reversed(s.arguments)}
    town, holder = by_role.get("object"), by_role.get("subject") or by_role.get("by")
    if town is None or holder is None:
        return
    found = _TOWN.fullmatch(town.text)
    mapped = any(w.span.exact in town.text and w.sense == Sense.LOCATION for w in s.where)
    if found and (found[1] or mapped):
        name = found[2]
        yield s, Thing("town", "", atlas.place(name), name), "held by", _side(holder)


_TOWN = re.compile(
    r"(?:(?:the |all of )?((?:\w+ ){0,2}(?:town|city|village|port|district|island|province|capital) (?:of )?))?"
    r"((?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*)"
)


def _side(holder: Argument) -> str:
    """Who holds it, as printed without an article."""
    return re.sub(r"^(?:the|its|their) ", "", holder.entity or holder.text, flags=re.IGNORECASE)[:60].lower()
