"""Corrections that travel: an erratum on each claim that rests on what a newer version or a lost page took away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from sayso.keep import Store
from sayso.keep import errata as keep
from sayso.keep.errata import Seen
from sayso.keep.search import find
from sayso.notes import NothingFound
from sayso.records import Erratum, Picture, Reading, Report, Span, Weighing
from sayso.terms import Differing, ErratumKind

if TYPE_CHECKING:
    from sayso.weigh.revised.withdrawn import Standings


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one statement from one version to the next."""

    kind: ErratumKind | None
    """None for one that is new."""
    differs: tuple[Differing, ...]
    stood: Span | None
    stands: Span | None


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of one report, and how they differ."""

    old: Report
    new: Report
    text: tuple[tuple[str, str], ...]
    """The two texts in stretches, (before, after): equal where nothing changed, one of them empty where it was cut or
    added. Where a stretch changed it is broken into words."""
    statements: tuple[Passage, ...]
    """Statements that changed, vanished or are new."""


def edits(picture: Picture, report: str) -> Edited:
    """A report beside the version before it; beside the one after it, for the first."""
    from sayso.weigh.revised.compare import Version, compare
    from sayso.weigh.revised.text import difference

    kind, found = find(picture, report)
    held = {r.id: r for r in picture.reports}
    if not isinstance(found, Report):
        raise NothingFound(f"{report} is a {kind}; give the id of a report (`sayso errata --json` names them)")
    old = held.get(found.revision_of, found)
    new = found if old is not found else next((r for r in picture.reports if r.revision_of == found.id), None)
    if new is None:
        raise NothingFound(f"{report} has one version only")
    read = {g.report: g for g in picture.readings}
    changes = compare(Version(old, read[old.id]), Version(new, read[new.id])) if {old.id, new.id} <= set(read) else ()
    return Edited(
        old=old,
        new=new,
        text=tuple(piece for e in difference(old.text, new.text) for piece in (e.words or ((e.was, e.now),))),
        statements=tuple(
            Passage(
                kind=None if c.old is None else ErratumKind.CHANGED if c.now else ErratumKind.VANISHED,
                differs=c.differs,
                stood=c.old.sentence if c.old else None,
                stands=c.now.sentence if c.now else None,
            )
            for c in changes
            if not c.kept
        ),
    )


def raise_errata(store: Store, *, now: datetime) -> int:
    """Look at each newer version and lost page that was not looked at yet; returns how many errata are new.

    What is not read or weighed yet waits for the run that does it.
    """
    new = 0
    waiting = sorted(keep.pending(store), key=lambda s: s.known_at)
    for known_at, group in groupby(waiting, key=lambda s: s.known_at):
        for seen, found in _of_one_time(store, known_at, list(group)):
            new += keep.add(store, seen, found, now)
    return new


def _of_one_time(store: Store, known_at: datetime, group: list[Seen]) -> Iterator[tuple[Seen, tuple[Erratum, ...]]]:
    from sayso.weigh.revised.withdrawn import standings

    ids = sorted({i for s in group for i in (s.report, s.revision) if i})
    reports, readings = store.told(ids)
    read, told = {r.report: r for r in readings}, {r.id: r for r in reports}
    stories = keep.weighed(store, set(ids))
    weighed = _in_stories(stories)
    now, before = standings(stories), standings(keep.weighed(store, set(ids), known_at))
    for seen in group:
        both = [i for i in (seen.report, seen.revision) if i]
        if all(i in read and (i in weighed or not read[i].statements) for i in both):
            yield seen, _errata(seen, told, read, now, before)


def _in_stories(stories: tuple[Weighing, ...]) -> set[str]:
    return {r for w in stories for r in w.story.reports}


def _errata(
    seen: Seen, told: Mapping[str, Report], read: Mapping[str, Reading], now: Standings, before: Standings
) -> tuple[Erratum, ...]:
    from sayso.weigh.revised.compare import Version
    from sayso.weigh.revised.withdrawn import errata_of_loss, errata_of_revision

    old = read[seen.report]
    if seen.at is not None:
        never_there = told[seen.report].from_feed and not any(s.id in before for s in old.statements)
        return () if seen.replaced or never_there else errata_of_loss(old, seen.at, now, before)
    new = Version(told[seen.revision], read[seen.revision])
    return errata_of_revision(Version(told[seen.report], old), new, now, before)
