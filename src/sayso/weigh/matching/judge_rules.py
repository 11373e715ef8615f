"""The default judge: vetoes on typed slots, then a plain sum of likenesses."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.terms import Verdict
from sayso.weigh.matching.judge import Likeness, Opinion
from sayso.weigh.matching.vetoes import first, kin
from sayso.weigh.matching.vetoes_of_figures import agree, comparable, same_toll
from sayso.weigh.propositions import TELLING, Proposition


@dataclass(frozen=True)
class Weights:
    """What each likeness adds to the score. Set by hand, checked on three annotated stories, one left out at a time."""

    words: float = 0.40
    near: float = 0.10
    meaning: float = 0.25
    lead: float = 0.20
    wide: float = 0.20
    predicate: float = 0.05
    number: float = 0.05
    toll: float = 0.10
    """Both count the victims and name one figure, however they put it: "six were killed", "the toll rose to six"."""
    subject: float = 0.03
    strangers: float = -0.10
    """Other verbs, and whoever takes part in the one is nowhere in the other: they share circumstances only."""


UNLIKE = 0.2
"""Score below which two clauses are apart whatever their slots say; most pairs are, and their slots are left alone."""


ROUNDED = 1e-4
"""How much a score may gain by being rounded."""


@dataclass(frozen=True)
class Levels:
    """Scores from which a verdict holds."""

    same: float = 0.36
    probable: float = 0.30
    related: float = 0.20


class RuleJudge:
    """Deterministic, symmetric, needs no training data; without vectors the words carry their weight."""

    name = "rules/1"

    def __init__(self, weights: Weights | None = None, levels: Levels | None = None) -> None:
        """Other weights and levels may be given, for measuring."""
        self.weights = weights or Weights()
        self.levels = levels or Levels()

    def score(self, left: Proposition, right: Proposition, likeness: Likeness) -> tuple[float, tuple[str, ...]]:
        """The sum, 0 to 1, and what it is made of in words."""
        w = self.weights
        fullness = _fullness(left, right)
        total = self._common(likeness, fullness)
        reasons = [f"words {likeness.words:.2f}"]
        if likeness.near:
            total += w.near * fullness * likeness.near
            reasons.append("synonyms " + ", ".join(f"{a} and {b}" for a, b in likeness.synonyms))
        if likeness.meaning is not None:
            total += w.meaning * likeness.meaning
            reasons.append(f"meaning {likeness.meaning:.2f}")
        if likeness.lead > 0:
            reasons.append(f"ahead of all else by {likeness.lead:.2f}")
        if left.predicate and left.predicate == right.predicate:
            total += w.predicate
            reasons.append("same verb")
        if left.subject & right.subject:
            total += w.subject
            reasons.append("same subject")
        if any(agree(a, b) for a, b in comparable(left, right)):
            total += w.number
            reasons.append("same figure")
        if same_toll(left, right):
            total += w.toll
            reasons.append("same toll")
        elif _strangers(left, right):
            total += w.strangers
            reasons.append("other verb, other participants")
        return round(min(1.0, max(0.0, total)), 4), tuple(reasons)

    def ceiling(self, left: Proposition, right: Proposition, likeness: Likeness) -> float:
        """A bound that the score never exceeds, found in a fraction of its time; ``likeness`` needs no synonyms yet."""
        w = self.weights
        fullness = _fullness(left, right)
        total = self._common(likeness, fullness) + w.meaning * (likeness.meaning or 0.0) + ROUNDED
        total += max(0.0, w.near) * fullness * max(0.0, 1 - likeness.words)
        if left.predicate and left.predicate == right.predicate:
            total += w.predicate
        if left.subject & right.subject:
            total += w.subject
        if left.numbers and right.numbers:
            total += max(0.0, w.number) + max(0.0, w.toll)
        return total + max(0.0, w.strangers)

    def _common(self, likeness: Likeness, fullness: float) -> float:
        """What words, the sentences around and the lead add to the score."""
        w = self.weights
        words = w.words + (w.meaning if likeness.meaning is None else 0.0)
        return words * fullness * likeness.words + w.wide * likeness.wide + w.lead * likeness.lead

    def judge(self, left: Proposition, right: Proposition, likeness: Likeness) -> Opinion:
        """Vetoes come after the score, so that only what would be one claim is called an exclusion."""
        score, reasons = self.score(left, right, likeness)
        level = self._level(score)
        if score < min(UNLIKE, self.levels.related):
            return Opinion(level, score, reasons)
        veto = first(left, right)
        if veto is None:
            return Opinion(level, score, reasons)
        if veto.verdict == Verdict.PROBABLE and level in (Verdict.SAME, Verdict.PROBABLE):
            return Opinion(Verdict.PROBABLE, min(score, self.levels.same), (veto.reason, *reasons))
        if level == Verdict.SAME and veto.verdict != Verdict.DIFFERENT and kin(left, right, veto):
            return Opinion(veto.verdict, score, (veto.reason, *reasons))
        weaker = Verdict.DIFFERENT if Verdict.DIFFERENT in (level, veto.verdict) else Verdict.RELATED
        return Opinion(weaker, score, (veto.reason, *reasons))

    def _level(self, score: float) -> Verdict:
        if score >= self.levels.same:
            return Verdict.SAME
        if score >= self.levels.probable:
            return Verdict.PROBABLE
        return Verdict.RELATED if score >= self.levels.related else Verdict.DIFFERENT


def _fullness(left: Proposition, right: Proposition) -> float:
    """How far both clauses say by themselves what they are about, 0 to 1."""
    return min(1.0, len(left.terms) / TELLING, len(right.terms) / TELLING)


def _strangers(p: Proposition, q: Proposition) -> bool:
    """Whether two propositions have neither verb nor participants in common, not even elsewhere in the clause.

    Two qualities of two things are strangers wherever the things are named ("the tower is lit", "... is seen from it").
    """
    if p.predicate == q.predicate or not p.heads or not q.heads or p.heads & q.heads:
        return False
    if all(x.statement.predicate.startswith("be ") for x in (p, q)):
        return True
    return not p.heads & q.terms and not q.heads & p.terms
