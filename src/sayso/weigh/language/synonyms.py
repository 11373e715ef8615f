"""Words of one story that say nearly the same ("boarded", "entered"; "purchase", "buy"), by WordNet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sayso.weigh.language import wordnet
from sayso.weigh.language.wordnet import Part, Sense

PARTS: tuple[Part, ...] = ("v", "n")
RARE = 4
"""Senses of a word that are looked at; those after it are hardly ever meant."""
LEAST = 0.5
"""Nearness below which two words are strangers: it takes a common sense of both."""
ABOVE = 0.5
"""What it is worth that one word stands directly above the other, against a sense in common."""
_ENDINGS: Mapping[Part, tuple[tuple[str, str], ...]] = {
    "n": (
        *(("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z")),
        *(("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y")),
    ),
    "v": (
        *(("s", ""), ("ies", "y"), ("es", "e"), ("es", "")),
        *(("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
    ),
}
"""What WordNet's own morphy takes off a word, and puts on."""


def synonyms(words: Mapping[str, Iterable[str]]) -> dict[str, dict[str, float]]:
    """Term -> the other terms that say nearly the same, each with its nearness, 0.5 to 1.

    ``words`` are the terms of a story with the printed words that each stands for. Symmetric. The work grows with the
    number of terms, not with its square.
    """
    told = {t: tuple(_senses(printed)) for t, printed in words.items()}
    index: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for t, senses in told.items():
        for rank, (near, _) in senses:
            for sense in near:
                index[sense].append((rank, t))
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for a, senses in told.items():
        for i, (near, wide) in senses:
            for sense in wide:
                worth = 1.0 if sense in near else ABOVE
                for j, b in index.get(sense, ()):
                    found = worth / (1 + 0.5 * (i + j))
                    if b != a and found >= LEAST and found > out[a].get(b, 0.0):
                        out[a][b] = out[b][a] = found
    return dict(out)


def _senses(printed: Iterable[str]) -> Iterator[tuple[int, Sense]]:
    """Each sense of some words with its rank."""
    for word in sorted(set(printed)):
        for part in PARTS:
            for base in _bases(word, part):
                yield from enumerate(wordnet.senses(base, part)[:RARE])


@lru_cache(maxsize=100_000)
def _bases(word: str, part: Part) -> tuple[str, ...]:
    """The forms under which a printed word may stand in the dictionary."""
    cut = [word[: -len(end)] + put for end, put in _ENDINGS[part] if word.endswith(end) and len(word) > len(end) + 1]
    once = [base[:-1] for base in cut if part == "v" and len(base) > 3 and base[-1] == base[-2]]
    return tuple(dict.fromkeys((word, *cut, *once)))
