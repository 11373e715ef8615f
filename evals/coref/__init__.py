"""The adapter of the task ``coref``: which mentions of events, in which texts, are the same event.

Texts are sorted into stories by their words, names and meaning; inside a story a small trained network says of each
pair of mentions how sure it is that they are one event, a second looks again at each pair in the light of all others,
and clusters grow by the average of it. Nothing is taken from the ids or the topics of the documents, and the order of
the documents makes no difference.

The networks learned from the ``train`` part of the task alone (ECB+, annotation CC BY 3.0): ``scripts/train_coref.py``.
It stands here and not in the product: sayso weighs statements, not marked words, and does not call it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evals.coref import again, likeness, stories
from evals.coref.model import Weights, load
from evals.coref.stories import Matrix
from evals.coref.texts import read
from evals.documents import documents
from sayso.weigh.happened.clusters import grow

JOIN = 0.55
"""Least average probability of two clusters that are one event: the middle of the flat top over held-out topics."""


def predict(data: Path) -> list[object]:
    """``{"doc", "mentions": [{"id", "cluster"}]}`` for every document of ``docs.jsonl.gz``."""
    found = sorted(documents(data), key=lambda d: (d["text"], [m["spans"] for m in d["mentions"]]))
    texts = [read(d["text"], [(m["id"], m["spans"]) for m in d["mentions"]]) for d in found]
    weights = load()
    ground = stories.Ground(texts)
    pairs = likeness.Pairs(texts, ground, weights.same_story(ground))
    named: dict[str, str] = {}
    if len(pairs.left):
        sure = judged(pairs, weights)
        homes = grow(len(pairs.mentions), zip(pairs.left, pairs.right, sure.tolist(), strict=True), JOIN)
        named = {m.id: f"event-{home}" for m, home in zip(pairs.mentions, homes, strict=True)}
    return [
        {
            "doc": d["doc"],
            "mentions": [{"id": m["id"], "cluster": named.get(m["id"], m["id"])} for m in d["mentions"]],
        }
        for d in sorted(found, key=lambda d: str(d["doc"]))
    ]


def judged(pairs: likeness.Pairs, weights: Weights) -> Matrix:
    """How sure both looks are that each pair is one event."""
    features = pairs.features()
    first = weights.same_event(features)
    return weights.same_event(np.hstack([features, again.features(pairs, first)]), "again")
