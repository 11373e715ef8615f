"""Finds place names, says which place is meant, and what the name does where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sayso.read.lexicon.gazetteer import gazetteer
from sayso.read.names import persons
from sayso.read.places import headed, placing, sites
from sayso.read.places.senses import sense
from sayso.read.places.spot import Spot
from sayso.read.places.spots import spots
from sayso.records import Furniture, Span, Where
from sayso.spans import cut
from sayso.terms import PlaceKind, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.read.page import Page

LONGEST_PEOPLE = 3
"""Words in the longest adjective of a place, the hyphen of "sub-Saharan" counted."""
PARTS = frozenset({"sub", "north", "south", "east", "west", "central"})
"""What begins such a name in small letters ("south Asian")."""

ROUGH_KM = 10.0
"""Least radius of a site that is placed by its town."""


def find(page: Page) -> tuple[Where, ...]:
    """Every mention of a place, in order; adjectives of countries are none, save "Ukrainian territory"."""
    found = spots(page.doc)
    placing.qualify(page.doc, found)
    above = list(headed.each(page.furniture, page.doc, found))
    home = placing.settle(page.doc, found, [spot for _part, _doc, spot in above])
    sites.settle(page.doc, found, home)
    wheres = [_record(page, spot, sense(page.doc, spot)) for spot in found]
    wheres += [_headed(page, part, doc, spot) for part, doc, spot in above]
    return tuple(sorted(wheres, key=lambda w: w.span.start))


def nationalities(page: Page) -> tuple[Where, ...]:
    """Adjectives and words for people ("Russian", "Texans") with their place; these are no mentions of it."""
    held = {i for w in spots(page.doc) for i in range(w.start, w.end)}
    out = []
    for token in page.doc:
        if token.i in held or not (persons.capital(token) or token.lower_ in PARTS):
            continue
        for size in range(LONGEST_PEOPLE, 0, -1):
            words = page.doc[token.i : token.i + size]
            place = gazetteer().of_people(words.text) if len(words) == size and words[-1].text[0].isupper() else None
            if place is not None and held.isdisjoint(range(words.start, words.end)):
                held.update(range(words.start, words.end))
                out.append(
                    _record(page, Spot(words.start, words.end, words.text, [place], chosen=place), Sense.MODIFIER)
                )
                break
    return tuple(out)


def _record(page: Page, spot: Spot, sense: Sense) -> Where:
    first, last = page.doc[spot.start], page.doc[spot.end - 1]
    end = first.idx + spot.part if spot.part else last.idx + len(last)
    return _where(page.span(first.idx, end), spot, sense)


def _where(span: Span, spot: Spot, sense: Sense) -> Where:
    place, near = spot.chosen, spot.near
    if place is None:
        rough = Where(span=span, name=spot.name, sense=sense, kind=PlaceKind.OTHER)
        if near is None:
            return rough
        return msgspec.structs.replace(
            rough, country=near.country, lat=near.lat, lon=near.lon, precision_km=max(near.radius_km, ROUGH_KM)
        )
    return Where(
        span=span,
        name=place.name,
        sense=sense,
        kind=place.kind,
        gazetteer=place.id,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision_km=place.radius_km,
    )


def _headed(page: Page, part: Furniture, doc: Doc, spot: Spot) -> Where:
    first, last = doc[spot.start], doc[spot.end - 1]
    start, end = part.span.start + first.idx, part.span.start + last.idx + len(last)
    return _where(cut(page.report.id, page.report.text, start, end), spot, Sense.LOCATION)
