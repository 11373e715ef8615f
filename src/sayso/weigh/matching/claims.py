"""Clusters of statements to claims: one text, taken word for word from the best statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from sayso.records import Claim, Judgement, Report, Statement, content_id, sortable
from sayso.terms import Certainty, JudgeKind, Stance, Verdict
from sayso.weigh.matching.judgements import APART

LONG = 240
"""Characters beyond which a passage reads as more than one claim."""


def claims(
    clusters: Sequence[Sequence[str]],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    held: Mapping[tuple[str, str], Judgement],
    story: str = "",
) -> tuple[Claim, ...]:
    """One claim a cluster, in the order in which they were first told; ``held`` holds one judgement a pair."""
    home = {s: i for i, cluster in enumerate(clusters) for s in cluster}
    ids = [content_id("claim", *sorted(cluster)) for cluster in clusters]
    excludes: dict[int, set[str]] = defaultdict(set)
    probable: dict[int, set[str]] = defaultdict(set)
    for j in held.values():
        if j.left not in home or j.right not in home or home[j.left] == home[j.right]:
            continue
        a, b = home[j.left], home[j.right]
        if j.verdict == Verdict.EXCLUDES:
            excludes[a].add(ids[b])
            excludes[b].add(ids[a])
        elif j.verdict in (Verdict.PROBABLE, Verdict.SAME):
            probable[a].add(j.right)
            probable[b].add(j.left)
    out = []
    for i, cluster in enumerate(clusters):
        members = [statements[s] for s in cluster]
        best = best_statement(members, reports)
        seen = [p for s in members if (p := reports[s.report].published) is not None]
        out.append(
            Claim(
                id=ids[i],
                text=best.content,
                best=best.id,
                statements=tuple(
                    s.id for s in sorted(members, key=lambda s: (_when(s, reports), s.report, s.sentence.start, s.id))
                ),
                reports=tuple(sorted({s.report for s in members}, key=lambda r: (_published(r, reports), r))),
                story=story,
                first_seen=min(seen, default=None),
                probable=tuple(sorted(probable[i])),
                excludes=tuple(sorted(excludes[i])),
            )
        )
    return tuple(sorted(out, key=lambda c: (_when(statements[c.best], reports), c.id)))


def of_one_list(
    clusters: Sequence[Sequence[str]], statements: Mapping[str, Statement], judgements: Iterable[Judgement]
) -> list[list[str]]:
    """Clusters that rest on the very same passage, one clause said of each member of a list, put together.

    Members stay apart where another report tells of them, or where a person has said that they are not one.
    """
    parted = {(j.left, j.right) for j in judgements if j.kind == JudgeKind.PERSON and j.verdict in APART}
    groups: dict[tuple[Hashable, ...], list[list[str]]] = defaultdict(list)
    for cluster in clusters:
        alone = len({statements[s].report for s in cluster}) == 1
        home = groups[tuple(sorted({_clause(statements[s]) for s in cluster})) if alone else tuple(cluster)]
        mates = next((g for g in home if not any((min(a, b), max(a, b)) in parted for a in g for b in cluster)), None)
        if mates is None:
            home.append(list(cluster))
        else:
            mates.extend(cluster)
    return sorted((sorted(g) for home in groups.values() for g in home), key=lambda g: g[0])


def _clause(s: Statement) -> tuple[Hashable, ...]:
    """Where a statement stands and what it says of whatever it is told of."""
    spans = tuple((p.start, p.end) for p in s.spans)
    counts = tuple((q.span.start, q.role) for q in s.quantities)
    return (s.report, spans, s.predicate, s.polarity.value, s.stance.value, counts)


def best_statement(members: Sequence[Statement], reports: Mapping[str, Report]) -> Statement:
    """The statement that tells the claim best: affirmed, without a hedge, complete, unbroken, not overlong, early."""

    def rank(s: Statement) -> tuple[object, ...]:
        slots = sum(
            (bool(s.subject), bool(s.predicate), bool(s.object), bool(s.when), bool(s.where), bool(s.quantities))
        )
        return (
            s.stance != Stance.AFFIRMS,
            s.certainty != Certainty.CERTAIN,
            len(s.spans) > 1,
            len(s.content) > LONG,
            -slots,
            -len(s.content),
            _when(s, reports),
            s.id,
        )

    return min(members, key=rank)


def _published(report: str, reports: Mapping[str, Report]) -> str:
    at = reports[report].published
    return sortable(at) or "9"


def _when(statement: Statement, reports: Mapping[str, Report]) -> str:
    return _published(statement.report, reports)
