"""Statements: propositions with their own words, each with whose word it rests on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.read import clauses, factuality, predicates, sources
from sayso.read.clauses import Clause
from sayso.read.trees import chars
from sayso.records import Argument, Attribution, Quantity, Span, Statement, When, Where, content_id
from sayso.spans import Range, cut, overlap
from sayso.terms import Certainty, SourceKind, Stance

if TYPE_CHECKING:
    from sayso.read.page import Page

TELLING = frozenset({Stance.DENIES, Stance.WITHHOLDS, Stance.DOUBTS, Stance.URGES})
"""Stances in which the act itself is the news: the clause that tells it is the statement."""


def find(page: Page, attributions: Sequence[Attribution]) -> tuple[Statement, ...]:
    """Every statement of a report, in the order of their spans."""
    by_cue = _by_cue(page, attributions)
    out: list[Statement] = []
    found = clauses.find(page.doc)
    said = _said(page, found, attributions)
    for clause in found:
        out.extend(_of_clause(page, clause, attributions, by_cue, said))
    unique = {s.id: s for s in _without_echoes(out)}
    return tuple(sorted(unique.values(), key=lambda s: (s.spans[0].start, s.spans[-1].end, s.id)))


def _without_echoes(found: Sequence[Statement]) -> list[Statement]:
    """Statements without the nominal ones that are most of another statement's words."""
    size = {s.id: sum(x.end - x.start for x in s.spans) for s in found}
    told = sorted((s for s in found if s.found_by != "nominal"), key=lambda s: s.spans[0].start)
    starts = [s.spans[0].start for s in told]
    out = list(told)
    for s in found:
        if s.found_by == "nominal":
            first = bisect_left(starts, s.sentence.start)
            last = bisect_left(starts, s.spans[0].end)
            if not any(2 * overlap(x, s.spans[0]) > size[o.id] for o in told[first:last] for x in o.spans):
                out.append(s)
    return out


