"""Where claims differ: typed conflicts from comparing typed slots of what is already known to speak of one thing.

Nothing here compares sentences. Each rule of :data:`RULES` looks at one kind of material: figures of one tally, states
of one thing, a denial and its target, two statements that the judge would have called one but for a slot. Silence is
no denial, and more detail is no conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.records import Claim, Conflict, Judgement, Report, Statement, Where, content_id
from sayso.spans import overlap
from sayso.terms import (
    Bound,
    Certainty,
    ConflictClass,
    ConflictKind,
    Direction,
    Phase,
    Polarity,
    Stance,
    Verdict,
)
from sayso.weigh.dissent import DISSENT, Targets
from sayso.weigh.events import type_of
from sayso.weigh.figures import Count, Tally, interval, tallies
from sayso.weigh.focus import Foci, days_apart, same_place
from sayso.weigh.propositions import Number
from sayso.weigh.states import Holding, holdings
from sayso.weigh.vetoes import agree
from sayso.weigh.words import terms

ONE_BUT_FOR_A_SLOT = 0.38
"""Score of the judge from which two statements would be one claim, were it not for the slot."""
SURE_OPPOSITE = 0.4
"""Score from which a told opposite is taken as a conflict."""


_ORDER = list(ConflictClass)
"""Gravest first."""


@dataclass(frozen=True)
class Found:
    """A difference between two statements."""

    kind: ConflictKind
    cls: ConflictClass
    left: Statement
    right: Statement
    why: str
    parties: bool = False
    """Whether two parties differ by their very words, even where one report tells both on one word."""


@dataclass(frozen=True)
class Material:
    """What the rules look at."""

    claims: Sequence[Claim]
    statements: Mapping[str, Statement]
    reports: Mapping[str, Report]
    judgements: Sequence[Judgement]
    places: Sequence[Where]
    dissent: Targets
    """What denials and refusals are about."""

    @cached_property
    def tallies(self) -> list[Tally]:
        """Figures that count one thing."""
        return tallies(self.claims, self.statements, self.reports)

    @cached_property
    def states(self) -> list[Holding]:
        """States of things."""
        return holdings(self.statements.values(), self.reports, self.places)

    @cached_property
    def foci(self) -> Foci:
        """Where and when each statement lies."""
        return Foci(self.statements.values(), self.reports)

    @cached_property
    def matched(self) -> list[tuple[Statement, Statement]]:
        """Pairs that the judge took as one claim, or nearly."""
        near = (Verdict.SAME, Verdict.PROBABLE)
        pairs = [(j.left, j.right) for j in self.judgements if j.verdict in near]
        return [(self.statements[a], self.statements[b]) for a, b in pairs if {a, b} <= self.statements.keys()]


def conflicts(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    judgements: Iterable[Judgement],
    places: Iterable[Where] = (),
    dissent: Targets | None = None,
) -> tuple[Conflict, ...]:
    """Every difference between claims of one story, each pair of claims once for each kind; real conflicts first.

    ``statements`` and ``reports`` are by id; ``places`` are all mentions of places in the reports; ``dissent`` says
    what denials and refusals are about.
    """
    own = {i: s for i, s in statements.items() if s.report in reports}
    home = {s: c.id for c in claims for s in c.statements}
    material = Material(claims, own, reports, tuple(judgements), tuple(places), dissent or {})
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
        for i, a in enumerate(told):
            for b in told[i + 1 :]:
                if a.quantity.value == b.quantity.value:
                    continue
                cls = _figure_class(a, b, any(c.bygone for c in tally.counts))
                why = f"{_quoted(a)} against {_quoted(b)} for the same count"
                yield Found(ConflictKind.FIGURE, cls, a.statement, b.statement, why)


def _quoted(c: Count) -> str:
    return f"“{c.quantity.span.exact}”"


def _figure_class(a: Count, b: Count, past: bool) -> ConflictClass:
    """``a`` was known first; ``past``: what is counted was over for days, so that its count no longer grows."""
    x, y = interval(a), interval(b)
    if b.quantity.direction != Direction.NONE or b.corrects:
        return ConflictClass.REVISION
    if x is None or y is None or agree(x, y):
        return ConflictClass.ROUNDING
    later = not past and a.known_at is not None and b.known_at is not None and a.known_at < b.known_at
    rises = bool(b.quantity.role) and (y.value or 0) > (x.value or 0)
    corrected = a.outlet == b.outlet and bool(a.outlet)
    if later and (rises or corrected):
        return ConflictClass.REVISION
    return ConflictClass.ROUNDING if _compatible(x, y) else ConflictClass.CONFLICT


def _compatible(x: Number, y: Number) -> bool:
    """Whether some one number fits both as printed."""
    low_x, high_x = x.low, x.high
    low_y, high_y = y.low, y.high
    if x.bound == Bound.AT_LEAST:
        high_x = float("inf")
    if y.bound == Bound.AT_LEAST:
        high_y = float("inf")
    if x.bound == Bound.AT_MOST:
        low_x = 0
    if y.bound == Bound.AT_MOST:
        low_y = 0
    return low_x <= high_y and low_y <= high_x


# --------------------------------------------------------------------- states


def states(m: Material) -> Iterator[Found]:
    """Two states of one thing: a change where the words or the times say so, else a conflict."""
    groups: dict[tuple[object, str], list[Holding]] = {}
    for h in m.states:
        if h.phase != Phase.FUTURE and h.statement.certainty == Certainty.CERTAIN:
            groups.setdefault((h.thing, h.attribute), []).append(h)
    for (_, attribute), held in groups.items():
        for i, a in enumerate(held):
            for b in held[i + 1 :]:
                if a.value != b.value:
                    changed = a.returns or b.returns or _moved(m, a.statement, b.statement)
                    cls = ConflictClass.REVISION if changed else ConflictClass.CONFLICT
                    why = f"{a.thing.printed or attribute}: {a.value} against {b.value}"
                    yield Found(ConflictKind.STATUS, cls, a.statement, b.statement, why)


def _moved(m: Material, a: Statement, b: Statement) -> bool:
    """Whether time passed between two statements, in the world or in the news."""
    if days_apart(a.when, b.when):
        return True
    x, y = (m.reports[s.report].published for s in (a, b))
    return x is not None and y is not None and abs((x - y).total_seconds()) > 3600


# -------------------------------------------------------------------- denials


def denials(m: Material) -> Iterator[Found]:
    """A party denies, doubts or will not confirm what others tell; each refusal once, against its surest target."""
    told = {c.id: [m.statements[i] for i in c.statements if i in m.statements] for c in m.claims}
    home = {s: c.id for c in m.claims for s in c.statements}
    for refusal in (m.statements[i] for i in sorted(m.statements)):
        meant = [m.statements[i] for i in m.dissent.get(refusal.id, ()) if i in m.statements]
        if refusal.stance in DISSENT:
            meant += [s for s in told.get(home.get(refusal.id, ""), ()) if s.stance == Stance.AFFIRMS]
        target = next((s for s in meant if _apart(s, refusal)), None)
        if target is not None:
            yield _refused(refusal, target)


def _refused(refusal: Statement, target: Statement) -> Found:
    who = refusal.attributions[-1].source.name if refusal.attributions else "a report"
    if refusal.stance == Stance.WITHHOLDS:
        why = f"told by others, but {who} does not confirm it"
        return Found(ConflictKind.STATUS, ConflictClass.SCOPE, target, refusal, why)
    verb = "doubts" if refusal.stance == Stance.DOUBTS else "denies"
    why = f"told by others, {who} {verb} it"
    return Found(ConflictKind.DENIAL, ConflictClass.CONFLICT, target, refusal, why, parties=True)


def opposites(m: Material) -> Iterator[Found]:
    """The judge found one proposition told as so by one and as not so by another."""
    stateful = {h.statement.id for h in m.states}
    for j in m.judgements:
        if j.verdict != Verdict.EXCLUDES or j.score < SURE_OPPOSITE:
            continue
        a, b = m.statements.get(j.left), m.statements.get(j.right)
        if a is None or b is None or not _apart(a, b) or {a.id, b.id} <= stateful:
            continue
        if a.object and b.object and not set(terms(a.object)) & set(terms(b.object)):
            continue
        negated = a.polarity != b.polarity or bool({a.stance, b.stance} & DISSENT)
        if negated and Polarity.NEGATIVE in (a.polarity, b.polarity):
            yield Found(ConflictKind.DENIAL, ConflictClass.CONFLICT, a, b, j.reasons[0])
        elif not negated and "state" in j.reasons[0]:
            yield Found(ConflictKind.STATUS, ConflictClass.CONFLICT, a, b, j.reasons[0])


def _apart(a: Statement, b: Statement) -> bool:
    """Whether two statements are told in different words of the text: parts of one another are no conflict."""
    return a.report != b.report or (
        a.sentence != b.sentence and not any(overlap(x, y) for x in a.spans for y in b.spans)
    )


# ------------------------------------------------------------ dates and places


def slots(m: Material) -> Iterator[Found]:
    """One happening, told of different days or places: what the judge would call one claim but for that."""
    stateful = {h.statement.id for h in m.states}
    for j in m.judgements:
        if j.score < ONE_BUT_FOR_A_SLOT or j.verdict not in (Verdict.RELATED, Verdict.DIFFERENT):
            continue
        a, b = m.statements.get(j.left), m.statements.get(j.right)
        if a is None or b is None or {a.id, b.id} & stateful or not _one_happening(a, b):
            continue
        here, there = ([w for w in m.foci.of(s).places if m.foci.of(s).own] for s in (a, b))
        if days_apart(a.when, b.when) and a.when and b.when:
            why = f"“{a.when.span.exact}” against “{b.when.span.exact}”"
            yield Found(ConflictKind.DATE, ConflictClass.CONFLICT, a, b, why)
        elif here and there and not same_place(here, there):
            why = f"{here[0].name} against {there[0].name}"
            yield Found(ConflictKind.PLACE, ConflictClass.SCOPE, a, b, why)


def _one_happening(a: Statement, b: Statement) -> bool:
    """Whether two affirmed statements of the past in two reports have one predicate and share participants."""
    if a.report == b.report or any(s.stance != Stance.AFFIRMS or s.phase != Phase.PAST for s in (a, b)):
        return False
    same_verb = bool(set(terms(a.predicate)) & set(terms(b.predicate)))
    shared = set(terms(f"{a.subject} {a.object}")) & set(terms(f"{b.subject} {b.object}"))
    return same_verb and (len(shared) > 1 or bool(set(a.entities) & set(b.entities)))


# ---------------------------------------------------------------------- spots


def spots(m: Material) -> Iterator[Found]:
    """One happening, told of two spots that no map has: "broke out in the engine room", "started on the car deck"."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for s in m.statements.values():
        subject = next((a for a in s.arguments if a.role == "subject"), None)
        if subject and _spot(s) and s.stance == Stance.AFFIRMS and s.phase == Phase.PAST and not s.object:
            kind = type_of(s) or (terms(s.predicate) or ("",))[0]
            groups.setdefault((subject.head, kind), []).append(s)
    for (head, kind), told in groups.items():
        for i, a in enumerate(told):
            for b in told[i + 1 :] if kind and head else ():
                if a.report != b.report and not _spot(a) & _spot(b) and not days_apart(a.when, b.when):
                    here, there = (m.foci.of(s).places for s in (a, b))
                    if not here or not there or same_place(here, there):
                        why = f"two spots for “{head}”"
                        yield Found(ConflictKind.PLACE, ConflictClass.CONFLICT, a, b, why)


