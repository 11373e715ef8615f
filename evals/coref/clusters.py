"""Agglomerative clustering by the average likeness of members."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_GONE = -1e9


def grow(likeness: Matrix, join: float) -> list[int]:
    """The cluster of each row of a symmetric matrix: the two most alike merge until none are as alike as ``join``.

    Ties go to the rows that stand first. Clusters are named by their first row.
    """
    n = len(likeness)
    left = likeness.astype(np.float64).copy()
    np.fill_diagonal(left, _GONE)
    size = np.ones(n)
    members = {at: [at] for at in range(n)}
    while n > 1:
        at, other = divmod(int(left.argmax()), n)
        if left[at, other] < join:
            break
        merged = (left[at] * size[at] + left[other] * size[other]) / (size[at] + size[other])
        left[at], left[:, at] = merged, merged
        left[at, at], left[other], left[:, other] = _GONE, _GONE, _GONE
        size[at] += size[other]
        members[at] += members.pop(other)
    return [name for _, name in sorted((row, min(rows)) for rows in members.values() for row in rows)]
