"""Vetoes on how a thing is told: as still to come or as done, who does it to whom, and what it is put down to."""

from __future__ import annotations

from sayso.terms import Phase, Verdict
from sayso.weigh.language.words import listed, terms
from sayso.weigh.matching.veto import Veto
from sayso.weigh.propositions import UNREAL, Proposition

NOUNS = frozenset({"nominal", "circumstance"})
"""Statements found as nouns, which leave open who acts and whether it was done."""
SUFFERING = frozenset({"object", "on", "at", "against", "into"})
"""Roles of whoever a deed is done to."""


def by_phase(p: Proposition, q: Proposition) -> Veto | None:
    """One tells what is to be or would be, the other that it was: who foretells it does not bear it out."""
    done, open_ = sorted((p, q), key=lambda x: x.statement.phase in UNREAL)
    if done.statement.phase != Phase.PAST or open_.statement.phase not in UNREAL or p.predicate != q.predicate:
        return None
    if any(x.statement.found_by in NOUNS for x in (p, q)) or f" to {_verb(done)} " in f"{done.statement.content} ":
        return None
    return Veto("phase", Verdict.UPDATES, "only one of them tells it as done")


def by_swap(p: Proposition, q: Proposition) -> Veto | None:
    """Whoever does it in the one suffers it in the other: "the tanker hit the barge", "the barge hit the tanker"."""
    mine, theirs = _bare(p.subject - q.subject), _bare(q.subject - p.subject)
    if p.predicate != q.predicate or not mine or not theirs or _verb(p) in listed("mutual"):
        return None
    if any(x.statement.found_by in NOUNS for x in (p, q)) or not mine <= _suffers(q) or not theirs <= _suffers(p):
        return None
    return Veto("swap", Verdict.EXCLUDES, "who does it in the one suffers it in the other")


def _suffers(p: Proposition) -> set[str]:
    """Words for whoever it is done to: the object, or what follows "on" or "against", without the means."""
    args = (a.text.partition(" with ")[0] for a in p.statement.arguments if a.role in SUFFERING)
    return {t.lstrip("@%") for text in args for t in terms(text)}


def _bare(found: frozenset[str]) -> set[str]:
    """Terms without the marks of names."""
    return {t.lstrip("@%") for t in found}


def _verb(p: Proposition) -> str:
    return p.statement.predicate.partition(" ")[0]


def by_cause(p: Proposition, q: Proposition) -> Veto | None:
    """One thing is put down to two causes."""
    if p.predicate != q.predicate or _verb(p) not in listed("causing") or not p.target & q.target:
        return None
    if not p.subject or not q.subject or p.subject & q.subject:
        return None
    return Veto("cause", Verdict.EXCLUDES, "two causes of one thing")
