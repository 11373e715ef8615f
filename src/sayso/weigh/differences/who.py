"""One deed told of two doers, or the same words of two speakers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sayso.records import Source, Statement
from sayso.terms import (
    ConflictClass,
    ConflictKind,
    Naming,
    Quoting,
    SourceKind,
)
from sayso.weigh.differences.alike import (
    MOST,
    NAMED,
    one_voice,
    real,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.events import type_of
from sayso.weigh.happened.focus import apart, days_apart
from sayso.weigh.language.words import fold, terms, tokens

LEAST_WORDS = 5
"""Words from which two equal quotations are one."""
DEEDS = frozenset({"attack", "explosion", "casualties", "abduction", "seizure", "crash"})
"""Types of events that one doer has."""


def doers(m: Material) -> Iterator[Found]:
    """One deed, told of different doers: each is named, and they share neither word nor country."""
    groups: dict[str, list[tuple[Statement, str]]] = {}
    for s in m.ordered:
        if type_of(s) in DEEDS and real(s) and (doer := _doer(s)):
            groups.setdefault(type_of(s), []).append((s, doer))
    for told in groups.values():
        for (a, mine), (b, theirs) in combinations(told[:MOST], 2):
            if (
                one_voice(a, b)
                or days_apart(a.when, b.when)
                or not _one_target(a, b)
                or not _other_party(m, mine, theirs)
            ):
                continue
            if not apart(m.foci.of(a), m.foci.of(b), m.foci):
                yield Found(ConflictKind.WHO, ConflictClass.CONFLICT, a, b, f"{mine} against {theirs}")


def _one_target(a: Statement, b: Statement) -> bool:
    """Whether what one says it was done to is in the words of the other, by two words at least."""
    x, y = (set(terms(s.object)) for s in (a, b))
    return any(len(told & set(terms(s.content))) > 1 and len(told) <= 8 for told, s in ((x, b), (y, a)))


def _doer(s: Statement) -> str:
    """Who is said by name to have done it, be it by their own claim of responsibility."""
    last = s.attributions[-1:]
    if last and any("responsib" in cue.exact.lower() or "responsib" in s.content.lower() for cue in last[0].cue):
        named = NAMED.search(s.content[: s.content.lower().find("responsib")])
        return named.group() if named else last[0].source.name
    subject = next((a for a in s.arguments if a.role == "subject"), None)
    return (subject.entity or s.subject) if subject and (subject.entity or s.subject in s.entities) else ""


def _other_party(m: Material, a: str, b: str) -> bool:
    """Whether two names are not one party: no word, no country and no initials in common."""
    if set(terms(a)) & set(terms(b)) or fold(a) in fold(b) or fold(b) in fold(a):
        return False
    if a.replace(".", "").isupper() or b.replace(".", "").isupper():
        return False
    x, y = ({m.atlas.exact(w) for w in fold(name).split()} - {""} for name in (a, b))
    return not x & y


def speakers(m: Material) -> Iterator[Found]:
    """One quotation, word for word, given to two speakers."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for s in m.ordered:
        last = s.attributions[-1:]
        if (
            last
            and last[0].quoting in (Quoting.DIRECT, Quoting.MIXED)
            and last[0].source.naming in (Naming.NAMED, Naming.ROLE)
        ):
            said = tuple(tokens(s.content))
            if len(said) >= LEAST_WORDS:
                groups.setdefault(said, []).append(s)
    for told in groups.values():
        for a, b in combinations(told[:MOST], 2):
            x, y = (s.attributions[-1].source for s in (a, b))
            if a.report != b.report and _other_party(m, x.name, y.name) and not _stands_for(x, y):
                both = x.kind == y.kind == SourceKind.PERSON and x.naming == y.naming == Naming.NAMED
                cls = ConflictClass.CONFLICT if both else ConflictClass.DETAIL
                yield Found(ConflictKind.WHO, cls, a, b, f"the same words are given to {x.name} and to {y.name}")


def _stands_for(a: Source, b: Source) -> bool:
    """Whether one source speaks for the other."""
    return bool(set(terms(f"{a.name} {a.speaks_for}")) & set(terms(f"{b.name} {b.speaks_for}")))
