"""From the log of judgements to clusters: a pure function, so taking a judgement back restores what was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.records import Judgement, sortable
from sayso.terms import JudgeKind, Verdict

APART = (Verdict.EXCLUDES, Verdict.UPDATES, Verdict.DIFFERENT)
MOVABLE = (Verdict.SAME, Verdict.PROBABLE)
"""What the rules must have said of two statements for a model to say otherwise."""
LARGEST = 400
"""No claim holds more statements than this: beyond it, something other than sameness has joined them."""
VETOED = 0.2
"""Likeness from which *different* means that a slot, not the words, keeps two statements apart."""
SUPPORT = 0.5
"""Share of the judged pairs between two groups that must be *same* before they are joined."""


def standing_log(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The judgement that holds for each pair: a person's before a model's before the rules'.

    Of people, and of models, the latest word counts, and *unsure* is no word: what ranks below then holds. Lines that
    were taken back count for nothing. A model moves a link that the rules hold for *same* or *probable*, and no other:
    what a slot forbids and what they do not judge stays as it is.
    """
    rules: dict[tuple[str, str], Judgement] = {}
    spoken: dict[JudgeKind, dict[tuple[str, str], Judgement]] = {JudgeKind.MODEL: {}, JudgeKind.PERSON: {}}
    for j in in_force(judgements):
        pair = (j.left, j.right)
        if j.kind == JudgeKind.RULES:
            if pair not in rules or (j.by, j.score) > (rules[pair].by, rules[pair].score):
                rules[pair] = j
        elif pair not in spoken[j.kind] or _later(j) >= _later(spoken[j.kind][pair]):
            spoken[j.kind][pair] = j
    moved = {pair: _moved(rules[pair], j) for pair, j in spoken[JudgeKind.MODEL].items() if pair in rules}
    people = {pair: j for pair, j in spoken[JudgeKind.PERSON].items() if j.verdict != Verdict.UNSURE}
    return rules | moved | people


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The log without what was taken back, and without the lines that take it back."""
    log = list(judgements)
    undone = {(j.undoes, j.left, j.right) for j in log if j.undoes}
    rules = JudgeKind.RULES
    return [j for j in log if not j.undoes and (j.kind == rules or (j.act, j.left, j.right) not in undone)]


def _later(j: Judgement) -> tuple[str, str]:
    return sortable(j.at), j.by


def _moved(rule: Judgement, model: Judgement) -> Judgement:
    """What holds where a model has spoken: its verdict at the likeness that the rules found.

    So it changes which links count, not the order in which they do. *Excludes* by a model is a suggestion for people:
    it keeps two statements apart, and disputes nothing.
    """
    if rule.verdict not in MOVABLE or model.verdict in (Verdict.UNSURE, Verdict.PROBABLE):
        return rule
    verdict = Verdict.SAME if model.verdict == Verdict.SAME else Verdict.DIFFERENT
    return replace(model, verdict=verdict, score=rule.score)


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
    parted: dict[str, set[str]] = defaultdict(set)
    for (a, b), j in held.items():
        count = [int(j.verdict == Verdict.SAME), 1]
        between[a][b] = between[b][a] = count
        for bars in (barred, parted) if _by_person(j) else (barred,):
            if _bars(j):
                bars[a].add(b)
                bars[b].add(a)
    edges = [j for j in held.values() if j.verdict == Verdict.SAME]
    for j in sorted(edges, key=lambda j: (not _by_person(j), -j.score, j.left, j.right)):
        a, b = home[j.left], home[j.right]
        if a == b or b in (parted if _by_person(j) else barred)[a]:
            continue
        same, judged = between[a][b]
        if not _by_person(j) and (same < SUPPORT * judged or len(groups[a]) + len(groups[b]) > LARGEST):
            continue
        _join(a, b, home, groups, between, barred, parted)
    return sorted((sorted(g) for g in groups.values()), key=lambda g: g[0])


def _bars(j: Judgement) -> bool:
    """Whether a judgement forbids the two ever to share a claim: a person's word, or a veto of the rules.

    Rules say *different* of a pair with a high score only when a slot forbids it. A model's word is one among those
    that are judged between two groups.
    """
    if j.verdict not in APART or j.kind == JudgeKind.MODEL:
        return False
    return _by_person(j) or j.verdict != Verdict.DIFFERENT or j.score >= VETOED


def _by_person(j: Judgement) -> bool:
    return j.kind == JudgeKind.PERSON


def _join(
    a: str,
    b: str,
    home: dict[str, str],
    groups: dict[str, set[str]],
    between: dict[str, dict[str, list[int]]],
    *bars: dict[str, set[str]],
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
    for barred in bars:
        for other in barred.pop(b, set()):
            barred[other].discard(b)
            barred[other].add(a)
            barred[a].add(other)
