"""Which claims a briefing needs most: a sum of few, plain features, each between 0 and 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log2

from sayso.records import Claim, Statement, Weighing
from sayso.tell.quote import readable, words
from sayso.tell.timeline import day_of
from sayso.tell.views import View
from sayso.terms import Certainty, Phase, Stance

WEIGHTS: Mapping[str, float] = {
    "reports": 2.0,  # how many reports carry it
    "told": 1.5,  # how often it is told, within a report too
    "origins": 1.0,  # how many independent origins it has for certain
    "headline": 1.5,  # how much of a headline of the story it says
    "leads": 1.0,  # how near the head of a report it stands: news puts the most important first
    "central": 1.0,  # how far it speaks of what the whole story speaks of
    "recent": 1.0,  # how near the end of the story it lies
    "harm": 1.0,  # people killed, hurt, displaced, missing
    "figures": 1.5,  # a number is said
    "dated": 1.0,  # whether its day is known
    "attributed": 0.5,  # a source stands for it
    "contested": 1.0,  # somebody denies it or does not confirm it
    "readable": 1.5,  # whether its words can stand alone
}
"""What each feature weighs. Set by hand from how news is written, and held against what editors of three unlike stories
chose: they agree on which features count for something, too few stories to fit the weights to."""

_HARM = frozenset({"killed", "injured", "missing", "displaced", "evacuated", "arrested"})
_DAYS_KEPT = 7.0


class Choice:
    """Importance of the claims of one story."""

    def __init__(self, weighing: Weighing, view: View) -> None:
        self._view = view
        self._reports = max(1, len(weighing.story.reports))
        self._members = weighing.story.reports
        self._voices = max(1, view.voices(weighing.story.reports)[0])
        self._main: dict[str, float] = {}
        titles = (words(view.headline(r)) for r in weighing.story.reports)
        self._titles = [t for t in (*titles, words(weighing.story.title)) if t]
        self._common = self._entity_shares(weighing)
        self._last = max((_latest(s) for c in weighing.claims for s in view.present(c.statements)), default=0.0)
        self.score = {c.id: self._score(c) for c in weighing.claims}

    def ranked(self, claims: list[Claim]) -> list[Claim]:
        """Claims, the most important first; ties in order of their ids."""
        return sorted(claims, key=lambda c: (-self.score[c.id], c.id))

    def features(self, claim: Claim) -> dict[str, float]:
        """The features of a claim, each from 0 to 1."""
        statements = self._view.present(claim.statements)
        if not statements:
            return {}
        assessment = self._view.assessments.get(claim.id)
        return {
            "reports": log2(1 + len(claim.reports)) / log2(1 + max(2, self._reports)),
            "told": min(1.0, log2(len(statements)) / 3),
            "origins": log2(1 + min(3, assessment.origins_low if assessment else 0)) / 2,
            "headline": max(self._headline(s) for s in statements),
            "leads": max(self._lead(s) for s in statements),
            "central": max((self._common.get(e, 0.0) for s in statements for e in s.entities), default=0.0),
            "recent": self._recency(statements),
            "harm": float(any(q.role in _HARM for s in statements for q in s.quantities)),
            "figures": float(any(s.quantities for s in statements)),
            "dated": float(any(day_of(s) for s in statements)),
            "attributed": float(any(s.attributions for s in statements)),
            "contested": float(bool(assessment and (assessment.denied_by or assessment.withheld_by))),
            "readable": max(readable(s) for s in statements),
        }

    def main(self, claim: Claim) -> float:
        """How far a claim is what the story is about, 0 to 1: the share of reports, of their heads, and how early."""
        if claim.id not in self._main:
            statements = self._view.present(claim.statements)
            said = [words(s.content) for s in statements]
            heads = [self._view.head_words(r) for r in self._members]
            near = max((sum(len(w & h) for h in heads) / (len(heads) * max(6, len(w))) for w in said), default=0.0)
            carried = self._view.voices(claim.reports)[0] / self._voices
            leads = max((self._lead(s) for s in statements), default=0.0)
            alone = max((readable(s) for s in statements), default=0.0)
            self._main[claim.id] = (near + carried + 0.5 * leads + 0.5 * alone) / 3
        return self._main[claim.id]

    def _score(self, claim: Claim) -> float:
        total = sum(WEIGHTS[name] * value for name, value in self.features(claim).items())
        return total * min((_footing(s) for s in self._view.present(claim.statements)), default=0.0)

    def _headline(self, statement: Statement) -> float:
        said = words(statement.content)
        return max((len(said & title) / len(title) for title in self._titles), default=0.0)

    def _lead(self, statement: Statement) -> float:
        length = max(1, len(self._view.reports[statement.report].text))
        return 1.0 - statement.sentence.start / length

    def _recency(self, statements: tuple[Statement, ...]) -> float:
        latest = max((t for s in statements if (t := _latest(s))), default=0.0)
        return max(0.0, 1.0 - (self._last - latest) / _DAYS_KEPT) if latest else 0.0

    def _entity_shares(self, weighing: Weighing) -> dict[str, float]:
        """The share of the story's reports that speak of each entity."""
        seen: Counter[str] = Counter()
        for report in weighing.story.reports:
            seen.update(self._view.entities.get(report, ()))
        return {entity: n / self._reports for entity, n in seen.items()}


def _latest(statement: Statement) -> float:
    """The last day a statement can be about, counted from the epoch; 0 when open or yet to come."""
    when = statement.when.latest if statement.when else None
    return when.timestamp() / 86_400 if when and statement.phase is not Phase.FUTURE else 0.0


def _footing(statement: Statement) -> float:
    """Below 1 for what is only wished for, guessed or asked: it belongs further down."""
    if statement.phase is Phase.HYPOTHETICAL or statement.stance is Stance.URGES:
        return 0.5
    return 0.8 if statement.certainty is Certainty.POSSIBLE else 1.0
