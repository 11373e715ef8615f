"""``python -m evals.pairs``: the graded clause pairs of the annotated clusters, judged by sayso's judge.

Each clause of the gold is the statement that was read there (or one made on its words), in a cluster that is read and
weighed whole. Shown for each cluster: precision of *same* against all the rest at recall .5 (by the judge's score; what
a slot forbids comes last), and the share of the hard negatives (same words or topic, something else) called *same*.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.clauses import statement_on
from evals.pipeline import picture_of
from evals.rows import SHARED
from sayso.records import Picture, Reading, Span, Statement
from sayso.terms import Verdict
from sayso.weigh.matching.judge import Opinion
from sayso.weigh.matching.judge_rules import RuleJudge
from sayso.weigh.matching.likenesses import Likenesses
from sayso.weigh.matching.pairs import Field, order
from sayso.weigh.matching.vectors import embed
from sayso.weigh.propositions import Normaliser
from sayso.weigh.who.identity import identify

CLUSTERS = ("C", "D")
"""Clusters whose gold grades pairs; the seeds' does not."""
OPEN = (Verdict.SAME, Verdict.PROBABLE, Verdict.RELATED)


@dataclass(frozen=True)
class Graded:
    """A pair of the gold with what the judge says of it."""

    id: str
    label: str
    opinion: Opinion

    @property
    def likeness(self) -> float:
        """The judge's score, below 0 where the verdict is that they are not one claim."""
        return self.opinion.score if self.opinion.verdict in OPEN else self.opinion.score - 1


def graded(picture: Picture, pairs: list[dict[str, Any]], files: dict[str, str]) -> list[Graded]:
    """The judge's opinion on each pair; ``files`` tells the file of each report of the gold."""
    readings = {
        Path(r.name).name: reading for r in picture.reports for reading in picture.readings if reading.report == r.id
    }
    clauses = [[_clause(pair[side], readings[files[pair[side]["seed"]]]) for side in "ab"] for pair in pairs]
    told = {s.id: s for reading in picture.readings for s in reading.statements}
    told |= {s.id: s for both in clauses for s in both}
    statements = order(told.values(), picture.reports)
    normaliser = Normaliser(identify(picture.readings), picture.reports, picture.readings)
    propositions = normaliser.propositions(statements)
    place = {s.id: i for i, s in enumerate(statements)}
    field = Field(propositions, Likenesses(propositions, embed))
    judge = RuleJudge()
    out = []
    for pair, both in zip(pairs, clauses, strict=True):
        i, j = (place[s.id] for s in both)
        opinion = judge.judge(propositions[i], propositions[j], field.likeness(i, j))
        out.append(Graded(pair["id"], pair["label"], opinion))
    return out


def _clause(side: dict[str, Any], reading: Reading) -> Statement:
    span = Span(report=reading.report, start=side["start"], end=side["end"], exact=side["quote"])
    return statement_on(span, reading)


def figures(rows: list[Graded]) -> dict[str, float]:
    """Per cent: precision at recall .5, and hard negatives called *same*."""
    ranked = sorted(rows, key=lambda g: (-g.likeness, g.label == "same"))
    wanted = sum(g.label == "same" for g in rows) / 2
    found = at = 0
    while found < wanted:
        found += ranked[at].label == "same"
        at += 1
    hard = [g for g in rows if g.label == "related-but-different"]
    wrong = sum(g.opinion.verdict == Verdict.SAME for g in hard)
    return {
        "precision_at_half": 100 * found / at,
        "hard_called_same": 100 * wrong / len(hard),
    }


def cluster(name: str) -> list[Graded]:
    """The graded pairs of one annotated cluster."""
    gold = SHARED / "gold" / name
    pairs = [json.loads(line) for line in (gold / "pairs.jsonl").read_text(encoding="utf-8").splitlines() if line]
    meta = json.loads((gold / "claims.json").read_text(encoding="utf-8"))["meta"]["seeds"]
    return graded(picture_of(gold / "reports"), pairs, {key: m["file"] for key, m in meta.items()})


def main() -> int:
    """Print the figures and how each label is judged."""
    if not (SHARED / "gold").is_dir():
        print(f"evals.pairs: skipped, no shared data at {SHARED} (set SAYSO_SHARED)")
        return 0
    for name in CLUSTERS:
        rows = cluster(name)
        print(name, "  ".join(f"{k} {v:.1f}" for k, v in figures(rows).items()))
        for label in sorted({g.label for g in rows}):
            said = Counter(g.opinion.verdict.value for g in rows if g.label == label)
            print(f"  {label:22}" + "  ".join(f"{v} {n}" for v, n in said.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
