"""Files, folders and standard input: what lies at a place, and as what it is to be read."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from sayso.gather.trouble import note, printable, reason
from sayso.notes import Note

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "archive",
    ".wacz": "bundle",
}
"""How a file is read, by the end of its name; ``.gz`` may follow."""

SIDE_CAR = ".meta.json"
STDIN = "-"

READ_ERRORS = (OSError, EOFError, zlib.error)
"""What opening and unpacking a file may raise."""


class Found(msgspec.Struct, frozen=True):
    """A file that may hold reports."""

    path: Path | None
    """None for standard input."""
    place: str
    """Its name for people: relative to the folder that was given."""
    kind: str
    """text, page, json, lines, feed, archive or bundle; empty when only its bytes can tell."""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, unpacked; the stream can be peeked into. Standard input is left open. Raises OSError."""
        if self.path is None:
            yield sys.stdin.buffer
        elif self.path.suffix == ".gz" and self.kind != "archive":  # an archive is packed a page at a time
            with gzip.open(self.path) as unpacked:
                yield cast("BinaryIO", unpacked)
        else:
            with self.path.open("rb") as stream:
                yield stream

    def side_car(self) -> Path | None:
        """The file that holds its facts: ``NAME.meta.json`` beside ``NAME.txt``, or ``NAME.txt.meta.json``."""
        if self.path is None:
            return None
        name = self.path.name.removesuffix(".gz")
        beside = (self.path.with_name(stem + SIDE_CAR) for stem in (name, Path(name).stem))
        return next((p for p in beside if p.is_file()), None)


def find(place: str | Path) -> Iterator[Found | Note]:
    """What lies at a place, folders in the order of their names. What cannot be read gives a note."""
    path = Path(place)
    if str(place) == STDIN:
        yield Found(None, "standard input", "")
    elif path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        yield note("no-such-file", place)
    elif not path.is_file():
        yield note("not-a-file", place)
    elif path.name.endswith(SIDE_CAR):
        yield note("side-car", place)
    else:
        yield Found(path, printable(path.name), kind_of(path))


def kind_of(path: Path) -> str:
    """How a file is to be read by its name; empty when the name does not tell."""
    return KINDS.get(Path(path.name.removesuffix(".gz")).suffix.lower(), "")


def _folder(folder: Path) -> Iterator[Found | Note]:
    """The files of a folder and of the folders in it, hidden ones left out."""
    trouble: list[OSError] = []
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=trouble.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        files += [Path(root, n) for n in names if not n.startswith(".") and not n.endswith(SIDE_CAR)]
    for e in trouble:
        yield note("unreadable-file", e.filename, why=reason(e))
    usable = sorted(f for f in files if kind_of(f))
    if other := sorted(str(f.relative_to(folder)) for f in files if not kind_of(f)):
        shown = ", ".join(other[:3]) + (", ..." if len(other) > 3 else "")
        yield note("other-files", folder, count=len(other), shown=shown, kinds=", ".join(KINDS))
    if not usable:
        yield note("no-reports", folder, kinds=", ".join(KINDS))
    for file in usable:
        yield Found(file, printable(file.relative_to(folder)), kind_of(file))


def sniff(stream: BinaryIO) -> str:
    """How bytes of unknown kind are to be read. Nothing is taken from the stream, which must have ``peek``."""
    head = bytes(stream.peek(4096)).removeprefix(b"\xef\xbb\xbf").lstrip()  # type: ignore[attr-defined]
    first = head.split(b"\n", 1)[0].rstrip()
    if head.startswith(b"{"):
        return "lines" if first.endswith(b"}") or b"\n" not in head else "json"
    if head.startswith(b"["):
        return "json"
    if head[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "page"
    return "text"