def _by_cue(page: Page, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """Attributions by the token indices of their cues."""
    out: dict[int, list[Attribution]] = {}
    starts = {page.offsets.original(t.idx): t.i for t in page.doc if t.idx < page.offsets.length}
    for a in attributions:
        for c in a.cue:
            for at in range(c.start, c.end):
                if at in starts:
                    out.setdefault(starts[at], []).append(a)
    return out


def _said(page: Page, found: Sequence[Clause], attributions: Sequence[Attribution]) -> frozenset[Attribution]:
    """Attributions whose content holds a clause of its own."""
    starts = [page.offsets.original(c.head.idx) for c in found if c.kind not in ("nominal", "circumstance")]
    starts.sort()
    return frozenset(a for a in attributions if any(bisect_left(starts, c.start) < bisect_left(starts, c.end) for c in a.content))


def _of_clause(page: Page, clause: Clause, attributions: Sequence[Attribution], by_cue: dict[int, list[Attribution]],
               said: frozenset[Attribution]) -> list[Statement]:
    """What one clause states: its own content, or an act of saying that is itself the news."""
    own = by_cue.get(clause.head.i, [])
    saying = [a for a in own if a.stance not in TELLING and a in said]
    if saying and not _agentless(saying[0]):
        return []
    spans = _clip(page, clause, tuple(page.span(*chars(page.doc, r)) for r in clause.ranges), attributions)
    if not spans or _is_about_source(clause):
        return []
    around = [a for a in attributions if a not in own and _holds(a, spans)]
    chain = _chain(around)
    if any(a in said and _mostly(a, spans) for i in range(*clause.ranges[-1]) for a in by_cue.get(i, []) if a.stance not in TELLING
           and a not in own):
        return []
    telling = [a for a in own if a.stance in TELLING]
    if telling:
        return [_make(page, clause, spans, (*chain, telling[0]), telling[0].stance, "saying")]
    if saying:
        chain = (*chain, saying[0])
    return [_make(page, clause, spans, chain, chain[-1].stance if chain else Stance.AFFIRMS, clause.kind)]


def _agentless(a: Attribution) -> bool:
    return a.source.kind is SourceKind.UNKNOWN and not a.source.name


def _is_about_source(clause: Clause) -> bool:
    """Whether a clause only tells on which terms a source spoke ("who asked not to be named")."""
    return clause.kind in ("relative", "participle") and any(t.lower_ in sources.words().conditions for t in clause.head.subtree)


def _clip(page: Page, clause: Clause, spans: tuple[Span, ...], attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """A clause inside an attributed content without what the parse drew in from outside it ("..., she said")."""
    at = page.offsets.original(clause.head.idx)
    for content in [c for a in attributions for c in a.content if c.start <= at < c.end]:
        kept = []
        for s in spans:
            start, end = max(s.start, content.start), min(s.end, content.end)
            if start < end and page.report.text[start:end].strip():
                kept.append(_cut(page, start, end))
        spans = tuple(kept) or spans
    return spans


def _cut(page: Page, start: int, end: int) -> Span:
    """The span of a passage without commas at its edges."""
    text = page.report.text
    while start < end - 1 and text[start] in " ,;\n":
        start += 1
    while start < end - 1 and text[end - 1] in " ,;\n":
        end -= 1
    return cut(page.report.id, text, start, end)


def _holds(a: Attribution, spans: Sequence[Span]) -> bool:
    """Whether most of a passage stands in the content of an attribution."""
    return 2 * sum(overlap(c, s) for c in a.content for s in spans) > sum(s.end - s.start for s in spans)


def _mostly(a: Attribution, spans: Sequence[Span]) -> bool:
    """Whether a passage that holds a cue consists mostly of what the cue attributes."""
    return not _agentless(a) and _holds(a, spans)


def _chain(around: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Attributions outermost first: by size of content, outlets before those they cite; one of parallel sources."""
    size = lambda a: sum(c.end - c.start for c in a.content)  # noqa: E731
    ordered = sorted(around, key=lambda a: (-size(a), a.source.kind is not SourceKind.OUTLET, a.cue[0].start))
    out: list[Attribution] = []
    for a in ordered:
        if not out or a.cue != out[-1].cue:
            out.append(a)
    return tuple(out)


def _make(page: Page, clause: Clause, spans: tuple[Span, ...], chain: tuple[Attribution, ...], stance: Stance, rule: str) -> Statement:
    """The record."""
    people = predicates.participants(page, clause.head, clause.subject)
    subject = next((a for a in people if a.role == "subject"), None)
    thing = next((a for a in people if a.role == "object"), None)
    verb = predicates.predicate(clause.head)
    polarity = factuality.polarity(clause.head)
    source = chain[-1].source.name if chain else ""
    certainty = factuality.certainty(clause.head)
    if certainty is Certainty.CERTAIN and any(_agentless(a) for a in chain):
        certainty = Certainty.POSSIBLE
    names = (predicates.named(subject), predicates.named(thing))
    return Statement(
        id=content_id("st", page.report.id, *((s.start, s.end) for s in spans), *names, verb, polarity, source),
        report=page.report.id,
        spans=spans,
        content=" ".join(s.exact for s in spans),
        sentence=page.span_of(clause.head.sent),
        attributions=chain,
        subject=names[0],
        predicate=verb,
        object=names[1],
        arguments=people,
        polarity=polarity,
        stance=stance,
        certainty=certainty,
        phase=factuality.phase(clause.head),
        when=_when(page, spans),
        where=_inside_where(page.places, spans),
        quantities=_inside_quantities(page.quantities, spans),
        entities=_entities(page, clause.ranges, people),
        found_by=rule,
    )


def _when(page: Page, spans: Sequence[Span]) -> When | None:
    """The first time expression inside a clause."""
    return next((t for t in page.times if _inside(t.span, spans)), None)


def _inside_where(found: Sequence[Where], spans: Sequence[Span]) -> tuple[Where, ...]:
    return tuple(w for w in found if _inside(w.span, spans))


def _inside_quantities(found: Sequence[Quantity], spans: Sequence[Span]) -> tuple[Quantity, ...]:
    return tuple(q for q in found if _inside(q.span, spans))


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(overlap(span, s) for s in spans)


def _entities(page: Page, pieces: Sequence[Range], people: Sequence[Argument]) -> tuple[str, ...]:
    """Canonical names of all that a clause mentions, its understood participants included."""
    found = [page.entity_at[i] for piece in pieces for i in range(*piece) if i in page.entity_at]
    return tuple(dict.fromkeys([*found, *(a.entity for a in people if a.entity)]))
