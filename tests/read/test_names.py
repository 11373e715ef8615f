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
                "”",
                "I",
                "We",
                "the ship",
                "The tanker",
                "a ferry",
                ", a",
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taras Maletskyi", "Taras Maletsky"),
        ("Mohammed Orabi", "Muhammad Orabi"),
        ("Muammar Qadrafi", "Moammar Gadhrafi"),
        ("Ahmed Khorasi", "Ahmad Horasi"),
        ("Sergei Zhudin", "Sergey Judin"),
        ("Lena Marsh", "L. Marsh"),
        ("Lena B. Marsh", "Lena Marsh"),
    ],
)
def test_other_spellings_of_a_person_are_one_person(one: str, other: str) -> None:
    found = find(f"President {one} spoke. On Monday Minister {other} left for home.")
    assert found[one] is found[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Orabi", "Mahmoud Orabi"),
        ("Anna Kolar", "Anne Keller"),
        ("George B. Marsh", "George W. Marsh"),
        ("Ivan Lee", "Ivan Li"),
        ("Peter Marsh", "Lena Marsh"),
    ],
)
def test_other_persons_stay_apart(one: str, other: str) -> None:
    found = find(f"President {one} spoke. On Monday Minister {other} left for home.")
    assert found[one] is not found[other]


def test_a_shared_family_name_is_told_by_what_is_printed_with_it() -> None:
    text = "Mayor Lena Marsh and her brother Peter Marsh were charged. Peter fled. Marsh stayed. Mr. Marsh is ill."
    found = [n for n in find(text).values() if "Marsh" in n.aliases]
    of = {n.canonical: [m.span.exact for m in n.mentions if m.form.value == "short"] for n in found}
    assert of["Lena Marsh"] == ["Marsh"]
    assert of["Peter Marsh"] == ["Peter", "Marsh"]


def test_a_shared_family_name_that_nothing_tells_is_one_open_name() -> None:
    found = find("Lena Marsh and Peter Marsh were charged. Marsh stayed. Later Marsh fled.")
    assert found["Marsh"] is not found["Lena Marsh"]
    assert found["Marsh"] is not found["Peter Marsh"]
    assert len([m for m in found["Marsh"].mentions if m.span.exact == "Marsh"]) == 2


@pytest.mark.parametrize(
    ("text", "no_name"),
    [
        ("So Lena Marsh left. So Marsh fled.", "So Marsh"),
        ("Migrants crossed at night. Some migrants drowned. Migrants slept outside.", "Migrants"),
        ("Recent Reports say that the port is shut.", "Recent Reports"),
        ("It is shut, according to Recent Reports in the press.", "Recent Reports"),
        ("We spoke to Under Secretary for Trade Lena Marsh.", "Trade Lena Marsh"),
        ("The bill of Rep. Lena Marsh (D-NX) failed.", "NX"),
    ],
)
def test_what_only_has_a_capital_is_no_name(text: str, no_name: str) -> None:
    assert no_name not in find(text)


def test_a_title_that_runs_on_does_not_hide_the_name() -> None:
    assert find("We spoke to Under Secretary for Trade Lena Marsh.")["Lena Marsh"].kind is NameKind.PERSON


def test_a_name_with_an_arabic_article_is_whole() -> None:
    found = find("President Karim al-Orabi spoke. Orabi left.")
    assert found["Karim al-Orabi"] is found["Orabi"]


def test_initials_are_no_family_name() -> None:
    found = find("Kim Lan Un spoke to the UN. The UN listened.")
    assert found["UN"] is not found["Kim Lan Un"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The tanker Lena Marsh sank.", "Lena Marsh", NameKind.THING),
        ("The ferry, the Lena Marsh, sank.", "Lena Marsh", NameKind.THING),
        ("The Lena Marsh, a cargo ship, sank.", "Lena Marsh", NameKind.THING),
        ("The newspaper Peter Oruk was closed.", "Peter Oruk", NameKind.BODY),
        ("Operation Bright Lamp began.", "Operation Bright Lamp", NameKind.THING),
        ("The U.S. Treasury Department fined them.", "U.S. Treasury Department", NameKind.BODY),
        ("The right wing Norland Party won.", "Norland Party", NameKind.BODY),
        ("The Courier's Lena Marsh said so.", "Lena Marsh", NameKind.PERSON),
        ("The company Lena Marsh founded was sold.", "Lena Marsh", NameKind.PERSON),
    ],
)
def test_the_noun_beside_a_name_tells_its_kind(text: str, name: str, kind: NameKind) -> None:
    assert find(text)[name].kind is kind


def test_mrs_is_not_the_husband() -> None:
    found = find("Peter Marsh spoke. Mrs. Marsh left early. Mr. Marsh stayed.")
    assert [m.span.exact for m in found["Peter Marsh"].mentions] == ["Peter Marsh", "Marsh"]


@pytest.mark.parametrize("text", ["He told reporters Tuesday that it was over.", "She spoke to reporters on Twitter."])
def test_days_and_platforms_are_no_persons(text: str) -> None:
    assert all(n.kind is not NameKind.PERSON for n in find(text).values())


def test_the_short_name_of_a_person_is_no_body() -> None:
    found = find("President Lena Marsh spoke. Marsh's party cheered. The port was shut by Marsh in 2030.")
    assert found["Marsh"] is found["Lena Marsh"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chilean military", "Chilean military intelligence agency"),
        ("Norland Emergency Ministry", "Norland Emergency Ministry Research Institute"),
        ("Harbour Party", "Harbour Party Standing Committee"),
    ],
)
def test_a_part_of_a_body_is_another_body(one: str, other: str) -> None:
    found = find(f"The {one} spoke. The {other} did not.")
    assert found[one] is not found[other]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Nairobi denied the report on Monday. Kenya called it false.", True),
        ("Moscow said that it would answer. Russia has warned before.", True),
        ("A bus burned in Nairobi on Monday. Kenya called it an accident.", False),
        ("He flew to Moscow on Monday. Russia said nothing.", False),
    ],
)
def test_a_capital_that_acts_is_its_country(text: str, country: bool) -> None:
    found = find(text)
    capital, state = ("Nairobi", "Kenya") if "Kenya" in text else ("Moscow", "Russia")
    assert (found[capital] is found[state]) is country
