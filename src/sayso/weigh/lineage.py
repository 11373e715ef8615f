"""Which report rests on which: new versions, copies, shared passages, credits.

An index of word runs is filled in the order of publication, so the work grows with the amount of text. Words inside
quotation marks belong to whoever said them; a report is a copy only by words that are its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.records import Derivation, Reading, Report, Span
from sayso.spans import cut, merge
from sayso.terms import DerivationKind, FurnitureKind
from sayso.weigh.words import fold

RUN = 7
"""Words in a row that two reports rarely share by chance."""
HOLDERS = 6
"""Earliest reports remembered for a run: later copies of it are traced to them."""
COPY = 0.5
"""Share of a report's own words from which it is a copy."""
PASSAGE = 12
"""Own words in a row from which a shared passage counts as taken over."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{1,1200})[\"“”«»„]")
_SKIP = (
    FurnitureKind.METADATA, FurnitureKind.TEASER, FurnitureKind.PROMO, FurnitureKind.PLACEHOLDER, FurnitureKind.APPEAL,
    FurnitureKind.CREDIT, FurnitureKind.HEADING, FurnitureKind.CAPTION,
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """A report's running words: text, start, end, and whether they stand inside quotation marks."""

    report: str
    forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    quoted: tuple[bool, ...]

    @property
    def own(self) -> int:
        """How many words are the report's own."""
        return len(self.quoted) - sum(self.quoted)


def words_of(report: Report, reading: Reading | None) -> Words:
    """The words of a report without its furniture."""
    cuts = merge((f.span.start, f.span.end) for f in reading.furniture if f.kind in _SKIP) if reading else []
    quotes = [m.span(1) for m in _QUOTED.finditer(report.text)]
    forms, spans, quoted = [], [], []
    at_cut = at_quote = 0
    for m in _WORD.finditer(report.text):
        start, end = m.span()
        while at_cut < len(cuts) and cuts[at_cut][1] <= start:
            at_cut += 1
        if at_cut < len(cuts) and cuts[at_cut][0] <= start:
            continue
        while at_quote < len(quotes) and quotes[at_quote][1] <= start:
            at_quote += 1
        forms.append(m.group().casefold().replace("’", "'"))
        spans.append((start, end))
        quoted.append(at_quote < len(quotes) and quotes[at_quote][0] <= start)
    return Words(report.id, tuple(forms), tuple(spans), tuple(quoted))


def _order(reports: Sequence[Report]) -> list[Report]:
    """Earliest first; at equal or missing times what credits an agency comes after what does not, then by id."""
    return sorted(
        reports,
        key=lambda r: (r.published is None, r.published.timestamp() if r.published else 0.0, bool(r.credit), r.id),
    )


def derivations(reports: Sequence[Report], readings: Sequence[Reading]) -> tuple[Derivation, ...]:
    """All derivations among some reports, sorted by later and earlier report; linear in the amount of text."""
    read = {r.report: r for r in readings}
    ordered = _order(reports)
    found = list(_revisions(reports))
    taken = {(d.later, d.earlier) for d in found}
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    words: list[Words] = []
    for n, report in enumerate(ordered):
        mine = words_of(report, read.get(report.id))
        words.append(mine)
        found += [d for d in _shared(mine, report, words, holders, n) if (d.later, d.earlier) not in taken]
    taken = {(d.later, d.earlier) for d in found}
    found += [d for d in _credits(ordered) if (d.later, d.earlier) not in taken]
    return tuple(sorted(found, key=lambda d: (d.later, d.earlier, d.kind)))


def _revisions(reports: Sequence[Report]) -> Iterable[Derivation]:
    known = {r.id for r in reports}
    for r in reports:
        if r.revision_of in known:
            yield Derivation(later=r.id, earlier=r.revision_of, kind=DerivationKind.REVISION, score=1.0)


def _shared(
    mine: Words, report: Report, words: Sequence[Words], holders: dict[int, list[tuple[int, int]]], n: int
) -> Iterable[Derivation]:
    """What a report shares with earlier ones; its runs are then added to the index."""
    covered: dict[int, set[int]] = defaultdict(set)
    for at in range(len(mine.forms) - RUN + 1):
        run = hash(mine.forms[at : at + RUN])
        held = holders[run]
        for other, there in held:
            if other != n and words[other].forms[there : there + RUN] == mine.forms[at : at + RUN]:
                covered[other].update(range(at, at + RUN))
        if len(held) < HOLDERS and (not held or held[-1][0] != n):
            held.append((n, at))
    for other, places in sorted(covered.items()):
        own = {i for i in places if not mine.quoted[i]}
        share = len(own) / mine.own if mine.own else 0.0
        runs = _runs(sorted(places))
        kind = DerivationKind.COPY if share >= COPY and len(own) >= PASSAGE else DerivationKind.QUOTATION
        evidence = (
            [r for r in runs if sum(i in own for i in range(r[0], r[1] + 1)) >= PASSAGE]
            if kind != DerivationKind.COPY
            else runs
        )
        if not evidence:
            continue
        yield Derivation(
            later=report.id,
            earlier=words[other].report,
            kind=kind,
            score=round(share, 4),
            evidence=tuple(_span(report, mine, a, b) for a, b in evidence),
        )


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Unbroken stretches of word numbers, ends included."""
    out: list[tuple[int, int]] = []
    for i in places:
        if out and i == out[-1][1] + 1:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _span(report: Report, words: Words, first: int, last: int) -> Span:
    return cut(report.id, report.text, words.spans[first][0], words.spans[last][1])


def _credits(ordered: Sequence[Report]) -> Iterable[Derivation]:
    """A report that carries another outlet's credit rests on that outlet's latest report before it."""
    latest: dict[str, str] = {}
    for report in ordered:
        earlier = latest.get(fold(report.credit)) if report.credit else None
        if earlier is not None and fold(report.credit) != fold(report.outlet):
            yield Derivation(later=report.id, earlier=earlier, kind=DerivationKind.PRIMARY_SOURCE, score=0.0)
        if report.outlet:
            latest[fold(report.outlet)] = report.id
