"""Bytes from the web to characters: what they are counts before what is said about them."""

from __future__ import annotations

import codecs
import re

from sayso.gather import texts
from sayso.gather.trouble import note
from sayso.notes import Note

_IN_KIND = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HEAD_BYTES = 4096


def decode(raw: bytes, kind: str, place: str) -> tuple[str | None, list[Note]]:
    """The characters of a page or text, and a note where what is said about them is wrong; None where it is no text.

    ``kind`` is the content type that the server gave.
    """
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or texts.looks_binary(raw):
        return texts.decode(raw, place)
    said = _said(raw, kind)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _other(raw, said, place)
    wrong = said not in ("", "utf-8", "ascii") and not raw.isascii() and _as(raw, said) != text
    return text, [note("wrong-charset", place, encoding="UTF-8")] if wrong else []


def _other(raw: bytes, said: str, place: str) -> tuple[str | None, list[Note]]:
    if said and said != "utf-8" and (text := _as(raw, said)) is not None:
        return text, []
    text, notes = texts.decode(raw, place)
    return text, notes


def _said(raw: bytes, kind: str) -> str:
    """The encoding that the server or else the page names, by its common name; empty for none or an unknown one."""
    found = _IN_KIND.search(kind)
    in_page = _IN_PAGE.search(raw[:HEAD_BYTES])
    for name in (found[1] if found else "", in_page[1].decode("ascii", "replace") if in_page else ""):
        try:
            common = codecs.lookup(name).name if name else ""
        except LookupError:
            continue
        if common:
            # browsers read both as what they mostly are
            return "cp1252" if common in ("iso8859-1", "ascii") else common
    return ""


def _as(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
