"""Finds organisations: by head noun ("the Marlish Defense Ministry"), seats of power, and the labels of the parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import Place, fold, gazetteer
from sayso.read.names import persons
from sayso.read.names.entities import Entity
from sayso.spans import Range
from sayso.terms import MentionForm, NameKind, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_INDEFINITE = frozenset(
    {"a", "an", "another", "any", "some", "every", "each", "no", "many", "several", "both", "other", "various"}
)
_PLURALS = frozenset(
    {
        "forces",
        "services",
        "guards",
        "airlines",
        "airways",
        "news",
        "times",
        "prosecutors",
        "staff",
        "corps",
        "headquarters",
        "police",
        "taliban",
    }
)
MISSIONS = frozenset({"embassy", "consulate"})
"""Bodies of a country that stand in another; their names tell of both."""
MINISTRIES = frozenset({"ministry", "department"})
"""Bodies of which a government has one for each field; which government's, "of" may tell."""
_OWNER = re.compile(r"(?P<owner>[A-Z][\w ]*?)['’]s? (?P<mission>\w+)")
MINOR = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "'s", "-"})
"""Words of a name that tell nothing and give no letter to its initials."""


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """Head nouns of bodies, in lower case."""
    return frozenset(persons.words()["bodies"]["heads"])


@lru_cache(maxsize=1)
def _seats() -> dict[str, tuple[str, ...]]:
    """First word of a seat -> the seats that begin with it, longest first."""
    out: dict[str, list[str]] = {}
    for seat in persons.words()["bodies"]["seats"]:
        out.setdefault(seat.split()[0], []).append(seat)
    return {word: tuple(sorted(seats, key=len, reverse=True)) for word, seats in out.items()}


def bodies(doc: Doc, people: set[int], no_bodies: set[int]) -> Iterator[Entity]:
    """Bodies by head noun, seats of power, then what the parser calls an organisation."""
    taken: set[int] = set()
    for token in doc:
        if token.i in taken or token.i in people:
            continue
        found = _by_head(doc, token) or _by_seat(doc, token)
        if found and taken.isdisjoint(range(*found)):
            taken.update(range(*found))
            yield single(doc, *found, NameKind.BODY)
    for ent in doc.ents:
        start, end = ent.start + (ent[0].lower_ == "the"), ent.end - (ent[-1].text == "'s")
        if (
            ent.label_ != "ORG"
            or start >= end
            or any(i in taken or i in people for i in range(start, end))
            or no_bodies.issuperset(range(start, end))
            or (end - start == 1 and persons.opens_only(doc, start))
        ):
            continue
        if (
            persons.capital(doc[start])
            and doc[end - 1].pos_ in ("PROPN", "NOUN")
            and not gazetteer().adjectives.get(fold(doc[start:end].text))
        ):
            taken.update(range(start, end))
            yield single(doc, start, end, kind_by_head(doc[end - 1]) or NameKind.BODY)


def without_lone(doc: Doc, found: list[Entity]) -> list[Entity]:
    """Bodies without those that a mere noun points back to ("the Embassy", where a longer name has the noun)."""
    longer = {w for e in found if " " in e.canonical for w in e.canonical.lower().split()}
    return [
        e
        for e in found
        if not (
            e.canonical.lower() in heads() & longer
            and all(
                doc[start].dep_ == "compound" or (start and doc[start - 1].lower_ in ("the", "this", "that"))
                for start, _, _ in e.mentions
            )
        )
    ]


def single(doc: Doc, start: int, end: int, kind: NameKind) -> Entity:
    """An entity with one mention by name."""
    entity = Entity(canonical=doc[start:end].text, kind=kind)
    acronym = end - start == 1 and doc[start].text.isupper() and len(doc[start]) > 1
    entity.add(doc, start, end, MentionForm.ACRONYM if acronym else MentionForm.NAME)
    return entity


def _by_seat(doc: Doc, token: Token) -> Range | None:
    for seat in _seats().get(token.text, ()):
        end = token.i + 1
        while end < len(doc) and len(doc[token.i : end].text) < len(seat):
            end += 1
        if doc[token.i : end].text == seat and not _begins_body(doc, end):
            return token.i, end
    return None


