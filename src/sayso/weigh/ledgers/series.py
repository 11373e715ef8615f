"""Quantities and states through time: every value stays, a later one supersedes it, nothing is invented."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from sayso.records import Claim, Point, Report, Series, Statement, Story, When, Where, content_id
from sayso.terms import Bound, Certainty, Direction, Phase, PlaceKind, Precision, SeriesKind
from sayso.weigh.language.things import Thing, pronoun
from sayso.weigh.ledgers.counts import Count, at_once
from sayso.weigh.ledgers.figures import Tally, tallies
from sayso.weigh.ledgers.states import Holding, holdings


def series(
    story: Story,
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    places: Iterable[Where] = (),
) -> tuple[Series, ...]:
    """The ledgers of a story, quantities first, then states.

    ``statements`` and ``reports`` are by id; ``places`` are all mentions of places in the reports. A statement whose
    report is not given is left out. An id stays the same
    while the series keeps its first point.
    """
    own = {i: s for i, s in statements.items() if s.report in reports}
    found = tallies(claims, own, reports, places)
    figures = [_quantity(story, tally, found) for tally in found]
    states = [_state(story, group, reports) for group in _by_thing(holdings(own.values(), reports, places))]
    ordered = sorted(figures, key=lambda s: (s.attribute, s.subject, s.id))
    return (*ordered, *sorted(states, key=lambda s: (s.subject, s.attribute, s.id)))


# ---------------------------------------------------------------- quantities


def _quantity(story: Story, tally: Tally, others: Sequence[Tally]) -> Series:
    first = tally.first
    role, unit, part, of_which = first.key
    current = tally.current()
    attribute = role if not part else f"{role} ({part})"
    attribute = f"{attribute} (of those)" if of_which and not part else attribute
    subject = _named(tally) or _beside(tally, others) or first.quantity.of or unit
    if not first.quantity.role:
        subject = subject if _named(tally) and unit == "persons" else _measured(tally) or subject
        attribute = _measure(first) or unit
    return Series(
        id=content_id("series", story.id, *first.key, first.statement.id, first.quantity.span.start),
        kind=SeriesKind.QUANTITY,
        subject=subject,
        attribute=attribute,
        unit=unit,
        points=tuple(_figure(c, current, tally) for c in tally.counts),
        story=story.id,
    )


def _named(tally: Tally) -> str:
    """Where at least half of the reports themselves put what is counted, as printed; else a name beside the figure."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for count in {c.statement.report: c for c in tally.counts if c.focus.own}.values():
        for where in sorted(count.focus.places, key=_coarseness)[:1]:
            told[where.gazetteer or where.name][where.span.exact] += 1
    if told:
        printed = max(told.values(), key=lambda names: (names.total(), min(names)))
        if 2 * printed.total() >= len({c.statement.report for c in tally.counts}):
            return max(printed, key=lambda name: (printed[name], name))
    names = Counter(n for c in tally.counts for n in c.statement.entities)
    names = names or Counter(" ".join(sorted(c.focus.names)).title() for c in tally.counts if c.focus.names)
    return max(names, key=lambda name: (names[name], len(name), name)) if names else ""


def _beside(tally: Tally, others: Sequence[Tally]) -> str:
    """The name of another toll of the same reports, where nothing is named beside a figure."""
    reports = {c.statement.report for c in tally.counts}
    near = (t for t in others if t is not tally and t.first.quantity.role)
    names = Counter(name for t in near for c in t.counts if c.statement.report in reports and (name := _named(t)))
    return max(names, key=lambda name: (names[name], name)) if names else ""


def _measure(count: Count) -> str:
    """What is counted: the noun before a sum ("damage of 40 million euros"), else the noun phrase after the number."""
    told, of = count.quantity, count.quantity.of
    start = count.statement.spans[0].start
    before = _OF.search(count.statement.content[: max(0, told.span.start - start)])
    name = of in count.statement.entities or (of[:1].isupper() and " " not in of)
    return before[1] if before else "" if name else of


_OF = re.compile(r"(?!(?:is|was|are|were|be|been)\b)\b([a-z-]+) (?:of|worth|totalling|put at|estimated at) $")


def _measured(tally: Tally) -> str:
    """What a figure without victims is told of: the subject of its clause, else the object, as first printed."""
    told = [text for c in tally.counts for text in (c.statement.subject, c.statement.object)]
    numbers = {c.quantity.span.exact for c in tally.counts}
    named = (t for t in told if t and not pronoun(t) and not any(n in t for n in numbers))
    return " ".join(next(named, "").split())[:80]


def _coarseness(where: Where) -> int:
    return [PlaceKind.CITY, PlaceKind.OTHER, PlaceKind.REGION, PlaceKind.WATER, PlaceKind.COUNTRY].index(where.kind)


