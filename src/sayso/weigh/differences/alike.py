"""What the rules for differences ask of two statements: whether both are told as real, by one voice, of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.records import Statement
from sayso.spans import overlap
from sayso.terms import (
    Naming,
    Phase,
    Polarity,
    Stance,
    Verdict,
)
from sayso.weigh.differences.material import Material
from sayso.weigh.language.words import fold, terms

MOST = 60
"""Statements of one kind that are compared with one another; the earliest, so that large stories stay bounded."""


def judged(m: Material, least: float, verdicts: Sequence[Verdict]) -> Iterator[tuple[Statement, Statement, float]]:
    """Pairs that the judge gave one of some verdicts and at least some score."""
    for j in m.judgements:
        if j.score >= least and j.verdict in verdicts:
            a, b = m.statements.get(j.left), m.statements.get(j.right)
            if a is not None and b is not None:
                yield a, b, j.score


def real(s: Statement) -> bool:
    """Whether a statement tells plainly what has happened or goes on."""
    return s.stance == Stance.AFFIRMS and s.phase in (Phase.PAST, Phase.ONGOING) and s.polarity == Polarity.POSITIVE


def due(s: Statement) -> bool:
    """Whether a statement tells what is to come on a day."""
    return s.stance == Stance.AFFIRMS and s.phase == Phase.FUTURE and s.polarity == Polarity.POSITIVE


def named_alike(a: Statement, b: Statement, roles: Sequence[str] = ("subject", "object")) -> bool:
    """Whether two statements tell of one named person, ship or body that does it or suffers it."""
    return any(len(x & y) > 1 or x == y for x in names(a, roles) for y in names(b, roles))


def names(s: Statement, roles: Sequence[str]) -> list[set[str]]:
    """Words of the names among some participants, those of places left out."""
    told = [a for a in s.arguments if a.role in roles]
    found = [a.entity for a in told if a.entity] + [n for a in told for n in NAMED.findall(a.text)]
    places = {fold(n) for w in s.where for n in (w.name, w.span.exact)}
    return [set(fold(n).split()) for n in found if fold(n) not in places]


NAMED = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")
"""Two capitalised words or more in a row."""
ONE_OF_SEVERAL = frozenset({"second", "third", "another", "later", "other", "first", "more", "again"})
"""Words by which a thing is one of several of its kind."""


def one_voice(a: Statement, b: Statement) -> bool:
    """Whether one report tells both on one word."""
    said = [[x.source.id for x in s.attributions[-1:]] for s in (a, b)]
    return a.report == b.report and said[0] == said[1]


def one_word(a: Statement, b: Statement) -> bool:
    """Whether two statements rest on the word of one source."""
    return [x.source.name for x in a.attributions[-1:]] == [x.source.name for x in b.attributions[-1:]] != []


def two_sources(a: Statement, b: Statement) -> bool:
    """Whether each rests on a source of its own, named or by office."""
    x, y = ([s.source for s in told.attributions[-1:] if s.source.naming in FIRM] for told in (a, b))
    if not x or not y or x[0].name == y[0].name:
        return False
    shared = set(terms(f"{x[0].name} {x[0].speaks_for}")) & set(terms(f"{y[0].name} {y[0].speaks_for}"))
    return not shared


FIRM = (Naming.NAMED, Naming.ROLE)
"""How a source is told that can be told from another."""


def told_apart(a: Statement, b: Statement) -> bool:
    """Whether two statements are told in different words of the text: parts of one another are no conflict."""
    return a.report != b.report or (
        a.sentence != b.sentence and not any(overlap(x, y) for x in a.spans for y in b.spans)
    )
