"""What place names stand for: metonymy, demonyms, parts of names, bodies called after places."""

from __future__ import annotations

import pytest

from sayso.read import places
from sayso.terms import Sense
from tests.read.pages import page
from tests.read.test_places import find


@pytest.mark.parametrize(
    ("text", "printed", "sense"),
    [
        ("Washington said that it would send more grain.", "Washington", Sense.ACTOR),
        ("Two ferries collided near Washington.", "Washington", Sense.LOCATION),
        ("Berlin and Paris accused Ankara of delay.", "Paris", Sense.ACTOR),
        ("Norway's minister of fisheries resigned.", "Norway", Sense.MODIFIER),
        ("Talks between Tehran and Baku were put off.", "Tehran", Sense.ACTOR),
        ("The envoy flew to Tehran on Monday.", "Tehran", Sense.LOCATION),
        ("The Kremlin denied that it had been told.", "Kremlin", Sense.ACTOR),
        ("Delegates signed the Ottawa Convention again.", "Ottawa", Sense.NAME_PART),
        ("A quake struck eastern Turkey on Monday.", "Turkey", Sense.LOCATION),
        ("A storm rocked Jamaica overnight.", "Jamaica", Sense.LOCATION),
        ("The jet skidded off the runway at Muan airport.", "Muan", Sense.LOCATION),
    ],
)
def test_a_capital_acts_or_is_a_place(text: str, printed: str, sense: Sense) -> None:
    assert find(text)[printed].sense is sense


@pytest.mark.parametrize(
    ("text", "printed", "name"),
    [
        ("South Korean divers joined the search.", "South Korean", "South Korea"),
        ("Three Texans were aboard.", "Texans", "Texas"),
        ("European and African ministers met.", "European African", "Europe Africa"),
        ("Scottish trawlers stayed in port.", "Scottish", "Scotland"),
        ("Latin American leaders were invited.", "Latin American", "Latin America"),
    ],
)
def test_words_for_people_tell_the_place_that_they_belong_to(text: str, printed: str, name: str) -> None:
    found = places.nationalities(page(text))
    assert " ".join(w.span.exact for w in found) == printed
    assert " ".join(w.name for w in found) == name
    assert {w.sense for w in found} == {Sense.MODIFIER}
    assert not find(text)


@pytest.mark.parametrize(
    "text",
    [
        "Members of the Warsaw Pact sent troops.",
        "The Marrakesh Treaty came into force.",
    ],
)
def test_a_place_in_the_name_of_a_pact_is_part_of_a_name(text: str) -> None:
    assert {w.sense for w in find(text).values()} <= {Sense.NAME_PART, Sense.MODIFIER}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The Paris prosecutor's office opened an inquiry.", "Paris"),
        ("Lisbon University published the list.", "Lisbon"),
        ("Dublin City Council raised the fee.", "Dublin"),
    ],
)
def test_a_body_called_after_a_place_is_not_that_place(text: str, printed: str) -> None:
    found = find(text)
    assert printed not in found or found[printed].sense is not Sense.LOCATION


@pytest.mark.parametrize(
    "text", ["The Centre declined to comment.", "The Port raised its fees.", "The State appealed."]
)
def test_a_mere_sort_of_place_is_no_name(text: str) -> None:
    assert not find(text)
