"""A round number that one report sees ahead and another behind: "nears its 100th day", "passes the 100-day mark"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from sayso.records import Statement
from sayso.terms import ConflictClass, ConflictKind, Polarity, Stance
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.language.words import listed, terms

MOST = 40
"""Statements of one kind that are compared with one another; the earliest, so that large stories stay bounded."""
ONE_NEWS_DAY = timedelta(hours=36)
"""Reports further apart than this may both be right: what was ahead lies behind by then."""


def milestones(m: Material) -> Iterator[Found]:
    """One thing that nears a number by one report and has passed it by another of the same days."""
    ahead = [s for s in m.ordered if _at(s, "nearing")][:MOST]
    behind = [s for s in m.ordered if _at(s, "passing")][:MOST]
    for a, b in product(ahead, behind):
        if a.report != b.report and _one_mark(a, b) and _same_days(m, a, b):
            why = f"“{a.content}” against “{b.content}”"
            yield Found(ConflictKind.DATE, ConflictClass.CONFLICT, a, b, why)


def _at(s: Statement, verbs: str) -> bool:
    told = s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE
    return told and bool(s.quantities) and bool(listed(verbs).intersection(s.predicate.split()[:1]))


def _one_mark(a: Statement, b: Statement) -> bool:
    """Whether both tell one thing of one number of the same: a shared subject, value and word for what is counted."""
    values = [{q.value for q in s.quantities} - {None} for s in (a, b)]
    subjects, objects = ([set(terms(text)) for text in pair] for pair in ((a.subject, b.subject), (a.object, b.object)))
    counted = {w for w in objects[0] & objects[1] if not w[0].isdigit()}
    return bool(values[0] & values[1] and subjects[0] & subjects[1] and counted)


def _same_days(m: Material, a: Statement, b: Statement) -> bool:
    x, y = (m.reports[s.report].published for s in (a, b))
    return x is None or y is None or abs(x - y) <= ONE_NEWS_DAY
