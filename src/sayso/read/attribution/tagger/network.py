"""The tagger's network in numpy: it reads every token once, marks the cues, and then reads the tokens round each cue.

Both readers are stacks of one layer: a token sees itself, a neighbour on either side and its head in the tree, and what
it makes of them is added to what it was. Weights come from ``scripts/train_tagger.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.read.attribution.tagger.features import Tokens, Windows

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TOKEN_TABLES = ("lemma", "tag", "dep", "ent", "shape", "layout")
HEAD_TABLES = ("tag", "dep")
CONTEXT = 96
"""Length of the vectors that the packaged parser makes of tokens."""
BLOCK = 2048
"""Tokens that a layer reads at once."""


@dataclass(frozen=True)
class Layer:
    """One layer: weights for left neighbour, token, right neighbour and head, and the scale of its output."""

    step: int
    """How many tokens away the neighbours are."""
    weight: Floats
    """Four inputs long, one wide."""
    bias: Floats
    scale: Floats
    shift: Floats

    def read(self, x: Floats, head: Ints, empty: Ints) -> Floats:
        """One pass; ``head`` -1 is none, and the places ``empty`` of the result are zeros."""
        above = np.vstack([x, np.zeros((1, x.shape[1]), dtype=np.float32)])
        size, step = x.shape[1], self.step
        wide = np.zeros((len(x) + 2 * step, size), dtype=np.float32)
        wide[step : len(x) + step] = x
        out = np.empty_like(x)
        for low in range(0, len(x), BLOCK):
            high = min(low + BLOCK, len(x))
            taps = [wide[low + i * step : high + i * step] for i in range(3)]
            made = np.hstack([*taps, above[head[low:high]]]) @ self.weight
            made += self.bias
            np.maximum(made, 0, out=made)
            made += x[low:high]
            out[low:high] = normal(made, self.scale, self.shift)
        out[empty] = 0
        return out


def normal(x: Floats, scale: Floats, shift: Floats) -> Floats:
    """Rows with mean 0 and variance 1, then scaled and shifted; in place."""
    x -= x.mean(axis=1, keepdims=True)
    x *= 1 / np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / x.shape[1] + np.float32(1e-5))
    x *= scale
    x += shift
    return x


@dataclass(frozen=True)
class Chain:
    """Scores of one tag after another, of the first tag, and of a tag from what the network saw."""

    weight: Floats
    bias: Floats
    after: Floats
    first: Floats

    def best(self, x: Floats, starts: Ints, sizes: Ints) -> Ints:
        """The best tags of the runs of places that start at ``starts``, one for each row of ``x``; 0 elsewhere.

        Runs go side by side, longest first, so that the work is one step for each place of the longest.
        """
        scores = x @ self.weight + self.bias
        order = np.argsort(-sizes, kind="stable")
        starts, sizes = starts[order], sizes[order]
        live = np.searchsorted(-sizes, -np.arange(int(sizes[0]) + 1), side="left")
        best = self.first + scores[starts]
        back = np.zeros((len(live), *best.shape), dtype=np.int64)
        for at in range(1, len(live) - 1):
            n = live[at]
            ways = best[:n, :, None] + self.after
            back[at, :n] = ways.argmax(axis=1)
            best[:n] = ways.max(axis=1) + scores[starts[:n] + at]
        last = best.argmax(axis=1)
        out = np.zeros(len(x), dtype=np.int64)
        rows = np.arange(len(starts))
        for at in range(len(live) - 2, -1, -1):
            n = live[at]
            out[starts[:n] + at] = last[:n]
            going = rows[:n] if at else rows[:0]
            last[going] = back[at, going, last[going]]
        return out


@dataclass(frozen=True)
class Network:
    """All weights, tables already multiplied by the weights that follow them."""

    words: NDArray[np.uint64]
    """Hashes of known words, rising."""
    word_table: Floats
    """What a word adds to a token, and to the tokens that hang from it; row 0 for unknown words."""
    tables: dict[str, Floats]
    head_tables: dict[str, Floats]
    context: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    first: tuple[Layer, ...]
    cues: Chain
    token: Floats
    token_bias: Floats
    cue: Floats
    path: Floats
    distance: Floats
    relation: Floats
    second_scale: Floats
    second_shift: Floats
    second: tuple[Layer, ...]
    roles: Chain

    def encode(self, tokens: Tokens, context: Floats) -> Floats:
        """Every token as the network sees it, in the order of the text."""
        word = word_rows(self.words, tokens.lower)
        size = self.word_table.shape[1] // 2
        x = self.bias + self.word_table[word, :size]
        x += self.word_table[word[tokens.head], size:]
        for name, table in self.tables.items():
            x += table[getattr(tokens, name)]
        for name, table in self.head_tables.items():
            x += table[getattr(tokens, name)[tokens.head]]
        x += context @ self.context
        x = normal(np.maximum(x, 0), self.scale, self.shift)
        none = np.zeros(0, dtype=np.int64)
        for layer in self.first:
            x = layer.read(x, tokens.head, none)
        return x

    def mark_cues(self, x: Floats, tokens: Tokens) -> Ints:
        """The cue tag of every token: 0 none, 1 first, 2 inside."""
        starts = np.flatnonzero(np.concatenate([[True], tokens.sentence[1:] != tokens.sentence[:-1]]))
        return self.cues.best(x, starts, np.diff(np.append(starts, len(x))))

    def mark_roles(self, x: Floats, cues: list[tuple[int, int]], windows: Windows) -> Ints:
        """The role tag of every place: 0 none, 1 and 2 source, 3 and 4 content."""
        own = np.vstack([x @ self.token + self.token_bias, np.zeros((1, self.token.shape[1]), dtype=np.float32)])
        asked = np.stack([x[a:b].mean(axis=0) for a, b in cues]) @ self.cue
        y = own[windows.token]
        y += asked[windows.cue]
        y += self.path[windows.path]
        y += self.distance[windows.distance]
        y += self.relation[windows.relation]
        y = normal(np.maximum(y, 0), self.second_scale, self.second_shift)
        empty = np.flatnonzero(windows.token < 0)
        y[empty] = 0
        for layer in self.second:
            y = layer.read(y, windows.head, empty)
        first = np.flatnonzero(np.concatenate([[True], windows.cue[1:] != windows.cue[:-1]]))
        sizes = np.bincount(windows.cue[windows.token >= 0], minlength=len(cues))
        return self.roles.best(y, first, sizes)


def word_rows(words: NDArray[np.uint64], lower: NDArray[np.uint64]) -> Ints:
    """The row of each word in a table for some known words, whose hashes rise; 0 for unknown words."""
    at = np.minimum(np.searchsorted(words, lower), len(words) - 1)
    return np.where(words[at] == lower, at + 1, 0)


@lru_cache(maxsize=1)
def load() -> Network:
    """The weights of ``data/tagger.npz``, loaded once."""
    with files("sayso.data").joinpath("tagger.npz").open("rb") as file, np.load(file, allow_pickle=False) as raw:
        return network({name: raw[name] for name in raw.files})


def network(raw: dict[str, NDArray[np.generic]]) -> Network:
    """A network from the arrays of a file of weights (see ``scripts/train_tagger.py`` for their names)."""
    w = {name: np.asarray(value, dtype=np.float32) for name, value in raw.items() if name != "words"}
    parts, at = {}, 0
    sizes = [("word", w["vectors"].shape[1]), ("word_of_head", w["vectors"].shape[1])]
    sizes += [(name, w[name].shape[1]) for name in TOKEN_TABLES]
    sizes += [(f"{name}_of_head", w[f"{name}_of_head"].shape[1]) for name in HEAD_TABLES]
    for name, size in sizes:
        parts[name] = w["input"][at : at + size]
        at += size
    vectors = np.vstack([np.zeros((1, w["vectors"].shape[1]), dtype=np.float32), w["vectors"]])
    return Network(
        words=np.asarray(raw["words"], dtype=np.uint64),
        word_table=np.hstack([vectors @ parts["word"], vectors @ parts["word_of_head"]]),
        tables={name: w[name] @ parts[name] for name in TOKEN_TABLES},
        head_tables={name: w[f"{name}_of_head"] @ parts[f"{name}_of_head"] for name in HEAD_TABLES},
        context=w["input"][at:],
        bias=w["input_bias"],
        scale=w["input_scale"],
        shift=w["input_shift"],
        first=_layers(w, "first"),
        cues=_chain(w, "cues"),
        token=w["token"],
        token_bias=w["token_bias"],
        cue=w["cue"],
        path=w["path"],
        distance=w["distance"],
        relation=w["relation"],
        second_scale=w["second_scale"],
        second_shift=w["second_shift"],
        second=_layers(w, "second"),
        roles=_chain(w, "roles"),
    )


def _layers(w: dict[str, Floats], name: str) -> tuple[Layer, ...]:
    steps = [int(step) for step in w[f"{name}_steps"]]
    return tuple(
        Layer(step, *(w[f"{name}_{i}_{part}"] for part in ("weight", "bias", "scale", "shift")))
        for i, step in enumerate(steps)
    )


def _chain(w: dict[str, Floats], name: str) -> Chain:
    return Chain(*(w[f"{name}_{part}"] for part in ("weight", "bias", "after", "first")))
