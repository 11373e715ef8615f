"""What the tagger sees of a token: numbers from the parse, the layout and the quotation marks, all by whole arrays.

Words are seen through hashes only: spaCy's own 64-bit hash of a lemma, folded into a small table. The tables of the
weights hold no list of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.read import quotes

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]

LEMMAS, TAGS, DEPS, ENTS, SHAPES = 8192, 256, 256, 32, 512
"""Sizes of the tables that hashes are folded into."""
LAYOUT = 32
"""Flags of layout: quoted, mark, start of a sentence, start of a paragraph, capital letter."""
DEEPEST = 40
"""Steps up a tree that are followed; deeper trees come from broken text."""


@dataclass(frozen=True)
class Tokens:
    """The features of the tokens of a text, each an array as long as the text has tokens."""

    lower: NDArray[np.uint64]
    """spaCy's hashes of the words in small letters."""
    lemma: Ints
    tag: Ints
    dep: Ints
    ent: Ints
    shape: Ints
    layout: Ints
    head: Ints
    """Index of the head; a root is its own."""
    sentence: Ints
    """Number of the sentence."""
    paragraph: Ints
    """Number of the paragraph."""
    quotation: Ints
    """Number of the quotation that a token stands in, from 1; 0 outside."""


def of(doc: Doc, text: str) -> Tokens:
    """The features of a parse of ``text``."""
    names = ["LOWER", "LEMMA", "TAG", "DEP", "ENT_TYPE", "SHAPE", "SENT_START", "HEAD", "IDX", "LENGTH"]
    columns = dict(zip(names, doc.to_array([*names]).T, strict=True))
    count = len(doc)
    idx = columns["IDX"].astype(np.int64)
    end = idx + columns["LENGTH"].astype(np.int64)
    opens = columns["SENT_START"].astype(np.int64) == 1
    head = np.arange(count) + columns["HEAD"].astype(np.int64)
    breaks = np.array([i for i, c in enumerate(text) if c == "\n"], dtype=np.int64)
    paragraph = np.searchsorted(breaks, idx)
    found = quotes.find(text)
    starts = np.array([q.start for q in found], dtype=np.int64)
    ends = np.array([q.end for q in found], dtype=np.int64)
    number = np.searchsorted(starts, idx, side="right")
    inside = (number > 0) & (end <= ends[np.maximum(number, 1) - 1]) if len(found) else np.zeros(count, dtype=bool)
    quotation = np.where(inside, number, 0)
    first = np.concatenate([[True], paragraph[1:] != paragraph[:-1]]) if count else np.zeros(0, dtype=bool)
    marks = np.array([c in "\"'" for c in (text[i] for i in idx)], dtype=bool)
    capital = np.array([text[i].isupper() for i in idx], dtype=bool)
    layout = (quotation > 0) + 2 * marks + 4 * opens + 8 * first + 16 * capital
    return Tokens(
        lower=columns["LOWER"],
        lemma=_fold(columns["LEMMA"], LEMMAS),
        tag=_fold(columns["TAG"], TAGS),
        dep=_fold(columns["DEP"], DEPS),
        ent=_fold(columns["ENT_TYPE"], ENTS),
        shape=_fold(columns["SHAPE"], SHAPES),
        layout=layout.astype(np.int64),
        head=head,
        sentence=np.cumsum(opens),
        paragraph=paragraph.astype(np.int64),
        quotation=quotation.astype(np.int64),
    )


def _fold(hashes: NDArray[np.uint64], size: int) -> Ints:
    return (hashes % np.uint64(size)).astype(np.int64)


PATHS = 2048
"""Size of the table of ways through the tree from a cue to a token."""
NEAR = 24
"""Distances from the cue that are told apart on each side, by a scale that widens."""


@dataclass(frozen=True)
class Windows:
    """Every cue with the tokens around it, laid end to end with gaps; index -1 is a gap."""

    token: Ints
    cue: Ints
    """Number of the cue that a place belongs to."""
    head: Ints
    """Place of the token's head in the same window, or -1."""
    path: Ints
    distance: Ints
    relation: Ints
    """Flags: part of the cue, same sentence, same quotation, same paragraph, behind the cue."""


GAP = 4
"""Empty places between two windows: as far as one layer of the network sees."""
RELATIONS = 32


BACK, AHEAD, FAR = 40, 80, 120
"""Tokens read before and behind a cue where quotations stand there, and at most of its own sentence on each side."""


