"""Which statements state the same claim: candidates by shared rare words and near vectors, then a judge.

Work grows with the number of statements, not with its square: a statement is compared with its few best candidates
only, and statements equal in every slot are judged once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, pairwise

import numpy as np

from sayso.records import Judgement, Reading, Report, Statement, sortable
from sayso.terms import Verdict
from sayso.weigh.matching import vectors as model
from sayso.weigh.matching.judge import Judge, Likeness, Opinion
from sayso.weigh.matching.judge_rules import RuleJudge
from sayso.weigh.matching.likenesses import Likenesses
from sayso.weigh.propositions import Normaliser, Proposition
from sayso.weigh.who.identity import Identity

CANDIDATES = 24
"""How many candidates of a statement are judged at most, by words and by vectors each."""
WINDOW = 40
"""How many neighbours on either side are looked at in the list of statements that share a word."""
CLOSURE = 24
"""Size up to which all pairs inside a group are judged, so that grouping knows all of them."""
WORTH_KEEPING = 0.2
"""Score below which *different* goes without saying."""


@dataclass(frozen=True)
class Context:
    """What matching needs to know of the story."""

    reports: tuple[Report, ...]
    identity: Identity
    readings: tuple[Reading, ...] = ()
    vectors: bool = True
    embed: model.Embed = model.embed
    judge: Judge | None = None


def order(statements: Iterable[Statement], reports: Sequence[Report]) -> list[Statement]:
    """Statements by time of publication, then by id: an order that does not depend on how they came in."""
    at = {r.id: sortable(r.published) or "9" for r in reports}
    return sorted(statements, key=lambda s: (at.get(s.report, "9"), s.report, s.sentence.start, s.id))


class Field:
    """The pairs of a story worth judging, and how each stands out among its rivals."""

    def __init__(self, heads: Sequence[Proposition], like: Likenesses) -> None:
        """``heads``: the propositions in their fixed order."""
        self._heads = heads
        self._like = like
        self.pairs = sorted(candidates(heads, like))
        self._rivals: dict[tuple[int, str], list[tuple[float, int]]] = {}
        for i, j in self.pairs:
            plain = like.plain(i, j)
            self._keep(i, j, plain)
            self._keep(j, i, plain)

    def _keep(self, i: int, j: int, plain: float) -> None:
        """Remember the two best matches of ``i`` in the report of ``j``."""
        rows = self._rivals.setdefault((i, self._heads[j].statement.report), [])
        if len(rows) < 2 or (-plain, j) < rows[1]:
            rows[1:] = [(-plain, j)]
            rows.sort()

    def likeness(self, i: int, j: int) -> Likeness:
        """The likeness of two propositions with its lead over each one's next best match in the other's report."""
        return self._like.with_synonyms(i, j, self.without_synonyms(i, j))

    def without_synonyms(self, i: int, j: int) -> Likeness:
        """The same, synonyms left aside."""
        return self._like.without_synonyms(i, j, (self._next(i, j), self._next(j, i)))

    def _next(self, i: int, j: int) -> float:
        """How alike ``i`` and its best match in the report of ``j`` beside ``j`` are."""
        rows = self._rivals.get((i, self._heads[j].statement.report), ())
        for plain, other in rows:
            if other != j:
                return -plain
        return 0.0


@dataclass(frozen=True)
class Matched:
    """What was judged, and what it was judged by."""

    judgements: tuple[Judgement, ...]
    """Sorted by ids."""
    like: Likenesses
    """Its propositions are one for all that are equal in every slot."""
    bench: Judge


def judge(statements: Sequence[Statement], context: Context) -> tuple[Judgement, ...]:
    """The judgements of :func:`match` alone."""
    return match(statements, context).judgements


def match(statements: Sequence[Statement], context: Context) -> Matched:
    """Judgements on all pairs worth one. *Different* is left out where grouping does not need it."""
    listed = order(statements, context.reports)
    props = Normaliser(context.identity, context.reports, context.readings).propositions(listed)
    heads, members = _forms(props)
    bench = context.judge or RuleJudge()
    bounded = bench if type(bench) is RuleJudge else None  # any other judge may score as it likes, and sees all pairs
    alone = len({p.statement.report for p in heads}) < 2
    likes = Likenesses(heads, context.embed if context.vectors and not alone else None)
    field = Field(heads, likes)
    done: dict[tuple[int, int], Judgement] = {}

    def decide(i: int, j: int) -> Verdict:
        if (i, j) not in done:
            like = field.without_synonyms(i, j)
            if bounded and bounded.ceiling(heads[i], heads[j], like) < min(WORTH_KEEPING, bounded.levels.related):
                return Verdict.DIFFERENT
            opinion = bench.judge(heads[i], heads[j], likes.with_synonyms(i, j, like))
            done[i, j] = judgement(heads[i].statement.id, heads[j].statement.id, opinion, bench.name)
        return done[i, j].verdict

    links: dict[int, set[int]] = defaultdict(set)
    for i, j in field.pairs:
        if decide(i, j) == Verdict.SAME:
            links[i].add(j)
            links[j].add(i)
    for group in _components(len(heads), links):
        if len(group) <= CLOSURE:
            for i, j in combinations(group, 2):
                decide(i, j)
    out = [v for v in done.values() if v.verdict != Verdict.DIFFERENT or v.score >= WORTH_KEEPING]
    equal = Opinion(Verdict.SAME, 1.0, ("equal in every slot",))
    out += [judgement(a, b, equal, bench.name) for group in members for a, b in pairwise(group)]
    return Matched(tuple(sorted(out, key=lambda v: (v.left, v.right))), likes, bench)


def judgement(a: str, b: str, opinion: Opinion, by: str) -> Judgement:
    """An opinion on two statements as a line of the log."""
    left, right = sorted((a, b))
    return Judgement(
        left=left, right=right, verdict=opinion.verdict, score=opinion.score, reasons=opinion.reasons, by=by
    )


def _forms(props: Sequence[Proposition]) -> tuple[list[Proposition], list[list[str]]]:
    """One proposition for all that are equal in every slot, and whom it stands for; never two of one sentence."""
    groups: dict[tuple[Hashable, ...], list[Proposition]] = {}
    told: Counter[tuple[Hashable, ...]] = Counter()
    for p in props:
        sentence = (p.form, p.statement.report, p.statement.sentence.start)
        groups.setdefault((told[sentence], p.form), []).append(p)
        told[sentence] += 1
    return [g[0] for g in groups.values()], [[p.statement.id for p in g] for g in groups.values()]


def candidates(props: Sequence[Proposition], like: Likenesses) -> set[tuple[int, int]]:
    """Pairs worth judging: the best by shared words, and the nearest by vectors where there are any."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, p in enumerate(props):
        for t in p.terms:
            postings[t].append(i)
    place = {t: {i: at for at, i in enumerate(rows)} for t, rows in postings.items()}
    pairs: set[tuple[int, int]] = set()
    for i, p in enumerate(props):
        votes: dict[int, float] = defaultdict(float)
        for t in sorted(p.terms):
            rows, at = postings[t], place[t][i]
            weight = like.weight[t]
            for j in rows[max(0, at - WINDOW) : at + WINDOW + 1]:
                votes[j] += weight
        votes.pop(i, None)
        best = nsmallest(CANDIDATES, [(-weight, j) for j, weight in votes.items()])
        pairs.update((i, j) if i < j else (j, i) for _, j in best)
    if like.matrix is not None:
        near = min(CANDIDATES, len(props) - 1)
        cosines = like.matrix @ like.matrix.T
        np.fill_diagonal(cosines, -2)
        top = np.argpartition(-cosines, near - 1, axis=1)[:, :near]
        pairs.update((min(i, int(j)), max(i, int(j))) for i in range(len(props)) for j in top[i])
    return pairs


def _components(size: int, links: dict[int, set[int]]) -> list[list[int]]:
    seen: set[int] = set()
    out = []
    for start in range(size):
        if start in seen or start not in links:
            continue
        group, queue = [], [start]
        seen.add(start)
        while queue:
            i = queue.pop()
            group.append(i)
            fresh = links[i] - seen
            seen |= fresh
            queue.extend(sorted(fresh))
        out.append(sorted(group))
    return out
