"""Time expressions of news and history texts, in the form of the public task ``time``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from evals.documents import documents, reading_of
from sayso.records import When

RANGE = re.compile(r"(?<=\w)\s*(?:-|–|—|\bto\b|\band\b|\bthrough\b)\s*(?=\d)")


def predict(data: Path) -> list[object]:
    """Every time expression of each document with its TIMEX3 value and type, as read on the day of the document."""
    return [
        {"doc": document["doc"], "timexes": [x for w in reading_of(document).times for x in timexes(w)]}
        for document in documents(data)
    ]


def timexes(when: When) -> Iterator[dict[str, object]]:
    """The record as TIMEX3 has it: an interval of days ("6-9 May") is two expressions there, its two ends."""
    start, end, kind = when.span.start, when.span.end, when.kind.value
    first, _, last = when.value.partition("/")
    between = RANGE.search(when.span.exact) if last else None
    if between is None:
        yield {"start": start, "end": end, "value": when.value, "type": kind}
    else:
        yield {"start": start, "end": start + between.start(), "value": first, "type": kind}
        yield {"start": start + between.end(), "end": end, "value": last, "type": kind}
