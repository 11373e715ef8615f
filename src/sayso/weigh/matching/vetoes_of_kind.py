"""Who and what is told of by its kind: the army against the rebels, a nurse against a teacher, category 3 against 4."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from sayso.terms import Phase, Verdict
from sayso.weigh.happened.events import type_of
from sayso.weigh.language.words import term, tokens
from sayso.weigh.matching.veto import Veto, known_apart, times_apart
from sayso.weigh.propositions import Proposition

DEEDS = frozenset({"attack", "explosion", "abduction", "seizure", "arrest", "casualties"})
"""Types of events that one side does to another."""
STEPS_CHANGE = 6 * 3600
"""Seconds between two reports after which a storm or a warning may stand on another step of its scale."""

_ONE = re.compile(r"^(?:an?|one|another)\s+([^,;(]+)", re.IGNORECASE)
_TAIL = re.compile(r"\s(?:in|at|of|near|on|from|with|who|and|by|as|for|aboard|aged)\b.*", re.DOTALL)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Group -> kind -> its words."""
    table = tomllib.loads(files("sayso.data").joinpath("people.toml").read_text(encoding="utf-8"))
    return {group: {kind: tuple(words) for kind, words in kinds.items()} for group, kinds in table.items()}


@lru_cache(maxsize=20_000)
def _kinds(text: str, group: str) -> frozenset[str]:
    """The kinds of a group that a noun phrase names, singular or plural."""
    said = f" {' '.join(w.removesuffix('s') for w in tokens(_TAIL.sub('', text)))} "
    return frozenset(kind for kind, words in _table()[group].items() if any(f" {w} " in said for w in words))


def by_side(p: Proposition, q: Proposition) -> Veto | None:
    """One blow, dealt by two sides: "the army shelled it", "rebels shelled it"."""
    if p.predicate != q.predicate or type_of(p.statement) not in DEEDS or p.negative or q.negative:
        return None
    mine, theirs = (_kinds(x.statement.subject, "side") for x in (p, q))
    if not mine or not theirs or mine & theirs:
        return None
    return Veto("side", Verdict.EXCLUDES, f"blows of two parties: {min(mine)} against {min(theirs)}")


def by_victim(p: Proposition, q: Proposition) -> Veto | None:
    """It befell two persons, told by what they are: "a nurse", "a fisherman"; "a boy", "a woman"."""
    whom = [_befallen(x) for x in (p, q)]
    if p.predicate != q.predicate or not all(whom):
        return None
    for group in ("trade", "sex", "age"):
        mine, theirs = (_kinds(text, group) for text in whom)
        if mine and theirs and not mine & theirs:
            return Veto("victim", Verdict.DIFFERENT, f"two persons: {whom[0]}, {whom[1]}")
    return None


def _befallen(p: Proposition) -> str:
    """What the one person is whom it befell, without the article; empty where it is told of none or of several."""
    found = _ONE.match(p.statement.object or p.statement.subject)
    return _TAIL.sub("", found[1]).strip() if found else ""


@lru_cache(maxsize=2)
def _numbered(group: str) -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, _table()["numbered"][group]))
    return re.compile(rf"\b({nouns})[\s-]+(\d+[a-z]?|one|two|three|four|five|six|i{{1,3}}|iv|vi?)\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _numbers(text: str, group: str) -> Mapping[str, frozenset[str]]:
    """Noun -> the numbers that stand behind it."""
    out: dict[str, set[str]] = {}
    for found in _numbered(group).finditer(text):
        out.setdefault(found[1].lower(), set()).add(term(found[2].lower()))
    return {noun: frozenset(told) for noun, told in out.items()}


def by_numbered(p: Proposition, q: Proposition) -> Veto | None:
    """Two steps of one scale ("a category 3 storm"), or two things that a number tells apart ("terminal 2")."""
    for group in ("steps", "things"):
        mine, theirs = (_numbers(x.statement.content, group) for x in (p, q))
        for noun in sorted(mine.keys() & theirs.keys()):
            if not mine[noun] & theirs[noun]:
                return Veto(
                    "numbered",
                    _of_numbers(p, q, group),
                    f"two {group}: {noun} {min(mine[noun])} against {min(theirs[noun])}",
                )
    return None


def _of_numbers(p: Proposition, q: Proposition, group: str) -> Verdict:
    if group == "things":
        return Verdict.DIFFERENT
    later = times_apart(p, q) or known_apart(p, q, STEPS_CHANGE)
    unreal = Phase.PAST not in (p.statement.phase, q.statement.phase)
    return Verdict.UPDATES if later or unreal else Verdict.EXCLUDES
