"""From the log of judgements to clusters: a pure function, so taking a judgement back restores what was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.records import Judgement
from sayso.terms import Verdict

APART = (Verdict.EXCLUDES, Verdict.UPDATES, Verdict.DIFFERENT)
LARGEST = 400
"""No claim holds more statements than this: beyond it, something other than sameness has joined them."""
VETOED = 0.2
"""Likeness from which *different* means that a slot, not the words, keeps two statements apart."""
SUPPORT = 0.5
"""Share of the judged pairs between two groups that must be *same* before they are joined."""


def standing_log(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The judgement that holds for each pair: people (who have a time) overrule rules, the latest of them wins.

    *Unsure* by a person takes that pair's earlier judgements by people back.
    """
    rules: dict[tuple[str, str], Judgement] = {}
    people: dict[tuple[str, str], Judgement] = {}
    for j in judgements:
        pair = (j.left, j.right)
        if j.at is None:
            if pair not in rules or (j.by, j.score) > (rules[pair].by, rules[pair].score):
                rules[pair] = j
        elif pair not in people or people[pair].at is None or j.at >= people[pair].at:  # type: ignore[operator]
            people[pair] = j
    return rules | {pair: j for pair, j in people.items() if j.verdict != Verdict.UNSURE}


def clusters(statement_ids: Sequence[str], judgements: Iterable[Judgement]) -> list[list[str]]:
    """Groups of statements that state the same claim, each sorted, in the order of their first ids.

    Average link over the judged pairs: two groups join when most of the pairs judged between them are *same* and
    nobody has said that two of their members are not. What people say counts before all rules.
    """
    known = set(statement_ids)
    held = {p: j for p, j in standing_log(judgements).items() if p[0] in known and p[1] in known}
    home = {s: s for s in known}
    groups = {s: {s} for s in known}
    between: dict[str, dict[str, list[int]]] = defaultdict(dict)
    barred: dict[str, set[str]] = defaultdict(set)
    for (a, b), j in held.items():
        count = [int(j.verdict == Verdict.SAME), 1]
        between[a][b] = between[b][a] = count
        if _bars(j):
            barred[a].add(b)
            barred[b].add(a)
    edges = [j for j in held.values() if j.verdict == Verdict.SAME]
    for j in sorted(edges, key=lambda j: (j.at is None, -j.score, j.left, j.right)):
        a, b = home[j.left], home[j.right]
        if a == b or b in barred[a]:
            continue
        same, judged = between[a][b]
        if j.at is None and (same < SUPPORT * judged or len(groups[a]) + len(groups[b]) > LARGEST):
            continue
        _join(a, b, home, groups, between, barred)
    return sorted((sorted(g) for g in groups.values()), key=lambda g: g[0])


def _bars(j: Judgement) -> bool:
    """Whether a judgement forbids the two ever to share a claim: a person's word, or a veto of the rules.

    Rules say *different* of a pair with a high score only when a slot forbids it.
    """
    return j.verdict in APART and (j.at is not None or j.verdict != Verdict.DIFFERENT or j.score >= VETOED)


def _join(
    a: str,
    b: str,
    home: dict[str, str],
    groups: dict[str, set[str]],
    between: dict[str, dict[str, list[int]]],
    barred: dict[str, set[str]],
) -> None:
    """Put the smaller group into the larger one and add up what was judged between them and all others."""
    if (len(groups[a]), a) < (len(groups[b]), b):
        a, b = b, a
    for s in groups[b]:
        home[s] = a
    groups[a] |= groups.pop(b)
    for other, count in between.pop(b, {}).items():
        between[other].pop(b, None)
        if other == a:
            continue
        old = between[a].get(other, [0, 0])
        between[a][other] = between[other][a] = [old[0] + count[0], old[1] + count[1]]
    for other in barred.pop(b, set()):
        barred[other].discard(b)
        barred[other].add(a)
        barred[a].add(other)
