"""Which of the places that bear a name is meant: by what the whole report speaks of.

"X, Country", "X region", the countries and regions of the report, how many live there, and what lies near. Every name
of a report is settled beside the others, the surest first: a name that only one place bears, or that is told with its
state, says more about where the report is at home than one that a hundred towns bear.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log10
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.read.lexicon.gazetteer import Place, fold, gazetteer, km
from sayso.read.names import persons
from sayso.read.places.spot import Spot, adjective, lists
from sayso.terms import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROUNDS = 3
CONTEXT = 40
"""So many names of a report, the most often printed, say where the others are: more would cost and tell nothing new."""
AROUND_KM = 60.0
"""So far apart are places of one town and its surroundings."""
MOSTLY = 0.5
"""More than this part of what is said of towns must be said of one and its surroundings, if a report is about it."""
ALIKE = 3
"""Letters by which a region called after its town is known; "the district of X" is no first-level region Y."""
MOST = 80
"""Bearers of a name that are weighed, the largest first."""


@dataclass
class Weights:
    """How much each fact counts; the unit is a tenfold of people."""

    people: float = 1.0
    country: float = 4.0
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
    near: float = 3.0
    near_km: float = 150.0
    other_name: float = -1.5
    """A town that is called so only besides, where another is called so first."""
    beside_country: float = -4.0
    """A place that is called so only besides, where a country is ("Mexico" for Mexico City)."""
    sure: float = 2.0
    """By so much must the best bearer of a name lead the second for the choice to be sure."""


W = Weights()


@dataclass
class Group:
    """All mentions of one name, settled together: it means the same place all through a report."""

    places: list[Place]
    division: bool
    spots: list[Spot] = field(default_factory=list)
    within: list[Place] = field(default_factory=list)
    prior: np.ndarray = field(default_factory=lambda: np.zeros(0))
    chosen: int = -1
    trust: float = 0.0
    """How sure the choice is, from 0 to 1."""

    @property
    def place(self) -> Place | None:
        """The place chosen so far."""
        return self.places[self.chosen] if self.chosen >= 0 else None

    @property
    def country(self) -> bool:
        """Whether a country bears the name."""
        return any(p.kind is PlaceKind.COUNTRY for p in self.places)

    @property
    def weight(self) -> float:
        """What the choice counts for as context."""
        return self.trust * float(len(self.spots) ** 0.5)


def settle(doc: Doc, spots: Sequence[Spot], above: Sequence[Spot] = ()) -> Place | None:
    """Choose one place for each spot that the table knows, in the text and ``above`` it, after :func:`qualify`.

    Returns the town that the report is about, if it is about one.
    """
    told = Counter(code for t in doc if persons.capital(t) and (code := adjective(t.text)))
    groups = _groups([*spots, *above])
    for group in groups:
        group.prior = np.array([_prior(p, group) for p in group.places])
        _choose(group, group.prior)
    for _ in range(ROUNDS):
        context = sorted(groups, key=lambda g: -len(g.spots))[:CONTEXT]
        for group in groups:
            _choose(group, group.prior + _fit(group, context, told))
    for group in groups:
        place = group.place
        if group.division and place is not None and place.kind is PlaceKind.CITY and place.region >= 0:
            around = gazetteer().place(place.region)
            place = around if fold(around.name)[:ALIKE] == fold(place.name)[:ALIKE] else place
        for spot in group.spots:
            spot.chosen = place
    return home(groups, above)


def home(groups: Sequence[Group], dateline: Sequence[Spot]) -> Place | None:
    """The one town that a report is about: that of its dateline, or the one most of its towns lie around."""
    for spot in dateline:
        if spot.chosen is not None and spot.chosen.kind is PlaceKind.CITY:
            return spot.chosen
    towns = [
        (g.place, g.weight * log10(g.place.population + 10))
        for g in groups
        if g.place is not None and g.place.kind is PlaceKind.CITY
    ]
    every = sum(weight for _place, weight in towns)
    town, _weight = max(towns, key=lambda t: t[1], default=(None, 0.0))
    if town is None:
        return None
    around = sum(weight for place, weight in towns if km(town, place) < AROUND_KM)
    return town if around > MOSTLY * every else None


def _groups(spots: Iterable[Spot]) -> list[Group]:
    groups: dict[tuple[tuple[int, ...], bool], Group] = {}
    for spot in spots:
        if spot.places:
            key = (tuple(p.row for p in spot.places), spot.division)
            group = groups.setdefault(key, Group(spot.places[:MOST], spot.division))
            group.spots.append(spot)
            group.within += spot.within
    return list(groups.values())


def _choose(group: Group, scores: np.ndarray) -> None:
    """Take the best bearer and note by how much it leads."""
    order = np.argsort(-scores, kind="stable")
    group.chosen = int(order[0])
    lead = float(scores[order[0]] - scores[order[1]]) if len(order) > 1 else W.sure
    group.trust = min(1.0, lead / W.sure)


def _fit(group: Group, context: list[Group], told: Counter[str]) -> np.ndarray:
    """How well each bearer of a name goes with what else the report names."""
    countries: dict[str, float] = defaultdict(float)
    regions: dict[int, float] = defaultdict(float)
    for code, count in told.items():
        countries[code] += count**0.5
    cities: list[tuple[float, float, float]] = []
    for other in context:
        place = other.place
        if other is group or place is None or other.weight == 0:
            continue
        countries[place.country] += other.weight * (2 if place.kind is PlaceKind.COUNTRY else 1)
        if place.kind is not PlaceKind.COUNTRY:
            region = place.row if place.level == 1 else place.region
            regions[region] += other.weight if region >= 0 else 0
        if place.kind is PlaceKind.CITY or place.level == 2:
            cities.append((place.lat, place.lon, other.trust))
    share, part = _shares(countries), _shares(regions)
    fits = [
        W.same_country * share.get(p.country, 0.0)
        + W.same_region * (part.get(p.row if p.level == 1 else p.region, 0.0) if p.kind is not PlaceKind.COUNTRY else 0)
        for p in group.places
    ]
    return np.array(fits) + W.near * _nearness(group.places, cities)


def _shares(votes: dict[Any, float]) -> dict[Any, float]:
    """What part of all votes each has, doubled: half of them and more is all that can be asked."""
    every = sum(votes.values())
    return {key: min(1.0, 2 * count / every) for key, count in votes.items()} if every else {}


def _nearness(places: list[Place], cities: list[tuple[float, float, float]]) -> np.ndarray:
    """From 0 to 1: how many of the towns chosen for other names lie near each place."""
    if not cities or len(places) == 1:
        return np.zeros(len(places))
    there = np.array(cities)
    lat, lon = np.array([p.lat for p in places])[:, None], np.array([p.lon for p in places])[:, None]
    north = lat - there[:, 0]
    east = ((lon - there[:, 1] + 180) % 360 - 180) * np.cos(np.radians((lat + there[:, 0]) / 2))
    km = 111.2 * np.hypot(north, east)
    near = (np.exp(-km / W.near_km) * there[:, 2]).sum(axis=1)
    return np.asarray(1 - np.exp(-near))


def lies_in(place: Place, outer: Place) -> bool:
    """Whether a place lies in a country or a first-level region."""
    if outer.kind is PlaceKind.COUNTRY:
        return place.country == outer.country and place.row != outer.row
    return place.region == outer.row


def _prior(place: Place, group: Group) -> float:
    """How likely a place is meant before the rest of the report is seen."""
    total = W.people * log10(place.population + 10) + _kind_score(place, group)
    if place.kind is PlaceKind.CITY and not _called(place, group) and any(_called(p, group) for p in group.places):
        total += W.other_name
    if group.country and place.kind is not PlaceKind.COUNTRY and fold(place.name) != fold(group.spots[0].name):
        total += W.beside_country
    return total + (W.within if any(lies_in(place, outer) for outer in group.within) else 0.0)


def _called(place: Place, group: Group) -> bool:
    """Whether a town's own name is, or begins with, what is printed ("New York" for New York City)."""
    return place.kind is PlaceKind.CITY and fold(place.name).startswith(fold(group.spots[0].name))


