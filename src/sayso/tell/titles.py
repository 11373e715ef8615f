"""The headline under which a story is told: one that still stands, is about the whole story, and is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt

from sayso.records import Story, Weighing
from sayso.tell.phrases import read_number
from sayso.tell.quote import words
from sayso.tell.views import HEAD, View
from sayso.terms import Standing

LIKE = 0.6
"""A headline says a claim when this much of the claim's words stands in it, or of its words in the claim."""
CENTRAL = 0.95
"""Headlines this near to the story, beside the nearest one, are equally about it; then the newest is taken."""
_FALLEN = frozenset({Standing.DENIED, Standing.LABELLED_FAKE, Standing.DISPUTED, Standing.UNCONFIRMED})


def headline(weighing: Weighing, view: View) -> tuple[str, str]:
    """The headline and the id of the report that carries it; the story's own title and "" where none has one.

    Headlines whose figure has been replaced, or whose claim is denied, disputed or unconfirmed, come last; first those
    that give the figure which replaced another, then the nearest to what the story is about, the newest of equals.
    """
    members = sorted(weighing.story.reports, key=view.number)
    heads = [r for r in members if r not in view.versions and _opens_with(weighing.story, r)]
    found = {r: text for r in heads if (text := view.headline(r))}
    if not found:
        return _own_title(weighing.story, view), ""
    fallen = {r for r, text in found.items() if _fallen(text, weighing, view)}
    near = {r: _nearness(text, members, view) for r, text in found.items()}
    most = max(n for r, n in near.items() if r not in fallen or len(fallen) == len(found))
    figures = _latest(weighing)

    def rank(report: str) -> tuple[bool, bool, bool, int]:
        given = _numbers(found[report])
        return report not in fallen, bool(given & figures), near[report] >= CENTRAL * most, view.number(report)

    best = max(found, key=rank)
    return found[best], best


def _opens_with(story: Story, report: str) -> bool:
    """Whether the head of a report belongs to the story, not only a paragraph further down."""
    starts = [s.span.start for s in story.segments if s.span.report == report]
    return min(starts, default=0) < HEAD


def _own_title(story: Story, view: View) -> str:
    first = min(story.reports, key=view.number, default="")
    return story.title or (view.reports[first].name if first else "No reports")


def _nearness(text: str, members: Iterable[str], view: View) -> float:
    """How many of the words of a headline the heads of the story's reports hold, on average."""
    said = words(text)
    heads = [view.head_words(r) for r in members]
    return sum(len(said & held) for held in heads) / (len(heads) * sqrt(max(1, len(said))))


def _fallen(text: str, weighing: Weighing, view: View) -> bool:
    """Whether a headline gives a value that a later one has replaced, or says what is denied or disputed."""
    replaced = {v for gone, held in _replaced(weighing) for v in gone - held}
    return bool(_numbers(text) & replaced) or any(_says(text, claim) for claim in _contested(weighing, view))


def _latest(weighing: Weighing) -> set[float]:
    """The values that stand in series where they replaced others."""
    return {v for gone, held in _replaced(weighing) if gone - held for v in held}


def _replaced(weighing: Weighing) -> Iterator[tuple[set[float], set[float]]]:
    """For each figure of the story the values that were replaced, and those that stand."""
    for series in weighing.series:
        values = [(p.value, p.superseded) for p in series.points if isinstance(p.value, int | float)]
        yield {v for v, gone in values if gone}, {v for v, gone in values if not gone}


def _numbers(text: str) -> frozenset[float]:
    return read_number(text) or frozenset()


def _contested(weighing: Weighing, view: View) -> Iterator[str]:
    for assessment in weighing.assessments:
        if assessment.standing in _FALLEN:
            yield from (s.content for s in view.present(assessment.affirmed_by))


def _says(text: str, content: str) -> bool:
    title, claim = words(text), words(content)
    return bool(claim) and len(title & claim) >= LIKE * min(len(title), len(claim)) and len(title & claim) > 2
