"""Which reports tell one story: near in words (rare ones and names above all) and in time.

Stories are found from the profiles of reports alone, so that a desk need not be loaded to find that of a new report.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.profile import Profile
from sayso.records import Reading, Report, Segment, Span, Story, content_id
from sayso.spans import cut, overlap
from sayso.weigh.language.rarity import Desk
from sayso.weigh.storylines.growing import Cluster, grow
from sayso.weigh.storylines.profiles import Vector, dot, of_report, unit, vector, words
from sayso.weigh.storylines.tails import Part, Tails


def stories(reports: Sequence[Report], readings: Sequence[Reading]) -> tuple[Story, ...]:
    """The stories that some reports tell, each report in at least one; earliest story first.

    A report that also tells a second story stands in both, and ``segments`` says which part belongs to which; a story
    without segments has its reports whole. The order of ``reports`` makes no difference.
    """
    by_report = {r.report: r for r in readings}
    profiles = [of_report(r, by_report.get(r.id)) for r in reports]
    return group(profiles, {r.id: r.text for r in reports}, Desk.of([p.held for p in profiles]))


def group(
    profiles: Iterable[Profile],
    texts: Mapping[str, str],
    desk: Desk,
    lasting: Iterable[Story] = (),
) -> tuple[Story, ...]:
    """The same from profiles: of all reports of a desk, or of those that may stand in one story with new ones.

    ``texts`` are the reports' texts by id; ``desk`` counts over all reports. Each story of ``lasting`` is
    taken as it is: it may grow or merge, but is not split.
    """
    ordered = sorted(profiles, key=lambda p: (p.at is None, p.at or 0.0, p.report))
    number = {p.report: n for n, p in enumerate(ordered)}
    vectors = [vector(p.counts, p.names, desk) for p in ordered]
    clusters = grow(vectors, [p.at for p in ordered], [[number[r] for r in g] for g in _homes_of(lasting)])
    parts = Tails(ordered, texts, vectors, clusters, desk).parts()
    return tuple(_story(at, clusters[at], ordered, texts, vectors, parts) for at in range(len(clusters)))


def within(story: Story, span: Span) -> bool:
    """Whether a passage of one of the story's reports belongs to the story."""
    own = [s.span for s in story.segments if s.span.report == span.report]
    return not own or any(overlap(s, span) for s in own)


def homes(stories: Iterable[Story]) -> dict[str, str]:
    """Report -> the story in which it stands whole, or in which its first passages do."""
    starts: dict[str, tuple[int, str]] = {}
    for story in stories:
        first: dict[str, int] = {}
        for s in story.segments:
            first[s.span.report] = min(s.span.start, first.get(s.span.report, s.span.start))
        for report in story.reports:
            starts[report] = min(starts.get(report, (2**62, "")), (first.get(report, 0), story.id))
    return {report: story for report, (_, story) in starts.items()}


def _homes_of(stories: Iterable[Story]) -> list[list[str]]:
    """The reports of each story that are not only guests there."""
    told: dict[str, list[str]] = {}
    for report, story in homes(stories).items():
        told.setdefault(story, []).append(report)
    return list(told.values())


def _story(
    at: int,
    cluster: Cluster,
    profiles: Sequence[Profile],
    texts: Mapping[str, str],
    vectors: Sequence[Vector],
    parts: dict[int, list[Part]],
) -> Story:
    own = set(cluster.members)
    guests = {r for r, passages in parts.items() if r not in own and any(home == at for home, _, _ in passages)}
    members = sorted(own | guests)
    story_id = content_id("story", profiles[min(own)].report)
    segments = tuple(
        Segment(span=cut(profiles[r].report, texts[profiles[r].report], start, end), story=story_id)
        for r in members
        for home, start, end in _joined(parts.get(r, ()))
        if home == at
    )
    return Story(
        id=story_id,
        title=_title([profiles[n] for n in sorted(own)], [vectors[n] for n in sorted(own)], cluster.total),
        reports=tuple(profiles[r].report for r in members),
        segments=segments,
    )


def _joined(passages: Iterable[Part]) -> list[Part]:
    """Neighbouring passages of one story as one."""
    out: list[Part] = []
    for home, start, end in passages:
        if out and out[-1][0] == home:
            out[-1] = (home, out[-1][1], end)
        else:
            out.append((home, start, end))
    return out


def _title(members: Sequence[Profile], vectors: Sequence[Vector], total: Vector) -> str:
    """The headline nearest to what the whole story is about; without headlines, its weightiest names."""
    centre = unit(total)
    best, most = "", 0.0
    for profile, own in zip(members, vectors, strict=True):
        if profile.title:
            told = dot(dict(Counter(words(profile.title))), centre) / math.sqrt(len(profile.title))
            if told + dot(own, centre) > most:
                best, most = profile.title, told + dot(own, centre)
    return best or ", ".join(about(members, total)) or members[0].name or "untitled"


def about(members: Sequence[Profile], total: Vector) -> list[str]:
    """The three weightiest names of some reports, as printed, in order of weight; ``total`` sums their vectors."""
    printed: dict[str, str] = {}
    for profile in members:
        for word, form in profile.names.items():
            printed.setdefault(word, form)
    top = sorted((w for w in total if w in printed), key=lambda w: (-total[w], w))[:3]
    return [printed[w] for w in top]
