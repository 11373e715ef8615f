"""The steps in order: gather, read, weigh, keep.

Each step picks up where an earlier run stopped: reports are known by content, readings by report and version of the
reader, weighings by a hash of all that went into them. What was kept stays kept, whatever ends the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso.flow.second import Asked, ask
from sayso.keep import Added, Outdated, Store
from sayso.notes import Note
from sayso.records import Gone, Judgement, Picture, Reading, Report, Story, Weighing, content_id
from sayso.settings import Settings

T = TypeVar("T")
Progress = Callable[[str, int, int | None], None]
"""Called with a step ("gather", "read", "weigh", "judge"), how much of it is done, and how much there is, if known."""
Read = tuple[Reading | None, tuple[Note, ...]]
"""What came of reading one report."""
Reader = Callable[[Report], Read]

REPORTS_AT_ONCE = 200
"""Reports kept in one transaction."""
WORTH_WORKERS = 24
"""Fewer reports than this are read sooner by one process than by several that each load the models."""
SHIFT = 1000
"""Reports after which fresh processes read on: the model remembers every word it meets, some 40 KB a report."""
STORIES_AT_ONCE = 25
"""Weighings kept in one transaction."""
TRIES = 5
"""How often weighing starts again because another process added reports meanwhile."""


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of the flow did."""

    added: int = 0
    """Reports that are new."""
    revised: int = 0
    """Those of the new ones that are newer versions of kept reports."""
    unchanged: int = 0
    """Reports that were kept before."""
    read: int = 0
    """Reports that were read in this run."""
    weighed: int = 0
    """Stories that were weighed in this run."""
    changed: int = 0
    """Weighed records that came, changed or went."""
    asked: Asked = Asked()
    """What a second judge was asked, and what it said."""
    notes: tuple[Note, ...] = ()
    """What could not be done."""


def no_progress(step: str, done: int, total: int | None) -> None:
    """Show nothing."""


def run(
    store: Store,
    places: Sequence[str | Path],
    *,
    published: datetime | None,
    now: datetime,
    settings: Settings,
    progress: Progress = no_progress,
) -> Gathered:
    """Gather the places into the store, read what is unread, weigh what has changed. No places: only the last two.

    Where the settings name a second judge, it is asked about what the rules are unsure of, and that is weighed again.
    """
    added, notes = gather(store, places, published=published, now=now, settings=settings, progress=progress)
    read, more = read_missing(store, now=now, settings=settings, progress=progress)
    more += assume_dates(store, now=now, settings=settings)
    weighed, changed = weigh_changed(store, now=now, settings=settings, progress=progress)
    asked = ask(store, now=now, settings=settings, progress=progress)
    while asked.fresh:
        again, moved = weigh_changed(store, now=now, settings=settings, progress=progress)
        weighed, changed = max(weighed, again), changed + moved
        asked = ask(store, now=now, settings=settings, progress=progress, before=asked)
    return Gathered(
        added=len(added.added),
        revised=len(added.revised),
        unchanged=len(added.unchanged),
        read=read,
        weighed=weighed,
        changed=changed,
        asked=asked,
        notes=(*notes, *more, *asked.notes),
    )


def gather(
    store: Store,
    places: Sequence[str | Path],
    *,
    published: datetime | None,
    now: datetime,
    settings: Settings,
    progress: Progress = no_progress,
) -> tuple[Added, tuple[Note, ...]]:
    """Keep every report found in the places, some hundred at a time."""
    if not places:
        return Added(), ()
    notes: list[Note] = []
    gone: list[Gone] = []
    batches: list[Added] = []
    done = 0
    cache = None if store.path is None else store.path.with_name(f"{store.path.name}.web")

    def reports() -> Iterator[Report]:
        found = find_reports(places, published=published, now=now, settings=settings, known=store.reports, cache=cache)
        for item in found:
            if isinstance(item, Note):
                notes.append(item)
            elif isinstance(item, Gone):
                gone.append(item)
            else:
                yield item

    versions = _Versions(store.reports())
    for batch in _batches(reports(), REPORTS_AT_ONCE):
        batches.append(store.add_reports(versions.link(batch), now))
        done += len(batch)
        progress("gather", done, None)
    store.add_gone(gone, now)
    joined = {f: tuple(id for b in batches for id in getattr(b, f)) for f in Added.__struct_fields__}
    return Added(**joined), tuple(notes)


def find_reports(
    places: Sequence[str | Path],
    *,
    published: datetime | None,
    now: datetime,
    settings: Settings,
    known: Callable[[], Iterable[Report]] = tuple,
    cache: Path | None = None,
) -> Iterator[Report | Note | Gone]:
    """The reports of some places one at a time, not kept, and notes on what could not be used.

    ``known`` tells the reports that are kept already, ``cache`` is the folder for what the web answered.
    """
    from sayso.gather import gather as find

    return find(places, published=published, now=now, settings=settings, known=known, cache=cache)


