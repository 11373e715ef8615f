"""What reports took back: an append-only list beside them, and which versions and losses were looked at for it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, inspect, select

from sayso.keep import schema, weighings
from sayso.keep.schema import pack, unpack
from sayso.records import Erratum, Weighing

if TYPE_CHECKING:
    from sayso.keep.store import Store


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A newer version of a report, or the loss of its page, that was not looked at yet."""

    report: str
    """Id of the report that was edited or lost."""
    revision: str = ""
    """Id of the newer version; empty for a loss."""
    at: datetime | None = None
    """When the page was seen to be gone; None for a newer version."""
    replaced: bool = False
    """Whether the page that is gone had a newer version, to which its loss is put down."""
    known_at: datetime
    """When the desk took it in."""


def load(c: Connection, as_of: datetime | None = None) -> tuple[Erratum, ...]:
    """Every erratum in the order in which they were raised, or those raised up to a moment."""
    if not _kept(c):
        return ()
    t = schema.erratum.c
    query = select(t.known_at, t.record).order_by(t.seq)
    if as_of is not None:
        query = query.where(t.known_at <= as_of)
    return tuple(replace(unpack(row.record, Erratum), known_at=row.known_at) for row in c.execute(query))


def last(c: Connection) -> int:
    """Grows with each erratum."""
    return int(c.scalar(select(func.max(schema.erratum.c.seq))) or 0) if _kept(c) else 0


def pending(store: Store) -> tuple[Seen, ...]:
    """What has not been looked at, in the order in which it came. A desk of an older sayso gets this list now."""
    _lay(store)
    r, s, d = schema.report.c, schema.sighting.c, schema.compared.c
    with store.reading() as c:
        done = {(row.report, row.revision, row.at) for row in c.execute(select(d.report, d.revision, d.at))}
        versions = c.execute(select(r.revision_of, r.id, r.known_at).where(r.revision_of != "").order_by(r.seq))
        found = [Seen(report=v.revision_of, revision=v.id, known_at=v.known_at) for v in versions]
        losses = c.execute(select(s.report, s.at, s.known_at).where(s.back == 0).order_by(s.seq))
        older = {f.report for f in found}
        found += [Seen(report=v.report, at=v.at, known_at=v.known_at, replaced=v.report in older) for v in losses]
        found = [f for f in found if (f.report, f.revision, f.at) not in done]
        held = set(c.scalars(select(r.id).where(r.id.in_({f.report for f in found}))))
    return tuple(f for f in found if f.report in held)


def weighed(store: Store, reports: Set[str], before: datetime | None = None) -> tuple[Weighing, ...]:
    """The stories of some reports as they are weighed now, or as they were right before a moment."""
    with store.reading() as c:
        return weighings.load(c, before and before - timedelta(microseconds=1), reports)


def add(store: Store, seen: Seen, found: Sequence[Erratum], known_at: datetime) -> int:
    """Put down the errata of one version or loss, once; returns how many are new."""
    t, d = schema.erratum, schema.compared
    row = {"report": seen.report, "revision": seen.revision, "at": seen.at, "known_at": known_at}
    with store.writing() as c:
        same = (d.c.report == seen.report, d.c.revision == seen.revision, d.c.at.is_not_distinct_from(seen.at))
        if c.execute(select(d.c.seq).where(*same)).first():
            return 0  # another process was faster
        c.execute(insert(d), row)
        rows = [{"id": e.id, "known_at": known_at, "report": e.report, "record": pack(e)} for e in found]
        if rows:
            c.execute(insert(t), rows)
    return len(rows)


def _lay(store: Store) -> None:
    with store.reading() as c:
        if _kept(c):
            return
    with store.writing() as c:
        for table in (schema.sighting, schema.compared, schema.erratum):
            table.create(c, checkfirst=True)
            for guard in schema.guards(table):
                c.exec_driver_sql(guard)


def _kept(c: Connection) -> bool:
    return bool(inspect(c).has_table(schema.erratum.name))
