"""Where and when a statement lies in the world, where need be from its sentence, paragraph or lead."""

from __future__ import annotations

import calendar
import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from importlib.resources import files

from sayso.records import Report, Span, Statement, When, Where
from sayso.terms import PlaceKind, Precision, Sense
from sayso.weigh.language.words import fold, terms
from sayso.weigh.propositions import named_place

_LEAD_SENTENCES = 2
_BACK = 3
"""How many sentences back "the incident" may point."""
_BY_THE_DAY = (Precision.MINUTE, Precision.HOUR, Precision.DAY)
_RELATIVE = re.compile(r"\b(?:which|that|who|where|when)\s+(?:\w+\s+){0,2}$")
_THEN = re.compile(r",? (?:when|in which)\b")
_RECORD = re.compile(r"\b(?:worst|deadliest|bloodiest|costliest|heaviest|largest|biggest|gravest)\b")
_HANGS_ON = re.compile(r"\s*,?\s*(?:(?:in|on|during|after)\s+)?(?:which|that|who|where|when)\b")
_LOCATED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Oo]ff|[Ii]nto)\s+(?:the\s+)?((?:[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+)*)"
)
_CALENDAR = frozenset(n.lower() for n in (*calendar.day_name, *calendar.month_name) if n)
_CAPITALISED = re.compile(r"[A-Z][\w’'-]+")
_ANAPHOR = re.compile(r"\b(?:the|this|that|these|those)\s+(?:\w+\s+)?([a-z]+)\b")


@dataclass(frozen=True)
class Focus:
    """Places (finest first told) and time; ``own`` says whether the statement's own words decide the places."""

    places: tuple[Where, ...]
    when: When | None
    own: bool
    names: frozenset[str] = frozenset()
    """Words of the names after "in", "at" and the like: towns, streets and works that no map may have."""
    beside: tuple[Where, ...] = ()
    """Other places in the statement's own words, those that only describe ("the Orham flood")."""

    @property
    def wide(self) -> tuple[Where, ...]:
        """All places of the statement, whether it lies there or is described by them."""
        return (*self.places, *self.beside)

    @property
    def mapped(self) -> bool:
        """Whether it has places, all of known position."""
        return bool(self.places) and all(w.lat is not None and w.lon is not None for w in self.places)

    @property
    def called(self) -> frozenset[str]:
        """Folded words of all the names, those on the map too."""
        printed = {fold(n) for w in self.places for text in (w.span.exact, w.name) for n in text.split()}
        return self.names | printed