def _begins_body(doc: Doc, end: int) -> bool:
    """Whether a seat only begins the name of another body ("Treasury Department", "Senate Finance Committee")."""
    head = doc[end - 1].head
    return (
        doc[end - 1].dep_ == "compound" and end <= head.i < end + 4 and persons.capital(head) and head.lower_ in heads()
    )


def _by_head(doc: Doc, head: Token) -> Range | None:
    """A noun phrase around a body noun, when something in it is a name of its own, or a ministry with its field."""
    plural = head.tag_ in ("NNS", "NNPS") and head.lower_ not in _PLURALS
    if head.lower_ not in heads() or head.pos_ not in ("NOUN", "PROPN") or plural:
        return None
    end = _tail(doc, head)
    if end == head.i + 1 and _runs_on(doc, head):
        return None
    start = _front(doc, head)
    before = doc[start - 1].lower_ if start else ""
    if before in _INDEFINITE:
        return None
    if not any(_proper(t) for t in doc[start:end]) and not _ministry(doc, start, head, before):
        return None
    if end - start == 1 and (head.is_sent_start or not head.text[0].isupper()):
        return None
    return start, end


def _front(doc: Doc, head: Token) -> int:
    """The first token of a body's name: mere descriptions before it ("embattled") are left out."""
    start = head.i
    while start > 0 and _belongs(doc, start - 1, head) and not doc[start].is_sent_start:
        start -= 1
    while start < head.i and (
        doc[start].text in ("'s", "-") or _mere_adjective(doc[start]) or _mere_noun(doc, start, head)
    ):
        start += 1
    return start


def _mere_noun(doc: Doc, i: int, head: Token) -> bool:
    """Whether a common noun before a capitalised name only describes it ("wing | Norland Party")."""
    after = doc[i + 1]
    return (
        doc[i].is_lower
        and head.text[0].isupper()
        and (after.text == "'s" or after.text[0].isupper() or doc[i].text == "-" or _mere_noun(doc, i + 1, head))
    )


def _mere_adjective(token: Token) -> bool:
    return token.pos_ == "ADJ" and token.is_lower and token.lower_ not in _fields()


def _ministry(doc: Doc, start: int, head: Token, before: str) -> bool:
    """Whether the words are "the foreign ministry" and the like: there is one, so it needs no name."""
    return before == "the" and head.i - start == 1 and head.lower_ in MINISTRIES and doc[start].lower_ in _fields()


@lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    return frozenset(persons.words()["bodies"]["fields"])


def _runs_on(doc: Doc, head: Token) -> bool:
    """Whether a body noun only begins a longer name ("Army Tactical Lamp System")."""
    after = doc[head.i + 1] if head.i + 1 < len(doc) else None
    if after is None or head.dep_ != "compound":
        return False
    if after.lower_ in heads() and head.head.i == after.i:
        return True
    return (
        persons.capital(after)
        and bool(head.whitespace_)
        and not persons.is_title(after)
        and after.ent_type_ != "PERSON"
    )


def _belongs(doc: Doc, i: int, head: Token) -> bool:
    """Whether the token at ``i`` is part of the name to its right."""
    token = doc[i]
    if token.pos_ in ("DET", "NUM", "PRON", "VERB", "AUX", "ADV") or (token.is_punct and token.text != "-"):
        return token.pos_ == "VERB" and token.text[0].isupper() and not token.is_sent_start
    if token.text == "'s":
        return True
    if token.dep_ in ("compound", "amod", "nmod", "poss", "punct", "case") and (
        token.head.i == head.i or i < token.head.i <= head.i
    ):
        return True
    return (token.pos_ == "PROPN" and token.ent_type_ == head.ent_type_ == "ORG") or (
        token.lower_ in ("of", "and", "&") and token.ent_type_ == "ORG" == head.ent_type_
    )


def _proper(token: Token) -> bool:
    """Whether a token is a name or the adjective of a country."""
    if not token.text[0].isupper():
        return False
    return token.pos_ == "PROPN" or bool(gazetteer().adjectives.get(fold(token.text)))


