"""Finds what a report names - persons, bodies, places, things - and gathers every form of one name.

The parser's labels are weak on news, so they come last: persons by titles and given names, bodies by their head noun
("the Marlish Defense Ministry", "Orham's coast guard agency"), acronyms by their letters. Pronouns and noun
phrases that point back are settled in :mod:`sayso.read.names.mentions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from sayso.read.lexicon.gazetteer import fold, gazetteer
from sayso.read.names import acronyms, bodies, kinds, mentions, missions, people, persons
from sayso.read.names.entities import Entity
from sayso.records import Mention, Name, Where, content_id
from sayso.terms import MentionForm, NameKind, PlaceKind, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.read.page import Page

_KINDS = {
    "ORG": NameKind.BODY,
    "PRODUCT": NameKind.THING,
    "WORK_OF_ART": NameKind.THING,
    "LAW": NameKind.THING,
    "EVENT": NameKind.THING,
    "FAC": NameKind.PLACE,
}
_NEVER = frozenset({"DATE", "TIME", "NORP", "LANGUAGE", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})


def find(page: Page) -> tuple[Name, ...]:
    """Every name of the report with all its mentions; fills ``page.entity_at``."""
    entities = _gather(page)
    mentions.resolve(page, entities)
    entities = missions.settle(page, entities)
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
    return Name(
        id=content_id("nam", page.report.id, entity.kind, entity.canonical),
        canonical=entity.canonical,
        kind=entity.kind,
        aliases=tuple(sorted(entity.forms)),
        titles=tuple({t.casefold(): t for t in reversed(entity.titles)}.values())[::-1],
        mentions=found,
    )


def _gather(page: Page) -> list[Entity]:
    """Entities by kind, each with its mentions by name, in order of first mention."""
    doc = page.doc
    titles = {i for p in persons.find(doc) for i in range(p.title, p.start)}
    persons_named, placed = people.people(doc), _places(page)
    of_persons, of_places = _tokens(persons_named), _tokens(placed)
    printed = list(bodies.bodies(doc, of_persons, of_places | titles))
    owned = [e for e in printed if missions.is_owned(page, e)]
    rest_of_bodies = [e for e in printed if all(e is not o for o in owned) and not _is_person(e, persons_named)]
    found = bodies.merge(bodies.without_lone(doc, rest_of_bodies))
    others = _others(doc, of_persons | of_places | titles | _tokens(printed))
    rest = acronyms.join(doc, _same_form([*found, *others]))
    for entity in [*rest, *owned, *placed]:
        _tell(doc, entity)
    return sorted([*persons_named, *rest, *owned, *placed], key=lambda e: e.mentions[0][:2])


def _is_person(entity: Entity, people_named: list[Entity]) -> bool:
    """Whether a lone word taken for a body is the short name of one person; its mentions then are that person's."""
    bearers = [p for p in people_named if entity.canonical in p.forms] if " " not in entity.canonical else []
    if len(bearers) != 1:
        return False
    bearers[0].mentions.extend((start, end, MentionForm.SHORT) for start, end, _form in entity.mentions)
    bearers[0].mentions.sort()
    return True


def _tell(doc: Doc, entity: Entity) -> None:
    """Note the nouns that tell what a name names, and let those beside it settle its kind."""
    entity.told = {noun for form in entity.forms for noun in kinds.inside(form)}
    beside = [noun for start, end, _form in entity.mentions if (noun := kinds.beside(doc, start, end))]
    entity.told.update(beside)
    if beside and entity.kind is not NameKind.PLACE:
        entity.kind = kinds.kinds()[beside[0]]


def _tokens(entities: list[Entity]) -> set[int]:
    """Indices of the tokens that some entities' names take up."""
    return {i for e in entities for start, end, _ in e.mentions for i in range(start, end)}


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


def _places(page: Page) -> list[Entity]:
    """Places of the report as names, one for each place of the table."""
    starts = {page.offsets.original(t.idx): t.i for t in page.doc if not t.is_space}
    out: dict[str, Entity] = {}
    for where in page.places:
        start = starts.get(where.span.start)
        if start is None or where.sense is Sense.NAME_PART:
            continue
        end = start + 1
        while (
            end < len(page.doc)
            and not page.doc[end].is_space
            and page.offsets.original(page.doc[end].idx) < where.span.end
        ):
            end += 1
        where = _government(where)
        country = where.kind is PlaceKind.COUNTRY
        entity = out.setdefault(
            where.gazetteer or fold(where.name),
            Entity(canonical=where.name if country else where.span.exact, kind=NameKind.PLACE, country=country),
        )
        entity.add(
            page.doc,
            start,
            end,
            MentionForm.ACRONYM if where.span.exact.isupper() and end - start == 1 else MentionForm.NAME,
        )
        if country:
            entity.canonical = where.name
    return list(out.values())


def _government(where: Where) -> Where:
    """The country for its capital where that stands for its government ("Corva denied it")."""
    seat = gazetteer().capital(where.country) if where.sense is Sense.ACTOR and where.country else None
    country = gazetteer().country(where.country) if seat is not None and seat.id == where.gazetteer else None
    if country is None:
        return where
    return structs.replace(where, name=country.name, kind=PlaceKind.COUNTRY, gazetteer=country.id)


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
        while (
            j < len(doc)
            and j not in taken
            and (_names(doc[j]) or (doc[j].text == "-" and j + 1 < len(doc) and not doc[j].whitespace_))
        ):
            j += 1
        while doc[j - 1].text == "-":
            j -= 1
        if i and i - 1 not in taken and doc[i - 1].text[0].isupper() and kinds.by_prefix(doc[i - 1]):
            i -= 1
        described = token.tag_ in ("NNS", "NNPS") and i > 0 and doc[i - 1].pos_ == "ADJ"
        lone = j - i == 1 and (token.is_sent_start or described or (token.ent_type_ == "" and not token.text.isupper()))
        if not lone or kinds.beside(doc, i, j):
            kind = (
                bodies.kind_by_head(doc[j - 1])
                or kinds.by_prefix(doc[i])
                or _KINDS.get(token.ent_type_, NameKind.OTHER)
            )
            key = fold(doc[i:j].text)
            if key in out:
                out[key].add(doc, i, j, MentionForm.NAME)
            else:
                out[key] = bodies.single(doc, i, j, kind)
        i = j
    return list(out.values())


def _names(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and persons.capital(token)
        and len(token) > 1
        and not token.text.endswith("-")
        and not _of_party(token)
        and token.ent_type_ not in _NEVER
        and not persons.is_title(token)
        and not gazetteer().adjectives.get(fold(token.text))
    )


def _of_party(token: Token) -> bool:
    """Whether a token tells party or state of a lawmaker: "(D-Mass.)"."""
    before = token.doc[max(0, token.i - 2) : token.i].text
    return bool(persons.PARTY.match(token.text)) or before in ("D-", "R-", "I-")
