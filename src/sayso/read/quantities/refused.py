"""Numbers that count nothing: parts of dates, names, ages, counters, telephone numbers, offsets in time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.read.quantities.counted import is_person
from sayso.read.quantities.numbers import Number
from sayso.read.quantities.words import CALIBRES, LABELS, NO_WEAPON, TIME_UNITS
from sayso.spans import Range, merge
from sayso.terms import Bound

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_OFFSET = re.compile(
    r"\s*(?:ago|later|earlier|before|after|since|from\s+now|prior|into|old)\b|[-\s]old\b", re.IGNORECASE
)
_LOOKS_BACK = re.compile(r"\b(?:past|last|next|previous|coming|first|in|within)\s+$", re.IGNORECASE)
_AGE = re.compile(r"[-\s](?:(?:year|month|week|day)s?[-\s])?olds?\b", re.IGNORECASE)
_COUNTER = re.compile(r"\s*[.)]\s+(?=[A-Z])")
_SOME_DAY = re.compile(r"one\s(?:day|night)\b", re.IGNORECASE)
"""Mostly no count: "one day he left"."""
OLDEST = 120
"""Years that nobody lives to see."""
_PHONE = re.compile(r"\+?\(?\d{2,5}\)?[\s-]\d{2,5}[\s-]\d{3,}")


class Ranges:
    """Ranges of a text, for asking in logarithmic time whether an offset lies in one."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = merge(ranges)

    def hold(self, offset: int) -> bool:
        """Whether one of the ranges holds a character."""
        i = bisect_right(self._ranges, (offset, 1 << 60)) - 1
        return i >= 0 and self._ranges[i][0] <= offset < self._ranges[i][1]


def telephone_numbers(text: str) -> Ranges:
    """Where telephone numbers stand."""
    return Ranges(m.span() for m in _PHONE.finditer(text))


def is_offset(number: Number, unit: str, end: int, text: str) -> bool:
    """Whether a length of time only leads to a date: "three days ago", "in two weeks", "the last ten years"."""
    if unit not in TIME_UNITS:
        return False
    if _OFFSET.match(text, end):
        return True
    return text[number.core_end : number.core_end + 1] != "-" and bool(
        _LOOKS_BACK.search(text, max(0, number.start - 16), number.start)
    )


def is_label(number: Number, tokens: Tokens, text: str) -> bool:
    """Whether a number is part of a name, an age or a list counter."""
    if number.bound is Bound.VAGUE:
        return tokens[0].text[0].isupper() and tokens.start != tokens.sent.start and not number.words
    if _AGE.match(text, number.core_end):
        return True
    if number.unit in CALIBRES and _describes(tokens, number):
        return True
    if number.unit:
        return (
            number.value == 1
            and number.unit in TIME_UNITS
            and not number.words
            and bool(_SOME_DAY.match(text, number.core))
        )
    if (number.core == 0 or text[number.core - 1] == "\n") and _COUNTER.match(text, number.end):
        return True
    return not number.words and _follows_name(number, tokens, text)


def _describes(tokens: Tokens, number: Number) -> bool:
    """Whether a measure stands before the noun that it describes ("155mm shells"), rather than rain."""
    doc = tokens.doc
    at = next((t for t in doc[tokens.end : tokens.end + 4] if t.idx >= number.end), None)
    return at is not None and at.pos_ in ("NOUN", "PROPN", "ADJ") and at.lower_ not in NO_WEAPON


def _follows_name(number: Number, tokens: Tokens, text: str) -> bool:
    """Whether the word before makes a number a label, or the age of the person just named."""
    doc, at = tokens.doc, tokens.start
    if at == 0:
        return False
    prev, before = doc[at - 1], doc[at - 2] if at > 1 else None
    following = doc[tokens.end] if tokens.end < len(doc) else None
    counts_plural = following is not None and following.tag_ == "NNS"
    if prev.text == "." and before is not None:
        return before.lower_ in ("no", "nos")
    if prev.lower_ == "of" and before is not None and before.lower_ == "group" and before.text[0].isupper():
        return True
    if prev.lower_.rstrip(".") in LABELS and not counts_plural and prev.pos_ != "VERB":
        return True
    if not text[number.core : number.core_end].replace(",", "").replace(".", "").isdigit():
        return False
    if prev.pos_ == "PROPN" and not counts_plural and not (following is not None and following.pos_ == "ADJ"):
        return True
    in_commas = prev.text in (",", "(") and following is not None and following.text in (",", ")", ".")
    return in_commas and before is not None and (before.pos_ == "PROPN" or _may_be_aged(before, number))


def _may_be_aged(noun: Token, number: Number) -> bool:
    """Whether a number in commas may be the age of the one person before it ("his son, 7,")."""
    return noun.tag_ == "NN" and is_person(noun) and number.value is not None and number.value < OLDEST
