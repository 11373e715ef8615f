"""Origins are leaves: outlets that pass a word on add none, and what cannot be known is a range."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.terms import Naming, SourceKind, Standing
from tests.weigh.factory import Desk, assessment, officials, outlet, source

PAPERS = ("Tidings", "Courier", "Herald", "Gazette", "Beacon")
STORY = "The ferry Halmstrand caught fire near Estmark on Sunday evening with ninety people on board and no pilot"


def counted(desk: Desk, statement: str) -> tuple[int, int]:
    found = assessment(desk.weigh(), statement)
    return found.origins_low, found.origins_high


def test_two_outlets_in_their_own_words_are_two_origins() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "The Vellin dam burst before dawn")
    desk.says("Courier", "Before dawn the dam at Vellin burst")
    assert counted(desk, a) == (2, 2)
    assert assessment(desk.weigh(), a).standing is Standing.CORROBORATED


def test_one_agency_story_in_five_outlets_is_one_origin() -> None:
    desk = Desk()
    for hour, paper in enumerate(("Norwire", *PAPERS)):
        desk.report(paper, f"2031-05-04T1{hour}:00", credit="" if paper == "Norwire" else "Norwire")
        first = desk.says(paper, STORY)
    assert counted(desk, first) == (1, 1)
    assert assessment(desk.weigh(), first).standing is Standing.REPEATED


def test_the_agency_is_the_origin_even_when_its_own_report_is_missing() -> None:
    desk = Desk()
    for paper in PAPERS[:3]:
        desk.report(paper, credit="Norwire")
        first = desk.says(paper, f"{STORY} or deck hand")
    assert counted(desk, first) == (1, 1)


def test_an_uncredited_copy_rests_on_the_earlier_report() -> None:
    desk = Desk()
    desk.report("Tidings", "2031-05-04T10:00")
    desk.report("Courier", "2031-05-04T12:00")
    a = desk.says("Tidings", STORY)
    desk.says("Courier", STORY)
    found = assessment(desk.weigh(), a)
    assert (found.origins_low, found.origins_high) == (1, 1)
    assert ("Courier", "Tidings") in found.origins[0].paths


def test_five_outlets_quoting_one_spokesman_are_one_origin() -> None:
    desk = Desk()
    for paper in PAPERS:
        first = desk.says(paper, "The reactor at Brackwell is stable", source("Lena Marsh"))
    found = assessment(desk.weigh(), first)
    assert (found.origins_low, found.origins_high) == (1, 1)
    assert found.standing is Standing.REPEATED
    assert found.origins[0].name == "Lena Marsh"


def test_one_spokesman_under_two_spellings_is_one_origin() -> None:
    desk = Desk()
    desk.named("Tidings", "Oleg Varsinsky")
    desk.named("Courier", "Oleg Varsinskiy")
    a = desk.says("Tidings", "The reactor at Brackwell is stable", source("Oleg Varsinsky"))
    desk.says("Courier", "The reactor at Brackwell is stable", source("Oleg Varsinskiy"))
    b = desk.says("Courier", "Norland closed its consulate in Corva", source("Oleg Varsinskiy"))
    assert counted(desk, a) == (1, 1)
    weighing = desk.weigh()
    first, second = assessment(weighing, a).origins[0], assessment(weighing, b).origins[0]
    assert (first.key, first.name) == (second.key, second.name)


def test_two_named_sources_are_two_origins() -> None:
    desk = Desk()
    a = desk.says("Tidings", "The reactor at Brackwell is stable", source("Lena Marsh"))
    desk.says("Courier", "The reactor at Brackwell is stable", source("Tom Adair"))
    assert counted(desk, a) == (2, 2)


def test_an_outlet_citing_another_adds_no_origin() -> None:
    desk = Desk()
    a = desk.says("Tidings", "The reactor at Brackwell is stable")
    desk.says("Courier", "The reactor at Brackwell is stable", outlet("Tidings"))
    assert counted(desk, a) == (1, 1)


def test_two_outlets_citing_one_outlet_on_anonymous_officials_are_one_origin() -> None:
    desk = Desk()
    a = desk.says("Courier", "The reactor at Brackwell is stable", outlet("Tidings"), officials())
    desk.says("Herald", "The reactor at Brackwell is stable", outlet("Tidings"), officials())
    assert counted(desk, a) == (1, 1)


def test_anonymous_officials_of_two_outlets_are_of_unknown_independence() -> None:
    desk = Desk()
    a = desk.says("Tidings", "The reactor at Brackwell is stable", officials())
    desk.says("Courier", "The reactor at Brackwell is stable", officials("three port officials"))
    found = assessment(desk.weigh(), a)
    assert (found.origins_low, found.origins_high) == (1, 2)
    assert found.standing is Standing.REPEATED


def test_a_source_passed_on_in_fewer_words_is_one_origin() -> None:
    desk = Desk()
    desk.report("Tidings", "2031-05-04T10:00")
    desk.report("Courier", "2031-05-04T12:00")
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "The reactor at Brackwell is stable", officials("two port officials"))
    desk.says("Courier", "The reactor at Brackwell is stable", outlet("Tidings"), officials("two officials"))
    assert counted(desk, a) == (1, 1)


def test_officials_described_more_narrowly_elsewhere_may_be_the_same() -> None:
    desk = Desk()
    a = desk.says("Tidings", "The reactor at Brackwell is stable", officials("two officials"))
    desk.says("Courier", "The reactor at Brackwell is stable", officials("port officials"))
    assert counted(desk, a) == (1, 2)


def test_a_body_and_its_spokesman_are_one_origin() -> None:
    desk = Desk()
    marsh = source("Lena Marsh", speaks_for="the port authority")
    a = desk.says("Tidings", "The reactor at Brackwell is stable", marsh)
    desk.says("Courier", "The reactor at Brackwell is stable", source("port authority", kind=SourceKind.BODY))
    assert counted(desk, a) == (1, 1)


def test_an_agency_and_its_letters_are_one_origin() -> None:
    desk = Desk()
    desk.report("Norland Wire", "2031-05-04T10:00")
    desk.report("Courier", "2031-05-04T12:00", credit="NW")
    a = desk.says("Norland Wire", STORY)
    desk.says("Courier", STORY)
    assert counted(desk, a) == (1, 1)


def test_a_source_that_is_not_given_is_no_origin_for_certain() -> None:
    desk = Desk()
    nobody = source("", Naming.UNGIVEN, SourceKind.UNKNOWN)
    a = desk.says("Tidings", "The reactor at Brackwell is stable", nobody)
    found = assessment(desk.weigh(), a)
    assert (found.origins_low, found.origins_high) == (0, 1)
    assert found.standing is Standing.UNATTRIBUTED


def test_the_outlet_that_speaks_of_itself_is_its_own_voice() -> None:
    desk = Desk()
    a = desk.says("Tidings", "The reactor at Brackwell is stable", outlet("Tidings"))
    found = assessment(desk.weigh(), a)
    assert [o.naming for o in found.origins] == [Naming.OUTLET]


def test_a_report_without_outlet_is_an_origin_of_its_own() -> None:
    desk = Desk()
    desk.report("one.txt", outlet="")
    desk.report("two.txt", outlet="")
    desk.filler("one.txt", "two.txt")
    a = desk.says("one.txt", "The Vellin dam burst before dawn")
    desk.says("two.txt", "Before dawn the dam at Vellin burst")
    assert counted(desk, a) == (2, 2)


NORWIRE = outlet("Norwire")
VOICES = [(), (source("Lena Marsh"),), (officials(),), (NORWIRE,), (NORWIRE, officials())]


@pytest.mark.parametrize("hour", ["08", "20"])
@settings(max_examples=25, deadline=None)
@given(
    voices=st.lists(st.sampled_from(VOICES), min_size=1, max_size=4),
    copied=st.integers(0, 3),
)
def test_a_copy_never_raises_origins(hour: str, voices: list[tuple], copied: int) -> None:  # type: ignore[type-arg]
    desk = Desk()
    for paper, voice in zip(PAPERS, voices, strict=False):
        desk.report(paper, "2031-05-04T12:00")
        first = desk.says(paper, f"{STORY} or cook", *voice)
    before = counted(desk, first)
    desk.report("Copyist", f"2031-05-04T{hour}:00")
    desk.says("Copyist", f"{STORY} or cook", *voices[copied % len(voices)])
    after = counted(desk, first)
    assert after[0] <= before[0]
    assert after[1] <= before[1]