def _reach(tokens: Tokens, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Where windows begin and end: at the ends of the cue's sentence, or further out where quotations stand there."""
    quoted = np.concatenate([[0], np.cumsum(tokens.quotation > 0)])
    own = np.searchsorted(tokens.sentence, tokens.sentence[begin], side="left")
    own_end = np.searchsorted(tokens.sentence, tokens.sentence[end - 1], side="right")
    low, high = np.maximum(own, begin - FAR), np.minimum(own_end, end + FAR)
    low_far = np.maximum(0, np.minimum(low, begin - BACK))
    high_far = np.minimum(len(tokens.head), np.maximum(high, end + AHEAD))
    return (
        np.where(quoted[low] > quoted[low_far], low_far, low),
        np.where(quoted[high_far] > quoted[high], high_far, high),
    )


def windows(tokens: Tokens, cues: list[tuple[int, int]]) -> Windows:
    """The windows of some cues, given as token ranges."""
    heads = np.array([_top(tokens, a, b) for a, b in cues], dtype=np.int64)
    begin = np.array([a for a, _ in cues], dtype=np.int64)
    end = np.array([b for _, b in cues], dtype=np.int64)
    low, high = _reach(tokens, begin, end)
    sizes = high - low + GAP
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    total = int(sizes.sum())
    cue = np.repeat(np.arange(len(cues)), sizes)
    offset = np.arange(total) - starts[cue]
    token = low[cue] + offset
    real = token < high[cue]
    token = np.where(real, token, -1)
    safe = np.maximum(token, 0)
    head_token = tokens.head[safe]
    inside = real & (head_token >= low[cue]) & (head_token < high[cue])
    head = np.where(inside, starts[cue] + head_token - low[cue], -1)
    b, e = begin[cue], end[cue]
    gap = np.where(safe < b, safe - b, np.where(safe >= e, safe - e + 1, 0))
    scale = np.sign(gap) * np.floor(4 * np.log2(1 + np.abs(gap) / 3)).astype(np.int64)
    distance = np.clip(scale, -NEAR, NEAR) + NEAR
    anchor = heads[cue]
    relation = (
        (gap == 0)
        + 2 * (tokens.sentence[safe] == tokens.sentence[anchor])
        + 4 * ((tokens.quotation[safe] > 0) & (tokens.quotation[safe] == tokens.quotation[anchor]))
        + 8 * (tokens.paragraph[safe] == tokens.paragraph[anchor])
        + 16 * (gap > 0)
    )
    path = _paths(tokens, heads, cue, safe)
    return Windows(
        token=token,
        cue=cue,
        head=head,
        path=np.where(real, path, 0),
        distance=np.where(real, distance, 0).astype(np.int64),
        relation=np.where(real, relation, 0).astype(np.int64),
    )


def _top(tokens: Tokens, start: int, end: int) -> int:
    """The token of a range whose head lies outside it."""
    for i in range(start, end):
        if not start <= tokens.head[i] < end or tokens.head[i] == i:
            return i
    return start


RISES = 6
"""Ancestors of a cue that are told apart."""


def _paths(tokens: Tokens, heads: Ints, cue: Ints, token: Ints) -> Ints:
    """The way from each cue to each token: how far up, by which branch up and down; folded into a table."""
    chain = np.zeros((len(heads), RISES), dtype=np.int64)
    at = heads
    for k in range(RISES):
        chain[:, k] = at
        at = tokens.head[at]
    rank = np.full(len(token), -1, dtype=np.int64)
    branch = np.full(len(token), -1, dtype=np.int64)
    steps = np.zeros(len(token), dtype=np.int64)
    todo = np.arange(len(token))
    now = token.copy()
    below = np.full(len(token), -1, dtype=np.int64)
    for _ in range(DEEPEST):
        met = chain[cue[todo]] == now[todo][:, None]
        hit = met.any(axis=1)
        done = todo[hit]
        rank[done] = met[hit].argmax(axis=1)
        branch[done] = below[done]
        todo = todo[~hit]
        up = tokens.head[now[todo]]
        root = up == now[todo]
        todo, up = todo[~root], up[~root]
        if not len(todo):
            break
        below[todo] = now[todo]
        now[todo] = up
        steps[todo] += 1
    down = np.where(branch >= 0, tokens.dep[np.maximum(branch, 0)] + 1, 0)
    up_by = np.where(rank > 0, tokens.dep[chain[cue, np.maximum(rank, 1) - 1]] + 1, 0)
    side = np.where(branch >= 0, branch < chain[cue, np.maximum(rank, 0)], 0)
    mixed = (((rank + 1) * 257 + down) * 257 + up_by) * 2 + side
    mixed = mixed * 4 + np.minimum(steps, 3)
    return ((mixed * 2654435761) >> 12) % PATHS
