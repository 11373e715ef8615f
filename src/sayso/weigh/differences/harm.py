"""Who came to harm and who did not: "all staff are safe" speaks against "three of the staff were killed"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from sayso.records import Statement
from sayso.terms import ConflictClass, ConflictKind
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.focus import apart, days_apart
from sayso.weigh.standing.casualties import group, harms, of_foes, spares

MOST = 40
"""Statements of either sort that are compared; the earliest, so that large stories stay bounded."""
FIRST_WORD = timedelta(hours=1)
"""A toll told this much later than "nobody was hurt" is news, not a contradiction."""


def harm(m: Material) -> Iterator[Found]:
    """Somebody says that none of a group came to harm, somebody else that some of them did; each once."""
    spared = [s for s in m.ordered if spares(s)][:MOST]
    harmed = [s for s in m.ordered if harms(s)][:MOST]
    seen: set[str] = set()
    for a, b in product(spared, harmed):
        homes = {m.home.get(s.id, s.id) for s in (a, b)}
        others = not _of_one_group(a, b)
        if a.sentence == b.sentence or homes <= seen or (others and not of_foes(a, b)) or _one_word(a, b):
            continue
        if days_apart(a.when, b.when) or apart(m.foci.of(a), m.foci.of(b), m.foci):
            continue
        seen |= homes
        why = f"“{a.content}” against “{b.content}”"
        yield Found(ConflictKind.DENIAL, ConflictClass.SCOPE if others else _class(m, a, b), a, b, why, parties=True)


def _of_one_group(a: Statement, b: Statement) -> bool:
    """Whether those spared are those harmed: one noun for both, or all people whoever they are."""
    mine, theirs = group(a), group(b)
    return bool(mine & theirs) if mine else True


def _one_word(a: Statement, b: Statement) -> bool:
    """Whether one source, or one report in its own voice, says both: then it tells of two groups."""
    said = [[x.source.name for x in s.attributions[-1:]] for s in (a, b)]
    return said[0] == said[1] and (bool(said[0]) or a.report == b.report)


def _class(m: Material, a: Statement, b: Statement) -> ConflictClass:
    known = [m.reports[s.report].published for s in (a, b)]
    later = known[0] is not None and known[1] is not None and known[1] - known[0] > FIRST_WORD
    return ConflictClass.REVISION if later else ConflictClass.CONFLICT
