"""Places in a text: found, settled, and told for what they do."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.read import places
from sayso.records import Where
from sayso.terms import PlaceKind, Sense
from tests.read.pages import page


def find(text: str) -> dict[str, Where]:
    """What is found, by the words printed; the first of the same words counts."""
    out: dict[str, Where] = {}
    for where in places.find(page(text)):
        out.setdefault(where.span.exact, where)
    return out


@pytest.mark.parametrize(
    ("text", "printed", "country", "kind"),
    [
        ("Shells fell on Chasiv Yar overnight, medics said.", "Chasiv Yar", "UA", PlaceKind.CITY),
        ("A bridge collapsed in Lyon on Friday.", "Lyon", "FR", PlaceKind.CITY),
        ("Drones were seen over the Kursk region, its governor said.", "Kursk", "RU", PlaceKind.REGION),
        ("The barge sank in the Black Sea.", "Black Sea", "", PlaceKind.WATER),
        ("Grain rots in the silos of Sudan.", "Sudan", "SD", PlaceKind.COUNTRY),
        ("The U.S. sent two envoys.", "U.S.", "US", PlaceKind.COUNTRY),
        ("Aid reached the Gaza Strip by sea.", "Gaza Strip", "PS", PlaceKind.REGION),
        ("Frost is expected in the province of Helmand.", "Helmand", "AF", PlaceKind.REGION),
    ],
)
def test_a_place_is_found(text: str, printed: str, country: str, kind: PlaceKind) -> None:
    where = find(text)[printed]
    assert (where.country, where.kind) == (country, kind)
    assert where.lat is not None


@pytest.mark.parametrize(
    ("text", "printed", "country"),
    [
        ("The clinic in Paris, Texas, was shut.", "Paris", "US"),
        ("The clinic in Paris was shut, French officials said.", "Paris", "FR"),
        (
            "Police in Ontario closed roads around London and Kitchener. Snow fell all over Ontario, Canada.",
            "London",
            "CA",
        ),
        ("Rail links from Odesa to Kyiv were cut, Ukraine said.", "Odesa", "UA"),
        ("The tanker left Tripoli, Libya, at dawn.", "Tripoli", "LY"),
        ("Lebanese troops moved into Tripoli, and Beirut stayed calm.", "Tripoli", "LB"),
    ],
)
def test_the_report_tells_which_bearer_of_a_name_is_meant(text: str, printed: str, country: str) -> None:
    assert find(text)[printed].country == country


@pytest.mark.parametrize(
    ("text", "printed", "sense"),
    [
        ("Moscow said that it would answer.", "Moscow", Sense.ACTOR),
        ("Three people were hurt in Moscow.", "Moscow", Sense.LOCATION),
        ("Japan accused North Korea of a launch.", "North Korea", Sense.ACTOR),
        ("U.S. officials declined to comment.", "U.S.", Sense.MODIFIER),
        ("Chile's budget was passed.", "Chile", Sense.MODIFIER),
        ("The Oslo Convention was signed by forty states.", "Oslo", Sense.NAME_PART),
        ("The column crossed into Ukrainian territory.", "Ukrainian territory", Sense.LOCATION),
    ],
)
def test_what_a_name_does_where_it_stands(text: str, printed: str, sense: Sense) -> None:
    assert find(text)[printed].sense is sense


def test_an_adjective_is_no_place_but_tells_a_country() -> None:
    one = page("Russian and Ukrainian negotiators met.")
    assert places.find(one) == ()
    assert [w.country for w in places.nationalities(one)] == ["RU", "UA"]


@pytest.mark.parametrize(
    "text",
    [
        "Austin Marsh, a teacher, said so. Marsh was calm.",
        "Georgia Talbot won the race. Talbot thanked her team.",
        "President Lincoln Okoro left early.",
        "On Thursday the council met.",
        "The Washington Post reported it first.",
        "The DACA programme ended.",
    ],
)
def test_persons_days_outlets_and_acronyms_are_no_places(text: str) -> None:
    assert not [w for w in find(text).values() if w.lat is not None]


def test_one_name_that_cannot_be_placed_drops_no_other() -> None:
    found = find("Buses ran from the Qworrel Bridge to Nairobi.")
    assert found["Nairobi"].country == "KE"
    assert not found["Qworrel Bridge"].gazetteer


def test_a_dateline_is_a_place_too() -> None:
    found = find("NAIROBI, Kenya (AP) - Rain fell for a third day.\n\nThe river rose again, officials said.")
    assert found["NAIROBI"].country == "KE"


def test_regions_in_a_list_are_regions() -> None:
    found = find("Alerts were issued for the Poltava, Sumy and Kharkiv regions of Ukraine.")
    assert {found[n].kind for n in ("Poltava", "Sumy", "Kharkiv")} == {PlaceKind.REGION}


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                "Kyiv",
                "the",
                "U.S.",
                "-made",
                "Paris,",
                "region",
                "in",
                "\n\n",
                "Mr.",
                "Georgia",
                "“",
                "(",
                ".",
                "said",
                "’s",
            ]
        ),
        max_size=25,
    )
)
def test_spans_slice_the_text_whatever_it_is(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    one = page(text)
    for where in (*places.find(one), *places.nationalities(one)):
        assert one.report.text[where.span.start : where.span.end] == where.span.exact
