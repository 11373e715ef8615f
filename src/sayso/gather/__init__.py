"""gather: from files, folders, standard input and the web to reports. Trouble is a note, and the rest goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.gather import archives, feeds, fields, files, jsons, lists, pages, texts, xmls
from sayso.gather.articles import Articles
from sayso.gather.fetch import Failed
from sayso.gather.fields import Facts
from sayso.gather.files import Found
from sayso.gather.items import is_address
from sayso.gather.reports import Context, make
from sayso.gather.revisions import Seen, link_revisions
from sayso.gather.trouble import note, reason
from sayso.notes import Note
from sayso.records import Gone, Report
from sayso.settings import Settings

__all__ = ["gather", "link_revisions"]

BYTES_A_CHARACTER = 8
"""A line of JSON may be this many times longer than the longest report: escapes and the other fields."""


def gather(
    places: Sequence[str | Path],
    *,
    published: datetime | None = None,
    now: datetime,
    settings: Settings,
    known: Callable[[], Iterable[Report]] = tuple,
    cache: Path | None = None,
) -> Iterator[Report | Note | Gone]:
    """Every report found at some places ("-" is standard input), one at a time, and notes on what could not be used.

    ``published`` is used only for reports in which no date is found. ``now`` is when this happens; later dates of
    publication are not believed. The same report twice is given once. Only addresses, and feeds named by an OPML file
    that is given itself, are fetched: ``known`` tells the reports kept already, in order of gathering, and ``cache`` is
    the folder for what is kept of answers between runs. They come after the files.
    """
    context = Context(published, now, settings)
    seen = Seen()
    articles = Articles(context, known)
    addresses: list[str] = []
    for place in places:
        if is_address(place):
            addresses.append(str(place))
            continue
        if lists.is_opml(place):
            yield from lists.feeds(Path(place), addresses)
            continue
        for found in files.find(place):
            for item in [found] if isinstance(found, Note) else _file(found, context, articles):
                yield from seen.check(item, found.place) if isinstance(item, Report) else (item,)
    if addresses:
        for thing in _from_web(addresses, context, articles, cache):
            yield from seen.check(thing, thing.name) if isinstance(thing, Report) else (thing,)


def _from_web(
    addresses: Sequence[str], context: Context, articles: Articles, cache: Path | None
) -> Iterator[Report | Note | Gone]:
    from sayso.gather import web  # the libraries of the web are loaded only here

    with web.client(context, cache) as client:
        yield from web.Walk(client, context, articles).reports(addresses)


def _file(found: Found, context: Context, articles: Articles) -> Iterator[Report | Note | Gone]:
    """The reports of one file; whatever goes wrong in opening, unpacking or decoding it gives a note."""
    try:
        with found.open() as stream:
            if found.kind in ("archive", "bundle"):
                read = archives.warc if found.kind == "archive" else archives.wacz
                yield from read(stream, found.place, articles, context.settings.web_max_bytes)
            else:
                yield from _stream(found, stream, context, articles)
    except files.READ_ERRORS as e:
        yield note("unreadable-file", found.place, why=reason(e))


def _stream(found: Found, stream: BinaryIO, context: Context, articles: Articles) -> Iterator[Report | Note | Gone]:
    kind = found.kind or files.sniff(stream)
    settings = context.settings
    if kind == "lines":
        yield from _objects(jsons.lines(stream, found.place, settings.max_report_chars * BYTES_A_CHARACTER), articles)
        return
    raw = stream.read(settings.max_file_bytes + 1)
    if len(raw) > settings.max_file_bytes:
        yield note("large-file", found.place, limit=settings.max_file_bytes)
    elif not raw.strip():
        yield note("empty-file", found.place)
    elif (kind == "feed" and xmls.root_name(raw) != "html") or (kind == "json" and feeds.is_json_feed(raw)):
        yield from _feed(found, raw, articles)
    elif kind == "json":
        yield from _objects(jsons.whole(raw, found.place), articles)
    else:
        yield from _document(found, "page" if kind == "feed" else kind, raw, context)


def _feed(found: Found, raw: bytes, articles: Articles) -> Iterator[Report | Note | Gone]:
    """The reports of a feed that lies in a file: its own texts, for nothing is fetched."""
    try:
        feed = feeds.read(raw, "", place=found.place)
    except Failed as e:
        yield e.note(found.place)
        return
    yield from feed.notes
    for item in feed.items:
        yield from articles.told(item)


def _document(found: Found, kind: str, raw: bytes, context: Context) -> Iterator[Report | Note]:
    """The one report of a text or a page."""
    given, trouble = _side_car(found)
    yield from trouble
    page: Facts | None = None
    if kind == "page" and not texts.looks_binary(raw):
        text, page = pages.read(raw, given.url)
    else:
        decoded, trouble = texts.decode(raw, found.place)
        yield from trouble
        if decoded is None:
            return
        front, text, trouble = texts.split_front_matter(decoded, found.place)
        yield from trouble
        given = given.filled_from(front)
    given.name = found.place
    yield from make(text, given, context, place=found.place, raw_hash=hashlib.sha256(raw).hexdigest(), page=page)


def _side_car(found: Found) -> tuple[Facts, list[Note]]:
    """The facts in the file beside a file, if there is one."""
    path = found.side_car()
    if not path:
        return Facts(), []
    try:
        return fields.facts(msgspec.json.decode(path.read_bytes(), type=dict[str, object])), []
    except (*jsons.DECODE_ERRORS, OSError) as e:
        return Facts(), [note("broken-side-car", path, why=reason(e))]


def _objects(found: Iterator[jsons.Object | Note], articles: Articles) -> Iterator[Report | Note]:
    for item in found:
        yield from (item,) if isinstance(item, Note) else articles.given(item)
