"""The task ``quotes``: who said what, as source, cue and content.

The benchmark takes attribution in a wide sense (what somebody says, thinks, wants, plans or judges), so its predictions
are what the trained tagger sees; sayso's own attributions are the narrower acts of saying. ``by_rules`` gives those,
their spans widened as the benchmark has them: a content with its quotation marks and its "that", a source with the
titles before its name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.documents import documents
from sayso.flow import report_of
from sayso.read import attribution, models, names, places, quantities, sentences, tidy, times
from sayso.read.attribution import tagger
from sayso.read.page import Page
from sayso.read.trees import chars
from sayso.records import Attribution, Span
from sayso.spans import Range

Row = dict[str, list[list[int]]]

_THAT = re.compile(r"\bthat $", re.IGNORECASE)
_OPENS = "“\"‘'"
_CLOSES = "”\"’'"
_WORD = r"[A-Z][\w.&’'-]*|[a-z]{3,}(?:man|woman|or|er|ant|ent|ist)|of|for|and|the|former"
_TITLE = re.compile(rf"(?:\b(?:{_WORD})[ \xa0]){{1,10}}$")


def predict(data: Path) -> list[object]:
    """One object a document: every attribution that the tagger sees in it."""
    return [{"doc": d["doc"], "attributions": rows(d, by_tagger)} for d in documents(data)]


def rows(document: dict[str, Any], rows_of: Callable[[Page], list[Row]]) -> list[Row]:
    """The attributions of one document, each once; statements are left out, attribution needs none of them."""
    page = page_of(document) if document["text"].strip() else None
    return list({json.dumps(r): r for r in rows_of(page)}.values()) if page is not None else []


def by_tagger(page: Page) -> list[Row]:
    """What the tagger sees."""

    def spans(ranges: Iterable[Range]) -> list[list[int]]:
        return [list(page.offsets.range(*chars(page.doc, r))) for r in ranges]

    return [
        {"source": spans(act.source), "cue": spans([act.cue]), "content": spans(act.content)}
        for act in tagger.find(page.doc, page.text)
    ]


def by_rules(page: Page) -> list[Row]:
    """What the rules find."""
    page.tagger = False
    return [row(a, page.report.text) for a in attribution.find(page)]


def page_of(document: dict[str, Any]) -> Page | None:
    """A document read as far as attribution needs it; None where it holds no running text."""
    report = report_of(
        document["text"], published=document.get("date") or "", title="", outlet="", now=datetime.now(UTC)
    )
    text, offsets, furniture = tidy.tidy(report)
    if not text.strip():
        return None
    doc = models.parse(text, sentences.starts(text))
    page = Page(report=report, text=text, offsets=offsets, doc=doc, furniture=furniture)
    page.places = places.find(page)
    page.names = names.find(page)
    page.times = times.find(page)
    page.quantities = quantities.find(page)
    return page


def row(a: Attribution, text: str) -> Row:
    """One attribution in the benchmark's words."""
    return {
        "source": [titled(a.source_span, text)] if a.source_span else [],
        "cue": [[c.start, c.end] for c in a.cue],
        "content": [marked(c, text) for c in a.content],
    }


def titled(source: Span, text: str) -> list[int]:
    """A source with the titles printed before its name."""
    start = source.start
    if source.exact[:1].isupper() and (found := _TITLE.search(text, max(0, start - 80), start)):
        start = found.start()
        while opening := re.match(r"(?:of|for|and) ", text[start : source.start]):
            start += opening.end()
    return [start, source.end]


def marked(content: Span, text: str) -> list[int]:
    """A content with its "that" and its quotation marks."""
    start, end = content.start, content.end
    if found := _THAT.search(text, max(0, start - 6), start):
        start = found.start()
    if start and text[start - 1] in _OPENS:
        start -= 1
    if text[end : end + 1] in (".", ",") and text[end + 1 : end + 2] in tuple(_CLOSES):
        end += 2
    elif text[end : end + 1] in tuple(_CLOSES):
        end += 1
    return [start, end]
