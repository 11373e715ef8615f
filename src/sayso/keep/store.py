"""The store: reports and readings as they came, what was weighed as an append-only log, and the indexes over both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select

from sayso.keep import errata, schema, sightings, weighings
from sayso.keep.connect import connect, trouble
from sayso.keep.schema import fingerprint, pack, unpack
from sayso.records import Gone, Judgement, Picture, Reading, Report, Weighing
from sayso.terms import JudgeKind, Precision, PublishedBasis


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch of reports."""

    added: tuple[str, ...] = ()
    """Ids of reports that are new."""
    revised: tuple[str, ...] = ()
    """Those of the new ones that are newer versions of kept reports."""
    unchanged: tuple[str, ...] = ()
    """Ids of reports that were kept before."""


class Outdated(Exception):
    """Reports, readings or judgements came in while stories were weighed: nothing was kept; weigh again."""


class Store:
    """One desk, in a file or in memory. Each method is one transaction: it is kept wholly or not at all.

    ``write=False`` opens an existing desk for reading only, also where nothing may be written.
    """

    def __init__(self, path: Path | None = None, *, write: bool = True) -> None:
        """Open the desk, making it if need be. Raises DeskTrouble."""
        self.path = path
        self.may_write = write
        self._engine = connect(path, write=write)

    def close(self) -> None:
        """Let go of the file."""
        with trouble(self.path):
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the desk."""
        with trouble(self.path), self._engine.connect() as c, c.begin():
            yield c

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer runs beside."""
        with trouble(self.path), self._engine.connect().execution_options(begin="BEGIN IMMEDIATE") as c, c.begin():
            yield c

    # ------------------------------------------------------------- reports and readings

    def add_reports(self, reports: Iterable[Report], known_at: datetime) -> Added:
        """Keep reports; those kept before stay as they are."""
        added: list[str] = []
        revised: list[str] = []
        unchanged: list[str] = []
        with self.writing() as c:
            for r in reports:
                if c.execute(select(schema.report.c.seq).where(schema.report.c.id == r.id)).first():
                    unchanged.append(r.id)
                    continue
                if r.revision_of:
                    revised.append(r.id)
                c.execute(insert(schema.report), _report_row(r, known_at))
                added.append(r.id)
        return Added(added=tuple(added), revised=tuple(revised), unchanged=tuple(unchanged))

    def add_gone(self, found: Sequence[Gone], known_at: datetime) -> None:
        """Keep which pages of kept reports were seen to be gone or back; what is known already changes nothing."""
        if found:
            with self.writing() as c:
                sightings.add(c, found, known_at)

    def lost(self) -> tuple[Report, ...]:
        """The reports whose pages are gone."""
        with self.reading() as c:
            return tuple(_reports(c, schema.report.c.id.in_(sightings.gone(c))))

    def reports(self) -> tuple[Report, ...]:
        """Every report, in order of gathering."""
        with self.reading() as c:
            return tuple(_reports(c))

    def addresses(self) -> tuple[Report, ...]:
        """Every report by what it may be known again by (id, address, outlet, id given with it), all else empty."""
        t = schema.report.c
        with self.reading() as c:
            rows = c.execute(select(t.id, t.url, t.outlet, t.external_id).order_by(t.seq))
            return tuple(
                Report(id=r.id, name="", text="", url=r.url, outlet=r.outlet, external_id=r.external_id) for r in rows
            )

    def unread(self, reader: str | None = None) -> list[str]:
        """Ids of reports without a reading by this version of the reader (by any, if None), in order of gathering."""
        r, g = schema.report.c, schema.reading.c
        by_reader = g.report == r.id if reader is None else and_(g.report == r.id, g.reader == reader)
        query = select(r.id).outerjoin(schema.reading, by_reader).where(g.seq.is_(None)).order_by(r.seq)
        with self.reading() as c:
            return list(c.scalars(query))

    def report(self, id: str) -> Report:
        """One report. Raises KeyError when there is none with this id."""
        with self.reading() as c:
            for row in _reports(c, schema.report.c.id == id):
                return row
        raise KeyError(id)

    def add_readings(self, readings: Iterable[Reading], known_at: datetime) -> int:
        """Keep readings; returns how many were new. A reading by a newer reader takes the place of an older one."""
        new = 0
        t = schema.reading
        with self.writing() as c:
            for r in readings:
                if c.execute(select(t.c.seq).where(t.c.report == r.report, t.c.reader == r.reader)).first():
                    continue
                row = {"report": r.report, "reader": r.reader, "known_at": known_at, "record": pack(r)}
                c.execute(insert(t), row)
                index_statements(c, r)
                new += 1
        return new

    def add_judgements(self, judgements: Iterable[Judgement], known_at: datetime) -> int:
        """Keep what people and second judges said; returns how many were new."""
        t = schema.judgement
        lines = {pack(j): j for j in judgements}
        with self.writing() as c:
            for kept in c.scalars(select(t.c.record)):
                lines.pop(kept, None)
            rows = [{"left": j.left, "right": j.right, "known_at": known_at, "record": r} for r, j in lines.items()]
            if rows:
                c.execute(insert(t), rows)
        return len(rows)

    def judgements(self) -> tuple[Judgement, ...]:
        """The log of what people and second judges said, in the order in which they did."""
        with self.reading() as c:
            rows = c.scalars(select(schema.judgement.c.record).order_by(schema.judgement.c.seq))
            return tuple(_ranked(unpack(row, Judgement)) for row in rows)

    # -------------------------------------------------------------------------- weighing

    def mark(self) -> int:
        """Grows whenever reports, readings or judgements come in."""
        with self.reading() as c:
            return mark_of(c)

    def told(self, reports: Sequence[str]) -> tuple[tuple[Report, ...], tuple[Reading, ...]]:
        """Some reports with their newest readings, in order of gathering."""
        with self.reading() as c:
            held = _inputs(c, None, reports)
        return held.reports, held.readings

    def save(
        self, done: Sequence[tuple[Weighing, str]], *, gone: Iterable[str] = (), known_at: datetime, mark: int
    ) -> int:
        """Keep weighings with the keys of their inputs, and drop the stories that are no more.

        ``mark`` is that of the inputs: Outdated is raised when they have changed since. Returns how many records
        changed.
        """
        with self.writing() as c:
            if mark_of(c) != mark:
                raise Outdated
            count = 0
            for story in sorted(gone):
                count += weighings.drop(c, story, known_at)
                c.execute(delete(schema.weighed).where(schema.weighed.c.story == story))
            for weighing, key in done:
                count += weighings.save(c, weighing, known_at)
                c.execute(delete(schema.weighed).where(schema.weighed.c.story == weighing.story.id))
                c.execute(insert(schema.weighed), {"story": weighing.story.id, "key": key})
        return count

    def picture(self, as_of: datetime | None = None) -> Picture:
        """All that the desk holds, or held at a moment."""
        with self.reading() as c:
            found, raised = weighings.load(c, as_of), errata.load(c, as_of)
            return msgspec.structs.replace(_inputs(c, as_of), weighings=found, errata=raised, as_of=as_of)

    def version(self) -> tuple[int, int]:
        """Differs whenever anything in the desk has changed."""
        with self.reading() as c:
            later = sightings.last(c) + errata.last(c)
            return mark_of(c), later + (c.scalar(select(func.max(schema.change.c.seq))) or 0)

    # --------------------------------------------------------------------------- indexes

    def rebuild(self) -> None:
        """Make every derived table and index anew; what stories are found by, the next run makes."""
        with self.writing() as c:
            for table in (*schema.DERIVED, *schema.SPARED):
                c.execute(delete(table))
            for reading in _inputs(c, None).readings:
                index_statements(c, reading)
            for weighing in weighings.load(c, None):
                weighings.index_claims(c, weighing)
            for index in schema.FULL_TEXT:
                c.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('rebuild')")


