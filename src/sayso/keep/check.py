"""Whether a desk is sound: the file, what refers to what, every passage, every index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from sayso.keep import schema, store
from sayso.notes import Note
from sayso.records import Picture, Report, Span, Weighing
from sayso.said import said as all_said


def check(desk: store.Store) -> tuple[Note, ...]:
    """Everything that is wrong with a desk, each with the place; empty when it is sound. Changes nothing."""
    return (*_file(desk), *_reports(desk), *_picture(desk.picture()), *_derived(desk))


def spans(record: object) -> Iterator[Span]:
    """Every span anywhere inside a record."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, msgspec.Struct):
        for field in record.__struct_fields__:
            yield from spans(getattr(record, field))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans(item)


def _file(desk: store.Store) -> Iterator[Note]:
    with desk.reading() as c:
        for line in c.exec_driver_sql("PRAGMA integrity_check").scalars():
            if line != "ok":
                yield _note("file", f"{line}. Restore the desk from a copy.")
        for table, row, other, _ in c.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _note("reference", f"Line {row} points to a line of {other} that is not there.", table)


def _reports(desk: store.Store) -> Iterator[Note]:
    t = schema.report.c
    with desk.reading() as c:
        for row in c.execute(select(t.id, t.name, t.title, t.text, t.record, t.hash)):
            if schema.fingerprint(row.title, row.text, row.record) != row.hash:
                yield _note("hash", f"Report {row.id} is not as it was kept: its hash differs.", row.name)


def _picture(picture: Picture) -> Iterator[Note]:
    reports = {r.id: r for r in picture.reports}
    for reading in picture.readings:
        place = reports[reading.report].name
        for span in spans(reading):
            if span.report not in reports:
                yield _note("span", f"A passage lies in report {span.report}, which is not kept.", place)
            elif reports[span.report].text[span.start : span.end] != span.exact:
                yield _note("span", f"Passage {span.start}:{span.end} does not say {span.exact[:40]!r}.", place)
    yield from _errata(picture, reports)
    statements = set(all_said(picture))
    for weighing in picture.weighings:
        yield from _weighing(weighing, set(reports), statements)


def _errata(picture: Picture, reports: Mapping[str, Report]) -> Iterator[Note]:
    for e in picture.errata:
        place = f"erratum {e.id}"
        for id in (e.report, e.revision):
            if id and id not in reports:
                yield _note("reference", f"Points to report {id}, which is not there.", place)
        for span in spans(e):
            if span.report in reports and reports[span.report].text[span.start : span.end] != span.exact:
                yield _note("span", f"Passage {span.start}:{span.end} does not say {span.exact[:40]!r}.", place)


def _weighing(w: Weighing, reports: set[str], statements: set[str]) -> Iterator[Note]:
    claims = {c.id for c in w.claims}
    pointed = [
        ("report", w.story.reports, reports),
        ("report", (r for d in w.derivations for r in (d.later, d.earlier)), reports),
        ("statement", (s for j in w.judgements for s in (j.left, j.right)), statements),
        ("statement", (s for c in w.claims for s in (c.best, *c.statements, *c.probable)), statements),
        ("claim", (i for c in w.claims for i in c.excludes), claims),
        ("claim", (i for c in w.conflicts for i in c.claims), claims),
        ("statement", (i for c in w.conflicts for i in c.statements), statements),
        ("statement", (s for e in w.events for s in e.statements), statements),
        ("statement", (p.statement for s in w.series for p in s.points), statements),
        ("claim", (a.claim for a in w.assessments), claims),
        ("statement", (s for a in w.assessments for s in (*a.affirmed_by, *a.denied_by, *a.withheld_by)), statements),
    ]
    place = f"story {w.story.title or w.story.id}"
    for kind, ids, known in pointed:
        for id in sorted(set(ids) - known):
            yield _note("reference", f"Points to {kind} {id}, which is not there.", place)
    for id in sorted(claims - {a.claim for a in w.assessments}):
        yield _note("reference", f"Claim {id} has no assessment.", place)


def _derived(desk: store.Store) -> Iterator[Note]:
    picture = desk.picture()
    said = {s.id for g in picture.readings for s in g.statements}
    claimed = {(w.story.id, c.id) for w in picture.weighings for c in w.claims}
    with desk.reading() as c:
        indexed = set(c.scalars(select(schema.statement.c.id)))
        listed = {(row.story, row.id) for row in c.execute(select(schema.claim.c.story, schema.claim.c.id))}
    if said != indexed:
        yield _note("index", f"{len(said ^ indexed)} statements are out of step with the readings.", "statement")
    if claimed != listed:
        yield _note("index", f"{len(claimed ^ listed)} claims are out of step with the weighings.", "claim")
    if desk.may_write:
        with desk.writing() as c:
            for index in schema.FULL_TEXT:
                if _out_of_step(c, index):
                    yield _note("index", "The full-text index is out of step with its table.", index)


def _out_of_step(c: Connection, index: str) -> bool:
    try:
        c.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError as e:
        if isinstance(e.orig, sqlite3.DatabaseError) and e.orig.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            return True
        raise
    return False


def _note(code: str, message: str, place: str = "") -> Note:
    return Note(code=f"desk-{code}", message=message, place=place)