def _figure(count: Count, current: Count | None, tally: Tally) -> Point:
    when = count.quantity.as_of or count.statement.when
    return Point(
        value=count.quantity.value,
        bound=count.quantity.bound,
        direction=Direction.NONE if count.retold else count.direction,
        valid_at=moment(when),
        valid_precision=when.precision if when else Precision.VAGUE,
        known_at=count.known_at,
        statement=count.statement.id,
        phase=Phase.PAST,
        superseded=current is not None and _outdated(count, current, tally),
    )


def _outdated(count: Count, current: Count, tally: Tally) -> bool:
    """Whether the current figure has taken the place of another; of what was over for days nothing new is counted.

    A lower toll told late ("at least four" after "six") is outdated once the higher one is told again.
    """
    value, now = count.quantity.value, current.quantity.value
    if value is None or now is None or value == now or at_once(count, current):
        return False
    if count.retold:
        return True
    if not current.corrects and any(c.bygone for c in tally.counts):
        return False
    told = next((c.known_at for c in tally.counts if c.quantity.value == value), count.known_at)
    rises = bool(count.quantity.role) and now > value and not current.corrects
    since = [c.known_at for c in tally.counts if c.known_at and c.quantity.value == now] if rises else []
    return _earlier(told, max(since, default=current.known_at))


def moment(when: When | None) -> datetime | None:
    """One moment for a time: its first second; the middle of a part of a day; a clock time as printed, as UTC."""
    if when is None or when.earliest is None or when.latest is None:
        return when.earliest if when else None
    if when.precision not in (Precision.MINUTE, Precision.HOUR):
        return when.earliest
    if (when.latest - when.earliest).total_seconds() > 3600 and _CLOCK.fullmatch(when.value):
        return datetime.fromisoformat(when.value).replace(tzinfo=UTC)
    return (when.earliest + (when.latest - when.earliest) / 2).replace(microsecond=0)


_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?")


def _earlier(a: datetime | None, b: datetime | None) -> bool:
    return a is not None and b is not None and a < b


# -------------------------------------------------------------------- states


def _by_thing(found: Sequence[Holding]) -> list[list[Holding]]:
    groups: dict[tuple[Thing, str], list[Holding]] = {}
    for h in found:
        groups.setdefault((h.thing, h.attribute), []).append(h)
    return list(groups.values())


def _state(story: Story, group: Sequence[Holding], reports: Mapping[str, Report]) -> Series:
    """One thing's states; what is only expected has phase FUTURE. Of two told at once, a return comes last."""
    once = {(h.statement.report, h.statement.sentence.start, h.value, h.phase): h for h in reversed(group)}
    told = sorted(
        ((_point(h, reports), h.returns) for h in once.values()), key=lambda pair: (*_known(pair[0]), pair[1])
    )
    held = [(p, r) for p, r in told if p.phase != Phase.FUTURE]
    last = max(held, key=lambda pair: (_began(pair[0]), *_known(pair[0]), pair[1]), default=None)
    thing = group[0].thing
    return Series(
        id=content_id("series", story.id, group[0].attribute, thing.kind, thing.owner, thing.place),
        kind=SeriesKind.STATE,
        subject=thing.printed or thing.kind,
        attribute=group[0].attribute,
        points=tuple(replace(p, superseded=last is not None and _overtaken(p, last[0])) for p, _ in told),
        story=story.id,
    )


def _point(h: Holding, reports: Mapping[str, Report]) -> Point:
    s = h.statement
    report = reports[s.report]
    expected = h.phase == Phase.FUTURE or (s.certainty != Certainty.CERTAIN and h.phase != Phase.PAST)
    return Point(
        value=h.value,
        bound=Bound.EXACT,
        direction=Direction.NONE,
        valid_at=moment(s.when),
        valid_precision=s.when.precision if s.when else Precision.VAGUE,
        known_at=report.published or report.retrieved,
        statement=s.id,
        phase=Phase.FUTURE if expected else h.phase,
    )


def _known(point: Point) -> tuple[bool, datetime, bool, datetime]:
    """Sorts by the time of being known, then by the time it holds for; the unknown last."""
    never = datetime.max.replace(tzinfo=UTC)
    return point.known_at is None, point.known_at or never, point.valid_at is None, point.valid_at or never


def _began(point: Point) -> datetime:
    """When a state began, as well as can be told."""
    return point.valid_at or point.known_at or datetime.min.replace(tzinfo=UTC)


def _overtaken(point: Point, last: Point) -> bool:
    """Whether another state has taken its place; an expectation, when it has come true or its time has passed."""
    if point.phase != Phase.FUTURE:
        return point.value != last.value
    if not _earlier(point.known_at, last.known_at):
        return False
    due = point.valid_at is not None and _began(last) >= point.valid_at
    return due or point.value == last.value
