"""What a denial or a refusal to confirm is about: the statement, in any report, that tells what is denied."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from sayso.records import Statement
from sayso.spans import overlap
from sayso.terms import Phase, Polarity, Stance
from sayso.weigh.rarity import Desk
from sayso.weigh.words import terms, tokens

REFUSALS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.WITHHOLDS})
COVER = 0.5
"""Least share, by weight, of a denial's own content words that its target must have."""
BACK_SENTENCES = 3
"""How far before it lies what "the report" points at."""


@lru_cache(maxsize=1)
def _speech_terms() -> frozenset[str]:
    return frozenset(t for w in _words_of("speech") | _words_of("pointing") for t in terms(w))


@lru_cache(maxsize=4)
def _words_of(kind: str) -> frozenset[str]:
    raw = tomllib.loads(files("sayso.data").joinpath("denials.toml").read_text(encoding="utf-8"))
    return frozenset(raw[kind])


class Targets:
    """Finds targets among the statements of a story."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Reads all the statements once."""
        every = sorted(statements, key=lambda s: (s.report, s.sentence.start, s.spans[0].start, s.id))
        self._by_report: dict[str, list[Statement]] = {}
        for s in every:
            self._by_report.setdefault(s.report, []).append(s)
        self._terms = {s.id: frozenset(terms(f"{s.subject} {s.content}")) for s in every}
        self._desk = Desk(self._terms.values())
        self._holders: dict[str, list[Statement]] = {}
        for s in every:
            if _tells(s):
                for word in self._terms[s.id]:
                    self._holders.setdefault(word, []).append(s)
        self._order = {s.id: s for s in every}

    def of(self, refusal: Statement) -> list[Statement]:
        """The statements that a refusal is about, surest first; none where it cannot be told."""
        if refusal.about in self._order:
            return [self._order[refusal.about]]
        said = set(tokens(refusal.content))
        if refusal.stance == Stance.WITHHOLDS and not said & _words_of("confirming"):
            return []
        content = self._content(refusal)
        if len(content) > 1 and refusal.stance != Stance.DOUBTS:
            return self._alike(refusal, content)
        return self._before(refusal)

    def _content(self, refusal: Statement) -> frozenset[str]:
        """Content words of what is denied: without the words of denying and the names of who denies."""
        speakers = {t for a in refusal.attributions for t in terms(a.source.name)} | set(terms(refusal.subject))
        times = set(terms(refusal.when.span.exact)) if refusal.when else set()
        return self._terms[refusal.id] - _speech_terms() - speakers - times

    def _alike(self, refusal: Statement, content: frozenset[str]) -> list[Statement]:
        weight = {t: self._desk.idf(t) for t in content}
        total = sum(weight.values())
        scores: dict[str, float] = {}
        for word in content:
            for s in self._holders.get(word, ()):
                scores[s.id] = scores.get(s.id, 0.0) + weight[word]
        found = []
        for i, score in scores.items():
            s = self._order[i]
            shared = self._terms[i] & content
            if score >= COVER * total and len(shared) > 1 and not _within(s, refusal):
                found.append((score / total - 0.01 * len(self._terms[i] - content), s.report == refusal.report, i))
        return [self._order[i] for _, _, i in sorted(found, reverse=True)]

    def _before(self, refusal: Statement) -> list[Statement]:
        """What "the report" or "it" points at: what others were said to say in the sentences just before."""
        if not (_words_of("pointing") | {"it", "that", "this"}).intersection(tokens(refusal.content)):
            return []
        mine = {a.source.name for a in refusal.attributions}
        starts: list[int] = []
        for s in reversed(self._by_report[refusal.report]):
            if s.sentence.start >= refusal.sentence.start or not _tells(s):
                continue
            if s.sentence.start not in starts:
                starts.append(s.sentence.start)
            if len(starts) > BACK_SENTENCES:
                break
            said_by = {a.source.name for a in s.attributions}
            if said_by and not said_by & mine:
                same = [x for x in self._by_report[refusal.report] if x.sentence == s.sentence and _tells(x)]
                return sorted((x for x in same if x.attributions), key=lambda x: (-len(self._terms[x.id]), x.id))[:1]
        return []


def _tells(s: Statement) -> bool:
    return s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE and s.phase in (Phase.PAST, Phase.ONGOING)


def _within(a: Statement, b: Statement) -> bool:
    """Whether two statements share characters: one is then part of the other."""
    return any(overlap(x, y) for x in a.spans for y in b.spans)


def refusals(statements: Mapping[str, Statement]) -> Sequence[Statement]:
    """Statements that deny, doubt or decline to confirm, in a fixed order."""
    return sorted((s for s in statements.values() if s.stance in REFUSALS), key=lambda s: s.id)
