"""A clause that a public task cuts out of a report, as the statement that sayso makes of it."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.records import Reading, Span, Statement, content_id
from sayso.spans import overlap
from sayso.terms import Polarity

COVERS = 0.9
"""Common share of their characters from which a statement that was read is the clause itself."""
HALF = 0.5
"""Share of a clause from which a statement inside gives it its subject and verb."""
INSIDE = 0.8
"""Share of a statement that must lie inside a clause for the clause to be negated with it."""


def statement_on(clause: Span, reading: Reading) -> Statement:
    """The statement that was read on these words; where there is none, one on the words with what was read in them."""
    common = {s.id: sum(overlap(x, clause) for x in s.spans) for s in reading.statements}
    near = [s for s in reading.statements if common[s.id]]
    best = max(near, key=lambda s: (common[s.id] / (_size(s) + _length(clause) - common[s.id]), s.id), default=None)
    if best and common[best.id] >= COVERS * (_size(best) + _length(clause) - common[best.id]):
        return best
    inside = [s for s in near if common[s.id] >= INSIDE * _size(s)]
    core = max(inside, key=lambda s: (_size(s), s.id), default=None)
    bare = Statement(
        id=content_id("clause", clause.report, clause.start, clause.end),
        report=clause.report,
        spans=(clause,),
        content=clause.exact,
        sentence=next((s for s in reading.sentences if overlap(s, clause)), clause),
        polarity=core.polarity if core else Polarity.POSITIVE,
        when=next((w for w in reading.times if overlap(w.span, clause)), None),
        where=tuple(w for w in reading.places if overlap(w.span, clause)),
        quantities=tuple(q for q in reading.quantities if overlap(q.span, clause)),
    )
    if core is None or _size(core) < HALF * _length(clause):
        return bare
    return replace(
        bare, subject=core.subject, predicate=core.predicate, object=core.object, arguments=core.arguments,
        attributions=core.attributions, stance=core.stance, entities=core.entities, phase=core.phase,
    )  # fmt: skip


def _size(statement: Statement) -> int:
    return sum(_length(s) for s in statement.spans)


def _length(span: Span) -> int:
    return span.end - span.start
