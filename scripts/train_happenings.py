"""Train ``src/sayso/data/happenings.toml``: how sure it is that two statements of one story tell of one event.

    python -m scripts.train_happenings

Needs the shared data (``SAYSO_SHARED``). Learns from the ``train`` part of ``bench/coref`` alone (ECB+, annotation
CC BY 3.0; its texts belong to their publishers); only numbers ship. Each text is read as any report; a statement stands
for the marked mention that is its verb or the noun of it. A story is what shares a marked event. Prints pair figures on
the ``dev`` part, for the types that events are made of. No chance is involved: the model is logistic, with a small
penalty. One core, some minutes.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from evals.coref.stories import Matrix
from evals.documents import documents, reading_of
from evals.rows import SHARED

from sayso.records import Reading, Statement
from sayso.weigh.happened.clusters import grow
from sayso.weigh.happened.events import type_of
from sayso.weigh.happened.happenings import FEATURES, Compared, told
from sayso.weigh.language import wordnet
from sayso.weigh.who.identity import identify
from scripts.train_coref import connected, learn_stories

OUT = Path(str(files("sayso.data").joinpath("happenings.toml")))
JOINS = (0.4, 0.5, 0.6, 0.7)

Marked = list[tuple[Statement, str]]
"""Statements with the event that the mention is of that they stand for."""
HEAD = """# How much each likeness of two statements says for their telling of one event (log-odds of a logistic model).
# Learned from pairs of statements inside one story of the train part of ECB+ (annotation CC BY 3.0; only numbers ship)
# by scripts/train_happenings.py, which overwrites this file; none is set by hand.
"""


def marked(document: dict[str, Any], reading: Reading, event: dict[str, str]) -> Marked:
    """The statements of a text that stand for one of its mentions, each once."""
    out: Marked = []
    used: set[str] = set()
    for mention in sorted(document["mentions"], key=lambda m: m["spans"]):
        start, word = mention["spans"][0][0], mention["text"].lower()
        for s in reading.statements:
            verb = s.predicate.split(" ")[0]
            told_so = verb and (wordnet.normal(word, "n") == verb or word[: len(verb) - 1] == verb[:-1])
            if told_so and s.sentence.start <= start < s.sentence.end and s.id not in used:
                used.add(s.id)
                out.append((s, event[mention["id"]]))
                break
    return out


def stories(part: str) -> list[tuple[list[Reading], Marked]]:
    """The readings and the marked statements of each story of a part of the task."""
    data = SHARED / "bench" / "coref"
    event = {m["id"]: m["cluster"] for g in documents(data, "gold") for m in g["mentions"]}
    found = [d for d in documents(data) if d["set"] == part]
    home = connected([{event[m["id"]] for m in d["mentions"]} for d in found])
    out: dict[int, tuple[list[Reading], Marked]] = defaultdict(lambda: ([], []))
    for document, story in zip(found, home, strict=True):
        reading = reading_of(document)
        out[story][0].append(reading)
        out[story][1].extend(marked(document, reading, event))
    return [out[story] for story in sorted(out)]


def learn(found: list[tuple[list[Reading], Marked]]) -> tuple[float, Matrix]:
    """The bias and the weights."""
    features, same = [], []
    for readings, mentions in found:
        compared = _compared(readings, mentions)
        for i, j in combinations(range(len(mentions)), 2):
            features.append(compared.row(i, j))
            same.append(float(mentions[i][1] == mentions[j][1]))
    learned = learn_stories(np.array(features), np.array(same))
    print(f"{len(same)} pairs, {sum(same):.0f} of one event")
    return float(learned["story_bias"]), learned["story"]


def report(found: list[tuple[list[Reading], Marked]]) -> None:
    """Pairs of one type joined right, wrong and missed, by where clusters are cut."""
    for join in JOINS:
        right = wrong = missed = 0
        for readings, everything in found:
            by_type: dict[str, Marked] = defaultdict(list)
            for s, event in everything:
                by_type[type_of(s)].append((s, event))
            for mentions in (m for kind, m in by_type.items() if kind):
                compared = _compared(readings, mentions)
                links = [(i, j, compared.sure(i, j)) for i, j in compared.pairs()]
                homes = grow(len(mentions), links, join)
                for i, j in combinations(range(len(mentions)), 2):
                    one, joined = mentions[i][1] == mentions[j][1], homes[i] == homes[j]
                    right, wrong, missed = right + (one and joined), wrong + (joined > one), missed + (one > joined)
        print(f"join {join}: pairs right {right}, wrong {wrong}, missed {missed}", flush=True)


def _compared(readings: list[Reading], mentions: Marked) -> Compared:
    identity = identify(readings)
    return Compared([told(s, identity) for s, _ in mentions])


def main() -> None:
    """Learn, write the weights, print the figures."""
    bias, weights = learn(stories("train"))
    lines = [HEAD, f"bias = {bias:.3f}", "", "[weights]"]
    lines += [f'"{name}" = {weight:.3f}' for name, weight in zip(FEATURES, weights, strict=True)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report(stories("dev"))


if __name__ == "__main__":
    main()
