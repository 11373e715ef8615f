"""Chains: on whose word a passage rests, outermost first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.read.lexicon import cues
from sayso.records import Attribution, Span
from sayso.spans import overlap
from sayso.terms import Naming, Quoting, SourceKind, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

TELLING = frozenset({Stance.DENIES, Stance.WITHHOLDS, Stance.DOUBTS, Stance.URGES})
"""Stances in which the act itself is the news: the clause that tells it is the statement."""
GIVEN = frozenset({"accuse", "label", "reject", "doubt", "decline", "think", "want"})
"""Classes of cues whose noun phrase is taken as given: "condemned the raid that killed two" sources no toll."""
BLOCK = 1024


class Sayings:
    """The attributions of a page, found by the tokens of their cues and by the passages they hold."""

    def __init__(self, page: Page, attributions: Sequence[Attribution]) -> None:
        """Index the attributions; each list lookup stays short however long the report is."""
        self._blocks: dict[int, list[Attribution]] = {}
        self._at: dict[int, list[Attribution]] = {}
        self._trigger: dict[int, Token] = {}
        starts = {page.offsets.original(t.idx): t for t in page.doc if t.idx < page.offsets.length}
        for a in attributions:
            for block in {b for c in a.content for b in range(c.start // BLOCK, c.end // BLOCK + 1)}:
                self._blocks.setdefault(block, []).append(a)
            tokens = [starts[at] for c in a.cue for at in range(c.start, c.end) if at in starts]
            for t in tokens:
                self._at.setdefault(t.i, []).append(a)
            verbs = [t for t in tokens if t.lemma_.lower() in cues.lexicon().verbs]
            if not verbs and a.stance is Stance.DENIES:  # "the report was a lie"
                verbs = [t for t in tokens if t.lemma_ == "be"]
            if verbs:
                self._trigger[id(a)] = verbs[-1]

    def at(self, token: int) -> list[Attribution]:
        """Attributions that a token is a cue of."""
        return self._at.get(token, [])

    def trigger(self, a: Attribution) -> Token | None:
        """The verb of a cue."""
        return self._trigger.get(id(a))

    def around(self, spans: Sequence[Span]) -> list[Attribution]:
        """Attributions whose content holds most of a passage, by position."""
        blocks = range(spans[0].start // BLOCK, spans[-1].end // BLOCK + 1)
        found = {id(a): a for b in blocks for a in self._blocks.get(b, [])}
        return [a for a in found.values() if holds(a, spans) and not self._takes_as_given(a)]

    def contents_at(self, offset: int) -> list[tuple[Span, ...]]:
        """Contents (the pieces of each) that an offset of the original text lies in, widest first."""
        near = self._blocks.get(offset // BLOCK, [])
        found = [(c.start - c.end, n, a) for n, a in enumerate(near) for c in a.content if c.start <= offset < c.end]
        return [a.content for _, _, a in sorted(found, key=lambda f: f[:2])]

    def _takes_as_given(self, a: Attribution) -> bool:
        verb = self.trigger(a)
        if verb is None or a.quoting is not Quoting.NARRATED:
            return False
        return all(m.name in GIVEN for m in cues.match(verb)[0])


def holds(a: Attribution, spans: Sequence[Span]) -> bool:
    """Whether most of a passage stands in the content of an attribution."""
    return 2 * sum(overlap(c, s) for c in a.content for s in spans) > sum(s.end - s.start for s in spans)


def size(a: Attribution) -> int:
    """Characters of content."""
    return sum(c.end - c.start for c in a.content)


def is_ungiven(a: Attribution) -> bool:
    """Whether no source is printed."""
    return a.source.naming is Naming.UNGIVEN


def chain(around: Sequence[Attribution]) -> tuple[tuple[Attribution, ...], ...]:
    """Attributions outermost first: by size of content, outlets before those they cite.

    Parallel sources of one cue give a chain each; a source that follows itself is kept once, with its last word.
    """
    ordered = sorted(around, key=lambda a: (-size(a), a.source.kind is not SourceKind.OUTLET, a.cue[0].start))
    rows: list[list[Attribution]] = []
    for a in ordered:
        if rows and rows[-1][0].cue == a.cue:
            rows[-1].append(a)
        else:
            rows.append([a])
    width = max((len(r) for r in rows), default=1)
    chains = [[row[min(n, len(row) - 1)] for row in rows] for n in range(width)]
    return tuple(once(c) for c in chains)


def once(row: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """A chain in which a source that follows itself stands once, with its last word."""
    out: list[Attribution] = []
    for a in row:
        if out and (out[-1].source.name == a.source.name or (is_ungiven(a) and is_ungiven(out[-1]))):
            out[-1] = a
        else:
            out.append(a)
    return tuple(out)
