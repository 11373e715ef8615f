"""Recognising the fixed phrases again: the reverse of filling them, for the checker.

The words around the quotations of a sentence are read as a sequence of phrases; what is no phrase is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter

from sayso.records import Part, Span
from sayso.tell.phrases import table, words

_HOLD = "\x00"
_NAME = rf"[^{_HOLD};:]+"
_QUOTE = rf"[“‘](?:\[[^\]{_HOLD}]+\] ?)?{_HOLD}(?: … {_HOLD})*…?[”’]"
_OPENING = ("main", "history", "about")
_FOLLOWING = {"main": "tail", "history": "history"}


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
    if not text.endswith("."):
        return
    spans = [p.span for p in parts if p.span]
    for group in _OPENING:
        for read in _read(text[:-1], (group,), group):
            yield tuple(_with_spans(read, spans))


Read = tuple[tuple[str, str, tuple[tuple[str, str], ...], int], ...]


@cache
def _read(text: str, groups: tuple[str, ...], opening: str) -> tuple[Read, ...]:
    """All sequences of phrases that make up a text, as (group, key, slots, number of quoted passages)."""
    if not text:
        return ((),)
    out: list[Read] = []
    for group, key, pattern in _patterns():
        if group not in groups or not pattern.match(text):
            continue
        for end in range(1, len(text) + 1):
            if match := pattern.fullmatch(text, 0, end):
                following = _FOLLOWING.get(opening, "")
                head = (group, key, tuple(sorted(match.groupdict().items())), match[0].count(_HOLD))
                out += [(head, *rest) for rest in _read(text[end:], (following,), opening)]
    return tuple(out)


def _with_spans(read: Read, spans: list[Span]) -> Iterator[Clause]:
    at = 0
    for group, key, slots, held in read:
        yield Clause(group, key, dict(slots), tuple(spans[at:at + held]))
        at += held


@cache
def _slots() -> dict[str, str]:
    """What can fill a slot; a name, where nothing is said here."""
    number = "|".join([*words("numbers"), r"\d[\d,]*"])
    day = rf"(?:(?:{'|'.join(words('weekdays'))}) )?\d{{1,2}} (?:{'|'.join(words('months'))}) \d{{4}}"
    some = rf"(?:{number}) [a-z]+(?: [a-z]+)?"
    period = f"(?:, published {day}(?: to {day})?)?"
    return {
        **dict.fromkeys(("count", "n"), f"(?:{number})"),
        "origins": f"(?:{number})(?: to (?:{number}))?(?: independent)? origins?",
        **dict.fromkeys(("day", "first", "last"), day),
        "asof": rf"{day}(?:, \d\d:\d\d UTC)?",
        "reports": some,
        "outlets": f"(?: of {some})?",
        "period": period,
        "bound": "(?:" + "|".join(re.escape(b) for b in table()["bound"].values()) + ")",
        "value": rf"\d[\d,.]*(?: [^{_HOLD}.,;:()]+)?",
        "state": rf"[^{_HOLD}.,;:()]+",
        "words": rf"[^{_HOLD}”]+",
    }


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Every phrase as a pattern, the one with most words of its own first."""
    found = [(g, k, p) for g in ("main", "tail", "history", "about") for k, p in table()[g].items()]
    found.sort(key=lambda e: -sum(len(literal) for literal, *_ in Formatter().parse(e[2])))
    return tuple((g, k, re.compile(_pattern(p), re.IGNORECASE)) for g, k, p in found)


def _pattern(phrase: str) -> str:
    out = ""
    for literal, name, _, _ in Formatter().parse(phrase):
        out += re.escape(literal)
        if name == "quote":
            out += _QUOTE
        elif name:
            out += f"(?P<{name}>{_slots().get(name, _NAME)})"
    return out
