"""Names in a text: persons, bodies and things with every form in which they are printed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.read import names, places
from sayso.records import Name
from sayso.terms import NameKind
from tests.read.pages import page


def find(text: str) -> dict[str, Name]:
    """The names of a text by every form of theirs."""
    one = page(text)
    one.places = places.find(one)
    return {form: name for name in names.find(one) for form in (name.canonical, *name.aliases)}


@pytest.mark.parametrize(
    ("text", "printed", "kind"),
    [
        ("Defense Secretary Lena Marsh resigned.", "Lena Marsh", NameKind.PERSON),
        ("Oruk Balimat, a shopkeeper, ran away.", "Oruk Balimat", NameKind.PERSON),
        ("Dana Fels, 43, was charged.", "Dana Fels", NameKind.PERSON),
        ("EU chief Ursa von der Heide spoke.", "Ursa von der Heide", NameKind.PERSON),
        ("The White House declined to comment.", "White House", NameKind.BODY),
        ("The Chilean Defense Ministry said so.", "Chilean Defense Ministry", NameKind.BODY),
        ("Chile's coast guard agency said so.", "Chile's coast guard agency", NameKind.BODY),
        ("The Ministry of Foreign Affairs said so.", "Ministry of Foreign Affairs", NameKind.BODY),
        ("Officials at the foreign ministry said so.", "foreign ministry", NameKind.BODY),
        ("The U.S. Embassy in Nairobi shut its doors.", "U.S. Embassy in Nairobi", NameKind.BODY),
        ("They signed the Oslo Convention.", "Oslo Convention", NameKind.THING),
    ],
)
def test_a_name_is_found_with_its_kind(text: str, printed: str, kind: NameKind) -> None:
    assert find(text)[printed].kind is kind


def test_a_family_name_is_the_same_person() -> None:
    found = find("Mayor Lena Marsh left. Marsh had been mayor for two years, and Ms. Marsh was liked.")
    assert found["Marsh"] is found["Lena Marsh"]
    assert found["Marsh"].titles == ("Mayor",)
    assert len(found["Marsh"].mentions) == 3


def test_two_with_one_family_name_stay_apart() -> None:
    found = find("Lena Marsh and Peter Marsh were there.")
    assert found["Lena Marsh"] is not found["Peter Marsh"]


def test_spellings_of_one_ending_are_one_person() -> None:
    found = find("President Taras Maletsky spoke. Taras Maletskiy will fly home.")
    assert found["Taras Maletsky"] is found["Taras Maletskiy"]


def test_an_acronym_is_joined_with_what_it_stands_for() -> None:
    found = find("On Monday, Harbour Rights Watch (HRW) objected. HRW said that the port was shut.")
    assert found["HRW"] is found["Harbour Rights Watch"]
    system = find("The Army Tactical Lamp System (ATALS) failed. ATALS lamps were recalled.")
    assert system["ATALS"] is system["Army Tactical Lamp System"]


def test_a_shorter_form_of_a_body_is_the_same_body() -> None:
    found = find("The U.S. Embassy in Nairobi was shut. The U.S. Embassy reopened on Monday.")
    assert found["U.S. Embassy"] is found["U.S. Embassy in Nairobi"]


def test_offices_behind_a_name_are_its_titles() -> None:
    found = find("Oruk Balimat, head of the port authority, said nothing.")
    assert found["Oruk Balimat"].titles == ("head of the port authority",)


def test_countries_go_by_one_name() -> None:
    found = find("The U.S. agreed. The United States will pay. US officials smiled.")
    assert found["U.S."].canonical == "United States"


def test_tokens_know_their_name() -> None:
    one = page("Lena Marsh spoke to the Chilean Defense Ministry.")
    one.places = places.find(one)
    names.find(one)
    told = {one.doc[i].text: name for i, name in one.entity_at.items()}
    assert told["Marsh"] == "Lena Marsh"
    assert told["Chilean"] == told["Ministry"] == "Chilean Defense Ministry"


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Lena",
                "Marsh",
                "Ministry",
                "of",
                "(HRW)",
                "the",
                "he",
                "said",
                "its",
                "President",
                "-",
                "“",
                ".",
                "\n\n",
                "officials",
                "Kyiv",
                "'s",
            ]
        ),
        max_size=25,
    )
)
def test_mentions_slice_the_text_whatever_it_is(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    one = page(text)
    one.places = places.find(one)
    for name in names.find(one):
        assert name.mentions
        for mention in name.mentions:
            assert one.report.text[mention.span.start : mention.span.end] == mention.span.exact
