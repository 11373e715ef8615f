"""How near two words are in WordNet 3.1: a sense in common, by derivation too, or one that stands above the other."""

from __future__ import annotations

import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from evals.coref.texts import Mention

Sense = tuple[frozenset[int], frozenset[int]]
"""What a sense tells: itself with what is derived from it, and these with what stands above them."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    packed = files("evals.coref").joinpath("wordnet.msgpack.z").read_bytes()
    table: dict[str, Any] = msgspec.msgpack.decode(zlib.decompress(packed))
    return table


@lru_cache(maxsize=50_000)
def _senses(word: str, part: str) -> tuple[Sense, ...]:
    table = _table()
    out = []
    for sense in table[part].get(word, ()):
        near = frozenset((sense, *table["near"][sense]))
        out.append((near, near.union(*(table["above"][s] for s in near))))
    return tuple(out)


def senses(mention: Mention) -> tuple[Sense, ...]:
    """The senses of a mention, the commonest first: of its words together where they stand as one, else of its head."""
    joined = "_".join(mention.words)
    found = (*_senses(joined, "v"), *_senses(joined, "n")) if len(mention.words) > 1 else ()
    if found:
        return found
    part, other = ("v", "n") if mention.verb else ("n", "v")
    found = _senses(mention.lemma, part)
    return (*found, *_senses(mention.lemma, other)) if mention.adjective or not found else found


@lru_cache(maxsize=500_000)
def nearness(left: tuple[Sense, ...], right: tuple[Sense, ...]) -> tuple[float, float]:
    """Whether two words share a sense, and whether one stands just above the other: 0 to 1, less for rare senses."""
    same = above = 0.0
    for i, (a, wide_a) in enumerate(left):
        for j, (b, wide_b) in enumerate(right):
            weight = 1 / (1 + 0.5 * (i + j))
            if weight > same and a & b:
                same = weight
            if weight > above and (a & wide_b or b & wide_a):
                above = weight
    return same, above
