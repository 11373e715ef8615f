"""Differences in who came to harm, in the kind of a thing, and in who holds which office."""

from __future__ import annotations

import pytest

from sayso.terms import ConflictClass, ConflictKind
from tests.weigh.incident import Incident
from tests.weigh.test_slots import kinds

CONTRARY = (
    ("All passengers are safe, the shipping line said.", "Three passengers were killed, the coastguard said."),
    ("Nobody was injured, the governor said.", "Nine people were injured, the city hospital said."),
    ("No one was killed, the line said.", "Two sailors were killed, the coastguard said."),
)
BESIDE = (
    ("All crew members are safe, the shipping line said.", "Two dockers were killed, the port said."),
    ("There were no immediate reports of casualties, police said.", "Two sailors were killed, the coastguard said."),
)
LEAD = "A ferry burned off Malaga on Wednesday."


@pytest.mark.parametrize(("spared", "harmed"), CONTRARY)
def test_who_says_that_none_came_to_harm_speaks_against_a_toll(spared: str, harmed: str) -> None:
    told = Incident(("2025-11-05T08:00", f"{LEAD} {spared}"), ("2025-11-05T08:20", f"{LEAD} {harmed}"))
    assert (ConflictKind.DENIAL, ConflictClass.CONFLICT) in kinds(told)


@pytest.mark.parametrize(("spared", "harmed"), BESIDE)
def test_another_group_or_a_first_word_is_no_contradiction(spared: str, harmed: str) -> None:
    told = Incident(("2025-11-05T08:00", f"{LEAD} {spared}"), ("2025-11-05T08:20", f"{LEAD} {harmed}"))
    assert (ConflictKind.DENIAL, ConflictClass.CONFLICT) not in kinds(told)


def test_a_toll_told_hours_later_is_news() -> None:
    told = Incident(
        ("2025-11-05T08:00", f"{LEAD} Nobody was killed, the line said."),
        ("2025-11-05T18:00", f"{LEAD} Two sailors were killed, the coastguard said."),
    )
    assert (ConflictKind.DENIAL, ConflictClass.CONFLICT) not in kinds(told)


@pytest.mark.parametrize(("one", "other"), [("car", "truck"), ("van", "bus"), ("lorry", "motorcycle")])
def test_one_blow_by_vehicles_of_two_kinds(one: str, other: str) -> None:
    told = Incident(
        ("2025-11-06T08:00", f"A {one} crashed into the gate of the fish market in Malaga on Wednesday."),
        ("2025-11-06T09:00", f"A {other} crashed into the gate of the fish market in Malaga on Wednesday."),
    )
    assert (ConflictKind.WHO, ConflictClass.CONFLICT) in kinds(told)


@pytest.mark.parametrize(("one", "other"), [("truck", "lorry"), ("car", "taxi"), ("gate", "gate")])
def test_two_words_for_one_kind_are_no_difference(one: str, other: str) -> None:
    told = Incident(
        ("2025-11-06T08:00", f"A {one} crashed into the wall of the fish market in Malaga on Wednesday."),
        ("2025-11-06T09:00", f"A {other} crashed into the wall of the fish market in Malaga on Wednesday."),
    )
    assert (ConflictKind.WHO, ConflictClass.CONFLICT) not in kinds(told)
