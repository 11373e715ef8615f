"""Figures and states as a history in one line: "at least 7 (4 May), then 11 (5 May)", and who gives the last value."""

from __future__ import annotations

from sayso.records import Part, Point, Sentence, Series, Statement
from sayso.tell.compose import sentence
from sayso.tell.phrases import bound, fill, number, short_day
from sayso.tell.quote import is_pronoun, quote, quotes_cue
from sayso.tell.views import View
from sayso.terms import Bound, Direction, Phase, Precision, SeriesKind

_DAYLIKE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY})


def line(series: Series, view: View) -> Sentence | None:
    """One series as a sentence, labelled by what it follows; None when no point can be shown."""
    points = [p for p in series.points if p.statement in view.statements and p.value is not None]
    if not points:
        return None
    shown = _steps(points)
    parts: list[Part] = []
    for i, point in enumerate(shown):
        parts += fill("history", "then") if i else []
        parts += _value(point, series)
        parts += _day(point)
    last = view.statements[shown[-1].statement]
    parts += _who(last, view)
    cited = [last, *(view.statements[p.statement] for p in points if p.statement != last.id)]
    return sentence(parts, cited, label=label(series))


def label(series: Series) -> str:
    """``Embassy of Norland`` for a state, ``killed, ferry fire at Estmark`` for a quantity."""
    if series.kind is SeriesKind.STATE:
        return series.subject
    return f"{series.attribute}, {series.subject}" if series.subject else series.attribute


def worth(series: Series) -> tuple[int, int]:
    """How much a series tells: distinct values, then points."""
    return len({(p.value, p.phase) for p in series.points}), len(series.points)


def _steps(points: list[Point]) -> list[Point]:
    """Points in order, a value that only repeats the one before left out."""
    steps: list[Point] = []
    for point in points:
        if not steps or (point.value, point.bound, point.phase) != (steps[-1].value, steps[-1].bound, steps[-1].phase):
            steps.append(point)
    return steps


def _value(point: Point, series: Series) -> list[Part]:
    if isinstance(point.value, str):
        return fill("history", "expected" if point.phase is Phase.FUTURE else "state", state=point.value)
    value = number(point.value or 0.0)
    unit = "" if series.unit in ("", "persons") else f" {series.unit}"
    parts = fill("history", "value", bound=bound(point.bound), value=value + unit)
    if point.direction is not Direction.NONE and point.bound is not Bound.VAGUE:
        parts += fill("history", point.direction.value)
    return parts


def _day(point: Point) -> list[Part]:
    if point.valid_at is None or point.valid_precision not in _DAYLIKE:
        return []
    return fill("history", "on", day=short_day(point.valid_at))


def _who(statement: Statement, view: View) -> list[Part]:
    source = view.told_by(statement)
    words = quote(statement, speaker=source.name if source else "")
    if source and not is_pronoun(source.name) and not quotes_cue(words, statement):
        return fill("history", "said", source=view.called(source, statement.report), quote=words)
    if outlet := view.outlet(statement.report):
        return fill("history", "own", outlet=outlet, quote=words)
    return fill("history", "own_unnamed", quote=words)
