"""Finds place names, says which place is meant, and what the name does where it stands.

Names come from the table of places first and from the parser's labels second. Which bearer of a name is meant is settled by
what else the report names: "X, Country", "X region", its countries and regions, and what lies near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from typing import TYPE_CHECKING

from sayso.read import persons
from sayso.read.gazetteer import Place, fold, gazetteer
from sayso.records import Where
from sayso.terms import PlaceKind, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.read.page import Page

LABELS = frozenset({"GPE", "LOC", "FAC"})
NEAR_KM = 300.0


@dataclass
class Spot:
    """A stretch of tokens that may name a place, on its way to a :class:`Where`."""

    start: int
    end: int
    name: str
    """What is looked up: the printed name without "region" and the like."""
    places: list[Place]
    division: bool = False
    """Whether a word beside it says that it is a region."""
    label: str = ""
    within: list[Place] = field(default_factory=list)
    """Places that "X, Y" says it lies in."""
    chosen: Place | None = None
    sense: Sense = Sense.LOCATION


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    """The word lists for places of ``data/names.toml``."""
    own = persons.words()
    return {key: frozenset(value) for key, value in own["places"].items()} | {
        "bodies": frozenset(own["bodies"]["heads"]),
        "things": frozenset(own["things"]["heads"]),
    }


def find(page: Page) -> tuple[Where, ...]:
    """Every mention of a place, in order of appearance."""
    spots = sorted(_spots(page.doc), key=lambda s: s.start)
    _qualify(page.doc, spots)
    _settle(page.doc, spots)
    for spot in spots:
        spot.sense = _sense(page.doc, spot)
    return tuple(_record(page, spot) for spot in spots)


def _record(page: Page, spot: Spot) -> Where:
    first, last = page.doc[spot.start], page.doc[spot.end - 1]
    span = page.span(first.idx, last.idx + len(last))
    place = spot.chosen
    if place is None:
        return Where(span=span, name=spot.name, sense=spot.sense, kind=PlaceKind.OTHER)
    return Where(span=span, name=place.name, sense=spot.sense, kind=place.kind, gazetteer=place.id, country=place.country,
                 lat=place.lat, lon=place.lon, precision_km=place.radius_km)


# ------------------------------------------------------------------ finding


def _spots(doc: Doc) -> Iterator[Spot]:
    """Names that the table knows, then what the parser labels as a place, persons left out."""
    taken = {i for p in persons.find(doc) for i in range(p.start, p.end)}
    for spot in _ground(doc):
        if taken.isdisjoint(range(spot.start, spot.end)):
            taken.update(range(spot.start, spot.end))
            yield spot
    for spot in _known(doc, taken):
        taken.update(range(spot.start, spot.end))
        yield spot
    for ent in doc.ents:
        if ent.label_ in LABELS and taken.isdisjoint(range(ent.start, ent.end)):
            start = ent.start + (ent[0].lower_ == "the")
            if start < ent.end and persons.capital(doc[start]) and not _adjective(doc[start:ent.end].text):
                yield Spot(start, ent.end, doc[start : ent.end].text, [], label=ent.label_)


def _adjective(text: str) -> str:
    """ISO code of the country that an adjective belongs to, or nothing."""
    return gazetteer().adjectives.get(fold(text), "")


def _ground(doc: Doc) -> Iterator[Spot]:
    """ "Ukrainian territory" means Ukraine, "the Ukrainian capital" its capital."""
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if not persons.capital(token) or after.lower_ not in lists()["ground"] | lists()["seat_of"]:
            continue
        code = _adjective(token.text)
        country = gazetteer().country(code) if code else None
        if country is None:
            continue
        if after.lower_ in lists()["seat_of"]:
            seat = gazetteer().capital(code)
            if seat is not None:
                yield Spot(token.i, token.i + 2, doc[token.i : token.i + 2].text, [seat])
        else:
            yield Spot(token.i, token.i + 2, doc[token.i : token.i + 2].text, [country])


def _known(doc: Doc, taken: set[int]) -> Iterator[Spot]:
    """The longest names of the table, from left to right."""
    table, i = gazetteer(), 0
    while i < len(doc):
        token = doc[i]
        if i in taken or not persons.capital(token):
            i += 1
            continue
        for j in range(min(len(doc), i + table.longest), i, -1):
            if any(k in taken for k in range(i, j)) or not persons.capital(doc[j - 1]) or any(t.is_sent_start for t in doc[i + 1 : j]):
                continue
            name = doc[i:j].text
            places = table.find(name)
            if places and _is_name(doc, i, j, places):
                spot = Spot(i, j, name, places, label=doc[i].ent_type_)
                yield _with_division(doc, spot)
                i = j - 1
                break
        i += 1


def _is_name(doc: Doc, i: int, j: int, places: list[Place]) -> bool:
    """Whether a string of the table is a place name here, and not a word that some village happens to be called."""
    tokens = doc[i:j]
    most = max(p.population for p in places)
    country = any(p.kind is PlaceKind.COUNTRY for p in places)
    if country and (tokens.text.isupper() or len(tokens.text) > 3):
        return True
    label = {t.ent_type_ for t in tokens}
    if not all(t.pos_ == "PROPN" or t.ent_type_ in LABELS or t.is_punct or t.text == "of" for t in tokens):
        return False
    if j < len(doc) and persons.capital(doc[j]) and doc[j - 1].whitespace_ and not doc[j].is_sent_start and not label & LABELS:
        rest = doc[j].lower_
        if rest not in lists()["divisions"] | lists()["towns"] | lists()["bodies"]:
            return False
    if i and persons.capital(doc[i - 1]) and doc[i - 1].whitespace_ and doc[i - 1].pos_ == "PROPN" and not tokens[0].is_sent_start and not label & LABELS and not _adjective(doc[i - 1].text):
        return False
    if label & LABELS or len(tokens) > 1:
        return True
    before = doc[i - 1].lower_ if i else ""
    if before in lists()["prepositions"] and before != "of" and most >= 1000 and "ORG" not in label and "DATE" not in label:
        return True
    return most >= 100_000 and not label & {"ORG", "PERSON", "NORP", "DATE", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"} or most >= 500_000 and "PERSON" in label


def _with_division(doc: Doc, spot: Spot) -> Spot:
    """Note "region" and the like beside a name; only "X region" and "the X region" count, and lists ("the X and Y regions")."""
    after = doc[spot.end] if spot.end < len(doc) else None
    if after is not None and after.lower_ in lists()["divisions"] and after.ent_type_ != "ORG":
        spot.division = True
    elif after is not None and (after.text in (",", "and")):
        spot.division = _in_list_of_regions(doc, spot.end)
    if spot.start >= 2 and doc[spot.start - 1].lower_ == "of" and doc[spot.start - 2].lower_ in lists()["divisions"]:
        spot.division = True
    return spot


def _in_list_of_regions(doc: Doc, at: int) -> bool:
    """Whether a list of names that goes on at a comma ends in "regions"."""
    for token in doc[at : at + 60]:
        if token.lower_ in lists()["divisions"] and token.tag_ in ("NNS", "NNPS"):
            return True
        if not (persons.capital(token) or token.text in (",", "and", "-")):
            return False
    return False


# ----------------------------------------------------------------- settling


def _qualify(doc: Doc, spots: list[Spot]) -> None:
    """ "X, Y": Y says where X lies."""
    for a, b in zip(spots, spots[1:], strict=False):
        between = doc[a.end : b.start].text.strip()
        if between in (",", "(") or between == "in" :
            a.within = b.places


def _lies_in(place: Place, outer: Place) -> bool:
    if outer.kind is PlaceKind.COUNTRY:
        return place.country == outer.country and place.row != outer.row
    return place.region == outer.row


def _km(a: Place, b: Place) -> float:
    la, lb = radians(a.lat), radians(b.lat)
    h = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


@dataclass
class Context:
    """What a report as a whole speaks of."""

    countries: Counter[str]
    regions: Counter[int]
    sure: list[Place]


def _settle(doc: Doc, spots: list[Spot]) -> None:
    """Choose one place for each spot; the clear ones first, they speak for the others."""
    context = Context(Counter(), Counter(), [])
    for token in doc:
        if persons.capital(token) and (code := _adjective(token.text)):
            context.countries[code] += 1
    for spot in spots:
        for place in spot.places[:1]:
            if place.kind is PlaceKind.COUNTRY and len([p for p in spot.places if p.population > 500_000]) == 1:
                context.countries[place.country] += 2
    by_name: dict[tuple[str, bool], list[Spot]] = {}
    for spot in spots:
        by_name.setdefault((fold(spot.name), spot.division), []).append(spot)
    for _round in range(2):
        context.sure = []
        for same in by_name.values():
            within = next((s.within for s in same if s.within), [])
            ranked = sorted(((_score(p, same[0], within, context), -n, p) for n, p in enumerate(same[0].places)), reverse=True)
            for spot in same:
                spot.chosen = ranked[0][2] if ranked else None
        for spot in spots:
            if spot.chosen is not None and spot.chosen.kind is not PlaceKind.COUNTRY:
                context.sure.append(spot.chosen)
                context.countries[spot.chosen.country] += 1
                context.regions[spot.chosen.region if spot.chosen.level != 1 else spot.chosen.row] += 1
    for spot in spots:
        if spot.division and spot.chosen is not None and spot.chosen.kind is PlaceKind.CITY and spot.chosen.region >= 0:
            spot.chosen = gazetteer().place(spot.chosen.region)


def _score(place: Place, spot: Spot, within: list[Place], context: Context) -> float:
    """How well a place fits a spot; the unit is about a tenfold of people."""
    score = log10(place.population + 10)
    if place.kind is PlaceKind.COUNTRY:
        score += 3
    if place.capital:
        score += 2
    if place.kind is PlaceKind.REGION:
        score += (2.5 if place.level == 1 else 2.0) if spot.division else 0.0 if place.level == 0 else -1.0 if place.level == 1 else -3.0
    if within and any(_lies_in(place, outer) for outer in within):
        score += 8
    total = sum(context.countries.values()) or 1
    score += 3 * min(1.0, 2 * context.countries[place.country] / total)
    if place.region >= 0 and context.regions[place.region]:
        score += 1.0
    others = [p for p in context.sure if p.row != place.row]
    if others and min(_km(place, p) for p in others) < NEAR_KM:
        score += 1.0
    return score


# ------------------------------------------------------------------- sense


def _sense(doc: Doc, spot: Spot) -> Sense:
    """What a name does: by its relation to the words around it."""
    head = doc[spot.start : spot.end].root
    if _in_longer_name(doc, spot, head):
        return Sense.NAME_PART
    if head.dep_ in ("compound", "nmod", "amod", "poss"):
        return Sense.MODIFIER if not _names_division(head.head) else Sense.LOCATION
    if head.dep_ in ("nsubj", "nsubjpass", "conj") and _acts(head):
        return Sense.ACTOR
    return Sense.LOCATION


def _in_longer_name(doc: Doc, spot: Spot, head: Token) -> bool:
    after = doc[spot.end] if spot.end < len(doc) else None
    return after is not None and head.dep_ == "compound" and after.pos_ == "PROPN" and after.lower_ in lists()["things"] | lists()["bodies"] and after.text[0].isupper()


def _names_division(token: Token) -> bool:
    return token.lower_ in lists()["divisions"] | lists()["towns"]


def _acts(head: Token) -> bool:
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in lists()["agentive"]

