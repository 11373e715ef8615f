"""Counts that belong together: the dead of one event, the people on one ship; a figure stands in one at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.records import Claim, Report, Statement, Where
from sayso.terms import Bound
from sayso.weigh.happened.focus import Foci, apart, days_apart, old, precise, same_place
from sayso.weigh.language.counting import table
from sayso.weigh.language.words import tokens
from sayso.weigh.ledgers.counts import GROUPS, SHRINKS, Count, counts_of, grows, in_order, interval
from sayso.weigh.matching.vetoes_of_figures import agree

LONG_PAST_DAYS = 30
"""What ended this long before a report is another matter than what the report is about, unless it says otherwise."""
MOST = 60
"""Figures of one tally that are compared with one another; the earliest, so that large stories stay bounded."""
SAME_CLAIM = 4.0
"""How sure it is that two figures in statements of one claim count one thing."""
ALIKE = 0.5
"""Least share of common content words of two clauses that count one thing without a role."""


@dataclass
class Tally:
    """Figures for one thing, in order of being known."""

    counts: list[Count] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)

    def add(self, count: Count) -> None:
        """One more figure."""
        self.counts.append(count)
        self.claims.add(count.claim)

    def sample(self) -> list[Count]:
        """All figures, of many the first and the last, so that large stories stay bounded."""
        half = MOST // 2
        return self.counts if len(self.counts) <= MOST else [*self.counts[:half], *self.counts[-half:]]

    @property
    def first(self) -> Count:
        """Its earliest figure."""
        return self.counts[0]

    def current(self) -> Count | None:
        """The figure that stands: the last that brought news."""
        found: Count | None = None
        seen: set[float] = set()
        for c in self.counts:
            value = c.quantity.value
            if value is None or value in seen or c.retold:
                continue
            seen.add(value)
            if found is None or self._replaces(c, found):
                found = c
        return found

    @staticmethod
    def _replaces(new: Count, held: Count) -> bool:
        """Whether a figure told after another takes its place: told as a change, higher, or by the same outlet."""
        a, b = interval(new), interval(held)
        if a is None or b is None:
            return False
        if new.corrects:
            return True
        if agree(a, b):
            return new.quantity.bound == Bound.EXACT != held.quantity.bound
        if new.bygone or new.known_at == held.known_at:
            return False
        higher = (a.value or 0) > (b.value or 0)
        growing = grows(held, new) if higher else new.quantity.role in SHRINKS
        return growing or (new.outlet == held.outlet and new.statement.report != held.statement.report)


def tallies(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    places: Iterable[Where] = (),
) -> list[Tally]:
    """All figures of a story that can be followed, grouped by what they count; ``places`` are all mentions."""
    home = {s: c.id for c in claims for s in c.statements}
    foci = Foci(statements.values(), reports, places)
    counts = sorted(counts_of(statements.values(), reports, foci, home), key=in_order)
    out: list[Tally] = []
    by_key: dict[tuple[str, str, str, bool], list[Tally]] = {}
    for count in [c for c in counts if c.focus.own] + [c for c in counts if not c.focus.own]:
        heap = by_key.setdefault(count.key, [])
        fit = [(f, -i) for i, t in enumerate(heap) if (f := _fit(count, t, foci)) > 0]
        if fit:
            heap[-max(fit)[1]].add(count)
        else:
            heap.append(Tally())
            heap[-1].add(count)
            out.append(heap[-1])
    for tally in out:
        tally.counts.sort(key=in_order)
    return [t for t in out if t.first.quantity.role or len({c.quantity.value for c in t.counts}) > 1]


def _fit(count: Count, tally: Tally, foci: Foci) -> float:
    """How well a figure fits a tally; 0 where it must not join."""
    others = tally.sample()
    if any(_events_apart(count, other) or apart(count.focus, other.focus, foci) for other in others):
        return 0.0
    if count.claim and count.claim in tally.claims:
        return SAME_CLAIM
    return max((_pair(count, other) for other in others), default=0.0)


def _events_apart(a: Count, b: Count) -> bool:
    """Whether two figures are for things of other days: one long past and the other not, or both on exact days."""
    if _one_sentence(a, b) or _other_scope(a, b):
        return True
    if a.bygone != b.bygone:
        past, other = (a, b) if a.bygone else (b, a)
        if past.claim and past.claim == other.claim:
            return False
        placed = a.focus.own and b.focus.own and same_place(a.focus.places, b.focus.places)
        told_apart = other.focus.when is not None and days_apart(a.focus.when, b.focus.when)
        return told_apart or old(past.focus.when, past.published, LONG_PAST_DAYS) or not placed
    if not days_apart(a.focus.when, b.focus.when):
        return False
    dated = precise(a.focus.when) and precise(b.focus.when)
    return not (dated and (a.corrects or b.corrects)) and (a.bygone or b.bygone or (dated and not _reckoned(a, b)))


def _one_sentence(a: Count, b: Count) -> bool:
    """Whether one sentence tells both as two things: other values, and no change from one to the other."""
    if a.statement.report != b.statement.report or a.statement.sentence != b.statement.sentence:
        return False
    return a.quantity.value != b.quantity.value and not (a.retold or b.retold)


def _other_scope(a: Count, b: Count) -> bool:
    """Whether one is for the whole country, by its own words, and the other for a place in it."""
    whole = [bool(table()["everywhere"].intersection(tokens(c.statement.content))) for c in (a, b)]
    part = b if whole[0] else a
    return whole[0] != whole[1] and part.focus.own


def _reckoned(a: Count, b: Count) -> bool:
    """Whether a day may be that of the count, not the event: verbs like "put", "stand" and "rise" tell of counting."""
    return any(
        c.statement.predicate.split()[:1] in (["put"], ["stand"], ["rise"], ["be"], ["bring"], ["take"]) for c in (a, b)
    )


def _pair(a: Count, b: Count) -> float:
    """How sure it is that two figures count one thing, 0 to 4."""
    shared = len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))
    if a.claim and a.claim == b.claim:
        return SAME_CLAIM
    if not a.quantity.role:
        joint = len(a.words & b.words) / max(1, len(a.words | b.words))
        placed = a.focus.own and b.focus.own and same_place(a.focus.places, b.focus.places)
        return joint if (joint >= ALIKE or (placed and a.key[0] in GROUPS)) and len(a.words & b.words) > 1 else 0.0
    near = same_place(a.focus.wide, b.focus.wide)
    if near or (a.focus.mapped and b.focus.mapped):
        return (2.0 if a.focus.own and b.focus.own else 1.0) + shared if near else shared if shared >= ALIKE else 0.0
    return 0.5 + shared


def one_incident(a: Count, b: Count, foci: Foci) -> bool:
    """Whether two figures of one role are surely for one incident: by place or by names, and not apart in time."""
    if _events_apart(a, b) or apart(a.focus, b.focus, foci):
        return False
    return same_place(a.focus.places, b.focus.places) or bool(a.focus.called & b.focus.called)
