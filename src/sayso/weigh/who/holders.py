"""Who holds an office: "the mayor of Norvik", "Norvik's mayor" and whoever is named with that title are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sayso.records import Reading
from sayso.terms import NameKind
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.phrases import Phrases, swap
from sayso.weigh.language.words import fold, tokens
from sayso.weigh.who.spelling import american

Office = frozenset[str]
"""The words of an office in normal form, countries and their adjectives one term."""


_SHORT = 3
"""Letters of words that do not tell what an office is of ("of", "and")."""


class Holders:
    """The persons of a story by office."""

    def __init__(self, readings: Iterable[Reading], keys: Mapping[tuple[str, str], str], countries: Phrases) -> None:
        """``keys``: (report, folded name) -> key of the person across reports."""
        self._countries = countries
        readings = list(readings)
        self._named = {w for spelt in countries.table for w in spelt} | {
            w
            for r in readings
            for name in (*(w.name for w in r.places), *(n.canonical for n in r.names if n.kind != NameKind.PERSON))
            for w in fold(name).split()
            if len(w) > _SHORT and w not in words("office")
        }
        self._holders: dict[Office, set[str]] = defaultdict(set)
        self._ranked: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for reading in readings:
            for name in reading.names:
                for title in name.titles if name.kind == NameKind.PERSON else ():
                    key = keys[reading.report, fold(name.canonical)]
                    for rank in _local(title):
                        self._ranked[rank][key] |= set(tokens(title)) & self._named
                    office = self._office(title)
                    if office:
                        self._holders[office].add(key)

    def of(self, phrase: str) -> str:
        """The key of the one person who is told to hold the office that a phrase names; empty where it names none.

        Empty too where two persons are told to hold it.
        """
        found = self._holders.get(self._office(phrase), set())
        return next(iter(found)) if len(found) == 1 else ""

    def only(self, phrase: str) -> str:
        """The key of the one person with the rank of a town or district that a phrase names ("the mayor").

        Empty where the story tells of two such, or of one elsewhere.
        """
        ranks = _local(phrase)
        held = self._ranked.get(next(iter(ranks)), {}) if len(ranks) == 1 else {}
        of = set(tokens(phrase)) & self._named
        return (
            next((key for key, places in held.items() if not of or not places or of & places), "")
            if len(held) == 1
            else ""
        )

    def _office(self, phrase: str) -> Office:
        """The office that a phrase names with the place or body that it is of; empty where it does not."""
        said = set(tokens(phrase))
        if not said & words("office") or said & words("not_in_office") or not said & self._named:
            return frozenset()
        plain = american(fold(phrase)).split()
        return frozenset(swap(["usa" if w == "us" else w for w in plain], self._countries))


def _local(title: str) -> frozenset[str]:
    """The ranks of a title that are those of a town or district; none for one that is no longer or not quite held."""
    said = set(tokens(title))
    return frozenset() if said & words("not_in_office") else frozenset(said & words("local_office"))
