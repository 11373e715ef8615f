"""The second look at pairs of mentions: what the first said of each beside what it said of all others."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from evals.coref.likeness import Pairs
from evals.coref.stories import Matrix
from sayso.weigh.happened.clusters import grow

JOINS = (0.5, 0.3)
"""Where clusters of the first look are cut: closely and widely."""

Links = list[dict[int, float]]
"""Of each mention, how sure the first look is of each that it was compared with; of itself it is sure."""


def features(pairs: Pairs, sure: Matrix) -> Matrix:
    """One row a pair: friends in common, how sure each is of others, their clusters, and the best rival in the text."""
    links: Links = [{at: 1.0} for at in range(len(pairs.mentions))]
    for i, j, value in zip(pairs.left, pairs.right, sure.tolist(), strict=True):
        links[i][j] = links[j][i] = value
    total = [math.fsum(found.values()) for found in links]
    length = [math.sqrt(math.fsum(v * v for v in found.values())) for found in links]
    best = [max((v for other, v in found.items() if other != at), default=0.0) for at, found in enumerate(links)]
    clusters = [_Clusters(pairs, sure, links, join) for join in JOINS]
    rivals = _rivals(pairs, links)
    rows = []
    for i, j, value in zip(pairs.left, pairs.right, sure.tolist(), strict=True):
        a, b = (links[i], links[j]) if len(links[i]) < len(links[j]) else (links[j], links[i])
        both = [(v, b[other]) for other, v in a.items() if other in b]
        least = math.fsum(min(v, w) for v, w in both)
        held = min(max(value, 1e-5), 1 - 1e-5)
        rows.append(
            [
                math.log(held / (1 - held)),
                math.fsum(v * w for v, w in both) / (length[i] * length[j]),
                least / (total[i] + total[j] - least),
                *(best[i] + best[j], abs(best[i] - best[j])),
                *(math.log(total[i] * total[j]), abs(math.log(total[i] / total[j]))),
                *(x for c in clusters for x in c.likeness(i, j)),
                (_rival(rivals, i, pairs.text[j], value) + _rival(rivals, j, pairs.text[i], value)) / 2,
            ]
        )
    return np.array(rows)


class _Clusters:
    """Clusters of the first look, and the average likeness of mentions and clusters to them."""

    def __init__(self, pairs: Pairs, sure: Matrix, links: Links, join: float) -> None:
        self._home = grow(len(links), zip(pairs.left, pairs.right, sure.tolist(), strict=True), join)
        self._size: dict[int, int] = defaultdict(int)
        for home in self._home:
            self._size[home] += 1
        self._toward: list[dict[int, float]] = [defaultdict(float) for _ in links]
        self._between: dict[tuple[int, int], float] = defaultdict(float)
        for at, found in enumerate(links):
            for other, value in found.items():
                home = self._home[other]
                self._toward[at][home] += value
                self._between[self._home[at], home] += value

    def likeness(self, i: int, j: int) -> tuple[float, float]:
        """Of each mention to the cluster of the other, and of the two clusters."""
        a, b = self._home[i], self._home[j]
        toward = self._toward[i].get(b, 0.0) / self._size[b] + self._toward[j].get(a, 0.0) / self._size[a]
        return toward / 2, self._between.get((a, b), 0.0) / (self._size[a] * self._size[b])


def _rivals(pairs: Pairs, links: Links) -> list[dict[int, list[float]]]:
    """Of each mention, by text, the two highest likenesses to mentions of that text."""
    out: list[dict[int, list[float]]] = [defaultdict(list) for _ in links]
    for at, found in enumerate(links):
        for other, value in found.items():
            if other != at:
                top = out[at][pairs.text[other]]
                top.append(value)
                top.sort(reverse=True)
                del top[2:]
    return out


def _rival(rivals: list[dict[int, list[float]]], at: int, text: int, value: float) -> float:
    """The highest likeness to a mention of a text, that of the pair itself left out."""
    top: list[float] = [*rivals[at].get(text, ()), 0.0, 0.0]
    return top[1] if value >= top[0] else top[0]
