"""What relative time expressions are reckoned from: publication, quotation, or another time in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sayso.read.times import periods
from sayso.read.times.periods import Period
from sayso.read.times.tense import direction, is_limit, is_of_noun, is_scheduled, weekday_near
from sayso.read.times.words import AHEAD
from sayso.spans import Range
from sayso.terms import Anchor, Precision

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

NEAR_DAYS = 60
"""A day printed without its year is this near whatever the tense: older ones are printed with their year."""
LEAD = 40
"""A year within so many characters of the start of its sentence says when what follows happened."""
BACK = 2.0
"""A tale that goes from one date to the next goes back so much less readily than on."""
EASTERNMOST = 12
"""Hours from UTC of the first places to see a clock time, those of few people left aside."""
_YEAR = re.compile(r"(?<![\w$€£.,-])(1[0-9]\d\d|20\d\d)(?![\w%]|,\d|\.\d)")
_BC = re.compile(r"\d\s(?:BCE?|B\.C)\b")

_TODAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|tonight|now|currently|recently|ago|says|said|"
    r"told|(?:last|this|next|past|recent|coming) (?:weeks?|years?|months?|days|decade))\b",
    re.IGNORECASE,
)
"""Words of texts that tell of their own day."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WITHIN_A_DAY = frozenset({Precision.DAY, Precision.HOUR, Precision.MINUTE})

Known = tuple[Period, Anchor]


def tells_history(text: str, published: date | None) -> bool:
    """Whether a text tells of years long before its publication, so that its dates follow one another.

    News that looks back keeps speaking of today and of Tuesday; history does not.
    """
    if published is None:
        return False
    years = [int(y) for y in _YEAR.findall(text)]
    ancient = len(_BC.findall(text))
    old = ancient + sum(y < published.year - 1 for y in years)
    return old >= 4 and old >= 0.6 * (ancient + len(years)) and 2.5 * len(_TODAY.findall(text)) <= old


