"""Of how many of a whole a clause tells: all, all but some, none, or a part of them."""

from __future__ import annotations

import re

from sayso.records import Statement

ALL, BUT, NONE, FRACTION, PART = "all", "all but some", "none", "a fraction", "a part"

_BUT = r"but(?! also)|except|bar|save|apart from|other than|with the exception of"
_SOME = r"some|most|many|several|few|the majority|(?:only |just )?(?:\d+|one|two|three|four|five|six)"
_HIS = r"the|its|their|his|her|those|these"
_ELSE = "day|night|over|along|year|but"
_FRACTION = r"half|a (?:third|quarter|fifth|tenth)|(?:two|three)[- ](?:thirds|quarters|fifths)"
_SHARES = (
    (BUT, rf"\b(?:all|every|everyone|everybody|each)\b[^.,;]{{0,40}}?,?\s(?:{_BUT})\b"),
    (NONE, r"\b(?:none of|not one of|no one of|not a single one of)\b"),
    (FRACTION, rf"\b(?:(?!100\b)\d+(?:\.\d+)?\s?(?:%|percent|per cent)|{_FRACTION}) of (?:[A-Z]|(?:{_HIS})\b)"),
    (PART, rf"\b(?:{_SOME}) of (?:{_HIS})\b"),
    (
        ALL,
        rf"(?<!\b(?:at|of) )(?<!\bnot )(?<!\bafter )\ball (?:of )?(?:(?:{_HIS}) )?(?!{_ELSE})[a-z\d]",
    ),
    (ALL, r"\b(?:the|its|their) (?:entire|whole)\b"),
    (ALL, r"\b(?:every one of|everyone|everybody|each of|both of)\b|^every\b"),
)
_COMPILED = tuple((share, re.compile(pattern, re.IGNORECASE)) for share, pattern in _SHARES)
"""The first that is found decides: "all but one of the twelve" is neither all nor one of them."""


def share(s: Statement) -> str:
    """The share that a statement tells of, one of those above; else empty."""
    return next((share for share, pattern in _COMPILED if pattern.search(s.content)), "")


def exclude(a: str, b: str) -> bool:
    """Whether what is told of one share cannot be told of the other: all against all but one, half, or none."""
    return {a, b} in ({ALL, BUT}, {ALL, NONE}, {BUT, NONE}, {ALL, FRACTION}, {NONE, FRACTION})
