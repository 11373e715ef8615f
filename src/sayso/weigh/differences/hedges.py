"""How sure: a fact by one report, a possibility by another."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.terms import (
    Certainty,
    ConflictClass,
    ConflictKind,
    Verdict,
)
from sayso.weigh.differences.alike import (
    judged,
    real,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material

SURELY_ONE = 0.6
"""Score from which two statements differ in nothing but how sure they are."""


def hedges(m: Material) -> Iterator[Found]:
    """One claim, told as a fact by one report and only as possible by another."""
    seen: set[str] = set()
    for a, b, _ in judged(m, SURELY_ONE, (Verdict.SAME,)):
        homes = {m.home.get(s.id, s.id) for s in (a, b)}
        if a.report == b.report or not (real(a) and real(b)) or homes & seen:
            continue
        if {a.certainty, b.certainty} == {Certainty.CERTAIN, Certainty.POSSIBLE}:
            seen |= homes
            why = "told as a fact by one report, as possible or alleged by another"
            yield Found(ConflictKind.STATUS, ConflictClass.SCOPE, a, b, why)
