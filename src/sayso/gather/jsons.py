"""JSON and JSON Lines: one object is one report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from sayso.gather import fields, pages
from sayso.gather.fields import Facts
from sayso.gather.trouble import note, reason
from sayso.notes import Note

DECODE_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding JSON may raise: broken syntax, broken UTF-8, nesting without end."""

_ESCAPE = re.compile(rb"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|.)", re.DOTALL)


class Object(msgspec.Struct):
    """A JSON object that stands for a report."""

    place: str
    text: str
    given: Facts
    page: Facts | None
    """What its mark-up says, where it holds a page and no text."""
    raw: bytes


def whole(raw: bytes, place: str) -> Iterator[Object | Note]:
    """The reports of a JSON document: an object, an array, or an object that holds a list."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        data = _decode(raw)
    except DECODE_ERRORS as e:
        if _is_object(raw.lstrip().split(b"\n", 1)[0]):  # an object a line, under another name
            yield from lines(io.BytesIO(raw), place, len(raw))
        else:
            yield note("broken-json", place, why=reason(e))
        return
    items = _items(data)
    found = [
        _read(item, place if len(items) == 1 else f"{place}#{number}", msgspec.json.encode(item))
        for number, item in enumerate(items, 1)
    ]
    if any(isinstance(item, Object) for item in found):
        yield from found
    else:
        yield note("no-text", place)


def lines(stream: BinaryIO, place: str, max_line: int) -> Iterator[Object | Note]:
    """The reports of a JSON Lines stream, one at a time; a broken or over-long line (in bytes) gives a note."""
    number, blank = 0, True
    while line := stream.readline(max_line + 1):
        number += 1
        at = f"{place}:{number}"
        if len(line) > max_line:
            while line and not line.endswith(b"\n"):
                line = stream.readline(max_line)
            blank = False
            yield note("long-line", at, limit=max_line)
        elif line := (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip():
            blank = False
            yield _line(line, at)
    if blank:
        yield note("empty-file", place)


def _line(line: bytes, at: str) -> Object | Note:
    try:
        return _read(_decode(line), at, line)
    except DECODE_ERRORS as e:
        return note("broken-line", at, why=reason(e))


def _decode(raw: bytes) -> object:
    """JSON as an object; half of a surrogate pair, left where a text was cut inside an emoji, becomes U+FFFD."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        mended = _ESCAPE.sub(lambda m: rb"\ufffd" if m[0][1:2] == b"u" and len(m[0]) == 6 else m[0], raw)
        if mended == raw:
            raise
        return msgspec.json.decode(mended)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_decode(line), dict)
    except DECODE_ERRORS:
        return False


def _read(item: object, at: str, raw: bytes) -> Object | Note:
    if isinstance(item, Mapping):
        text, html = fields.pick(item, "text", "html")
        given = fields.facts(item)
        if text:
            return Object(at, text, given, None, raw)
        if html:
            text, page = pages.read(html, given.url)
            return Object(at, text, given, page, raw)
    return note("no-text", at)


def _items(data: object) -> list[object]:
    """The parts of a document that stand for reports."""
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return []
    if any(fields.pick(data, "text", "html")):
        return [data]
    return next((v for v in data.values() if isinstance(v, list) and any(isinstance(i, Mapping) for i in v)), [])
