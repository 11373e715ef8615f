"""What each likeness is worth for telling one claim from another: ``python -m scripts.fit_judge``.

Pairs of statements of two reports of the annotated clusters that no slot forbids to be one; they are one where the
gold has them in one claim. A logistic regression is fitted on two clusters and ranks the pairs of the third; printed is
its average precision in per cent, beside that of the weights set by hand. Nothing is drawn by lot.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evals.pipeline import picture_of
from evals.rows import CLUSTER, ROWS, SHARED
from numpy.typing import NDArray

from sayso.records import Picture, Statement
from sayso.weigh.matching.judge import Likeness
from sayso.weigh.matching.judge_rules import RuleJudge
from sayso.weigh.matching.likenesses import Likenesses
from sayso.weigh.matching.pairs import Field, order
from sayso.weigh.matching.vectors import embed
from sayso.weigh.matching.vetoes import first
from sayso.weigh.matching.vetoes_of_figures import agree, comparable, same_toll
from sayso.weigh.propositions import TELLING, Normaliser, Proposition
from sayso.weigh.who.identity import identify

Vector = NDArray[np.float64]
RIDGE = 1.0
SETS = {
    "words alone": ("words",),
    "words, meaning, lead": ("words", "meaning", "lead"),
    "the judge's": ("words", "wide", "meaning", "lead", "predicate", "number", "subject", "toll"),
    "and times, cover, heads": ("words", "wide", "meaning", "lead", "predicate", "number", "subject", "toll", "when",
                                "cover", "heads"),
}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two statements: whether they are one claim, the judge's score, and their likenesses by name."""

    one: bool
    score: float
    features: dict[str, float]


def features(p: Proposition, q: Proposition, like: Likeness) -> dict[str, float]:
    """Each from 0 to 1."""
    when = p.start and q.start and p.end and q.end and p.start <= q.end and q.start <= p.end
    return {
        "words": like.words * min(1.0, len(p.terms) / TELLING, len(q.terms) / TELLING),
        "cover": like.cover,
        "wide": like.wide,
        "meaning": like.meaning or 0.0,
        "lead": like.lead,
        "predicate": float(p.predicate != "" and p.predicate == q.predicate),
        "number": float(any(agree(a, b) for a, b in comparable(p, q))),
        "subject": float(bool(p.subject & q.subject)),
        "toll": float(same_toll(p, q)),
        "when": float(bool(when)),
        "heads": len(p.heads & q.heads) / max(1, len(p.heads | q.heads)),
    }


def gold_claims(picture: Picture, gold: Path) -> dict[str, set[str]]:
    """Statement -> the claims of the gold whose evidence it covers best."""
    found = json.loads((gold / "claims.json").read_text(encoding="utf-8"))
    seed_of = {m["file"]: seed for seed, m in found["meta"]["seeds"].items()}
    report_of = {seed_of[Path(r.name).name]: r.id for r in picture.reports}
    evidence: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in found["claims"]:
        for e in claim["evidence"]:
            evidence[report_of[e["seed"]]].append((e["start"], e["end"], claim["id"]))
    return {s.id: _nearest(s, evidence[s.report]) for r in picture.readings for s in r.statements}


def _nearest(statement: Statement, evidence: list[tuple[int, int, str]]) -> set[str]:
    shares: dict[str, float] = {}
    for span in statement.spans:
        for start, end, claim in evidence:
            common = min(end, span.end) - max(start, span.start)
            share = common / (max(end, span.end) - min(start, span.start))
            shares[claim] = max(share, shares.get(claim, 0.0))
    best = max(shares.values(), default=0.0)
    return {claim for claim, share in shares.items() if share >= 0.6 * best and share >= 0.2}


def pairs(folder: Path, gold: Path) -> list[Pair]:
    """The candidates of a cluster, from two reports each, without those that a slot forbids."""
    picture = picture_of(folder)
    claims = gold_claims(picture, gold)
    statements = order((s for r in picture.readings for s in r.statements), picture.reports)
    normaliser = Normaliser(identify(picture.readings), picture.reports, picture.readings)
    told = normaliser.propositions(statements)
    field = Field(told, Likenesses(told, embed))
    judge = RuleJudge()
    out = []
    for i, j in field.pairs:
        p, q = told[i], told[j]
        if p.statement.report != q.statement.report and first(p, q) is None:
            like = field.likeness(i, j)
            one = bool(claims[p.statement.id] & claims[q.statement.id])
            out.append(Pair(one, judge.score(p, q, like)[0], features(p, q, like)))
    return out


def fit(rows: list[Pair], names: tuple[str, ...]) -> Vector:
    """Weights of a ridge logistic regression by Newton's method, the constant last."""
    x, y = _table(rows, names), np.array([float(r.one) for r in rows])
    ridge = np.diag([RIDGE] * len(names) + [0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = (x * (chance * (1 - chance) + 1e-6)[:, None]).T @ x + ridge
        weights += np.linalg.solve(slope, x.T @ (y - chance) - ridge @ weights)
    return weights


def _table(rows: list[Pair], names: tuple[str, ...]) -> Vector:
    return np.array([[r.features[n] for n in names] + [1.0] for r in rows])


def average_precision(rows: list[Pair], scores: Vector) -> float:
    """Per cent."""
    ranked = np.array([r.one for r in rows])[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return 100 * float(precision[ranked].mean())


def main() -> None:
    """Print the table."""
    clusters = {r.name: pairs(SHARED / r.data, SHARED / r.gold) for r in ROWS if r.metrics is CLUSTER}
    print(f"{'left out':26}" + "".join(f"{name:>8}" for name in clusters))
    own = [average_precision(rows, np.array([r.score for r in rows])) for rows in clusters.values()]
    print(f"{'weights set by hand':26}" + "".join(f"{x:8.1f}" for x in own))
    for title, names in SETS.items():
        line = []
        for left_out, rows in clusters.items():
            weights = fit([r for name, rest in clusters.items() if name != left_out for r in rest], names)
            line.append(average_precision(rows, _table(rows, names) @ weights))
        print(f"{title:26}" + "".join(f"{x:8.1f}" for x in line))


if __name__ == "__main__":
    main()
