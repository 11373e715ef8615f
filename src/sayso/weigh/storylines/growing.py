"""Clusters of reports that grow by average likeness, which keeps a chain of reports from becoming one heap.

Linear in reports: pairs come only from shared weighty words, and a word shared by very many reports pairs each with its
neighbours in time only.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.weigh.storylines.profiles import Vector, dot, keys

JOIN = 0.14
"""Least average cosine of two clusters that are one story."""
WINDOW_DAYS = 21
"""Reports further apart than this pair only when they share ``FAR_KEYS`` weighty words."""
FAR_KEYS = 15
FADE_DAYS = 30
"""Likeness falls by a factor e over this many days between two clusters..."""
LASTING = 0.3
"""... but never below this share: pages often bear the day on which they were stored, and a story is taken up again."""
KEYS = 40
"""How many of a report's weightiest words may pair it with others."""
NEIGHBOURS = 100
"""With how many neighbours in time a report pairs on one word."""


@dataclass
class Cluster:
    """Reports taken as one story so far; ``total`` is the sum of their vectors: a product of two sums cosines."""

    members: list[int]
    total: Vector
    first: float | None
    last: float | None
    near: set[int] = field(default_factory=set)

    def likeness(self, other: Cluster) -> float:
        """Average cosine of their reports, less for the days between them."""
        average = dot(self.total, other.total) / (len(self.members) * len(other.members))
        return average * max(LASTING, math.exp(-gap(self, other) / FADE_DAYS))


def gap(a: Cluster, b: Cluster) -> float:
    """Days between two clusters; 0 where they overlap or a time is unknown."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.0
    return max(0.0, a.first - b.last, b.first - a.last)


def grow(
    vectors: Sequence[Vector], days: Sequence[float | None], together: Sequence[Sequence[int]] = ()
) -> list[Cluster]:
    """Agglomerative clustering by average cosine, most alike first; ties go to the earlier reports.

    Reports are in order of time, undated ones last. Those of one group of ``together`` are one cluster from the start.
    """
    clusters, home = _seeds(vectors, days, together)
    queue: list[tuple[float, int, int]] = []
    for a, b in sorted({(home[a], home[b]) for a, b in _pairs(vectors, days, home)}):
        like = clusters[a].likeness(clusters[b])
        if like >= JOIN / 2:
            clusters[a].near.add(b)
            clusters[b].near.add(a)
        if like >= JOIN:
            queue.append((-like, a, b))
    heapq.heapify(queue)
    fresh = len(vectors)
    while queue:
        _, a, b = heapq.heappop(queue)
        if a not in clusters or b not in clusters:
            continue
        merged = _merge(clusters.pop(a), clusters.pop(b), {a, b})
        clusters[fresh] = merged
        for other in sorted(merged.near):
            clusters[other].near -= {a, b}
            clusters[other].near.add(fresh)
            like = merged.likeness(clusters[other])
            if like >= JOIN:
                heapq.heappush(queue, (-like, other, fresh))
        fresh += 1
    return sorted(clusters.values(), key=lambda c: min(c.members))


def _seeds(
    vectors: Sequence[Vector], days: Sequence[float | None], together: Sequence[Sequence[int]]
) -> tuple[dict[int, Cluster], list[int]]:
    """The clusters at the start, and for each report the number of its cluster."""
    clusters = {at: Cluster([at], dict(v), days[at], days[at]) for at, v in enumerate(vectors)}
    home = list(range(len(vectors)))
    for group in together:
        first, *rest = sorted(group)
        for at in rest:
            clusters[first] = _merge(clusters[first], clusters.pop(at), set())
            home[at] = first
    return clusters, home


def _pairs(vectors: Sequence[Vector], days: Sequence[float | None], home: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of reports of two clusters that share a weighty word."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for word in keys(vector, KEYS):
            holders[word].append(at)
    pairs: set[tuple[int, int]] = set()
    far: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        for i, a in enumerate(held):
            for b in held[i + 1 : i + 1 + NEIGHBOURS]:
                day_a, day_b = days[a], days[b]
                if home[a] == home[b]:
                    continue
                if day_a is None or day_b is None or day_b - day_a <= WINDOW_DAYS:
                    pairs.add((a, b))
                else:
                    far[a, b] += 1
    return pairs | {pair for pair, shared in far.items() if shared >= FAR_KEYS}


def _merge(a: Cluster, b: Cluster, gone: set[int]) -> Cluster:
    total = dict(a.total)
    for word, x in b.total.items():
        total[word] = total.get(word, 0.0) + x
    times = [t for t in (a.first, b.first, a.last, b.last) if t is not None]
    return Cluster(
        members=a.members + b.members,
        total=total,
        first=min(times, default=None),
        last=max(times, default=None),
        near=(a.near | b.near) - gone,
    )
