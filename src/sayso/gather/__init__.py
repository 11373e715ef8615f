"""gather: from files, folders and standard input to reports. Trouble is a note, and the rest goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.gather import fields, files, jsons, pages, reports, revisions, texts
from sayso.gather.fields import Facts
from sayso.gather.files import Found
from sayso.gather.reports import Context
from sayso.gather.revisions import link_revisions
from sayso.notes import Note
from sayso.records import Report
from sayso.settings import Settings

__all__ = ["gather", "link_revisions"]


def gather(
    places: Sequence[str | Path], *, published: datetime | None = None, now: datetime, settings: Settings
) -> Iterator[Report | Note]:
    """Every report found at some places ("-" is standard input), one at a time, and notes on what could not be used.

    ``published`` is used only for reports in which no date is found. ``now`` is when this happens; later dates of
    publication are not believed. The same report twice is given once.
    """
    context = Context(published, now, settings)
    seen = _Seen()
    for place in places:
        for found in files.find(place):
            for item in [found] if isinstance(found, Note) else _file(found, context):
                yield from seen.check(item) if isinstance(item, Report) else (item,)


def _file(found: Found, context: Context) -> Iterator[Report | Note]:
    """The reports of one file; whatever goes wrong in opening, unpacking or decoding it gives a note."""
    try:
        with found.open() as stream:
            yield from _stream(found, stream, context)
    except files.READ_ERRORS as e:
        yield files.unreadable(found.place, e)


def _stream(found: Found, stream: BinaryIO, context: Context) -> Iterator[Report | Note]:
    kind = found.kind
    if not kind:
        kind, stream = files.sniff(stream)
    if kind == "lines":
        yield from _objects(jsons.lines(stream, found.place, context.settings.max_report_chars * 8), context)
        return
    limit = context.settings.max_file_bytes
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        yield Note(code="large-file", place=found.place, message=f"Is larger than {limit:,} bytes and was left out; split it, make it JSON "
                   "Lines (.jsonl), or raise max_file_bytes in sayso.toml.")  # fmt: skip
    elif not raw.strip():
        yield Note(code="empty-file", place=found.place, message="Is empty; nothing was taken from it.")
    elif kind == "json":
        yield from _objects(jsons.whole(raw, found.place), context)
    else:
        yield from _document(found, kind, raw, context)


def _document(found: Found, kind: str, raw: bytes, context: Context) -> Iterator[Report | Note]:
    """The one report of a text or a page."""
    given, note = _side_car(found)
    if note:
        yield note
    page: Facts | None = None
    if kind == "page" and not texts.looks_binary(raw):
        text, page = pages.read(raw, given.url)
    else:
        decoded, note = texts.decode(raw, found.place)
        if note:
            yield note
        if decoded is None:
            return
        front, text, note = texts.split_front_matter(decoded, found.place)
        if note:
            yield note
        given = given.filled_from(front)
    given.name = found.place
    yield from reports.make(
        text, given, context, place=found.place, raw_hash=hashlib.sha256(raw).hexdigest(), page=page
    )


def _side_car(found: Found) -> tuple[Facts, Note | None]:
    path = found.side_car()
    if not path:
        return Facts(), None
    try:
        said = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
    except (*jsons.DECODE_ERRORS, OSError) as e:
        return Facts(), Note(code="broken-side-car", place=str(path), message=f"Cannot be read as a JSON object ({e}); its report was "
                             "taken without it.")  # fmt: skip
    return fields.facts(said), None


def _objects(found: Iterator[tuple[str, jsons.Found | Note]], context: Context) -> Iterator[Report | Note]:
    for place, item in found:
        if isinstance(item, Note):
            yield item
            continue
        text, given, page, raw = item
        given.name = given.name or given.external_id or given.url
        yield from reports.make(text, given, context, place=place, raw_hash=hashlib.sha256(raw).hexdigest(), page=page)


class _Seen:
    """What was already given in this gathering: few bytes a report, so that a stream of any length can be checked."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.latest: dict[tuple[str, ...], Report] = {}
        self.by_external: dict[str, str] = {}

    def check(self, report: Report) -> Iterator[Report | Note]:
        """The report (linked to the version before it), or a note when it is there already."""
        if report.id in self.ids:
            yield Note(
                code="same-report",
                place=report.name,
                message="Is the same as a report already gathered and was kept once.",
            )
            return
        self.ids.add(report.id)
        bare = msgspec.structs.replace(report, text="", raw_hash="")
        earlier = next((self.latest[k] for k in revisions.keys(report) if k in self.latest), None)
        if earlier is None and report.external_id in self.by_external:
            yield Note(code="same-id", place=report.name, message=f"Has the id {report.external_id!r} of another report "
                       f"({self.by_external[report.external_id]}); both were kept. Give each its own id.")  # fmt: skip
        if earlier and revisions.age(earlier) < revisions.age(report):
            report = msgspec.structs.replace(report, revision_of=earlier.id)
        for key in revisions.keys(report):
            self.latest[key] = bare
        if report.external_id:
            self.by_external.setdefault(report.external_id, report.name)
        yield report
