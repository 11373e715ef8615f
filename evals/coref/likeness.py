"""Pairs of mentions that may be one event, and what the network is told of each pair."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from evals.coref.candidates import MOST, SPREAD, handles
from evals.coref.stories import Ground, Matrix
from evals.coref.texts import Mention, Text, Words
from sayso.weigh.happened.clusters import neighbours
from sayso.weigh.happened.events import types_in
from sayso.weigh.language import wordnet
from sayso.weigh.language.words import term
from sayso.weigh.matching import vectors

APART = -3.0
"""Log-odds of two texts telling one story below which their mentions are not compared."""
_ONE = 5.0
"""Log-odds taken for a text and itself; also the most taken for two."""
_FEW = 12
"""Mentions of which the mean is as much their own as their subject's."""
_LIGHT = frozenset(["be", "have", "do", "make", "take", "go", "get", "it", "this", "that", "come", "give", "become"])
_SAYING = frozenset(
    ("say", "tell", "report", "announce", "accord", "state", "statement", "confirm", "claim", "add", "reveal", "ask")
).union(("call", "declare", "write", "warn", "cite", "deny", "talk", "speak"))


class Pairs:
    """The mentions of some texts by subject, and the pairs worth comparing, as indices of ``mentions``."""

    def __init__(self, texts: Sequence[Text], ground: Ground, story: Matrix) -> None:
        """``story``: log-odds that two texts tell one story, of shape (texts, texts)."""
        self._ground, self._story = ground, np.clip(story, -_ONE, _ONE)
        np.fill_diagonal(self._story, _ONE)
        self.mentions = [m for t in texts for m in t.mentions]
        self.text = [at for at, t in enumerate(texts) for _ in t.mentions]
        self.groups: dict[int, list[int]] = defaultdict(list)
        for at, text in enumerate(self.text):
            self.groups[ground.subject[text]].append(at)
        self._senses = [_senses(m) for m in self.mentions]
        held_by = {at: handles(m, self._senses[at]) for at, m in enumerate(self.mentions)}
        found = [
            (i, j)
            for group in self.groups.values()
            for i, j in neighbours(group, held_by, most=MOST, spread=SPREAD)
            if self._story[self.text[i], self.text[j]] > APART
        ]
        self.left, self.right = [i for i, _ in found], [j for _, j in found]
        held = Counter(w for t in texts for w in t.words)
        self._rare = {w: math.log((len(texts) + 1) / (n + 0.5)) for w, n in held.items()}
        self._rarest = math.log((len(texts) + 1) * 2)
        self._told: dict[int, Counter[str]] = defaultdict(Counter)
        for at, t in enumerate(texts):
            self._told[ground.subject[at]].update({m.lemma for m in t.mentions})
        self._texts = Counter(ground.subject)
        self._kinds = [types_in(m.printed) for m in self.mentions]
        self._terms = [frozenset(term(w) for w in m.words if len(w) > 2) for m in self.mentions]

    def features(self) -> Matrix:
        """One row a pair."""
        alone = _alone([m.printed for m in self.mentions])
        inside, wide = in_context(self.mentions)
        views = [_unit(inside), self._centred(inside), alone, self._centred(alone), self._centred(wide)]
        left, right = np.array(self.left), np.array(self.right)
        cosines = np.stack([np.einsum("ij,ij->i", v[left], v[right]) for v in views], axis=1)
        rows = np.array([self._row(i, j) for i, j in zip(self.left, self.right, strict=True)])
        told, wordy = rows[:, -1:], rows[:, -2:-1]
        return np.hstack([rows, cosines, told * cosines[:, 1:2], wordy * cosines[:, 1:2]])

    def _centred(self, rows: Matrix) -> Matrix:
        out = _unit(rows)
        for group in self.groups.values():
            out[group] -= out[group].mean(axis=0) * len(group) / (len(group) + _FEW)
        return _unit(out)

    def _weight(self, words: Iterable[str]) -> float:
        return math.fsum(self._rare.get(w, self._rarest) for w in words)

    def _shared(self, left: Words, right: Words) -> tuple[float, float]:
        """Share of the smaller set, and of both together, that two sets have in common, rare words weighing more."""
        both = self._weight(left & right) if left and right else 0.0
        if both <= 0:
            return 0.0, 0.0
        return both / max(1e-9, min(self._weight(left), self._weight(right))), both / self._weight(left | right)

    def _row(self, i: int, j: int) -> list[float]:
        a, b = self.mentions[i], self.mentions[j]
        x, y = self.text[i], self.text[j]
        same, above = wordnet.nearness(self._senses[i], self._senses[j])
        common = bool(self._terms[i] & self._terms[j])
        lemma, stem = a.lemma == b.lemma, term(a.lemma) == term(b.lemma)
        word = max(float(lemma or stem or common), same)
        rarity = min(self._rare.get(term(m.lemma), self._rarest) for m in (a, b))
        story = float(self._story[x, y])
        subjects = self._shared(a.subject, b.subject)
        crossed = max(self._shared(a.subject, b.object)[0], self._shared(a.object, b.subject)[0])
        heads_crossed = bool(a.subject_heads & b.object_heads or a.object_heads & b.subject_heads)
        saying = [m.lemma in _SAYING for m in (a, b)]
        light = [m.lemma in _LIGHT for m in (a, b)]
        told, texts = self._told[self._ground.subject[x]], self._texts[self._ground.subject[x]]
        return [
            *(a.printed == b.printed, lemma, stem, common, same, above, word * rarity, rarity),
            *_agree(self._kinds[i], self._kinds[j]),
            *(x == y, x == y and a.line == b.line, story, word * story, same * (not lemma) * story),
            *(self._ground.words[x, y], self._ground.meaning[x, y], self._ground.names[x, y]),
            *(*subjects, *self._shared(a.object, b.object), crossed, heads_crossed),
            *(self._shared(a.circumstance, b.circumstance)[0], not a.subject and not b.subject),
            *_agree(a.subject_heads, b.subject_heads),
            *_agree(a.object_heads, b.object_heads),
            *(*self._shared(a.near, b.near), *self._shared(a.names, b.names), self._shared(a.wide, b.wide)[1]),
            *(*_agree(a.dates, b.dates), *_agree(a.places, b.places), *_agree(a.numbers, b.numbers)),
            *(all(saying), any(saying) and not all(saying), all(saying) * subjects[0], all(light), any(light)),
            *(a.verb and b.verb, a.verb != b.verb, self._shared(a.governed, b.governed)[1]),
            *(min(told[a.lemma], told[b.lemma]) / texts, same, word),
        ]


