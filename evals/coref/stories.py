"""Which texts tell the same story: what any two of them share, over all texts and among the texts of one subject."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.coref.texts import Text
from sayso.weigh.happened.clusters import grow
from sayso.weigh.matching import vectors

Matrix = NDArray[np.float64]

SUBJECT = 0.4
"""Least average of three cosines summed (words, names, meaning) of two clusters that are on one subject."""
_FEW = 4
"""Texts of which the mean is as much their own as their subject's."""


class Ground:
    """Subjects of some texts and likenesses of any two of one subject; ``subject`` numbers the subject of each."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """Every array is of shape (texts, texts)."""
        self.size = len(texts)
        words, names = [t.words for t in texts], [t.names for t in texts]
        numbers = [t.numbers for t in texts]
        meanings = vectors.embed([t.text for t in texts])
        meaning: Matrix = np.zeros((self.size, 1)) if meanings is None else meanings.astype(np.float64)
        everything = [list(range(self.size))]
        whole = [_cosines(words, everything), _cosines(names, everything), _cosines(numbers, everything)]
        whole.append(_near(meaning, everything, 0))
        alike = whole[0] + whole[1] + whole[3]
        both = zip(*np.triu_indices(self.size, 1), strict=True)
        self.subject = grow(self.size, ((int(i), int(j), float(alike[i, j])) for i, j in both), SUBJECT)
        groups: dict[int, list[int]] = {}
        for at, subject in enumerate(self.subject):
            groups.setdefault(subject, []).append(at)
        self.groups = list(groups.values())
        self.words, self.names, self.numbers = (_cosines(c, self.groups, 2) for c in (words, names, numbers))
        self.meaning = _near(meaning, self.groups, _FEW)
        friends = [_friends(m, self.groups) for m in (self.words, self.names, self.meaning)]
        local = [self.words, self.names, self.numbers, self.meaning]
        roots = [np.sqrt(np.maximum(m, 0)) for m in (*whole[:2], *local[:2])]
        self.features = np.stack([*whole, *local, *roots, *friends], axis=-1)


def _cosines(counts: Sequence[Counter[str]], groups: Sequence[Sequence[int]], power: int = 1) -> Matrix:
    """Cosines of counted words inside each group; a word weighs more the fewer of the group's texts hold it."""
    out = np.zeros((len(counts), len(counts)))
    for group in groups:
        held = Counter(w for at in group for w in counts[at])
        place = {w: n for n, w in enumerate(sorted(held))}
        matrix = np.zeros((len(group), max(1, len(place))))
        for row, at in enumerate(group):
            for word, count in counts[at].items():
                matrix[row, place[word]] = (1 + math.log(count)) * math.log((len(group) + 1) / held[word]) ** power
        matrix = _unit(matrix)
        out[np.ix_(group, group)] = matrix @ matrix.T
    return out


def _near(meaning: Matrix, groups: Sequence[Sequence[int]], few: int) -> Matrix:
    """Cosines of vectors inside each group after the group's mean is taken off, less of it where they are few."""
    out = np.zeros((len(meaning), len(meaning)))
    for group in groups:
        rows = meaning[group]
        rows = _unit(rows - rows.mean(axis=0) * len(group) / (len(group) + few))
        out[np.ix_(group, group)] = rows @ rows.T
    return out


def _friends(likeness: Matrix, groups: Sequence[Sequence[int]]) -> Matrix:
    """How far two texts are like the same third texts."""
    out = np.zeros_like(likeness)
    for group in groups:
        rows = _unit(np.maximum(likeness[np.ix_(group, group)], 0))
        out[np.ix_(group, group)] = rows @ rows.T
    return out


def _unit(matrix: Matrix) -> Matrix:
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(length == 0, 1, length))
