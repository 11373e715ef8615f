"""Missions abroad: whose embassy "its embassy in Marlow" is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import fold, gazetteer
from sayso.read.names import bodies
from sayso.read.names.entities import Entity
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

HEADS = bodies.MISSIONS


def is_owned(page: Page, entity: Entity) -> bool:
    """Whether a body is printed as somebody's mission: "its embassy in Marlow"."""
    return _owner(page, entity) is not None


def settle(page: Page, entities: list[Entity]) -> list[Entity]:
    """Missions of a pronoun named by what the pronoun stands for, joined with the mission of that name.

    Where nobody knows whose it is, it is no name at all. Call when pronouns are resolved.
    """
    owned = [(e, owner) for e in entities if (owner := _owner(page, e)) is not None]
    kept = [e for e in entities if all(e is not o for o, _ in owned)]
    for mission, pronoun in owned:
        holder = next((e for e in kept if any(s <= pronoun.i < end for s, end, _ in e.mentions)), None)
        if holder is None:
            continue
        mission.canonical = f"{_possessive(_country_of(page, holder, kept) or holder.canonical)} {mission.canonical}"
        mission.forms = {mission.canonical}
        same = next((e for e in kept if e.kind is NameKind.BODY and bodies.is_same_mission(e, mission)), None)
        if same is None:
            kept.append(mission)
        else:
            same.mentions = sorted([*same.mentions, *((s, e, MentionForm.SHORT) for s, e, _ in mission.mentions)])
    return kept


def _owner(page: Page, entity: Entity) -> Token | None:
    """The pronoun before a mission that is named no further."""
    if entity.kind is not NameKind.BODY or len(entity.mentions) == 0:
        return None
    start = entity.mentions[0][0]
    before = page.doc[start - 1] if start else None
    owned = before is not None and before.tag_ == "PRP$" and page.doc[start].lower_ in HEADS
    return before if owned else None


def _country_of(page: Page, holder: Entity, entities: list[Entity]) -> str:
    """The country that a body belongs to, as printed with it ("the US State Department"); a country itself."""
    if holder.country:
        return min(holder.forms, key=lambda f: (len(f), f), default=holder.canonical)
    countries = {i for e in entities if e.country for start, end, _ in e.mentions for i in range(start, end)}
    for start, end, form in holder.mentions:
        if form in (MentionForm.NOMINAL, MentionForm.PRONOUN):
            continue
        near = [t for t in page.doc[start:end].root.lefts if t.i in countries or fold(t.text) in gazetteer().adjectives]
        if near:
            return near[0].text
    return ""


def _possessive(name: str) -> str:
    """A name as an owner: "Norland's"; adjectives and initials stand as they are."""
    if fold(name) in gazetteer().adjectives or name.replace(".", "").isupper():
        return name
    return f"{name}'s"
