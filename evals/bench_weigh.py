"""How long weighing takes: one more report on a small and on a large desk, and a story of very many reports."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec

from evals.bench_read import Clock, show
from sayso import flow, weigh
from sayso.flow import grouping, weighing
from sayso.keep import Store
from sayso.keep import stories as keep
from sayso.records import Reading, Report, Story, Weighing
from sayso.settings import Settings

DESKS = (10_000, 100_000)
"""Statements of the two desks that one report is weighed against."""
ONE = 1.5
"""Weighing one report on the large desk may take so many times as long as on the small one."""
NEW = 12
"""Reports that are added one by one."""
STORY_MS = 200.0
"""Milliseconds of weighing for each report of a large story, at most."""
NOW = datetime(2031, 1, 1, tzinfo=UTC)
SETTINGS = Settings(workers=1)

Told = tuple[Report, Reading]


class Added(NamedTuple):
    """One report that was added."""

    seconds: float
    reports: int
    """How many reports its story then has."""


def told(reports: Iterator[Report], folder: Path) -> Iterator[Told]:
    """Each report with its reading; those read before by this reader, in the same order, are taken from a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    cache = folder / f"readings-{flow.reader_version()}.jsonl.gz"
    known: dict[str, Reading] = {}
    if cache.exists():
        with gzip.open(cache) as file:
            known = {r.report: r for r in map(msgspec.json.Decoder(Reading).decode, file)}
    for done, report in enumerate(reports, 1):
        reading = known.get(report.id) or flow.read_one(report)[0]
        if reading and report.id not in known:
            show("read", done, 0)
            with gzip.open(cache, "at", encoding="utf-8") as out:
                out.write(msgspec.json.encode(reading).decode() + "\n")
        if reading:
            yield report, reading


def one(reports: Iterator[Report], folder: Path, cache: Path, sizes: Sequence[int] = DESKS) -> int:
    """Print the time of one more report on each desk; 1 when the large desk takes too much longer, else 0.

    The same reports, left out of both desks, are added one by one. Those whose story has more reports on the large desk
    are left out of the ratio: a larger story takes longer on any desk. Stories that no new report joins are kept as
    weighed without being so; nothing of them is looked at.
    """
    small, large = sizes
    rows = list(_until(told(reports, cache), large))
    within = sum(total <= small for total in accumulate(len(g.statements) for _, g in rows))
    new = [rows[n * within // NEW] for n in range(NEW)]
    rest = [row for row in rows if row not in new]
    times = []
    for size in sizes:
        desk = list(_until(iter(rest), size))
        times.append(_add(desk, new, folder / f"{size}.db"))
        print(f"\n{sum(len(g.statements) for _, g in desk):,} statements in {len(desk):,} reports", flush=True)
        for (report, _), added in zip(new, times[-1], strict=True):
            print(f"  {1000 * added.seconds:>8,.0f} ms, story of {added.reports:>3}: {report.title[:60]}")
    alike = [(a.seconds, b.seconds) for a, b in zip(*times, strict=True) if a.reports == b.reports]
    if not alike:
        print("every new report joins a larger story on the larger desk: nothing to compare")
        return 1
    before, after = (sum(column) for column in zip(*alike, strict=True))
    print(
        f"\n{len(alike)} of {NEW} reports join a story of the same size: {1000 * before / len(alike):,.0f} ms a report"
    )
    print(
        f"on the small desk, {1000 * after / len(alike):,.0f} ms on the large one, {after / before:.2f} times as much;"
    )
    print(f"median of single ratios {median(b / a for a, b in alike):.2f}")
    return int(after > ONE * before)


def _until(rows: Iterator[Told], statements: int) -> Iterator[Told]:
    """Rows up to the one that brings so many statements."""
    total = 0
    for row in rows:
        total += len(row[1].statements)
        yield row
        if total >= statements:
            return


def _add(desk: Sequence[Told], new: Sequence[Told], path: Path) -> list[Added]:
    with Store(path) as store:
        store.add_reports((r for r, _ in desk), NOW)
        store.add_readings((g for _, g in desk), NOW)
        weighing.find_stories(store, now=NOW, settings=SETTINGS)
    trial = path.with_suffix(".trial")
    shutil.copy(path, trial)
    with Store(trial) as store:
        joined = {r for row in new for r in _join(store, row).reports}
    with Store(path) as store:
        done = [d for d in keep.due(store, weighing.prefix(SETTINGS)) if not joined & set(d[0].reports)]
        store.save([(Weighing(story=story), key) for story, key in done], known_at=NOW, mark=store.mark())
        flow.weigh_changed(store, now=NOW, settings=SETTINGS)
        found = []
        for row in new:
            clock = Clock()
            with clock.stage("one"):
                story = _join(store, row)
                flow.weigh_changed(store, now=NOW, settings=SETTINGS)
            found.append(Added(clock.seconds["one"], len(story.reports)))
        return found


def _join(store: Store, row: Told) -> Story:
    """Take in one report; the story that it then stands in."""
    report, reading = row
    store.add_reports([report], NOW)
    store.add_readings([reading], NOW)
    grouping.regroup(store, now=NOW)
    return keep.stories_with(store, [report.id])[0][0]


def story(reports: Iterator[Report], cache: Path, count: int, statements: int | None = None) -> int:
    """Print milliseconds a report of weighing so many as one story; 1 when it is too many, else 0.

    The reports are taken as one story whatever they tell. ``statements``: so many of each at most.
    """
    rows = list(islice(told(reports, cache), count))
    if statements is not None:
        rows = [(r, msgspec.structs.replace(g, statements=g.statements[:statements])) for r, g in rows]
    spent = 0.0
    for size in (count // 4, count // 2, count):
        part = rows[:size]
        taken = Story(id="story", title="", reports=tuple(r.id for r, _ in part))
        clock = Clock()
        with clock.stage("weigh"):
            weigh.weigh(taken, [r for r, _ in part], [g for _, g in part])
        spent = 1000 * clock.seconds["weigh"] / size
        said = sum(len(g.statements) for _, g in part)
        print(f"{size:>6,} reports, {said:>7,} statements: {spent:,.0f} ms a report", flush=True)
    return int(spent > STORY_MS)
