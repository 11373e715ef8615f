"""Which bearer of a name is meant, and where a site lies that no table holds."""

from __future__ import annotations

import pytest

from sayso.read import places
from sayso.terms import PlaceKind
from tests.read.pages import page
from tests.read.test_places import find

KYIV = (
    "KYIV, Ukraine (AP) - Sirens sounded in Kyiv for an hour. Rail traffic between Kyiv and Odessa stopped. "
    "Missouri Senator Paul Orrin said he was worried."
)


def test_a_report_on_ukraine_is_not_about_towns_of_the_same_names_elsewhere() -> None:
    found = find(KYIV)
    assert (found["KYIV"].country, found["Kyiv"].country, found["Odessa"].country) == ("UA", "UA", "UA")
    assert found["Missouri"].country == "US"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgia closed its border with Armenia. Protesters gathered in Tbilisi.", "GE"),
        ("Polls opened in Georgia and Alabama. In Atlanta, the mayor voted early.", "US"),
    ],
)
def test_georgia_is_the_country_or_the_state(text: str, country: str) -> None:
    assert find(text)["Georgia"].country == country


def test_a_list_of_countries_does_not_say_that_one_lies_in_the_next() -> None:
    found = find("Mexico, the United States and Canada signed. Mexico was pleased.")
    assert found["Mexico"].kind is PlaceKind.COUNTRY


@pytest.mark.parametrize(
    ("text", "printed", "state"),
    [
        ("COLUMBIA, Ky. (WXYZ) - A barn burned in Columbia on Friday.", "Columbia", (37.1, -85.3)),
        ("PARIS, Mo. — The fair opened in Paris on Friday.", "Paris", (39.5, -92.0)),
        ("A fire broke out in Adair County, Kentucky, officials said.", "Adair County", (37.1, -85.3)),
    ],
)
def test_the_dateline_says_in_which_state_a_town_lies(text: str, printed: str, state: tuple[float, float]) -> None:
    where = find(text)[printed]
    assert where.lat == pytest.approx(state[0], abs=0.3)
    assert where.lon == pytest.approx(state[1], abs=0.3)


def test_near_towns_say_which_town_is_meant() -> None:
    found = find("Trams were stopped between Enfield, Tottenham and Edmonton. In Edmonton, the council opened a hall.")
    assert found["Edmonton"].country == "GB"


@pytest.mark.parametrize(
    ("printed", "country"),
    [("Donbas", "UA"), ("Gaza", "PS"), ("Sahel", ""), ("Kashmir", "IN"), ("West Bank", "PS"), ("Galilee", "IL")],
)
def test_regions_without_a_border_are_known(printed: str, country: str) -> None:
    where = find(f"Aid groups said that food was short in the {printed}.")[printed]
    assert (where.kind, where.country) == (PlaceKind.REGION, country)
    assert where.precision_km is not None


def test_a_site_is_placed_by_the_town_told_with_it() -> None:
    found = find("Windows broke at the Ostrel Hospital in the centre of Lyon.")
    site, town = found["Ostrel Hospital"], found["Lyon"]
    assert (site.lat, site.lon, site.country) == (town.lat, town.lon, "FR")
    assert (site.name, site.gazetteer, site.kind) == ("Ostrel Hospital", "", PlaceKind.OTHER)


def test_a_site_lies_in_the_town_that_a_report_is_about() -> None:
    found = find("NAIROBI, Kenya (AP) - A bus overturned on Ombori Road in the morning rush, police said.")
    assert found["Ombori Road"].lat == found["NAIROBI"].lat


def test_a_site_is_nowhere_where_no_town_is_told() -> None:
    assert find("A bus overturned on Ombori Road in the morning rush.")["Ombori Road"].lat is None


def test_settling_many_names_takes_linear_time() -> None:
    one = "Buses ran from Lyon to Marseille, from Springfield to Georgetown and past Ostrel Road. "
    assert len(places.find(page(one * 60))) == 60 * len(places.find(page(one)))


@pytest.mark.parametrize(
    ("text", "printed", "kind"),
    [
        (
            "MEXICO CITY (AP) - Rain fell. Mexico's lower house put off its session.",
            "Mexico",
            PlaceKind.COUNTRY,
        ),
        ("The law was signed by the New York governor on Monday.", "New York", PlaceKind.REGION),
        ("Ferries were late in B.C. on Monday.", "B.C.", PlaceKind.REGION),
    ],
)
def test_a_country_or_state_is_told_from_its_city(text: str, printed: str, kind: PlaceKind) -> None:
    assert find(text)[printed].kind is kind


def test_degrees_and_years_are_no_states() -> None:
    assert not find("Ann Marsh, M.D., dated the wall to 300 B.C. or before.")


def test_congo_is_the_larger_of_the_two_unless_the_report_is_of_the_other() -> None:
    assert find("Fighting went on in eastern Congo, and Kinshasa sent troops.")["Congo"].country == "CD"
    assert find("Brazzaville, the capital of Congo, was calm.")["Congo"].country == "CG"


def test_the_district_of_a_town_is_not_the_region_around_it() -> None:
    assert find("Floods hit the western district of Kagadi in Uganda.")["Kagadi"].name == "Kagadi"


def test_even_the_smallest_country_is_found_at_the_head_of_a_sentence() -> None:
    assert find("Tuvalu's envoy wept.")["Tuvalu"].country == "TV"
