"""What happens in the world, seen through its mentions: merged when type, place, day and parties agree."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from msgspec.structs import replace

from sayso.records import Claim, Event, Statement, Story, When, Where, content_id
from sayso.spans import contains
from sayso.terms import Phase, Polarity, Sense, Stance
from sayso.weigh.focus import days_apart, precise, same_place
from sayso.weigh.propositions import named_place
from sayso.weigh.words import fold, terms


@lru_cache(maxsize=1)
def _types() -> dict[str, str]:
    """Word -> type of event."""
    raw = tomllib.loads(files("sayso.data").joinpath("events.toml").read_text(encoding="utf-8"))["types"]
    return {word: kind for kind, words in raw.items() for word in words}


def type_of(statement: Statement) -> str:
    """The type of event that a statement tells; empty where its predicate tells none."""
    predicate = statement.predicate.lower()
    head = predicate.split()[0] if predicate else ""
    return _types().get(predicate) or _types().get(head, "")


def types_in(text: str) -> frozenset[str]:
    """The types of the events that the words of a noun phrase tell ("the truck bombing")."""
    table = _by_term()
    return frozenset(table[t] for t in terms(text) if t in table)


@lru_cache(maxsize=1)
def _by_term() -> dict[str, str]:
    return {terms(word)[0]: kind for word, kind in _types().items() if len(terms(word)) == 1}


@dataclass
class _Gathered:
    """Mentions taken as one event so far."""

    type: str
    statements: list[Statement] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)
    places: list[Where] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    actors: dict[str, str] = field(default_factory=dict)
    recipients: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)


def events(story: Story, claims: Sequence[Claim], statements: Mapping[str, Statement]) -> tuple[Event, ...]:
    """The events of a story in order of time, the undated last; only what is told as having happened.

    ``statements`` are by id. Two mentions are one event when they are of one type and in one claim, or when neither
    their days nor their places lie apart and they share a place and a party. Two attacks on two towns stay two.
    """
    home = {s: c.id for c in claims for s in c.statements}
    groups: dict[str, list[_Gathered]] = {}
    told = [s for s in statements.values() if s.id in home and _happened(s) and type_of(s)]
    for s in sorted(told, key=lambda s: (s.when is None, not _places(s), s.report, s.spans[0].start, s.id)):
        heap = groups.setdefault(type_of(s), [])
        fit = [(_likeness(g, s, home[s.id]), -i) for i, g in enumerate(heap)]
        best = max((f for f in fit if f[0] > 0), default=None)
        if best is None:
            heap.append(_Gathered(type_of(s)))
        _add(heap[-1] if best is None else heap[-best[1]], s, home[s.id])
    made = [_event(story, g) for heap in groups.values() for g in heap]
    return tuple(sorted(made, key=lambda e: (e.when is None, str(e.when.earliest) if e.when else "", e.type, e.id)))


def with_events(claims: Sequence[Claim], found: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims, each with the event that most of its statements tell."""
    holders: dict[str, list[Event]] = {}
    for event in found:
        for claim in event.claims:
            holders.setdefault(claim, []).append(event)
    out = []
    for c in claims:
        mine = max(
            holders.get(c.id, ()), key=lambda e, c=c: (len(set(e.statements) & set(c.statements)), e.id), default=None
        )
        out.append(replace(c, event=mine.id) if mine else c)
    return tuple(out)


def _happened(s: Statement) -> bool:
    real = s.phase in (Phase.PAST, Phase.ONGOING) and s.polarity == Polarity.POSITIVE
    return real and s.stance in (Stance.AFFIRMS, Stance.WITHHOLDS, Stance.DOUBTS)


def _places(s: Statement) -> list[Where]:
    return [w for w in s.where if w.sense == Sense.LOCATION and named_place(w)]


def _time(s: Statement) -> When | None:
    """The time that the statement's own words give."""
    inside = s.when is not None and any(contains(span, s.when.span) for span in (*s.spans, s.sentence))
    return s.when if inside and s.when and s.when.earliest else None


def _likeness(group: _Gathered, s: Statement, claim: str) -> float:
    """How sure it is that a mention belongs to an event; 0 where it must not."""
    places, when = _places(s), _time(s)
    if places and group.places and not same_place(places, group.places):
        return 0.0
    if when and any(days_apart(when, t) for t in group.times if precise(t) or precise(when)):
        return 0.0
    if claim in group.claims:
        return 3.0
    parties = {fold(s.subject), fold(s.object)} - {""}
    shared = parties & (set(group.actors) | set(group.recipients))
    words = set(terms(f"{s.subject} {s.object}"))
    common = len(words & group.words)
    placed = bool(places and group.places)
    if placed and (shared or common > 1):
        return 2.0 + 0.1 * common
    return 1.0 + 0.1 * common if shared and common > 1 and (when is None or bool(group.times)) else 0.0


def _add(group: _Gathered, s: Statement, claim: str) -> None:
    group.statements.append(s)
    group.claims.add(claim)
    known = {w.gazetteer or w.name for w in group.places}
    group.places += [w for w in _places(s) if (w.gazetteer or w.name) not in known]
    when = _time(s)
    if when and not any((t.earliest, t.latest) == (when.earliest, when.latest) for t in group.times):
        group.times.append(when)
    if s.subject:
        group.actors.setdefault(fold(s.subject), s.subject)
    if s.object:
        group.recipients.setdefault(fold(s.object), s.object)
    group.words |= set(terms(f"{s.subject} {s.object}"))


def _event(story: Story, group: _Gathered) -> Event:
    ids = sorted(s.id for s in group.statements)
    return Event(
        id=content_id("event", story.id, group.type, ids[0]),
        type=group.type,
        actors=tuple(group.actors.values()),
        recipients=tuple(group.recipients.values()),
        when=min(group.times, key=lambda t: (not precise(t), str(t.earliest)), default=None),
        where=group.places[0] if group.places else None,
        statements=tuple(ids),
        claims=tuple(sorted(group.claims)),
    )
