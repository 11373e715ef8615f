"""Numbers and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from sayso.read.page import Page
from sayso.read.quantities import changes, counted, holding, numbers, roles
from sayso.read.quantities.numbers import Number
from sayso.read.quantities.refused import Ranges, is_label, is_offset, telephone_numbers
from sayso.read.quantities.words import COMPARED, MEASURE, ROLE_OF_WORD, TIME_UNITS, VAGUE
from sayso.records import Quantity
from sayso.terms import Bound, Direction, TimeKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_INCLUDING = re.compile(r"\b(?:including|among\s+them,?|of\s+them,?)\s+$", re.IGNORECASE)
_MORE_THAN = re.compile(r"more than|over|above", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+")
_OF_OR_IN = re.compile(r"\s+(?:of|in)\s+")
NAMES = frozenset({"PERSON", "ORG", "LAW", "WORK_OF_ART", "EVENT"})
"""spaCy's labels of names in which a number counts nothing."""
SINGLE_ROLES = frozenset({"killed", "injured", "missing", "arrested"})
"""Roles in which "a child" is a count of one."""


def find(page: Page) -> tuple[Quantity, ...]:
    """Every number that counts or measures something, in order. Dates, ages, names and counters are left out."""
    dates = Ranges((w.span.start, w.span.end) for w in page.times if w.kind in (TimeKind.DATE, TimeKind.TIME))
    phones = telephone_numbers(page.text)
    valid = holding.Holding(page)
    out: list[Quantity] = []
    for n in numbers.find(page.text):
        tokens = page.doc.char_span(n.core, n.core_end, alignment_mode="expand")
        if tokens is None or phones.hold(n.core) or dates.hold(page.offsets.original(n.core)):
            continue
        if (quantity := _quantity(page, n, tokens, out[-3:])) is not None:
            out.append(valid.dated(quantity, tokens))
    out += _single_casualties(page, Ranges((q.span.start, q.span.end) for q in out))
    return tuple(sorted(out, key=lambda q: q.span.start))


def _quantity(page: Page, n: Number, tokens: Tokens, before: list[Quantity]) -> Quantity | None:
    text = page.text
    if is_label(n, tokens, text):
        return None
    found = counted.Counted(None) if n.unit else _counted(tokens)
    noun = found.noun
    unit = n.unit or found.deeds or (counted.unit_of(noun) if noun is not None else "")
    if is_offset(n, unit, n.end if n.unit or noun is None else noun.idx + len(noun), text):
        return None
    role = "" if n.unit or changes.is_difference(tokens) else roles.role_of(tokens, noun)
    if role and (noun is None or not counted.is_person(noun)):
        unit, noun = "persons", None
    here = [b for b in before if b.span.start >= _sentence(page, tokens)]
    if (like := _like(n, tokens, text, here, found, role) or _more(n, tokens, unit, role, before)) is not None:
        unit, role, noun = like.unit, like.role, None
    elif not unit and _is_of_people(n, tokens):
        unit = "persons"
    elif not unit or (not n.unit and not _counts(n, tokens, noun, role)):
        return None
    included = _included(text, n.start) or _goes_on(page, noun, here)
    if included and not role and unit == "persons":
        role = next((b.role for b in reversed(here) if b.unit == unit), "")
    return Quantity(
        span=page.span(n.start, n.end),
        value=n.value,
        unit=unit,
        of=_of(page, n, noun),
        bound=_bound(page, n, unit, tokens, noun, here),
        direction=Direction.NONE
        if included
        else changes.direction_of(tokens, text[n.end : n.end + 40].lstrip(" ,;(").lower()),
        low=n.low,
        high=n.high,
        of_which=(found.of_which and n.bound is not Bound.VAGUE) or included or roles.is_member(noun),
        role=role,
    )


def _counted(tokens: Tokens) -> counted.Counted:
    """What a number counts: the noun beside it, else the whole of which it is a part, else what it is put to."""
    found = counted.noun_of(tokens)
    if found.noun is None and (whole := counted.of_whole(tokens)) is not None:
        return counted.Counted(whole, of_which=True)
    return found if found.noun is not None or found.of_which else counted.Counted(counted.of_subject(tokens))


def _like(
    n: Number, tokens: Tokens, text: str, here: list[Quantity], found: counted.Counted, role: str
) -> Quantity | None:
    """The quantity of the same sentence whose kind a number without a noun of its own counts.

    It is what the number is compared with ("up from 980"), a part of ("12 of them"), or counts more of ("15 others").
    """
    if not here or n.unit or role:
        return None
    last, noun = here[-1], found.noun
    if noun is not None:
        others = noun.lemma_.lower() in ("other", "more") and last.unit != "persons" and last.of
        return msgspec.structs.replace(last, role="") if others else None
    if found.of_which or COMPARED.search(text, max(0, n.start - 20), n.start):
        return last
    people = last.unit == "persons" and counted.is_subject(tokens) and n.value != 1
    return msgspec.structs.replace(last, role="") if people else None


def _more(n: Number, tokens: Tokens, unit: str, role: str, before: list[Quantity]) -> Quantity | None:
    """The quantity told before to which a bare number adds ("another 21 were lost") or which it sums up."""
    if not before or unit or n.unit or role or MEASURE.fullmatch(f" {before[-1].unit}") or before[-1].unit == "share":
        return None
    if counted.is_total(tokens):
        return before[-1]
    return msgspec.structs.replace(before[-1], role="") if _is_another(tokens) else None


