"""The steps in order: gather, read, weigh, keep.

Each step picks up where an earlier run stopped: reports are known by content, readings by report and version of the
reader, weighings by a hash of all that went into them. What was kept stays kept, whatever ends the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from sayso.flow.corrections import raise_errata
from sayso.flow.progress import Progress, no_progress
from sayso.flow.reading import reader_version, readings
from sayso.flow.second import Asked, ask
from sayso.flow.versions import Versions
from sayso.flow.weighing import weigh_changed
from sayso.keep import Added, Store
from sayso.notes import Note
from sayso.records import Gone, Report
from sayso.settings import Settings

REPORTS_AT_ONCE = 200
"""Reports kept in one transaction."""


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
    gone: int = 0
    """Kept reports of which the page was looked for in this run and is gone."""
    errata: int = 0
    """Errata that were raised: claims of which a report took back what it said."""
    asked: Asked = Asked()
    """What a second judge was asked, and what it said."""
    notes: tuple[Note, ...] = ()
    """What could not be done."""


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
    weighed, changed, yet_more = weigh_changed(store, now=now, settings=settings, progress=progress)
    asked = ask(store, now=now, settings=settings, progress=progress)
    while asked.fresh:
        again, moved, _ = weigh_changed(store, now=now, settings=settings, progress=progress)
        weighed, changed = max(weighed, again), changed + moved
        asked = ask(store, now=now, settings=settings, progress=progress, before=asked)
    errata = raise_errata(store, now=now)
    return Gathered(
        added=len(added.added),
        revised=len(added.revised),
        unchanged=len(added.unchanged),
        read=read,
        weighed=weighed,
        changed=changed,
        gone=_gone(store, notes),
        errata=errata,
        asked=asked,
        notes=(*notes, *more, *yet_more, *asked.notes),
    )


def _gone(store: Store, notes: Iterable[Note]) -> int:
    lost = {n.place for n in notes if n.code == "page-gone"}
    if not lost:
        return 0
    from sayso.gather.items import key

    places = {key(p) for p in lost}
    return sum(1 for r in store.lost() if key(r.url or r.name) in places)


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

    versions = Versions(store)
    source = reports()
    while batch := list(islice(source, REPORTS_AT_ONCE)):
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
