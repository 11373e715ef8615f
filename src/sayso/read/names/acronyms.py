"""Joins initials with the name they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import fold
from sayso.read.names.bodies import MINOR
from sayso.read.names.entities import Entity
from sayso.terms import MentionForm

if TYPE_CHECKING:
    from spacy.tokens import Doc


def join(doc: Doc, entities: list[Entity]) -> list[Entity]:
    """Initials joined with what they stand for: told in brackets, or the only long name with these letters."""
    by_end = {end: e for e in entities for _start, end, _form in e.mentions}
    by_start = {start: e for e in entities for start, _end, _form in e.mentions}
    gone: set[int] = set()
    for token in doc[1:-1]:
        if token.text != "(" or doc[token.i + 1].i not in by_start:
            continue
        short, long = by_start[token.i + 1], by_end.get(token.i)
        if long is not None and short is not long and _abbreviates(short.canonical, long.canonical):
            gone.add(_joined(long, short))
    short_forms = [e for e in entities if id(e) not in gone and " " not in e.canonical and e.canonical[:2].isupper()]
    for short in short_forms:
        longs = [
            e
            for e in entities
            if e is not short
            and id(e) not in gone
            and " " in e.canonical
            and any(_initials(form) == fold(short.canonical) for form in e.forms)
        ]
        if len(longs) == 1 and len(short.canonical) > 1:
            gone.add(_joined(longs[0], short))
    return [e for e in entities if id(e) not in gone]


def _joined(long: Entity, short: Entity) -> int:
    for start, end, form in short.mentions:
        long.mentions.append((start, end, MentionForm.ACRONYM if " " not in short.canonical else form))
    long.forms |= short.forms
    long.mentions.sort()
    return id(short)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s\-]+", fold(name)) if w and w not in MINOR)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the short form come in order in the long one, the first at its start."""
    letters, text = fold(short).replace(" ", ""), fold(long)
    if not letters or not text or letters[0] != text[0] or len(letters) >= len(text):
        return False
    at = iter(text)
    return all(c in at for c in letters.rstrip("s"))
