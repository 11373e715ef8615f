"""Differences in when, where, who and how sure: rules over typed slots of statements that tell of one happening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from sayso.records import Argument, Source, Statement
from sayso.spans import contains
from sayso.terms import (
    Certainty,
    ConflictClass,
    ConflictKind,
    Naming,
    Phase,
    Polarity,
    Quoting,
    SourceKind,
    Stance,
    Verdict,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.events import type_of, types_in
from sayso.weigh.happened.focus import Focus, apart, days_apart, precise, same_place, spot
from sayso.weigh.language.words import fold, terms, tokens

ONE_BUT_FOR_A_SLOT = 0.38
"""Score of the judge from which two statements would be one claim, were it not for the slot."""
ONE_MATTER = 0.2
"""Score of the judge from which two statements that also share an object or a name tell of one deed."""
ALIKE_BESIDE = 0.3
"""Score from which two statements that name one deed beside what they tell name one and the same."""
SHARED_BESIDE = 3
SURELY_ONE = 0.6
"""Score from which two statements differ in nothing but how sure they are."""
CLOCKS_APART = timedelta(minutes=20)
"""Clock times of one event that lie less than this apart are one time."""
ONE_NIGHT = timedelta(hours=6)
"""Clock times further apart than this are of two events."""
ONE_NEWS = timedelta(hours=12)
"""Reports further apart than this may both be right about what is to come: plans change."""
LEAST_WORDS = 5
"""Words from which two equal quotations are one."""
MOST = 60
"""Statements of one kind that are compared with one another; the earliest, so that large stories stay bounded."""
TALK = frozenset(
    {"", "announcement", "warning", "accusation", "denial", "meeting", "provision", "deployment", "protest"}
)
"""Types of events that one party may take part in on several days and in several places."""
ONCE = frozenset({"crash", "disaster", "arrest", "resignation", "abduction", "agreement", "release"})
"""Types of events that befall one thing or person once in a story."""
DEEDS = frozenset({"attack", "explosion", "casualties", "abduction", "seizure", "crash"})
"""Types of events that one doer has."""


# ----------------------------------------------------------- dates and places


def slots(m: Material) -> Iterator[Found]:
    """One happening, told of different days or places: what the judge would call one claim but for that."""
    stateful = {h.statement.id for h in m.states}
    for a, b, score in judged(m, ONE_MATTER, (Verdict.RELATED, Verdict.DIFFERENT, Verdict.SAME)):
        beside = score >= ALIKE_BESIDE and _one_deed_beside(a, b)
        if {a.id, b.id} & stateful or not (beside or one_happening(a, b) or _told_twice(a, b)):
            continue
        if score < ONE_BUT_FOR_A_SLOT and not (beside or _one_victim(a, b)):
            continue
        if days_apart(a.when, b.when) and a.when and b.when:
            if bool(_dated_blow(a)) != bool(_dated_blow(b)):
                continue  # one of the times is that of something else beside what is told
            if apart(m.foci.of(a), m.foci.of(b), m.foci):
                continue  # another day and another place: another happening
            why = f"“{a.when.span.exact}” against “{b.when.span.exact}”"
            cls = ConflictClass.REVISION if _put_off(m, a, b) else ConflictClass.CONFLICT
            yield Found(ConflictKind.DATE, cls, a, b, why)
        elif where := _two_places(m, a, b):
            why = f"{where[0]} against {where[1]}"
            yield Found(ConflictKind.PLACE, ConflictClass.CONFLICT, a, b, why)


def _one_deed_beside(a: Statement, b: Statement) -> bool:
    """Whether two reports name one blow with its place and time beside what they tell ("after raids on Tarn today")."""
    if a.report == b.report or not (_real(a) and _real(b) and same_place(a.where, b.where)):
        return False
    several = _ONE_OF_SEVERAL.intersection((*tokens(a.content), *tokens(b.content)))
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
    several = _ONE_OF_SEVERAL.intersection((*tokens(a.content), *tokens(b.content)))
    one = set(terms(a.object or a.subject)) & set(terms(b.object or b.subject))
    return _real(a) and _real(b) and not several and len(one) > 1 and precise(a.when) and precise(b.when)


def _two_places(m: Material, a: Statement, b: Statement) -> tuple[str, str] | None:
    """How two statements name the places where they put one happening, where these cannot be one place."""
    if turned := _sides(a, b):
        return turned
    here, there = m.foci.of(a), m.foci.of(b)
    if not (here.own and there.own and apart(here, there, m.foci) and _named_alike(a, b)):
        return None
    mine, theirs = (_called(x) for x in (here, there))
    mapped = bool(here.places and there.places)
    return (mine, theirs) if mine and theirs and (mapped or type_of(a) == type_of(b) in ONCE) else None


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


def judged(m: Material, least: float, verdicts: Sequence[Verdict]) -> Iterator[tuple[Statement, Statement, float]]:
    """Pairs that the judge gave one of some verdicts and at least some score."""
    for j in m.judgements:
        if j.score >= least and j.verdict in verdicts:
            a, b = m.statements.get(j.left), m.statements.get(j.right)
            if a is not None and b is not None:
                yield a, b, j.score


def one_happening(a: Statement, b: Statement) -> bool:
    """Whether two affirmed statements in two reports tell one kind of thing and share participants."""
    if a.report == b.report or not ((_real(a) and _real(b)) or (_due(a) and _due(b))):
        return False
    same_verb = bool(set(terms(a.predicate)) & set(terms(b.predicate))) or (type_of(a) == type_of(b) != "")
    shared = set(terms(f"{a.subject} {a.object}")) & set(terms(f"{b.subject} {b.object}"))
    if not (a.subject or a.object or b.subject or b.object):  # "a fire at the grain store"
        shared = set(terms(a.content)) & set(terms(b.content))
    return same_verb and (len(shared) > 1 or bool(set(a.entities) & set(b.entities)) or _named_alike(a, b))


def _real(s: Statement) -> bool:
    return s.stance == Stance.AFFIRMS and s.phase in (Phase.PAST, Phase.ONGOING) and s.polarity == Polarity.POSITIVE


def _due(s: Statement) -> bool:
    """Whether a statement tells what is to come on a day."""
    return s.stance == Stance.AFFIRMS and s.phase == Phase.FUTURE and s.polarity == Polarity.POSITIVE


def _put_off(m: Material, a: Statement, b: Statement) -> bool:
    """Whether what is to come may have been given another day between two reports."""
    x, y = (m.reports[s.report].published for s in (a, b))
    return _due(a) and _due(b) and x is not None and y is not None and abs(x - y) > ONE_NEWS


def _named_alike(a: Statement, b: Statement, roles: Sequence[str] = ("subject", "object")) -> bool:
    """Whether two statements tell of one named person, ship or body that does it or suffers it."""
    return any(len(x & y) > 1 or x == y for x in _names(a, roles) for y in _names(b, roles))


def _names(s: Statement, roles: Sequence[str]) -> list[set[str]]:
    """Words of the names among some participants, those of places left out."""
    told = [a for a in s.arguments if a.role in roles]
    names = [a.entity for a in told if a.entity] + [n for a in told for n in _NAMED.findall(a.text)]
    places = {fold(n) for w in s.where for n in (w.name, w.span.exact)}
    return [set(fold(n).split()) for n in names if fold(n) not in places]


def _one_victim(a: Statement, b: Statement) -> bool:
    """Whether one deed is done to, or befalls, one named thing."""
    return type_of(a) == type_of(b) and type_of(a) not in TALK and _named_alike(a, b, ("object",))


def clocks(m: Material) -> Iterator[Found]:
    """One attack or blast of one day, told of two clock times; times with a zone are not compared with others."""
    told = [(s, at, kinds) for s in m.ordered if (at := _clock(s)) and (kinds := _occurs(s)) and _real(s)]
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
"""Types of events with a moment, and which of them are told as one."""
_ONE_OF_SEVERAL = frozenset({"second", "third", "another", "later", "other", "first", "more", "again"})


def _occurs(s: Statement) -> frozenset[str]:
    """Kinds of the event that a statement puts in time ("the explosion happened at"); empty for one of several."""
    light = bool(set(s.predicate.split()[:1]) & _LIGHT)
    if _ONE_OF_SEVERAL.intersection(tokens(s.content)) or not (light or not (s.subject or s.object)):
        return frozenset()
    kinds = types_in(f"{s.subject} {s.object}") if light else {type_of(s)}
    return frozenset(_BURSTS[k] for k in kinds if k in _BURSTS)


# ----------------------------------------------------------------------- sites


def spots(m: Material) -> Iterator[Found]:
    """One happening, told of two spots that no map has: "broke out in the engine room", "started on the car deck"."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for s in m.ordered:
        subject = next((a for a in s.arguments if a.role == "subject"), None)
        if subject and s.stance == Stance.AFFIRMS and s.phase == Phase.PAST and not s.object and spot(s):
            kind = type_of(s) or (terms(s.predicate) or ("",))[0]
            groups.setdefault((subject.head, kind), []).append(s)
    for (head, kind), told in groups.items():
        for a, b in combinations(told[:MOST] if kind and head else (), 2):
            if a.report != b.report and not spot(a) & spot(b) and not days_apart(a.when, b.when):
                here, there = (m.foci.of(s).places for s in (a, b))
                if not here or not there or same_place(here, there):
                    why = f"two spots for “{head}”"
                    yield Found(ConflictKind.PLACE, ConflictClass.CONFLICT, a, b, why)


