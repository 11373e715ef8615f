"""Finds what a report names - persons, bodies, places, things - and gathers every form of one name.

The parser's labels are weak on news, so they come last: persons by titles and given names, bodies by their head noun
("the Russian Defense Ministry", "Ukraine's military intelligence agency"), acronyms by their letters. Pronouns and noun
phrases that point back are settled in :mod:`sayso.read.mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read import mentions, persons
from sayso.read.gazetteer import fold, gazetteer
from sayso.read.mentions import Entity
from sayso.records import Mention, Name, content_id
from sayso.spans import Range
from sayso.terms import MentionForm, NameKind, PlaceKind, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.read.page import Page

_KINDS = {"ORG": NameKind.BODY, "PRODUCT": NameKind.THING, "WORK_OF_ART": NameKind.THING, "LAW": NameKind.THING, "EVENT": NameKind.THING,
          "FAC": NameKind.PLACE}
_NEVER = frozenset({"DATE", "TIME", "NORP", "LANGUAGE", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
_INDEFINITE = frozenset({"a", "an", "another", "any", "some", "every", "each", "no", "many", "several", "both", "other", "various"})
_PLURALS = frozenset({"forces", "services", "guards", "airlines", "airways", "news", "times", "prosecutors", "staff", "corps", "headquarters", "police", "authorities", "taliban"})
_ENDING = re.compile(r"(?:iy|yy|ii|ij|yi|y|i)$")
_PARTY = re.compile(r"[DRI]-[A-Z]")
"""Party and state of a lawmaker: "D-Mass."."""
_MINOR = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "'s", "-"})


def find(page: Page) -> tuple[Name, ...]:
    """Every name of the report with all its mentions; fills ``page.entity_at``."""
    entities = _gather(page)
    mentions.resolve(page, entities)
    page.entity_at.clear()
    longest: dict[int, int] = {}
    for entity in entities:
        for start, end, form in entity.mentions:
            if form in (MentionForm.NOMINAL, MentionForm.PRONOUN):
                page.entity_at[end - 1] = entity.canonical
                continue
            for i in range(start, end):
                if i not in longest or end - start >= longest[i]:
                    page.entity_at[i], longest[i] = entity.canonical, end - start
    return tuple(_record(page, e) for e in entities)


def _record(page: Page, entity: Entity) -> Name:
    found = tuple(
        Mention(span=page.span_of(page.doc[start:end]), form=form)
        for start, end, form in sorted(entity.mentions, key=lambda m: (m[0], m[1]))
    )
    return Name(id=content_id("nam", page.report.id, entity.kind, entity.canonical), canonical=entity.canonical, kind=entity.kind,
                aliases=tuple(sorted(entity.forms)), titles=tuple(dict.fromkeys(entity.titles)), mentions=found)


def _gather(page: Page) -> list[Entity]:
    """Entities by kind, each with its mentions by name, in order of first mention."""
    doc = page.doc
    people = _people(doc)
    held: set[int] = {i for e in people for s, t, _ in e.mentions for i in range(s, t)}
    placed = _places(page)
    in_places = {i for e in placed for s, t, _ in e.mentions for i in range(s, t)}
    titles = {i for p in persons.find(doc) for i in range(p.title, p.start)}
    bodies = _merge_bodies([*_bodies(doc, held, in_places | titles)])
    held |= {i for e in bodies for s, t, _ in e.mentions for i in range(s, t)}
    others = _others(doc, held | in_places | titles)
    rest = _acronyms(doc, _same_form([*bodies, *others]))
    return sorted([*people, *rest, *placed], key=lambda e: e.mentions[0][:2])


def _same_form(entities: list[Entity]) -> list[Entity]:
    """Entities that share a printed form joined, bodies and things before what is of unknown kind."""
    by_form: dict[str, Entity] = {}
    out: list[Entity] = []
    for entity in sorted(entities, key=lambda e: e.kind is NameKind.OTHER):
        same = next((by_form[fold(f)] for f in sorted(entity.forms) if fold(f) in by_form), None)
        if same is None:
            out.append(entity)
            same = entity
        else:
            same.mentions = sorted([*same.mentions, *entity.mentions])
            same.forms |= entity.forms
        by_form.update({fold(f): same for f in entity.forms})
    return out


# ----------------------------------------------------------------- persons


def _people(doc: Doc) -> list[Entity]:
    found = persons.find(doc)
    entities: list[Entity] = []
    for person in sorted(found, key=lambda p: (p.start - p.end, p.start)):
        text = doc[person.start : person.end].text
        key = _family(doc[persons.surname(doc, person)].text)
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


def _family(name: str) -> str:
    """A family name without the spellings in which one ending is put into Latin letters: Zelensky, Zelenskiy, Zelenskyy."""
    return _ENDING.sub("i", fold(name))


def _same_person(entities: list[Entity], doc: Doc, person: persons.Person, key: str) -> Entity | None:
    """The one person known by the same words; none when two share the family name and no given name tells."""
    words = [fold(t.text) for t in doc[person.start : person.end] if t.text != "-"]
    fits = []
    for entity in entities:
        other = [fold(w) for w in entity.canonical.replace("-", " ").split()]
        keys = {_family(w) for w in other}
        if len(words) == 1 and (key == _family(other[-1]) or key == _family(other[0])):
            fits.append(entity)
        elif len(words) > 1 and key in keys and (words[0] in other or words[0][0] == other[0][0] and len(words[0]) <= 2):
            fits.append(entity)
    exact = [e for e in fits if _family(e.canonical.split()[-1]) == key]
    fits = exact or fits
    return fits[0] if len(fits) == 1 or len(words) > 1 and fits else None


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
            if token.text in (",", ".", ";", ":", '"', "(") or token.lower_ in ("who", "which", "that") or token.pos_ in ("VERB", "AUX") or token.is_sent_start:
                break
            end += 1
        if end and any(t.lower_ in _offices() for t in after[:end]):
            return str(after[:end].text)
    return ""


def _describes(token: Token, start: int, end: int) -> bool:
    """Whether a token before a name or title is part of the title ("Russian foreign ministry" before "spokeswoman")."""
    return token.text == "'s" or (token.dep_ in ("compound", "amod", "nmod", "poss") and start <= token.head.i < end
                                  and token.pos_ in ("NOUN", "PROPN", "ADJ") and token.text != ",")


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


# ------------------------------------------------------------------ bodies


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(persons.words()["bodies"]["heads"])


@lru_cache(maxsize=1)
def _seats() -> dict[str, tuple[str, ...]]:
    """First word of a seat -> the seats that begin with it, longest first."""
    out: dict[str, list[str]] = {}
    for seat in persons.words()["bodies"]["seats"]:
        out.setdefault(seat.split()[0], []).append(seat)
    return {word: tuple(sorted(seats, key=len, reverse=True)) for word, seats in out.items()}


def _bodies(doc: Doc, people: set[int], no_bodies: set[int]) -> Iterator[Entity]:
    """Bodies by head noun, seats of power, then what the parser calls an organisation."""
    taken: set[int] = set()
    for token in doc:
        if token.i in taken or token.i in people:
            continue
        found = _by_head(doc, token) or _by_seat(doc, token)
        if found and taken.isdisjoint(range(*found)):
            taken.update(range(*found))
            yield _entity(doc, *found, NameKind.BODY)
    for ent in doc.ents:
        start, end = ent.start + (ent[0].lower_ == "the"), ent.end - (ent[-1].text == "'s")
        if ent.label_ != "ORG" or start >= end or any(i in taken or i in people for i in range(start, end)) or no_bodies.issuperset(range(start, end)):
            continue
        if persons.capital(doc[start]) and doc[end - 1].pos_ in ("PROPN", "NOUN") and not gazetteer().adjectives.get(fold(doc[start:end].text)):
            taken.update(range(start, end))
            yield _entity(doc, start, end, _kind_by_head(doc[end - 1]) or NameKind.BODY)


def _entity(doc: Doc, start: int, end: int, kind: NameKind) -> Entity:
    entity = Entity(canonical=doc[start:end].text, kind=kind)
    acronym = end - start == 1 and doc[start].text.isupper() and len(doc[start]) > 1
    entity.add(doc, start, end, MentionForm.ACRONYM if acronym else MentionForm.NAME)
    return entity


def _by_seat(doc: Doc, token: Token) -> Range | None:
    for seat in _seats().get(token.text, ()):
        end = token.i + 1
        while end < len(doc) and len(doc[token.i : end].text) < len(seat):
            end += 1
        if doc[token.i : end].text == seat:
            return token.i, end
    return None


def _by_head(doc: Doc, head: Token) -> Range | None:
    """A noun phrase around a body noun, when something in it is a name of its own."""
    if head.lower_ not in _heads() or head.pos_ not in ("NOUN", "PROPN") or head.tag_ in ("NNS", "NNPS") and head.lower_ not in _PLURALS:
        return None
    start = head.i
    while start > 0 and _belongs(doc, start - 1, head) and not doc[start].is_sent_start:
        start -= 1
    end = _tail(doc, head)
    following = doc[head.i + 1] if head.i + 1 < len(doc) else None
    if end == head.i + 1 and following is not None and head.dep_ == "compound" and (
            following.lower_ in _heads() and head.head.i == following.i
            or persons.capital(following) and head.whitespace_ and not persons.is_title(following) and following.ent_type_ != "PERSON"):
        return None
    while start < head.i and (doc[start].text in ("'s", "-") or doc[start].pos_ == "ADJ" and doc[start].is_lower and not _proper(doc[start])):
        start += 1
    before = doc[start - 1].lower_ if start else ""
    if before in _INDEFINITE or not any(_proper(t) for t in doc[start:end]):
        return None
    if end - start == 1 and (head.is_sent_start or not head.text[0].isupper()):
        return None
    return start, end


def _belongs(doc: Doc, i: int, head: Token) -> bool:
    """Whether the token at ``i`` is part of the name to its right."""
    token = doc[i]
    if token.pos_ in ("DET", "NUM", "PRON", "VERB", "AUX", "ADV") or token.is_punct and token.text != "-":
        return token.pos_ == "VERB" and token.text[0].isupper() and not token.is_sent_start
    if token.text == "'s":
        return True
    if token.dep_ in ("compound", "amod", "nmod", "poss", "punct", "case") and (token.head.i == head.i or i < token.head.i <= head.i):
        return True
    return token.pos_ == "PROPN" and token.ent_type_ == head.ent_type_ == "ORG" or token.lower_ in ("of", "and", "&") and token.ent_type_ == "ORG" == head.ent_type_


def _proper(token: Token) -> bool:
    """Whether a token is a name or the adjective of a country."""
    if not token.text[0].isupper():
        return False
    return token.pos_ == "PROPN" or bool(gazetteer().adjectives.get(fold(token.text)))


def _tail(doc: Doc, head: Token) -> int:
    """Where a body's name ends: "Ministry of Foreign Affairs", "Embassy in Marlow"."""
    end = head.i + 1
    words = ("of", "for", "in") if head.lower_ in ("embassy", "consulate") else ("of", "for") if head.text[0].isupper() else ()
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
        elif doc[j].lower_ in ("of", "and", "the", "-") and last == j and j + 1 < len(doc) and persons.capital(doc[j + 1]) and doc[j + 1].pos_ in ("PROPN", "NOUN"):
            if doc[j].lower_ == "and" and (doc[j + 1].ent_type_ in ("GPE", "PERSON", "NORP") or head.lower_ in ("embassy", "consulate")):
                break
            j += 1
        else:
            break
    return last


