"""Plain text and Markdown: bytes to characters, front matter, and the side-car beside the file."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping

import charset_normalizer
import yaml

from sayso.gather.fields import Facts, facts
from sayso.notes import Note

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_FRONT = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_SNIFF_BYTES = 8192
_SPARSE = 0.05
"""Below this share of bytes outside ASCII a text is in Latin letters, and Windows-1252 is what such text mostly is."""


def decode(raw: bytes, place: str) -> tuple[str | None, Note | None]:
    """The characters of a file, exactly, with its line ends; only a byte order mark is dropped.

    Not UTF-8: the encoding is guessed, and a note says so. Bytes that are no text give None and a note.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return raw[len(bom) :].decode(encoding), None
            except UnicodeDecodeError:
                break
    if not looks_binary(raw):
        try:
            return raw.decode("utf-8"), None
        except UnicodeDecodeError as e:
            if guessed := _guess(raw):
                text, encoding = guessed
                return text, Note(code="guessed-encoding", place=place, message=f"Is not UTF-8 (byte {e.start}) and was read as {encoding}; "
                                  "save it as UTF-8 if characters look wrong.")  # fmt: skip
    return None, Note(
        code="binary-file", place=place, message="Is no text; give sayso text, Markdown, HTML, JSON or JSON Lines."
    )


def looks_binary(raw: bytes) -> bool:
    """Whether bytes without a byte order mark are something other than text."""
    head = raw[:_SNIFF_BYTES]
    return b"\0" in head or head.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")) or (
        bool(head) and bool(charset_normalizer.is_binary(head)))  # fmt: skip


def _guess(raw: bytes) -> tuple[str, str] | None:
    outside = sum(b >= 0x80 for b in raw[:1_000_000])
    if outside < _SPARSE * min(len(raw), 1_000_000):
        try:
            return raw.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            return raw.decode("latin-1"), "ISO 8859-1"
    best = charset_normalizer.from_bytes(raw).best()
    return (str(best), best.encoding) if best else None


def split_front_matter(text: str, place: str) -> tuple[Facts, str, Note | None]:
    """The facts in the front matter (YAML between ``---``, TOML between ``+++``) and the text after it.

    Fences around something else than keys and values are text.
    """
    fenced = _FRONT.match(text)
    if not fenced:
        return Facts(), text, None
    try:
        body = fenced["body"]
        said = tomllib.loads(body) if fenced["fence"] == "+++" else yaml.load(body, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes only strings
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as e:
        return Facts(), text, Note(code="broken-front-matter", place=place, message=f"The front matter cannot be read "
                                   f"({_one_line(e)}); the whole file was taken as text.")  # fmt: skip
    if not isinstance(said, Mapping):
        return Facts(), text, None
    return facts(said), text[fenced.end() :], None


def _one_line(e: Exception) -> str:
    return " ".join(str(e).split())[:120]
