"""``python -m evals TASK --data DIR --out PRED``: write the predictions of a task in the form its scorer reads."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from evals import coref, five_w, lineage, places, quotes, same_answer, seeds, stance, stories, time, web

TASKS: dict[str, Callable[[Path], list[object]]] = {
    "coref": coref.predict,
    "five_w": five_w.predict,
    "lineage": lineage.predict,
    "places": places.predict,
    "quotes": quotes.predict,
    "same_answer": same_answer.predict,
    "seeds": seeds.predict,
    "stance": stance.predict,
    "stories": stories.predict,
    "time": time.predict,
    "web": web.predict,
}
"""Task name -> function from a folder of inputs to the predictions, one object a line."""


def main(argv: list[str] | None = None) -> int:
    """Run one adapter; exit code 2 when the folder is missing."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--data", type=Path, required=True, help="folder of inputs (for seeds: any folder of reports)")
    parser.add_argument("--out", type=Path, required=True, help="file to write the predictions to")
    args = parser.parse_args(argv)
    if not args.data.is_dir():
        print(f"{args.data}: no such folder", file=sys.stderr)
        return 2
    lines = TASKS[args.task](args.data)
    args.out.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")
    print(f"{args.out}: {args.task}, {len(lines)} line(s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
