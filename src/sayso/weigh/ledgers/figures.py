"""Counts that belong together: the dead of one event, the people on one ship; a figure stands in one at most."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files

from sayso.records import Claim, Quantity, Report, Statement, Where, sortable
from sayso.terms import Bound, Direction, Phase, Polarity, Stance
from sayso.weigh.happened.focus import Foci, Focus, apart, days_apart, old, precise, same_place
from sayso.weigh.language.words import terms, tokens
from sayso.weigh.matching.vetoes_of_figures import agree
from sayso.weigh.propositions import Number, number

PAST_DAYS = 3
"""Counts of something that ended this long before a report no longer grow with the news."""
LONG_PAST_DAYS = 30
"""What ended this long before a report is another matter than what the report is about, unless it says otherwise."""
MOST = 60
"""Figures of one tally that are compared with one another; the earliest, so that large stories stay bounded."""
SAME_CLAIM = 4.0
"""How sure it is that two figures in statements of one claim count one thing."""
ALIKE = 0.5
"""Least share of common content words of two clauses that count one thing without a role."""


SHRINKS = ("missing", "trapped")
"""What befell people who may be found or freed: a later count may be lower."""
ANOTHER_TIME = timedelta(hours=12)
"""Reports further apart than this may each be right about what grows: the area burned, the damage."""
STATIC = frozenset({"kg", "gram", "tonne", "tonnes"})
"""Units of weight, which like those of length and time tell what does not grow with the news."""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files("sayso.data").joinpath("counts.toml").read_text(encoding="utf-8"))
    return {key: frozenset(words) for key, words in raw.items() if isinstance(words, list)}


@dataclass(frozen=True)
class Count:
    """One figure in one statement."""

    statement: Statement
    quantity: Quantity
    focus: Focus
    known_at: datetime | None
    published: datetime | None
    outlet: str
    claim: str
    words: frozenset[str]
    """Content words of its clause, numbers left out."""
    retold: bool
    """Whether it is told as the earlier value ("from 14 to 12")."""
    part: str
    """Which part of others it counts, where its own noun does not say so."""
    direction: Direction
    """Which way it is told to have changed."""

    @property
    def key(self) -> tuple[str, str, str, bool]:
        """What must be equal for two figures to count one thing: role or noun, unit, part, whether a part."""
        q = self.quantity
        return (q.role or _counted(q.of), q.unit, self.part or scope(q), q.of_which)

    @property
    def corrects(self) -> bool:
        """Whether the words say that an earlier figure was wrong or has changed."""
        return self.direction != Direction.NONE or bool(
            _table()["corrected"].intersection(tokens(self.statement.sentence.exact))
        )

    @property
    def bygone(self) -> bool:
        """Whether what it counts had ended days before the report."""
        return old(self.focus.when, self.published, PAST_DAYS)


def _counted(of: str) -> str:
    """What is counted where nothing befell it: one word for soldiers, troops and service members."""
    said = f" {' '.join(tokens(of))} "
    group = next((g for g in _GROUPS if any(f" {word} " in said for word in _table()[g])), "")
    return group or " ".join(terms(of))[-30:]


_GROUPS = ("troops", "aircraft", "dwellings")


def _is_part(quantity: Quantity, text: str) -> str:
    """Of which kind a part is whose noun comes after it: "two of them children", "three of the dead were rescuers"."""
    found = _PART.match(text, quantity.span.end)
    return (terms(found.group(1)) or ("",))[0] if found and quantity.of_which else ""


_PART = re.compile(
    r"\s*of (?:them|whom|which|those|the \w+)(?: (?:killed|dead|injured|wounded))?,?"
    r"(?: (?:were|are|is|was))?(?: an?)? ([a-z]+)"
)


def _adds(quantity: Quantity, text: str) -> bool:
    """Whether a figure for the dead comes on top of others: "five more bodies", "another three died"."""
    before = tokens(text[max(0, quantity.span.start - 12) : quantity.span.start])[-1:]
    said = {*before, *tokens(quantity.span.exact.lower().replace("more than", "")), *tokens(quantity.of)[:1]}
    return quantity.role == "killed" and bool(_table()["on_top"] & said)


def scope(quantity: Quantity) -> str:
    """Which part of the victims is counted; empty for all of them."""
    words = [w for w in tokens(quantity.of.split(",")[0]) if w.isalpha()]
    if not words or _table()["whole"].intersection(words) or not quantity.role:
        return ""
    return terms(" ".join(words[-1:]))[0] if terms(" ".join(words[-1:])) else words[-1]


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
    counts = sorted(_counts(statements.values(), reports, foci, home), key=_order)
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
        tally.counts.sort(key=_order)
    return [t for t in out if t.first.quantity.role or len({c.quantity.value for c in t.counts}) > 1]


def grows(held: Count, new: Count) -> bool:
    """Whether a later, higher figure is news: a toll always, others on another day, but not lengths and weights."""
    if new.quantity.role:
        return True
    static = new.quantity.unit in _table()["measures"] | STATIC
    return not static and bool(held.known_at and new.known_at and new.known_at - held.known_at > ANOTHER_TIME)


def _order(c: Count) -> tuple[bool, str, str, int, bool, int]:
    """By the time of being known, then as told; the value before a change comes before the new one."""
    at, s = c.known_at, c.statement
    return at is None, sortable(at), s.report, s.sentence.start, not c.retold, c.quantity.span.start


def _counts(
    statements: Iterable[Statement], reports: Mapping[str, Report], foci: Foci, home: Mapping[str, str]
) -> Iterable[Count]:
    seen: set[tuple[str, int, int]] = set()
    for s in sorted(statements, key=lambda s: (s.report, sum(p.end - p.start for p in s.spans), s.id)):
        if s.stance != Stance.AFFIRMS or s.phase in (Phase.HYPOTHETICAL, Phase.FUTURE):
            continue
        report = reports[s.report]
        words = frozenset(w for w in terms(f"{s.subject} {s.content}") if not w[0].isdigit())
        for q in s.quantities:
            at = (s.report, q.span.start, q.span.end)
            article = q.span.exact.lower() in ("a", "an")
            if (
                at in seen
                or article
                or (not q.role and q.unit in _table()["measures"])
                or s.polarity == Polarity.NEGATIVE
            ):
                continue
            seen.add(at)
            part = _is_part(q, report.text)
            if (q.of_which and not part and not scope(q)) or _adds(q, report.text):
                continue
            yield Count(
                statement=s,
                quantity=q,
                focus=foci.of(s),
                known_at=report.published or report.retrieved,
                published=report.published,
                outlet=report.outlet,
                claim=home.get(s.id, ""),
                words=words,
                retold=_retold(q, s, report),
                part=part,
                direction=_change(q, report),
            )


def _retold(quantity: Quantity, statement: Statement, report: Report) -> bool:
    """Whether a figure is told as the value before another of its clause ("five, up from four", "from 14 to 12")."""
    if all(q.span == quantity.span or q.value is None for q in statement.quantities):
        return False
    before = report.text[max(statement.sentence.start, quantity.span.start - 60) : quantity.span.start]
    after = report.text[quantity.span.end : statement.sentence.end]
    changed = any(q.direction != Direction.NONE for q in statement.quantities)
    return bool(_EARLIER.search(before) or _SINCE.match(after) or (changed and before.lower().endswith("from ")))


_EARLIER = re.compile(
    r"(?:\b(?:up|down|revised|corrected) from|\b(?:earlier|previous|initial|preliminary|prior|first|provisional)"
    r" (?:official |police )?(?:figure|count|toll|estimate|report|number|tally|total)s?(?: of)?"
    r"|\b(?:previously|earlier|initially|first) (?:put|given|reported|announced)(?: at| as)?|\bcompared (?:with|to))"
    r"\s+(?:the )?$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\s*(?:\w+ ){0,2}(?:reported|announced|given|counted|confirmed|told of)"
    r" (?:earlier|before|previously|initially|at first|the day before|on [A-Z]\w+day)",
)


def _change(quantity: Quantity, report: Report) -> Direction:
    """Which way a figure is told to have changed, also by what comes after it ("five, up from four")."""
    found = _COMES_FROM.match(report.text, quantity.span.end)
    if quantity.direction != Direction.NONE or not found:
        return quantity.direction
    return Direction.ROSE if found.group(1) == "up" else Direction.FELL


_COMES_FROM = re.compile(r"[^.;,]{0,80},? (up|down) from ")


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
    if _one_sentence(a, b):
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
    return a.quantity.value != b.quantity.value and not (a.corrects or b.corrects or a.retold or b.retold)


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
        return joint if (joint >= ALIKE or (placed and a.key[0] in _GROUPS)) and len(a.words & b.words) > 1 else 0.0
    near = same_place(a.focus.places, b.focus.places)
    if a.focus.places and b.focus.places:
        return (2.0 if a.focus.own and b.focus.own else 1.0) + shared if near else shared if shared >= ALIKE else 0.0
    return 0.5 + shared


def one_incident(a: Count, b: Count, foci: Foci) -> bool:
    """Whether two figures of one role are surely for one incident: by place or by names, and not apart in time."""
    if _events_apart(a, b) or apart(a.focus, b.focus, foci):
        return False
    return same_place(a.focus.places, b.focus.places) or bool(a.focus.called & b.focus.called)


def interval(count: Count) -> Number | None:
    """A figure as an interval."""
    return number(count.quantity, count.statement.predicate)