def index_statements(c: Connection, reading: Reading) -> None:
    """Put the statements of a reading in the place of those of the report's earlier readings."""
    t = schema.statement
    c.execute(delete(t).where(t.c.report == reading.report))
    rows = {
        s.id: {
            "id": s.id,
            "report": s.report,
            "stance": s.stance,
            "certainty": s.certainty,
            "phase": s.phase,
            "sources": "\n".join(a.source.name for a in s.attributions),
            "entities": "\n".join(dict.fromkeys((s.subject, s.object, *s.entities))),
            "content": s.content,
        }
        for s in reading.statements
    }
    if rows:
        c.execute(insert(t), list(rows.values()))


def _report_row(r: Report, known_at: datetime) -> dict[str, object]:
    columns = ("id", "published", "name", "outlet", "url", "external_id", "revision_of", "title", "text")
    rest = msgspec.structs.replace(r, title="", text="")
    record = pack(rest)
    kept = {"known_at": known_at, "record": record, "hash": fingerprint(r.title, r.text, record)}
    return {c: getattr(r, c) for c in columns} | kept


def _reports(c: Connection, *where: ColumnElement[bool], as_of: datetime | None = None) -> Iterator[Report]:
    t = schema.report.c
    gone = sightings.gone(c, as_of)
    for row in c.execute(select(t.record, t.title, t.text).where(*where).order_by(t.seq)):
        report = unpack(row.record, Report)
        yield msgspec.structs.replace(report, title=row.title, text=row.text, gone=gone.get(report.id, report.gone))


def _inputs(c: Connection, as_of: datetime | None, only: Sequence[str] | None = None) -> Picture:
    r, g = schema.report.c, schema.reading.c
    newest = select(func.max(g.seq)).group_by(g.report)
    if as_of is not None:
        newest = newest.where(g.known_at <= as_of)
    if only is not None:
        newest = newest.where(g.report.in_(only))
    readings = select(g.record).join(schema.report, r.id == g.report).where(g.seq.in_(newest)).order_by(r.seq)
    read = tuple(unpack(row, Reading) for row in c.scalars(readings))
    assumed = {x.report: x.assumed for x in read if x.assumed}
    wanted = [] if as_of is None else [r.known_at <= as_of]
    reports = _reports(c, *wanted, *([] if only is None else [r.id.in_(only)]), as_of=as_of)
    return Picture(reports=tuple(_dated(x, assumed.get(x.id)) for x in reports), readings=read)


def _dated(report: Report, assumed: datetime | None) -> Report:
    """The report with the day that its reading assumed, said to be so; the kept report stays without."""
    if assumed is None or report.published:
        return report
    return msgspec.structs.replace(
        report, published=assumed, published_precision=Precision.DAY, published_basis=PublishedBasis.STORY
    )


def _ranked(j: Judgement) -> Judgement:
    """A line from before judges had kinds is a person's: nobody else's were kept."""
    return msgspec.structs.replace(j, kind=JudgeKind.PERSON) if j.kind == JudgeKind.RULES else j


def mark_of(c: Connection) -> int:
    """Grows with each report, reading and judgement: the tables are append-only, so their lengths never fall."""
    tables = (schema.report, schema.reading, schema.judgement)
    return sum(c.scalar(select(func.coalesce(func.max(t.c.seq), 0))) or 0 for t in tables)
