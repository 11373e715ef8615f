"""What is measured: one row for each cluster and for each set of a public task, and how a row gets its figures."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.__main__ import TASKS
from evals.documents import documents
from evals.invented import CLUSTERS, write_gold

SHARED = Path(os.environ.get("SAYSO_SHARED", Path(__file__).parent.parent.parent / "shared"))
SCORER = SHARED / "bench" / "score.py"

CLUSTER = (
    "mean",
    "claims_tight_f1",
    "corroboration_f1",
    "standing_f1",
    "conflicts_f1",
    "evidence_dissent_f1",
    "timex_f1",
    "attributions_f1",
    "figures_f1",
    "places_f1_161km",
    "merging_f1",
    "claims_f1",
    "claims_precision",
    "claims_recall_tier12",
    "report_dates",
    "boilerplate_leakage",
    "negative_control_errors",
)
INVENTED = tuple(
    m for m in CLUSTER if m not in ("mean", "timex_f1", "attributions_f1", "figures_f1", "places_f1_161km")
)
"""What is marked in our own invented clusters: claims, standings, conflicts."""
CEILINGS = ("boilerplate_leakage", "negative_control_errors", "leaked")
"""Figures that are better when lower."""


@dataclass(frozen=True)
class Row:
    """A set of documents with its gold and the figures that count; folders are below the shared data, or absolute.

    ``part`` picks the documents of one ``set`` of a task ("" takes all); ``sample`` is how many of them the gate reads,
    picked by the hash of their names so that it is always the same ones (0: no sample, all of them every time).
    """

    name: str
    task: str
    data: str
    gold: str
    metrics: tuple[str, ...]
    part: str = ""
    sample: int = 0


def _bench(name: str, part: str, sample: int, *metrics: str) -> Row:
    folder = f"bench/{name}"
    return Row(f"{name} {part}".strip(), name, folder, folder, metrics, part, sample)


def _invented(name: str) -> Row:
    cluster = CLUSTERS / name
    return Row(name, "seeds", str(cluster / "reports"), str(cluster / "gold.toml"), INVENTED)


ROLES = ("pair_f1", "source_exact_f1", "cue_exact_f1", "content_exact_f1")

ROWS = (
    Row("seeds", "seeds", "seeds", "gold/seeds", CLUSTER),
    Row("C", "seeds", "gold/C/reports", "gold/C", CLUSTER),
    Row("D", "seeds", "gold/D/reports", "gold/D", CLUSTER),
    _invented("dam"),
    _invented("raid"),
    _bench("time", "timebank", 24, "value_f1", "relaxed_f1"),
    _bench("time", "aquaint", 12, "value_f1", "relaxed_f1"),
    _bench("time", "wikiwars", 3, "value_f1", "relaxed_f1"),
    _bench("places", "trnews", 24, "f1_161km", "span_f1"),
    _bench("places", "geowebnews", 24, "f1_161km", "span_f1"),
    _bench("quotes", "dev", 16, *ROLES),
    _bench("coref", "dev", 90, "conll_f1", "b3_f1"),
    _bench("web", "", 40, "body_f1", "date_accuracy", "title_f1", "author_f1", "leaked"),
    _bench("five_w", "", 16, "answer_f1"),
    _bench("same_answer", "", 4, "balanced_accuracy", "pair_f1"),
    _bench("stance", "", 300, "macro_f1", "accuracy"),
    _bench("lineage", "", 32, "macro_f1", "accuracy"),
    _bench("stories", "", 0, "b3_f1", "pair_f1"),
)


def measure(row: Row, *, full: bool) -> dict[str, float]:
    """Predict a row's documents, all or its sample, and score them. Raises SystemExit when the scorer refuses."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, gold = SHARED / row.data, SHARED / row.gold
        if row.part or (row.sample and not full):
            pick(row, data, folder, None if full else row.sample)
            data = gold = folder
        if gold.suffix == ".toml":
            gold = write_gold(gold.parent, folder / "gold")
        out = folder / "predictions.jsonl"
        lines = TASKS[row.task](data)
        out.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")
        figures = score(row.task, out, gold)
    return {k: figures[k] for k in row.metrics if k in figures}


def pick(row: Row, data: Path, folder: Path, count: int | None) -> None:
    """Write the documents of a row, and their gold, into a folder: all of its part, or so many of them."""
    chosen = [d for d in documents(data) if row.part in ("", d.get("set"))]
    chosen = sorted(chosen, key=lambda d: hashlib.sha256(d["doc"].encode()).hexdigest())[:count]
    ids = {d["doc"] for d in chosen}
    _write(folder / "docs.jsonl.gz", chosen)
    _write(folder / "gold.jsonl.gz", [g for g in documents(data, "gold") if g["doc"] in ids])


def _write(path: Path, objects: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)


def score(task: str, predictions: Path, gold: Path) -> dict[str, float]:
    """The figures of the shared scorer, without intervals."""
    command = [sys.executable, str(SCORER), task, str(predictions), "--gold", str(gold), "--boot", "0", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the scorer refused the predictions for {task}:\n{done.stdout}{done.stderr}")
    metrics: dict[str, float] = json.loads(done.stdout)["metrics"]
    return metrics
