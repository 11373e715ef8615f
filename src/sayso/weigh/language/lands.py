"""Countries in running words: by name, by adjective, in any report."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from babel import Locale

from sayso.weigh.language.things import countries
from sayso.weigh.language.words import fold, terms


@lru_cache(maxsize=100_000)
def land_words(text: str) -> frozenset[str]:
    """The content words of a text; a country and its people go by the code of the country."""
    found, out = fold(text).split(), set(terms(text))
    for name in (*map(" ".join, pairwise(found)), *found):
        if code := _codes().get(name):
            out = out - set(terms(name)) | {code.lower()}
    return frozenset(out)


@lru_cache(maxsize=100_000)
def lands(text: str) -> frozenset[str]:
    """Codes of the countries that a text names, or whose adjectives it uses."""
    found = fold(text).split()
    names = [*found, *map(" ".join, pairwise(found))]
    return frozenset(code for name in names if (code := _codes().get(name)))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Folded name or adjective of a country -> ISO code; the names of the standard are those of CLDR."""
    standard = {fold(name): code for code, name in Locale("en").territories.items() if len(code) == 2}
    return standard | countries()
