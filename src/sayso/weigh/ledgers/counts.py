"""One figure in one statement: what it counts, which way it changed, whether it is told as an earlier value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.records import Quantity, Report, Source, Statement, sortable
from sayso.terms import Bound, Direction, Naming, Phase, Polarity, SourceKind, Stance
from sayso.weigh.happened.focus import Foci, Focus, old
from sayso.weigh.language.counting import scope, table
from sayso.weigh.language.words import terms, tokens
from sayso.weigh.propositions import Number, number

PAST_DAYS = 3
"""Counts of something that ended this long before a report no longer grow with the news."""
SHRINKS = ("missing", "trapped")
"""What befell people who may be found or freed: a later count may be lower."""
ANOTHER_TIME = timedelta(hours=12)
"""Reports further apart than this may each be right about what grows: the area burned, the damage."""
STATIC = frozenset({"kg", "gram", "tonne", "tonnes"})
"""Units of weight, which like those of length and time tell what does not grow with the news."""


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
            table()["corrected"].intersection(tokens(self.statement.sentence.exact))
        )

    @property
    def bygone(self) -> bool:
        """Whether what it counts had ended days before the report."""
        return old(self.focus.when, self.published, PAST_DAYS)


def _counted(of: str) -> str:
    """What is counted where nothing befell it: one word for soldiers, troops and service members."""
    said = f" {' '.join(tokens(of))} "
    group = next((g for g in GROUPS if any(f" {word} " in said for word in table()[g])), "")
    return group or " ".join(terms(of))[-30:]


GROUPS = ("troops", "aircraft", "dwellings")


def _is_part(quantity: Quantity, text: str) -> str:
    """Of which kind a part is whose noun comes after it: "two of them children", "three of the dead were rescuers"."""
    found = _PART.match(text, quantity.span.end)
    return (terms(found.group(1)) or ("",))[0] if found and quantity.of_which else ""


_PART = re.compile(
    r"\s*of (?:them|whom|which|those|the \w+)(?: (?:killed|dead|injured|wounded))?,?"
    r"(?: (?:were|are|is|was))?(?: an?)? (?!(?:killed|dead|injured|wounded|shot)\b)([a-z]+)"
)


def _adds(quantity: Quantity, text: str) -> bool:
    """Whether a figure for the dead comes on top of others: "five more bodies", "another three died"."""
    before = tokens(text[max(0, quantity.span.start - 12) : quantity.span.start])[-1:]
    said = {*before, *tokens(quantity.span.exact.lower().replace("more than", "")), *tokens(quantity.of)[:1]}
    return quantity.role == "killed" and bool(table()["on_top"] & said)


AT_ONCE = timedelta(hours=1)
"""Two reports no further apart than this tell how many there were at one time."""
COUNTS = frozenset({SourceKind.BODY, SourceKind.PERSON, SourceKind.STATE})
"""Sources that count for themselves."""


def at_once(a: Count, b: Count) -> bool:
    """Whether two who count for themselves give exact figures at one time: neither takes the place of the other."""
    if a.known_at is None or b.known_at is None or abs(b.known_at - a.known_at) > AT_ONCE or a.corrects or b.corrects:
        return False
    said = [x for c in (a, b) if (x := _counter(c.statement)) is not None]
    if len(said) < 2:
        return False
    one, other = (set(terms(f"{x.name} {x.speaks_for}")) for x in said)
    return not one & other and a.quantity.bound == b.quantity.bound == Bound.EXACT


def _counter(s: Statement) -> Source | None:
    """The innermost source of a statement that counts for itself."""
    known = (Naming.NAMED, Naming.ROLE)
    return next((a.source for a in s.attributions[::-1] if a.source.kind in COUNTS and a.source.naming in known), None)


def grows(held: Count, new: Count) -> bool:
    """Whether a later, higher figure is news: a toll always, others on another day, but not lengths and weights."""
    if new.quantity.role:
        return True
    static = new.quantity.unit in table()["measures"] | STATIC
    return not static and bool(held.known_at and new.known_at and new.known_at - held.known_at > ANOTHER_TIME)


def in_order(c: Count) -> tuple[bool, str, str, int, bool, int]:
    """By the time of being known, then as told; the value before a change comes before the new one."""
    at, s = c.known_at, c.statement
    return at is None, sortable(at), s.report, s.sentence.start, not c.retold, c.quantity.span.start


def counts_of(
    statements: Iterable[Statement], reports: Mapping[str, Report], foci: Foci, home: Mapping[str, str]
) -> Iterable[Count]:
    """Every figure that statements tell as so, each place in a text once; of nested statements the shortest has it."""
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
                or (not q.role and q.unit in table()["measures"])
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


def interval(count: Count) -> Number | None:
    """A figure as an interval."""
    return number(count.quantity, count.statement.predicate)