@dataclass(frozen=True, eq=False)
class Passage:
    """A stretch of text read on its own: the running text, or a heading that was cut from it."""

    text: str
    doc: Doc
    original: Callable[[int, int], Range]
    """From a range of it to the range of the original text."""
    quoted: Sequence[Range] = ()
    """Ranges of quotations, in order."""

    is_tale: bool = True
    """Whether it is the running text."""

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies in a quotation."""
        i = bisect_right(self.quoted, (offset, 10**12)) - 1
        return i >= 0 and self.quoted[i][0] <= offset < self.quoted[i][1]


@dataclass
class Context:
    """Where the resolver stands: everything said before, in the order of the text."""

    passage: Passage
    published: date | None
    history: bool
    """Whether the text tells of the past, each date after the one before."""
    printed_at: datetime | None = None
    """The moment of publication, where its hour is known."""
    day: date | None = None
    """The last day that was mentioned."""
    period: Period | None = None
    """The last calendar period that was mentioned."""
    said: dict[int, date] = field(default_factory=dict)
    """Where a sentence starts in the original text -> the day on which its words were said, where it is printed."""
    year: int | None = None
    """The last year that was mentioned."""
    term: Period | None = None
    """The last quarter of a year that was mentioned by its number, unless a longer time was after it."""
    last_end: int = -1
    """Where the last time expression ended."""

    def turn_to(self, passage: Passage) -> None:
        """Go on in another passage, with all that was said before."""
        if passage is not self.passage:
            self.passage, self.last_end = passage, -1

    def token(self, start: int, end: int) -> Token:
        """The head of a passage."""
        span = self.passage.doc.char_span(start, end, alignment_mode="expand")
        root: Token = span.root if span is not None else self.passage.doc[0]
        return root

    def direction(self, start: int, end: int) -> int:
        """Tense of the verb over a passage: -1, 0 or 1."""
        return direction(self.token(start, end))

    def tense_of_date(self, start: int, end: int) -> int:
        """Like :meth:`direction`, for what recurs in a year: 0 where it belongs to a noun, 1 for a limit ahead."""
        token = self.token(start, end)
        if is_limit(token) and token.head.lower_ in AHEAD["limit"]:
            return 1
        found = direction(token)
        return 0 if found < 0 and is_of_noun(token) else found

    def weekday(self, now: date, weekday: int, start: int, end: int) -> date:
        """The day of that name nearest to a day in the tense of the passage.

        What is set for a day lies ahead, unless that day was yesterday.
        """
        token = self.token(start, end)
        set_for = is_limit(token) and (now.weekday() - weekday) % 7 != 1
        tense = 1 if set_for else direction(token)
        if tense == 0 and self.passage.is_tale and is_scheduled(token):
            tense = 1
        return weekday_near(now, weekday, tense)

    def now(self, start: int) -> tuple[date | None, Anchor]:
        """The day that "today" is at an offset."""
        if self.passage.is_quoted(start) and (day := self._said_on(start)):
            return day, Anchor.QUOTATION
        if self.history:
            return self.day or (self.period.first_day if self.period else None), Anchor.EVENT
        return self.published, Anchor.PUBLICATION if self.published else Anchor.OPEN

    def _said_on(self, start: int) -> date | None:
        sent = self.token(start, start + 1).sent
        for _ in range(3):
            if (at := self._place(sent)) in self.said:
                return self.said[at]
            if sent.start == 0:
                return None
            sent = self.passage.doc[sent.start - 1].sent
        return None

    def _place(self, sent: Tokens) -> int:
        return self.passage.original(sent.start_char, sent.end_char)[0]

    def already(self, day: date, hour: int, start: int, end: int) -> date:
        """The day before, where a clock time told in the past cannot have come yet by publication, wherever it was."""
        first = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - EASTERNMOST)
        late = self.printed_at is not None and first > self.printed_at and self.direction(start, end) < 0
        return day - timedelta(days=1) if late else day

    def focus(self) -> tuple[date | None, Anchor]:
        """The day that "that day" means: the last one mentioned, else publication."""
        if self.day:
            return self.day, Anchor.EVENT
        if self.history:
            return (self.period.first_day, Anchor.EVENT) if self.period else (None, Anchor.OPEN)
        return self.published, Anchor.PUBLICATION if self.published else Anchor.OPEN

    def focus_period(self) -> tuple[date | None, Anchor]:
        """The first day of the last time mentioned, for steps of months and more; else as :meth:`focus`."""
        if self.period and self.period.first_day:
            return self.period.first_day, Anchor.EVENT
        return self.focus()

    def nearest(self, candidates: Sequence[Period], tense: int = 0) -> Known | None:
        """Of a period that recurs (Decembers, 20 Novembers), the one that is meant: the nearest in the tense told."""
        if self.history:
            base = self.day or (self.period.first_day if self.period else None)
            return (min(candidates, key=lambda p: _distance(p, base)), Anchor.EVENT) if base else None
        if self.published is None:
            return None
        today = self.published
        past = [p for p in candidates if p.first_day and p.first_day <= today]
        ahead = [p for p in candidates if p.latest and p.latest.date() >= today]
        near = min(candidates, key=lambda p: _distance(p, today))
        if near.precision in (Precision.DAY, Precision.SEASON) and _distance(near, today) <= NEAR_DAYS:
            return near, Anchor.PUBLICATION
        pool = past if tense < 0 and past else ahead if tense > 0 and ahead else list(candidates)
        return min(pool, key=lambda p: _distance(p, today)), Anchor.PUBLICATION

    def last_quarter(self) -> Period | None:
        """The last quarter that was over on the day of publication."""
        today = self.published
        return periods.quarter(today.year, (today.month + 2) // 3 - 1) if today else None

    def _is_over(self, period: Period) -> bool:
        return self.published is None or period.latest is None or period.latest.date() < self.published

    def a_year_before(self) -> Known | None:
        """What "a year earlier" means in a report on a quarter: the same quarter of the year before."""
        if self.term is None or self.term.earliest is None:
            return None
        return periods.quarter(self.term.earliest.year - 1, int(self.term.value[-1])), Anchor.EVENT

    def next_in_tale(self, make: Callable[[int], Period | None], open_value: str) -> Known | None:
        """A period that recurs, in the year last told of; after a month or a day that nearest to it, rather ahead."""
        if self.year is None:
            return None
        if self.year < 0:
            return periods.vague(open_value.replace("XXXX", periods.before_christ(self.year))), Anchor.EVENT
        last = self.period.first_day if self.period else None
        if last is None or self.period is None or self.period.precision is Precision.YEAR:
            found = [p for p in [make(self.year)] if p]
        else:
            found = [p for y in (-1, 0, 1) if (p := make(self.year + y)) and p.first_day]
            found.sort(key=lambda p: _leap(last, p))
        return (found[0], Anchor.EVENT) if found else None

    def note(self, start: int, known: Known) -> None:
        """Remember a resolved time, for what follows. A day inside a quotation is not that of the tale around it."""
        period, anchor = known
        if period.value.startswith("BC"):
            self.year, self.period, self.day = -int(period.value[2:6].ljust(4, "0")), None, None
        if period.earliest is None or self.passage.is_quoted(start):
            return
        if period.precision is Precision.DECADE or (period.precision is Precision.YEAR and self._is_aside(start)):
            return
        if period.precision in (Precision.SEASON, Precision.YEAR) and anchor is not Anchor.EVENT:
            self.term = period if "-Q" in period.value and self._is_over(period) else None
        self.period = period
        self.year = period.earliest.year
        if period.precision in _WITHIN_A_DAY:
            printed = _DAY.match(period.value)
            self.day = date.fromisoformat(printed[0]) if printed else period.earliest.date()
            if anchor is not Anchor.EVENT and self._says(start):
                self.said[self._place(self.token(start, start + 1).sent)] = self.day
        elif self.history:
            self.day = None

    def _is_aside(self, start: int) -> bool:
        """Whether a year in a tale belongs to a thing, or stands so deep in its sentence that the tale stays behind."""
        if not self.history or self.period is None or not self.passage.is_tale:
            return False
        token = self.token(start, start + 1)
        return start - token.sent.start_char > LEAD or is_of_noun(token)

    def _says(self, start: int) -> bool:
        """Whether the verb over a day, or a noun on the way there, is one of saying."""
        for t in self.token(start, start + 1).ancestors:
            if t.lemma_.lower() in SAYING:
                return True
            if t.pos_ in ("VERB", "AUX"):
                return False
        return False


SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "announce",
        "state",
        "write",
        "report",
        "declare",
        "note",
        "warn",
        "claim",
        "ask",
        "reply",
        "respond",
        "comment",
        "post",
        "tweet",
        "brief",
        "speak",
        "stress",
        "insist",
        "argue",
        "explain",
        "call",
        "address",
        "statement",
        "conference",
        "briefing",
        "interview",
        "speech",
    ]
)


def _distance(p: Period, d: date) -> int:
    if p.earliest is None or p.latest is None:
        return 10**9
    first, last = p.earliest.date(), p.latest.date()
    return 0 if first <= d <= last else min(abs((first - d).days), abs((last - d).days))


def _leap(last: date, p: Period) -> float:
    """How far a tale would leap to a period, in days; back is dearer."""
    days = (p.first_day - last).days if p.first_day else 0
    return days if days >= 0 else -BACK * days
