"""Two kinds for one thing: the car that one report has rammed the wall was a truck by another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

from sayso.records import Statement
from sayso.terms import ConflictClass, ConflictKind, Phase, Polarity, Stance
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.events import type_of, types_in
from sayso.weigh.happened.focus import apart, days_apart
from sayso.weigh.language.words import terms, tokens

MOST = 60
"""Statements of one kind of thing that are compared with one another; the earliest, to bound large stories."""
SHARED = 2
"""Content words, beside the thing, from which two statements tell one deed."""
DEEDS = frozenset({"attack", "explosion", "crash", "fire", "disaster", "casualties"})
"""Types of events of which a vehicle, a vessel, an arm or a cause is the means."""


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Group -> kind -> its words."""
    table = tomllib.loads(files("sayso.data").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {group: {kind: tuple(words) for kind, words in kinds.items()} for group, kinds in table.items()}


def kinds(m: Material) -> Iterator[Found]:
    """One deed, told of things of two kinds; each pair of kinds once, by the two statements that are most alike."""
    for group, words in _kinds().items():
        told = [(s, found.pop()) for s in m.ordered if _deed(s) and len(found := _named(s, words)) == 1][:MOST]
        best: dict[frozenset[str], tuple[tuple[bool, int], Found]] = {}
        for (a, mine), (b, theirs) in combinations(told, 2):
            pair = frozenset((mine, theirs))
            shared = len(_rest(a, words) & _rest(b, words))
            if len(pair) < 2 or a.report == b.report or shared < SHARED or not _one_deed(m, a, b):
                continue
            # Two claims show the difference better than one.
            alike = m.home.get(a.id) != m.home.get(b.id), shared
            if pair in best and alike <= best[pair][0]:
                continue
            why = f"one {group}: {mine} against {theirs}"
            best[pair] = alike, Found(ConflictKind.WHO, ConflictClass.CONFLICT, a, b, why)
        yield from (found for _, found in best.values())


def _deed(s: Statement) -> bool:
    told = s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE and s.phase == Phase.PAST
    return told and bool(DEEDS & (types_in(s.content) | {type_of(s)}))


def _named(s: Statement, kinds: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The kinds that the words of a statement name, plurals left out: several things may be of several kinds."""
    said = f" {' '.join(tokens(s.content))} "
    return {kind for kind, words in kinds.items() if any(f" {w} " in said for w in words)}


def _rest(s: Statement, kinds: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Its content words without those of the group."""
    return set(terms(f"{s.subject} {s.content}")) - {t for words in kinds.values() for w in words for t in terms(w)}


def _one_deed(m: Material, a: Statement, b: Statement) -> bool:
    return not days_apart(a.when, b.when) and not apart(m.foci.of(a), m.foci.of(b), m.foci)
