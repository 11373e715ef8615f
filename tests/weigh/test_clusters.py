"""Clusters of what is alike, and what is worth comparing."""

from __future__ import annotations

import pytest

from sayso.weigh.happened.clusters import grow, neighbours


@pytest.mark.parametrize(("join", "clusters"), [(0.5, [0, 0, 2]), (0.9, [0, 1, 2]), (0.1, [0, 0, 0])])
def test_clusters_grow_by_average_likeness(join: float, clusters: list[int]) -> None:
    likeness = [(0, 1, 0.8), (0, 2, 0.4), (1, 2, 0.2)]
    assert grow(3, likeness, join) == clusters


def test_two_clusters_join_by_the_average_over_all_their_pairs() -> None:
    two_and_two = [(0, 1, 0.9), (2, 3, 0.9), (0, 2, 0.8), (1, 3, 0.8)]
    assert grow(4, two_and_two, 0.5) == [0, 0, 2, 2]
    assert grow(4, two_and_two, 0.4) == [0, 0, 0, 0]
    assert grow(4, [*two_and_two, (0, 3, 0.6), (1, 2, 0.6)], 0.5) == [0, 0, 0, 0]


@pytest.mark.parametrize("shift", [0, 3])
def test_each_is_compared_with_those_that_share_the_rarest(shift: int) -> None:
    handles = {at: {"common": 1.0, f"rare {(at + shift) // 2}": 1.0} for at in range(shift % 2, 6)}
    found = set(neighbours(sorted(handles), handles, most=1, spread=10))
    rare = [{b for b in handles if b != a and handles[a].keys() & handles[b].keys() - {"common"}} for a in handles]
    for at, mates in zip(handles, rare, strict=True):
        assert all((min(at, b), max(at, b)) in found for b in mates)


def test_what_too_many_share_makes_no_pair() -> None:
    handles = {at: {"common": 1.0} for at in range(6)}
    assert list(neighbours(range(6), handles, most=3, spread=5)) == []
    assert len(list(neighbours(range(6), handles, most=3, spread=6))) >= 6


def test_pairs_grow_with_the_number_of_members_and_not_with_its_square() -> None:
    handles = {at: {f"word {at % 50}": 1.0, f"name {at % 37}": 1.0} for at in range(2000)}
    assert len(list(neighbours(range(2000), handles, most=5, spread=100))) <= 2000 * 5
