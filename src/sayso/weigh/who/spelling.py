"""Which spellings are of one name: transliterations, British and American, words of an office in another order.

The letters and patterns are data (``data/spellings.toml``).
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.weigh.language.phrases import Phrases, swap
from sayso.weigh.language.words import fold

_VOWELS = "aeiouy"
_RUNS = re.compile(rf"[{_VOWELS}]+|[^{_VOWELS}]")
_LONG = 5
"""Letters of a word of which the vowels may differ."""
_BONES = 3
"""Consonants of such a word."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("sayso.data").joinpath("spellings.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """A folded word with the spellings made one that transliteration leaves open (Petrenkiy, Petrenky, Petrenkii)."""
    word = re.sub(r"[iy][iyj]+", "y", fold(word).replace(" ", ""))
    word = re.sub(r"(?<=[aeiou])h$", "", re.sub(r"[iy]$", "y", word))
    for many, one in _table()["one"]:
        word = word.replace(many, one)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=100_000)
def bones(word: str) -> str:
    """The consonants of a word's skeleton, those made one that a mark of transliteration leaves open."""
    return re.sub(f"[{_VOWELS}]", "", skeleton(word)).replace("k", "g")


def marked(word: str) -> bool:
    """Whether a word has letters that hardly any word has that is not transliterated."""
    return re.search(_table()["marks"], word) is not None


def variants(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names, folded, are the same words as other transliterations would spell them.

    Words whose skeletons differ must be long, and differ in vowels (or consonants, with a mark of transliteration) that
    stand for one another; a name of one word needs such a mark.
    """
    if len(left) != len(right):
        return skeleton("".join(left)) == skeleton("".join(right)) and len("".join(left)) > _LONG
    unlike = [(x, y) for x, y in zip(left, right, strict=True) if skeleton(x) != skeleton(y)]
    same = len(left) - len(unlike)
    known = any(marked(w) for w in (*left, *right))
    if unlike and not same and not known:
        return False
    short = same > 1 or (len(left) == 1 and known)
    return all(_open(x, y, least=_BONES - short, known=known) for x, y in unlike)


def _open(left: str, right: str, *, least: int, known: bool) -> bool:
    """Whether two words differ only where transliterations do; ``least``: consonants that they must have."""
    a, b = (_RUNS.findall(skeleton(w)) for w in (left, right))
    own = [r for r in a if r[0] not in _VOWELS]
    if len(own) < least or min(len(left), len(right)) < _LONG - (least < _BONES):
        return False
    return len(a) == len(b) and all(_alike(x, y, known=known) for x, y in zip(a, b, strict=True))


def _alike(a: str, b: str, *, known: bool) -> bool:
    """Whether two runs of vowels, or two consonants, stand for one another."""
    if a == b:
        return True
    if a[0] not in _VOWELS or b[0] not in _VOWELS:
        return known and any(a != b and {a, b} == set(pair) for pair in _table()["consonants"])
    short, long = sorted((a, b), key=len)
    pairs = _table()["vowels"] if known else [p for p in _table()["vowels"] if p != "ae"]
    at = 0
    for vowel in long:
        if at < len(short) and (vowel == short[at] or any({vowel, short[at]} == set(p) for p in pairs)):
            at += 1
        elif vowel not in "eiy":
            return False
    return at == len(short)


def american(text: str) -> str:
    """A folded text in American spelling, by its endings ("defence", "labour", "organisation", "centre")."""
    for pattern, ending in _table()["american"]:
        text = re.sub(pattern, ending, text)
    return text


def without_articles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without the articles that other languages put before its parts ("al", "el")."""
    return tuple(w for w in words if w not in _table()["articles"]) or words


def body(name: str, countries: Phrases) -> tuple[str, ...]:
    """The words of a body's name in one form: countries and their adjectives one term, American spelling.

    The words of an office stand in one order: "the Estish Ministry of Ports" is "Estland's Ports Ministry".
    """
    table = _table()
    words = [w for w in american(fold(name)).split() if w not in table["loose"]]
    found = swap(["usa" if w == "us" else w for w in words], countries)
    return tuple(sorted(found)) if set(words) & set(table["offices"]) else tuple(found)
