"""Who came to harm and who did not: "all staff are safe" speaks against "three of the staff were killed"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from sayso.records import Statement
from sayso.terms import Certainty, ConflictClass, ConflictKind, Phase, Polarity, Stance
from sayso.weigh.events import type_of
from sayso.weigh.focus import apart, days_apart
from sayso.weigh.found import Found
from sayso.weigh.lexicon import words
from sayso.weigh.material import Material
from sayso.weigh.words import terms, tokens

MOST = 40
"""Statements of either sort that are compared; the earliest, so that large stories stay bounded."""
FIRST_WORD = timedelta(hours=1)
"""A toll told this much later than "nobody was hurt" is news, not a contradiction."""


def harm(m: Material) -> Iterator[Found]:
    """Somebody says that none of a group came to harm, somebody else that some of them did; each once."""
    spared = [s for s in m.ordered if spares(s)][:MOST]
    harmed = [s for s in m.ordered if harms(s)][:MOST]
    seen: set[str] = set()
    for a, b in product(spared, harmed):
        homes = {m.home.get(s.id, s.id) for s in (a, b)}
        others = not _of_one_group(a, b)
        if a.sentence == b.sentence or homes <= seen or (others and not _foes(a, b)) or _one_word(a, b):
            continue
        if days_apart(a.when, b.when) or apart(m.foci.of(a), m.foci.of(b), m.foci):
            continue
        seen |= homes
        why = f"“{a.content}” against “{b.content}”"
        yield Found(ConflictKind.DENIAL, ConflictClass.SCOPE if others else _class(m, a, b), a, b, why, parties=True)


def spares(s: Statement) -> bool:
    """Whether a statement says that nobody, or nobody of a whole group, came to harm."""
    if s.stance != Stance.AFFIRMS or s.certainty != Certainty.CERTAIN or s.phase in (Phase.FUTURE, Phase.HYPOTHETICAL):
        return False
    said = tokens(s.content)
    if set(said) & words("so_far"):
        return False
    if s.polarity == Polarity.NEGATIVE:
        return _casualties(s) and bool(set(said) & words("none"))
    return bool(set(tokens(s.predicate)) & words("safe")) and bool(set(said[:4]) & words("all"))


def harms(s: Statement) -> bool:
    """Whether a statement tells that people were killed or hurt."""
    told = s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE and s.phase in (Phase.PAST, Phase.ONGOING)
    harmed = any(q.role in ("killed", "injured") for q in s.quantities) or type_of(s) == "casualties"
    return told and (harmed or bool(_LEFT.search(s.content)))


_LEFT = re.compile(r"\b(?:left|leaves|leaving)\b.{3,60}\b(?:dead|wounded|injured)\b")


def _foes(a: Statement, b: Statement) -> bool:
    """Whether one side tells of harm to enemies ("occupiers"), and another says that all on its own are safe.

    Staff, soldiers and the like are of a side; residents and bystanders are not.
    """
    return bool(words("of_a_side").intersection(tokens(a.content)) and words("foe").intersection(tokens(b.content)))


def _casualties(s: Statement) -> bool:
    return type_of(s) == "casualties" or bool(set(tokens(f"{s.subject} {s.predicate} {s.object}")) & words("casualty"))


def _of_one_group(a: Statement, b: Statement) -> bool:
    """Whether those spared are those harmed: one noun for both, or all people whoever they are."""
    mine, theirs = _group(a), _group(b)
    return bool(mine & theirs) if mine else True


def _group(s: Statement) -> set[str]:
    """Nouns for those of whom a statement tells; empty for people in general."""
    victims = [q.of for q in s.quantities if q.role in ("killed", "injured")]
    told = victims or [s.object or s.subject]
    heads = {t for text in told for t in terms(text.split(" of ")[0].split(",")[0])[-1:]}
    general = {t for kind in ("people", "none", "casualty") for w in words(kind) for t in terms(w)}
    return heads - general


def _one_word(a: Statement, b: Statement) -> bool:
    """Whether one source, or one report in its own voice, says both: then it tells of two groups."""
    said = [[x.source.name for x in s.attributions[-1:]] for s in (a, b)]
    return said[0] == said[1] and (bool(said[0]) or a.report == b.report)


def _class(m: Material, a: Statement, b: Statement) -> ConflictClass:
    known = [m.reports[s.report].published for s in (a, b)]
    later = known[0] is not None and known[1] is not None and known[1] - known[0] > FIRST_WORD
    return ConflictClass.REVISION if later else ConflictClass.CONFLICT
