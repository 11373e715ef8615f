"""Finds place names, says which place is meant, and what the name does where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read import persons, placing
from sayso.read.gazetteer import Place, gazetteer
from sayso.read.spots import Spot, adjective, lists, spots
from sayso.records import Span, Where
from sayso.terms import PlaceKind, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.read.page import Page


def find(page: Page) -> tuple[Where, ...]:
    """Every mention of a place, in order of appearance; adjectives of countries are none, save "Ukrainian territory"."""
    found = spots(page.doc)
    placing.settle(page.doc, found)
    return tuple(_record(page, spot.start, spot.end, spot.name, spot.chosen, _sense(page.doc, spot)) for spot in found)


def nationalities(page: Page) -> tuple[Where, ...]:
    """Adjectives and demonyms ("Russian", "Ukrainians") with the country they tell; these are no mentions of the place itself."""
    held = {i for w in spots(page.doc) for i in range(w.start, w.end)}
    found = ((t, gazetteer().country(adjective(t.text))) for t in page.doc if t.i not in held and persons.capital(t))
    return tuple(_record(page, t.i, t.i + 1, t.text, c, Sense.MODIFIER) for t, c in found if c is not None)


def _record(page: Page, start: int, end: int, name: str, place: Place | None, sense: Sense) -> Where:
    span: Span = page.span_of(page.doc[start:end])
    if place is None:
        return Where(span=span, name=name, sense=sense, kind=PlaceKind.OTHER)
    return Where(span=span, name=place.name, sense=sense, kind=place.kind, gazetteer=place.id, country=place.country,
                 lat=place.lat, lon=place.lon, precision_km=place.radius_km)


def _sense(doc: Doc, spot: Spot) -> Sense:
    """What a name does, by its relation to the words around it."""
    if spot.ground:
        return Sense.LOCATION
    head = doc[spot.start : spot.end].root
    if _in_longer_name(doc, spot, head):
        return Sense.NAME_PART
    if head.dep_ in ("compound", "nmod", "amod", "poss"):
        return Sense.LOCATION if head.head.lower_ in lists()["divisions"] | lists()["towns"] else Sense.MODIFIER
    if _acts(head):
        return Sense.ACTOR
    return Sense.LOCATION


def _in_longer_name(doc: Doc, spot: Spot, head: Token) -> bool:
    after = doc[spot.end] if spot.end < len(doc) else None
    return (after is not None and head.dep_ == "compound" and after.pos_ == "PROPN" and after.text[0].isupper()
            and after.lower_ in lists()["things"] | lists()["bodies"])


def _acts(head: Token) -> bool:
    """Whether a name is the subject of a verb that only somebody can do."""
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in lists()["agentive"]
