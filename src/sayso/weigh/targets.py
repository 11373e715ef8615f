"""What a denial or a refusal to confirm is about: the statement, in any report, that tells what is denied."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from sayso.records import Statement, Where
from sayso.spans import overlap
from sayso.terms import Phase, Polarity, Stance
from sayso.weigh.rarity import Desk
from sayso.weigh.things import Atlas
from sayso.weigh.words import fold, terms, tokens

REFUSALS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.WITHHOLDS})
BACK = 12
"""How many sentences before a refusal may hold what "the report" points at; after it come the refuser's own words."""
ENOUGH = 0.75
ENOUGH_POINTED_AT = 0.5
"""Least scores of a target; what adds to them stands in :meth:`Targets._score`."""
LEAST_COVER = 0.3
"""Least share, by weight, of the content words of a refusal that repeats what it refuses."""


@lru_cache(maxsize=1)
def _speech_terms() -> frozenset[str]:
    return frozenset(t for w in _words_of("speech") | _words_of("pointing") for t in terms(w))


@lru_cache(maxsize=8)
def _words_of(kind: str) -> frozenset[str]:
    raw = tomllib.loads(files("sayso.data").joinpath("denials.toml").read_text(encoding="utf-8"))
    return frozenset(raw[kind])


class Targets:
    """Finds targets among the statements of a story."""

    def __init__(self, statements: Iterable[Statement], places: Iterable[Where] = ()) -> None:
        """Reads all the statements once."""
        every = sorted(statements, key=lambda s: (s.report, s.sentence.start, s.spans[0].start, s.id))
        self._atlas = Atlas(places)
        self._by_id = {s.id: s for s in every}
        self._by_report: dict[str, list[Statement]] = defaultdict(list)
        self._sentence: dict[str, list[int]] = defaultdict(list)
        for s in every:
            self._by_report[s.report].append(s)
            if s.sentence.start not in self._sentence[s.report][-1:]:
                self._sentence[s.report].append(s.sentence.start)
        self._terms = {s.id: frozenset(terms(f"{s.subject} {s.content}")) for s in every}
        self._desk = Desk(self._terms.values())
        self._holders: dict[str, list[Statement]] = defaultdict(list)
        for s in filter(_tells, every):
            for word in self._terms[s.id]:
                self._holders[word].append(s)

    def of(self, refusal: Statement, rivals: Sequence[Statement] = ()) -> Statement | None:
        """The statement that a refusal is about; None where that cannot be told. ``rivals``: surely refused by it."""
        content = self._content(refusal)
        near, least, enough = self._near(refusal, content)
        known = {s.id for s in rivals}
        scored = [(self._score(refusal, s, content, least), s.id) for s in near if not _within(s, refusal)]
        scored = [(score, i) for score, i in scored if score >= enough or i in known]
        scored += [(max(0.1, self._score(refusal, s, content, 0.0)), s.id) for s in rivals if _tells(s)]
        best = max(scored, default=(0.0, ""))
        return self._by_id[best[1]] if best[0] > 0 else None

    def _near(self, refusal: Statement, content: frozenset[str]) -> tuple[list[Statement], float, float]:
        """Statements that may be meant, the least cover of the refusal's words, and the least score."""
        said = set(tokens(refusal.content))
        points = bool(said & (_words_of("pointing") | {"it", "that", "this"}))
        if refusal.stance == Stance.WITHHOLDS and not said & _words_of("confirming"):
            return [], 0.0, 0.0
        if refusal.stance not in REFUSALS or (refusal.stance == Stance.DOUBTS and not points):
            return [], 0.0, 0.0
        if len(content) > 1:
            found = {s.id: s for word in content for s in self._holders.get(word, ())}
            return list(found.values()), LEAST_COVER, ENOUGH
        return (self._around(refusal) if points else []), 0.0, ENOUGH_POINTED_AT

    def _score(self, refusal: Statement, s: Statement, content: frozenset[str], least: float) -> float:
        """Words of the refusal repeated, someone else's word, who refuses being spoken of, and nearness in the text."""
        total = sum(map(self._desk.idf, content)) or 1.0
        cover = sum(self._desk.idf(t) for t in content & self._terms[s.id]) / total
        if cover < least or _speakers(s) & _speakers(refusal):
            return 0.0
        apart = self._apart(refusal, s)
        score = cover + 0.35 * bool(s.attributions) + 0.5 * self._concerned(refusal, s) + 0.1 * (s.id == refusal.about)
        return score + (0.0 if apart is None else 0.4 - 0.03 * apart if apart else 0.6)

    def _apart(self, a: Statement, b: Statement) -> int | None:
        """Sentences between two statements of one report that are near each other; None where they are not."""
        if a.report != b.report:
            return None
        starts = self._sentence[a.report]
        distance = bisect_left(starts, a.sentence.start) - bisect_left(starts, b.sentence.start)
        return distance if 0 <= distance <= BACK else None

    def _around(self, refusal: Statement) -> list[Statement]:
        """What the sentences around a refusal tell."""
        here = refusal.spans[0].start
        found = [s for s in self._by_report[refusal.report] if _tells(s) and s.spans[-1].end <= here]
        return [s for s in found if self._apart(refusal, s) is not None]

    def _content(self, refusal: Statement) -> frozenset[str]:
        """Content words of what is refused: without the words of refusing, of time, and the names of who refuses."""
        speakers = {t for name in _speakers(refusal) for t in terms(name)}
        times = set(terms(refusal.when.span.exact)) if refusal.when else set()
        act = bool(refusal.predicate) and refusal.predicate.split()[0] in _words_of("speech")
        if act:
            speakers |= set(terms(refusal.subject))
        found = frozenset(terms(refusal.object)) if act and refusal.object else self._terms[refusal.id]
        return found - _speech_terms() - speakers - times

    def _concerned(self, refusal: Statement, s: Statement) -> bool:
        """Whether a statement speaks of who refuses, by name or by country."""
        who = " ".join([*_speakers(refusal), *(a.source.speaks_for for a in refusal.attributions), refusal.subject])
        told = f"{s.subject} {s.content}"
        return bool(self._countries(who) & self._countries(told) or set(s.entities) & _speakers(refusal))

    def _countries(self, text: str) -> set[str]:
        """Codes of countries that a text names or whose adjectives it uses."""
        words = fold(text).split()
        names = [*words, *(" ".join(pair) for pair in pairwise(words))]
        return {code for name in names if (code := self._atlas.exact(name))}


def _speakers(s: Statement) -> set[str]:
    return {a.source.name for a in s.attributions if a.source.name}


def _tells(s: Statement) -> bool:
    return s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE and s.phase in (Phase.PAST, Phase.ONGOING)


def _within(a: Statement, b: Statement) -> bool:
    """Whether two statements share characters: one is then part of the other."""
    return any(overlap(x, y) for x in a.spans for y in b.spans)