def targets(m: Material) -> Iterator[Found]:
    """One blow, told to have fallen on two things: "rammed the wall of the consulate", "rammed its main building".

    What is driven into something hits one thing; an attack may hit several.
    """
    groups: dict[str, list[tuple[Statement, Argument]]] = {}
    for s in m.ordered:
        if type_of(s) in BLOWS and _real(s) and (struck := _struck(s)):
            groups.setdefault((terms(s.predicate) or ("",))[0], []).append((s, struck))
    for told in groups.values():
        best: dict[frozenset[str], tuple[tuple[bool, int], Found]] = {}
        for (a, x), (b, y) in combinations(told[:MOST], 2):
            heads = {*terms(x.head), *terms(y.head)}
            both = set(terms(x.text)) & set(terms(y.text))
            if a.report == b.report or heads & both or not both or days_apart(a.when, b.when):
                continue
            # Two claims that are alike in all else show the difference best.
            alike = m.home.get(a.id) != m.home.get(b.id), len(set(terms(a.content)) & set(terms(b.content)))
            if alike > best.get(frozenset(heads), ((False, 0),))[0] and not apart(m.foci.of(a), m.foci.of(b), m.foci):
                why = f"“{x.text}” against “{y.text}”"
                cls = ConflictClass.CONFLICT if type_of(a) == type_of(b) == "crash" else ConflictClass.SCOPE
                best[frozenset(heads)] = alike, Found(ConflictKind.PLACE, cls, a, b, why)
        yield from (found for _, found in best.values())


