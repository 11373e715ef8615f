"""Judgements: what one party calls safe and another a danger (``judgements`` in ``data/senses.toml``)."""

from __future__ import annotations

from functools import lru_cache

from sayso.records import Statement
from sayso.terms import Polarity
from sayso.weigh.words import judgement_poles, listed, tokens

NEAR = 3
"""Words before one of a judgement within which another turns it: "little risk", "no longer safe"."""


def views(s: Statement) -> dict[int, frozenset[int]]:
    """Axis -> poles of the judgements that a statement passes; a negation or "little" before one turns it."""
    return _views(s.content, s.polarity == Polarity.NEGATIVE)


@lru_cache(maxsize=100_000)
def _views(content: str, negative: bool) -> dict[int, frozenset[int]]:
    said = tokens(content)
    out: dict[int, set[int]] = {}
    turns = listed("little")
    for at, word in enumerate(said):
        for axis, pole in judgement_poles(word):
            turned = negative != bool(turns.intersection(said[max(0, at - NEAR) : at]))
            out.setdefault(axis, set()).add(1 - pole if turned else pole)
    return {axis: frozenset(poles) for axis, poles in out.items()}


def opposed(a: dict[int, frozenset[int]], b: dict[int, frozenset[int]]) -> int | None:
    """The first axis on which two statements judge contrary, and each one way only; None where there is none."""
    return next((x for x in sorted(a.keys() & b.keys()) if len(a[x]) == len(b[x]) == 1 and a[x] != b[x]), None)