def _merge_bodies(found: list[Entity]) -> list[Entity]:
    """Shorter forms joined with the longest they can stand for: same head noun, no word of their own."""
    out: list[Entity] = []
    for entity in sorted(found, key=lambda e: (-len(e.canonical), e.mentions[0][0])):
        words = _content(entity.canonical)
        fits = [e for e in out if words <= _content(e.canonical) and (_same_head(words, e, entity) or fold(e.canonical) == fold(entity.canonical))]
        if len(fits) == 1 or fits and fold(fits[0].canonical) == fold(entity.canonical):
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
    """The words of a name that tell it from others; adjectives of countries count as the country."""
    table = gazetteer()
    out = set()
    for word in re.split(r"[\s\-]+|'s\b", name):
        key = fold(word)
        if not key or key in _MINOR:
            continue
        code = table.adjectives.get(key)
        if code is None:
            code = next((p.country for p in table.find(word)[:3] if p.kind is PlaceKind.COUNTRY), None) if word[0].isupper() else None
        out.add(code or key)
    return out


def _same_head(words: set[str], longer: Entity, shorter: Entity) -> bool:
    heads = [w for w in fold(shorter.canonical).split() if w in _heads()]
    return bool(heads) and heads[-1] in _content(longer.canonical) and len(words) > 1


