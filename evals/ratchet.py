"""``python -m evals.ratchet``: score every cluster and every public task, show the tables, hold the floors.

Without options the clusters alone, with ``--sample`` a small fixed sample of each public task as well (what the gate
runs), with ``--full`` every document. Floors live in ``floors.json``, those of samples apart. ``--raise`` lifts them to
what was just measured (rounded down); they fall only by ``--lower ROW METRIC VALUE --reason "..."``, and the reason is
kept in the file.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from evals.__main__ import TASKS
from evals.rows import CEILINGS, CLUSTER, ROWS, SCORER, SHARED, Row, measure

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.5
"""Per cent that a figure may fall before the gate closes; model libraries differ that much between processors."""

Figures = dict[str, dict[str, float]]
"""Name of a row -> metric -> per cent."""


def label(row: Row, *, full: bool) -> str:
    """The name under which the floors of a row are kept."""
    return row.name if full or not row.sample else f"{row.name} (sample)"


def clusters(found: Figures) -> str:
    """The figures of the clusters as text, a column for each."""
    lines = [f"{'':26}" + "".join(f"{c:>9}" for c in found)]
    for metric in CLUSTER:
        lines.append(
            f"{metric:26}" + "".join(f"{row[metric]:9.1f}" if metric in row else f"{'-':>9}" for row in found.values())
        )
    return "\n".join(lines)


def tasks(found: Figures) -> str:
    """The figures of the public tasks as text, a line for each row."""
    return "\n".join(f"{name:28}" + "  ".join(f"{m} {v:.1f}" for m, v in row.items()) for name, row in found.items())


def falls(found: Figures, floors: Figures) -> list[str]:
    """Every measured figure below its floor (or above its ceiling)."""
    out = []
    for name, figures in found.items():
        for metric, limit in floors.get(name, {}).items():
            value = figures.get(metric, math.nan)
            if metric in CEILINGS and not value <= limit + SLACK * (metric == "leaked"):
                out.append(f"{name} {metric}: {value:.1f}, ceiling {limit:.1f}")
            elif metric not in CEILINGS and not value >= limit - SLACK:
                out.append(f"{name} {metric}: {value:.1f}, floor {limit:.1f}")
    return out


def raised(found: Figures, floors: Figures) -> Figures:
    """Floors lifted to what was measured; nothing is lowered, and rows that were not measured stay."""
    out = dict(floors)
    for name, figures in found.items():
        old = floors.get(name, {})
        out[name] = old | {
            m: min(old.get(m, math.inf), math.ceil(v * 10) / 10)
            if m in CEILINGS
            else max(old.get(m, 0.0), math.floor(v * 10) / 10)
            for m, v in figures.items()
        }
    return out


def main(argv: list[str] | None = None) -> int:
    """Score and hold the floors; exit code 1 when one is broken."""
    parser = argparse.ArgumentParser(prog="python -m evals.ratchet", description=__doc__)
    parser.add_argument("--sample", action="store_true", help="a sample of the public tasks too")
    parser.add_argument("--full", action="store_true", help="every document of the public tasks")
    parser.add_argument("--only", metavar="TASK", choices=sorted(TASKS), help="the rows of one task")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    parser.add_argument("--lower", nargs=3, metavar=("ROW", "METRIC", "VALUE"), help="lower one floor; needs --reason")
    parser.add_argument("--reason", default="", help="why a floor may fall")
    args = parser.parse_args(argv)
    kept = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}, "lowered": []}
    if args.lower:
        if not args.reason:
            parser.error("--lower needs --reason")
        return lower(kept, args.lower, args.reason)
    if not SCORER.exists():
        print(f"evals: skipped, no shared data at {SHARED} (set SAYSO_SHARED)")
        return 0
    only = args.only or (None if args.sample or args.full else "seeds")
    found = figures([r for r in ROWS if only in (None, r.task)], full=args.full)
    broken = falls(found, kept["floors"])
    for line in broken:
        print("below the floor:", line)
    if args.lift and not broken:
        kept["floors"] = raised(found, kept["floors"])
        save(kept)
        print("floors raised:", FLOORS.name)
    return 1 if broken else 0


def figures(rows: list[Row], *, full: bool) -> Figures:
    """Measure rows, showing what is being done, and print both tables."""
    found: Figures = {}
    for at, row in enumerate(rows, 1):
        print(f"\r{at} of {len(rows)}: {label(row, full=full):40}", end="", file=sys.stderr, flush=True)
        found[label(row, full=full)] = measure(row, full=full)
    print(file=sys.stderr)
    whole = {label(r, full=full) for r in rows if r.task == "seeds"}
    for show, part in ((clusters, whole), (tasks, set(found) - whole)):
        if part:
            print(show({name: row for name, row in found.items() if name in part}))
    return found


def lower(kept: dict[str, Any], what: tuple[str, str, str], reason: str) -> int:
    """Lower one floor (row, metric, value) and keep why."""
    row, metric, value = what
    old = kept["floors"][row][metric]
    kept["lowered"].append({"row": row, "metric": metric, "from": old, "to": float(value), "reason": reason})
    kept["floors"][row][metric] = float(value)
    save(kept)
    return 0


def save(kept: dict[str, Any]) -> None:
    """Write the floors, one line a figure so that a change shows."""
    FLOORS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
