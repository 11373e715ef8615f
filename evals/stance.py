"""The task ``stance``: whether a headline tells a claim as so, as not so, or only that somebody says so.

A headline is read as any text is. What its statements and attributions say decides first; headlines leave out so many
words that the parse is often thin, so their own vocabulary (``headlines.toml``) is looked at as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import sayso
from evals.documents import documents
from sayso.records import Reading
from sayso.terms import Certainty, Naming, Stance
from sayso.weigh.language.words import terms
from sayso.weigh.standing.dissent import calls_false

NEAR = 2
"""Words between a negation and what it turns round ("no hoax")."""
BEFORE, AFTER = 5, 7
"""Words around a negation that say what it negates."""


def predict(data: Path) -> list[object]:
    """One object a headline."""
    return [{"doc": d["doc"], "label": label(d["claim"], d["headline"])} for d in documents(data)]


def label(claim: str, headline: str) -> str:
    """``against``, ``observing`` or ``for``: the first test of :data:`TESTS` that holds, else ``for``."""
    line = _Line(claim, headline.strip())
    return next((name for name, test in TESTS if test(line)), "for")


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("headlines.toml").read_text(encoding="utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def _negates(word: str) -> bool:
    return word in _words()["negation"] or (word.endswith("n't") and word != "can't")


@dataclass(frozen=True)
class _Line:
    """A headline beside the claim it is about."""

    claim: str
    headline: str

    @cached_property
    def reading(self) -> Reading:
        """What sayso reads in it, as a sentence."""
        end = "" if self.headline[-1:] in ".?!" else "."
        return sayso.read(self.headline + end)

    @cached_property
    def said(self) -> list[str]:
        return _split(self.headline)

    @cached_property
    def claimed(self) -> frozenset[str]:
        return frozenset(_split(self.claim))

    def _at(self, kind: str) -> list[int]:
        """Where the headline has words of a list that are not the claim's own."""
        return [i for i, w in enumerate(self.said) if w in _words()[kind] and w not in self.claimed]

    def asks(self) -> bool:
        """Whether it ends as a question, and denies nothing."""
        return self.headline.endswith("?") and not self._negations and not self.denies()

    def denies(self) -> bool:
        """Whether somebody in it denies something."""
        told = [s.stance for s in self.reading.statements] + [a.stance for a in self.reading.attributions]
        return Stance.DENIES in told

    def labels(self) -> bool:
        """Whether it calls something untrue, and does not take that back ("no hoax")."""
        at = self._at("untrue")
        if any(self._turned(i) for i in at):
            return False
        return bool(at) or any(calls_false(s) for s in self.reading.statements)

    def negates(self) -> bool:
        """Whether it negates what the claim tells: a negation among words of a claim that has none itself."""
        if any(map(_negates, self.claimed)):
            return False
        at = [
            i
            for i in self._negations
            if not set(self.said[i + 1 : i + 2]) & _words()["hollow"]
            and not any(0 < j - i <= NEAR for j in self._at("untrue"))
        ]
        about = set(terms(self.claim))
        return any(about & set(terms(" ".join(self.said[max(0, i - BEFORE) : i + AFTER]))) for i in at)

    def hedges(self) -> bool:
        """Whether it asks, or tells something as less than certain."""
        return "?" in self.headline or any(s.certainty != Certainty.CERTAIN for s in self.reading.statements)

    def cites(self) -> bool:
        """Whether it tells something on the word of somebody who cannot be known, or as talk."""
        unknown = (Naming.UNGIVEN, Naming.ANONYMOUS)
        return bool(self._at("hearsay")) or any(a.source.naming in unknown for a in self.reading.attributions)

    @cached_property
    def _negations(self) -> Sequence[int]:
        return [i for i, w in enumerate(self.said) if _negates(w)]

    def _turned(self, at: int) -> bool:
        return any(0 < at - i <= NEAR for i in self._negations)


TESTS: tuple[tuple[str, Callable[[_Line], bool]], ...] = (
    ("observing", _Line.asks),
    ("against", _Line.denies),
    ("against", _Line.labels),
    ("against", _Line.negates),
    ("observing", _Line.hedges),
    ("observing", _Line.cites),
)
"""In this order; the first that holds decides."""
