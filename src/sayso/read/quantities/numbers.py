"""Finds number expressions in running text and their values, bounds and units of measure; no grammar yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sayso.read.quantities.words import (
    AFTER,
    BEFORE,
    FRACTIONS,
    GLUED,
    MEASURE,
    SCALES,
    SCORES,
    SUFFIXES,
    SYMBOLS,
    TIME_UNITS,
    VAGUE,
    VOTE_AFTER,
    VOTED,
    WORDS,
    any_of,
)
from sayso.terms import Bound


@dataclass(frozen=True)
class Number:
    """A number as printed. Offsets are into the tidied text."""

    start: int
    """First character, bound words included."""
    core: int
    """First character of the number itself."""
    end: int
    """One past the number, a unit of measure or percent sign included when it is part of the expression."""
    core_end: int
    """One past the number itself."""
    value: float | None
    bound: Bound
    low: float | None = None
    high: float | None = None
    unit: str = ""
    """Unit of measure or currency, empty when a noun must be looked for."""
    words: str = ""
    """The bound words, lower case."""


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = any_of(WORDS)
_SCALE = any_of(SCALES)
_SPELT = rf"{_WORD}(?:[\s-]+(?:{_SCALE}(?:[\s-]+and(?=[\s-]+{_WORD}))?|{_WORD}))*"
"""Only a hundred and the like is followed by "and": "six and eight" are two numbers."""
_SCALED = (
    rf"(?:(?:half\s+an?|an?\s+half|an?|one)\s+{_SCALE}(?:\s+(?:hundred|thousand|million|billion))?"
    rf"(?:\s+and\s+{_WORD}(?:-{_WORD})?)?)"
)
_SYMBOL = "(?:" + "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True)) + ")"
_VALUE = rf"(?:{_SCALED}|(?:{_DIGITS})(?:[\s-]?{_SCALE}(?![a-z])|(?!{GLUED}){any_of(SUFFIXES)}(?![\w-]))?|{_SPELT})"
_PARTS = any_of([f for f in FRACTIONS if f != "half"])
_FRACTION = rf"(?:(?:one|two|three|four|a)[\s-](?:{_PARTS})|half)(?=\s+of\b|\s+the\b|\s+an?\s+(?!{_SCALE}))"
_BOUND = rf"(?:(?P<bound>{any_of(BEFORE)})\s+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,/#№:-])(?:just\s+)?{_BOUND}(?:the\s+)?(?P<core>(?P<fraction>{_FRACTION})|(?P<vague>(?:a\s+)?{any_of(VAGUE)})(?!\w)|(?:(?P<symbol>{_SYMBOL})\s?)?"
    rf"(?P<a>{_VALUE})(?:(?:\s?[–—-]\s?|\s+(?:to|and|or)\s+)(?P<symbol2>{_SYMBOL})?(?P<b>{_VALUE}))?)(?:(?={GLUED})|(?![\w²]|[.,:/]\d|-(?-i:[A-Z])\b))",
    re.IGNORECASE,
)
_NTH = re.compile(
    r"(?<![\w.,-])((\d{1,3}(?:,\d{3})+|\d{2,})(?:st|nd|rd|th))[\s-](day|week|month|year)\b", re.IGNORECASE
)
"""A running count of time: "the 100th day"."""
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_PART_OF_ONE = re.compile(r"\s+(?:of\s+)?an?", re.IGNORECASE)
_RATIO = re.compile(
    rf"(?<![\w.,-])(?P<core>(?P<a>one|{_WORD}(?=\s+out)|\d+(?=\s+out))\s+(?:in|out\s+of)(?:\s+every)?\s+(?P<b>{_WORD}|\d+))"
    rf"(?=\s+(?!(?:{'|'.join(TIME_UNITS)})s?\b)[a-z]+s\b|\s+(?:people|children|women|men)\b)",
    re.IGNORECASE,
)
"""A share told as a ratio: "one in five voters", "three out of ten homes"."""
_VOTES = re.compile(
    rf"\b(?:{VOTED})\s+(?P<a>\d{{1,3}})\s?[-–—]\s?(?P<b>\d{{1,3}})(?![\w-]|[.,]\d|\s+(?!{VOTE_AFTER})\w)"
    r"|(?<![\w.,-])(?P<c>\d{1,3})\s?[-–—]\s?(?P<d>\d{1,3})\s+(?:vote|majority|ruling)\b",
    re.IGNORECASE,
)
"""The votes for and against: "voted 12-3", "by a vote of 12-3", "a 12-3 vote"."""
_DASH = re.compile(r"\d\s?[-–—]\s?\d")
_OUTCOME = re.compile(rf"\s+{any_of(SCORES)}\b", re.IGNORECASE)
"""What a score is followed by: "a 2-3 defeat"."""
_MAGNITUDE = re.compile(r"\bmagnitude(?:\s+of)?\s+$", re.IGNORECASE)
_MINUS = re.compile(r"(?:\bminus\s|(?<!\w)[-−])$", re.IGNORECASE)
SUMS = re.compile(r"(?:million|billion|trillion|\d(?:m|mn|mln|bn|b|tn|k))$")
"""A number that pounds as a weight hardly come to."""
_AFTER = re.compile(rf"\+|\s+(?P<after>{any_of(AFTER)})\b", re.IGNORECASE)


def find(text: str) -> Iterator[Number]:
    """Every number expression, without overlaps: plain numbers in order, then running counts of time."""
    ratios, votes = list(_RATIO.finditer(text)), list(_VOTES.finditer(text))
    spans = sorted([m.span("core") for m in ratios] + [m.span() for m in votes])
    taken = iter([*spans, None])
    ahead = next(taken)
    for m in _NUMBER.finditer(text):
        while ahead is not None and ahead[1] <= m.start():
            ahead = next(taken)
        if ahead is None or m.end() <= ahead[0]:
            yield from _read(text, m)
    for m in ratios:
        yield from _ratio(m)
    for m in votes:
        for start, end in (m.span(group) for group in "abcd" if m[group]):
            yield Number(start, start, end, end, value(text[start:end]), Bound.EXACT, unit="votes")
    for m in _NTH.finditer(text):
        yield Number(m.start(), m.start(), m.end(1), m.end(1), value(m[2]), Bound.EXACT, unit=m[3].lower())


def _ratio(m: re.Match[str]) -> Iterator[Number]:
    """A share of what is named behind it; nothing where it comes to more than the whole."""
    part, whole = value(m["a"]), value(m["b"])
    if part is not None and whole and part < whole:
        share = round(part / whole, 4)
        yield Number(m.start(), m.start(), m.end("core"), m.end("core"), share, Bound.EXACT, unit="share")


def _read(text: str, m: re.Match[str]) -> Iterator[Number]:
    bound = BEFORE[re.sub(r"\s+", " ", m["bound"].lower())] if m["bound"] else Bound.EXACT
    words = re.sub(r"\s+", " ", (m["bound"] or "").lower())
    start = m.start("bound") if m["bound"] else m.start("core")
    if m["vague"]:
        low, high = (
            VAGUE[re.sub(r"\s+", " ", m["vague"].lower())]
            if m["vague"].lower() in VAGUE
            else VAGUE[re.sub(r"^a\s+", "", re.sub(r"\s+", " ", m["vague"].lower()))]
        )
        yield Number(start, m.start("core"), m.end(), m.end(), None, Bound.VAGUE, low, high or None, words=words)
        return
    if m["fraction"]:
        one = _PART_OF_ONE.match(text, m.end())
        measure = MEASURE.match(text, one.end()) if one else None
        end, unit = (measure.end(), measure.lastgroup or "") if measure else (m.end(), "share")
        if measure or not re.match(r"\s+an?\s", text[m.end() : m.end() + 4]):
            yield Number(start, m.start("core"), end, m.end(), _fraction(m["fraction"]), bound, unit=unit, words=words)
        return
    a = value(m["a"])
    if a is None:
        return
    unit = SYMBOLS.get((m["symbol"] or "").upper(), "")
    if m["b"] is None:
        yield _with_unit(text, start, m.start("core"), m.end(), a, bound, unit, words)
        return
    b = value(m["b"])
    if b is not None and _is_score(text, m, a, b):
        return
    joint = text[m.end("a") : m.start("symbol2") if m["symbol2"] else m.start("b")].strip()
    from_to = re.search(r"\bfrom\s+$", text[max(0, m.start() - 6) : m.start()], re.IGNORECASE) or (
        joint == "to" and _BY.search(text, max(0, m.start() - 4), m.start()) and not MEASURE.match(text, m.end("b"))
    )
    between = re.search(r"\bbetween\s+$", text[max(0, m.start() - 9) : m.start()], re.IGNORECASE)
    if (b is not None and b > a and not from_to and (joint not in ("and", "or") or between)) or (
        joint == "or" and b == a + 1
    ):
        if m["b"].lower().endswith(tuple(SCALES)) and b / max(a, 1) > 500:
            a *= next(s for w, s in SCALES.items() if m["b"].lower().endswith(w))
        n = _with_unit(text, start, m.start("core"), m.end(), None, Bound.ABOUT, unit, words)
        yield Number(n.start, n.core, n.end, n.core_end, None, Bound.ABOUT, a, b, n.unit, n.words)
        return
    yield _with_unit(text, start, m.start("core"), m.end("a"), a, bound, unit, words)
    if b is not None and joint in ("and", "or", "to"):
        at = m.start("symbol2") if m["symbol2"] else m.start("b")
        own = "" if MEASURE.match(text, m.end("b")) else unit
        yield _with_unit(text, at, at, m.end("b"), b, Bound.EXACT, SYMBOLS.get((m["symbol2"] or "").upper(), own), "")


def _is_score(text: str, m: re.Match[str], a: float, b: float) -> bool:
    """Whether two numbers with a dash are no range but a score: "a 3-2 defeat"."""
    dashed = _DASH.fullmatch(text, m.end("a") - 1, m.start("b") + 1) is not None
    return dashed and not m["symbol"] and (b <= a or _OUTCOME.match(text, m.end("b")) is not None)


def _with_unit(
    text: str, start: int, core: int, end: int, amount: float | None, bound: Bound, unit: str, words: str
) -> Number:
    """A number with the unit of measure and the bound that follow it."""
    core_end = end
    if not unit and _MAGNITUDE.search(text, max(0, start - 14), start):
        return Number(start, core, end, end, amount, bound, unit="magnitude", words=words)
    if not unit and (u := MEASURE.match(text, end)):
        unit = u.lastgroup or ""
        if not (unit == "m" and text[end : end + 1] == "-"):
            end = u.end()
    if unit == "pound" and SUMS.search(text[core:core_end].lower()):
        unit = "GBP"
    if unit == "degree" and amount is not None and (below := _MINUS.search(text, max(0, start - 7), start)):
        start, amount = below.start(), -amount
    if (after := _AFTER.match(text, end)) and bound is Bound.EXACT:
        words = (after["after"] or "+").lower()
        bound = AFTER.get(re.sub(r"\s+", " ", words), Bound.AT_LEAST)
    return Number(start, core, end, core_end, amount, bound, unit=unit, words=words)


def _fraction(words: str) -> float:
    parts = re.split(r"[\s-]+", words.lower())
    part = FRACTIONS[parts[-1]]
    return round(part * (WORDS.get(parts[0], 1) if len(parts) > 1 else 1), 4)


def value(words: str) -> float | None:
    """The value of a number in figures or words, or None: ``1.5 million`` is 1500000, ``half a dozen`` 6."""
    s = re.sub(r"\s+", " ", words.lower()).strip()
    if m := re.fullmatch(rf"({_DIGITS})[\s-]?({_SCALE}|{any_of(SUFFIXES)})?", s):
        scale = SCALES.get(m[2] or "") or SUFFIXES.get(m[2] or "") or 1
        return float(Decimal(m[1].replace(",", "")) * scale)
    total = current = 0.0
    seen = False
    for part in re.split(r"[\s-]+", s):
        if part in ("and",):
            continue
        if part in ("a", "an"):
            current = current or (0 if seen else 1)
        elif part == "half":
            current = 0.5
        elif part in WORDS:
            current += WORDS[part]
        elif part in SCALES:
            current = (current or 1) * SCALES[part]
            if SCALES[part] >= 1000:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    return total + current
