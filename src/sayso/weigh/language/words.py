"""Words in a form that can be compared: stems, senses, opposites, folded names (``data/senses.toml``)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_PREFIX = re.compile(r"\b(anti|non|counter|inter|pre|post|re|co|multi|semi|self|un|mid)-(?=[^\W\d_])", re.IGNORECASE)
"""Prefixes that some outlets set off with a hyphen and others do not."""
_COUNTRY_NOT_PRONOUN = ("US", "U.S.", "USA", "U.S.A.")


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(files("sayso.data").joinpath("senses.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=1)
def _senses() -> dict[str, str]:
    return {word: sense for sense, words in _table()["senses"].items() for word in words}


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(_table()["function"]["words"].split())


@lru_cache(maxsize=1)
def together() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What several words say together, by their words ("out of order": broken)."""
    return {
        tuple(phrase.split()): (term(sense),) for sense, phrases in _table()["together"].items() for phrase in phrases
    }


def listed(name: str) -> frozenset[str]:
    """The words of a list beside the function words: negations, returns, areas."""
    return frozenset(_table()["function"][name])


@lru_cache(maxsize=2)
def _poles(table: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Term -> the axes of a table (opposites, contrasts) it stands on, each with the number of its pole."""
    out: dict[str, list[tuple[int, int]]] = {}
    for axis, row in enumerate(_table()[table]):
        for pole, words in enumerate(row["poles"]):
            for word in words:
                out.setdefault(term(word), []).append((axis, pole))
    return {word: tuple(places) for word, places in out.items()}


@lru_cache(maxsize=20_000)
def judgement_poles(word: str) -> tuple[tuple[int, int], ...]:
    """The axes of judgement on which a lower-case word stands, each with its pole: 0 for good, 1 for bad."""
    return _judgements().get(word, ())


@lru_cache(maxsize=1)
def _judgements() -> dict[str, tuple[tuple[int, int], ...]]:
    out: dict[str, list[tuple[int, int]]] = {}
    for axis, row in enumerate(_table()["judgements"]):
        for pole, words in enumerate(row["poles"]):
            for word in words:
                out.setdefault(word, []).append((axis, pole))
    return {word: tuple(found) for word, found in out.items()}


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The normal form of one lower-case word: its sense where it has one, else its stem."""
    senses = _senses()
    if word in senses:
        return senses[word]
    number = _table()["numbers"].get(word)
    if number is not None:
        return str(number)
    stem: str = _stemmer().stemWord(f"{word[:-3]}y" if word.endswith("ily") else word)
    return senses.get(stem, stem)


@lru_cache(maxsize=100_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, without possessive endings and full stops of initials."""
    out = []
    for found in _TOKEN.findall(_PREFIX.sub(r"\1", text.replace("’", "'"))):
        if found in _COUNTRY_NOT_PRONOUN:
            out.append("usa")
            continue
        word = found.replace(",", "") if found[0].isdigit() else found.lower().replace(".", "")
        out.append(word[:-2] if word.endswith("'s") else word)
    return tuple(out)


@lru_cache(maxsize=100_000)
def terms(text: str) -> tuple[str, ...]:
    """The content words of a text in normal form, in order, repetitions kept."""
    skip = _function_words()
    return tuple(term(word) for word in tokens(text) if word not in skip)


def poles(found: frozenset[str], table: str = "opposites") -> dict[int, frozenset[int]]:
    """Axis -> poles named by some terms, in one of the tables ``opposites`` and ``contrasts``."""
    out: dict[int, set[int]] = {}
    for word in found:
        for axis, pole in _poles(table).get(word, ()):
            out.setdefault(axis, set()).add(pole)
    return {axis: frozenset(named) for axis, named in out.items()}


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """A name without case, accents, full stops, possessive ending and article: what two spellings have in common."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?\b", "", plain.replace(".", "")).casefold()
    plain = re.sub(r"[^\w]+", " ", plain).strip()
    return plain[4:] if plain.startswith("the ") else plain


def opposed_by_prefix(yes: str, no: str) -> bool:
    """Whether a word of a text told as so is the prefixed opposite of one told as not so (unharmed; not harmed)."""
    denied = set(terms(no))
    return any(
        word.startswith(prefix) and len(word) > len(prefix) + 3 and term(word[len(prefix) :]) in denied
        for word in tokens(yes)
        for prefix in ("un", "non", "in", "im", "ir", "dis")
    )
