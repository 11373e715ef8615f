"""Web archives: WARC and WACZ files, as crawlers keep them; a folder of them is how CC-News comes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from sayso.gather.articles import Articles
from sayso.gather.fetch import Answer, Failed
from sayso.gather.fetch.bodies import whole
from sayso.gather.items import Item, Key, key
from sayso.gather.trouble import note, reason
from sayso.notes import Note
from sayso.records import Gone, Report

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

ERRORS = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile)
"""What a broken archive may raise."""
NO_ARTICLE = {"empty-page", "thin-page", "moved-home", "binary-file", "page-gone"}
"""Complaints about a single page that say no more than that it is no report: an archive holds pages of all kinds."""
PAGE_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
PAGE_LIST_BYTES = 100_000_000


def is_warc(raw: bytes) -> bool:
    """Whether bytes begin a WARC file."""
    return raw.startswith(b"WARC/")


def warc(stream: BinaryIO, place: str, articles: Articles, limit: int) -> Iterator[Report | Note | Gone]:
    """The reports among the pages of a WARC file, packed or not; it may be of any size.

    ``limit`` is how many bytes a page may have. What is broken gives a note, and what stands before it is taken.
    """
    yield from _counted(_pages(stream, place, articles, limit, None), place)


def wacz(stream: BinaryIO, place: str, articles: Articles, limit: int) -> Iterator[Report | Note | Gone]:
    """The reports of a WACZ file: of the pages that it lists, if it lists any; else of all."""
    yield from _counted(_parts(stream, place, articles, limit), place)


def _parts(stream: BinaryIO, place: str, articles: Articles, limit: int) -> Iterator[Report | Note | Gone]:
    try:
        with zipfile.ZipFile(stream) as packed:
            listed = _listed(packed)
            for name in sorted(n for n in packed.namelist() if n.endswith((".warc", ".warc.gz"))):
                with packed.open(name) as part:
                    yield from _pages(part, f"{place}#{name}", articles, limit, listed or None)
    except ERRORS as e:
        yield note("broken-archive", place, why=reason(e))


def _listed(packed: zipfile.ZipFile) -> set[Key]:
    """The addresses of the pages that were meant; an archive holds what is embedded in them as well."""
    found: set[Key] = set()
    for name in set(PAGE_LISTS) & set(packed.namelist()):
        with packed.open(name) as lines:
            for line in lines.read(PAGE_LIST_BYTES).splitlines():
                try:
                    url = json.loads(line).get("url")
                except (ValueError, AttributeError, RecursionError):
                    continue  # one entry of an index that only narrows what is taken
                if url:
                    found.add(key(str(url)))
    return found


def _counted(found: Iterator[Report | Note | Gone], place: str) -> Iterator[Report | Note | Gone]:
    """Without the complaints about single pages that are no reports; they are counted."""
    apart = reports = 0
    for thing in found:
        if isinstance(thing, Note) and thing.code in NO_ARTICLE:
            apart += 1
        else:
            reports += isinstance(thing, Report)
            yield thing
    if apart:
        yield note("other-pages", place, count=apart)
    if not reports:
        yield note("empty-archive", place)


def _pages(
    stream: IO[bytes], place: str, articles: Articles, limit: int, listed: set[Key] | None
) -> Iterator[Report | Note | Gone]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        # The content is unpacked here and not by the library, so that it can be stopped at the limit.
        records = ArchiveIterator(
            stream, record_types=WarcRecordType.response, auto_decode="transfer", strict_mode=False
        )
        for record in records:
            if record.http_headers is None:
                continue
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            if not url.startswith(("http://", "https://")) or (listed is not None and key(url) not in listed):
                continue
            parts = urlsplit(url)
            if not (parts.path.strip("/") or parts.query):
                yield note("empty-page", url)  # the front page of a site is no report
                continue
            item = Item(url=url, place=url, seen=_moment(record.record_date))
            got = _answer(record, url, limit)
            if got is not None:
                yield from articles.read(item, got)
    except ERRORS as e:
        yield note("broken-archive", place, why=reason(e))


def _answer(record: WarcRecord, url: str, limit: int) -> Answer | Failed | None:
    """What was answered when the page was fetched; None where that was neither a page nor that it is gone."""
    headers, reader = record.http_headers, record.reader
    status, kind = headers.status_code, headers.get("Content-Type") or ""
    if status in (404, 410):
        return Failed("page-gone", status=status)
    if status != 200 or "html" not in kind.lower():
        return None
    raw = reader.read(limit + 1)
    promised = headers.get("Content-Length") or ""
    if promised.isdigit() and len(raw) < min(int(promised), limit) and not record.headers.get("WARC-Truncated"):
        return Failed("broken-body", why="the archive breaks off inside it")
    try:
        body = whole([raw], headers.get("Content-Encoding") or "", limit)
    except Failed as e:
        return e
    return Answer(url=url, body=body, kind=kind)


def _moment(said: datetime | None) -> datetime | None:
    return said if said is not None and said.tzinfo else None
