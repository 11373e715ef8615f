"""What became of stories when more reports came in: which of them merged, split, or go by another id."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sayso.profile import Profile
from sayso.records import Story, StoryChange
from sayso.terms import StoryChangeKind
from sayso.weigh.language.rarity import Desk
from sayso.weigh.storylines.profiles import Vector, vector
from sayso.weigh.storylines.stories import about, homes


def succession(
    before: Sequence[Story], after: Sequence[Story], profiles: Iterable[Profile], desk: Desk
) -> tuple[StoryChange, ...]:
    """A change for each story of ``before`` whose reports no longer stand in one story of the same id with no others.

    ``profiles`` are those of all reports of these stories. A story that only gained reports has not changed in this
    sense; a report that also stands in a second story counts where most of it does.
    """
    by_id = {p.report: p for p in profiles}
    home = homes(after)
    parents: dict[str, set[str]] = defaultdict(set)
    members: dict[str, list[str]] = defaultdict(list)
    for report, story in homes(before).items():
        parents[home[report]].add(story)
        members[story].append(report)
    found = (_change(story, members[story.id], home, parents, by_id, desk) for story in before if members[story.id])
    return tuple(c for c in found if c)


def _change(
    story: Story,
    reports: Sequence[str],
    home: dict[str, str],
    parents: dict[str, set[str]],
    profiles: dict[str, Profile],
    desk: Desk,
) -> StoryChange | None:
    heirs = Counter(home[r] for r in sorted(reports))
    into = tuple(sorted(heirs, key=lambda h: (-heirs[h], h)))
    if into == (story.id,):
        return None

    def names(ids: Iterable[str]) -> str:
        chosen = [profiles[r] for r in sorted(ids)]
        return ", ".join(about(chosen, _total(chosen, desk))) or "the same words"

    if len(into) > 1:
        kind = StoryChangeKind.SPLIT
        parts = "; ".join(names(r for r in reports if home[r] == h) for h in into)
        why = f"Read beside the other reports, its own fall into {len(into)}: {parts}."
    elif len(parents[into[0]]) > 1:
        kind = StoryChangeKind.MERGED
        all_told = [r for r, h in home.items() if h == into[0]]
        why = f"Its reports and those of another story are near in words and in time: {names(all_told)}."
    else:
        kind = StoryChangeKind.RENAMED
        why = "An earlier report joined it, and a story goes by its earliest report."
    told = tuple(sorted(reports))
    return StoryChange(story=story.id, title=story.title, kind=kind, into=into, reports=told, why=why)


def _total(profiles: Iterable[Profile], desk: Desk) -> Vector:
    total: Vector = defaultdict(float)
    for p in profiles:
        for word, x in vector(p.counts, p.names, desk).items():
            total[word] += x
    return total
