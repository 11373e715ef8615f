"""What happens in the world, seen through its mentions: merged when they are sure enough to tell the same."""

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
from sayso.weigh.happened.clusters import grow
from sayso.weigh.happened.focus import days_apart, precise, same_place
from sayso.weigh.happened.happenings import Compared, told
from sayso.weigh.language.words import fold, terms
from sayso.weigh.propositions import named_place
from sayso.weigh.who.identity import Identity

JOIN = 0.7
"""Least average probability of two groups of statements that tell one event; high, since a desk's story holds more like
events than the texts that the weights were learned from."""


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


def events(
    story: Story, claims: Sequence[Claim], statements: Mapping[str, Statement], identity: Identity
) -> tuple[Event, ...]:
    """The events of a story in order of time, the undated last; only what is told as having happened.

    ``statements`` are by id. Statements of one type are one event when they are in one claim or when they are sure
    enough to tell the same (:mod:`sayso.weigh.happened.happenings`), on the average over all of them; never where
    their days or their places lie apart. Two attacks on two towns stay two.
    """
    home = {s: c.id for c in claims for s in c.statements}
    kinds: dict[str, list[Statement]] = {}
    for s in statements.values():
        if s.id in home and _happened(s) and (kind := type_of(s)):
            kinds.setdefault(kind, []).append(s)
    made = [
        _event(story, group)
        for kind, mentions in sorted(kinds.items())
        for cluster in _clusters(sorted(mentions, key=_order), home, identity)
        for group in _gathered(kind, cluster, home)
    ]
    return tuple(sorted(made, key=lambda e: (e.when is None, str(e.when.earliest) if e.when else "", e.type, e.id)))


def _order(s: Statement) -> tuple[object, ...]:
    """Those with a time and a place first, so that the others find them."""
    return (s.when is None, not _places(s), s.report, s.spans[0].start, s.id)


def _clusters(mentions: Sequence[Statement], home: Mapping[str, str], identity: Identity) -> list[list[Statement]]:
    """The statements of one type, those that tell one event together; what is one claim stays together."""
    claims: dict[str, list[Statement]] = {}
    for s in mentions:
        claims.setdefault(home[s.id], []).append(s)
    firsts = [members[0] for members in claims.values()]
    compared = Compared([told(s, identity) for s in firsts])
    links = [(i, j, compared.sure(i, j)) for i, j in compared.pairs() if not _apart(firsts[i], firsts[j])]
    out: dict[int, list[Statement]] = {}
    for members, first in zip(claims.values(), grow(len(firsts), links, JOIN), strict=True):
        out.setdefault(first, []).extend(members)
    return list(out.values())


def _gathered(kind: str, mentions: Sequence[Statement], home: Mapping[str, str]) -> list[_Gathered]:
    """One event, or several where a statement lies apart from those before it."""
    groups: list[_Gathered] = []
    for s in mentions:
        fit = next((g for g in groups if not any(_apart(s, other) for other in g.statements)), None)
        if fit is None:
            groups.append(fit := _Gathered(kind))
        _add(fit, s, home[s.id])
    return groups


def _apart(a: Statement, b: Statement) -> bool:
    """Whether two statements tell of different days or places."""
    here, there = _places(a), _places(b)
    if here and there and not same_place(here, there):
        return True
    mine, other = _time(a), _time(b)
    return bool(mine and other and (precise(mine) or precise(other)) and days_apart(mine, other))


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
