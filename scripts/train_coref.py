"""Train ``evals/coref/weights.npz``, the weights behind the adapter of the task ``coref``.

    python -m scripts.train_coref

Needs the shared data (``SAYSO_SHARED``). Learns from the ``train`` part of ``bench/coref`` alone (ECB+, annotation
CC BY 3.0; its texts belong to their publishers); only numbers ship. Two texts count as one story where their mentions
share an event: nothing is taken from ids. The networks learn from what the story model says of texts that it has not
seen, and those of the second look from what the first say of such pairs. Prints what the weights give on held-out train
topics, by the least likeness at which clusters join. One core, some minutes; the seed is fixed.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from evals import rows
from evals.coref import again, likeness, model, stories
from evals.coref.model import Weights
from evals.coref.stories import Matrix
from evals.coref.texts import read
from evals.documents import documents

from sayso.weigh.happened.clusters import grow

SEED = 7
FOLDS = 5
NETWORKS = 4
HIDDEN = {"first": 24, "again": 48}
"""Width of the networks of each look."""
EPOCHS = 10
BATCH = 512
RATE = 2e-3
DECAY = 1e-3
EASY = 0.4
"""Share of the pairs that are two events that a network learns from."""
JOINS = (0.45, 0.5, 0.55, 0.6)

Arrays = dict[str, Any]


def learn_stories(features: Matrix, same: Matrix) -> Arrays:
    """A logistic model with a small penalty, by Newton's method; scaling is folded into the weights."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    x = np.hstack([(features - mean) / scale, np.ones((len(features), 1))])
    w = np.zeros(x.shape[1])
    penalty = np.diag([3.0] * (len(w) - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty + 1e-9 * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - same) + penalty @ w)
    return {"story": w[:-1] / scale, "story_bias": w[-1] - float((w[:-1] * mean / scale).sum())}


