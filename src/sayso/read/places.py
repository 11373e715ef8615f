"""Finds place names, says which place is meant, and what the name does where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from sayso.read import persons, placing
from sayso.read.gazetteer import Place, gazetteer
from sayso.read.senses import sense
from sayso.read.spots import Spot, adjective, spots
from sayso.records import Furniture, Span, Where
from sayso.spans import cut
from sayso.terms import FurnitureKind, PlaceKind, Sense

if TYPE_CHECKING:
    from sayso.read.page import Page


HEADS = frozenset({FurnitureKind.HEADLINE, FurnitureKind.HEADING, FurnitureKind.DATELINE, FurnitureKind.CAPTION})
"""Furniture in which place names are looked for; links to other stories and promotions speak of something else."""
_NAME = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][\w'’.-]*[^\W_](?: (?:of |the )*[A-Z][\w'’.-]*\w)*")


def find(page: Page) -> tuple[Where, ...]:
    """Every mention of a place, in order; adjectives of countries are none, save "Ukrainian territory"."""
    found = spots(page.doc)
    placing.settle(page.doc, found)
    wheres = [_record(page, spot, sense(page.doc, spot)) for spot in found]
    return tuple(sorted([*wheres, *_in_furniture(page, wheres)], key=lambda w: w.span.start))


def nationalities(page: Page) -> tuple[Where, ...]:
    """Adjectives and demonyms ("Russian", "Ukrainians") with their country; these are no mentions of the place."""
    held = {i for w in spots(page.doc) for i in range(w.start, w.end)}
    out = []
    for token in page.doc:
        country = gazetteer().country(adjective(token.text)) if token.i not in held and persons.capital(token) else None
        if country is not None:
            out.append(_record(page, Spot(token.i, token.i + 1, token.text, [country], chosen=country), Sense.MODIFIER))
    return tuple(out)


def _record(page: Page, spot: Spot, sense: Sense) -> Where:
    first, last = page.doc[spot.start], page.doc[spot.end - 1]
    end = first.idx + spot.part if spot.part else last.idx + len(last)
    return _where(page.span(first.idx, end), spot.name, spot.chosen, sense)


def _where(span: Span, name: str, place: Place | None, sense: Sense) -> Where:
    if place is None:
        return Where(span=span, name=name, sense=sense, kind=PlaceKind.OTHER)
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


def _in_furniture(page: Page, wheres: list[Where]) -> Iterator[Where]:
    """Places in unparsed headings and datelines: names that the text has too, countries, the head of a dateline."""
    known = {w.span.exact.casefold(): w for w in wheres if w.lat is not None}
    for part in page.furniture:
        if part.kind not in HEADS:
            continue
        for match in _NAME.finditer(part.span.exact):
            for start, end in _pieces(match):
                where = _place_at(page, part, start, end, known)
                if where is not None:
                    yield where
                    break


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A run of capitalised words, then each shorter run inside it, longest first."""
    words = [(match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\S+", match.group())]
    for size in range(min(len(words), 4), 0, -1):
        for i in range(len(words) - size + 1):
            yield words[i][0], words[i + size - 1][1]


def _place_at(page: Page, part: Furniture, start: int, end: int, known: dict[str, Where]) -> Where | None:
    name = part.span.exact[start:end].removesuffix("'s").removesuffix("’s")
    span = cut(page.report.id, page.report.text, part.span.start + start, part.span.start + start + len(name))
    if (same := known.get(name.casefold())) is not None:
        return msgspec.structs.replace(same, span=span, sense=Sense.LOCATION)
    places = gazetteer().find(name) if name[0].isupper() else []
    if not places:
        return None
    if part.kind is FurnitureKind.DATELINE and start == 0:
        return _where(span, name, max(places, key=lambda p: p.population + 10_000_000 * p.capital), Sense.LOCATION)
    if places[0].kind is PlaceKind.COUNTRY and (len(name) > 3 or name.isupper()):
        return _where(span, name, places[0], Sense.LOCATION)
    return None
