"""One happening, put in two spots that no map has, or one blow told to have fallen on two things."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sayso.records import Argument, Statement
from sayso.terms import (
    ConflictClass,
    ConflictKind,
    Phase,
    Stance,
)
from sayso.weigh.differences.alike import (
    MOST,
    real,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.events import type_of
from sayso.weigh.happened.focus import apart, days_apart, same_place, spot
from sayso.weigh.language.words import terms


def spots(m: Material) -> Iterator[Found]:
    """One happening, told of two spots that no map has: "broke out in the engine room", "started on the car deck"."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for s in m.ordered:
        subject = next((a for a in s.arguments if a.role == "subject"), None)
        if subject and s.stance == Stance.AFFIRMS and s.phase == Phase.PAST and not s.object and spot(s):
            kind = type_of(s) or (terms(s.predicate) or ("",))[0]
            groups.setdefault((subject.head, kind), []).append(s)
    for (head, kind), told in groups.items():
        for a, b in combinations(told[:MOST] if kind and head else (), 2):
            if a.report != b.report and not spot(a) & spot(b) and not days_apart(a.when, b.when):
                here, there = (m.foci.of(s).places for s in (a, b))
                if not here or not there or same_place(here, there):
                    why = f"two spots for “{head}”"
                    yield Found(ConflictKind.PLACE, ConflictClass.CONFLICT, a, b, why)


def targets(m: Material) -> Iterator[Found]:
    """One blow, told to have fallen on two things: "rammed the wall of the consulate", "rammed its main building".

    What is driven into something hits one thing; an attack may hit several.
    """
    groups: dict[str, list[tuple[Statement, Argument]]] = {}
    for s in m.ordered:
        if type_of(s) in BLOWS and real(s) and (struck := _struck(s)):
            groups.setdefault((terms(s.predicate) or ("",))[0], []).append((s, struck))
    for told in groups.values():
        best: dict[frozenset[str], tuple[tuple[bool, int], Found]] = {}
        for (a, x), (b, y) in combinations(told[:MOST], 2):
            heads = {*terms(x.head), *terms(y.head)}
            both = set(terms(x.text)) & set(terms(y.text))
            if a.report == b.report or heads & both or not both or days_apart(a.when, b.when):
                continue
            # Two claims that are alike in all else show the difference best.
            alike = m.home.get(a.id) != m.home.get(b.id), len(set(terms(a.content)) & set(terms(b.content)))
            if alike > best.get(frozenset(heads), ((False, 0),))[0] and not apart(m.foci.of(a), m.foci.of(b), m.foci):
                why = f"“{x.text}” against “{y.text}”"
                cls = ConflictClass.CONFLICT if type_of(a) == type_of(b) == "crash" else ConflictClass.SCOPE
                best[frozenset(heads)] = alike, Found(ConflictKind.PLACE, cls, a, b, why)
        yield from (found for _, found in best.values())


BLOWS = frozenset({"attack", "crash", "explosion"})


def _struck(s: Statement) -> Argument | None:
    """What something was driven or thrown into, else what was hit."""
    by_role = {a.role: a for a in reversed(s.arguments)}
    return by_role.get("into") or by_role.get("against") or by_role.get("object")
