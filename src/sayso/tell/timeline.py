"""What happened, by day: which claims belong on a timeline, and under which day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sayso.records import Claim, Statement
from sayso.tell.phrases import labelled, short_day
from sayso.tell.views import View
from sayso.terms import Certainty, Phase, Precision, Stance

LOOK_BACK = timedelta(days=14)
"""How far before the newest report a day still belongs to what happened; older days are background."""
_FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY})


def day_of(statement: Statement) -> datetime | None:
    """Midnight (UTC) of the day a statement is about, where it is known to the day; None otherwise."""
    when = statement.when
    if when is None or when.earliest is None or when.precision not in _FINE:
        return None
    return midnight(when.earliest)


def claim_day(claim: Claim, view: View) -> tuple[datetime, Statement] | None:
    """The day that most statements of a claim give, the earliest on a tie, and the first statement that gives it."""
    dated = [(d, s) for s in view.present(claim.statements) if (d := day_of(s)) and s.phase is not Phase.FUTURE]
    if not dated:
        return None
    days = [d for d, _ in dated]
    best = max(sorted(set(days)), key=days.count)
    return best, next(s for d, s in dated if d == best)


def newest(view: View, reports: tuple[str, ...]) -> datetime | None:
    """The latest publication among some reports; None when none is dated."""
    return max((p for r in reports if (p := view.reports[r].published)), default=None)


def happened(statement: Statement, end: datetime | None, day: datetime) -> bool:
    """Whether a dated statement tells something that happened lately."""
    if statement.phase not in (Phase.PAST, Phase.ONGOING):
        return False
    if any(a.stance is not Stance.AFFIRMS for a in statement.attributions):
        return False
    return end is None or end - LOOK_BACK <= day <= end


def reported(claim: Claim, view: View) -> datetime | None:
    """The day on which an undated claim was first reported, where it tells what has happened or is the case."""
    told = view.present(claim.statements)
    if any(s.when for s in told) or not any(s.phase in (Phase.PAST, Phase.ONGOING) for s in told):
        return None
    return min((d for s in told if (d := view.reports[s.report].day)), default=None)


def ahead(statement: Statement, end: datetime | None) -> bool:
    """Whether a statement looks forward, without "may", to a time not passed at the latest report or not given."""
    if statement.phase is not Phase.FUTURE or statement.certainty is Certainty.POSSIBLE:
        return False
    latest = statement.when.latest if statement.when else None
    return latest is None or end is None or latest > end


def midnight(when: datetime) -> datetime:
    """The start of a moment's day, UTC."""
    return when.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def label(day: datetime, reported: bool = False) -> str:
    """How a day is headed; the day of a report says so."""
    return labelled("reported", day=short_day(day)) if reported else short_day(day)
