"""Time expressions and what they come to: found by patterns, resolved in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.read import quotes
from sayso.read.page import Page
from sayso.read.times import clock, dates, days, lengths, years  # noqa: F401  (each registers its rules)
from sayso.read.times.context import Context, Known, tells_history
from sayso.read.times.periods import Period
from sayso.read.times.rule import RULES, Rule
from sayso.read.times.words import TRIGGER
from sayso.records import Span, When
from sayso.spans import Range, cut
from sayso.terms import Anchor, FurnitureKind

SENSIBLE = range(1000, 9000)
"""Years of publication that leave room in the calendar for "a century ago"."""
MARGIN = 48
"""So far from its word of time does no time expression reach."""


def find(page: Page) -> tuple[When, ...]:
    """Every time expression of a page, in order, without overlaps.

    Relative ones are reckoned from the publication of the report, the day on which a quotation was said, or another
    time in the text. Without anything to reckon from they stay open: no earliest and no latest.
    """
    published = page.report.published.date() if page.report.published else None
    if published and published.year not in SENSIBLE:
        published = None
    start = Context(
        doc=page.doc,
        published=published,
        history=tells_history(page.text, published),
        quoted=[(q.start, q.end) for q in quotes.find(page.text)],
    )
    matches = _matches(page.text)
    first = replace(start, said={})
    found = list(_resolved(matches, first))
    if first.said and any(
        start.is_quoted(m.start()) for m, _ in found
    ):  # "tomorrow," she said on Tuesday: the day comes last
        found = list(_resolved(matches, replace(start, said=first.said)))
    out = [_when(page.span(*m.span()), period, anchor) for m, (period, anchor) in found]
    return tuple(sorted([*out, *_in_metadata(page, start)], key=lambda w: w.span.start))


def _matches(text: str) -> list[tuple[Rule, re.Match[str]]]:
    """Every match of every rule, the earliest first, of those that begin together the longest."""
    hits = (
        (m.start(), -m.end(), order, m)
        for start, end in surroundings(text)
        for order, rule in enumerate(RULES)
        for m in rule.regex.finditer(text, start, end)
    )
    return [(RULES[order], m) for _, _, order, m in sorted(hits, key=lambda h: h[:3])]


def _resolved(matches: list[tuple[Rule, re.Match[str]]], context: Context) -> Iterator[tuple[re.Match[str], Known]]:
    """The matches that stand, without overlaps, each with what it comes to after those before it."""
    free = 0
    for rule, m in matches:
        if m.start() < free or (known := rule.resolve(m, context)) is None:
            continue
        free = m.end()
        context.note(m.start(), known)
        context.last_end = free
        yield m, known


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


def _when(span: Span, period: Period, anchor: Anchor) -> When:
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
                    yield _when(cut(page.report.id, page.report.text, at + m.start(), at + m.end()), *known)
                    break
