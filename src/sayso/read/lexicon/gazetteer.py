"""The table of places: what a name can mean, without saying which of it is meant.

Built by ``scripts/build_places.py`` from GeoNames (CC BY 4.0) and the hand-made ``data/regions.toml``; loaded once, on
first use.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import cos, hypot, radians
from typing import Any

import msgspec
import numpy as np

from sayso.terms import PlaceKind

FORMAT = 2
"""Version of the layout of the table; a table of another version is refused."""
DEGREE = 32767 / 180
"""Coordinates are kept in steps of 1/182 degree, about 600 metres."""
KINDS = (PlaceKind.CITY, PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.WATER, PlaceKind.OTHER)
_DROPPED = re.compile(r"['’‘ʼ`´ʻʿʾ.]")
_BLANK = re.compile(r"[\s\-–—/]+")
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ə": "a",
    }
)


def fold(name: str) -> str:
    """A name without case, accents, apostrophes, full stops and hyphens: "Mazār-i-Sharīf" -> "mazar i sharif"."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        name = "".join(c for c in plain if not unicodedata.combining(c))
    return _BLANK.sub(" ", _DROPPED.sub("", name)).strip().casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a name can mean."""

    id: str
    """GeoNames id, or the id of our own region table."""
    name: str
    kind: PlaceKind
    country: str
    """ISO 3166 two-letter code; empty for seas and regions of several countries."""
    region: int
    """Row of the first-level region it lies in; -1 when there is none."""
    row: int
    """Its own row in the table."""
    lat: float
    lon: float
    population: int
    radius_km: float
    level: int
    """1 for first-level regions, 2 for counties and districts, 0 for all else."""
    capital: bool
    """Whether it is the seat of a country's government."""


def km(a: Place, b: Place) -> float:
    """Distance, good to some per cent where it is short."""
    return 111.2 * hypot(a.lat - b.lat, ((a.lon - b.lon + 180) % 360 - 180) * cos(radians(a.lat)))


class Gazetteer:
    """Looks names up in the table; arrays stay packed, a :class:`Place` is made when asked for."""

    def __init__(self, table: dict[str, Any]) -> None:
        if table["format"] != FORMAT:
            raise ValueError(
                f"table of places has format {table['format']}, this version reads {FORMAT}; build it anew"
            )
        self.version: str = table["version"]
        self.source: str = table["source"]
        self.countries: list[str] = table["countries"]
        self.adjectives: dict[str, str] = table["adjectives"]
        """Folded adjective or demonym -> ISO code ("ukrainian" -> "UA")."""
        self._peoples: dict[str, int] = table["peoples"]
        self.ordinary = frozenset(table["ordinary"])
        """Folded names that are ordinary English words too ("reading", "rose")."""
        self._ids: list[str] = table["own_ids"]
        self._columns = {name: np.frombuffer(data, dtype=kind) for name, (kind, data) in table["columns"].items()}
        self._names: bytes = table["names"]
        self._name_ends = np.flatnonzero(np.frombuffer(self._names, dtype=np.uint8) == 10)
        self._keys: bytes = table["keys"]
        self._key_ends = np.flatnonzero(np.frombuffer(self._keys, dtype=np.uint8) == 10)
        self._posts = np.frombuffer(table["posts"], dtype="<u4")
        self._post_ends = np.frombuffer(table["post_ends"], dtype="<u4")
        self._country_rows: dict[str, int] = table["country_rows"]
        self._seats = {
            self.countries[self._columns["country"][row]]: int(row) for row in np.flatnonzero(self._columns["capital"])
        }
        self.longest = 6
        """Words in the longest name that is looked for."""

    def _key(self, i: int) -> bytes:
        return self._keys[self._key_ends[i - 1] + 1 if i else 0 : self._key_ends[i]]

    @lru_cache(maxsize=20_000)  # noqa: B019  one gazetteer lives as long as the process
    def rows(self, name: str) -> tuple[int, ...]:
        """Rows of the table that bear a name, in any spelling that folds to the same."""
        wanted = fold(name).encode()
        lo, hi = 0, len(self._key_ends)
        while lo < hi:
            mid = (lo + hi) // 2
            if self._key(mid) < wanted:
                lo = mid + 1
            else:
                hi = mid
        if lo == len(self._key_ends) or self._key(lo) != wanted:
            return ()
        return tuple(self._posts[self._post_ends[lo - 1] if lo else 0 : self._post_ends[lo]].tolist())

    @lru_cache(maxsize=20_000)  # noqa: B019
    def place(self, row: int) -> Place:
        """The place in a row."""
        c = self._columns
        number = int(c["id"][row])
        return Place(
            id=str(number) if number >= 0 else self._ids[-number - 1],
            name=self._names[self._name_ends[row - 1] + 1 if row else 0 : self._name_ends[row]].decode(),
            kind=KINDS[c["kind"][row]],
            country=self.countries[c["country"][row]],
            region=int(c["region"][row]),
            row=row,
            lat=round(float(c["lat"][row]) / DEGREE, 3),
            lon=round(float(c["lon"][row]) / DEGREE, 3),
            population=int(c["population"][row]),
            radius_km=float(c["radius"][row]),
            level=int(c["level"][row]),
            capital=bool(c["capital"][row]),
        )

    def find(self, name: str) -> list[Place]:
        """Every place that bears a name; empty when the table has none."""
        return [self.place(row) for row in self.rows(name)]

    def country(self, code: str) -> Place | None:
        """The country with an ISO code."""
        row = self._country_rows.get(code)
        return None if row is None else self.place(row)

    def of_people(self, word: str) -> Place | None:
        """The country, region or town that an adjective or a word for people belongs to ("Russian", "Texans")."""
        key = fold(word)
        if key in self.adjectives:
            return self.country(self.adjectives[key])
        return self.place(self._peoples[key]) if key in self._peoples else None

    def capital(self, code: str) -> Place | None:
        """The seat of government of the country with an ISO code."""
        row = self._seats.get(code)
        return None if row is None else self.place(row)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The packaged table, unpacked once."""
    packed = files("sayso.data").joinpath("places.msgpack.z").read_bytes()
    return Gazetteer(msgspec.msgpack.decode(zlib.decompress(packed)))
