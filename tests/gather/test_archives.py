"""WARC and WACZ files, and folders of them, as crawlers leave them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.gather import gather
from sayso.notes import Note
from sayso.records import Gone, Report
from sayso.settings import Settings
from tests.gather.helpers import codes, write

NOW = datetime(2031, 5, 20, tzinfo=UTC)
FIRE = "The bridge in Estmark was closed on Sunday after a fire, the mayor said. Six people were hurt."
EDITED = "The bridge in Estmark was closed on Sunday after a fire, the mayor said. Nine people were hurt."
STORM = "A storm tore the roof off the school in Halden, the fire service said on Monday."
POST = "https://post.example/2031/05/04/fire"


def record(
    url: str, text: str, *, day: int = 4, status: str = "200 OK", kind: str = "text/html", pack: bool = False
) -> bytes:
    """A response record of a WARC file."""
    body = f"<html><head><title>Fire</title></head><body><h1>Fire</h1><p>{text}</p></body></html>".encode()
    body = gzip.compress(body) if pack else body
    coding = "Content-Encoding: gzip\r\n" if pack else ""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-{day:02}T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash((url, day)))}>\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def taken(place: Path, known: list[Report] | None = None) -> tuple[list[Report], list[Note], list[Gone]]:
    found = list(gather([place], now=NOW, settings=Settings(web_max_bytes=100_000), known=lambda: known or []))
    return (
        [x for x in found if isinstance(x, Report)],
        [x for x in found if isinstance(x, Note)],
        [x for x in found if isinstance(x, Gone)],
    )


RECORDS = [
    record(POST, FIRE),
    record("https://post.example/logo.png", "", kind="image/png"),
    record("https://post.example/", "The front page of the Post, with all the news of the day from Estmark."),
    record("https://post.example/storm", STORM, pack=True),
    record("https://post.example/private", "No", status="403 Forbidden"),
]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_the_articles_of_an_archive(tmp_path: Path, name: str) -> None:
    packed = b"".join(gzip.compress(r) if name.endswith(".gz") else r for r in RECORDS)
    reports, notes, _ = taken(write(tmp_path / name, packed))
    assert [(r.url, r.text, r.outlet) for r in reports] == [
        (POST, FIRE, "post.example"),
        ("https://post.example/storm", STORM, "post.example"),
    ]
    assert reports[0].retrieved == datetime(2031, 5, 4, 10, tzinfo=UTC)
    assert codes(notes) == ["other-pages"]


def test_a_folder_of_archives_as_common_crawl_lays_it_out(tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / "2031" / "05" / f"CC-NEWS-2031050{number}-0000{number}.warc.gz"
        write(path, gzip.compress(record(f"https://post.example/{number}", f"{number} {STORM}")))
    reports, notes, _ = taken(tmp_path)
    assert ([r.url[-1] for r in reports], notes) == (["0", "1", "2"], [])


def test_two_captures_of_a_page_are_two_versions_and_a_missing_one_is_gone(tmp_path: Path) -> None:
    parts = [record(POST, FIRE), record(POST, EDITED, day=5), record(POST, EDITED, day=6)]
    parts.append(record(POST, "", day=7, status="404 Not Found"))
    reports, _, gone = taken(write(tmp_path / "a.warc", b"".join(parts)))
    assert [r.text for r in reports] == [FIRE, EDITED]
    assert reports[1].revision_of == reports[0].id
    assert {(g.report, g.at) for g in gone} == {(r.id, datetime(2031, 5, 7, 10, tzinfo=UTC)) for r in reports}


def test_an_older_capture_is_no_newer_version_of_what_is_kept(tmp_path: Path) -> None:
    kept, _, _ = taken(write(tmp_path / "new.warc", record(POST, EDITED, day=9)))
    older, _, _ = taken(write(tmp_path / "old.warc", record(POST, FIRE, day=3)), known=kept)
    assert [(r.text, r.revision_of) for r in older] == [(FIRE, "")]


@pytest.mark.parametrize(
    "broken",
    [
        gzip.compress(RECORDS[0]) + gzip.compress(RECORDS[3])[:-40],
        gzip.compress(RECORDS[0]) + b"garbage" * 100,
        RECORDS[0] + RECORDS[3][:-60],
        RECORDS[0] + b"\0" * 200,
    ],
)
def test_of_a_broken_archive_what_stands_before_is_taken(tmp_path: Path, broken: bytes) -> None:
    reports, notes, _ = taken(write(tmp_path / "a.warc.gz", broken))
    assert reports[0].text == FIRE
    assert len(reports) == 1
    assert set(codes(notes)) <= {"broken-archive", "broken-body"}
    assert notes


def test_a_page_that_unfolds_without_end_is_left_out_and_the_rest_goes_on(tmp_path: Path) -> None:
    parts = [record(POST, "x" * 3_000_000, pack=True), record("https://post.example/storm", STORM)]
    reports, notes, _ = taken(write(tmp_path / "a.warc", b"".join(parts)))
    assert ([r.text for r in reports], codes(notes)) == ([STORM], ["large-answer"])


def wacz(path: Path, parts: dict[str, bytes]) -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return write(path, held.getvalue())


def test_of_a_wacz_the_pages_that_it_lists_are_taken(tmp_path: Path) -> None:
    archive = {"archive/data.warc.gz": b"".join(gzip.compress(r) for r in RECORDS), "datapackage.json": b"{}"}
    pages = [{"format": "json-pages-1.0"}, {"url": POST, "ts": "2031-05-04T10:00:00Z"}]
    lines = "\n".join(json.dumps(p) for p in pages).encode()
    reports, _, _ = taken(wacz(tmp_path / "a.wacz", archive | {"pages/pages.jsonl": lines}))
    assert [r.text for r in reports] == [FIRE]
    reports, _, _ = taken(wacz(tmp_path / "b.wacz", archive))
    assert [r.text for r in reports] == [FIRE, STORM]


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    _, notes, _ = taken(write(tmp_path / "a.wacz", b"no zip"))
    assert codes(notes) == ["broken-archive", "empty-archive"]
    _, notes, _ = taken(write(tmp_path / "a.warc", b"no archive"))
    assert codes(notes) == ["broken-archive", "empty-archive"]