# ------------------------------------------------------------ other names


def _places(page: Page) -> list[Entity]:
    """Places of the report as names, one for each place of the table."""
    starts = {page.offsets.original(t.idx): t.i for t in page.doc if not t.is_space}
    out: dict[str, Entity] = {}
    for where in page.places:
        start = starts.get(where.span.start)
        if start is None or where.sense is Sense.NAME_PART:
            continue
        end = start + 1
        while end < len(page.doc) and not page.doc[end].is_space and page.offsets.original(page.doc[end].idx) < where.span.end:
            end += 1
        country = where.kind is PlaceKind.COUNTRY
        entity = out.setdefault(where.gazetteer or fold(where.name),
                                Entity(canonical=where.name if country else where.span.exact, kind=NameKind.PLACE, country=country))
        entity.add(page.doc, start, end, MentionForm.ACRONYM if where.span.exact.isupper() and end - start == 1 else MentionForm.NAME)
        if country:
            entity.canonical = where.name
    return list(out.values())


def _kind_by_head(token: Token) -> NameKind | None:
    own = persons.words()
    if token.lower_ in _heads():
        return NameKind.BODY
    if token.lower_ in own["things"]["heads"]:
        return NameKind.THING
    return None


def _others(doc: Doc, taken: set[int]) -> list[Entity]:
    """Other capitalised names: things by their head noun or label, else of unknown kind."""
    out: dict[str, Entity] = {}
    i = 0
    while i < len(doc):
        token = doc[i]
        if i in taken or not _names(token):
            i += 1
            continue
        j = i + 1
        while j < len(doc) and j not in taken and (_names(doc[j]) or doc[j].text == "-" and j + 1 < len(doc) and not doc[j].whitespace_):
            j += 1
        while doc[j - 1].text == "-":
            j -= 1
        lone = j - i == 1 and (token.is_sent_start or token.ent_type_ == "" and not token.text.isupper())
        if not lone:
            kind = _kind_by_head(doc[j - 1]) or _KINDS.get(token.ent_type_, NameKind.OTHER)
            key = fold(doc[i:j].text)
            if key in out:
                out[key].add(doc, i, j, MentionForm.NAME)
            else:
                out[key] = _entity(doc, i, j, kind)
        i = j
    return list(out.values())


