"""Which of the places that bear a name is meant: by what the whole report speaks of.

"X, Country", "X region", the countries and regions of the report, how many live there, and what lies near.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from math import asin, cos, log10, radians, sin, sqrt
from typing import TYPE_CHECKING

from sayso.read import persons
from sayso.read.gazetteer import Place, gazetteer
from sayso.read.spots import Spot, adjective, lists
from sayso.terms import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

NEAR_KM = 200.0
ROUNDS = 2


@dataclass
class Weights:
    """How much each fact counts; the unit is a tenfold of people."""

    country: float = 3.0
    capital: float = 3.0
    division: float = 2.5
    region: float = 1.0
    """A first-level division that no town inside shares its name with."""
    region_of_town: float = -1.5
    county: float = -3.0
    own: float = 2.0
    """A region, water or site of the hand-made table: it is there because news speaks of it."""
    within: float = 8.0
    same_country: float = 4.0
    same_region: float = 2.0
    near: float = 1.0


W = Weights()


@dataclass
class Context:
    """What a report as a whole speaks of."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[int] = field(default_factory=Counter)
    chosen: list[Place] = field(default_factory=list)


def km(a: Place, b: Place) -> float:
    """Great-circle distance."""
    la, lb = radians(a.lat), radians(b.lat)
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def settle(doc: Doc, spots: list[Spot]) -> None:
    """Choose one place for each spot that the table knows; the same name means the same place all through a report."""
    _qualify(doc, spots)
    told = Counter(code for t in doc if persons.capital(t) and (code := adjective(t.text)))
    groups: dict[tuple[tuple[int, ...], bool], list[Spot]] = {}
    for spot in spots:
        groups.setdefault((tuple(p.row for p in spot.places), spot.division), []).append(spot)
    context = Context(countries=Counter(told))
    for spot in spots:
        if spot.places and spot.places[0].kind is PlaceKind.COUNTRY and not _ambiguous(spot):
            context.countries[spot.places[0].country] += 2
    for _ in range(ROUNDS):
        for same in groups.values():
            _choose(same, context)
        context = _context(told, spots)
    for spot in spots:
        if spot.division and spot.chosen is not None and spot.chosen.kind is PlaceKind.CITY and spot.chosen.region >= 0:
            spot.chosen = gazetteer().place(spot.chosen.region)


def _qualify(doc: Doc, spots: list[Spot]) -> None:
    """Note where "X, Y" and "X in Y" say that X lies."""
    for a, b in itertools.pairwise(spots):
        between = doc[a.end : b.start].text.lower().split()
        if (
            between[:1] in ([","], ["("], ["in"])
            and all(w in lists()["directions"] or w in ("the", "in", ",", "(") for w in between)
            and len(between) <= 3
        ):
            a.within = [p for p in b.places if p.kind in (PlaceKind.COUNTRY, PlaceKind.REGION)]


def _ambiguous(spot: Spot) -> bool:
    return len([p for p in spot.places if p.kind is PlaceKind.COUNTRY or p.level == 1]) > 1


def _choose(same: list[Spot], context: Context) -> None:
    within = [p for s in same for p in s.within]
    best = max(same[0].places, key=lambda p: score(p, same[0], within, context), default=None)
    for spot in same:
        spot.chosen = best


def _context(told: Counter[str], spots: list[Spot]) -> Context:
    context = Context(countries=Counter(told))
    for spot in spots:
        place = spot.chosen
        if place is None:
            continue
        context.countries[place.country] += 2 if place.kind is PlaceKind.COUNTRY else 1
        context.regions[place.row if place.level == 1 else place.region] += place.kind is not PlaceKind.COUNTRY
        if place.kind is PlaceKind.CITY:
            context.chosen.append(place)
    return context


def lies_in(place: Place, outer: Place) -> bool:
    """Whether a place lies in a country or a first-level region."""
    if outer.kind is PlaceKind.COUNTRY:
        return place.country == outer.country and place.row != outer.row
    return place.region == outer.row


def score(place: Place, spot: Spot, within: list[Place], context: Context) -> float:
    """How well a place fits a spot."""
    total = log10(place.population + 10) + _kind_score(place, spot)
    if any(lies_in(place, outer) for outer in within):
        total += W.within
    everywhere = sum(context.countries.values()) or 1
    total += W.same_country * min(1.0, 2 * context.countries[place.country] / everywhere)
    if place.region >= 0 and context.regions[place.region] > (
        spot.chosen is not None and spot.chosen.region == place.region
    ):
        total += W.same_region
    if any(p.row != place.row and km(place, p) < NEAR_KM for p in context.chosen):
        total += W.near
    return total


def _kind_score(place: Place, spot: Spot) -> float:
    if place.kind is PlaceKind.COUNTRY:
        return W.country
    if place.level == 2:
        return W.division - 1 if spot.division else W.county
    if place.level == 1:
        if spot.division:
            return W.division
        towns = [p for p in spot.places if p.kind is PlaceKind.CITY and p.region == place.row]
        return W.region_of_town if any(t.population * 10 > place.population for t in towns) else W.region
    if place.id.startswith("sayso:"):
        return W.own
    return W.capital if place.capital else 0.0
