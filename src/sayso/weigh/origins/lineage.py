"""Which report rests on which: new versions, copies, shared passages, citations, credits.

An index of word runs is filled in the order of publication, so the work grows with the amount of text. Words of others
(quotations, posts, statements) belong to whoever said them: a passage is taken over only where it is narration, or
where the report names the other outlet beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.records import Derivation, Reading, Report, Span
from sayso.spans import cut
from sayso.terms import DerivationKind
from sayso.weigh.language.words import fold
from sayso.weigh.origins.citing import near_mentions
from sayso.weigh.origins.voices import Words, words_of

RUN = 7
"""Words in a row that two reports rarely share by chance."""
HOLDERS = 6
"""Earliest reports remembered for a run: later copies of it are traced to them."""
OFTEN = 3
"""How many times a run is remembered for one report, which may quote a passage and print it as a post as well."""
COPY = 0.8
"""Share of the words of both reports from which the later is a copy."""
EXCERPT = 0.95
"""Share of a report's words from which it is an excerpt of the other."""
OWN = 0.5
"""Least share of a copy's own words that are the other's: two prints of one statement are no copy."""
PASSAGE = 12
"""Words of narration in a row from which a shared passage counts as taken over."""
CITED = 0.1
"""Share of a report's words that it has in common with an outlet that it names, from which it rests on it."""


def _order(reports: Sequence[Report]) -> list[Report]:
    """Earliest first; at equal or missing times what credits an agency comes after what does not, then by id."""
    return sorted(
        reports,
        key=lambda r: (r.published is None, r.published.timestamp() if r.published else 0.0, bool(r.credit), r.id),
    )


Index = dict[int, list[tuple[int, int]]]
"""Hash of a run -> who printed it (number of the report, first word)."""


@dataclass(frozen=True)
class Pair:
    """What two reports have in common: the number of a word in the one -> its numbers in the other."""

    one: Words
    other: Words
    shared: Mapping[int, set[int]]

    @cached_property
    def turned(self) -> Pair:
        """The same, seen from the other report."""
        back: dict[int, set[int]] = defaultdict(set)
        for i, places in self.shared.items():
            for j in places:
                back[j].add(i)
        return Pair(self.other, self.one, back)

    @property
    def share(self) -> float:
        """Share of all words of the one."""
        return len(self.shared) / len(self.one.forms)

    @cached_property
    def own(self) -> set[int]:
        """Words that neither report marks as another's."""
        marked = self.other.quoted
        return {i for i, places in self.shared.items() if not self.one.quoted[i] and not any(marked[j] for j in places)}

    @property
    def own_share(self) -> float:
        """Share of the own words of the one."""
        return len(self.own) / self.one.own if self.one.own else 0.0

    @property
    def narrated(self) -> list[tuple[int, int]]:
        """Shared stretches that hold a passage of narration."""
        one, other = self.one.personal, self.other.personal
        told = (i for i in self.own if not one[i] and not any(other[j] for j in self.shared[i]))
        passages = [r for r in runs(told) if r[1] - r[0] + 1 >= PASSAGE]
        return [r for r in runs(self.shared) if any(r[0] <= a and b <= r[1] for a, b in passages)]


def derivations(reports: Sequence[Report], readings: Sequence[Reading]) -> tuple[Derivation, ...]:
    """All derivations among some reports, sorted by later and earlier report; linear in the amount of text."""
    read = {r.report: r for r in readings}
    ordered = _order(reports)
    found = list(_revisions(reports))
    taken = {frozenset((d.later, d.earlier)) for d in found}
    index: Index = defaultdict(list)
    words: list[Words] = []
    for n, report in enumerate(ordered):
        words.append(words_of(report, read.get(report.id)))
        for other, shared in sorted(_shared(n, words, index).items()):
            pair = frozenset((report.id, ordered[other].id))
            if pair not in taken:
                found += _derived(report, ordered[other], Pair(words[n], words[other], shared))
    taken = {frozenset((d.later, d.earlier)) for d in found}
    found += [d for d in _credits(ordered) if frozenset((d.later, d.earlier)) not in taken]
    return tuple(sorted(found, key=lambda d: (d.later, d.earlier, d.kind)))