def _names(token: Token) -> bool:
    return (token.pos_ == "PROPN" and persons.capital(token) and len(token) > 1 and not token.text.endswith("-") and not _PARTY.match(token.text) and token.ent_type_ not in _NEVER and not persons.is_title(token)
            and not gazetteer().adjectives.get(fold(token.text)))


# ---------------------------------------------------------------- acronyms


def _acronyms(doc: Doc, entities: list[Entity]) -> list[Entity]:
    """Initials joined with what they stand for: told in brackets, or the only long name with these letters."""
    by_end = {end: e for e in entities for _start, end, _form in e.mentions}
    by_start = {start: e for e in entities for start, _end, _form in e.mentions}
    gone: set[int] = set()
    for token in doc[1:-1]:
        if token.text != "(" or doc[token.i + 1].i not in by_start:
            continue
        short, long = by_start[token.i + 1], by_end.get(token.i)
        if long is not None and short is not long and _abbreviates(short.canonical, long.canonical):
            gone.add(_join(doc, long, short))
    short_forms = [e for e in entities if id(e) not in gone and " " not in e.canonical and e.canonical[:2].isupper()]
    for short in short_forms:
        longs = [e for e in entities if e is not short and id(e) not in gone and " " in e.canonical
                 and any(_initials(form) == fold(short.canonical) for form in e.forms)]
        if len(longs) == 1 and len(short.canonical) > 1:
            gone.add(_join(doc, longs[0], short))
    return [e for e in entities if id(e) not in gone]


def _join(doc: Doc, long: Entity, short: Entity) -> int:
    for start, end, form in short.mentions:
        long.add(doc, start, end, MentionForm.ACRONYM if " " not in short.canonical else form)
    long.mentions.sort()
    return id(short)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s\-]+", fold(name)) if w and w not in _MINOR)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the short form come in order in the long one, the first at its start."""
    letters, text = fold(short).replace(" ", ""), fold(long)
    if not letters or not text or letters[0] != text[0] or len(letters) >= len(text):
        return False
    at = iter(text)
    return all(c in at for c in letters.rstrip("s"))
