"""Clauses alike in words that are not one claim, each from short invented texts."""

from __future__ import annotations

import pytest

from tests.weigh.incident import Incident


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The fire in the Lisbet hotel started in the kitchen, the brigade said.",
            "The fire in the Lisbet hotel started in the attic, a guest said.",
        ),
        (
            "A law requires smoke alarms in every room of the Lisbet hotel.",
            "The smoke alarms in every room of the Lisbet hotel were broken.",
        ),
        (
            "The death toll from the fire in the Lisbet hotel has risen to five, the brigade said.",
            "The fire gutted the Lisbet hotel, the brigade said.",
        ),
        (
            "The explosion in the Lisbet hotel wounded at least 90 people, the police said.",
            "The explosion in the Lisbet hotel wounded more than 95 people, a hospital said.",
        ),
        (
            "The Free Vale Army attacked the customs post at Lisbet on Monday night.",
            "The Red Lantern, an armed group, attacked the customs post at Lisbet on Monday night.",
        ),
    ],
)
def test_are_two_claims(one: str, other: str) -> None:
    told = Incident(("2025-07-09T08:00", one), ("2025-07-09T09:00", other))
    a, b = (reading.statements[0].id for reading in told.readings)
    assert not any(a in c.statements and b in c.statements for c in told.weighing.claims)


def test_what_a_body_did_to_one_thing_and_not_to_another_is_no_contradiction() -> None:
    told = Incident(
        ("2025-07-09T08:00", "The harbour board published photographs of the Lisbet ferry on Tuesday."),
        ("2025-07-09T09:00", "The harbour board did not publish the names of the crew on Tuesday."),
    )
    assert not told.weighing.conflicts
    same = Incident(
        ("2025-07-09T08:00", "The harbour board published the names of the crew on Tuesday."),
        ("2025-07-09T09:00", "The harbour board did not publish the names of the crew on Tuesday."),
    )
    assert same.weighing.conflicts
