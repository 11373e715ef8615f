"""Places in the furniture of a report that speaks of the report itself: headlines, headings, captions and datelines.

Furniture is not parsed, and its capitals tell little. So a name counts where the text has it too, where it is a
country, at the head of a dateline, and behind the town of a dateline ("MARLOW, Kent").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import Place, gazetteer
from sayso.read.names import persons
from sayso.read.places.placing import qualify
from sayso.read.places.spot import Spot
from sayso.read.places.spots import short_states
from sayso.records import Furniture
from sayso.terms import FurnitureKind, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

HEADS = frozenset({FurnitureKind.HEADLINE, FurnitureKind.HEADING, FurnitureKind.DATELINE, FurnitureKind.CAPTION})
"""Furniture in which place names are looked for; links to other stories and promotions speak of something else."""
LONGEST = 4
"""Words in the longest name that is looked for there."""
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+\.(?=,|\s*[(–—-])|[^\W\d_](?:[\w.&]*\w)?|['’]s\b|\S")


def spots(part: Furniture, like: Doc, known: dict[str, list[Place]]) -> tuple[Doc, list[Spot]]:
    """The spots of one piece of furniture, in tokens of its own; ``known`` are the folded names of the text."""
    if part.kind not in HEADS:
        return like, []
    doc = _tokens(part.span.exact.encode(errors="replace").decode(), like)
    dateline = part.kind is FurnitureKind.DATELINE
    found = list(short_states(doc))
    taken = {s.start for s in found}
    at = 0
    while at < len(doc):
        spot = None if at in taken else _at(doc, at, dateline, known)
        if spot is not None and taken.isdisjoint(range(spot.start, spot.end)):
            found.append(spot)
            at = spot.end
        else:
            at += 1
    found.sort(key=lambda s: s.start)
    qualify(doc, found)
    return doc, found


def _tokens(text: str, like: Doc) -> Doc:
    """The words of a piece of furniture, cut as names of places need it: "Ky." keeps its full stop."""
    matches = list(_TOKEN.finditer(text))
    lead = text[: matches[0].start()] if matches else ""
    ends = [m.start() for m in matches[1:]] + [len(text)]
    words, spaces = ([lead], [False]) if lead else ([], [])
    for match, end in zip(matches, ends, strict=True):
        gap = text[match.end() : end]
        words.append(match.group())
        spaces.append(gap[:1] == " ")
        if len(gap) > 1 or gap not in ("", " "):
            words.append(gap.removeprefix(" ") if spaces[-1] else gap)
            spaces.append(False)
    return type(like)(like.vocab, words=words, spaces=spaces)


def _at(doc: Doc, start: int, dateline: bool, known: dict[str, list[Place]]) -> Spot | None:
    """The longest name that begins at a token and may be meant."""
    if not persons.capital(doc[start]):
        return None
    for end in range(min(len(doc), start + LONGEST), start, -1):
        if not persons.capital(doc[end - 1]):
            continue
        name = doc[start:end].text
        places = known.get(name.casefold()) or gazetteer().find(name)
        if places and (name.casefold() in known or _told(doc, start, end, places, dateline)):
            return Spot(start, end, name, places)
    return None


def _told(doc: Doc, start: int, end: int, places: Iterable[Place], dateline: bool) -> bool:
    """Whether a name that the text does not have counts all the same."""
    name = doc[start:end].text
    if dateline and (start == 0 or (doc[start - 1].text == "," and doc[:start].text.count(",") < 3)):
        return True
    return any(p.kind is PlaceKind.COUNTRY for p in places) and (len(name) > 3 or name.isupper())


def each(parts: Iterable[Furniture], like: Doc, found: list[Spot]) -> Iterator[tuple[Furniture, Doc, Spot]]:
    """Every spot of the furniture with the tokens that it counts in."""
    known = {s.name.casefold(): s.places for s in found if s.places}
    for part in parts:
        doc, own = spots(part, like, known)
        for spot in own:
            yield part, doc, spot
