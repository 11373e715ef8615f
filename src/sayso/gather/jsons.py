"""JSON and JSON Lines: one object is one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from sayso.gather import fields, pages
from sayso.gather.fields import Facts
from sayso.notes import Note

Found = tuple[str, Facts, Facts | None, bytes]
"""Text, facts given, facts of the page where the object holds one, the raw bytes."""

DECODE_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding JSON may raise: broken syntax, broken UTF-8, nesting without end."""


def whole(raw: bytes, place: str) -> Iterator[tuple[str, Found | Note]]:
    """The reports of a JSON document (an object, an array, or an object that holds a list), each with its place."""
    try:
        data = msgspec.json.decode(raw)
    except DECODE_ERRORS as e:
        yield place, Note(code="broken-json", place=place, message=f"Cannot be read as JSON ({e}); mend it, or name it .jsonl if each "
                          "line is an object.")  # fmt: skip
        return
    items = _list(data)
    if items is None:
        yield (
            place,
            Note(
                code="no-reports",
                place=place,
                message="Is JSON but holds no report; an object needs text under the key text, body or content.",
            ),
        )
        return
    for number, item in enumerate(items, 1):
        at = place if len(items) == 1 else f"{place}#{number}"
        yield at, _found(item, at, msgspec.json.encode(item))


def lines(stream: BinaryIO, place: str, max_line: int) -> Iterator[tuple[str, Found | Note]]:
    """The reports of a JSON Lines stream, one at a time; a broken or over-long line gives a note and the rest goes on."""
    number = 0
    while line := stream.readline(max_line + 1):
        number += 1
        at = f"{place}:{number}"
        if len(line) > max_line:
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_line)
            yield at, Note(code="long-line", place=at, message=f"Is longer than {max_line:,} bytes and was left out; split it, or raise "
                           "max_report_chars in sayso.toml.")  # fmt: skip
            continue
        line = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if line:
            yield at, _line(line, at)


def _line(line: bytes, at: str) -> Found | Note:
    try:
        return _found(msgspec.json.decode(line), at, line)
    except DECODE_ERRORS as e:
        return Note(code="broken-json", place=at, message=f"Cannot be read as JSON ({e}); the line was left out.")


def _found(item: object, at: str, raw: bytes) -> Found | Note:
    if isinstance(item, Mapping):
        given = fields.facts(item)
        if text := fields.pick(item, "text"):
            return text, given, None, raw
        if html := fields.pick(item, "html"):
            text, page = pages.read(html, given.url)
            return text, given, page, raw
    return Note(
        code="no-text", place=at, message="Has no text under the key text, body or content; nothing was taken from it."
    )


def _list(data: object) -> list[object] | None:
    """The objects of a document that stand for reports; None when there is none."""
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return None
    if fields.pick(data, "text") or fields.pick(data, "html"):
        return [data]
    return next((v for v in data.values() if isinstance(v, list) and any(isinstance(i, Mapping) for i in v)), None)
