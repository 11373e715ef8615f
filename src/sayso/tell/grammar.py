"""Recognising the fixed phrases again: the reverse of filling them, for the checker.

The words around the quotations of a sentence are read as a sequence of phrases; what is no phrase is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter

from sayso.records import Part, Span
from sayso.tell.lexicon import table, words

_HOLD = "\x00"
_NAME = rf"[^{_HOLD};:]+"
_QUOTE = rf"[“‘](?:\[[^\]{_HOLD}]+\] ?)?{_HOLD}(?: … {_HOLD})*…?[\"”]?[”’]"
_OPENING = ("main", "history", "about")
_STEP = frozenset({"value", "state"})
_JOINT = frozenset({"then", "comma", "also", "expected"})
_CHANGE = frozenset({"rose", "fell"})
_EDITED = frozenset({"edited"})
_END = frozenset({"said", "own"})
_HISTORY = {
    **dict.fromkeys(_STEP, _CHANGE | _EDITED | _END | _JOINT | {"on"}),
    **dict.fromkeys(_CHANGE, _EDITED | _END | _JOINT | {"on"}),
    **dict.fromkeys(_EDITED, _END | _JOINT | {"on"}),
    **dict.fromkeys(_JOINT, _STEP),
    "on": _END | _JOINT,
}
"""Which phrases of a history may follow which."""


@dataclass(frozen=True)
class Clause:
    """One phrase of a sentence: which, what fills its slots, and the passages it quotes."""

    group: str
    key: str
    slots: dict[str, str]
    quoted: tuple[Span, ...]


def readings(parts: Sequence[Part]) -> Iterator[tuple[Clause, ...]]:
    """Every way to read a sentence as phrases, likelier ones first; none when it holds words that are no phrase."""
    text = "".join(_HOLD if p.span else p.text.replace(_HOLD, "") for p in parts)
    spans = [p.span for p in parts if p.span]
    if not text.endswith("."):
        return
    for group in _OPENING:
        openers = _STEP if group == "history" else frozenset(table()[group])
        for read in _read(text[:-1], 0, group, openers, set()):
            yield tuple(_with_spans(read, spans))


Read = tuple[tuple[str, str, dict[str, str], int], ...]


def _read(text: str, at: int, group: str, allowed: frozenset[str], dead: set[tuple[int, str]]) -> Iterator[Read]:
    """All sequences of phrases that make up a text from an offset on, as (group, key, slots, number of passages).

    ``dead`` collects the (offset, phrase) that lead nowhere, so that none is tried twice.
    """
    if at == len(text):
        yield ()
        return
    for key, pattern in _patterns()[group]:
        if key not in allowed or (at, key) in dead or not pattern.match(text, at):
            continue
        found = False
        for end in range(at + 1, len(text) + 1):
            if match := pattern.fullmatch(text, at, end):
                for rest in _read(text, end, *_following(group, key), dead):
                    found = True
                    yield ((group, key, match.groupdict(), match[0].count(_HOLD)), *rest)
        if not found:
            dead.add((at, key))


def _following(group: str, key: str) -> tuple[str, frozenset[str]]:
    """The group and the phrases of it that may follow a phrase."""
    if group == "history":
        return group, _HISTORY.get(key, frozenset())
    return "tail", frozenset() if group == "about" else frozenset(table()["tail"])


def _with_spans(read: Read, spans: list[Span]) -> Iterator[Clause]:
    at = 0
    for group, key, slots, held in read:
        yield Clause(group, key, slots, tuple(spans[at : at + held]))
        at += held


@cache
def _slots() -> dict[str, str]:
    """What can fill a slot; a name, where nothing is said here."""
    number = "|".join([*words("numbers"), r"\d[\d,]*"])
    day = rf"(?:(?:{'|'.join(words('weekdays'))}) )?\d{{1,2}} (?:{'|'.join(words('months'))}) \d{{4}}"
    some = rf"(?:{number}) [a-z]+(?: [a-z]+)?"
    period = f"(?:, published {day}(?: to {day})?)?"
    return {
        "voices": rf"(?:{number}) (?:outlets|reports)",
        "origins": f"(?:{number})(?: to (?:{number}))?(?: independent)? origins?",
        **dict.fromkeys(("day", "first", "last"), day),
        "asof": rf"{day}(?:, \d\d:\d\d UTC(?:[+-]\d\d:\d\d)?)?",
        "reports": some,
        "outlets": f"(?: of {some})?",
        "period": period,
        "headline": rf"(?:; headline: {_NAME})?",
        "bound": "(?:" + "|".join(re.escape(b) for b in table()["bound"].values()) + ")",
        "value": rf"\d[\d,.]*(?: [^{_HOLD}.,;:()]+)?",
        "before": r"\d[\d,.]*",
        "state": rf"[^{_HOLD}.,;:()]+",
        "words": rf"[^{_HOLD}”]+",
    }


@cache
def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Every phrase of each group as a pattern, the one with most words of its own first."""
    return {
        group: [(k, re.compile(_pattern(p), re.IGNORECASE)) for k, p in _by_weight(table()[group])]
        for group in ("main", "tail", "history", "about")
    }


def _by_weight(phrases: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(phrases.items(), key=lambda e: -sum(len(literal) for literal, *_ in Formatter().parse(e[1])))


def _pattern(phrase: str) -> str:
    out = ""
    for literal, name, _, _ in Formatter().parse(phrase):
        out += re.escape(literal)
        if name == "quote":
            out += _QUOTE
        elif name:
            out += f"(?P<{name}>{_slots().get(name, _NAME)})"
    return out
