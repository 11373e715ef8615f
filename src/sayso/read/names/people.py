"""Gathers the mentions of persons: one entity for each person, with titles and gender."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import fold
from sayso.read.lexicon.name_words import words
from sayso.read.names import persons, titles
from sayso.read.names.entities import Entity
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

Known = dict[str, dict[int, Entity]]
"""Persons by what their names can be found by."""
USUAL = 3
"""From so many times on a full name is the usual one."""


def people(doc: Doc) -> list[Entity]:
    """The persons of a report with their mentions by name: full names first, then what single words are short for."""
    found = persons.find(doc)
    inside = {i for p in found for i in range(p.start, p.end)}
    told = {p: titles.of(doc, p, inside) for p in found}
    entities: list[Entity] = []
    known: Known = defaultdict(dict)
    for person in sorted(found, key=lambda p: (p.start - p.end, p.start)):
        if len(_words(doc, person)) > 1:
            keys = _keys(doc, person)
            near = {i: e for key in keys for i, e in known[key].items()}
            entity = _same_person(list(near.values()), doc, person) or _new(entities, doc, person)
            _add(doc, person, entity, told[person])
            for key in keys:
                known[key][id(entity)] = entity
    single = [p for p in found if len(_words(doc, p)) == 1]
    by_given = [e for p in single if (e := _by_given_name(known, doc, p)) is not None]
    shared: dict[str, Entity] = {}
    for person in single:
        bearer = _bearer(known, doc, person, told[person], by_given)
        if bearer is None:
            key = persons.family(doc[person.start].text)
            bearer = shared[key] = shared.get(key) or _new(entities, doc, person)
        _add(doc, person, bearer, told[person])
    for entity in entities:
        entity.mentions.sort()
        entity.gender = _gender(doc, entity)
        entity.canonical = _canonical(doc, entity)
    return entities


def _canonical(doc: Doc, entity: Entity) -> str:
    """The longest name, unless it was printed once and a shorter full one many times: then words that follow got in."""
    printed = Counter(doc[start:end].text for start, end, _form in entity.mentions)
    usual, times = max(((n, c) for n, c in printed.items() if " " in n), key=lambda nc: nc[1], default=("", 0))
    odd = printed[entity.canonical] == 1 and entity.canonical.startswith(f"{usual} ")
    return usual if odd and times >= USUAL else entity.canonical


def _words(doc: Doc, person: persons.Person) -> list[str]:
    return [fold(t.text) for t in doc[person.start : person.end] if t.text != "-"]


def _keys(doc: Doc, person: persons.Person) -> list[str]:
    """What a full name can be found by: its words as family names, and the slots of the last one."""
    mine = _words(doc, person)
    return list(dict.fromkeys([*(persons.family(w) for w in mine), f"*{persons.slots(mine[-1])}"]))


def _new(entities: list[Entity], doc: Doc, person: persons.Person) -> Entity:
    entity = Entity(canonical=doc[person.start : person.end].text, kind=NameKind.PERSON)
    entities.append(entity)
    return entity


def _add(doc: Doc, person: persons.Person, entity: Entity, told: list[titles.Title]) -> None:
    """Note a mention and the titles printed with it."""
    full = person.end - person.start >= len(entity.canonical.split())
    entity.add(doc, person.start, person.end, MentionForm.NAME if full else MentionForm.SHORT)
    at = sum(start < person.start for start in entity.titled_at)
    for n, title in enumerate(told):
        entity.titles.insert(at + n, title.text)
        entity.titled_at.insert(at + n, person.start)
        entity.offices.add(title.head)


def _same_person(entities: list[Entity], doc: Doc, person: persons.Person) -> Entity | None:
    """The person that a full name was printed for before: family name alike, given name alike or its initial."""
    mine = _words(doc, person)
    key = persons.family(doc[persons.surname(doc, person)].text)
    fits = []
    for entity in entities:
        other = [fold(w) for w in entity.canonical.replace("-", " ").split()]
        first = mine[0] in other or (len(mine[0]) <= 2 and mine[0][0] == other[0][0])
        alike = first or persons.spelled(mine[0]) == persons.spelled(other[0])
        same = (alike and key in {persons.family(w) for w in other}) or _same_slots(mine, other)
        if same and not _other_middle(mine, other):
            fits.append(entity)
    exact = [e for e in fits if persons.family(e.canonical.split()[-1]) == key]
    return next(iter(exact or fits), None)


def _same_slots(mine: list[str], other: list[str]) -> bool:
    """Whether given and family name are alike up to their vowels ("Moammar Gadhafi", "Muammar Qaddafi").

    One of the two is alike in all letters, or both are long.
    """
    pairs = [(mine[i], other[i]) for i in (0, -1)]
    slots = [(persons.slots(a), persons.slots(b)) for a, b in pairs]
    return (
        all(a == b for a, b in slots)
        and (
            any(persons.spelled(a) == persons.spelled(b) and len(a) > 2 for a, b in pairs)
            or all(len(a) > 4 for a, _ in slots)
        )
        and all(len(a) > 3 for a, _ in slots)
    )


def _other_middle(mine: list[str], other: list[str]) -> bool:
    """Whether middle names speak against it ("Lena B. Marsh" is not "Lena C. D. Marsh")."""
    middles = [[w[0] for w in name[1:-1]] for name in (mine, other)]
    return (all(middles) and len(mine) == len(other) and middles[0] != middles[1]) or _initials_apart(mine, other)


def _initials_apart(mine: list[str], other: list[str]) -> bool:
    """The same for initials written together: "G.H.W. Marsh" folds to "ghw"."""
    short, long = sorted(("".join(w[0] if len(w) > 3 else w for w in name[1:-1]) for name in (mine, other)), key=len)
    return bool(short) and short != long and mine[0] == other[0] and mine[-1] == other[-1]


def _by_given_name(known: Known, doc: Doc, person: persons.Person) -> Entity | None:
    """Whoever alone has this word for a given name and not for a family name."""
    word = fold(doc[person.start].text)
    fits = [e for e in known.get(persons.family(word), {}).values() if fold(e.canonical.split()[0]) == word]
    return fits[0] if len(fits) == 1 else None


def _bearer(
    known: Known, doc: Doc, person: persons.Person, told: list[titles.Title], by_given: list[Entity]
) -> Entity | None:
    """Whose short name a single word is; None when several bear it and nothing printed with it tells which.

    Courtesy title and office tell; so does that the others are called by their given names.
    """
    key = persons.family(doc[person.start].text)
    full = list(known.get(key, {}).values())
    fits = [e for e in full if key == persons.family(persons.last(e.canonical))]
    fits = fits or [e for e in full if key == persons.family(e.canonical.split()[0])]
    fits = [e for e in fits if fold(e.canonical.split()[0]) in persons.given_names()] or fits
    gender, offices = _courtesy(doc, person.start), {t.head for t in told}
    fits = [e for e in fits if not gender or _gender(doc, e) in ("", gender)]
    for narrowed in (
        [e for e in fits if not offices or not e.offices.isdisjoint(offices)],
        [e for e in fits if all(e is not other for other in by_given)],
    ):
        kept = [e for e in fits if any(e is n for n in narrowed)]
        fits = kept or fits
    return fits[0] if len(fits) == 1 else None


def _courtesy(doc: Doc, start: int) -> str:
    """The gender that a courtesy title before a name tells."""
    word = persons.plain(doc[start - 1]) if start else ""
    return "m" if word in words()["courtesy"]["male"] else "f" if word in words()["courtesy"]["female"] else ""


def _gender(doc: Doc, entity: Entity) -> str:
    """m, f or nothing, from the courtesy title, the given name or the office."""
    for start, _end, _form in entity.mentions:
        if gender := _courtesy(doc, start):
            return gender
    heads = {office.split()[-1] for office in entity.offices}
    for gender, nouns in (("f", "female"), ("m", "male")):
        if not heads.isdisjoint(words()["nominals"][nouns]):
            return gender
    if " " in entity.canonical:
        first = persons.given_names().get(fold(entity.canonical.split()[0]), "")
        return first if first in ("m", "f") else ""
    return ""