def _is_of_people(n: Number, tokens: Tokens) -> bool:
    """Whether a number without a noun can only count people: "dozens fled", "a team of four"."""
    if n.bound is Bound.VAGUE and tokens.root.dep_ in ("nsubj", "nsubjpass"):
        return True
    return not n.unit and n.value != 1 and (counted.is_people(tokens) or _is_another(tokens))


def _is_another(tokens: Tokens) -> bool:
    """Whether a bare number is told as more of what was counted: "another 21 were lost"."""
    first = tokens.doc[tokens.start - 1] if tokens.start > tokens.sent.start else None
    return first is not None and first.lower_ == "another" and counted.is_subject(tokens)


def _counts(n: Number, tokens: Tokens, noun: Token | None, role: str) -> bool:
    """Whether a number without a unit of measure really counts its noun: a bare "one" mostly does not."""
    if noun is None:
        return bool(role)
    if (noun.pos_ == "PROPN" and noun.ent_type_ in NAMES) or noun.pos_ == "PRON" or not noun.text[0].isalpha():
        return False
    if noun.lower_ in VAGUE:
        return False
    if n.value == 1:
        return bool(n.words or role) and noun.tag_ != "NNS"
    plural = noun.tag_ in ("NNS", "NNPS") or counted.is_person(noun)
    return plural or tokens.root.dep_ == "nummod" or n.bound is Bound.VAGUE


def _of(page: Page, n: Number, noun: Token | None) -> str:
    """The counted noun phrase as printed; for a measure, what is measured."""
    if n.unit:
        joint = _OF_OR_IN if len(n.unit) == 3 and n.unit.isupper() else _OF
        tokens = page.doc.char_span(n.core, n.end, alignment_mode="expand")
        if (m := joint.match(page.text, n.end)) and tokens is not None and tokens.end < len(page.doc):
            head = counted.noun_of(page.doc[tokens.end : tokens.end + 1]).noun
            if head is not None and head.idx >= m.end() and head.ent_type_ not in ("DATE", "TIME"):
                return page.text[m.end() : head.idx + len(head)]
        return ""
    if noun is None:
        return ""
    if noun.idx >= n.core_end:
        phrase = page.text[n.core_end : noun.idx + len(noun)].strip(" -")
        return phrase.removeprefix("of ").strip()
    return noun.text


def _bound(page: Page, n: Number, unit: str, tokens: Tokens, noun: Token | None, here: list[Quantity]) -> Bound:
    if (
        n.bound is Bound.AT_LEAST
        and _MORE_THAN.fullmatch(n.words)
        and not _lasts(page, n, unit)
        and changes.denied(tokens)
    ):
        return Bound.AT_MOST
    if n.bound is not Bound.EXACT and not changes.is_place_word(tokens, n.words, unit):
        return n.bound
    if limit := changes.limited(tokens, noun):
        return Bound(limit)
    shared = [b for b in here if n.unit and b.unit == n.unit]
    if any(b.bound is Bound.AT_MOST and _MORE_THAN.match(b.span.exact) for b in shared):
        return Bound.AT_MOST
    return Bound.EXACT


def _lasts(page: Page, n: Number, unit: str) -> bool:
    """Whether a number tells how long something, or its absence, went on: "nothing was heard for over four hours"."""
    return unit in TIME_UNITS and page.text[max(0, n.start - 4) : n.start].lower() == "for "


def _sentence(page: Page, tokens: Tokens) -> int:
    """Where the sentence of some tokens begins in the original text."""
    return page.offsets.original(tokens.sent.start_char)


def _included(text: str, start: int) -> bool:
    """Whether a number stands right under "including" or "among them"."""
    return _INCLUDING.search(text, max(0, start - 14), start) is not None


def _goes_on(page: Page, noun: Token | None, here: list[Quantity]) -> bool:
    """Whether what is counted stands beside a part told right before: "including 56 men and *four women*"."""
    if noun is None or noun.dep_ != "conj" or not here or not here[-1].of_which:
        return False
    first, last = page.offsets.original(noun.head.idx), here[-1].span
    return last.end <= first <= last.end + len(here[-1].of) + 1 and _included(page.report.text, last.start)


def _single_casualties(page: Page, taken: Ranges) -> Iterator[Quantity]:
    """Singles such as "a child" as one person, where the child is counted among the dead, hurt, missing or held."""
    for t in page.doc:
        if t.lower_ not in ("a", "an") or t.dep_ != "det" or t.head.i <= t.i or t.head.tag_ != "NN":
            continue
        noun = t.head
        if (
            not counted.is_person(noun)
            or noun.lemma_.lower() in ROLE_OF_WORD
            or taken.hold(page.offsets.original(t.idx))
        ):
            continue
        role = roles.role_of_one(noun)
        if role in SINGLE_ROLES:
            of = page.text[t.idx + len(t) : noun.idx + len(noun)].strip()
            yield Quantity(
                span=page.span_of(t),
                value=1.0,
                unit="persons",
                of=of,
                bound=Bound.EXACT,
                of_which=_included(page.text, t.idx),
                role=role,
            )
