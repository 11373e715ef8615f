"""``python -m evals.ratchet``: score every cluster, show the table, hold the floors.

Floors live in ``floors.json``. ``--raise`` lifts them to what was just measured (rounded down); they fall only by
``--lower CLUSTER METRIC VALUE --reason "..."``, and the reason is kept in the file.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from evals import seeds

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHARED = Path(os.environ.get("SAYSO_SHARED", HERE.parent.parent / "shared"))
CLUSTERS = {"seeds": ("seeds", "gold/seeds"), "C": ("gold/C/reports", "gold/C"), "D": ("gold/D/reports", "gold/D")}
"""Cluster -> folder of reports, folder of gold."""
SHOWN = (
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
)
CEILINGS = ("boilerplate_leakage", "negative_control_errors")
SLACK = 0.5
"""Per cent that a figure may fall before the gate closes; model libraries differ that much between processors."""


def measure(cluster: str) -> dict[str, float]:
    """Predict one cluster and score it."""
    data, gold = (SHARED / part for part in CLUSTERS[cluster])
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pred.json"
        out.write_text(json.dumps(seeds.predict(data)[0]), encoding="utf-8")
        command = [
            sys.executable,
            str(SHARED / "bench" / "score.py"),
            "seeds",
            str(out),
            "--gold",
            str(gold),
            "--boot",
            "0",
            "--json",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the scorer refused the prediction for {cluster}:\n{done.stdout}{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout)["metrics"]
    return {k: v for k, v in figures.items() if k in SHOWN or k in CEILINGS}


def table(found: dict[str, dict[str, float]]) -> str:
    """The figures as text, a column for each cluster."""
    lines = [f"{'':26}" + "".join(f"{c:>9}" for c in found)]
    for metric in (*SHOWN, *CEILINGS):
        lines.append(f"{metric:26}" + "".join(f"{found[c].get(metric, math.nan):9.1f}" for c in found))
    return "\n".join(lines)


def falls(found: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Every figure below its floor (or above its ceiling)."""
    out = []
    for cluster, limits in floors.items():
        for metric, limit in limits.items():
            value = found.get(cluster, {}).get(metric)
            if value is None:
                continue
            if metric in CEILINGS and value > limit + 1e-9:
                out.append(f"{cluster} {metric}: {value:.1f}, ceiling {limit:.1f}")
            elif metric not in CEILINGS and value < limit - SLACK:
                out.append(f"{cluster} {metric}: {value:.1f}, floor {limit:.1f}")
    return out


def raised(found: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Floors lifted to what was measured; nothing is lowered."""
    out = {}
    for cluster, figures in found.items():
        old = floors.get(cluster, {})
        out[cluster] = {
            m: min(old.get(m, math.inf), v) if m in CEILINGS else max(old.get(m, 0.0), math.floor(v * 10) / 10)
            for m, v in figures.items()
        }
    return out


def main(argv: list[str] | None = None) -> int:
    """Score and hold the floors; exit code 1 when one is broken."""
    parser = argparse.ArgumentParser(prog="python -m evals.ratchet", description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument(
        "--lower", nargs=3, metavar=("CLUSTER", "METRIC", "VALUE"), help="lower one floor; needs --reason"
    )
    parser.add_argument("--reason", default="", help="why a floor may fall")
    args = parser.parse_args(argv)
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}, "lowered": []}
    if args.lower:
        if not args.reason:
            parser.error("--lower needs --reason")
        cluster, metric, value = args.lower
        kept["lowered"].append(
            {
                "cluster": cluster,
                "metric": metric,
                "from": kept["floors"][cluster][metric],
                "to": float(value),
                "reason": args.reason,
            }
        )
        kept["floors"][cluster][metric] = float(value)
        save(kept)
        return 0
    if not (SHARED / "bench" / "score.py").exists():
        print(f"evals: skipped, no shared data at {SHARED} (set SAYSO_SHARED)")
        return 0
    found = {cluster: measure(cluster) for cluster in CLUSTERS}
    print(table(found))
    broken = falls(found, kept["floors"])
    for line in broken:
        print("below the floor:", line)
    if args.lift and not broken:
        kept["floors"] = raised(found, kept["floors"])
        save(kept)
        print("floors raised:", FLOORS.name)
    return 1 if broken else 0


def save(kept: dict[str, Any]) -> None:
    """Write the floors, one line a figure so that a change shows."""
    FLOORS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
