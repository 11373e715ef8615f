"""Pages that were looked for again and are gone, or came back: an append-only list beside the reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, insert, inspect, select

from sayso.keep import schema
from sayso.records import Gone


def add(c: Connection, found: Iterable[Gone], known_at: datetime) -> None:
    """Put down what was seen, where it is news. A desk from before this list gets it now."""
    schema.sighting.create(c, checkfirst=True)
    state = gone(c)
    for seen in found:
        if (seen.report in state) is seen.back:
            row = {"report": seen.report, "known_at": known_at, "at": seen.at, "back": int(seen.back)}
            c.execute(insert(schema.sighting), row)
            if seen.back:
                del state[seen.report]
            else:
                state[seen.report] = seen.at


def gone(c: Connection, as_of: datetime | None = None) -> dict[str, datetime]:
    """The reports whose pages are gone, and when that was first seen; as far as was known at a moment."""
    if not _kept(c):
        return {}
    t = schema.sighting.c
    query = select(t.report, t.at, t.back).order_by(t.seq)
    if as_of is not None:
        query = query.where(t.known_at <= as_of)
    state: dict[str, datetime] = {}
    for row in c.execute(query):
        if row.back:
            state.pop(row.report, None)
        else:
            state[row.report] = row.at
    return state


def last(c: Connection) -> int:
    """Grows with each sighting."""
    return int(c.scalar(select(func.max(schema.sighting.c.seq))) or 0) if _kept(c) else 0


def _kept(c: Connection) -> bool:
    return bool(inspect(c).has_table(schema.sighting.name))