BLOWS = frozenset({"attack", "crash", "explosion"})


def _struck(s: Statement) -> Argument | None:
    """What something was driven or thrown into, else what was hit."""
    by_role = {a.role: a for a in reversed(s.arguments)}
    return by_role.get("into") or by_role.get("against") or by_role.get("object")


# --------------------------------------------------------------------- who


def doers(m: Material) -> Iterator[Found]:
    """One deed, told of different doers: each is named, and they share neither word nor country."""
    groups: dict[str, list[tuple[Statement, str]]] = {}
    for s in m.ordered:
        if type_of(s) in DEEDS and _real(s) and (doer := _doer(s)):
            groups.setdefault(type_of(s), []).append((s, doer))
    for told in groups.values():
        for (a, mine), (b, theirs) in combinations(told[:MOST], 2):
            if (
                _one_voice(a, b)
                or days_apart(a.when, b.when)
                or not _one_target(a, b)
                or not _other_party(m, mine, theirs)
            ):
                continue
            if not apart(m.foci.of(a), m.foci.of(b), m.foci):
                yield Found(ConflictKind.WHO, ConflictClass.CONFLICT, a, b, f"{mine} against {theirs}")


def _one_voice(a: Statement, b: Statement) -> bool:
    """Whether one report tells both on one word."""
    said = [[x.source.id for x in s.attributions[-1:]] for s in (a, b)]
    return a.report == b.report and said[0] == said[1]


