"""A denial, doubt or refusal and what it is about; one proposition told as so by one and as not so by another."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.records import Statement
from sayso.spans import overlap
from sayso.terms import (
    ConflictClass,
    ConflictKind,
    JudgeKind,
    Polarity,
    Stance,
    Verdict,
)
from sayso.weigh.differences.alike import (
    one_word,
    told_apart,
)
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.parties import parties, united
from sayso.weigh.language.words import term, terms, tokens
from sayso.weigh.standing.dissent import DISSENT, labels_fake

SURE_OPPOSITE = 0.4
"""Score from which a told opposite is taken as a conflict."""


def denials(m: Material) -> Iterator[Found]:
    """A party denies, doubts or will not confirm what others tell; each refusal once, against its surest target."""
    told = {c.id: [m.statements[i] for i in c.statements if i in m.statements] for c in m.claims}
    home = {s: c.id for c in m.claims for s in c.statements}
    seen: set[tuple[str, int | str, str]] = set()
    for refusal in (m.statements[i] for i in sorted(m.statements)):
        meant = [m.statements[i] for i in m.dissent.get(refusal.id, ()) if i in m.statements]
        if refusal.stance in DISSENT:
            meant += [s for s in told.get(home.get(refusal.id, ""), ()) if s.stance == Stance.AFFIRMS]
        target = next((s for s in meant if told_apart(s, refusal) or _beside(m, s, refusal)), None)
        if target is None or _disclaims(refusal):
            continue
        key = refusal.report, refusal.sentence.start if refusal.stance == Stance.WITHHOLDS else refusal.id, target.id
        if key not in seen:  # a refusal and what it keeps back stand in one sentence
            seen.add(key)
            yield _refused(refusal, target)


def _beside(m: Material, target: Statement, refusal: Statement) -> bool:
    """Whether one sentence tells both as two claims: "a photograph said to show the dead is a fake"."""
    if target.id == refusal.id or m.home.get(target.id) == m.home.get(refusal.id):
        return False
    if labels_fake(refusal):
        return True
    return refusal.found_by == "relative" and not any(overlap(x, y) for x in target.spans for y in refusal.spans)


def _disclaims(refusal: Statement) -> bool:
    """Whether an outlet only could not check ("could not independently verify"), or somebody makes light of a thing."""
    told = " ".join((refusal.predicate, *(c.exact for a in refusal.attributions[-1:] for c in a.cue)))
    if refusal.stance == Stance.DOUBTS and {term(w) for w in words("makes_light")}.intersection(terms(told)):
        return True
    return refusal.stance == Stance.WITHHOLDS and "independently" in tokens(refusal.content)


def _refused(refusal: Statement, target: Statement) -> Found:
    who = refusal.attributions[-1].source.name if refusal.attributions else "a report"
    if refusal.stance == Stance.WITHHOLDS:
        why = f"told by others, but {who} does not confirm it"
        return Found(ConflictKind.STATUS, ConflictClass.SCOPE, target, refusal, why)
    verb = "doubts" if refusal.stance == Stance.DOUBTS else "denies"
    why = f"told by others, {who} {verb} it"
    return Found(ConflictKind.DENIAL, ConflictClass.CONFLICT, target, refusal, why, parties=True)


def opposites(m: Material) -> Iterator[Found]:
    """The judge found one proposition told as so by one and as not so by another, or a person did."""
    stateful = {h.statement.id for h in m.states}
    for j in m.judgements:
        if j.verdict != Verdict.EXCLUDES or j.score < SURE_OPPOSITE:
            continue
        a, b = m.statements.get(j.left), m.statements.get(j.right)
        if a is None or b is None or not told_apart(a, b):
            continue
        if j.kind == JudgeKind.PERSON:
            why = next(iter(j.reasons), f"{j.by} says that they cannot both hold")
            yield Found(ConflictKind.STATUS, ConflictClass.CONFLICT, a, b, why)
            continue
        set_apart = any(words in j.reasons[0] for words in ("two parties", "shares", "two steps"))
        if {a.id, b.id} <= stateful and not set_apart:
            continue
        swapped = "suffers" in j.reasons[0]
        if not swapped and a.object and b.object and not set(terms(a.object)) & set(terms(b.object)):
            continue
        if a.report != b.report and one_word(a, b) and not set_apart:
            continue  # one source, told by two reports: one of them misheard, or it spoke of two things
        negated = a.polarity != b.polarity or bool({a.stance, b.stance} & DISSENT)
        if negated and Polarity.NEGATIVE in (a.polarity, b.polarity):
            yield Found(ConflictKind.DENIAL, ConflictClass.CONFLICT, a, b, j.reasons[0])
        elif not negated and (kind := next((k for words, k in _EXCLUDED.items() if words in j.reasons[0]), None)):
            both = kind == ConflictKind.WHO and united(parties(a), parties(b))
            yield Found(kind, ConflictClass.SCOPE if both else ConflictClass.CONFLICT, a, b, j.reasons[0])


_EXCLUDED = {
    "state": ConflictKind.STATUS,
    "two parties": ConflictKind.WHO,
    "shares": ConflictKind.FIGURE,
    "two steps": ConflictKind.FIGURE,
    "judgements": ConflictKind.STATUS,
    "suffers": ConflictKind.WHO,
    "two causes": ConflictKind.WHO,
}
"""Words of the judge's first reason -> the kind of difference."""
