"""The documents of a public task: one JSON object a line, packed or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.records import Reading


def documents(data: Path, name: str = "docs") -> Iterator[dict[str, Any]]:
    """The objects of ``docs.jsonl.gz`` (or ``docs.jsonl``) in a folder, in order. Raises FileNotFoundError."""
    packed, plain = data / f"{name}.jsonl.gz", data / f"{name}.jsonl"
    with gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else plain.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def reading_of(document: dict[str, Any]) -> Reading:
    """A document as any user's text: read whole, on its day. An empty text gives an empty reading."""
    import sayso

    if not document["text"].strip():
        return Reading(report="", reader="")
    return sayso.read(document["text"], published=document.get("date") or None, title=document.get("title") or "")