def _one_target(a: Statement, b: Statement) -> bool:
    """Whether what one says it was done to is in the words of the other, by two words at least."""
    x, y = (set(terms(s.object)) for s in (a, b))
    return any(len(told & set(terms(s.content))) > 1 and len(told) <= 8 for told, s in ((x, b), (y, a)))


def _doer(s: Statement) -> str:
    """Who is said by name to have done it, be it by their own claim of responsibility."""
    last = s.attributions[-1:]
    if last and any("responsib" in cue.exact.lower() or "responsib" in s.content.lower() for cue in last[0].cue):
        named = _NAMED.search(s.content[: s.content.lower().find("responsib")])
        return named.group() if named else last[0].source.name
    subject = next((a for a in s.arguments if a.role == "subject"), None)
    return (subject.entity or s.subject) if subject and (subject.entity or s.subject in s.entities) else ""


_NAMED = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")


def _other_party(m: Material, a: str, b: str) -> bool:
    """Whether two names are not one party: no word, no country and no initials in common."""
    if set(terms(a)) & set(terms(b)) or fold(a) in fold(b) or fold(b) in fold(a):
        return False
    if a.replace(".", "").isupper() or b.replace(".", "").isupper():
        return False
    x, y = ({m.atlas.exact(w) for w in fold(name).split()} - {""} for name in (a, b))
    return not x & y


def speakers(m: Material) -> Iterator[Found]:
    """One quotation, word for word, given to two speakers."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for s in m.ordered:
        last = s.attributions[-1:]
        if (
            last
            and last[0].quoting in (Quoting.DIRECT, Quoting.MIXED)
            and last[0].source.naming in (Naming.NAMED, Naming.ROLE)
        ):
            said = tuple(tokens(s.content))
            if len(said) >= LEAST_WORDS:
                groups.setdefault(said, []).append(s)
    for told in groups.values():
        for a, b in combinations(told[:MOST], 2):
            x, y = (s.attributions[-1].source for s in (a, b))
            if a.report != b.report and _other_party(m, x.name, y.name) and not _stands_for(x, y):
                both = x.kind == y.kind == SourceKind.PERSON and x.naming == y.naming == Naming.NAMED
                cls = ConflictClass.CONFLICT if both else ConflictClass.DETAIL
                yield Found(ConflictKind.WHO, cls, a, b, f"the same words are given to {x.name} and to {y.name}")


def _stands_for(a: Source, b: Source) -> bool:
    """Whether one source speaks for the other."""
    return bool(set(terms(f"{a.name} {a.speaks_for}")) & set(terms(f"{b.name} {b.speaks_for}")))


# ------------------------------------------------------------------- hedges


def hedges(m: Material) -> Iterator[Found]:
    """One claim, told as a fact by one report and only as possible by another."""
    seen: set[str] = set()
    for a, b, _ in judged(m, SURELY_ONE, (Verdict.SAME,)):
        homes = {m.home.get(s.id, s.id) for s in (a, b)}
        if a.report == b.report or not (_real(a) and _real(b)) or homes & seen:
            continue
        if {a.certainty, b.certainty} == {Certainty.CERTAIN, Certainty.POSSIBLE}:
            seen |= homes
            why = "told as a fact by one report, as possible or alleged by another"
            yield Found(ConflictKind.STATUS, ConflictClass.SCOPE, a, b, why)
