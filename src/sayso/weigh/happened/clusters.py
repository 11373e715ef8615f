"""What is worth comparing among many, and clusters of what is alike, both near linear in how many there are."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence


def neighbours(
    group: Sequence[int], handles: Mapping[int, Mapping[str, float]], *, most: int, spread: int
) -> Iterator[tuple[int, int]]:
    """Pairs of a group worth comparing, the smaller number first, in order: each with those that share most with it.

    ``handles`` gives, for each member, by what it can be found and how much that weighs; rare handles weigh more, and
    those that more than ``spread`` members have are left out. Each member asks for at most ``most`` others.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for at in group:
        for handle in handles[at]:
            holders[handle].append(at)
    out: set[tuple[int, int]] = set()
    for at in group:
        shared: dict[int, float] = defaultdict(float)
        for handle, weight in sorted(handles[at].items()):
            found = holders[handle]
            if 1 < len(found) <= spread:
                rarity = weight * math.log(1 + len(group) / len(found))
                for other in found:
                    shared[other] += rarity
        shared.pop(at, None)
        best = sorted(shared.items(), key=lambda s: (-s[1], s[0]))[:most]
        out.update((min(at, other), max(at, other)) for other, _ in best)
    yield from sorted(out)


def grow(size: int, likeness: Iterable[tuple[int, int, float]], join: float) -> list[int]:
    """The cluster of each of ``size`` things: the two most alike merge until none are as alike as ``join``.

    Clusters are as alike as their members on average. ``likeness`` gives pairs (left, right, value); a pair that is not
    given is not alike at all (0). Ties go to what stands first. Clusters are named by their first member.
    """
    shared: list[dict[int, float]] = [{} for _ in range(size)]
    for left, right, value in likeness:
        shared[left][right] = shared[right][left] = value
    count = [1] * size
    heap = [(-value, a, b, 1, 1) for a in range(size) for b, value in shared[a].items() if a < b and value >= join]
    heapq.heapify(heap)
    home = list(range(size))
    while heap:
        _, a, b, of_a, of_b = heapq.heappop(heap)
        if (count[a], count[b]) != (of_a, of_b):
            continue  # one of them has grown since, or is gone
        home[b] = a
        count[a], count[b] = of_a + of_b, 0
        del shared[a][b], shared[b][a]
        for other, total in shared[b].items():
            shared[a][other] = shared[a].get(other, 0.0) + total
            del shared[other][b]
        shared[b] = {}
        for other, total in shared[a].items():
            shared[other][a] = total
            average = total / (count[a] * count[other])
            if average >= join:
                one, two = min(a, other), max(a, other)
                heapq.heappush(heap, (-average, one, two, count[one], count[two]))
    for at in range(size):  # a cluster merges only into one that stands before it
        home[at] = home[home[at]]
    return home
