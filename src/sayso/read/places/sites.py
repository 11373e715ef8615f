"""Sites that no table of places holds: streets, bridges, hospitals, courts, parks, by the word their name ends in.

A site is placed by the town it is told with: "the Marl Bridge in Orham", "Orham's Marl Bridge", or else the one town
that a report is about. That is a rough place, and no entry of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import Place, gazetteer, km
from sayso.read.names import persons
from sayso.read.places.spot import Spot, lists
from sayso.terms import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LARGE = 15_000
"""People from which the first words of a name of a site are its town ("Marlow General Hospital")."""
SITES = lists()["streets"] | lists()["grounds"] | lists()["houses"]
GREENS = frozenset(
    {"park", "hill", "hills", "ridge", "grove", "creek", "gardens", "island", "beach", "valley", "heights"}
)
"""Sites called after anything: the Marl of "Marl Park" need be no town."""
FAR = 6
"""Words between a site and its town are fewer."""
FAMOUS = 100_000
"""People of a place that is meant even far from where the report is at home."""
NEAR_KM = 160.0
_INSIDE = frozenset({"of", "the", "&", "'s", "’s", "-", "–"})
_SAINTS = frozenset({"st", "st.", "saint", "mt.", "mount", "fort", "ft."})


def find(doc: Doc, taken: set[int]) -> Iterator[Spot]:
    """Runs of capitalised words that end in a word for a sort of site."""
    last = -1
    for token in doc:
        if token.i <= last or token.i in taken or not _head(doc, token):
            continue
        start = _start(doc, token.i, taken)
        if start is None or start <= last:
            continue
        if token.lower_ in lists()["houses"] and not _told_as_place(doc, start):
            continue
        if _told_of_town(doc, start, token):
            continue
        last = token.i
        name = doc[start : last + 1].text
        known = [] if token.lower_ in lists()["streets"] else gazetteer().find(name)
        yield Spot(start, last + 1, name, known, site=True)


def _head(doc: Doc, token: Token) -> bool:
    """Whether a token ends the name of a site."""
    if token.lower_ not in SITES or not token.text[0].isupper():
        return False
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return (
        after is None
        or after.is_sent_start is True
        or not (persons.capital(after) and after.pos_ == "PROPN")
        or not token.whitespace_
    )


def _start(doc: Doc, head: int, taken: set[int]) -> int | None:
    """First token of the name that ends at ``head``; None when there is no name before the word."""
    start = head
    while start > 0 and not doc[start].is_sent_start and start - 1 not in taken and head - start < 7:
        before = doc[start - 1]
        if not (persons.capital(before) or before.lower_ in _INSIDE or before.is_digit) or before.is_space:
            break
        start -= 1
    while start < head and (
        not persons.capital(doc[start]) or doc[start].pos_ in ("DET", "ADP", "PRON", "CCONJ", "VERB", "AUX")
    ):
        start += 1
    return start if start < head else None


def _told_as_place(doc: Doc, start: int) -> bool:
    """Whether a house stands where a place does: a hospital, a school or a court may act and be none."""
    i = start - 1
    while i >= 0 and doc[i].lower_ in ("the", "a", "nearby", "city", "local"):
        i -= 1
    return i >= 0 and doc[i].lower_ in lists()["prepositions"] - {"of", "from", "on"}


def _told_of_town(doc: Doc, start: int, head: Token) -> bool:
    """Whether the first words are a town, which then tells where the site is ("Marlow General Hospital")."""
    if head.lower_ in lists()["streets"] or doc[start].lower_ in _SAINTS:
        return False
    if head.i - start == 1 and head.lower_ in GREENS:
        return False
    return any(
        p.kind is PlaceKind.COUNTRY or p.level == 1 or p.population >= LARGE
        for end in range(head.i, start, -1)
        for p in gazetteer().find(doc[start:end].text)
    )


def settle(doc: Doc, spots: Sequence[Spot], home: Place | None) -> None:
    """Place each site by the town told with it, else by the town that the report is about."""
    for i, spot in enumerate(spots):
        if not spot.site:
            continue
        town = _told_with(doc, spot, spots[i - 1] if i else None, spots[i + 1] if i + 1 < len(spots) else None) or home
        if spot.chosen is None or (town is not None and not _near(spot.chosen, town)):
            spot.chosen, spot.near = None, town


def _told_with(doc: Doc, spot: Spot, before: Spot | None, after: Spot | None) -> Place | None:
    """The town of "X Bridge in Marlow" or "Marlow's X Bridge"."""
    between = doc[spot.end : after.start] if after is not None else doc[0:0]
    if after is not None and _fine(after.chosen) and 0 < len(between) < FAR and all(map(_leads, between)):
        return after.chosen
    if before is not None and _fine(before.chosen) and doc[before.end : spot.start].text in ("'s", "’s"):
        return before.chosen
    return None


def _leads(token: Token) -> bool:
    """Whether a word may stand between a site and its town: "X Bridge in the centre of Marlow"."""
    return token.lower_ in lists()["leads"] or token.lower_ in lists()["directions"]


def _near(site: Place, town: Place) -> bool:
    return site.population >= FAMOUS or km(site, town) < NEAR_KM


def _fine(place: Place | None) -> bool:
    return place is not None and (place.kind is PlaceKind.CITY or place.level == 2)
