"""Calendar periods: a TIMEX3 value with its first and last second (UTC) and its precision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sayso.terms import Precision, TimeKind

SECOND = timedelta(seconds=1)
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


@dataclass(frozen=True)
class Period:
    """What a time expression comes to, whatever it was reckoned from."""

    value: str
    kind: TimeKind
    earliest: datetime | None = None
    latest: datetime | None = None
    precision: Precision = Precision.VAGUE

    @property
    def first_day(self) -> date | None:
        """The day of its first second."""
        return self.earliest.date() if self.earliest else None


def _between(value: str, first: date, after: date | None, precision: Precision) -> Period:
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    end = (
        datetime(after.year, after.month, after.day, tzinfo=UTC) - SECOND
        if after
        else datetime.max.replace(tzinfo=UTC, microsecond=0)
    )
    return Period(value, TimeKind.DATE, start, end, precision)


def day(d: date) -> Period:
    """One calendar day."""
    return _between(d.isoformat(), d, d + timedelta(days=1) if d < date.max else None, Precision.DAY)


def days(first: date, last: date) -> Period:
    """An interval of days, as EDTF writes it."""
    return replace(_between(f"{first.isoformat()}/{last.isoformat()}", first, last + timedelta(days=1), Precision.DAY))


def week(d: date) -> Period:
    """The ISO week that holds a day."""
    monday = d - timedelta(days=d.weekday())
    year, number, _ = d.isocalendar()
    return _between(f"{year}-W{number:02d}", monday, monday + timedelta(days=7), Precision.WEEK)


def weekend(d: date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    saturday = d - timedelta(days=d.weekday()) + timedelta(days=5)
    year, number, _ = d.isocalendar()
    return _between(f"{year}-W{number:02d}-WE", saturday, saturday + timedelta(days=2), Precision.DAY)


def _month_start(year: int, month: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if 1 <= year <= 9999 else None


def _months(value: str, year: int, first: int, count: int, precision: Precision) -> Period:
    start = _month_start(year, first)
    if start is None:
        return Period(value, TimeKind.DATE, precision=precision)
    return _between(value, start, _month_start(year, first + count), precision)


def month(year: int, number: int) -> Period:
    """One month; numbers beyond 12 run into the next years, below 1 into the years before."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return _months(f"{year:04d}-{number:02d}", year, number, 1, Precision.MONTH)


def quarter(year: int, number: int) -> Period:
    """A quarter of a year; numbers beyond 4 run on."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return _months(f"{year:04d}-Q{number}", year, number * 3 - 2, 3, Precision.SEASON)


def half(year: int, number: int) -> Period:
    """A half of a year."""
    return _months(f"{year:04d}-H{number}", year, number * 6 - 5, 6, Precision.SEASON)


def season(year: int, code: str) -> Period:
    """A season of the northern year; winter is the one that begins in December of it."""
    first, last = SEASON_MONTHS[code]
    return _months(f"{year:04d}-{code}", year, first, last - first + 1, Precision.SEASON)


def year(number: int) -> Period:
    """A year."""
    return _months(f"{number:04d}", number, 1, 12, Precision.YEAR)


def before_christ(number: int) -> str:
    """The value of a negative year: -480 is BC0480. Calendars of ours do not reach there, so it has no bounds."""
    return f"BC{-number:04d}"


def decade(first: int) -> Period:
    """Ten years, from one that ends in 0."""
    return _months(f"{first // 10:03d}", first, 1, 120, Precision.DECADE)


def century(number: int) -> Period:
    """The nth century, counted as people do: the 20th holds 1900."""
    return _months(f"{number - 1:02d}", max(1, (number - 1) * 100), 1, 1200, Precision.DECADE)


def part_of_day(d: date, code: str, first_hour: int, last_hour: int) -> Period:
    """A morning, a night: TIMEX3 codes MO, MI, AF, EV, NI."""
    start = datetime(d.year, d.month, d.day, tzinfo=UTC)
    return Period(
        f"{d.isoformat()}T{code}",
        TimeKind.TIME,
        start + timedelta(hours=first_hour),
        start + timedelta(hours=last_hour) - SECOND,
        Precision.HOUR,
    )


def moment(d: date, hour: int, minute: int, offset: float | None) -> Period:
    """A clock time; ``offset`` is hours east of UTC. Where the zone is not said, its bounds are those of its day."""
    clock = datetime(d.year, d.month, d.day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    value = f"{clock.date().isoformat()}T{clock.hour:02d}:{clock.minute:02d}"
    if offset is None:
        whole = day(clock.date())
        return Period(value, TimeKind.TIME, whole.earliest, whole.latest, Precision.HOUR)
    utc = clock - timedelta(hours=offset)
    return Period(value, TimeKind.TIME, utc, utc + timedelta(seconds=59), Precision.MINUTE)


def duration(amount: float | None, letters: str) -> Period:
    """A length of time: ``TH`` gives PT4H, ``10Y`` multiplies, an amount of None gives X."""
    time = letters.startswith("T")
    letters = letters.removeprefix("T")
    if letters == "WE":
        letters = "W"
    if letters[0].isdigit():
        factor, letters = int(letters[:-1]), letters[-1]
        amount = None if amount is None else amount * factor
    if letters == "Q":
        letters, amount = "M", None if amount is None else amount * 3
    shown = "X" if amount is None else f"{amount:g}"
    if amount is not None and amount != int(amount):
        return Period(_fraction(amount, letters, time), TimeKind.DURATION)
    return Period(f"P{'T' if time else ''}{shown}{letters}", TimeKind.DURATION)


def _fraction(amount: float, letters: str, time: bool) -> str:
    smaller = {
        ("H", True): ("M", 60),
        ("M", True): ("S", 60),
        ("Y", False): ("M", 12),
        ("D", False): ("TH", 24),
        ("W", False): ("D", 7),
    }
    if (letters, time) not in smaller:
        return f"P{'T' if time else ''}{amount:g}{letters}"
    small, per = smaller[letters, time]
    whole, rest = int(amount), round((amount - int(amount)) * per)
    head = f"{whole}{letters}" if whole else ""
    if time:
        return f"PT{head}{rest}{small}"
    return f"P{head}{'T' if small.startswith('T') else ''}{rest}{small.removeprefix('T')}"


def vague(value: str, kind: TimeKind = TimeKind.DATE) -> Period:
    """A value without bounds: PAST_REF, PRESENT_REF, FUTURE_REF, a set."""
    return Period(value, kind)


def shift(d: date, amount: int, letter: str) -> date | None:
    """A day some days, weeks, months or years away; None outside the calendar."""
    try:
        if letter == "D":
            return d + timedelta(days=amount)
        if letter == "W":
            return d + timedelta(weeks=amount)
        months = amount if letter == "M" else amount * 12
        start = _month_start(d.year, d.month + months)
        if start is None:
            return None
        after = _month_start(start.year, start.month + 1)
        last = (after - timedelta(days=1)).day if after else 31
        return start.replace(day=min(d.day, last))
    except OverflowError:
        return None
