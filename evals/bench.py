"""``python -m evals.bench``: reports a CPU second in each stage, and whether time grows faster than their number.

The load is the first reports of ``bench/load`` in the shared data. Exit code 1 when a stage grows faster than linearly.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from evals.rows import SHARED
from sayso import weigh
from sayso.gather import gather
from sayso.keep import Store
from sayso.read import models, read
from sayso.records import Reading, Report, Story, Weighing
from sayso.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

LOAD = SHARED / "bench" / "load"
SIZES = (500, 2000)
SLACK = 1.25
"""Time for n times as many reports may be so many times n: runs on a busy machine vary by as much."""


class Clock:
    """CPU seconds spent in each stage: other work on the machine does not count."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to a stage."""
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """The function, its time added to a stage."""

        def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.stage(name):
                return function(*args, **kwargs)

        return wrapped


def load(count: int, folder: Path) -> Path:
    """The first reports of the load as one JSON Lines file in a folder."""
    parts = sorted(LOAD.glob("articles-*.jsonl.gz"))
    out = folder / "load.jsonl"
    with out.open("wb") as file:
        file.writelines(islice(chain.from_iterable(map(_lines, parts)), count))
    return out


def _lines(packed: Path) -> Iterator[bytes]:
    with gzip.open(packed) as file:
        yield from file


def run(size: int, readings: dict[str, Reading], folder: Path) -> dict[str, float]:
    """Seconds of each stage for so many reports; ``readings`` made before are taken, and their time is not in it."""
    clock = Clock()
    now = datetime.now(UTC)
    with clock.stage("gather"):
        reports = [i for i in gather([load(size, folder)], now=now, settings=Settings()) if isinstance(i, Report)]
    with patch.object(models, "parse", clock.timed("model", models.parse)), clock.stage("read"):
        for at, report in enumerate(reports, 1):
            show("read", at, len(reports))
            if report.id not in readings:
                readings[report.id] = read(report)[0]
    mine = tuple(readings[r.id] for r in reports)
    with clock.stage("weigh"):
        stories = weigh.stories(tuple(reports), mine)
        by_id = {r.id: r for r in reports}
        done: list[tuple[Weighing, str]] = []
        for story in stories:
            show("weigh", len(done) + 1, len(stories))
            done.append((_weigh(story, by_id, readings), story.id))
    with clock.stage("keep"), Store(folder / f"{size}.db") as store:
        store.add_reports(reports, now)
        store.add_readings(mine, now)
        mark = store.inputs()[2]
        store.save(done, stories=[s.id for s in stories], known_at=now, mark=mark)
    return clock.seconds


def show(stage: str, done: int, of: int) -> None:
    """Progress on one line of standard error."""
    end = "\n" if done == of else ""
    print(f"\r{stage} {done:,} of {of:,}", end=end, file=sys.stderr, flush=True)


def _weigh(story: Story, reports: dict[str, Report], readings: dict[str, Reading]) -> Weighing:
    return weigh.weigh(story, tuple(reports[i] for i in story.reports), tuple(readings[i] for i in story.reports))


def main(argv: list[str] | None = None) -> int:
    """Measure, print the table, and say whether every stage grows linearly."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of reports, rising")
    args = parser.parse_args(argv)
    if not LOAD.is_dir():
        print(f"shared data absent: bench/load (set SAYSO_SHARED, now {SHARED})", file=sys.stderr)
        return 2
    models.pipeline()
    readings: dict[str, Reading] = {}
    times: dict[int, dict[str, float]] = {}
    read_seconds = {"read": 0.0, "model": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        for size in args.sizes:
            seconds = run(size, readings, Path(folder))
            for stage in read_seconds:  # only the new reports were read: add up
                read_seconds[stage] += seconds.get(stage, 0.0)
            times[size] = seconds | read_seconds
    return report(times)


def report(times: dict[int, dict[str, float]]) -> int:
    """Print reports a second by stage and size; 1 when a stage grew faster than linearly, else 0."""
    sizes = list(times)
    print(f"{'reports/CPU-s':<14}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>12}")
    start, end = times[sizes[0]], times[sizes[-1]]
    bent = []
    for stage in ("gather", "read", "weigh", "keep"):
        growth = end[stage] / start[stage] / (sizes[-1] / sizes[0])
        print(f"{stage:<14}" + "".join(f"{n / times[n][stage]:>12,.1f}" for n in sizes) + f"{growth:>12.2f}")
        if growth > SLACK:
            bent.append(stage)
    both = end["gather"] + end["read"]
    print(
        f"gather+read: {sizes[-1] / both:.2f} reports a CPU second, {end['model'] / both:.0%} of it in the bare model"
    )
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if bent:
        print(f"faster than linear: {', '.join(bent)}")
    return int(bool(bent))


if __name__ == "__main__":
    sys.exit(main())
