"""What WordNet 3.1 knows of verbs and nouns: near senses, the verbs behind nouns, opposites.

Words are lemmas in lower case, particles and further words joined by a blank or an underscore ("shoot down"). The table
is ``data/wordnet`` (``scripts/build_wordnet.py``; the licence lies beside it). Words that it does not know are near to
nothing, stand for themselves and have no opposites.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Part = Literal["v", "n"]
Sense = tuple[frozenset[int], frozenset[int]]
"""What a sense tells: itself with what is derived from it, and these with what stands above them."""

_COMMON = 2
"""Senses of a word that it mostly has."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    packed = files("sayso.data").joinpath("wordnet/table.msgpack.z").read_bytes()
    table: dict[str, Any] = msgspec.msgpack.decode(zlib.decompress(packed))
    table["acts"] = frozenset(table["acts"])
    return table


@lru_cache(maxsize=50_000)
def senses(word: str, part: Part) -> tuple[Sense, ...]:
    """The senses of a word as a verb or a noun, the commonest first, six at most; none of an unknown word."""
    table = _table()
    out = []
    for sense in table[part].get(word.replace(" ", "_"), ()):
        near = frozenset((sense, *table["near"][sense]))
        out.append((near, near.union(*(table["above"][s] for s in near))))
    return tuple(out)


@lru_cache(maxsize=500_000)
def nearness(left: tuple[Sense, ...], right: tuple[Sense, ...]) -> tuple[float, float]:
    """Whether two words share a sense, and whether one stands just above the other: 0 to 1, less for rare senses.

    Derived words share senses (verb and noun), and so do verbs of which one entails or causes the other.
    """
    same = above = 0.0
    for i, (a, wide_a) in enumerate(left):
        for j, (b, wide_b) in enumerate(right):
            weight = 1 / (1 + 0.5 * (i + j))
            if weight > same and a & b:
                same = weight
            if weight > above and (a & wide_b or b & wide_a):
                above = weight
    return same, above


def verbs_of(noun: str) -> tuple[str, ...]:
    """The verbs that a noun is derived from or shares its root with ("destruction": destroy), the likeliest first."""
    return tuple(v.replace("_", " ") for v in _table()["verbs"].get(noun.replace(" ", "_"), ()))


def is_act(noun: str) -> bool:
    """Whether a noun can tell of something that happens.

    So its commonest sense does ("fire"), or a rarer one of a noun made from a verb ("protest").
    """
    return noun.replace(" ", "_") in _table()["acts"]


def normal(word: str, part: Part) -> str:
    """The one form of a verb and the nouns made from it: the verb itself, the likeliest verb of an act, else the word.

    "explosion" is "explode"; a noun that is its own verb ("attack") stays. Synonyms keep their own forms.
    """
    if part == "v" or not is_act(noun := word):
        return word
    return next(iter(verbs_of(noun)), word)


def opposites(word: str, part: Literal["v", "n", "a"]) -> frozenset[str]:
    """The words that are told to be the opposite of a verb, noun or adjective in one of its senses."""
    found = _table()["opposite"][part].get(word.replace(" ", "_"), ())
    return frozenset(w.replace("_", " ") for w in found)


@lru_cache(maxsize=200_000)
def opposed(left: str, right: str, part: Part) -> bool:
    """Whether two words are opposites, straight or through a word that shares a common sense with one of them.

    "reopen" and "shut" are not, though "open" and "close" are: what prefixes do is not told here.
    """
    if left == right:
        return False
    straight, back = opposites(left, part), opposites(right, part)
    if right in straight or left in back:
        return True
    own, other = (senses(w, part)[:_COMMON] for w in (left, right))
    if nearness(own, other)[0]:
        return False
    through = [(w, other) for w in straight] + [(w, own) for w in back]
    return any(nearness(senses(w, part)[:_COMMON], known)[0] >= 1 for w, known in through)
