"""Figures and states as a history in one line: "7, then at least 11", what else is given, and who says so last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sayso.records import Part, Point, Sentence, Series, Statement
from sayso.tell.compose import one_a_report, sentence
from sayso.tell.phrases import bound, fill, number, raised, short_day
from sayso.tell.quote import is_pronoun, quote, quotes_cue, readable
from sayso.tell.views import View
from sayso.terms import Bound, Direction, Phase, Precision, SeriesKind

_DAYLIKE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.DAY})
_HARM = ("killed", "injured", "missing", "hospitalised", "displaced", "evacuated")
MOST_VALUES = 4
"""Values of one series that are printed."""


def lines(series: Iterable[Series], view: View, story: str) -> list[Sentence]:
    """Series as sentences, those that tell most first; things with the same history and words share one."""
    ranked = sorted(series, key=lambda s: _worth(s, view), reverse=True)
    made = [m for s in ranked if (m := _line(s, view, story))]
    shared: dict[str, Sentence] = {}
    for m in made:
        known = shared.get(m.text)
        shared[m.text] = _joined(known, m) if known else m
    return [replace(m, label=raised(m.label)) for m in shared.values()]


def of_harm(made: Iterable[Sentence]) -> list[Sentence]:
    """The first of some sentences that counts people harmed, if any."""
    return [m for m in made if re.match(rf"(?:{'|'.join(_HARM)})\b", m.label.lower())][:1]


def _joined(a: Sentence, b: Sentence) -> Sentence:
    return replace(
        a,
        label="; ".join(dict.fromkeys((*a.label.split("; "), b.label))),
        statements=tuple(dict.fromkeys((*a.statements, *b.statements))),
        spans=tuple(dict.fromkeys((*a.spans, *b.spans))),
    )


def _worth(series: Series, view: View) -> tuple[float, int, int]:
    """Harm to people first, then how many reports, how often told, how many values."""
    reports = {view.statements[p.statement].report for p in series.points if p.statement in view.statements}
    harm = next((len(_HARM) - i for i, word in enumerate(_HARM) if series.attribute.startswith(word)), 0)
    return len(reports) + len(series.points) / 2 + (2 if harm else 0), harm, len({p.value for p in series.points})


def _line(series: Series, view: View, story: str) -> Sentence | None:
    points = [p for p in series.points if p.statement in view.statements and p.value is not None]
    history, others = _states(points) if series.kind is SeriesKind.STATE else _figures(points)
    if not history:
        return None
    parts = _told(history, "then", series, _edits(points, view))
    if others:
        kind = "expected" if series.kind is SeriesKind.STATE else "also"
        parts += [*fill("history", kind), *_told(others, "comma", series, {})]
    last = _teller(history[-1], points, view)
    told = [view.statements[p.statement] for p in (*history, *others)]
    rest = one_a_report((view.statements[p.statement] for p in points), {s.report for s in (last, *told)})
    cited = list({s.id: s for s in (last, *told, *rest)}.values())
    return sentence([*parts, *_who(last, view)], cited, label=_label(series, story, view))


def _states(points: list[Point]) -> tuple[list[Point], list[Point]]:
    """The states held, in order, and those that are expected and differ from the last."""
    held = [p for p in points if p.phase is not Phase.FUTURE]
    steps: list[Point] = []
    for point in held:
        if not steps or point.value != steps[-1].value:
            steps.append(point)
    now = steps[-1].value if steps else None
    expected = _distinct(p for p in points if p.phase is Phase.FUTURE and p.value != now and not p.superseded)
    return (steps, expected) if steps else (expected, [])


def _figures(points: list[Point]) -> tuple[list[Point], list[Point]]:
    """The values that a later one took the place of and the one most given now; and what else is given."""
    current = [p for p in points if not p.superseded] or points[-1:]
    if not current:
        return [], []
    given = Counter(p.value for p in current)
    now = max(current, key=lambda p: (given[p.value], points.index(p)))
    now = next(p for p in current if p.value == now.value)
    earlier = [p for p in _distinct(p for p in points if p.superseded) if p.value != now.value]
    others = [p for p in _distinct(current) if p.value != now.value and all(p.value != e.value for e in earlier)]
    return [*earlier[-(MOST_VALUES - 1) :], now], others[:MOST_VALUES]


def _distinct(points: Iterable[Point]) -> list[Point]:
    return list({p.value: p for p in reversed(list(points))}.values())[::-1]


def _edits(points: list[Point], view: View) -> dict[str, float]:
    """Statement -> the value that stood in an earlier version of its report."""
    at = {view.statements[p.statement].report: p for p in points if isinstance(p.value, int | float)}
    found = {}
    for report, point in at.items():
        after = at.get(view.versions.get(report, ""))
        if after and isinstance(point.value, int | float) and after.value != point.value:
            found[after.statement] = float(point.value)
    return found


def _told(points: list[Point], joint: str, series: Series, edits: Mapping[str, float]) -> list[Part]:
    parts: list[Part] = []
    for i, point in enumerate(points):
        parts += fill("history", joint) if i else []
        parts += _value(point, series)
        if point.statement in edits:
            parts += fill("history", "edited", before=number(edits[point.statement]))
        if point.valid_at is not None and point.valid_precision in _DAYLIKE:
            parts += fill("history", "on", day=short_day(point.valid_at))
    return parts


def _value(point: Point, series: Series) -> list[Part]:
    if isinstance(point.value, str):
        return fill("history", "state", state=point.value)
    unit = "" if series.unit in ("", "persons") else f" {series.unit}"
    parts = fill("history", "value", bound=bound(point.bound), value=number(point.value or 0.0) + unit)
    if point.direction is not Direction.NONE and point.bound is not Bound.VAGUE:
        parts += fill("history", point.direction.value)
    return parts


def _teller(point: Point, points: list[Point], view: View) -> Statement:
    """The statement that tells a value best in its own words."""
    others = [i for i, p in enumerate(points) if p.phase == point.phase and p.value != point.value]
    since = max(others, default=-1) + 1 if isinstance(point.value, str) else 0
    same = [p for p in points[since:] if (p.value, p.phase) == (point.value, point.phase)] or [point]
    same = [p for p in same if p.statement not in view.withdrawn] or same
    tellers = [view.statements[p.statement] for p in same]
    return max(tellers, key=lambda s: (round(readable(s), 1), -view.number(s.report)))


def _who(statement: Statement, view: View) -> list[Part]:
    source = view.told_by(statement)
    words = quote(statement, speaker=source.name if source else "")
    if source and not is_pronoun(source.name) and not quotes_cue(words, statement):
        return fill("history", "said", source=raised(view.called(source, statement.report)), quote=words)
    return fill("history", "own", outlet=view.outlet(statement.report), quote=words)


def _label(series: Series, story: str, view: View) -> str:
    """``embassy of Norland`` for a state; ``killed, Estmark`` for a quantity, its place left out if it is the story."""
    if series.kind is SeriesKind.STATE:
        return series.subject
    attribute = _counted(series, view)
    if series.subject == story or not series.attribute.startswith(_HARM):
        return attribute
    return f"{attribute}, {series.subject}"


def _counted(series: Series, view: View) -> str:
    """The attribute of a quantity; ``children killed`` for ``killed (child)``, in the reports' own word for them."""
    part = re.fullmatch(r"(\w+) \((.+)\)", series.attribute)
    if not part:
        return series.attribute
    role, noun = part.groups()
    stems = [q.of for p in series.points for q in view.statements[p.statement].quantities if q.value == p.value]
    printed = Counter(w for of in stems for w in re.findall(r"[^\W\d_]+", of.lower()) if w[:3] == noun[:3])
    return f"{printed.most_common(1)[0][0] if printed else noun} {role}"
