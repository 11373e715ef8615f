"""Where claims differ: typed conflicts from comparing typed slots of what is already known to speak of one thing.

Nothing here compares sentences. Each rule of :data:`RULES` looks at one kind of material: figures of one tally, states
of one thing, a denial and its target, two statements that the judge would have called one but for a slot. Silence is
no denial, and more detail is no conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice, pairwise

from sayso.records import Claim, Conflict, Judgement, Name, Report, Statement, Where, content_id
from sayso.spans import overlap
from sayso.terms import (
    Bound,
    Certainty,
    ConflictClass,
    ConflictKind,
    JudgeKind,
    Phase,
    Polarity,
    Stance,
    Verdict,
)
from sayso.weigh.differences.contrary import contrary
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.harm import harm
from sayso.weigh.differences.headcounts import head_counts, one_or_many
from sayso.weigh.differences.kinds import kinds
from sayso.weigh.differences.material import Material
from sayso.weigh.differences.milestones import milestones
from sayso.weigh.differences.offices import offices
from sayso.weigh.differences.slots import clocks, doers, hedges, slots, speakers, spots, targets
from sayso.weigh.happened.focus import days_apart
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.parties import parties, united
from sayso.weigh.language.words import term, terms, tokens
from sayso.weigh.ledgers.figures import MOST, SHRINKS, Count, grows, interval, one_incident
from sayso.weigh.ledgers.states import Holding
from sayso.weigh.matching.vetoes_of_figures import agree
from sayso.weigh.propositions import Number
from sayso.weigh.standing.dissent import DISSENT, Targets
from sayso.weigh.who.identity import Identity

SURE_OPPOSITE = 0.4
"""Score from which a told opposite is taken as a conflict."""


ALL_PAIRS = 12
"""Of more figures for one count than this, each is compared with the next only."""
SAME_NOW_HOURS = 12
"""Two reports no further apart than this that both tell what is so now tell it of one time."""

_ORDER = list(ConflictClass)
"""Gravest first."""


def conflicts(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    judgements: Iterable[Judgement],
    places: Iterable[Where] = (),
    dissent: Targets | None = None,
    names: Iterable[Name] = (),
    identity: Identity | None = None,
) -> tuple[Conflict, ...]:
    """Every difference between claims of one story, each pair of claims once for each kind; real conflicts first.

    ``statements`` and ``reports`` are by id; ``places`` are all mentions of places in the reports; ``dissent`` says
    what denials and refusals are about; ``names`` are those of the reports, ``identity`` joins them across reports.
    """
    own = {i: s for i, s in statements.items() if s.report in reports}
    home = {s: c.id for c in claims for s in c.statements}
    material = Material(claims, own, reports, tuple(judgements), tuple(places), dissent or {}, tuple(names), identity)
    seen: dict[tuple[str, ...], Conflict] = {}
    for rule in RULES:
        for f in rule(material):
            if f.left.id in home and f.right.id in home:
                conflict = _record(f, home)
                key = (f.kind.value, *sorted(conflict.claims))
                if key not in seen or _ORDER.index(f.cls) < _ORDER.index(seen[key].cls):
                    seen[key] = conflict
    return tuple(sorted(seen.values(), key=lambda c: (_ORDER.index(c.cls), c.kind.value, c.id)))


def _record(f: Found, home: Mapping[str, str]) -> Conflict:
    left, right = sorted((f.left, f.right), key=lambda s: (home[s.id], s.id))
    alone = f.cls == ConflictClass.CONFLICT and not f.parties and _one_voice(left, right)
    kind = ConflictKind.SELF if alone else f.kind
    return Conflict(
        id=content_id("conflict", kind, home[left.id], home[right.id], left.id, right.id),
        kind=kind,
        cls=f.cls,
        claims=(home[left.id], home[right.id]),
        statements=(left.id, right.id),
        why=f.why,
    )


def _one_voice(a: Statement, b: Statement) -> bool:
    """Whether one report says both on the same word."""
    said = [[x.source.id for x in s.attributions[-1:]] for s in (a, b)]
    return a.report == b.report and said[0] == said[1]


# -------------------------------------------------------------------- figures


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
                why = f"{_quoted(a)} against {_quoted(b)} for the same count"
                yield Found(ConflictKind.FIGURE, _figure_class(a, b, past), a.statement, b.statement, why)


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
    later = not past and a.known_at is not None and b.known_at is not None and a.known_at < b.known_at
    rises = grows(a, b) if (y.value or 0) > (x.value or 0) else b.quantity.role in SHRINKS
    corrected = a.outlet == b.outlet and bool(a.outlet)
    if later and (rises or corrected):
        return ConflictClass.REVISION
    return ConflictClass.ROUNDING if _compatible(x, y) else ConflictClass.CONFLICT


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


# --------------------------------------------------------------------- states


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
    hours = SAME_NOW_HOURS if now and not _one_word(a, b) else 1
    return abs((x - y).total_seconds()) > hours * 3600


_STANDS = (["be"], ["remain"], ["stay"], ["keep"])


def _one_word(a: Statement, b: Statement) -> bool:
    """Whether two statements rest on the word of one source."""
    return [x.source.name for x in a.attributions[-1:]] == [x.source.name for x in b.attributions[-1:]] != []


# -------------------------------------------------------------------- denials


def denials(m: Material) -> Iterator[Found]:
    """A party denies, doubts or will not confirm what others tell; each refusal once, against its surest target."""
    told = {c.id: [m.statements[i] for i in c.statements if i in m.statements] for c in m.claims}
    home = {s: c.id for c in m.claims for s in c.statements}
    seen: set[tuple[str, int | str, str]] = set()
    for refusal in (m.statements[i] for i in sorted(m.statements)):
        meant = [m.statements[i] for i in m.dissent.get(refusal.id, ()) if i in m.statements]
        if refusal.stance in DISSENT:
            meant += [s for s in told.get(home.get(refusal.id, ""), ()) if s.stance == Stance.AFFIRMS]
        target = next((s for s in meant if _apart(s, refusal)), None)
        if target is None or _disclaims(refusal):
            continue
        key = refusal.report, refusal.sentence.start if refusal.stance == Stance.WITHHOLDS else refusal.id, target.id
        if key not in seen:  # a refusal and what it keeps back stand in one sentence
            seen.add(key)
            yield _refused(refusal, target)


def _disclaims(refusal: Statement) -> bool:
    """Whether an outlet only could not check ("could not independently verify"), or somebody makes light of a thing."""
    told = " ".join((refusal.predicate, *(c.exact for a in refusal.attributions[-1:] for c in a.cue)))
    if refusal.stance == Stance.DOUBTS and {term(w) for w in words("makes_light")}.intersection(terms(told)):
        return True
    return refusal.stance == Stance.WITHHOLDS and "independently" in tokens(refusal.content)


def _refused(refusal: Statement, target: Statement) -> Found:
    who = refusal.attributions[-1].source.name if refusal.attributions else "a report"
    if refusal.stance == Stance.WITHHOLDS:
        why = f"told by others, but {who} does not confirm it"
        return Found(ConflictKind.STATUS, ConflictClass.SCOPE, target, refusal, why)
    verb = "doubts" if refusal.stance == Stance.DOUBTS else "denies"
    why = f"told by others, {who} {verb} it"
    return Found(ConflictKind.DENIAL, ConflictClass.CONFLICT, target, refusal, why, parties=True)


def opposites(m: Material) -> Iterator[Found]:
    """The judge found one proposition told as so by one and as not so by another, or a person did."""
    stateful = {h.statement.id for h in m.states}
    for j in m.judgements:
        if j.verdict != Verdict.EXCLUDES or j.score < SURE_OPPOSITE:
            continue
        a, b = m.statements.get(j.left), m.statements.get(j.right)
        if a is None or b is None or not _apart(a, b):
            continue
        if j.kind == JudgeKind.PERSON:
            why = next(iter(j.reasons), f"{j.by} says that they cannot both hold")
            yield Found(ConflictKind.STATUS, ConflictClass.CONFLICT, a, b, why)
            continue
        told_apart = any(words in j.reasons[0] for words in ("two parties", "shares"))
        if {a.id, b.id} <= stateful and not told_apart:
            continue
        if a.object and b.object and not set(terms(a.object)) & set(terms(b.object)):
            continue
        if a.report != b.report and _one_word(a, b) and not told_apart:
            continue  # one source, told by two reports: one of them misheard, or it spoke of two things
        negated = a.polarity != b.polarity or bool({a.stance, b.stance} & DISSENT)
        if negated and Polarity.NEGATIVE in (a.polarity, b.polarity):
            yield Found(ConflictKind.DENIAL, ConflictClass.CONFLICT, a, b, j.reasons[0])
        elif not negated and (kind := next((k for words, k in _EXCLUDED.items() if words in j.reasons[0]), None)):
            both = kind == ConflictKind.WHO and united(parties(a), parties(b))
            yield Found(kind, ConflictClass.SCOPE if both else ConflictClass.CONFLICT, a, b, j.reasons[0])


_EXCLUDED = {
    "state": ConflictKind.STATUS,
    "two parties": ConflictKind.WHO,
    "shares": ConflictKind.FIGURE,
    "judgements": ConflictKind.STATUS,
}
"""Words of the judge's first reason -> the kind of difference."""


def _apart(a: Statement, b: Statement) -> bool:
    """Whether two statements are told in different words of the text: parts of one another are no conflict."""
    return a.report != b.report or (
        a.sentence != b.sentence and not any(overlap(x, y) for x in a.spans for y in b.spans)
    )


RULES: tuple[Callable[[Material], Iterator[Found]], ...] = (
    figures,
    parts,
    states,
    denials,
    opposites,
    slots,
    clocks,
    spots,
    targets,
    doers,
    speakers,
    hedges,
    milestones,
    kinds,
    harm,
    offices,
    contrary,
    one_or_many,
    head_counts,
)
"""In this order; of two finds on the same pair of claims and of one kind the first stands."""
