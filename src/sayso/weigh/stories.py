"""Which reports tell one story: near in words (rare ones and names above all) and in time.

Linear in reports: pairs come only from shared weighty words, and a word shared by very many reports pairs each with its
neighbours in time only. Clusters grow by average likeness, which keeps a chain of reports from becoming one heap.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sayso.records import Reading, Report, Segment, Span, Story, content_id
from sayso.spans import contains, cut, overlap
from sayso.terms import FurnitureKind
from sayso.weigh.profiles import Profile, Vector, dot, of_passage, of_report
from sayso.weigh.rarity import Desk

JOIN = 0.14
"""Least average cosine of two clusters that are one story."""
WINDOW_DAYS = 21
"""Reports further apart than this pair only when they share ``FAR_KEYS`` weighty words."""
FAR_KEYS = 15
FADE_DAYS = 30
"""Likeness falls by a factor e over this many days between two clusters..."""
LASTING = 0.3
"""... but never below this share: pages often bear the day on which they were stored, and a story is taken up again."""
KEYS = 40
"""How many of a report's weightiest words may pair it with others."""
NEIGHBOURS = 100
"""With how many neighbours in time a report pairs on one word."""
SEGMENT_LIKE = 0.3
SEGMENT_LEAD = 3.0
"""Last paragraphs belong to another story when they are that like it, and that many times more than like their own."""

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass
class _Cluster:
    """Reports taken as one story so far; ``total`` is the sum of their vectors: a product of two sums cosines."""

    members: list[int]
    total: Vector
    first: float | None
    last: float | None
    near: set[int] = field(default_factory=set)

    def likeness(self, other: _Cluster) -> float:
        average = dot(self.total, other.total) / (len(self.members) * len(other.members))
        return average * max(LASTING, math.exp(-_gap(self, other) / FADE_DAYS))


def _gap(a: _Cluster, b: _Cluster) -> float:
    """Days between two clusters; 0 where they overlap or a time is unknown."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.0
    return max(0.0, a.first - b.last, b.first - a.last)


def _day(when: datetime | None) -> float | None:
    return when.timestamp() / 86_400 if when else None


def stories(reports: Sequence[Report], readings: Sequence[Reading]) -> tuple[Story, ...]:
    """The stories that some reports tell, each report in at least one; earliest story first.

    A report that also tells a second story stands in both, and ``segments`` says which part belongs to which; a story
    without segments has its reports whole. The order of ``reports`` makes no difference.
    """
    ordered = sorted(reports, key=lambda r: (r.published is None, r.published or datetime.min, r.id))
    profiles = [of_report(r) for r in ordered]
    desk = Desk(p.counts for p in profiles)
    vectors = [p.vector(desk) for p in profiles]
    clusters = _grow(vectors, [_day(r.published) for r in ordered])
    clusters.sort(key=lambda c: min(c.members))
    parts = _second_stories(ordered, readings, profiles, vectors, clusters, desk)
    return tuple(_story(at, clusters[at], ordered, vectors, readings, parts) for at in range(len(clusters)))


def within(story: Story, span: Span) -> bool:
    """Whether a passage of one of the story's reports belongs to the story."""
    own = [s.span for s in story.segments if s.span.report == span.report]
    return not own or any(overlap(s, span) for s in own)


# ------------------------------------------------------------------ clusters


