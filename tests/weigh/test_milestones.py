"""A round number is near or past: reports of one day cannot both be right, reports of different days can."""

from __future__ import annotations

import pytest

from sayso.terms import ConflictKind
from tests.weigh.incident import Incident

NEARS = "The miners’ strike nears its 200th day, the union in Malaga said."


@pytest.mark.parametrize(
    ("at", "then", "found"),
    [
        ("2025-07-09T11:00", "The strike passed the 200-day mark, the mayor said.", 1),
        ("2025-07-19T11:00", "The strike passed the 200-day mark, the mayor said.", 0),
        ("2025-07-09T11:00", "The strike passed the 100-day mark in April, the mayor said.", 0),
        ("2025-07-09T11:00", "The strike began near the 200-year-old mill, the mayor said.", 0),
    ],
)
def test_a_mark_is_ahead_or_behind(at: str, then: str, found: int) -> None:
    told = Incident(("2025-07-09T08:00", NEARS), (at, then))
    assert len(told.conflicts(ConflictKind.DATE)) == found
