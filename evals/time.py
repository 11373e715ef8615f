"""Time expressions of news and history texts, in the form of the public task ``time``."""

from __future__ import annotations

from pathlib import Path

from evals.documents import documents, reading_of


def predict(data: Path) -> list[object]:
    """Every time expression of each document with its TIMEX3 value and type, as read on the day of the document."""
    return [
        {
            "doc": document["doc"],
            "timexes": [
                {"start": w.span.start, "end": w.span.end, "value": w.value, "type": w.kind.value}
                for w in reading_of(document).times
            ],
        }
        for document in documents(data)
    ]
