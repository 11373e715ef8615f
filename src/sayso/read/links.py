"""Links inside a report: which statement a denial, a refusal to confirm or "this is fake" is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from sayso.read.nominals import nominals
from sayso.records import Statement
from sayso.terms import Stance

BACK = 14
"""How many statements a link looks back."""
LEAST = 0.34
"""Share of a denial's own content words that the statement it is about must hold."""


def link(ordered: Sequence[Statement], words: dict[str, frozenset[str]]) -> list[Statement]:
    """The statements in order, ``about`` filled in. ``words`` gives the content lemmas of each statement by id."""
    out: list[Statement] = []
    for n, s in enumerate(ordered):
        if s.stance in (Stance.DENIES, Stance.WITHHOLDS, Stance.DOUBTS) or calls_false(s):
            found = _about(s, [p for p in ordered[max(0, n - BACK) : n] if p.id != s.id], words)
            if found:
                s = msgspec.structs.replace(s, about=found)
        out.append(s)
    return out


def calls_false(s: Statement) -> bool:
    """Whether a statement says of something that it is fake."""
    return s.predicate in _false_predicates()


@lru_cache(maxsize=1)
def _false_predicates() -> frozenset[str]:
    return frozenset(f"be {word}" for word in nominals().false)


def _about(s: Statement, before: Sequence[Statement], words: dict[str, frozenset[str]]) -> str:
    """Id of the nearest earlier statement that shares most content words, or that the noun of the denial sums up."""
    own = words[s.id]
    kin = {verb for word in own for verb in nominals().kin.get(word, ())}
    best, best_score = "", 0.0
    for back, other in enumerate(reversed(before)):
        summed = 0.6 if other.predicate in kin or ("say" in kin and other.attributions) else 0.0
        if other.sentence == s.sentence and not (calls_false(s) or summed):
            continue
        shared = len(own & words[other.id]) / max(1, min(len(own), 6))
        score = shared + summed - 0.02 * back
        if score > best_score and max(shared, summed) >= LEAST:
            best, best_score = other.id, score
    return best