def learn_network(x: Matrix, same: Matrix, width: int, seed: int) -> list[Matrix]:
    """One hidden layer, by Adam with decay of the weights: in, hidden, out, bias."""
    rng = np.random.default_rng(seed)
    keep = np.flatnonzero((same > 0) | (rng.random(len(x)) < EASY))
    part = [
        rng.normal(0, (2 / x.shape[1]) ** 0.5, (x.shape[1], width)),
        np.zeros(width),
        rng.normal(0, (2 / width) ** 0.5, width),
        np.zeros(1),
    ]
    first, second, step = [np.zeros_like(p) for p in part], [np.zeros_like(p) for p in part], 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        for batch in np.array_split(rng.permutation(keep), max(1, len(keep) // BATCH)):
            before = x[batch] @ part[0] + part[1]
            hidden = np.maximum(before, 0)
            wrong = (1 / (1 + np.exp(-np.clip(hidden @ part[2] + part[3], -30, 30))) - same[batch]) / len(batch)
            back = (wrong[:, None] * part[2]) * (before > 0)
            slopes = [x[batch].T @ back, back.sum(axis=0), hidden.T @ wrong, wrong.sum(keepdims=True)]
            step += 1
            for n, slope in enumerate(slopes):
                first[n] = 0.9 * first[n] + 0.1 * slope
                second[n] = 0.999 * second[n] + 0.001 * slope**2
                move = (first[n] / (1 - 0.9**step)) / (np.sqrt(second[n] / (1 - 0.999**step)) + 1e-8)
                part[n] = part[n] - rate * (move + DECAY * part[n])
    return part


def learn_events(features: Matrix, same: Matrix, look: str) -> Arrays:
    """The bag of networks of one look."""
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    bag = [learn_network((features - mean) / scale, same, HIDDEN[look], SEED + n) for n in range(NETWORKS)]
    into, hidden, out, bias = (np.stack([parts[at] for parts in bag]) for at in range(4))
    return dict(zip((f"{look}_{n}" for n in model.NETWORK), (mean, scale, into, hidden, out, bias[:, 0]), strict=True))


def held_out(features: Matrix, same: Matrix, home: Matrix, look: str) -> Matrix:
    """What networks say of each fold that have learned from the others."""
    sure = np.zeros(len(same))
    for k in range(FOLDS):
        seen, unseen = home != k, home == k
        sure[unseen] = Weights(learn_events(features[seen], same[seen], look)).same_event(features[unseen], look)
    return sure


def connected(texts: list[set[str]]) -> list[int]:
    """The story of each text: texts that share an event, straight or through others."""
    root = list(range(len(texts)))

    def find(at: int) -> int:
        while root[at] != at:
            at = root[at]
        return at

    holder: dict[str, int] = {}
    for at, events in enumerate(texts):
        for event in sorted(events):
            root[find(at)] = find(holder.setdefault(event, at))
    return [find(at) for at in range(len(texts))]


def main() -> None:
    """Learn, print the figures of held-out topics, write the weights."""
    data = rows.SHARED / "bench" / "coref"
    found = [d for d in documents(data) if d["set"] == "train"]
    found.sort(key=lambda d: (d["text"], [m["spans"] for m in d["mentions"]]))
    event = {m["id"]: m["cluster"] for g in documents(data, "gold") for m in g["mentions"]}
    texts = [read(d["text"], [(m["id"], m["spans"]) for m in d["mentions"]]) for d in found]
    ground = stories.Ground(texts)
    told = np.array(connected([{event[m["id"]] for m in d["mentions"]} for d in found]))
    subject = np.array(ground.subject)
    fold = np.unique(subject, return_inverse=True)[1] % FOLDS
    one, two = np.triu_indices(len(texts), 1)
    near = subject[one] == subject[two]
    one, two = one[near], two[near]
    same_story = (told[one] == told[two]).astype(float)
    unseen = np.full((len(texts), len(texts)), -20.0)
    for k in range(FOLDS):
        seen = fold[one] != k
        odds = Weights(learn_stories(ground.features[one[seen], two[seen]], same_story[seen])).same_story(ground)
        unseen[fold == k] = odds[fold == k]
    pairs = likeness.Pairs(texts, ground, unseen)
    features = pairs.features()
    names = [event[m.id] for m in pairs.mentions]
    same = np.array([names[i] == names[j] for i, j in zip(pairs.left, pairs.right, strict=True)], dtype=float)
    home = fold[np.array(pairs.text)[np.array(pairs.left)]]
    first = held_out(features, same, home, "first")
    wider = np.hstack([features, again.features(pairs, first)])
    arrays = {
        **learn_stories(ground.features[one, two], same_story),
        **learn_events(features, same, "first"),
        **learn_events(wider, same, "again"),
    }
    small: Arrays = {name: np.asarray(a, dtype=np.float32) for name, a in arrays.items()}
    np.savez_compressed(model.WEIGHTS, **small)
    for look, sure in (("first", first), ("again", held_out(wider, same, home, "again"))):
        print(look, flush=True)
        _report(data, found, pairs, sure)


def _report(data: Path, found: list[dict[str, Any]], pairs: likeness.Pairs, sure: Matrix) -> None:
    """Score the held-out probabilities at each threshold."""
    with tempfile.TemporaryDirectory() as folder:
        rows.pick(rows.Row("", "coref", "", "", (), "train"), data, Path(folder), None)
        for join in JOINS:
            links = zip(pairs.left, pairs.right, sure.tolist(), strict=True)
            homes = grow(len(pairs.mentions), links, join)
            named = {m.id: str(home) for m, home in zip(pairs.mentions, homes, strict=True)}
            out = Path(folder) / "predictions.jsonl"
            lines = [
                {"doc": d["doc"], "mentions": [{"id": m["id"], "cluster": named[m["id"]]} for m in d["mentions"]]}
                for d in found
            ]
            out.write_text("".join(json.dumps(x) + "\n" for x in lines), encoding="utf-8")
            print(join, rows.score("coref", out, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
