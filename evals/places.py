"""The task ``places``: every place name of a text, and where it lies.

The benchmark marks nationalities and adjectives of countries too ("Norse ships", "the Danes"), each at its country;
sayso holds those apart from mentions of a place, so they are added here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.documents import documents
from sayso.flow import report_of
from sayso.read import models, places, sentences, tidy
from sayso.read.page import Page
from sayso.records import Where


def predict(data: Path) -> list[object]:
    """One object a document: the places in it that could be put on the map."""
    return [{"doc": document["doc"], "places": rows(document)} for document in documents(data)]


def rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Spans and coordinates of one document; the later steps of reading are left out, places need none of them."""
    if not document["text"].strip():
        return []
    report = report_of(
        document["text"],
        published=document.get("date") or "",
        title=document.get("title") or "",
        outlet="",
        now=datetime.now(UTC),
    )
    text, offsets, furniture = tidy.tidy(report)
    if not text.strip():
        return []
    doc = models.parse(text, sentences.starts(text))
    page = Page(report=report, text=text, offsets=offsets, doc=doc, furniture=furniture)
    return [row(w) for w in (*places.find(page), *places.nationalities(page)) if w.lat is not None]


def row(where: Where) -> dict[str, Any]:
    """One place as the scorer reads it."""
    return {"start": where.span.start, "end": where.span.end, "lat": where.lat, "lon": where.lon}
