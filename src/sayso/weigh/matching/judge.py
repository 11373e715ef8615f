"""What a judge of two statements is given and what it says; any object with this method may replace the default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sayso.terms import Verdict
from sayso.weigh.propositions import Proposition


class Likeness(NamedTuple):
    """How alike two propositions are, each figure from 0 to 1 unless told otherwise."""

    words: float
    """Cosine of the clauses' content words, rare words weighing more."""
    cover: float
    """Share of the shorter clause's content words (by weight) that the longer one has too."""
    wide: float
    """Cosine of the content words of the sentences around."""
    meaning: float | None
    """Cosine of the clause vectors after the story's mean is taken off, -1 to 1; None without vectors."""
    near: float = 0.0
    """What ``words`` would gain if synonyms counted by their nearness."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Words of the one clause and their synonyms in the other."""
    lead: float = 0.0
    """How far each is ahead of the other's next best match in the same report, -1 to 1.

    In a report one passage states it.
    """


@dataclass(frozen=True)
class Opinion:
    """A verdict with its score (0 to 1) and its reasons in words."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


class Judge(Protocol):
    """Says whether two propositions state the same claim."""

    @property
    def name(self) -> str:
        """Name and version, kept with every judgement."""
        ...

    def judge(self, left: Proposition, right: Proposition, likeness: Likeness) -> Opinion:
        """Symmetric: the order of the two must not matter, except for which of them is the later value."""
        ...
