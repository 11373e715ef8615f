"""Clauses alike in words that are not one claim, each from short invented texts."""

from __future__ import annotations

import pytest

from sayso.terms import Verdict
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
        (
            "The flood closed the school in Lisbet on Monday.",
            "The flood closed the bridge in Lisbet on Monday.",
        ),
        (
            "The flood closed the school in Dunmoor on Monday.",
            "The flood closed the school in Lisbet on Monday.",
        ),
    ],
)
def test_are_two_claims(one: str, other: str) -> None:
    told = Incident(("2025-07-09T08:00", one), ("2025-07-09T09:00", other))
    a, b = (reading.statements[0].id for reading in told.readings)
    assert not any(a in c.statements and b in c.statements for c in told.weighing.claims)


CRASH = (
    "The Harbour Board released images of the Lisbet ferry crash on Monday.",
    "The Harbour Board did not release the names of those killed in the crash on Monday.",
)
MEETING = (
    "The Harbour Board published photographs of an Oct. 19 meeting of two ferries off Lisbet.",
    "The board did not publish the name of the second ferry at the meeting off Lisbet.",
)


@pytest.mark.parametrize(("did", "did_not"), [CRASH, MEETING])
def test_what_a_body_did_to_one_thing_and_not_to_another_is_no_contradiction(did: str, did_not: str) -> None:
    assert not Incident(("2025-07-09T08:00", did), ("2025-07-09T09:00", did_not)).weighing.conflicts


def test_what_a_body_did_and_did_not_to_one_thing_is_one() -> None:
    did = "The Harbour Board released the names of those killed in the crash on Monday."
    assert Incident(("2025-07-09T08:00", did), ("2025-07-09T09:00", CRASH[1])).weighing.conflicts


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (
            "The fire alarms in the Lisbet hotel had been out of order since March, a guest said.",
            "The fire alarms in the Lisbet hotel were found to be in working order, the owner said.",
            Verdict.EXCLUDES,
        ),
        (
            "The man who shot at the Lisbet ferry is in custody, the police said.",
            "The man who shot at the Lisbet ferry is at large, the police said.",
            Verdict.EXCLUDES,
        ),
        ("The river at Lisbet is deep.", "The river at Lisbet is shallow.", Verdict.EXCLUDES),
        (
            "The council lowered the tax on the Lisbet ferry.",
            "The council raised the tax on the Lisbet ferry.",
            Verdict.EXCLUDES,
        ),
        (
            "The storm left up to 40 fishermen dead at Lisbet, the mayor said.",
            "The storm left 40 fishermen dead at Lisbet, the mayor said.",
            Verdict.PROBABLE,
        ),
        (
            "The Halda carried 300 tons of cement from Lisbet to Orm on 3 July.",
            "The Halda carried cement from Lisbet to Orm 12 times.",
            Verdict.RELATED,
        ),
        (
            "The strike in the Lisbet docks has passed its 100th day.",
            "The strike in the Lisbet docks is nearing its 100th day.",
            Verdict.UPDATES,
        ),
        (
            "The disaster led to a law that requires fire alarms in the Lisbet hotel.",
            "The fire alarms in the Lisbet hotel burned.",
            Verdict.RELATED,
        ),
    ],
)
def test_what_a_slot_makes_of_like_clauses(one: str, other: str, verdict: Verdict) -> None:
    told = Incident(("2025-07-09T08:00", one), ("2025-07-09T09:00", other))
    pair = tuple(sorted(reading.statements[0].id for reading in told.readings))
    assert [j.verdict for j in told.weighing.judgements if (j.left, j.right) == pair] == [verdict]
