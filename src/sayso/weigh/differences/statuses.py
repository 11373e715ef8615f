"""Two states of one thing: a change where the words or the times say so, else a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from sayso.records import Statement
from sayso.terms import (
    Certainty,
    ConflictClass,
    ConflictKind,
    Phase,
)
from sayso.weigh.differences.alike import (
    MOST,
    one_word,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.focus import days_apart
from sayso.weigh.ledgers.states import Holding

SAME_NOW_HOURS = 12
"""Two reports no further apart than this that both tell what is so now tell it of one time."""


def states(m: Material) -> Iterator[Found]:
    """Two states of one thing: a change where the words or the times say so, else a conflict."""
    groups: dict[tuple[object, str], list[Holding]] = {}
    for h in m.states:
        if h.phase != Phase.FUTURE and h.statement.certainty == Certainty.CERTAIN:
            groups.setdefault((h.thing, h.attribute), []).append(h)
    for (_, attribute), held in groups.items():
        for a, b in combinations(held, 2) if len(held) <= MOST else pairwise(held):
            if a.value != b.value:
                turned = a.statement.polarity != b.statement.polarity and a.statement.predicate == b.statement.predicate
                back = not turned and (a.returns or b.returns)  # "reopened" tells of a change, "not reopened" of none
                changed = (back or _moved(m, a.statement, b.statement)) and (a.value, b.value) != ("dead", "alive")
                cls = ConflictClass.REVISION if changed else ConflictClass.CONFLICT
                why = f"{a.thing.printed or attribute}: {a.value} against {b.value}"
                yield Found(ConflictKind.STATUS, cls, a.statement, b.statement, why)


def _moved(m: Material, a: Statement, b: Statement) -> bool:
    """Whether time passed between two statements, in the world or in the news.

    Two parties that both speak of now ("remains open", "is closed") on one day contradict each other.
    """
    if days_apart(a.when, b.when):
        return True
    x, y = (m.reports[s.report].published for s in (a, b))
    if x is None or y is None:
        return False
    now = all(s.phase == Phase.ONGOING and s.predicate.split()[:1] in _STANDS for s in (a, b))
    hours = SAME_NOW_HOURS if now and not one_word(a, b) else 1
    return abs((x - y).total_seconds()) > hours * 3600


_STANDS = (["be"], ["remain"], ["stay"], ["keep"])