def _kind_score(place: Place, group: Group) -> float:
    if place.kind is PlaceKind.COUNTRY:
        return W.country
    if place.level == 2:
        return W.division - 1 if group.division else W.county
    if place.level == 1:
        if group.division:
            return W.division
        towns = [p for p in group.places if p.kind is PlaceKind.CITY and p.region == place.row]
        return W.region_of_town if any(t.population * 10 > place.population for t in towns) else W.region
    if place.id.startswith("sayso:"):
        return W.own
    return W.capital if place.capital else 0.0


def qualify(doc: Doc, spots: Sequence[Spot]) -> None:
    """Note where "X, Y" and "X in Y" say that X lies; a country needs no such word, in a list it would mislead."""
    for a, b in itertools.pairwise(spots):
        between = doc[a.end : b.start].text.lower().split()
        if a.places and _country(a) and not _short(b):
            continue
        if (
            between[:1] in ([","], ["("], ["in"])
            and all(w in lists()["directions"] or w in ("the", "in", ",", "(") for w in between)
            and len(between) <= 3
        ):
            a.within = [p for p in b.places if p.kind is PlaceKind.COUNTRY or p.level == 1]


def _country(spot: Spot) -> bool:
    return any(p.kind is PlaceKind.COUNTRY for p in spot.places)


def _short(spot: Spot) -> bool:
    """Whether it is a short form of a state, which only stands behind a town ("Calif.")."""
    return bool(spot.places) and spot.places[0].level == 1 and len(spot.name) <= 6
