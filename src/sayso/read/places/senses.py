"""What a place name does where it stands: place, actor, modifier, part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.places.spot import Spot, lists
from sayso.terms import PlaceKind, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def sense(doc: Doc, spot: Spot) -> Sense:
    """The sense of a name; a country or capital acts unless it is told as a place, any other place is one."""
    if spot.ground:
        return Sense.LOCATION
    if spot.part:
        return Sense.MODIFIER
    head = doc[spot.start : spot.end].root
    after = doc[spot.end] if spot.end < len(doc) else None
    stands_for = _stands_for_government(spot)
    if after is not None and after.text[0].isupper() and head.dep_ == "compound" and after.pos_ == "PROPN":
        if after.lower_ in lists()["things"]:
            return Sense.NAME_PART
        if after.lower_ in lists()["bodies"]:
            return Sense.MODIFIER if stands_for else Sense.NAME_PART
    if head.dep_ in ("compound", "nmod", "amod", "poss", "npadvmod"):
        return Sense.LOCATION if _of_ground(head.head) else Sense.MODIFIER
    apart = _is_part(doc, spot)
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("nmod", "poss", "compound"):
        return Sense.MODIFIER
    return _as_phrase(head) if stands_for and not apart else Sense.LOCATION


def _of_ground(noun: Token) -> bool:
    """Whether a noun tells the ground that a name before it has, or a site there that something happens at."""
    if noun.lower_ in lists()["divisions"] | lists()["towns"] | lists()["ground"]:
        return True
    site = noun.lower_ in lists()["grounds"] | lists()["houses"]
    return site and noun.dep_ == "pobj" and noun.head.lower_ in lists()["locative"]


def _is_part(doc: Doc, spot: Spot) -> bool:
    """Whether only a part of a country is told: *eastern* Turkey acts for no government."""
    return spot.start > 0 and doc[spot.start - 1].lower_ in lists()["compass"]


def _stands_for_government(spot: Spot) -> bool:
    place = spot.chosen
    return place is not None and (place.kind is PlaceKind.COUNTRY or place.capital or place.id == "sayso:kremlin")


def _as_phrase(head: Token) -> Sense:
    """The sense of a country or capital from the verb or preposition that governs it."""
    if head.dep_ in ("nsubj", "nsubjpass", "agent"):
        return Sense.ACTOR
    if head.dep_ in ("dobj", "dative"):
        return Sense.LOCATION if head.head.lemma_.lower() in lists()["motion"] | lists()["shaking"] else Sense.ACTOR
    if head.dep_ == "pobj":
        return _after_preposition(head.head)
    return Sense.LOCATION


def _after_preposition(preposition: Token) -> Sense:
    word, above = preposition.lower_, preposition.head
    if word == "of":
        if above.lower_ in lists()["ground"] | lists()["parts"]:
            return Sense.LOCATION
        return (
            Sense.MODIFIER
            if above.lemma_.lower() in lists()["bodies"] | {"embassy", "those", "president"}
            else Sense.ACTOR
        )
    if word == "to":
        return Sense.LOCATION if above.lemma_.lower() in lists()["motion"] else Sense.ACTOR
    return Sense.LOCATION if word in lists()["locative"] else Sense.ACTOR
