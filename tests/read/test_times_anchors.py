"""What a time is reckoned from, which way it lies, and what is no time at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.read import times
from sayso.records import When
from sayso.terms import Anchor, Precision, TimeKind
from tests.read.pages import page
from tests.read.test_times import WEDNESDAY, only, read


def found(text: str, published: str | None = WEDNESDAY) -> list[When]:
    return list(times.find(page(text, published)))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The port closed one day after Norland said that it would send ships.", "one day", "P1D"),
        ("The port closed just days after the talks failed.", "days", "PXD"),
        ("Hours after the blast, the mayor resigned.", "Hours", "PTXH"),
        ("The mayor resigned two weeks before the vote.", "two weeks", "P2W"),
    ],
)
def test_a_length_that_hangs_on_an_event_says_so_and_has_no_bounds(text: str, words: str, value: str) -> None:
    when = only(text)
    assert (when.span.exact, when.value, when.anchor) == (words, value, Anchor.EVENT)
    assert when.earliest is None


def test_steps_from_a_day_that_was_told_are_reckoned_from_it() -> None:
    told = found("The dam broke on 3 May. Three days later, the town was empty.")
    assert [w.value for w in told] == ["2031-05-03", "2031-05-06"]
    assert told[1].anchor is Anchor.EVENT


def test_days_later_without_a_number_is_a_length_not_a_day_to_come() -> None:
    when = found("The dam broke on 3 May. Days later, the mayor resigned.")[1]
    assert (when.kind, when.value, when.anchor) == (TimeKind.DURATION, "PXD", Anchor.EVENT)


@pytest.mark.parametrize(
    "text",
    [
        "Rockets fell on the port overnight.",
        "During the night, rockets fell on the port.",
        "Rockets fell on the port throughout the night.",
        "Rockets fell on the port last night.",
        "Rockets fell on the port overnight into Wednesday.",
        "Rockets fell on the port in the night from Tuesday to Wednesday.",
        "Rockets fell on the port on the night of 13-14 May.",
    ],
)
def test_the_night_before_publication_in_any_words(text: str) -> None:
    when = only(text)
    assert when.value == "2031-05-13TNI"
    assert when.earliest == datetime(2031, 5, 13, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The siren sounded at midday.", "2031-05-14TMI"),
        ("By mid afternoon, the town was empty.", "2031-05-14TAF"),
        ("They left at nightfall.", "2031-05-14TNI"),
    ],
)
def test_parts_of_the_day_that_stand_alone(text: str, value: str) -> None:
    assert only(text).value == value


def test_the_night_of_a_day_that_was_told_is_its_own() -> None:
    assert [w.value for w in found("He was rescued on Monday. During the night, he died.")] == [
        "2031-05-12",
        "2031-05-12TNI",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The pier may reopen on Friday.", "2031-05-16"),
        ("They must leave the island by Friday.", "2031-05-16"),
        ("He may have left on Friday.", "2031-05-09"),
        ("He is meeting the king on Friday.", "2031-05-16"),
        ("The minister arrives Monday.", "2031-05-19"),
        ("The vote is on Sunday.", "2031-05-18"),
        ("Starting Monday, buses will be free.", "2031-05-19"),
        ("Troops arrived ahead of Sunday's vote.", "2031-05-18"),
        ("Sunday's vote will be watched.", "2031-05-18"),
        ("Critics will study Friday's ruling.", "2031-05-09"),
        ("It is the worst attack since Friday.", "2031-05-09"),
        ("The council will appeal the ruling announced Friday.", "2031-05-09"),
        ("The judge put off the hearing until Monday morning.", "2031-05-19TMO"),
        ("The permit had been due to expire Friday.", "2031-05-09"),
    ],
)
def test_modality_decides_which_way_a_weekday_lies(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister's visit in June was called off.", "2031-06"),
        ("The river flooded in June.", "2030-06"),
        ("The accession was planned for June.", "2031-06"),
        ("The camp stays open until March.", "2032-03"),
        ("The bridge will close in two weeks.", "2031-W22"),
        ("The bridge was built in two weeks.", "P2W"),
    ],
)
def test_what_belongs_to_a_noun_or_is_set_may_lie_ahead(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "The shop is open 24/7.",
        "Estmark won 3:10 in the final.",
        "The vote was 51-49.",
        "He scored 21:15 and 21:18.",
        "The Sun shone on Mr. March.",
        "She spoke to April Dunn.",
        "Rebels march on the town.",
        "The T-72 tank and the Boeing 737-800 left.",
        "Room 2031 was empty.",
        "Highway 2031 was closed.",
        "The index fell to 1462.93.",
        "The index fell 6.43, on paper.",
        "Release 10.12.2024 of the app failed.",
        "The 1912 soldiers left.",
        "He came second.",
        "The company cut its quarterly dividend.",
        "The yard earns $5 million a year.",
        "It saved $2 million a year in fees.",
        "The fall of Estmark was quick.",
        "Ships sailed to Christmas Island.",
    ],
)
def test_no_time_is_invented(text: str) -> None:
    assert read(text) == {}


def test_a_paper_named_after_a_day_is_no_day() -> None:
    assert read("The Sunday Times reported on Monday.") == {"Monday": "2031-05-12"}


def test_the_name_of_a_programme_is_no_time() -> None:
    assert read('He spoke on "This Week" and on "60 Minutes".') == {}


@pytest.mark.parametrize("text", ["The road is now open.", "He will soon leave.", "These days the road is open."])
def test_vague_words_have_no_bounds(text: str) -> None:
    when = only(text)
    assert (when.precision, when.earliest, when.latest) == (Precision.VAGUE, None, None)


def test_soon_in_a_tale_of_the_past_says_nothing_of_the_future() -> None:
    assert read("The town was soon abandoned.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Rockets fell during the night.",
        "The mayor resigned two weeks ago.",
        "Profit fell in the third quarter.",
        "The tax rose last winter.",
        "The bridge will close in two weeks.",
        "He was found on Thanksgiving.",
        "Rain fell through the rest of the year.",
    ],
)
def test_without_a_day_of_publication_nothing_is_reckoned(text: str) -> None:
    for when in found(text, published=None):
        assert (when.earliest, when.latest) == (None, None)
        assert when.anchor in (Anchor.OPEN, Anchor.ABSOLUTE)