class _Versions:
    """The reports kept so far, by what two versions of one report share."""

    def __init__(self, known: Iterable[Report]) -> None:
        self._by_key: dict[tuple[str, ...], list[Report]] = {}
        self._note(known)

    def link(self, batch: list[Report]) -> list[Report]:
        """The batch, its newer versions linked to the versions before them."""
        from sayso.gather import link_revisions
        from sayso.gather.revisions import keys

        known = {k.id: k for r in batch for key in keys(r) for k in self._by_key.get(key, ())}
        self._note(batch)
        return link_revisions(batch, tuple(known.values()))

    def _note(self, reports: Iterable[Report]) -> None:
        from sayso.gather.revisions import keys

        for report in reports:
            for key in keys(report):
                self._by_key.setdefault(key, []).append(report)


def read_missing(
    store: Store, *, now: datetime, settings: Settings, progress: Progress = no_progress
) -> tuple[int, tuple[Note, ...]]:
    """Read every report that this version of the reader has not read; each reading is kept as it comes."""
    ids = store.unread(reader_version(tagger=settings.tagger))
    if not ids:
        return 0, ()
    notes: list[Note] = []
    progress("read", 0, len(ids))
    read = 0
    reports = (store.report(id) for id in ids)
    for done, (reading, more) in enumerate(readings(reports, len(ids), settings.workers, tagger=settings.tagger), 1):
        notes += more
        if reading is not None:
            read += store.add_readings([reading], now)
        progress("read", done, len(ids))
    return read, tuple(notes)


def assume_dates(store: Store, *, now: datetime, settings: Settings) -> tuple[Note, ...]:
    """Read undated reports again as of the day of their story's dated reports, where that day is plain."""
    from sayso import weigh

    inputs, _, _ = store.inputs()
    if all(r.published for r in inputs.reports):
        return ()
    readings = {r.report: r for r in inputs.readings}
    reports = tuple(r for r in inputs.reports if r.id in readings)
    notes: list[Note] = []
    read = read_one if settings.tagger else partial(read_one, tagger=False)
    for report in weigh.dated_by_story(reports, weigh.stories(reports, tuple(readings.values()))):
        reading, more = read(report)
        notes += more
        if reading is not None:
            again = f"{reading.reader}+{report.published:%Y-%m-%d}"
            store.add_readings([msgspec.structs.replace(reading, reader=again, assumed=report.published)], now)
    return tuple(notes)


def weigh_changed(
    store: Store, *, now: datetime, settings: Settings, progress: Progress = no_progress
) -> tuple[int, int]:
    """Weigh the stories whose inputs changed; returns how many were weighed, and how many records changed by that.

    Some stories at a time are kept, so that an interrupted run need not weigh them again.
    """
    weighed = changed = 0
    for _ in range(TRIES):
        inputs, judgements, mark = store.inputs()
        stories = _stories(inputs)
        due = _due(stories, inputs, judgements, store.keys(), settings)
        try:
            # Also with nothing due: stories that are no more are dropped.
            for batch in _batches(_weigh(due, inputs, judgements, settings, progress), STORIES_AT_ONCE):
                changed += store.save(batch, stories=[s.id for s in stories], known_at=now, mark=mark)
                weighed += len(batch)
            if not due:
                changed += store.save([], stories=[s.id for s in stories], known_at=now, mark=mark)
            break
        except Outdated:
            continue  # another process added reports meanwhile; after so many tries it is left to weigh them
    return weighed, changed


def _stories(inputs: Picture) -> tuple[Story, ...]:
    from sayso import weigh

    read = {r.report for r in inputs.readings}
    reports = tuple(r for r in inputs.reports if r.id in read)
    return weigh.stories(reports, inputs.readings) if reports else ()


def _due(
    stories: Iterable[Story],
    inputs: Picture,
    judgements: tuple[Judgement, ...],
    keys: dict[str, str],
    settings: Settings,
) -> list[tuple[Story, str]]:
    """Stories to be weighed, with the keys of their inputs."""
    readings = {r.report: r for r in inputs.readings}
    keyed = ((story, _key(story, readings, judgements, settings)) for story in stories)
    return [(story, key) for story, key in keyed if keys.get(story.id) != key]


def _weigh(
    due: Sequence[tuple[Story, str]],
    inputs: Picture,
    judgements: tuple[Judgement, ...],
    settings: Settings,
    progress: Progress,
) -> Iterator[tuple[Weighing, str]]:
    from sayso import weigh

    readings = {r.report: r for r in inputs.readings}
    reports = {r.id: r for r in inputs.reports}
    for done, (story, key) in enumerate(due):
        progress("weigh", done, len(due))
        of_story = tuple(reports[i] for i in story.reports), tuple(readings[i] for i in story.reports)
        yield weigh.weigh(story, *of_story, judgements, vectors=settings.vectors), key
        progress("weigh", done + 1, len(due))


def _key(story: Story, readings: dict[str, Reading], judgements: tuple[Judgement, ...], settings: Settings) -> str:
    """A hash of all that weighing a story depends on."""
    from sayso import weigh

    said = {s.id for r in story.reports for s in readings[r].statements}
    mine = sorted(str(j) for j in judgements if j.left in said or j.right in said)
    read = sorted(f"{r}:{readings[r].reader}" for r in story.reports)
    return content_id("k", story, *read, weigh.WEIGHER, settings.vectors, *mine)


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
    import os

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
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import os
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
