"""Where and when a statement lies in the world, where need be from its sentence, paragraph or lead."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sayso.records import Report, Statement, When, Where
from sayso.terms import PlaceKind, Precision, Sense
from sayso.weigh.propositions import named_place
from sayso.weigh.words import fold

_LEAD_SENTENCES = 2
_BY_THE_DAY = (Precision.MINUTE, Precision.HOUR, Precision.DAY)


@dataclass(frozen=True)
class Focus:
    """Places (finest first told) and time; ``own`` says whether the statement's sentence names the places itself."""

    places: tuple[Where, ...]
    when: When | None
    own: bool


class Foci:
    """The focus of every statement of some reports."""

    def __init__(self, statements: Iterable[Statement], reports: Mapping[str, Report]) -> None:
        """Reads all the statements once."""
        self._reports = reports
        self._places: dict[str, dict[int, list[Where]]] = defaultdict(lambda: defaultdict(list))
        for s in statements:
            heap = self._places[s.report][s.sentence.start]
            heap += [w for w in s.where if w.sense == Sense.LOCATION and _fine(w) and w not in heap]
        self._starts = {report: sorted(found) for report, found in self._places.items()}

    def of(self, s: Statement) -> Focus:
        """The focus of one statement."""
        when = s.when if s.when and s.when.earliest else None
        own = tuple(w for w in s.where if w.sense == Sense.LOCATION and _fine(w))
        own = own or tuple(self._places[s.report][s.sentence.start])
        if own:
            return Focus(own, when, True)
        return Focus(self._before(s) or self._lead(s.report), when, False)

    def _before(self, s: Statement) -> tuple[Where, ...]:
        """Places of the nearest sentence before it in its paragraph."""
        starts = self._starts[s.report]
        text = self._reports[s.report].text
        for start in reversed(starts[: bisect_left(starts, s.sentence.start)]):
            if "\n" in text[start : s.sentence.start].strip():
                return ()
            if found := self._places[s.report][start]:
                return tuple(found)
        return ()

    def _lead(self, report: str) -> tuple[Where, ...]:
        for start in self._starts[report][:_LEAD_SENTENCES]:
            if found := self._places[report][start]:
                return tuple(found)
        return ()


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