def _pairs(vectors: Sequence[Vector], days: Sequence[float | None]) -> set[tuple[int, int]]:
    """Pairs of reports that share a weighty word; indices are in order of time, undated reports last."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for word in sorted(vector, key=lambda w: (-vector[w], w))[:KEYS]:
            holders[word].append(at)
    pairs: set[tuple[int, int]] = set()
    far: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        for i, a in enumerate(held):
            for b in held[i + 1 : i + 1 + NEIGHBOURS]:
                day_a, day_b = days[a], days[b]
                if day_a is None or day_b is None or day_b - day_a <= WINDOW_DAYS:
                    pairs.add((a, b))
                else:
                    far[a, b] += 1
    return pairs | {pair for pair, shared in far.items() if shared >= FAR_KEYS}


def _grow(vectors: Sequence[Vector], days: Sequence[float | None]) -> list[_Cluster]:
    """Agglomerative clustering by average cosine, most alike first; ties go to the earlier reports."""
    clusters = {at: _Cluster([at], dict(v), days[at], days[at]) for at, v in enumerate(vectors)}
    queue: list[tuple[float, int, int]] = []
    for a, b in _pairs(vectors, days):
        like = clusters[a].likeness(clusters[b])
        if like >= JOIN / 2:
            clusters[a].near.add(b)
            clusters[b].near.add(a)
        if like >= JOIN:
            queue.append((-like, a, b))
    heapq.heapify(queue)
    fresh = len(vectors)
    while queue:
        _, a, b = heapq.heappop(queue)
        if a not in clusters or b not in clusters:
            continue
        merged = _merge(clusters.pop(a), clusters.pop(b), {a, b})
        clusters[fresh] = merged
        for other in sorted(merged.near):
            clusters[other].near -= {a, b}
            clusters[other].near.add(fresh)
            like = merged.likeness(clusters[other])
            if like >= JOIN:
                heapq.heappush(queue, (-like, other, fresh))
        fresh += 1
    return list(clusters.values())


def _merge(a: _Cluster, b: _Cluster, gone: set[int]) -> _Cluster:
    total = dict(a.total)
    for word, x in b.total.items():
        total[word] = total.get(word, 0.0) + x
    times = [t for t in (a.first, b.first, a.last, b.last) if t is not None]
    return _Cluster(
        members=a.members + b.members,
        total=total,
        first=min(times, default=None),
        last=max(times, default=None),
        near=(a.near | b.near) - gone,
    )


# ------------------------------------------------------------------ segments


def _second_stories(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    profiles: Sequence[Profile],
    vectors: Sequence[Vector],
    clusters: Sequence[_Cluster],
    desk: Desk,
) -> dict[int, list[tuple[int, Span]]]:
    """Report index -> (cluster, passage) for reports that end with a few words on another story.

    Conservative: only last paragraphs, fewer than half, all clearly like one other story of the same days.
    """
    if len(clusters) < 2:
        return {}
    holders: dict[str, set[int]] = defaultdict(set)
    centres = [_unit(c.total) for c in clusters]
    for at, centre in enumerate(centres):
        for word in sorted(centre, key=lambda w: (-centre[w], w))[:KEYS]:
            holders[word].add(at)
    cut_out = {r.report: [f.span for f in r.furniture] for r in readings}
    printed = Counter(p.exact for report in reports for p in _paragraphs(report))
    found: dict[int, list[tuple[int, Span]]] = {}
    for own, cluster in enumerate(clusters):
        for at in cluster.members:
            report = reports[at]
            passages = [p for p in _paragraphs(report) if not any(contains(f, p) for f in cut_out.get(report.id, ()))]
            rest = _unit(_without(cluster.total, vectors[at])) if len(cluster.members) > 1 else centres[own]
            tail: list[tuple[int, Span]] = []
            for passage in reversed(passages):
                home = _home(of_passage(passage.exact, profiles[at].names).vector(desk), own, rest, centres, holders)
                boilerplate = printed[passage.exact] > 1
                if home == own or boilerplate or (tail and tail[0][0] != home) or _gap(cluster, clusters[home]) > 2:
                    break
                tail.insert(0, (home, passage))
            if 0 < len(tail) < len(passages) / 2:
                found[at] = [(own, p) for p in passages[: -len(tail)]] + tail
    return found


def _paragraphs(report: Report) -> list[Span]:
    return [
        cut(report.id, report.text, m.start(), m.end()) for m in _PARAGRAPH.finditer(report.text) if m.group().strip()
    ]


def _home(vector: Vector, own: int, rest: Vector, centres: Sequence[Vector], holders: dict[str, set[int]]) -> int:
    """The cluster that a passage belongs to: its own (``rest``: without this report) or one clearly nearer."""
    others = {c for word in vector for c in holders.get(word, ()) if c != own}
    at_home = dot(vector, rest)
    best = max(others, key=lambda c: (dot(vector, centres[c]), -c), default=own)
    like = dot(vector, centres[best])
    return best if like >= SEGMENT_LIKE and like >= SEGMENT_LEAD * at_home else own


def _without(total: Vector, vector: Vector) -> Vector:
    return {word: x - vector.get(word, 0.0) for word, x in total.items() if x - vector.get(word, 0.0) > 1e-9}


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(x * x for x in vector.values())) or 1.0
    return {word: x / length for word, x in vector.items()}


# -------------------------------------------------------------------- records


def _story(
    at: int,
    cluster: _Cluster,
    reports: Sequence[Report],
    vectors: Sequence[Vector],
    readings: Sequence[Reading],
    parts: dict[int, list[tuple[int, Span]]],
) -> Story:
    own = set(cluster.members)
    guests = {r for r, passages in parts.items() if r not in own and any(home == at for home, _ in passages)}
    members = sorted(own | guests)
    story_id = content_id("story", reports[min(own)].id)
    segments = tuple(
        Segment(span=span, story=story_id)
        for r in members
        for home, span in _joined(parts.get(r, ()), reports[r])
        if home == at
    )
    return Story(
        id=story_id,
        title=_title(sorted(own), cluster, reports, vectors, readings),
        reports=tuple(reports[r].id for r in members),
        segments=segments,
    )


def _joined(passages: Iterable[tuple[int, Span]], report: Report) -> list[tuple[int, Span]]:
    """Neighbouring passages of one story as one."""
    out: list[tuple[int, Span]] = []
    for home, span in passages:
        if out and out[-1][0] == home:
            out[-1] = (home, cut(report.id, report.text, out[-1][1].start, span.end))
        else:
            out.append((home, span))
    return out


def _title(
    members: Sequence[int],
    cluster: _Cluster,
    reports: Sequence[Report],
    vectors: Sequence[Vector],
    readings: Sequence[Reading],
) -> str:
    """The headline nearest to what the whole story is about; without headlines, its weightiest names."""
    centre = _unit(cluster.total)
    headlines = {r.report: f.span.exact for r in readings for f in r.furniture if f.kind is FurnitureKind.HEADLINE}
    best, most = "", 0.0
    for at in members:
        title = " ".join((reports[at].title or headlines.get(reports[at].id, "")).split())
        if title:
            score = dot(of_passage(title, set()).counts, centre) / math.sqrt(len(title)) + dot(vectors[at], centre)
            if score > most:
                best, most = title, score
    return best or _named(members, cluster, reports)


def _named(members: Sequence[int], cluster: _Cluster, reports: Sequence[Report]) -> str:
    """The three weightiest names of a story, as printed, in order of weight."""
    printed: dict[str, str] = {}
    for at in members:
        profile = of_report(reports[at])
        for word in re.findall(r"[^\W_]+", reports[at].text):
            low = word.lower()
            if word[0].isupper() and low in profile.names:
                printed.setdefault(low, word)
    top = sorted((w for w in cluster.total if w in printed), key=lambda w: (-cluster.total[w], w))[:3]
    return ", ".join(printed[w] for w in top) or (reports[members[0]].name or "untitled")
