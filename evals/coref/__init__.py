"""The adapter of the task ``coref``: which mentions of events, in which texts, are the same event.

Texts are sorted into stories by their words, names and meaning; inside a story a small trained network says of each
pair of mentions how sure it is that they are one event, and clusters grow by the average of it. Nothing is taken from
the ids or the topics of the documents, and the order of the documents makes no difference.

The network learned from the ``train`` part of the task alone (ECB+, annotation CC BY 3.0): ``scripts/train_coref.py``.
It stands here and not in the product: sayso weighs statements, not marked words, and does not call it.
"""

from __future__ import annotations

from pathlib import Path

from evals.coref import likeness, stories
from evals.coref.clusters import grow
from evals.coref.model import load
from evals.coref.texts import read
from evals.documents import documents

JOIN = 0.5
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
        sure = weights.same_event(pairs.features())
        for story, members in sorted(pairs.groups.items()):
            for at, cluster in zip(members, grow(pairs.square(story, sure), JOIN), strict=True):
                named[pairs.mentions[at].id] = f"{story}-{cluster}"
    return [
        {
            "doc": d["doc"],
            "mentions": [{"id": m["id"], "cluster": named.get(m["id"], m["id"])} for m in d["mentions"]],
        }
        for d in sorted(found, key=lambda d: str(d["doc"]))
    ]
