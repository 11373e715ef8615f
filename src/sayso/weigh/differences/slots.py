"""One happening, told of different days, clock times or places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations

from sayso.records import Statement
from sayso.spans import contains
from sayso.terms import (
    ConflictClass,
    ConflictKind,
    Verdict,
)
from sayso.weigh.differences.alike import (
    MOST,
    ONE_OF_SEVERAL,
    due,
    judged,
    named_alike,
    real,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.events import type_of, types_in
from sayso.weigh.happened.focus import Focus, apart, days_apart, old, precise, same_place
from sayso.weigh.language.words import fold, terms, tokens
from sayso.weigh.ledgers.figures import LONG_PAST_DAYS

ONE_BUT_FOR_A_SLOT = 0.38
"""Score of the judge from which two statements would be one claim, were it not for the slot."""
ONE_MATTER = 0.2
"""Score of the judge from which two statements that also share an object or a name tell of one deed."""
ALIKE_BESIDE = 0.3
"""Score from which two statements that name one deed beside what they tell name one and the same."""
SHARED_BESIDE = 3
CLOCKS_APART = timedelta(minutes=20)
"""Clock times of one event that lie less than this apart are one time."""
ONE_NIGHT = timedelta(hours=6)
"""Clock times further apart than this are of two events."""
ONE_NEWS = timedelta(hours=12)
"""Reports further apart than this may both be right about what is to come: plans change."""
TALK = frozenset(
    {"", "announcement", "warning", "accusation", "denial", "meeting", "provision", "deployment", "protest"}
)
"""Types of events that one party may take part in on several days and in several places."""
ONCE = frozenset({"crash", "disaster", "arrest", "resignation", "abduction", "agreement", "release"})
"""Types of events that befall one thing or person once in a story."""


def slots(m: Material) -> Iterator[Found]:
    """One happening, told of different days or places: what the judge would call one claim but for that."""
    stateful = {h.statement.id for h in m.states}
    for a, b, score in judged(m, ONE_MATTER, (Verdict.RELATED, Verdict.DIFFERENT, Verdict.SAME)):
        names = m.foci.of(a).called | m.foci.of(b).called
        beside = score >= ALIKE_BESIDE and (_one_deed_beside(a, b) or _alike_but_for(a, b, names))
        if {a.id, b.id} & stateful or not (beside or one_happening(a, b) or _told_twice(a, b)):
            continue
        if score < ONE_BUT_FOR_A_SLOT and not (beside or _one_victim(a, b)):
            continue
        if days_apart(a.when, b.when) and a.when and b.when:
            if bool(_dated_blow(a)) != bool(_dated_blow(b)):
                continue  # one of the times is that of something else beside what is told
            if apart(m.foci.of(a), m.foci.of(b), m.foci):
                continue  # another day and another place: another happening
            if _once_more(a) != _once_more(b) or _of_old(m, a) != _of_old(m, b):
                continue  # it happened more than once
            why = f"“{a.when.span.exact}” against “{b.when.span.exact}”"
            cls = ConflictClass.REVISION if _put_off(m, a, b) else ConflictClass.CONFLICT
            yield Found(ConflictKind.DATE, cls, a, b, why)
        elif where := _two_places(m, a, b):
            why = f"{where[0]} against {where[1]}"
            yield Found(ConflictKind.PLACE, ConflictClass.CONFLICT, a, b, why)


def _once_more(s: Statement) -> bool:
    """Whether a statement tells what had happened before ("closed again")."""
    return bool({"again", "another"}.intersection(tokens(s.content)))


def _of_old(m: Material, s: Statement) -> bool:
    """Whether it lies so far back that its report tells it as background."""
    return old(s.when, m.reports[s.report].published, LONG_PAST_DAYS)


def _one_deed_beside(a: Statement, b: Statement) -> bool:
    """Whether two reports name one blow with its place and time beside what they tell ("after raids on Tarn today")."""
    if a.report == b.report or not (real(a) and real(b) and same_place(a.where, b.where)):
        return False
    several = ONE_OF_SEVERAL.intersection((*tokens(a.content), *tokens(b.content)))
    shared = set(terms(a.content)) & set(terms(b.content))
    return bool(_dated_blow(a) & _dated_blow(b)) and not several and len(shared) > SHARED_BESIDE


def _dated_blow(s: Statement) -> frozenset[str]:
    """The blows whose noun stands right before the time of a statement."""
    if s.when is None or not (within := [p for p in s.spans if contains(p, s.when.span)]):
        return frozenset()
    found = _BESIDE.search(within[0].exact[: s.when.span.start - within[0].start])
    return frozenset(terms(found[1])) if found else frozenset()


_BESIDE = re.compile(
    r"\b(?:for|of|after|over|to) (?:[\w-]+ ){0,3}?((?:air ?)?(?:strike|raid|attack|bombing)s?)\b[^,.;]{0,30}$"
)


def _told_twice(a: Statement, b: Statement) -> bool:
    """Whether one report tells in two sentences of one thing that befalls a thing once."""
    if a.report != b.report or a.sentence == b.sentence or type_of(a) not in ONCE or type_of(a) != type_of(b):
        return False
    several = ONE_OF_SEVERAL.intersection((*tokens(a.content), *tokens(b.content)))
    one = set(terms(a.object or a.subject)) & set(terms(b.object or b.subject))
    return real(a) and real(b) and not several and len(one) > 1 and precise(a.when) and precise(b.when)


def _two_places(m: Material, a: Statement, b: Statement) -> tuple[str, str] | None:
    """How two statements name the places where they put one happening, where these cannot be one place."""
    if turned := _sides(a, b):
        return turned
    here, there = m.foci.of(a), m.foci.of(b)
    if here.own and there.own and apart(here, there, m.foci) and _alike_but_for(a, b, here.called | there.called):
        return _called(here), _called(there)
    if not (here.own and there.own and apart(here, there, m.foci) and named_alike(a, b)):
        return None
    mine, theirs = (_called(x) for x in (here, there))
    mapped = bool(here.places and there.places)
    known = mapped or type_of(a) == type_of(b) in ONCE
    return (mine, theirs) if mine and theirs and known else None


def _alike_but_for(a: Statement, b: Statement, names: frozenset[str]) -> bool:
    """Whether two statements of one deed of one day are the same, word for word, but for names of places."""
    mine, theirs = ({t for w in fold(s.content).split() if w not in names for t in terms(w)} for s in (a, b))
    dated = precise(a.when) and precise(b.when)
    return dated and mine == theirs and len(mine) >= SAME_TELLING


SAME_TELLING = 5
"""Content words from which two statements that have all of them in common tell one deed."""


def _called(focus: Focus) -> str:
    """How a place is printed, or the words of a name that no map has."""
    return focus.places[0].span.exact if focus.places else " ".join(sorted(focus.names)).title()


def _sides(a: Statement, b: Statement) -> tuple[str, str] | None:
    """One thing with two sides of the compass: "the north face", "the south face"."""
    mine, theirs = ({m[2].lower(): m[1].lower() for m in _SIDE.finditer(s.content)} for s in (a, b))
    for noun in sorted(mine.keys() & theirs.keys()):
        if mine[noun].removesuffix("ern") != theirs[noun].removesuffix("ern"):
            return f"{mine[noun]} {noun}", f"{theirs[noun]} {noun}"
    return None


_SIDE = re.compile(r"\b((?:north|south)?(?:north|south|east|west)(?:ern)?) (?!of\b|and\b|or\b)([a-z]+)", re.IGNORECASE)


def one_happening(a: Statement, b: Statement) -> bool:
    """Whether two affirmed statements in two reports tell one kind of thing and share participants."""
    if a.report == b.report or not ((real(a) and real(b)) or (due(a) and due(b))):
        return False
    same_verb = bool(set(terms(a.predicate)) & set(terms(b.predicate))) or (type_of(a) == type_of(b) != "")
    shared = set(terms(f"{a.subject} {a.object}")) & set(terms(f"{b.subject} {b.object}"))
    if not (a.subject or a.object or b.subject or b.object):  # "a fire at the grain store"
        shared = set(terms(a.content)) & set(terms(b.content))
    return same_verb and (len(shared) > 1 or bool(set(a.entities) & set(b.entities)) or named_alike(a, b))


def _put_off(m: Material, a: Statement, b: Statement) -> bool:
    """Whether what is to come may have been given another day between two reports."""
    x, y = (m.reports[s.report].published for s in (a, b))
    return due(a) and due(b) and x is not None and y is not None and abs(x - y) > ONE_NEWS


def _one_victim(a: Statement, b: Statement) -> bool:
    """Whether one deed is done to, or befalls, one named thing."""
    return type_of(a) == type_of(b) and type_of(a) not in TALK and named_alike(a, b, ("object",))


def clocks(m: Material) -> Iterator[Found]:
    """One attack or blast of one day, told of two clock times; times with a zone are not compared with others."""
    told = [(s, at, kinds) for s in m.ordered if (at := _clock(s)) and (kinds := _occurs(s)) and real(s)]
    seen: set[tuple[datetime, ...]] = set()
    for (a, x, what), (b, y, that) in combinations(told[:MOST], 2):
        near = CLOCKS_APART <= abs(x - y) <= ONE_NIGHT and tuple(sorted((x, y))) not in seen
        if near and what & that and a.report != b.report and not apart(m.foci.of(a), m.foci.of(b), m.foci):
            seen.add(tuple(sorted((x, y))))
            why = f"“{a.when.span.exact}” against “{b.when.span.exact}”" if a.when and b.when else "two clock times"
            yield Found(ConflictKind.DATE, ConflictClass.CONFLICT, a, b, why)


def _clock(s: Statement) -> datetime | None:
    """The clock time that a statement's own words give, where it has no zone."""
    if not s.when or not _CLOCK.fullmatch(s.when.value) or not any(contains(span, s.when.span) for span in s.spans):
        return None
    return datetime.fromisoformat(s.when.value)


_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?")
_LIGHT = frozenset({"happen", "occur", "take", "begin", "start", "come", "hit", "strike", "go", "hear", "report"})
_BURSTS = {"attack": "attack", "explosion": "attack", "crash": "crash", "disaster": "disaster", "fire": "fire"}


def _occurs(s: Statement) -> frozenset[str]:
    """Kinds of the event that a statement puts in time ("the explosion happened at"); empty for one of several."""
    light = bool(set(s.predicate.split()[:1]) & _LIGHT)
    if ONE_OF_SEVERAL.intersection(tokens(s.content)) or not (light or not (s.subject or s.object)):
        return frozenset()
    kinds = types_in(f"{s.subject} {s.object}") if light else {type_of(s)}
    return frozenset(_BURSTS[k] for k in kinds if k in _BURSTS)
