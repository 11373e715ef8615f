"""Two versions of one report, statement by statement: unchanged, changed, vanished, new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sayso.records import Reading, Report, Span, Statement
from sayso.spans import overlap
from sayso.terms import Differing
from sayso.weigh.revised.slots import differs, matter

ALIKE = 0.5
"""Share of the words in common (Dice) from which two statements can be of one passage."""
IN_PLACE = 0.2
"""What it is worth that the one stands where the other stood."""


@dataclass(frozen=True)
class Version:
    """A report with what was read in it."""

    report: Report
    reading: Reading

    @property
    def told(self) -> tuple[Statement, ...]:
        """All that it states: its statements, and what it tells inside phrases."""
        return (*self.reading.statements, *self.reading.phrases)


@dataclass(frozen=True)
class Change:
    """What became of one statement: ``now`` is None where it vanished, ``old`` is None where it is new."""

    old: Statement | None
    now: Statement | None
    differs: tuple[Differing, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether the newer version still says it."""
        return self.old is not None and self.now is not None and not self.differs


def comparable(old: Version, new: Version) -> bool:
    """Whether a newer version corrects an older one: a page in the place of a feed's own text only completes it.

    Where one of the two was not read in full, because of its language, what they say cannot be compared.
    """
    completes = old.report.from_feed != new.report.from_feed
    return not completes and not old.reading.shallow and not new.reading.shallow


def compare(old: Version, new: Version) -> tuple[Change, ...]:
    """What became of each statement of the old version, in its order; then what is new. Furniture does not count."""
    before, after = _running(old), _running(new)
    pairs: dict[str, Statement] = {}
    for alike in (_in_sentence, _in_words):
        pairs |= _same(_left(before, pairs), _free(after, pairs), alike)
    places = _places(before, after)
    pairs |= _similar(_left(before, pairs), _free(after, pairs), places)
    old_ones = (Change(s, now := pairs.get(s.id), differs(s, now) if now else ()) for s in before)
    return (*old_ones, *(Change(None, s) for s in _free(after, pairs)))


def _left(before: Sequence[Statement], pairs: Mapping[str, Statement]) -> list[Statement]:
    return [s for s in before if s.id not in pairs]


def _free(after: Sequence[Statement], pairs: Mapping[str, Statement]) -> list[Statement]:
    taken = {s.id for s in pairs.values()}
    return [s for s in after if s.id not in taken]


def _running(version: Version) -> list[Statement]:
    """The statements of the running text, in its order."""
    furniture = [f.span for f in version.reading.furniture]
    found = (s for s in version.told if not any(overlap(f, s.spans[0]) for f in furniture))
    return sorted(found, key=lambda s: (s.spans[0].start, s.spans[-1].end, s.id))


def _same(
    before: Sequence[Statement], after: Sequence[Statement], key: Callable[[Statement], Hashable]
) -> dict[str, Statement]:
    """Statements that are alike by a key, each taken once, in their order."""
    waiting: dict[Hashable, list[Statement]] = defaultdict(list)
    for s in reversed(after):
        waiting[key(s)].append(s)
    return {s.id: waiting[key(s)].pop() for s in before if waiting[key(s)]}


def _in_sentence(s: Statement) -> Hashable:
    """The same words in the same sentence, of the same kind: a denial and what it denies share their words."""
    return plain(s.content), plain(s.sentence.exact), s.stance


def _in_words(s: Statement) -> Hashable:
    return plain(s.content), s.stance


def plain(text: str) -> str:
    """A text without differences of quotation marks, dashes, case and white space."""
    return " ".join(re.sub(r"[“”‘’\"'´`]", "", re.sub(r"[‐-―]", "-", text)).lower().split()).rstrip(".")


def _places(before: Sequence[Statement], after: Sequence[Statement]) -> dict[str, int]:
    """Statement -> the number of the edited stretch of sentences that it stands in; the same in both versions."""
    olds, news = (list(dict.fromkeys(s.sentence for s in side)) for side in (before, after))
    edits = SequenceMatcher(None, [plain(s.exact) for s in olds], [plain(s.exact) for s in news], autojunk=False)
    stretch: dict[Span, int] = {}
    for n, (_, a, b, c, d) in enumerate(edits.get_opcodes()):
        stretch |= dict.fromkeys((*olds[a:b], *news[c:d]), n)
    return {s.id: stretch[s.sentence] for s in (*before, *after)}


def _similar(
    before: Sequence[Statement], after: Sequence[Statement], places: Mapping[str, int]
) -> dict[str, Statement]:
    """Statements that share most of their matter, the likest first, each taken once."""
    words = {s.id: matter(s) for s in (*before, *after)}
    scored = [
        (_dice(words[a.id], words[b.id]) + IN_PLACE * (places[a.id] == places[b.id]), i, j)
        for i, a in enumerate(before)
        for j, b in enumerate(after)
    ]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda e: (-e[0], abs(e[1] - e[2]), e)):
        if score >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return {before[i].id: after[j] for i, j in pairs.items()}


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