def _revisions(reports: Sequence[Report]) -> Iterable[Derivation]:
    known = {r.id for r in reports}
    for r in reports:
        if r.revision_of in known:
            yield Derivation(later=r.id, earlier=r.revision_of, kind=DerivationKind.REVISION, score=1.0)


def _shared(n: int, words: Sequence[Words], index: Index) -> dict[int, dict[int, set[int]]]:
    """What the n-th report shares with earlier ones; its runs are then added to the index."""
    forms = words[n].forms
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    fresh: list[tuple[int, int]] = []
    for at in range(len(forms) - RUN + 1):
        run = hash(forms[at : at + RUN])
        for other, there in index.get(run, ()):
            if words[other].forms[there : there + RUN] == forms[at : at + RUN]:
                for k in range(RUN):
                    found[other][at + k].add(there + k)
        fresh.append((run, at))
    for run, at in fresh:
        held = index[run]
        if sum(h[0] == n for h in held) < OFTEN and len({h[0] for h in held} | {n}) <= HOLDERS:
            held.append((n, at))
    return found


def _derived(later: Report, earlier: Report, pair: Pair) -> Iterable[Derivation]:
    """How one report rests on another that is not later, by what they share; where neither is earlier, either may."""
    open_order = later.published is None or earlier.published is None or later.published == earlier.published
    ways = [(later, earlier, pair), (earlier, later, pair.turned)]
    for one, other, seen in ways if open_order else ways[:1]:
        if _is_copy(seen):
            yield _derivation(one, other, seen, DerivationKind.COPY, runs(seen.shared))
            return
    for one, other, seen in ways:
        if evidence := _cited(one, other, seen):
            yield _derivation(one, other, seen, DerivationKind.QUOTATION, evidence)
            return
    if evidence := pair.narrated:
        yield _derivation(later, earlier, pair, DerivationKind.QUOTATION, evidence)


def _is_copy(pair: Pair) -> bool:
    """Whether the two are one text, or the first an excerpt of the second."""
    mutual = pair.share >= COPY and pair.turned.share >= COPY
    return (mutual or pair.share >= EXCERPT) and len(pair.own) >= PASSAGE and pair.own_share >= OWN


def _cited(one: Report, other: Report, pair: Pair) -> list[tuple[int, int]]:
    """What a report has in common with another, beside the other's name; empty when that is little."""
    if pair.share < CITED:
        return []
    beside = near_mentions(one, other)
    spans = pair.one.spans
    near = {i for i in pair.shared if any(a <= spans[i][0] < b for a, b in beside)}
    return [r for r in runs(near) if r[1] - r[0] + 1 >= RUN] + pair.narrated if near else []


def _derivation(
    later: Report, earlier: Report, pair: Pair, kind: DerivationKind, evidence: Sequence[tuple[int, int]]
) -> Derivation:
    spans = pair.one.spans
    whole = runs({i for first, last in evidence for i in range(first, last + 1)})
    return Derivation(
        later=later.id,
        earlier=earlier.id,
        kind=kind,
        score=round(pair.own_share, 4),
        evidence=tuple(_span(later, spans[a][0], spans[b][1]) for a, b in whole),
    )


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Unbroken stretches of word numbers, ends included."""
    out: list[tuple[int, int]] = []
    for i in sorted(places):
        if out and i == out[-1][1] + 1:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _span(report: Report, start: int, end: int) -> Span:
    return cut(report.id, report.text, start, end)


def _credits(ordered: Sequence[Report]) -> Iterable[Derivation]:
    """A report that carries another outlet's credit rests on that outlet's latest report before it."""
    latest: dict[str, str] = {}
    for report in ordered:
        earlier = latest.get(fold(report.credit)) if report.credit else None
        if earlier is not None and fold(report.credit) != fold(report.outlet):
            yield Derivation(later=report.id, earlier=earlier, kind=DerivationKind.PRIMARY_SOURCE, score=0.0)
        if report.outlet:
            latest[fold(report.outlet)] = report.id
