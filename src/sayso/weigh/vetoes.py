"""Slots that forbid two propositions to be one claim, however alike their words: each veto is a small named test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from sayso.records import Where
from sayso.terms import Bound, PlaceKind, Verdict
from sayso.weigh.propositions import Number, Proposition, named_place

ROUNDING = 0.1
"""Relative difference that "about" and round bounds may hide."""


@dataclass(frozen=True)
class Veto:
    """Why two propositions are not one claim, and what they are instead if they speak of one thing."""

    slot: str
    verdict: Verdict
    reason: str


def agree(a: Number, b: Number) -> bool:
    """Whether two figures for the same thing may be told as one: equal, or one the other rounded or bounded close by."""
    if a.value is not None and a.value == b.value:
        return True
    if a.low <= b.high and b.low <= a.high and (a.value is None or b.value is None):
        return True
    if a.value is None or b.value is None:
        return False
    small, large = sorted((a, b), key=lambda n: n.value or 0)
    near = abs((large.value or 0) - (small.value or 0)) <= ROUNDING * abs(large.value or 0)
    loose = small.bound in (Bound.AT_LEAST, Bound.ABOUT) or large.bound in (Bound.AT_MOST, Bound.ABOUT)
    return near and loose


def comparable(p: Proposition, q: Proposition) -> list[tuple[Number, Number]]:
    """Pairs of figures that count the same thing."""
    return [(a, b) for a in p.numbers for b in q.numbers if a.key == b.key and a.part == b.part]


def by_number(p: Proposition, q: Proposition) -> Veto | None:
    """The same thing counted, and no figure of one fits any of the other."""
    pairs = comparable(p, q)
    if not pairs or any(agree(a, b) for a, b in pairs):
        return None
    a, b = pairs[0]
    later = _known_apart(p, q)
    verdict = Verdict.UPDATES if later else Verdict.EXCLUDES
    return Veto("number", verdict, f"{a.printed} against {b.printed} for the same count")


def by_polarity(p: Proposition, q: Proposition) -> Veto | None:
    """One is negated, the other not."""
    if p.negative == q.negative:
        return None
    return Veto("polarity", Verdict.EXCLUDES, "one is told as so, the other as not so")


def by_state(p: Proposition, q: Proposition) -> Veto | None:
    """They name opposite states (closed, reopened)."""
    for axis in p.poles.keys() & q.poles.keys():
        if not p.poles[axis] & q.poles[axis]:
            verdict = Verdict.UPDATES if _times_apart(p, q) else Verdict.EXCLUDES
            return Veto("state", verdict, "they name opposite states")
    return None


def by_date(p: Proposition, q: Proposition) -> Veto | None:
    """Their times cannot be the same."""
    if not _times_apart(p, q):
        return None
    return Veto("date", Verdict.DIFFERENT, f"{_day(p)} against {_day(q)}")


def by_place(p: Proposition, q: Proposition) -> Veto | None:
    """Each names a place of its own, and the places lie apart."""
    mine, theirs = [w for w in p.places if named_place(w)], [w for w in q.places if named_place(w)]
    if not mine or not theirs or any(_touch(a, b) for a in mine for b in theirs):
        return None
    return Veto("place", Verdict.DIFFERENT, f"{mine[0].name} against {theirs[0].name}")


def by_subject(p: Proposition, q: Proposition) -> Veto | None:
    """One clause is said of several subjects, and these two are about different ones."""
    if not (p.distributed or q.distributed) or not p.subject or not q.subject:
        return None
    shared = p.subject & q.subject
    if shared >= p.subject or shared >= q.subject:
        return None
    return Veto("subject", Verdict.DIFFERENT, f"{p.statement.subject} against {q.statement.subject}")


VETOES: tuple[Callable[[Proposition, Proposition], Veto | None], ...] = (
    by_subject,
    by_polarity,
    by_state,
    by_date,
    by_place,
    by_number,
)


def first(p: Proposition, q: Proposition) -> Veto | None:
    """The first veto that fires, if any."""
    return next((veto for test in VETOES if (veto := test(p, q))), None)


def _times_apart(p: Proposition, q: Proposition) -> bool:
    if p.start is None or q.start is None or p.end is None or q.end is None:
        return False
    return p.end < q.start or q.end < p.start


def _known_apart(p: Proposition, q: Proposition) -> bool:
    return p.known_at is not None and q.known_at is not None and p.known_at != q.known_at


def _day(p: Proposition) -> str:
    return p.statement.when.span.exact if p.statement.when else ""


def _touch(a: Where, b: Where) -> bool:
    """Whether two places may be one: the same, one inside the other, or closer than their sizes."""
    if (a.gazetteer and a.gazetteer == b.gazetteer) or a.name == b.name:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if PlaceKind.COUNTRY in (a.kind, b.kind):
        return True
    return _distance(a, b) <= max(25.0, (a.precision_km or 0) + (b.precision_km or 0))


def _distance(a: Where, b: Where) -> float:
    """Great-circle distance in km; infinite where a position is missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    x = sin(radians(b.lat - a.lat) / 2) ** 2
    y = cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, x + y)))
