"""XML from strangers: what a document is, and whether it may be parsed at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

ERRORS = (ParseError, DefusedXmlException, ValueError, RecursionError)
"""What parsing may raise: broken syntax, declared entities, an unknown encoding."""
HEAD_BYTES = 65_536
_FIRST = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_DECLARED = re.compile(rb"<!ENTITY|<[A-Za-z]")


def root_name(raw: bytes) -> str:
    """The name of the outermost element in lower case, without its prefix; empty where nothing looks like XML."""
    head = raw[:HEAD_BYTES].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if not head.startswith(b"<"):
        return ""
    found = _FIRST.search(head)
    return found[1].decode().lower() if found else ""


def declares_entities(raw: bytes) -> bool:
    """Whether a document declares entities of its own, by which a few bytes can unfold to gigabytes.

    Such declarations stand before the first element.
    """
    found = _DECLARED.search(raw.replace(b"\0", b""))
    return bool(found and found[0].startswith(b"<!"))


def parse(raw: bytes) -> Element:
    """The outermost element. Raises one of ERRORS; a document that declares entities is never parsed."""
    root: Element = ElementTree.fromstring(raw, forbid_entities=True, forbid_external=True)
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def inside(element: Element, name: str) -> Iterator[Element]:
    """All elements of a name in an element, whatever their namespace."""
    return (e for e in element.iter() if isinstance(e.tag, str) and local(e) == name)


def text(element: Element, name: str) -> str:
    """What the first element of a name says; empty where there is none."""
    return next((said for e in inside(element, name) if (said := (e.text or "").strip())), "")
