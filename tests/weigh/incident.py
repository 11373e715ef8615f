"""Small invented incidents as plain texts, read and weighed as a user's would be."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.read import read
from sayso.records import Conflict, Report, Series, Statement, Story, content_id
from sayso.terms import ConflictClass, ConflictKind, SeriesKind
from sayso.weigh import stories, weigh


class Incident:
    """Reports as ``(time, text)`` or ``(time, outlet, text)``, all of them weighed as one story."""

    def __init__(self, *told: tuple[str, ...]) -> None:
        self.reports = [_report(at, *rest) for at, *rest in told]
        self.readings = [read(r)[0] for r in self.reports]
        story = Story(id="story", title="An invented story", reports=tuple(r.id for r in self.reports))
        self.weighing = weigh(story, self.reports, self.readings, vectors=False)

    def stories(self) -> tuple[Story, ...]:
        return stories(self.reports, self.readings)

    def statement(self, id: str) -> Statement:
        return next(s for r in self.readings for s in r.statements if s.id == id)

    def quantities(self, attribute: str = "killed") -> list[Series]:
        found = [s for s in self.weighing.series if s.kind == SeriesKind.QUANTITY]
        return [s for s in found if s.attribute == attribute]

    def states(self) -> list[Series]:
        return [s for s in self.weighing.series if s.kind == SeriesKind.STATE]

    def conflicts(self, kind: ConflictKind | None = None, cls: ConflictClass | None = None) -> list[Conflict]:
        found = self.weighing.conflicts
        return [c for c in found if kind in (None, c.kind) and cls in (None, c.cls)]

    def sides(self, conflict: Conflict) -> set[str]:
        return {self.statement(i).content for i in conflict.statements}


def _report(at: str, *rest: str) -> Report:
    outlet, text = rest if len(rest) == 2 else ("", rest[0])
    published = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
    return Report(
        id=content_id("rep", at, outlet, text),
        name=f"{outlet or 'report'} {at}",
        outlet=outlet,
        text=text,
        published=published,
    )
