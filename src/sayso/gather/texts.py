"""Plain text and Markdown: bytes to characters, and front matter."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping

import charset_normalizer
import yaml

from sayso.gather.fields import Facts, facts
from sayso.gather.trouble import note, reason
from sayso.notes import Note

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark begins it
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_FRONT = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"GIF8")
_SNIFF_BYTES = 8192
_GUESS_BYTES = 100_000
_SPARSE = 0.05
"""Below this share of bytes outside ASCII a text is in Latin letters, and Windows-1252 is what such text mostly is."""


def decode(raw: bytes, place: str) -> tuple[str | None, list[Note]]:
    """The characters of a file, exactly, with its line ends; only a byte order mark is dropped.

    Not UTF-8: the encoding is guessed, and a note says so. Bytes that are no text give None and a note.
    """
    if mark := next((bom for bom in _BOMS if raw.startswith(bom)), b""):
        try:
            return raw[len(mark) :].decode(_BOMS[mark]), []
        except UnicodeDecodeError:
            pass  # no such mark after all: bytes like any others
    if looks_binary(raw):
        return None, [note("binary-file", place)]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as e:
        text, encoding = _guess(raw)
        return text, [note("guessed-encoding", place, at=e.start, encoding=encoding)]


def looks_binary(raw: bytes) -> bool:
    """Whether bytes without a byte order mark are something other than text."""
    head = raw[:_SNIFF_BYTES]
    if head.startswith(tuple(_BOMS)):
        return False
    return b"\0" in head or head.startswith(_SIGNATURES) or bool(head and charset_normalizer.is_binary(head))


def _guess(raw: bytes) -> tuple[str, str]:
    """The text under the likeliest encoding, and the name of that."""
    sample = raw[:_GUESS_BYTES]
    outside = sum(b >= 0x80 for b in sample)
    if outside >= _SPARSE * len(sample) and (best := charset_normalizer.from_bytes(sample).best()):
        try:
            return raw.decode(best.encoding), best.encoding
        except UnicodeDecodeError:
            pass  # the sample did not show all of it
    try:
        return raw.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "ISO 8859-1"


def split_front_matter(text: str, place: str) -> tuple[Facts, str, list[Note]]:
    """The facts in the front matter (YAML between ``---``, TOML between ``+++``) and the text after it.

    Fences around something else than keys and values are text.
    """
    fenced = _FRONT.match(text)
    if not fenced:
        return Facts(), text, []
    try:
        said = _mapping(fenced["fence"], fenced["body"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError) as e:
        return Facts(), text, [note("broken-front-matter", place, why=reason(e))]
    return (Facts(), text, []) if said is None else (facts(said), text[fenced.end() :], [])


def _mapping(fence: str, body: str) -> Mapping[str, object] | None:
    # BaseLoader makes nothing but strings, lists and mappings: no date is guessed, no object built.
    said = tomllib.loads(body) if fence == "+++" else yaml.load(body, Loader=yaml.BaseLoader)
    return said if isinstance(said, Mapping) else None