_SPOT_ROLES = frozenset({"in", "on", "at", "inside", "into", "under", "below", "near", "aboard"})


def _spot(s: Statement) -> set[str]:
    """Content words of where a statement's own prepositional phrases put it, times and places on the map left out."""
    when = s.when.span.exact if s.when else ""
    named = {w.span.exact for w in s.where}
    told = [a for a in s.arguments if a.role in _SPOT_ROLES and a.text not in when and not a.entity]
    return {t for a in told if not any(n in a.text for n in named) for t in terms(a.text)}


# ------------------------------------------------------- hedges and parties


def hedges(m: Material) -> Iterator[Found]:
    """One claim, told as a fact by one report and only as possible by another."""
    for claim in m.claims:
        told = [s for i in claim.statements if (s := m.statements.get(i)) and s.stance == Stance.AFFIRMS]
        real = [s for s in told if s.phase in (Phase.PAST, Phase.ONGOING)]
        flat = [s for s in real if s.certainty == Certainty.CERTAIN]
        hedged = [s for s in real if s.certainty == Certainty.POSSIBLE]
        pairs = [(a, b) for a in flat for b in hedged if a.report != b.report]
        if pairs:
            why = "told as a fact by one report, as possible or alleged by another"
            yield Found(ConflictKind.STATUS, ConflictClass.SCOPE, *pairs[0], why)


def parties(m: Material) -> Iterator[Found]:
    """One happening, told of different doers: same predicate and object, and two named subjects that share no word."""
    for a, b in m.matched:
        x, y = set(terms(a.subject)), set(terms(b.subject))
        if not _one_happening(a, b) or not x or not y or x & y or days_apart(a.when, b.when):
            continue
        if a.subject in a.entities and b.subject in b.entities and not (a.subject.isupper() or b.subject.isupper()):
            why = f"{a.subject} against {b.subject}"
            yield Found(ConflictKind.WHO, ConflictClass.SCOPE, a, b, why)


RULES: tuple[Callable[[Material], Iterator[Found]], ...] = (
    figures,
    states,
    denials,
    opposites,
    slots,
    spots,
    hedges,
    parties,
)
"""In this order; of two finds on the same pair of claims and of one kind the first stands."""
