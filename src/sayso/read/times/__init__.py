"""Time expressions and what they come to: found by patterns, resolved in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from sayso.read import models, quotes, tidy
from sayso.read.page import Page
from sayso.read.times import clock, dates, days, lengths, quarters, years  # noqa: F401  (each registers its rules)
from sayso.read.times.context import Context, Known, Passage, tells_history
from sayso.read.times.periods import Period
from sayso.read.times.rule import RULES, Rule
from sayso.read.times.words import TRIGGER
from sayso.records import Span, When
from sayso.spans import Range, cut
from sayso.terms import Anchor, FurnitureKind, Precision

SENSIBLE = range(1000, 9000)
"""Years of publication that leave room in the calendar for "a century ago"."""
HEADINGS = frozenset({FurnitureKind.HEADLINE, FurnitureKind.HEADING, FurnitureKind.DATELINE, FurnitureKind.CAPTION})
"""Furniture whose words are of the report, and of the tale that follows them."""
MARGIN = 48
"""So far from its word of time does no time expression reach."""


def find(page: Page) -> tuple[When, ...]:
    """Every time expression of a page and of its headings, in order, without overlaps.

    Relative ones are reckoned from the publication of the report, the day on which a quotation was said, or another
    time in the text. Without anything to reckon from they stay open: no earliest and no latest.
    """
    published = page.report.published.date() if page.report.published else None
    if published and published.year not in SENSIBLE:
        published = None
    passages = list(_passages(page))
    matches = sorted((match for passage in passages for match in _matches(passage)), key=lambda m: m.order)
    fine = published and page.report.published_precision in (Precision.MINUTE, Precision.HOUR)
    start = Context(
        passage=passages[0],
        published=published,
        printed_at=page.report.published if fine else None,
        history=tells_history(page.text, published),
    )
    first = replace(start, said={})
    found = list(_resolved(matches, first))
    if first.said and any(m.passage.is_quoted(m.found.start()) for m, _ in found):
        # "tomorrow," she said on Tuesday: the day comes last
        found = list(_resolved(matches, replace(start, said=first.said)))
    out = [_when(page, m, period, anchor) for m, (period, anchor) in found]
    return tuple(sorted([*out, *_in_metadata(page, start)], key=lambda w: w.span.start))


@dataclass(frozen=True)
class Match:
    """A rule that fits, where it does."""

    rule: Rule
    found: re.Match[str]
    passage: Passage
    start: int
    """Where it begins in the original text."""
    end: int
    order: tuple[int, int, int]
    """The earliest first, of those that begin together the longest."""


def _passages(page: Page) -> Iterator[Passage]:
    """The running text, then each heading with a word of time."""
    yield Passage(page.text, page.doc, page.offsets.range, [(q.start, q.end) for q in quotes.find(page.text)])
    for piece in page.furniture:
        text = piece.span.exact.translate(tidy.STRAIGHT)
        if piece.kind in HEADINGS and TRIGGER.search(text):
            yield Passage(text, models.parse(text, [0]), partial(_moved, piece.span.start), is_tale=False)


def _moved(by: int, start: int, end: int) -> Range:
    return start + by, end + by


def _matches(passage: Passage) -> Iterator[Match]:
    """Every match of every rule."""
    for start, end in surroundings(passage.text):
        for order, rule in enumerate(RULES):
            for m in rule.regex.finditer(passage.text, start, end):
                a, b = passage.original(*m.span())
                yield Match(rule, m, passage, a, b, (a, -b, order))


def _resolved(matches: list[Match], context: Context) -> Iterator[tuple[Match, Known]]:
    """The matches that stand, without overlaps, each with what it comes to after those before it."""
    free = 0
    for match in matches:
        if match.start < free:
            continue
        context.turn_to(match.passage)
        if (known := match.rule.resolve(match.found, context)) is None:
            continue
        free = match.end
        context.note(match.found.start(), known)
        context.last_end = match.found.end()
        yield match, known


def surroundings(text: str) -> list[Range]:
    """Passages around words of time, from blank to blank where one is near: the rules are many, trying is dear."""
    out: list[Range] = []
    for m in TRIGGER.finditer(text):
        before = text.rfind(" ", max(0, m.start() - 2 * MARGIN), max(0, m.start() - MARGIN))
        after = text.find(" ", m.end() + MARGIN, m.end() + 2 * MARGIN)
        start = max(before, m.start() - 2 * MARGIN, 0)
        end = after if after >= 0 else min(len(text), m.end() + 2 * MARGIN)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _when(page: Page, match: Match, period: Period, anchor: Anchor) -> When:
    return _record(cut(page.report.id, page.report.text, match.start, match.end), period, anchor)


def _record(span: Span, period: Period, anchor: Anchor) -> When:
    return When(
        span=span,
        kind=period.kind,
        value=period.value,
        earliest=period.earliest,
        latest=period.latest,
        precision=period.precision,
        anchor=anchor,
    )


def _in_metadata(page: Page, context: Context) -> Iterator[When]:
    """Whole dates in date lines, which are furniture but still say when."""
    for piece in page.furniture:
        if piece.kind is not FurnitureKind.METADATA:
            continue
        for rule in RULES:
            if rule.name in ("iso", "month_day") and (m := rule.regex.search(piece.span.exact)):
                known = rule.resolve(m, context)
                if known and known[1] is Anchor.ABSOLUTE:
                    at = piece.span.start
                    yield _record(cut(page.report.id, page.report.text, at + m.start(), at + m.end()), *known)
                    break
