"""Ledgers: one series for one thing, earlier values in its history, named after what it counts."""

from __future__ import annotations

import pytest

from sayso.terms import Direction
from tests.weigh.incident import Incident

NOW_AND_BEFORE = (
    "Five people were hurt in the gas blast at Lunn, up from four reported earlier, the hospital said.",
    "Five were hurt, up from four. The gas blast at Lunn happened on Tuesday.",
    "The number of people hurt in the gas blast at Lunn has risen to five from four, the hospital said.",
    "The number of people hurt in the gas blast at Lunn rose from four to five, the hospital said.",
)


@pytest.mark.parametrize("text", NOW_AND_BEFORE)
def test_a_value_and_the_one_before_it_are_two_points_of_one_series(text: str) -> None:
    (series,) = Incident(("2025-05-08T09:00", text)).quantities("injured")
    assert [(p.value, p.superseded, p.direction) for p in series.points] == [
        (4, True, Direction.NONE),
        (5, False, Direction.ROSE),
    ]


def test_fewer_missing_a_day_later_supersede_the_first_count_and_are_named_after_the_place() -> None:
    told = Incident(
        ("2025-12-18T09:00", "At least 11 people died when a ferry burned off Marisle. Another 20 were missing."),
        ("2025-12-19T12:00", "People killed in the ferry fire off Marisle now number 14. Nine are still missing."),
    )
    (series,) = told.quantities("missing")
    assert [(p.value, p.superseded) for p in series.points] == [(20, True), (9, False)]
    assert series.subject == "Marisle"


def test_no_series_is_named_after_the_story() -> None:
    told = Incident(("2025-12-18T09:00", "Nine are still missing. Rescue work goes on."))
    assert [s.subject for s in told.quantities("missing")] != []
    assert "An invented story" not in {s.subject for s in told.weighing.series}


@pytest.mark.parametrize("verb", ["recaptured", "retook", "liberated"])
def test_a_town_changes_hands(verb: str) -> None:
    told = Incident(
        ("2025-12-18T09:00", "Rebels have seized the town of Lesna, the governor said on Thursday."),
        ("2025-12-20T12:00", f"The army {verb} the town of Lesna on Saturday, the defence ministry said."),
    )
    (series,) = told.states()
    assert (series.subject, series.attribute) == ("Lesna", "held by")
    assert [(p.value, p.superseded) for p in series.points] == [("rebels", True), ("army", False)]


def test_power_that_is_back_a_day_later_is_a_change() -> None:
    told = Incident(
        ("2025-12-18T09:00", "Power has not yet been restored to the town of Lesna, its mayor said."),
        ("2025-12-19T12:00", "Power was restored to the town of Lesna on Friday, its mayor said."),
    )
    (series,) = told.states()
    assert series.subject == "power in Lesna"
    assert [(p.value, p.superseded) for p in series.points] == [("stopped", True), ("running", False)]


def test_a_sum_is_named_after_what_it_measures() -> None:
    told = Incident(
        ("2025-12-18T09:00", "The flood caused damage of 40 million euros in Lesna, the council said."),
        ("2025-12-18T12:00", "The flood caused damage of 55 million euros in Lesna, insurers said."),
    )
    (series,) = told.quantities("damage")
    assert (series.subject, series.unit) == ("The flood", "EUR")
