"""The task ``web``: the running text of a page with its title, author and day, as a user's file of pages is gathered.

The benchmark calls the site the author of a page that no one signs; sayso holds the outlet apart.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from evals.documents import documents
from sayso.gather import gather
from sayso.records import Report
from sayso.settings import Settings


def predict(folder: Path) -> list[object]:
    """One object a page; a page without a text is left out."""
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / "pages.jsonl"
        with pages.open("w", encoding="utf-8") as file:
            for document in documents(folder):
                file.write(json.dumps({"id": document["doc"], "url": document["url"], "html": document["html"]}) + "\n")
        found = gather([pages], now=datetime.now(UTC), settings=Settings())
        return [_row(item) for item in found if isinstance(item, Report)]


def _row(report: Report) -> dict[str, str]:
    return {
        "doc": report.external_id,
        "title": report.title,
        "author": report.byline or report.outlet,
        "date": report.published.date().isoformat() if report.published else "",
        "body": report.text,
    }
