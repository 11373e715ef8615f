"""Who holds an office: "the mayor of Norvik", "Norvik's mayor" and whoever is named with that title are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sayso.records import Reading
from sayso.terms import NameKind
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.phrases import Table, swap
from sayso.weigh.language.words import fold, tokens
from sayso.weigh.who.spelling import american

Office = frozenset[str]
"""The words of an office in normal form, countries and their adjectives one term."""


_SHORT = 3
"""Letters of words that do not tell what an office is of ("of", "and")."""


class Holders:
    """The persons of a story by office."""

    def __init__(self, readings: Iterable[Reading], keys: Mapping[tuple[str, str], str], countries: Table) -> None:
        """``keys``: (report, folded name) -> key of the person across reports."""
        self._countries = countries
        readings = list(readings)
        self._named = {w for spelt in countries for w in spelt} | {
            w
            for r in readings
            for name in (*(w.name for w in r.places), *(n.canonical for n in r.names if n.kind != NameKind.PERSON))
            for w in fold(name).split()
            if len(w) > _SHORT and w not in words("office")
        }
        self._holders: dict[Office, set[str]] = defaultdict(set)
        for reading in readings:
            for name in reading.names:
                for title in name.titles if name.kind == NameKind.PERSON else ():
                    office = self._office(title)
                    if office:
                        self._holders[office].add(keys[reading.report, fold(name.canonical)])

    def of(self, phrase: str) -> str:
        """The key of the one person who is told to hold the office that a phrase names; empty where it names none.

        Empty too where two persons are told to hold it.
        """
        found = self._holders.get(self._office(phrase), set())
        return next(iter(found)) if len(found) == 1 else ""

    def _office(self, phrase: str) -> Office:
        """The office that a phrase names with the place or body that it is of; empty where it does not."""
        said = set(tokens(phrase))
        if not said & words("office") or said & words("not_in_office") or not said & self._named:
            return frozenset()
        plain = american(fold(phrase)).split()
        return frozenset(swap(["usa" if w == "us" else w for w in plain], self._countries))
