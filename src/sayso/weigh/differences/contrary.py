"""Contrary judgements of one thing by two parties: safe by one, a danger by another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sayso.records import Statement
from sayso.terms import ConflictClass, ConflictKind, Phase, Stance
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.language.views import opposed, views
from sayso.weigh.language.words import judgement_poles, term, terms, tokens

MOST = 80
"""Statements that judge, of those compared with one another; the earliest, to bound large stories."""
SHARED = 2
"""Content words, beside those of the judgement, from which two statements judge one thing."""


def contrary(m: Material) -> Iterator[Found]:
    """Two parties that judge one thing contrary; each pair of claims once, the most alike statements first."""
    told = [s for s in m.ordered if s.stance in (Stance.AFFIRMS, Stance.DOUBTS) and s.phase != Phase.HYPOTHETICAL]
    judging = [(s, found) for s in told if (found := views(s))][:MOST]
    pairs = []
    for (a, mine), (b, theirs) in combinations(judging, 2):
        axis = opposed(mine, theirs)
        if axis is None or a.sentence == b.sentence or _one_voice(a, b):
            continue
        shared = _about(a) & _about(b)
        if len(shared) >= SHARED and shared & (_thing(a) | _thing(b)):
            pairs.append((len(shared), a, b))
    seen: set[str] = set()
    for _, a, b in sorted(pairs, key=lambda x: -x[0]):
        if not {m.home.get(s.id, s.id) for s in (a, b)} & seen:
            seen |= {m.home.get(s.id, s.id) for s in (a, b)}
            why = f"contrary judgements: “{a.content}” against “{b.content}”"
            yield Found(ConflictKind.STATUS, ConflictClass.SCOPE, a, b, why, parties=True)


def _about(s: Statement) -> set[str]:
    """Content words without those of judgement."""
    judged = {term(w) for w in tokens(s.content) if judgement_poles(w)}
    return set(terms(f"{s.subject} {s.content}")) - judged


def _thing(s: Statement) -> set[str]:
    """What is judged: the subject, and what a clause in its place is about."""
    return set(terms(s.subject)) | {t for a in s.arguments if a.role in ("subject", "object") for t in terms(a.text)}


def _one_voice(a: Statement, b: Statement) -> bool:
    said = [[x.source.name for x in s.attributions[-1:]] for s in (a, b)]
    return said[0] == said[1] and (bool(said[0]) or a.report == b.report)
