"""How fast reading is: words a CPU second of each part, its time over that of spaCy alone, memory, processes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from sayso.flow import reading as flow_reading
from sayso.read import models
from sayso.records import Reading, Report

P = ParamSpec("P")
T = TypeVar("T")

PARTS = {
    "tidy": "tidy.tidy",
    "sentences": "sentences.starts",
    "model": "models.parse",
    "places": "places.find",
    "names": "names.find",
    "times": "times.find",
    "quantities": "quantities.find",
    "attribution": "attribution.find",
    "statements": "statements.find",
}
"""Parts of reading, and the function of ``sayso.read`` that does each."""
RATIO = 1.5
"""Reading may take so many times as long as spaCy alone."""
FLAT = 1.1
"""Memory at the end of many reports may be so many times what it was after the first tenth."""


class Clock:
    """CPU seconds spent in each stage: other work on the machine does not count."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to a stage."""
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """The function, its time added to a stage."""

        def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
            with self.stage(name):
                return function(*args, **kwargs)

        return wrapped


def show(stage: str, done: int, of: int) -> None:
    """Progress on one line of standard error."""
    end = "\n" if done == of else ""
    print(f"\r{stage} {done:,} of {of:,}", end=end, file=sys.stderr, flush=True)


def parts(reports: Sequence[Report]) -> tuple[dict[str, float], list[Reading], int]:
    """CPU seconds of each part, of all of "read" and of "bare" spaCy on the same texts; the readings; how many notes.

    Bare is the same model as its package loads it, on the text as printed. Each report goes through both in turn, so
    that what else the machine does falls on both.
    """
    clock = Clock()
    bare = import_module(f"{models.pipeline().meta['lang']}_{models.pipeline().meta['name']}").load()
    readings: list[Reading] = []
    notes = 0
    with ExitStack() as stack:
        for name, path in PARTS.items():
            module, function = path.split(".")
            place = import_module(f"sayso.read.{module}")
            stack.enter_context(patch.object(place, function, clock.timed(name, getattr(place, function))))
        for done, report in enumerate(reports, 1):
            show("read", done, len(reports))
            with clock.stage("bare"):
                bare(report.text[: bare.max_length])
            with clock.stage("read"):
                reading, more = flow_reading.read_one(report)
            readings += [reading] if reading else []
            notes += len(more)
            if reading is None:
                print(f"\n{more[0].place}: {more[0].message}", file=sys.stderr)
    return clock.seconds, readings, notes


def table(seconds: dict[str, float], words: int) -> int:
    """Print words a CPU second of each part; 1 when reading takes more than its share of the bare model, else 0."""
    print(f"\n{'part of reading':<16}{'words/CPU-s':>12}{'of bare spaCy':>16}")
    known = {name: seconds.get(name, 0.0) for name in PARTS}
    rows = known | {"the rest": seconds["read"] - sum(known.values()), "all of reading": seconds["read"]}
    for name, spent in (rows | {"bare spaCy": seconds["bare"]}).items():
        print(f"{name:<16}{words / max(spent, 1e-9):>12,.0f}{spent / seconds['bare']:>16.2f}")
    slow = seconds["read"] > RATIO * seconds["bare"]
    if slow:
        print(f"reading takes more than {RATIO} times as long as bare spaCy")
    return int(slow)


def shards(reports: Sequence[Report]) -> None:
    """Print the wall time of reading with one process and with two, loading the models included, in one run."""
    spent = {}
    for workers in (1, 2):
        start = time.perf_counter()
        for done, _ in enumerate(flow_reading.readings(reports, len(reports), workers), 1):
            show(f"read by {workers}", done, len(reports))
        spent[workers] = time.perf_counter() - start
    print(f"{len(reports):,} reports: {spent[1]:.0f} s by one process, {spent[2]:.0f} s by two", end=", ")
    print(f"{spent[1] / spent[2]:.2f} times as fast ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})")


def flat(reports: Iterable[Report], count: int, workers: int) -> int:
    """Read a stream by processes, keeping nothing, and print memory along the way.

    1 when it grew or a report could not be read, else 0.
    """
    marks: list[int] = []
    failed = 0
    step = max(1, count // 10)
    for done, (reading, _) in enumerate(flow_reading.readings(islice(reports, count), count, workers), 1):
        failed += reading is None
        if done % step == 0:
            mine, theirs = _megabytes(os.getpid()), [_megabytes(p.pid or 0) for p in active_children()]
            marks.append(mine + sum(theirs))
            print(f"{done:>7,} reports: {mine:,} MB here, {theirs} MB in the processes that read", flush=True)
    grown = marks[-1] / marks[0]
    print(f"memory grew {grown:.2f} times from {step:,} to {count:,} reports, {failed} of them failed")
    return int(grown > FLAT or failed > 0)


def _megabytes(pid: int) -> int:
    """Memory that a process holds, in megabytes (Linux; 0 where it is gone)."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except FileNotFoundError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") // 2**20
