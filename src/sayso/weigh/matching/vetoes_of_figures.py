"""Figures that forbid two propositions to be one claim: other counts, ceilings, single deeds and many."""

from __future__ import annotations

from datetime import timedelta

from sayso.records import Quantity
from sayso.terms import Bound, Verdict
from sayso.weigh.language.counting import attackers, scope
from sayso.weigh.language.words import listed, term, terms, tokens
from sayso.weigh.matching.veto import Veto, known_apart
from sayso.weigh.propositions import TOLLS, Number, Proposition

ROUNDING = 0.1
"""Relative difference that "about" and round bounds may hide."""


def agree(a: Number, b: Number) -> bool:
    """Whether two figures for one thing may be told as one: equal, or the one rounds or bounds the other closely."""
    if a.value is not None and a.value == b.value:
        return True
    if a.low <= b.high and b.low <= a.high and (a.value is None or b.value is None):
        return True
    if a.value is None or b.value is None:
        return False
    small, large = sorted((a, b), key=lambda n: n.value or 0)
    near = abs((large.value or 0) - (small.value or 0)) <= ROUNDING * abs(large.value or 0)
    loose = small.bound in (Bound.AT_LEAST, Bound.ABOUT) or large.bound in (Bound.AT_MOST, Bound.ABOUT)
    both = small.bound == large.bound in (Bound.AT_LEAST, Bound.AT_MOST)  # "at least 90", "more than 100": two figures
    return near and loose and not both


def comparable(p: Proposition, q: Proposition) -> list[tuple[Number, Number]]:
    """Pairs of figures that count the same thing."""
    return [(a, b) for a in p.numbers for b in q.numbers if a.key == b.key and a.part == b.part]


def by_number(p: Proposition, q: Proposition) -> Veto | None:
    """The same thing counted, and no figure of one fits any of the other."""
    pairs = comparable(p, q)
    if not pairs or any(agree(a, b) for a, b in pairs):
        return None
    a, b = pairs[0]
    grows = a.key in TOLLS and known_apart(p, q)
    verdict = Verdict.UPDATES if grows else Verdict.EXCLUDES
    return Veto("number", verdict, f"{a.printed} against {b.printed} for the same count")


def by_victims(p: Proposition, q: Proposition) -> Veto | None:
    """One counts the attackers among the dead or hurt, the other those whom they attacked."""
    sides = [(_of_attackers(a), _of_attackers(b)) for a in _tolls(p) for b in _tolls(q) if a.role == b.role]
    if not sides or any(mine == theirs or None in (mine, theirs) for mine, theirs in sides):
        return None
    return Veto("victims", Verdict.DIFFERENT, "one counts attackers, the other those whom they attacked")


def _tolls(p: Proposition) -> list[Quantity]:
    return [q for q in p.statement.quantities if q.role in TOLLS]


def _of_attackers(q: Quantity) -> bool | None:
    """Whether a figure counts attackers; None where its noun leaves that open ("four people")."""
    if not (part := scope(q)):
        return None
    return part in attackers()


def by_bound(p: Proposition, q: Proposition) -> Veto | None:
    """One figure, which the one tells as a ceiling ("up to 40") and the other does not."""
    for a, b in comparable(p, q):
        if a.value == b.value is not None and (a.bound == Bound.AT_MOST) != (b.bound == Bound.AT_MOST):
            return Veto("bound", Verdict.PROBABLE, f"{a.printed} against {b.printed}: one of them is a ceiling")
    return None


def by_repeat(p: Proposition, q: Proposition) -> Veto | None:
    """One tells of one deed of one day, the other how often such a thing was done."""
    if _of_one_day(p) == _of_one_day(q):
        return None
    often = [_repeated(x) for x in (p, q)]
    if often[0] == often[1]:
        return None
    if not _of_one_day(q if often[0] else p):
        return None
    return Veto("repeat", Verdict.RELATED, "one tells of a single deed, the other of many")


def by_mark(p: Proposition, q: Proposition) -> Veto | None:
    """One number lies ahead for the one and behind for the other ("nears its 100th day", "has passed 100 days")."""
    verbs = [x.statement.predicate.split()[:1] for x in (p, q)]
    ahead, behind = ([bool(listed(name).intersection(verb)) for verb in verbs] for name in ("nearing", "passing"))
    if not any(ahead[i] and behind[1 - i] for i in (0, 1)):
        return None
    return Veto("mark", Verdict.UPDATES, "one is still ahead of the mark, the other past it")


def _repeated(p: Proposition) -> bool:
    """Whether it counts deeds ("three times", "30 crossings") or names them in the plural ("crossings")."""
    s = p.statement
    plural = {w for w in tokens(s.content) if w.endswith("s") and w != s.predicate and term(w) == p.predicate}
    counted = any((q.unit == "times" or p.predicate in terms(q.of)[-1:]) and q.value != 1 for q in s.quantities)
    return counted or (s.found_by in ("nominal", "phrase") and bool(plural))


def _of_one_day(p: Proposition) -> bool:
    return p.start is not None and p.end is not None and p.end - p.start <= timedelta(days=1)


def by_toll(p: Proposition, q: Proposition) -> Veto | None:
    """One tells how many were killed or hurt, the other only what befell them."""
    if p.predicate == q.predicate or _counts_victims(p) == _counts_victims(q):
        return None
    return Veto("toll", Verdict.RELATED, "only one of them counts the victims")


def same_toll(p: Proposition, q: Proposition) -> bool:
    """Whether both count the victims and give one and the same figure for them."""
    if not p.numbers or not q.numbers or not _counts_victims(p) or not _counts_victims(q):
        return False
    return any(a.key in TOLLS and a.value is not None and a.value == b.value for a, b in comparable(p, q))


def _counts_victims(p: Proposition) -> bool:
    told = f"{p.statement.subject} {p.statement.object}"
    if "toll" in tokens(told):
        return True
    return any(n.key in TOLLS and n.printed in told for n in p.numbers)
