"""``python -m evals.bench``: how fast each stage and each part of reading is, and whether time or memory grows.

The load is the first reports of ``bench/load`` in the shared data. Exit code 1 when a stage grows faster than linearly,
or when reading takes more than its share of the time that spaCy alone takes. ``--one`` and ``--story`` measure weighing
in parts of its own, with exit codes of their own.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from evals import bench_weigh
from evals.bench_read import Clock, flat, parts, shards, show, table
from evals.rows import SHARED
from sayso import flow, weigh
from sayso.gather import gather
from sayso.keep import Store
from sayso.records import Reading, Report, Story, Weighing
from sayso.settings import Settings

LOAD = SHARED / "bench" / "load"
CACHE = Path(__file__).resolve().parents[1] / "out" / "bench"
"""Readings that were made before, so that weighing alone can be measured again."""
SIZES = (500, 2000)
SLACK = 1.25
"""Time for n times as many reports may be so many times n: runs on a busy machine vary by as much."""


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


def gathered(size: int, folder: Path) -> Iterator[Report]:
    """The first reports of the load, one at a time."""
    found = gather([load(size, folder)], now=datetime.now(UTC), settings=Settings())
    return (i for i in found if isinstance(i, Report))


def run(size: int, readings: dict[str, Reading], folder: Path) -> tuple[dict[str, float], int, int]:
    """Seconds of each stage and part for so many reports, words that were read, and notes of the reader.

    ``readings`` made before are taken, and their time is not in it.
    """
    clock = Clock()
    now = datetime.now(UTC)
    with clock.stage("gather"):
        reports = list(gathered(size, folder))
    due = [r for r in reports if r.id not in readings]
    seconds, read, notes = parts(due)
    readings |= {r.report: r for r in read}
    mine = tuple(readings[r.id] for r in reports if r.id in readings)
    with clock.stage("weigh"):
        stories = weigh.stories(tuple(r for r in reports if r.id in readings), mine)
        by_id = {r.id: r for r in reports}
        done: list[tuple[Weighing, str]] = []
        for story in stories:
            show("weigh", len(done) + 1, len(stories))
            done.append((_weigh(story, by_id, readings), story.id))
    with clock.stage("keep"), Store(folder / f"{size}.db") as store:
        store.add_reports(reports, now)
        store.add_readings(mine, now)
        mark = store.mark()
        store.save(done, known_at=now, mark=mark)
    return clock.seconds | seconds, sum(len(r.text.split()) for r in due), notes


def _weigh(story: Story, reports: dict[str, Report], readings: dict[str, Reading]) -> Weighing:
    return weigh.weigh(story, tuple(reports[i] for i in story.reports), tuple(readings[i] for i in story.reports))


def main(argv: list[str] | None = None) -> int:
    """Measure, print the tables, and say whether the bounds hold."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of reports, rising")
    parser.add_argument("--flat", type=int, metavar="N", help="only read N reports by processes and print memory")
    parser.add_argument("--shards", type=int, metavar="N", help="only read N reports by one process, then by two")
    parser.add_argument("--one", action="store_true", help="only weigh one report on a small and on a large desk")
    parser.add_argument("--desks", type=int, nargs=2, default=bench_weigh.DESKS, help="their sizes in statements")
    parser.add_argument("--story", type=int, metavar="N", help="only weigh N reports as one story")
    parser.add_argument("--statements", type=int, metavar="N", help="so many statements of each of them at most")
    args = parser.parse_args(argv)
    if not LOAD.is_dir():
        print(f"shared data absent: bench/load (set SAYSO_SHARED, now {SHARED})", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if args.one:
            return bench_weigh.one(gathered(max(args.desks), folder), folder, CACHE, args.desks)
        if args.story:
            return bench_weigh.story(gathered(args.story, folder), CACHE, args.story, args.statements)
        if args.flat:
            return flat(gathered(args.flat, folder), args.flat, 2)
        if args.shards:
            shards(list(gathered(args.shards, folder)))
            return 0
        return _growth(args.sizes, folder)


def _growth(sizes: list[int], folder: Path) -> int:
    flow.read_one(next(gathered(1, folder)))  # the models and tables are loaded once, and do not count
    readings: dict[str, Reading] = {}
    times: dict[int, dict[str, float]] = {}
    reading: Counter[str] = Counter()  # only the new reports of a size are read: add up
    words = notes = 0
    for size in sizes:
        seconds, more_words, more_notes = run(size, readings, folder)
        reading.update({k: v for k, v in seconds.items() if k not in ("gather", "weigh", "keep")})
        words, notes = words + more_words, notes + more_notes
        times[size] = seconds | reading
    bent = report(times)
    slow = table(dict(reading), words)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB; notes: {notes}")
    failed = sizes[-1] - len(readings)
    if failed:
        print(f"{failed} reports could not be read")
    return int(bent or slow or failed > 0)


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
    if bent:
        print(f"faster than linear: {', '.join(bent)}")
    return int(bool(bent))


if __name__ == "__main__":
    sys.exit(main())
