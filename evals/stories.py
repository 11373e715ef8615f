"""The task ``stories``: many reports in one pool; which of them tell the same story."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.documents import documents
from sayso import weigh
from sayso.read.tidy import tidy
from sayso.records import Reading, Report


def predict(data: Path) -> list[object]:
    """The story of each report; one that stands in two is given the story that most of it tells."""
    reports = [report_of(d) for d in documents(data)]
    found = weigh.stories(reports, [_shallow(r) for r in reports])
    share: dict[str, dict[str, int]] = {r.id: {} for r in reports}
    for story in found:
        for report in story.reports:
            parts = [s.span for s in story.segments if s.span.report == report]
            share[report][story.id] = sum(p.end - p.start for p in parts) if parts else 1
    return [{"doc": r.id, "story": max(share[r.id], key=lambda s: share[r.id][s])} for r in reports]


def report_of(document: dict[str, Any]) -> Report:
    """A document as a report that was gathered."""
    return Report(
        id=document["doc"],
        name=document["doc"],
        text=document["text"],
        title=document["title"],
        outlet=document["outlet"],
        url=document["url"],
        published=datetime.fromisoformat(document["date"]).replace(tzinfo=UTC),
    )


def _shallow(report: Report) -> Reading:
    """The furniture alone, which is all of a reading that stories look at."""
    return Reading(report=report.id, reader="tidy", furniture=tidy(report)[2])
