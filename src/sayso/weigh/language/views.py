"""Judgements: what one party calls safe and another a danger (``judgements`` in ``data/senses.toml``)."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.records import Statement
from sayso.terms import Polarity
from sayso.weigh.language.words import judgement_poles, listed, term, tokens

ASIDE = frozenset({"relative", "participle", "circumstance", "nominal"})
"""Ways of finding clauses that describe what another clause tells of."""
_HEAD = re.compile(r"\b(?:of|about|that|on|over)\b")
"""Where a noun phrase goes on to what its noun is about."""
NEAR = 3
"""Words before one of a judgement within which another turns it: "little risk", "no longer safe"."""


def views(s: Statement) -> dict[int, frozenset[int]]:
    """Axis -> poles of the judgements that a statement passes by its verb, complement or object.

    A negation or "little" before one turns it. Clauses that only describe ("mines, which pose risks") judge nothing.
    """
    if s.found_by in ASIDE:
        return {}
    return _views(s.content, f"{s.predicate} {_HEAD.split(s.object)[0]}", s.polarity == Polarity.NEGATIVE)


@lru_cache(maxsize=100_000)
def _views(content: str, core: str, negative: bool) -> dict[int, frozenset[int]]:
    said = tokens(content)
    out: dict[int, set[int]] = {}
    turns, passed = listed("little"), {term(w) for w in tokens(core)}
    for at, word in enumerate(said):
        if term(word) not in passed:
            continue
        for axis, pole in judgement_poles(word):
            turned = negative != bool(turns.intersection(said[max(0, at - NEAR) : at]))
            out.setdefault(axis, set()).add(1 - pole if turned else pole)
    return {axis: frozenset(poles) for axis, poles in out.items()}


def opposed(a: dict[int, frozenset[int]], b: dict[int, frozenset[int]]) -> int | None:
    """The first axis on which two statements judge contrary, and each one way only; None where there is none."""
    return next((x for x in sorted(a.keys() & b.keys()) if len(a[x]) == len(b[x]) == 1 and a[x] != b[x]), None)