def _tail(doc: Doc, head: Token) -> int:
    """Where a body's name ends: "Ministry of Foreign Affairs", "Embassy in Marlow"."""
    end = head.i + 1
    words: tuple[str, ...] = (
        ("of", "for", "in") if head.lower_ in MISSIONS else ("of", "for") if head.text[0].isupper() else ()
    )
    if not words and head.lower_ in MINISTRIES and end + 1 < len(doc) and doc[end + 1].ent_type_ != "PERSON":
        words = ("of",)
    if end + 1 >= len(doc) or doc[end].lower_ not in words:
        return end
    j = end + 1
    if doc[j].lower_ == "the":
        j += 1
    last = end
    while j < len(doc) and not doc[j].is_sent_start:
        if persons.capital(doc[j]) and doc[j].pos_ in ("PROPN", "NOUN", "ADJ"):
            j += 1
            last = j
        elif (
            doc[j].lower_ in ("of", "and", "the", "-")
            and last == j
            and j + 1 < len(doc)
            and persons.capital(doc[j + 1])
            and doc[j + 1].pos_ in ("PROPN", "NOUN")
        ):
            if doc[j].lower_ == "and" and (
                doc[j + 1].ent_type_ in ("GPE", "PERSON", "NORP") or head.lower_ in MISSIONS
            ):
                break
            j += 1
        else:
            break
    return last


def merge(found: list[Entity]) -> list[Entity]:
    """Shorter forms joined with the longest they can stand for: same head noun, no word of their own."""
    out: list[Entity] = []
    for entity in sorted(found, key=lambda e: (-len(e.canonical), e.mentions[0][0])):
        words = _content(entity.canonical)
        fits = [
            e
            for e in out
            if words <= _content(e.canonical)
            and (_same_head(words, e, entity) or fold(e.canonical) == fold(entity.canonical))
        ]
        if len(fits) == 1 or (fits and fold(fits[0].canonical) == fold(entity.canonical)):
            for start, end, form in entity.mentions:
                full = form is MentionForm.ACRONYM or len(entity.canonical) == len(fits[0].canonical)
                fits[0].mentions.append((start, end, form if full else MentionForm.SHORT))
            fits[0].forms |= entity.forms
        else:
            out.append(entity)
    for entity in out:
        entity.mentions.sort()
    return out


def _content(name: str) -> set[str]:
    """The words of a name that tell it from others; adjectives of countries count as the country.

    So does a capital that owns a mission ("Corrisk's embassy").
    """
    table = gazetteer()
    out = set()
    capital = _OWNER.match(name)
    if capital is not None and capital["mission"].lower() in MISSIONS:
        of = next((p.country for p in table.find(capital["owner"]) if _is_capital(p)), "")
        name = name[capital.end("owner") :] if of else name
        out.update({of} - {""})
    for word in re.split(r"[\s\-]+|'s\b", name):
        key = fold(word)
        if not key or key in MINOR:
            continue
        code = table.adjectives.get(key)
        if code is None:
            code = (
                next((p.country for p in table.find(word)[:3] if p.kind is PlaceKind.COUNTRY), None)
                if word[0].isupper()
                else None
            )
        out.add(code or key)
    return out


def _is_capital(place: Place) -> bool:
    seat = gazetteer().capital(place.country) if place.country else None
    return seat is not None and seat.id == place.id


def is_same_mission(a: Entity, b: Entity) -> bool:
    """Whether two names can be of one mission: neither has a word that speaks against the other."""
    mine, theirs = _content(a.canonical), _content(b.canonical)
    return bool(mine & theirs & MISSIONS) and min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine)


def _same_head(words: set[str], longer: Entity, shorter: Entity) -> bool:
    """Whether two names have one head noun: a ministry's institute is not the ministry."""
    head = _head_noun(shorter.canonical)
    return bool(head) and head == _head_noun(longer.canonical) and len(words) > 1


def _head_noun(name: str) -> str:
    """The last body noun before "of", "in" ...: "embassy" in "U.S. Embassy in Corva"."""
    words = fold(name).split()
    end = next((i for i, w in enumerate(words) if i and w in ("of", "in", "for", "at")), len(words))
    return next((w for w in reversed(words[:end]) if w in heads()), "")


def kind_by_head(token: Token) -> NameKind | None:
    """Whether the last word of a name makes it a body or a thing."""
    own = persons.words()
    if token.lower_ in heads():
        return NameKind.BODY
    if token.lower_ in own["things"]["heads"]:
        return NameKind.THING
    return None
