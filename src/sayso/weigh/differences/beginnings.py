"""What happens to a thing once and is told of two years: a house built in 1972 and in 1974; a person of two ages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from sayso.records import Statement
from sayso.terms import ConflictClass, ConflictKind, NameKind
from sayso.weigh.differences.alike import MOST
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.language.words import listed, terms


@dataclass(frozen=True)
class _Begun:
    """One thing, how it began, and the year."""

    thing: frozenset[str]
    how: str
    year: str
    statement: Statement


def beginnings(m: Material) -> Iterator[Found]:
    """One thing built or founded in two years by two reports; each pair of years once."""
    told = [b for s in m.ordered for b in _begun(s)][:MOST]
    seen: set[frozenset[str]] = set()
    for a, b in combinations(told, 2):
        one = a.how == b.how and (a.thing <= b.thing or b.thing <= a.thing)
        key = frozenset((a.year, b.year))
        if one and len(key) > 1 and key not in seen and a.statement.report != b.statement.report:
            seen.add(key)
            why = f"“{a.how} in {a.year}” against “{b.how} in {b.year}”"
            yield Found(ConflictKind.DATE, ConflictClass.CONFLICT, a.statement, b.statement, why)


def _begun(s: Statement) -> Iterator[_Begun]:
    """What a statement tells to have begun in a year, be it in passing ("the Front, founded in 1998, is banned")."""
    for m in _in_year().finditer(s.content):
        word, year = m.group(1).lower(), m.group(2)
        how = "build" if word in listed("build") else "found"
        before = s.content[: m.start()].strip(" ,")
        own = s.predicate in listed(how) or not before or before in _PRONOUNS
        thing = frozenset(terms((s.object or s.subject) if own else _PHRASE.split(before)[-1]))
        if thing:
            yield _Begun(thing, how, year, s)


@lru_cache(maxsize=1)
def _in_year() -> re.Pattern[str]:
    """A form of such a verb with a year."""
    verbs = "|".join(sorted(listed("build") | listed("found")))
    return re.compile(rf"\b({verbs})(?: \w+){{0,2}}? in (1[5-9]\d\d|20\d\d)\b", re.IGNORECASE)


_PHRASE = re.compile(r"[,;:]\s*")
_PRONOUNS = {"which was", "that was", "it was", "was", "which", "that", "which were"}


# ------------------------------------------------------------------------ ages


def ages(m: Material) -> Iterator[Found]:
    """One person told to be of two ages by two reports; each person once."""
    told: dict[str, list[tuple[int, Statement]]] = {}
    for name in m.names:
        if name.kind == NameKind.PERSON:
            for mention in name.mentions:
                text = m.reports[mention.span.report].text
                found = _AFTER.match(text, mention.span.end) or _BEFORE.search(text[: mention.span.start][-40:])
                beside = [
                    s
                    for s in m.told_in.get(mention.span.report, ())
                    if s.sentence.start <= mention.span.start < s.sentence.end
                    and any(x.start <= mention.span.start < x.end for x in s.spans)
                ]
                if found and beside:
                    key = m.identity.key(mention.span.report, name.canonical) if m.identity else name.canonical
                    told.setdefault(key, []).append((int(found.group(1)), min(beside, key=lambda s: len(s.content))))
    for known in told.values():
        pairs = [(x, y) for x, y in combinations(known, 2) if x[0] != y[0] and x[1].report != y[1].report]
        for (mine, a), (theirs, b) in pairs[:1]:
            why = f"aged {mine} against {theirs}"
            yield Found(ConflictKind.FIGURE, ConflictClass.CONFLICT, a, b, why)


_AFTER = re.compile(r",? (?:\(|aged )?(\d{1,2})(?:\)|,| ?[.;])")
_BEFORE = re.compile(r"(\d{1,2})-year-old (?:[a-z-]+ ){0,3}$")
