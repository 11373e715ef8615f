"""Undated reports take the day of their story, where that day is plain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.records import Report, Story
from sayso.terms import PublishedBasis
from sayso.weigh import dated_by_story


def report(name: str, day: str | None) -> Report:
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    basis = PublishedBasis.GIVEN if day else PublishedBasis.NONE
    return Report(id=name, name=name, text="The bridge at Ostwick is shut.", published=moment, published_basis=basis)


@pytest.mark.parametrize(
    ("days", "taken"),
    [
        (["2024-03-02", "2024-03-02T14:00", "2024-03-03"], "2024-03-02"),
        (["2024-03-02", "2024-03-03"], "2024-03-03"),  # level: the later day
        (["2024-03-02", "2024-03-20"], None),  # too far apart to tell
        ([], None),
    ],
)
def test_the_day_most_of_the_story_appeared(days: list[str], taken: str | None) -> None:
    reports = [report(f"r{i}", d) for i, d in enumerate(days)] + [report("undated", None)]
    story = Story(id="s", title="", reports=tuple(r.id for r in reports))
    found = dated_by_story(reports, [story])
    assert [f"{r.published:%Y-%m-%d}" for r in found] == ([taken] if taken else [])
    assert all(r.id == "undated" and r.published_basis is PublishedBasis.STORY for r in found)


def test_a_report_of_another_story_is_left_alone() -> None:
    reports = [report("a", "2024-03-02"), report("undated", None)]
    stories = [Story(id="s", title="", reports=("a",)), Story(id="t", title="", reports=("undated",))]
    assert dated_by_story(reports, stories) == []
