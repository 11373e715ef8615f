"""A small trained tagger: who says, thinks, wants or plans what, in the wide sense of PARC and PolNeAR.

Two steps, as in semantic role labelling: mark the cues of a text, then, for each cue, the words of its source and of
its content. Pure and deterministic; works on a parse, knows no rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.read.attribution.tagger import features, network
from sayso.spans import Range

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc

    from sayso.read.attribution.tagger.features import Ints, Tokens
    from sayso.read.attribution.tagger.network import Floats, Network

CUES = 128
"""Cues whose surroundings are read at once: memory does not grow with the length of a report."""


@dataclass(frozen=True)
class Act:
    """One attribution as ranges of tokens."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]


def find(doc: Doc, text: str, known: Collection[int] = ()) -> tuple[Act, ...]:
    """Every attribution that the tagger sees in a parse of ``text``, in the order of the cues.

    Cues that hold a ``known`` token are passed over, which saves the larger part of the work.
    """
    return acts(network.load(), features.of(doc, text), context(doc), known) if len(doc) else ()


def context(doc: Doc) -> Floats:
    """The parser's own vector of each token in its surroundings; zeros where another parser made the parse."""
    if doc.tensor.shape == (len(doc), network.CONTEXT):
        return np.asarray(doc.tensor, dtype=np.float32)
    return np.zeros((len(doc), network.CONTEXT), dtype=np.float32)


def acts(net: Network, tokens: Tokens, context: Floats, known: Collection[int] = ()) -> tuple[Act, ...]:
    """What a network finds in some tokens; at least one."""
    seen = net.encode(tokens, context)
    cues = [cue for cue in _ranges(net.mark_cues(seen, tokens), 1) if not any(i in known for i in range(*cue))]
    return tuple(act for at in range(0, len(cues), CUES) for act in _around(net, tokens, seen, cues[at : at + CUES]))


def _around(net: Network, tokens: Tokens, seen: Floats, cues: list[Range]) -> list[Act]:
    windows = features.windows(tokens, cues)
    roles = net.mark_roles(seen, cues, windows)
    found: tuple[list[list[Range]], ...] = ([[] for _ in cues], [[] for _ in cues])
    for opens, out in zip((1, 3), found, strict=True):
        for first, end in _ranges(roles, opens):
            token = int(windows.token[first])
            out[int(windows.cue[first])].append((token, token + end - first))
    return [Act(cue, tuple(source), tuple(content)) for cue, source, content in zip(cues, *found, strict=True)]


def _ranges(tags: Ints, opens: int) -> list[Range]:
    """Runs of tags that begin with ``opens`` and go on with the tag after it."""
    starts = np.flatnonzero(tags == opens)
    others = np.flatnonzero(np.append(tags, 0) != opens + 1)
    ends = others[np.searchsorted(others, starts, side="right")] if len(starts) else starts
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]
