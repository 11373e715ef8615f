"""Whether a number is told as a change, a toll or a limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.read.quantities.words import CHANGE, LIMIT_NOUNS, NEARING, TIME_UNITS, TOLLS
from sayso.terms import Direction

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_COMPARED = re.compile(r"(?:[\w\s]{0,24},\s+)?\b(up|down) from\b")


def is_difference(number: Tokens) -> bool:
    """Whether a number tells by how much a value changed ("rose by five to 12")."""
    before = number.doc[number.start - 1] if number.start > number.sent.start else None
    if before is None or before.lower_ != "by":
        return False
    verb = before.head.lemma_.lower()
    return any(verb in verbs for verbs in CHANGE.values())


LONGEST = max(len(toll.split()) for toll in TOLLS)
"""Words of the longest name of a toll."""


def toll_of(number: Tokens) -> str:
    """Role when the number is the value of a toll: "the death toll rose to 11"."""
    for t in [number.root, *list(number.root.ancestors)[:4]]:
        for c in t.children:
            if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and c.i < number.start:
                phrase = " ".join(x.lower_ for x in c.doc[max(c.left_edge.i, c.i - 3) : c.i + 1])
                after = " ".join(x.lower_ for x in c.doc[c.i : c.i + LONGEST])
                for toll, role in TOLLS.items():
                    if phrase.endswith(toll) or after.startswith(toll):
                        return role
        if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "ccomp", "relcl"):
            break
    return ""


def direction_of(number: Tokens, text_after: str) -> Direction:
    """Whether the words tell that the value went up or down to this number."""
    if compared := _COMPARED.match(text_after):
        return Direction.ROSE if compared[1] == "up" else Direction.FELL
    doc = number.doc
    before = doc[max(number.sent.start, number.start - 5) : number.start]
    prep = next((t for t in reversed(before) if t.lower_ in ("to", "by", "from", "at")), None)
    if prep is None or prep.lower_ != "to":
        return Direction.NONE
    for t in [prep, *list(prep.ancestors)[:3]]:
        lemma = t.lemma_.lower()
        down = any(c.lower_ in ("down", "downward", "downwards") for c in t.children)
        if lemma in CHANGE["either"]:
            up = any(c.lower_ in ("up", "upward", "upwards") for c in t.children)
            return Direction.FELL if down else Direction.ROSE if up else Direction.NONE
        if lemma in CHANGE["rose"]:
            if lemma == "bring" and not toll_of(number):
                continue
            return Direction.FELL if down else Direction.ROSE
        if lemma in CHANGE["fell"]:
            return Direction.FELL
        if t.pos_ == "VERB":
            break
    return Direction.NONE


def limited(number: Tokens, noun: Token | None) -> str:
    """``at_most`` when the number is that of a cap; ``about`` when it is only neared; else empty."""
    heads = list(number.root.ancestors)[:5]
    at = noun if noun is not None else number.root
    for t in [at, *heads]:
        if t.lemma_.lower() in LIMIT_NOUNS and t.i >= number.start:
            return "at_most"
        if t.pos_ in ("VERB", "AUX"):
            return (
                "about"
                if t.lemma_.lower() in NEARING and (at.dep_ in ("dobj", "obj") or at.head.dep_ in ("dobj", "obj"))
                else ""
            )
    return ""


def denied(number: Tokens) -> bool:
    """Whether the governing verb is negated ("cannot export more than")."""
    for t in number.root.ancestors:
        if t.pos_ in ("VERB", "AUX"):
            return any(c.dep_ == "neg" or c.lower_ in ("not", "never") for c in t.children)
    return False


def is_place_word(number: Tokens, words: str, unit: str) -> bool:
    """Whether "over" or "under" before a number tells where or how long, not how many ("shot down over 14 regions")."""
    if words not in ("over", "under", "above", "below", "around", "about") or number.start == 0:
        return False
    word = number.doc[number.start - 1]
    if word.lower_ != words:
        return word.lower_ == "the"
    if words in ("around", "about") or (words in ("above", "below") and (unit.isupper() or unit == "percent")):
        return False
    return word.dep_ == "prep" and (word.head.pos_ == "VERB" or unit in TIME_UNITS)