def _senses(mention: Mention) -> tuple[wordnet.Sense, ...]:
    """The senses of a mention: of its words together where they stand as one, else of its head."""
    joined = " ".join(mention.words)
    found = (*wordnet.senses(joined, "v"), *wordnet.senses(joined, "n")) if len(mention.words) > 1 else ()
    if found:
        return found
    first, second = (wordnet.senses(mention.lemma, part) for part in _parts(mention))
    return (*first, *second) if mention.adjective or not first else first


def _parts(mention: Mention) -> tuple[wordnet.Part, wordnet.Part]:
    return ("v", "n") if mention.verb else ("n", "v")


def _agree(left: Words, right: Words) -> tuple[float, float]:
    """Whether two sets have something in common, and whether both are given and do not."""
    both = bool(left and right)
    return float(both and bool(left & right)), float(both and not left & right)


def _alone(printed: Sequence[str]) -> Matrix:
    """The vectors of the words of mentions by themselves; zeros without the model."""
    names = sorted(set(printed))
    found = vectors.embed(names)
    if found is None:
        return np.zeros((len(printed), 1))
    place = {name: at for at, name in enumerate(names)}
    return found[[place[p] for p in printed]].astype(np.float64)


def in_context(mentions: Sequence[Mention]) -> tuple[Matrix, Matrix]:
    """Mean vectors of each mention's word pieces in their sentence, and of the sentence; zeros without the model."""
    model = vectors._model()
    if model is None:
        return np.zeros((len(mentions), 1)), np.zeros((len(mentions), 1))
    tokenizer, session = model
    holders: dict[str, list[int]] = defaultdict(list)
    for row, mention in enumerate(mentions):
        holders[mention.sentence].append(row)
    out = np.zeros((len(mentions), vectors.DIMENSIONS))
    whole = np.zeros_like(out)
    for sentence, rows in holders.items():
        encoded = tokenizer.encode(sentence)
        ids = np.array([encoded.ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, feeds)[0][0]
        whole[rows] = hidden.mean(axis=0)
        for row in rows:
            spans = mentions[row].spans
            inside = [n for n, (a, b) in enumerate(encoded.offsets) if b > a and any(a < e and b > s for s, e in spans)]
            if inside:
                out[row] = hidden[inside].mean(axis=0)
    return out, whole


def _unit(matrix: Matrix) -> Matrix:
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(length == 0, 1, length), dtype=np.float64)
