"""How alike two propositions of a story are: by words, by synonyms, by the sentences around, by vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from math import fsum, log, sqrt

import numpy as np

from sayso.weigh.language.synonyms import synonyms
from sayso.weigh.language.words import term, tokens
from sayso.weigh.matching import vectors as model
from sayso.weigh.matching.judge import Likeness
from sayso.weigh.propositions import Proposition

VECTORS = 1500
"""How many clauses of a story are embedded at most; beyond, words decide alone."""


class Likenesses:
    """Weights of words over the story, and likeness of any two of its propositions."""

    def __init__(self, propositions: Sequence[Proposition], embed: model.Embed | None) -> None:
        """Embeds the clauses where vectors are wanted, installed and few enough."""
        self.all = propositions
        count: Counter[str] = Counter(t for p in propositions for t in p.terms)
        total = max(2, len(propositions))
        self.weight = {t: log(1 + total / n) ** 2 for t, n in count.items()}
        self._near = synonyms(_printed(propositions, self.weight))
        self._close = {t: frozenset(others) for t, others in self._near.items()}
        self._clause = [self._size(p.terms) for p in propositions]
        around = {p.wide: p.wide & self.weight.keys() for p in propositions}  # the clauses of a sentence share them
        sizes = {wide: self._size(known) for wide, known in around.items()}
        self._around = [around[p.wide] for p in propositions]
        self._sentence = [sizes[p.wide] for p in propositions]
        self.matrix: model.Matrix | None = None
        self._embedded: model.Matrix | None = None
        if embed and 2 <= len(propositions) <= VECTORS:
            self._embedded = embed([p.text for p in propositions])
            self.matrix = None if self._embedded is None else model.centred(self._embedded)

    def _size(self, known: Iterable[str]) -> float:
        """Squared weight of some terms; exact summing makes it independent of the order of a set."""
        return fsum(map(self.weight.__getitem__, known))

    def plain(self, i: int, j: int) -> float:
        """The mean of likeness by words and by vectors; by words alone where there are no vectors."""
        return _mean(self._words(i, j, self._shared(i, j)), self._meaning(i, j))

    def without_synonyms(self, i: int, j: int, rivals: tuple[float, float] | None = None) -> Likeness:
        """Likeness of two propositions, synonyms left aside: they take most of the time and matter for few pairs.

        ``rivals``: how alike in the plain sense each one's next best match is, to tell the lead.
        """
        shared = self._shared(i, j)
        words, meaning = self._words(i, j, shared), self._meaning(i, j)
        plain = _mean(words, meaning)
        around = self._size(self._around[i] & self._around[j])
        return Likeness(
            words=words,
            cover=_ratio(shared, min(self._clause[i], self._clause[j])),
            wide=_ratio(around, sqrt(self._sentence[i] * self._sentence[j])),
            meaning=meaning,
            lead=round(((plain - rivals[0]) + (plain - rivals[1])) / 2, 4) if rivals else 0.0,
        )

    def of(self, i: int, j: int) -> Likeness:
        """Likeness of the i-th and the j-th proposition."""
        return self.with_synonyms(i, j, self.without_synonyms(i, j))

    def with_synonyms(self, i: int, j: int, like: Likeness) -> Likeness:
        """What :meth:`without_synonyms` found, and what synonyms add."""
        mine = self._nearest(i, j)
        if not mine:  # to be a synonym is mutual
            return like
        theirs = self._nearest(j, i)
        shared = self._shared(i, j)
        near = sqrt((shared + self._worth(mine)) * (shared + self._worth(theirs)))
        return like._replace(
            near=max(0.0, _ratio(near, sqrt(self._clause[i] * self._clause[j])) - like.words),
            synonyms=tuple(sorted({(min(a, b), max(a, b)) for a, (b, _) in (*mine.items(), *theirs.items())})),
        )

    def beyond(self, more: Sequence[Proposition], embed: model.Embed) -> Likenesses:
        """The same weights and the same mean for these propositions and for more, which stand behind them."""
        wider = copy(self)
        wider.all = (*self.all, *more)
        once = log(1 + max(2, len(self.all))) ** 2
        wider.weight = dict.fromkeys((t for p in more for t in p.terms | p.wide), once) | self.weight
        wider._clause = [*self._clause, *(wider._size(p.terms) for p in more)]
        wider._around = [*self._around, *(p.wide for p in more)]
        wider._sentence = [*self._sentence, *(wider._size(p.wide) for p in more)]
        found = embed([p.text for p in more]) if more and self._embedded is not None else None
        if self.matrix is not None and self._embedded is not None and found is not None:
            wider.matrix = np.vstack([self.matrix, model.centred(found, self._embedded)])
        return wider

    def told_by(self, i: int, j: int) -> float:
        """How much of what the j-th proposition tells the i-th tells too, by weight of words, 0 to 1."""
        return _ratio(self._shared(i, j), self._clause[j])

    def _shared(self, i: int, j: int) -> float:
        return self._size(self.all[i].terms & self.all[j].terms)

    def _words(self, i: int, j: int, shared: float) -> float:
        return _ratio(shared, sqrt(self._clause[i] * self._clause[j]))

    def _meaning(self, i: int, j: int) -> float | None:
        return None if self.matrix is None else round(float(self.matrix[i] @ self.matrix[j]), 4)

    def _nearest(self, i: int, j: int) -> dict[str, tuple[str, float]]:
        """The words of one clause for which the other has a synonym only: that word and how near it is."""
        mine, theirs = self.all[i].terms, self.all[j].terms
        others = theirs - mine
        out = {}
        for t in (mine - theirs) & self._close.keys():
            found = self._close[t] & others
            if found:
                nearness, word = max((self._near[t][u], u) for u in found)
                out[t] = (word, nearness)
        return out

    def _worth(self, nearest: dict[str, tuple[str, float]]) -> float:
        return fsum(self.weight[t] * nearness for t, (_, nearness) in nearest.items())


def _printed(propositions: Sequence[Proposition], terms: Iterable[str]) -> dict[str, set[str]]:
    """The terms of a story, with the words of its statements that each stands for."""
    out: dict[str, set[str]] = {t: set() for t in terms}
    for p in propositions:
        s = p.statement
        for word in {*tokens(s.content), *tokens(s.subject), *tokens(s.object), *s.predicate.split()[:1]}:
            if (found := term(word)) in out:
                out[found].add(word)
    return out


def _mean(words: float, meaning: float | None) -> float:
    return (words + (words if meaning is None else meaning)) / 2


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
