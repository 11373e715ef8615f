"""Sentence vectors at rest: each text is embedded once for a desk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sayso.keep.store import Store


def held(store: Store, hashes: Iterable[str]) -> dict[str, bytes]:
    """The packed vectors that are kept, by hash."""
    sql = "SELECT hash, vector FROM vector WHERE hash IN (SELECT value FROM json_each(?))"
    with store.reading() as c:
        return {row[0]: row[1] for row in c.exec_driver_sql(sql, (json.dumps(list(hashes)),))}


def add(store: Store, vectors: Mapping[str, bytes]) -> None:
    """Keep packed vectors by hash."""
    if vectors:
        with store.writing() as c:
            c.exec_driver_sql("INSERT OR IGNORE INTO vector VALUES (?, ?)", sorted(vectors.items()))
