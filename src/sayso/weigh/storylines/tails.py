"""Reports that end with a few words on another story: their last paragraphs stand in that story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sayso.profile import Profile
from sayso.weigh.language.rarity import Desk
from sayso.weigh.storylines.growing import KEYS, Cluster, gap
from sayso.weigh.storylines.profiles import Vector, dot, keys, unit, vector, words

LIKE = 0.3
LEAD = 3.0
"""Last paragraphs belong to another story when they are that like it, and that many times more than like their own."""
DAYS = 2
"""How far apart in time the two stories may lie."""

Part = tuple[int, int, int]
"""Number of a cluster, and the passage of a report (first code point, one past the last) that belongs to it."""


class Tails:
    """Looks for second stories among some clusters of reports."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        texts: Mapping[str, str],
        vectors: Sequence[Vector],
        clusters: Sequence[Cluster],
        desk: Desk,
    ) -> None:
        """``texts``: of each report by id. ``desk`` also counts the marks of paragraphs."""
        self._profiles, self._texts, self._vectors, self._clusters = profiles, texts, vectors, clusters
        self._desk = desk
        self._centres = [unit(c.total) for c in clusters]
        self._holders: dict[str, set[int]] = defaultdict(set)
        for at, centre in enumerate(self._centres):
            for word in keys(centre, KEYS):
                self._holders[word].add(at)

    def parts(self) -> dict[int, list[Part]]:
        """Report number -> its parts, for each report that ends with a few words on another story.

        Conservative: only last paragraphs, fewer than half, all clearly like one other story of the same days.
        """
        found: dict[int, list[Part]] = {}
        if len(self._clusters) > 1:
            for own, cluster in enumerate(self._clusters):
                for at in cluster.members:
                    tail = self._tail(own, at)
                    passages = self._profiles[at].passages
                    if 0 < len(tail) < len(passages) / 2:
                        found[at] = [(own, start, end) for start, end, _ in passages[: -len(tail)]] + tail
        return found

    def _tail(self, own: int, at: int) -> list[Part]:
        """The last paragraphs of a report that are all at home in one other cluster."""
        profile, cluster = self._profiles[at], self._clusters[own]
        alone = len(cluster.members) < 2
        rest = self._centres[own] if alone else unit(_without(cluster.total, self._vectors[at]))
        tail: list[Part] = []
        for start, end, mark in reversed(profile.passages):
            if self._desk.counts.get(mark, 0) > 1:
                break  # what several reports print is boilerplate
            counts = Counter(words(self._texts[profile.report][start:end]))
            home = self._home(vector(counts, profile.names, self._desk), own, rest)
            if home == own or (tail and tail[0][0] != home) or gap(cluster, self._clusters[home]) > DAYS:
                break
            tail.insert(0, (home, start, end))
        return tail

    def _home(self, passage: Vector, own: int, rest: Vector) -> int:
        """The cluster that a passage belongs to: its own (``rest``: without this report) or one clearly nearer."""
        others = {c for word in passage for c in self._holders.get(word, ()) if c != own}
        best = max(others, key=lambda c: (dot(passage, self._centres[c]), -c), default=own)
        like = dot(passage, self._centres[best])
        return best if like >= LIKE and like >= LEAD * dot(passage, rest) else own


def _without(total: Vector, vector: Vector) -> Vector:
    return {word: x - vector.get(word, 0.0) for word, x in total.items() if x - vector.get(word, 0.0) > 1e-9}
