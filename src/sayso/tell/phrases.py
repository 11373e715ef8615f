"""The fixed phrases: filling them into parts, and recognising them again.

Both directions read ``data/phrases.toml``, so a sentence can only say what the checker can take apart.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from string import Formatter

from sayso.records import Part
from sayso.tell.lexicon import signs, table, words
from sayso.tell.quote import Quote
from sayso.terms import Bound

Slot = str | Quote


def heading(key: str) -> str:
    """The heading of a section."""
    return table()["headings"][key]


def labelled(key: str, **slots: str) -> str:
    """A label of several sentences, filled."""
    return table()["labels"][key].format(**slots)


def fill(group: str, key: str, **slots: Slot) -> list[Part]:
    """The parts of one phrase with its slots filled. KeyError for an unknown phrase or a missing slot."""
    parts: list[Part] = []
    for literal, name, _, _ in Formatter().parse(table()[group][key]):
        if literal:
            parts.append(Part(text=literal))
        if name:
            value = slots[name]
            parts.extend(value.parts if isinstance(value, Quote) else [Part(text=value)] if value else [])
    return parts


def joined(parts: list[Part]) -> tuple[Part, ...]:
    """Neighbouring parts of our own words made one; the first letter of the sentence raised where it is ours."""
    out: list[Part] = []
    for part in parts:
        if out and part.span is None and out[-1].span is None:
            out[-1] = Part(text=out[-1].text + part.text)
        else:
            out.append(part)
    out = [p if p.span else Part(text=p.text.replace(",:", ":").replace(",)", ")")) for p in out]
    if out and out[0].span is None:
        out[0] = Part(text=raised(out[0].text))
    return tuple(out)


def raised(text: str) -> str:
    """A text with its first letter large."""
    return text[:1].upper() + text[1:]


def count(n: int) -> str:
    """A count in words up to twelve, in digits above."""
    known = words("numbers")
    return known[n] if n < len(known) else f"{n:,}"


def some(n: int, noun: str) -> str:
    """``two reports``, ``one report``."""
    return f"{count(n)} {noun}{'' if n == 1 else 's'}"


def some_origins(low: int, high: int) -> str:
    """``two independent origins``, ``one to three independent origins``, ``one origin``."""
    if high <= 1:
        return f"{count(high)} origin"
    return f"{count(low)}{'' if low == high else f' to {count(high)}'} independent origins"


def number(value: float) -> str:
    """A value as people print it: 1,200 or 4.65, never 11.0."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def bound(of: Bound) -> str:
    """The words before a bounded value ("at least ")."""
    return table()["bound"][of.value]


def day(when: datetime | date) -> str:
    """``Wednesday 20 November 2024``, in English whatever the locale."""
    return f"{words('weekdays')[when.weekday()]} {short_day(when)}"


def short_day(when: datetime | date) -> str:
    """``20 November 2024``."""
    return f"{when.day} {words('months')[when.month - 1]} {when.year}"


def moment(when: datetime) -> str:
    """``Wednesday 20 November 2024, 14:05 UTC``, or ``UTC-05:00``; midnight is printed as the day alone."""
    zone = when.isoformat()[-6:] if when.utcoffset() else ""
    return day(when) if (when.hour, when.minute) == (0, 0) else f"{day(when)}, {when:%H:%M} UTC{zone}"


def inside(name: str) -> str:
    """A name as it stands inside a sentence: an article or numeral before it in lower case."""
    first, blank, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if blank and first.lower() in words("before") else name


def unnamed(name: str) -> str:
    """A source that the report does not name, said to be so: ``two unnamed port officials``."""
    name = inside(name)
    if any(word in name.lower().split() for word in words("unnamed")) or name.lower() in signs("pronoun"):
        return name
    first, blank, rest = name.partition(" ")
    if not blank or first.lower() not in words("before"):
        return f"unnamed {name}"
    return f"{'an' if first in ('a', 'an') else first} unnamed {rest}"


def same(a: str, b: str) -> bool:
    """Whether two fillings are the same but for the case that the start of a sentence gives."""
    return a.casefold().rstrip(",") == b.casefold().rstrip(",")


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def read_number(text: str) -> frozenset[float] | None:
    """The numbers that a passage prints in digits or in a word up to twelve; None when it prints none of these."""
    lowered = text.lower()
    scale = next((factor for word, factor in _SCALES.items() if word in lowered), 1.0)
    found = {float(d.replace(",", "")) for d in _DIGITS.findall(lowered)}
    found |= {float(i) for i, word in enumerate(words("numbers")) if re.search(rf"\b{word}\b", lowered)}
    return frozenset(found | {n * scale for n in found}) or None
