"""Weighing what has changed: stories are found, and those whose inputs changed are loaded, weighed and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

import msgspec

from sayso.flow.embedding import Embedder
from sayso.flow.grouping import regroup, rejudge
from sayso.flow.progress import Progress, no_progress
from sayso.flow.reading import read_one
from sayso.keep import Outdated, Store
from sayso.keep import stories as keep
from sayso.notes import Note
from sayso.records import Judgement, Story, Weighing
from sayso.settings import Settings

STORIES_AT_ONCE = 25
"""Weighings kept in one transaction."""
TRIES = 5
"""How often weighing starts again because another process added reports meanwhile."""


def weigh_changed(
    store: Store, *, now: datetime, settings: Settings, progress: Progress = no_progress
) -> tuple[int, int, tuple[Note, ...]]:
    """Weigh the stories whose inputs changed; returns how many were weighed, how many records changed by that, notes.

    Some stories at a time are kept, so that an interrupted run need not weigh them again.
    """
    weighed = changed = 0
    notes: tuple[Note, ...] = ()
    for _ in range(TRIES):
        try:
            notes += find_stories(store, now=now, settings=settings)
            judgements = rejudge(store)
            mark = store.mark()
            due = keep.due(store, prefix(settings))
            # Also with nothing due: stories that are no more are dropped.
            changed += store.save([], gone=keep.gone(store), known_at=now, mark=mark)
            done = _weigh(store, due, judgements, settings, progress)
            while batch := list(islice(done, STORIES_AT_ONCE)):
                changed += store.save(batch, known_at=now, mark=mark)
                weighed += len(batch)
            break
        except Outdated:
            continue  # another process added reports meanwhile; after so many tries it is left to weigh them
    return weighed, changed, notes


def find_stories(store: Store, *, now: datetime, settings: Settings) -> tuple[Note, ...]:
    """Find the story of each new report, and with it the day of those that carry none, where that is plain."""
    regroup(store, now=now)
    found, notes = assume_dates(store, now=now, settings=settings)
    if found:
        regroup(store, now=now)
    return notes


def assume_dates(store: Store, *, now: datetime, settings: Settings) -> tuple[int, tuple[Note, ...]]:
    """Read undated reports again as of the day of their story's dated reports, where that day is plain."""
    from sayso import weigh

    stories = keep.half_dated(store)
    reports, _ = store.told(sorted({r for s in stories for r in s.reports})) if stories else ((), ())
    notes: list[Note] = []
    found = 0
    for report in weigh.dated_by_story(reports, stories):
        reading, more = read_one(report, tagger=settings.tagger)
        notes += more
        if reading is not None:
            again = f"{reading.reader}+{report.published:%Y-%m-%d}"
            found += store.add_readings([msgspec.structs.replace(reading, reader=again, assumed=report.published)], now)
    return found, tuple(notes)


def prefix(settings: Settings) -> str:
    """What all weighing depends on, beside the key of a story."""
    from sayso import weigh

    return f"{weigh.WEIGHER} {settings.vectors} "


def _weigh(
    store: Store,
    due: Sequence[tuple[Story, str]],
    judgements: tuple[Judgement, ...],
    settings: Settings,
    progress: Progress,
) -> Iterator[tuple[Weighing, str]]:
    from sayso import weigh

    embed = Embedder(store)
    for done, (story, key) in enumerate(due):
        progress("weigh", done, len(due))
        yield weigh.weigh(story, *store.told(story.reports), judgements, vectors=settings.vectors, embed=embed), key
        progress("weigh", done + 1, len(due))
