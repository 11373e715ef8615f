"""Mentions of events in invented reports of two fires: what is one event, whatever the order and the ids."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from evals import coref
from evals.coref.texts import read

NORVIK = (
    ("n1", "A fire destroyed the cannery in Norvik on Monday .", ["fire", "destroyed"]),
    (
        "n2",
        "The blaze at the Norvik cannery killed two workers , the mayor Ada Holm said .",
        ["blaze", "killed", "said"],
    ),
    ("n3", "Two workers were killed in Monday 's fire at the cannery in Norvik .", ["killed", "fire"]),
)
TARSU = (
    ("t1", "A fire swept through a hotel in Tarsu on Friday and guests fled .", ["fire", "fled"]),
    ("t2", "Guests fled the Tarsu hotel fire , said its manager Omar Beck .", ["fled", "fire", "said"]),
)


def _write(folder: Path, texts: list[tuple[str, str, list[str]]]) -> Path:
    with gzip.open(folder / "docs.jsonl.gz", "wt", encoding="utf-8") as file:
        for doc, text, words in texts:
            spans = [(text.index(f"{w} "), text.index(f"{w} ") + len(w)) for w in words]
            mentions = [{"id": f"{doc}#{w}", "spans": [s], "text": w} for w, s in zip(words, spans, strict=True)]
            file.write(
                json.dumps({"doc": doc, "set": "dev", "topic": "", "text": f"{text}\n", "mentions": mentions}) + "\n"
            )
    return folder


def _clusters(folder: Path, texts: list[tuple[str, str, list[str]]]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    row: Any
    for row in coref.predict(_write(folder, texts)):
        for m in row["mentions"]:
            found.setdefault(m["cluster"], set()).add(m["id"])
    return {frozenset(members) for members in found.values()}


def _home(clusters: set[frozenset[str]], mention: str) -> frozenset[str]:
    return next(c for c in clusters if mention in c)


def test_the_same_happening_is_one_event_and_another_like_it_is_not(tmp_path: Path) -> None:
    clusters = _clusters(tmp_path, [*NORVIK, *TARSU])
    assert "n3#killed" in _home(clusters, "n2#killed")
    assert _home(clusters, "t1#fled") == {"t1#fled", "t2#fled"}
    assert "n3#fire" in _home(clusters, "n1#fire")
    assert not {"t1#fire", "t2#fire"} & _home(clusters, "n1#fire")
    assert _home(clusters, "n2#said") != _home(clusters, "t2#said")
    assert not any(len({m[0] for m in c}) > 1 for c in clusters)


def test_neither_the_order_of_the_texts_nor_their_ids_matter(tmp_path: Path) -> None:
    texts = [*NORVIK, *TARSU]
    first = _clusters(tmp_path, texts)
    assert _clusters(tmp_path, texts[::-1]) == first
    renamed = [(f"x{n}", text, words) for n, (_, text, words) in enumerate(texts)]
    new = {doc: name for (doc, *_), (name, *_) in zip(texts, renamed, strict=True)}
    assert _clusters(tmp_path, renamed) == {frozenset(new[m[:2]] + m[2:] for m in c) for c in first}


def test_texts_without_mentions_are_kept(tmp_path: Path) -> None:
    assert coref.predict(_write(tmp_path, [("a", "Nothing happened .", [])])) == [{"doc": "a", "mentions": []}]


def test_who_acts_and_who_is_acted_upon_are_the_same_in_the_passive() -> None:
    active = read("The navy captured the pirates .\n", [("a", [(9, 17)])]).mentions[0]
    passive = read("The pirates were captured by the navy .\n", [("b", [(17, 25)])]).mentions[0]
    assert (active.subject_heads, active.object_heads) == (passive.subject_heads, passive.object_heads)
    assert active.subject_heads
    assert active.object_heads
