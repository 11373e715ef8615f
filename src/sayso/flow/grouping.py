"""Which story each report stands in: found among the nearest reports, or all of them, and kept.

The desk itself is not loaded: profiles of a bounded number of reports tell the story of a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from sayso import weigh
from sayso.keep import Store
from sayso.keep import stories as keep
from sayso.keep.stories import Made
from sayso.profile import Profile
from sayso.records import Judgement, Story, content_id

WHOLE = 400
"""A desk of no more reports than this is grouped anew as a whole, as if all had come at once."""
NEAREST = 150
"""In a larger desk a new report is grouped with so many reports of the stories nearest to it; larger stories stay."""
MANY = 200
"""So many new reports at once, and the whole desk is grouped anew."""
AT_ONCE = 200
"""Profiles kept in one transaction."""


def regroup(store: Store, *, now: datetime) -> None:
    """Find the stories of all reports that were read since the last time, and keep them with what became of others.

    Raises Outdated when another process takes in reports meanwhile.
    """
    mark = store.mark()
    _profile(store)
    fresh, size = keep.fresh(store)
    if not fresh:
        return
    chosen = None if size <= WHOLE or len(fresh) > MANY else _nearest(store, fresh, size)
    pool = keep.pool(store, chosen)
    desk = weigh.Desk(pool.counts, pool.size)
    lasting = [] if chosen is None else [s for s in pool.stories if len(s.reports) > NEAREST]
    stories = weigh.group(pool.profiles, pool.texts, desk, lasting)
    changes = weigh.succession(pool.stories, stories, pool.profiles, desk)
    judged = Judged(store)
    keyed = [(s, key_of(s, pool.readers, judged)) for s in stories]
    keep.place(store, pool, keyed, changes, known_at=now, mark=mark)


class Judged:
    """What people judged, by the reports that their judgements are about."""

    def __init__(self, store: Store) -> None:
        self.judgements = store.judgements()
        makers = keep.makers(store, {s for j in self.judgements for s in (j.left, j.right)})
        self._of: dict[str, list[Judgement]] = defaultdict(list)
        for j in self.judgements:
            for report in {makers[s] for s in (j.left, j.right) if s in makers}:
                self._of[report].append(j)

    @property
    def reports(self) -> set[str]:
        """Reports that a judgement is about."""
        return set(self._of)

    def of(self, story: Story) -> list[str]:
        """The judgements about a story's reports, as text, in a fixed order."""
        return sorted({str(j) for r in story.reports for j in self._of.get(r, ())})


def key_of(story: Story, readers: Mapping[str, str], judged: Judged) -> str:
    """A hash of all that weighing a story depends on but the weigher and its settings."""
    return content_id("k", story, *sorted(f"{r}:{readers[r]}" for r in story.reports), *judged.of(story))


def rejudge(store: Store) -> tuple[Judgement, ...]:
    """Set the keys of stories that people judged about since; returns all that people judged."""
    judged = Judged(store)
    stories = keep.stories_with(store, judged.reports)
    readers = keep.readers(store, {r for s, _ in stories for r in s.reports})
    now = {s.id: key_of(s, readers, judged) for s, _ in stories}
    keep.rekey(store, {s.id: now[s.id] for s, key in stories if key != now[s.id]})
    return judged.judgements


def _profile(store: Store) -> None:
    """Make the profiles that are missing."""
    missing = iter(keep.unprofiled(store, weigh.PROFILER))
    while ids := list(islice(missing, AT_ONCE)):
        reports, readings = store.told(ids)
        read = {r.report: r for r in readings}
        made = []
        for report in reports:
            profile = weigh.of_report(report, read[report.id])
            made.append(Made(profile=profile, reader=read[report.id].reader, posted=tuple(weigh.posted(profile))))
        keep.add_profiles(store, made, weigh.PROFILER)


def _nearest(store: Store, fresh: Sequence[Profile], size: int) -> set[str]:
    desk = weigh.Desk(keep.counts(store, {w for p in fresh for w in p.counts}), size)
    found: set[str] = set()
    for profile in fresh:
        weights = weigh.vector(profile.counts, profile.names, desk)
        found |= keep.near(store, profile, {w: weights[w] for w in weigh.keys(weights, weigh.KEYS)}, NEAREST)
    return found
