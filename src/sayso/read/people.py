"""Gathers the mentions of each person: full name, family name, the offices printed with it, and the gender told."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read import persons
from sayso.read.entities import Entity
from sayso.read.gazetteer import fold
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def people(doc: Doc) -> list[Entity]:
    """The persons of a report with their mentions by name, longest names first."""
    found = persons.find(doc)
    entities: list[Entity] = []
    for person in sorted(found, key=lambda p: (p.start - p.end, p.start)):
        text = doc[person.start : person.end].text
        key = persons.family(doc[persons.surname(doc, person)].text)
        match = _same_person(entities, doc, person, key)
        if match is None:
            match = Entity(canonical=text, kind=NameKind.PERSON)
            entities.append(match)
        form = MentionForm.NAME if person.end - person.start >= len(match.canonical.split()) else MentionForm.SHORT
        match.add(doc, person.start, person.end, form)
        title = _title(doc, person)
        if title and title.lower().rstrip(".") not in _courtesy():
            match.titles.append(title)
    for entity in entities:
        entity.mentions.sort()
        entity.gender = _gender(doc, entity)
    return entities


def _same_person(entities: list[Entity], doc: Doc, person: persons.Person, key: str) -> Entity | None:
    """The one person known by the same words; none when two share the family name and no given name tells."""
    words = [fold(t.text) for t in doc[person.start : person.end] if t.text != "-"]
    fits = []
    for entity in entities:
        other = [fold(w) for w in entity.canonical.replace("-", " ").split()]
        keys = {persons.family(w) for w in other}
        if (len(words) == 1 and (key == persons.family(other[-1]) or key == persons.family(other[0]))) or (
            len(words) > 1
            and key in keys
            and (words[0] in other or (words[0][0] == other[0][0] and len(words[0]) <= 2))
        ):
            fits.append(entity)
    exact = [e for e in fits if persons.family(e.canonical.split()[-1]) == key]
    fits = exact or fits
    return fits[0] if len(fits) == 1 or (len(words) > 1 and fits) else None


def _title(doc: Doc, person: persons.Person) -> str:
    """The offices printed with a person, before the name or in apposition behind it."""
    start = person.title
    while start > 0 and _describes(doc[start - 1], start, person.end):
        start -= 1
    if start < person.start:
        return doc[start : person.start].text
    if person.end + 1 < len(doc) and doc[person.end].text == ",":
        after = doc[person.end + 1 :]
        end = 0
        for token in after[:12]:
            if (
                token.text in (",", ".", ";", ":", '"', "(")
                or token.lower_ in ("who", "which", "that")
                or token.pos_ in ("VERB", "AUX")
                or token.is_sent_start
            ):
                break
            end += 1
        if end and any(t.lower_ in _offices() for t in after[:end]):
            return str(after[:end].text)
    return ""


def _describes(token: Token, start: int, end: int) -> bool:
    """Whether a token before a name or title is part of the title ("Russian foreign ministry" before "spokeswoman")."""
    return token.text == "'s" or (
        token.dep_ in ("compound", "amod", "nmod", "poss")
        and start <= token.head.i < end
        and token.pos_ in ("NOUN", "PROPN", "ADJ")
        and token.text != ","
    )


@lru_cache(maxsize=1)
def _courtesy() -> frozenset[str]:
    return frozenset(w for group in persons.words()["courtesy"].values() for w in group)


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return frozenset(persons.words()["persons"]["offices"])


def _gender(doc: Doc, entity: Entity) -> str:
    """m, f or nothing, from the courtesy title, the given name or the office."""
    own = persons.words()
    for start, _end, _form in entity.mentions:
        word = persons.plain(doc[start - 1]) if start else ""
        if word in own["courtesy"]["male"]:
            return "m"
        if word in own["courtesy"]["female"]:
            return "f"
    for title in entity.titles:
        words = set(title.lower().split())
        if words & set(own["nominals"]["female"]):
            return "f"
        if words & set(own["nominals"]["male"]):
            return "m"
    if " " in entity.canonical:
        first = persons.given_names().get(fold(entity.canonical.split()[0]), "")
        return first if first in ("m", "f") else ""
    return ""