class Foci:
    """The focus of every statement of some reports."""

    def __init__(
        self, statements: Iterable[Statement], reports: Mapping[str, Report], places: Iterable[Where] = ()
    ) -> None:
        """Reads all the statements once; ``places`` are all mentions of places in the reports."""
        self._reports = reports
        every = list(statements)
        found: dict[str, dict[tuple[int, int], Where]] = defaultdict(dict)
        for w in (*places, *(w for s in every for w in s.where)):
            found[w.span.report][w.span.start, w.span.end] = w
        self._every = {r: [by_span[at] for at in sorted(by_span)] for r, by_span in found.items()}
        fine = {r: [w for w in told if w.sense != Sense.ACTOR and _fine(w)] for r, told in self._every.items()}
        self._fine = fine
        self._at = {r: [w.span.start for w in told] for r, told in fine.items()}
        sentences: dict[str, dict[int, Span]] = defaultdict(dict)
        times: dict[tuple[str, int], dict[int, When]] = defaultdict(dict)
        for s in every:
            sentences[s.report][s.sentence.start] = s.sentence
            if s.when and s.when.span.report == s.report:
                times[s.report, s.sentence.start][s.when.span.start] = s.when
        self._times = {key: [told[at] for at in sorted(told)] for key, told in times.items()}
        self._sentences = {r: [by_start[at] for at in sorted(by_start)] for r, by_start in sentences.items()}
        self._starts = {r: [s.start for s in told] for r, told in self._sentences.items()}

    def of(self, s: Statement) -> Focus:
        """The focus of one statement."""
        start = s.spans[0].start
        hangs = self._relative(s)
        when = s.when if s.when and s.when.earliest else self._antecedent_time(s)
        inside = tuple(w for w in s.where if w.sense == Sense.LOCATION and _fine(w))
        inside = inside or tuple(w for span in s.spans for w in self._within(s.report, span.start, span.end))
        inside = tuple(w for w in inside if not _of_source(w.span.start, s))
        names = frozenset(n for span in s.spans for n in self._names(s.report, span.start, span.end))
        if inside or names:
            printed = (w for span in s.spans for w in self._printed(s.report, span.start, span.end))
            return Focus(inside, when, True, names, tuple(w for w in printed if w not in inside))
        if hangs:
            before = [w for w in self._within(s.report, s.sentence.start, start) if not _of_source(w.span.start, s)]
            if before:
                return Focus(tuple(before[-1:]), when, True)
        end = self._aside(s)
        told = self._within(s.report, s.sentence.start, end)
        of_speaker = [w for w in told if _of_source(w.span.start, s)]
        here = tuple(w for w in told if w not in of_speaker)
        names = frozenset(self._names(s.report, s.sentence.start, end, s))
        if here or names:
            return Focus(here, when, True, names)
        pointed = self._pointed_at(s)
        if pointed:
            return Focus(pointed, when, True)
        return Focus(self._before(s) or tuple(of_speaker) or self._lead(s.report), when, False)

    def together(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether some name of one and some name of the other stand in one sentence of the reports."""
        return any(self._holders(x) & self._holders(y) for x in a for y in b)

    def _holders(self, name: str) -> frozenset[tuple[str, int]]:
        return self._index.get(name, frozenset())

    @cached_property
    def _index(self) -> dict[str, frozenset[tuple[str, int]]]:
        """Folded capitalised word -> the sentences that print it."""
        index: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for report, told in self._sentences.items():
            for sentence in told:
                for word in _CAPITALISED.findall(sentence.exact):
                    index[fold(word)].add((report, sentence.start))
        return {word: frozenset(at) for word, at in index.items()}

    def _within(self, report: str, start: int, end: int) -> tuple[Where, ...]:
        """Fine places printed in a passage: those where things happen, else those that describe something."""
        found = self._printed(report, start, end)
        located = tuple(w for w in found if w.sense == Sense.LOCATION)
        return located or found

    def _printed(self, report: str, start: int, end: int) -> tuple[Where, ...]:
        """All fine places printed in a passage."""
        told = self._fine.get(report, ())
        at = self._at.get(report, ())
        return tuple(told[bisect_left(at, start) : bisect_left(at, end)])

    def _aside(self, s: Statement) -> int:
        """Where a sentence leaves its own matter for others: "the deadliest in the country since 1958, when ..."."""
        text = self._reports[s.report].text
        if beyond := _RECORD.search(text, s.spans[-1].end, max(s.spans[-1].end, s.sentence.end)):
            return beyond.start()
        for when in self._times.get((s.report, s.sentence.start), ()):
            if when.span.start >= s.spans[-1].end and _THEN.match(text, when.span.end):
                return when.span.end
        return s.sentence.end

    def _names(self, report: str, start: int, end: int, told: Statement | None = None) -> set[str]:
        """Folded words of names that stand where a place would, without times and what the map knows.

        With a statement, names that only tell where its speaker is are left out.
        """
        text = self._reports[report].text
        known = [(w.span.start, w.span.end) for w in self._every.get(report, ())]
        out: set[str] = set()
        for m in _LOCATED.finditer(text, start, end):
            if told is not None and _of_source(m.start(1), told):
                continue
            if not any(a < m.end(1) and m.start(1) < b for a, b in known):
                out |= {fold(w) for w in m.group(1).split()} - _CALENDAR
        return out

    def _relative(self, s: Statement) -> bool:
        """Whether the clause hangs on a noun before it in its sentence ("the raid that killed six")."""
        start = s.spans[0].start
        before = self._reports[s.report].text[max(s.sentence.start, start - 40) : start]
        return bool(_RELATIVE.search(before) or _HANGS_ON.match(s.content))

    def _antecedent_time(self, s: Statement) -> When | None:
        """The time right before the relative clause that a statement stands in ("in 1998, when a dam broke")."""
        start = s.spans[0].start
        text = self._reports[s.report].text
        for when in reversed(self._times.get((s.report, s.sentence.start), ())):
            if when.span.end <= start and when.earliest:
                hangs = _HANGS_ON.match(text, when.span.end, start + 12)
                return when if hangs and "," not in text[hangs.end() : start] else None
        return None

    def _pointed_at(self, s: Statement) -> tuple[Where, ...]:
        """Places of the nearest sentence before that tells what "the incident" or "the strike" points back at."""
        nouns = {m.group(1) for m in _ANAPHOR.finditer(s.content)}
        if not nouns:
            return ()
        wanted = {t for n in nouns for t in terms(n)} & _occurrences()
        neutral = bool(nouns & _NEUTRAL)
        at = bisect_left(self._starts[s.report], s.sentence.start)
        for sentence in reversed(self._sentences[s.report][max(0, at - _BACK) : at]):
            found = self._within(s.report, sentence.start, sentence.end)
            if found and (neutral or wanted & set(terms(sentence.exact))):
                return found
        return ()

    def _before(self, s: Statement) -> tuple[Where, ...]:
        """Places of the nearest sentence before it in its paragraph."""
        text = self._reports[s.report].text
        at = bisect_left(self._starts[s.report], s.sentence.start)
        for sentence in reversed(self._sentences[s.report][:at]):
            if "\n" in text[sentence.start : s.sentence.start].strip():
                return ()
            if found := self._within(s.report, sentence.start, sentence.end):
                return found
        return ()

    def _lead(self, report: str) -> tuple[Where, ...]:
        for sentence in self._sentences[report][:_LEAD_SENTENCES]:
            if found := self._within(report, sentence.start, sentence.end):
                return found
        return ()


_NEUTRAL = frozenset({"incident", "incidents", "event", "events", "case", "cases"})


@lru_cache(maxsize=1)
def _occurrences() -> frozenset[str]:
    """Terms of all nouns and verbs of the table of events."""
    raw = tomllib.loads(files("sayso.data").joinpath("events.toml").read_text(encoding="utf-8"))["types"]
    return frozenset(t for told in raw.values() for word in told for t in terms(word))


def _of_source(at: int, s: Statement) -> bool:
    """Whether a position in a statement's sentence tells where its source is: "officials in Tarn"."""
    spoken = [(a.source_span, min((c.start for c in a.cue), default=0)) for a in s.attributions]
    return any(span and span.start <= at < max(span.end, cue) for span, cue in spoken)


def _fine(place: Where) -> bool:
    return named_place(place) or place.kind == PlaceKind.WATER


def same_place(a: Iterable[Where], b: Iterable[Where]) -> bool:
    """Whether some place of one may be some place of the other."""
    return any(_touch(x, y) for x in a for y in b)


def _touch(a: Where, b: Where) -> bool:
    if (a.gazetteer and a.gazetteer == b.gazetteer) or fold(a.name) == fold(b.name):
        return True
    if None in (a.lat, a.lon, b.lat, b.lon):
        return False
    assert a.lat is not None
    assert b.lat is not None
    assert a.lon is not None
    assert b.lon is not None
    degrees = max(abs(a.lat - b.lat), abs(a.lon - b.lon) * 0.7)
    return degrees * 111 <= max(15.0, max(a.precision_km or 0, b.precision_km or 0))


def days_apart(a: When | None, b: When | None) -> bool:
    """Whether two times are both known and share no moment."""
    if a is None or b is None or a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def precise(when: When | None) -> bool:
    """Whether a time is known to the day or better."""
    return when is not None and when.precision in _BY_THE_DAY


def old(when: When | None, published: datetime | None, days: float) -> bool:
    """Whether a time ended more than some days before a report."""
    if when is None or when.latest is None or published is None:
        return False
    return (published - when.latest).total_seconds() > days * 86_400


def apart(a: Focus, b: Focus, foci: Foci) -> bool:
    """Whether the words of two statements put them in two places, on a map or by names alone."""
    if not (a.own and b.own):
        return False
    if a.places and b.places:
        if same_place(a.wide, b.wide):
            return False
        if a.mapped and b.mapped:
            return True
    mine, theirs = a.called, b.called
    return bool(mine and theirs) and not mine & theirs and not foci.together(mine, theirs)


_SPOT_ROLES = frozenset({"in", "on", "at", "inside", "into", "under", "below", "near", "aboard"})


def spot(s: Statement) -> set[str]:
    """Content words of where a statement's own prepositional phrases put it, times and places on the map left out."""
    when = s.when.span.exact if s.when else ""
    named = {w.span.exact for w in s.where}
    told = [a for a in s.arguments if a.role in _SPOT_ROLES and a.text not in when and not a.entity]
    told = [a for a in told if f"not {a.role} {a.text}" not in s.content]
    return {t for a in told if not any(n in a.text for n in named) for t in terms(a.text)}
