"""Which links are most worth a look: those near the level of *same*, where the verdict could as well be another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sayso.records import Judgement, Statement, Weighing
from sayso.terms import JudgeKind, Verdict
from sayso.weigh.matching.judge_rules import Levels
from sayso.weigh.matching.judgements import in_force

NEAR = 0.04
"""How far above the level of *same* a link counts as barely so."""
LEVEL = Levels().same


def unsure(weighing: Weighing, statements: Mapping[str, Statement]) -> list[Judgement]:
    """What the rules say of each link in the unsure band that nobody has settled, the most telling first.

    In the band are the *probable* links between two claims, and those within a claim that are barely *same*. First
    come the best link of each pair of claims, links between reports, links near the level. A link is settled by a
    person's word, or by a model's where that is no mere suggestion (*excludes*).
    """
    home = {s: c.id for c in weighing.claims for s in c.statements}
    log = in_force(weighing.judgements)
    settled = {(j.left, j.right) for j in log if _settles(j)}

    def between(j: Judgement) -> tuple[str, str]:
        a, b = sorted((home[j.left], home[j.right]))
        return a, b

    def in_band(j: Judgement) -> bool:
        if j.kind != JudgeKind.RULES or (j.left, j.right) in settled:
            return False
        if home[j.left] != home[j.right]:
            return j.verdict == Verdict.PROBABLE
        return j.verdict == Verdict.SAME and j.score < LEVEL + NEAR

    def one_report(j: Judgement) -> bool:
        return statements[j.left].report == statements[j.right].report

    def off(j: Judgement) -> tuple[bool, float, str, str]:
        return one_report(j), round(abs(j.score - LEVEL), 4), j.left, j.right

    found = sorted(filter(in_band, log), key=off)
    seen: Counter[tuple[str, str]] = Counter()
    turn = []
    for j in found:
        turn.append((seen[between(j)], *off(j), j))
        seen[between(j)] += 1
    return [row[-1] for row in sorted(turn, key=lambda row: row[:-1])]


def _settles(j: Judgement) -> bool:
    return j.kind == JudgeKind.PERSON or (j.kind == JudgeKind.MODEL and j.verdict != Verdict.EXCLUDES)


def opinions(log: Iterable[Judgement], left: str, right: str) -> tuple[Judgement, ...]:
    """What others than the rules said of a pair, in the order of the log, but for what was taken back."""
    return tuple(in_force(j for j in log if (j.left, j.right) == (left, right) and j.kind != JudgeKind.RULES))
