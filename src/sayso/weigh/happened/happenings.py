"""How sure it is that two statements tell of one event: typed comparisons, weighed by a small trained table.

The weights (``data/happenings.toml``) were learned from pairs of statements inside one story of the ``train`` part of
ECB+ (annotation CC BY 3.0) by ``scripts/train_happenings.py``; none was set by hand.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sayso.records import Statement
from sayso.terms import Sense
from sayso.weigh.happened.clusters import neighbours
from sayso.weigh.language import wordnet
from sayso.weigh.language.words import fold, term, terms
from sayso.weigh.who.identity import Identity

Words = frozenset[str]

FEATURES = (
    *(
        "same word",
        "same stem",
        "a sense in common",
        "one sense above the other",
        "rarity of the word",
        "weight of the word",
    ),
    *("subjects alike", "objects alike", "subject is the other's object", "other subjects", "other objects"),
    *("passages alike", "sentences alike", "share of the shorter passage", "names alike", "other names"),
    *(
        "one report",
        "one sentence",
        "same day",
        "other days",
        "same place",
        "other places",
        "same figure",
        "other figures",
    ),
    *("same word and passages alike", "same word and objects alike", "another word and passages alike"),
)
"""What is compared, in the order of the weights."""


@dataclass(frozen=True)
class Told:
    """What a statement tells of an event; sets are of words in normal form."""

    report: str
    sentence: int
    verb: str
    senses: tuple[wordnet.Sense, ...]
    subject: Words
    object: Words
    passage: Words
    wide: Words
    names: Words
    days: Words
    places: Words
    figures: Words


def told(s: Statement, identity: Identity) -> Told:
    """What is compared of one statement; ``identity`` knows who is who in the story."""

    def party(name: str) -> Words:
        return frozenset((*terms(name), *terms(identity.key(s.report, name)))) if name else frozenset()

    verb = s.predicate.lower()
    when = s.when.earliest if s.when else None
    return Told(
        report=s.report,
        sentence=s.sentence.start,
        verb=verb,
        senses=wordnet.senses(verb, "v") or wordnet.senses(verb.split()[0] if verb else "", "v"),
        subject=party(s.subject),
        object=party(s.object),
        passage=frozenset(terms(s.content)),
        wide=frozenset(terms(s.sentence.exact)),
        names=frozenset(identity.key(s.report, n) for n in s.entities),
        days=frozenset([when.date().isoformat()] if when else ()),
        places=frozenset(fold(w.name) for w in s.where if w.sense == Sense.LOCATION),
        figures=frozenset(f"{q.value:g}" for q in s.quantities if q.value is not None),
    )


class Compared:
    """Pairs of statements of one story; words that few of its statements have weigh more."""

    MOST = 20
    """Statements that each is compared with."""
    SPREAD = 200
    """Statements beyond which a word or party that they share tells nothing; keeps the search near linear."""

    def __init__(self, statements: Sequence[Told]) -> None:
        self.statements = statements
        held = Counter(w for t in statements for w in t.wide | t.passage)
        self._rare = {w: math.log((len(statements) + 1) / (n + 0.5)) for w, n in held.items()}
        self._rarest = math.log((len(statements) + 1) * 2)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Pairs worth comparing, the smaller number first: those that share most words and parties."""
        handles = {
            at: {**dict.fromkeys(t.passage | t.names | t.places, 1.0), f"verb {t.verb}": 1.0}
            for at, t in enumerate(self.statements)
        }
        return neighbours(range(len(self.statements)), handles, most=self.MOST, spread=self.SPREAD)

    def row(self, i: int, j: int) -> list[float]:
        """The features of two statements, in the order of ``FEATURES``."""
        a, b = self.statements[i], self.statements[j]
        same, above = wordnet.nearness(a.senses, b.senses)
        lemma, stem = float(a.verb == b.verb), float(term(a.verb) == term(b.verb))
        word = max(lemma, stem, same)
        rarity = min(self._rare.get(term(t.verb), self._rarest) for t in (a, b))
        subjects, objects = self._alike(a.subject, b.subject), self._alike(a.object, b.object)
        crossed = max(self._alike(a.subject, b.object), self._alike(a.object, b.subject))
        passage = self._alike(a.passage, b.passage)
        return [
            *(lemma, stem, same, above, rarity, word * rarity),
            *(subjects, objects, crossed, _apart(a.subject, b.subject), _apart(a.object, b.object)),
            *(passage, self._alike(a.wide, b.wide), self._share(a.passage, b.passage)),
            *(_jaccard(a.names, b.names), _apart(a.names, b.names)),
            *(float(a.report == b.report), float(a.report == b.report and a.sentence == b.sentence)),
            *(_meet(a.days, b.days), _apart(a.days, b.days), _meet(a.places, b.places), _apart(a.places, b.places)),
            *(_meet(a.figures, b.figures), _apart(a.figures, b.figures)),
            *(word * passage, word * objects, (1 - word) * passage),
        ]

    def sure(self, i: int, j: int) -> float:
        """Probability that two statements tell of one event, 0 to 1."""
        bias, weights = _weights()
        odds = bias + math.fsum(w * x for w, x in zip(weights, self.row(i, j), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def _weight(self, words: Words) -> float:
        return math.fsum(self._rare.get(w, self._rarest) for w in words)

    def _alike(self, left: Words, right: Words) -> float:
        """Share of both sets together that they have in common, rare words weighing more."""
        return self._weight(left & right) / max(1e-9, self._weight(left | right)) if left & right else 0.0

    def _share(self, left: Words, right: Words) -> float:
        both = self._weight(left & right)
        return both / max(1e-9, min(self._weight(left), self._weight(right))) if left & right else 0.0


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    """The bias and the weights, in the order of ``FEATURES``. Raises KeyError where one is missing."""
    table = tomllib.loads(files("sayso.data").joinpath("happenings.toml").read_text(encoding="utf-8"))
    return table["bias"], tuple(table["weights"][name] for name in FEATURES)


def _meet(left: Words, right: Words) -> float:
    return float(bool(left & right))


def _apart(left: Words, right: Words) -> float:
    """Whether both sets are given and have nothing in common."""
    return float(bool(left and right) and not left & right)


def _jaccard(left: Words, right: Words) -> float:
    return len(left & right) / len(left | right) if left & right else 0.0
