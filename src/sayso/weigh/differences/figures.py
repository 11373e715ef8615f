"""Different figures for one count, and parts told as larger than the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, islice, pairwise

from sayso.terms import (
    Bound,
    ConflictClass,
    ConflictKind,
)
from sayso.weigh.differences.alike import two_sources
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.ledgers.counts import AT_ONCE, SHRINKS, Count, at_once, grows, interval
from sayso.weigh.ledgers.figures import MOST, one_incident
from sayso.weigh.matching.vetoes_of_figures import agree
from sayso.weigh.propositions import Number

ALL_PAIRS = 12
"""Of more figures for one count than this, each is compared with the next only."""


NEWS_SPREADS = timedelta(hours=6)
"""After so long every outlet has heard of a new figure: whoever tells the old one on does not take it over."""


def figures(m: Material) -> Iterator[Found]:
    """Different figures for one count."""
    for tally in m.tallies:
        first: dict[tuple[float, Bound], Count] = {}
        for c in tally.counts:
            if c.quantity.value is not None and not c.retold:
                first.setdefault((c.quantity.value, c.quantity.bound), c)
        told = list(first.values())
        past = any(c.bygone for c in tally.counts)
        for a, b in combinations(told, 2) if len(told) <= ALL_PAIRS else pairwise(told):
            if a.quantity.value != b.quantity.value:
                cls = _figure_class(a, b, past)
                if cls == ConflictClass.REVISION and _told_on(a, b, tally.counts):
                    cls = ConflictClass.SCOPE
                why = f"{_quoted(a)} against {_quoted(b)} for the same count"
                yield Found(ConflictKind.FIGURE, cls, a.statement, b.statement, why)


def _told_on(a: Count, b: Count, told: Sequence[Count]) -> bool:
    """Whether a figure is told on by another outlet when all had time to hear of the one that replaced it."""
    if b.corrects or b.known_at is None:
        return False
    after = b.known_at + NEWS_SPREADS
    on = [c for c in told if not (c.retold or c.bygone) and c.known_at is not None and c.known_at > after]
    return any(c.quantity.value == a.quantity.value and c.outlet != b.outlet for c in on)


def parts(m: Material) -> Iterator[Found]:
    """A part told as larger than the whole: nine passengers dead, where another report counts seven dead in all."""
    wholes = [t for t in m.tallies if t.first.quantity.role and not t.first.key[2]]
    for part in [t for t in m.tallies if t.first.quantity.role and t.first.key[2]]:
        for whole in wholes:
            if whole.first.quantity.role == part.first.quantity.role:
                pairs = ((a, b) for a in whole.counts[:MOST] for b in part.counts[:MOST] if _exceeds(m, b, a))
                far = ((a, b) for a in whole.counts[:MOST] for b in part.counts[:MOST] if _far_exceeds(m, b, a))
                for a, b in islice(far, 1):
                    why = f"{_quoted(b)} of one kind against {_quoted(a)} in all"
                    yield Found(ConflictKind.FIGURE, ConflictClass.SCOPE, a.statement, b.statement, why)
                for a, b in islice(pairs, 1):
                    first, then = sorted((a, b), key=lambda c: str(c.known_at or "9"))
                    past = any(c.bygone for c in (a, b))
                    why = f"{_quoted(b)} of one kind against {_quoted(a)} in all"
                    yield Found(ConflictKind.FIGURE, _figure_class(first, then, past), a.statement, b.statement, why)


FAR_MORE = 3
"""From so many times the whole a part is too large, even where the whole is only "at least" so many."""


def _far_exceeds(m: Material, part: Count, whole: Count) -> bool:
    """Whether one counts far more of one kind than another in all: "dozens of occupiers" and "at least two"."""
    x, y = interval(part), interval(whole)
    if x is None or y is None or y.bound != Bound.AT_LEAST or x.bound == Bound.AT_MOST or part.corrects:
        return False
    return x.low > FAR_MORE * y.high and one_incident(part, whole, m.foci)


def _exceeds(m: Material, part: Count, whole: Count) -> bool:
    x, y = interval(part), interval(whole)
    if x is None or y is None or y.bound in (Bound.AT_LEAST, Bound.VAGUE) or x.bound == Bound.AT_MOST:
        return False
    return x.low > y.high and one_incident(part, whole, m.foci)


def _quoted(c: Count) -> str:
    return f"“{c.quantity.span.exact}”"


def _figure_class(a: Count, b: Count, past: bool) -> ConflictClass:
    """``a`` was known first; ``past``: what is counted was over for days, so that its count no longer grows."""
    x, y = interval(a), interval(b)
    if b.corrects:
        return ConflictClass.REVISION
    if x is None or y is None or agree(x, y):
        return ConflictClass.ROUNDING
    later = not past and _later(a, b)
    rises = grows(a, b) if (y.value or 0) > (x.value or 0) else b.quantity.role in SHRINKS
    corrected = a.outlet == b.outlet and bool(a.outlet)
    if later and (rises or corrected) and not at_once(a, b):
        return ConflictClass.REVISION
    return ConflictClass.ROUNDING if _compatible(x, y) else ConflictClass.CONFLICT


def _later(a: Count, b: Count) -> bool:
    """Whether ``b`` was told after ``a``; two bodies that speak within the hour speak of one time."""
    if a.known_at is None or b.known_at is None or a.known_at >= b.known_at:
        return False
    return b.known_at - a.known_at > AT_ONCE or not two_sources(a.statement, b.statement)


def _compatible(x: Number, y: Number) -> bool:
    """Whether one figure as printed leaves room for the other: "at least 10" for 12, "about 1,000" for 985."""
    return _admits(x, y) or _admits(y, x)


def _admits(x: Number, y: Number) -> bool:
    """Whether the value of ``y``, or the whole of a vague one, lies within what ``x`` says."""
    low = 0.0 if x.bound == Bound.AT_MOST else x.low
    high = float("inf") if x.bound == Bound.AT_LEAST else x.high
    least, most = (y.low, y.high) if y.value is None else (y.value, y.value)
    if y.bound == Bound.AT_LEAST:
        most = float("inf")
    if y.bound == Bound.AT_MOST:
        least = 0.0
    return low <= most and least <= high
