"""Files, folders and standard input: what lies at a place, and as what it is to be read."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.notes import Note

KINDS = {".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "page", ".htm": "page", ".xhtml": "page",
         ".json": "json", ".jsonl": "lines", ".ndjson": "lines"}  # fmt: skip
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
    """text, page, json or lines; empty when only its bytes can tell."""

    def open(self) -> BinaryIO:
        """The bytes, unpacked. Raises OSError."""
        if self.path is None:
            return sys.stdin.buffer
        if self.path.suffix == ".gz":
            return gzip.open(self.path)  # type: ignore[return-value]
        return self.path.open("rb")

    def side_car(self) -> Path | None:
        """The file beside it that holds its facts: ``NAME.meta.json`` beside ``NAME.txt`` (or ``NAME.txt.meta.json``)."""
        if self.path is None:
            return None
        name = self.path.name.removesuffix(".gz")
        beside = (self.path.with_name(stem + SIDE_CAR) for stem in (name, Path(name).stem))
        return next((p for p in beside if p.is_file()), None)


def find(place: str | Path) -> Iterator[Found | Note]:
    """What lies at a place, folders in the order of their names. What cannot be read gives a note."""
    if str(place) == STDIN:
        yield Found(None, "standard input", "")
        return
    path = Path(place)
    if path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        yield Note(
            code="no-such-file",
            place=str(place),
            message="Does not exist; check the spelling and the folder you are in.",
        )
    elif not path.is_file():
        yield Note(
            code="not-a-file",
            place=str(place),
            message="Is neither a file nor a folder; give sayso a file, a folder or -.",
        )
    elif path.name.endswith(SIDE_CAR):
        yield Note(
            code="side-car",
            place=str(place),
            message="Holds only facts about a report; name the text that lies beside it.",
        )
    else:
        yield Found(path, path.name, kind_of(path))


def kind_of(path: Path) -> str:
    """How a file is to be read by its name; empty when the name does not tell."""
    return KINDS.get(Path(path.name.removesuffix(".gz")).suffix.lower(), "")


def _folder(folder: Path) -> Iterator[Found | Note]:
    notes: list[Note] = []
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda e: notes.append(unreadable(str(e.filename), e))):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        files += [Path(root, n) for n in names if not n.startswith(".") and not n.endswith(SIDE_CAR)]
    yield from notes
    usable = sorted(f for f in files if kind_of(f))
    other = sorted(f for f in files if not kind_of(f))
    if other:
        shown = ", ".join(str(f.relative_to(folder)) for f in other[:3]) + (", ..." if len(other) > 3 else "")
        yield Note(code="other-files", place=str(folder), message=f"{len(other)} file(s) of other kinds were left aside ({shown}); "
                   f"sayso reads {', '.join(KINDS)}.")  # fmt: skip
    if not usable:
        yield Note(
            code="no-reports", place=str(folder), message=f"Holds no report; sayso looks for {', '.join(KINDS)}."
        )
    for file in usable:
        yield Found(file, str(file.relative_to(folder)), kind_of(file))


def unreadable(place: str, error: BaseException) -> Note:
    """The note on a file that cannot be opened or unpacked."""
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Note(
        code="unreadable-file",
        place=place,
        message=f"Cannot be read ({why}); check its permissions and that it is whole.",
    )


def sniff(stream: BinaryIO) -> tuple[str, BinaryIO]:
    """How bytes of unknown kind are to be read, and the stream with nothing lost."""
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[arg-type]
    head = bytes(buffered.peek(4096)[:4096]).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        first = head.split(b"\n", 1)[0].strip()
        return ("lines" if first.endswith(b"}") or b"\n" not in head else "json"), buffered
    if head.startswith(b"["):
        return "json", buffered
    if head[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "page", buffered
    return "text", buffered
