"""Reading many reports, by one process or several."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from threading import Thread

from sayso.notes import Note
from sayso.records import Reading, Report

Read = tuple[Reading | None, tuple[Note, ...]]
"""What came of reading one report."""
Reader = Callable[[Report], Read]

WORTH_WORKERS = 24
"""Fewer reports than this are read sooner by one process than by several that each load the models."""
SHIFT = 1000
"""Reports after which fresh processes read on: the model remembers every word it meets, some 40 KB a report."""


def reader_version(*, tagger: bool = True) -> str:
    """Version of the reader; reports read by another version are read again."""
    from sayso.read import version

    return version(tagger=tagger)


def read_one(report: Report, *, tagger: bool = True) -> Read:
    """Read a report. A failure of the reader costs this one report and is noted; the next run tries again."""
    from sayso.read import read

    try:
        return read(report, tagger=tagger)
    except Exception as e:
        what = f"The reader failed on this report ({type(e).__name__}: {e}); it is kept but not read. Please report it."
        return None, (Note(code="reader-failed", message=what, place=report.name),)


def readings(reports: Iterable[Report], count: int, workers: int, *, tagger: bool = True) -> Iterator[Read]:
    """Readings in the order in which they are done, by so many processes (0: one for each core).

    ``count`` says how many reports come; few of them are held at a time.
    """
    read = read_one if tagger else partial(read_one, tagger=False)
    workers = min(workers or os.cpu_count() or 1, count)
    if workers == 1 or count < WORTH_WORKERS:
        yield from map(read, reports)
        return
    source = iter(reports)
    for first in source:
        yield from _shift(chain([first], islice(source, SHIFT - 1)), read, workers)


def _shift(reports: Iterator[Report], read: Reader, workers: int) -> Iterator[Read]:
    """The readings of some reports by processes that end with them."""
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_serve)
    try:
        running = {pool.submit(read, r) for r in islice(reports, 4 * workers)}
        while running:
            ready, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(read, r) for r in islice(reports, len(ready))}
            for future in ready:
                yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _serve() -> None:
    """Make a process a reader for the one that started it: leave Ctrl-C to that one, and end when it does.

    Ctrl-C reaches every process of a terminal; a kill reaches one, and the others would wait for work for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
