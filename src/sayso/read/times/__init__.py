"""Time expressions and what they come to: found by patterns, resolved in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.read import quotes
from sayso.read.page import Page
from sayso.read.times import clock, dates, days, lengths, years  # noqa: F401  (each registers its rules)
from sayso.read.times.context import Context, tells_history
from sayso.read.times.periods import Period
from sayso.read.times.rule import RULES
from sayso.read.times.words import TRIGGER
from sayso.records import Span, When
from sayso.spans import Range, cut
from sayso.terms import Anchor, FurnitureKind

MARGIN = 48
"""So far from its word of time does no time expression reach."""


def find(page: Page) -> tuple[When, ...]:
    """Every time expression of a page, in order, without overlaps.

    Relative ones are reckoned from the publication of the report, the day on which a quotation was said, or another
    time in the text. Without anything to reckon from they stay open: no earliest and no latest.
    """
    published = page.report.published.date() if page.report.published else None
    context = Context(
        doc=page.doc,
        published=published,
        history=tells_history(page.text, published),
        quoted=[(q.start, q.end) for q in quotes.find(page.text)],
    )
    hits = sorted(
        (
            (m.start(), -m.end(), order, m)
            for start, end in surroundings(page.text)
            for order, rule in enumerate(RULES)
            for m in rule.regex.finditer(page.text, start, end)
        ),
        key=lambda h: h[:3],
    )
    out: list[When] = []
    free = 0
    for start, end, order, m in hits:
        if start < free or (known := RULES[order].resolve(m, context)) is None:
            continue
        period, anchor = known
        free = -end
        context.note(start, known)
        context.last_end = free
        out.append(_when(page.span(start, free), period, anchor))
    return tuple(sorted([*out, *_in_metadata(page, context)], key=lambda w: w.span.start))


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
