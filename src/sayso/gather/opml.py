"""OPML: lists of feeds, read and written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sayso.gather import xmls


class Feed(NamedTuple):
    """A feed in a list."""

    url: str
    title: str = ""
    site: str = ""
    """The address of the site that it is of."""


def read(raw: bytes) -> list[Feed]:
    """The feeds of a list, in its order, each once; folders are walked through. Raises one of xmls.ERRORS."""
    found: dict[str, Feed] = {}
    for outline in xmls.inside(xmls.parse(raw), "outline"):
        said = {key.lower(): value.strip() for key, value in outline.attrib.items()}
        url = said.get("xmlurl") or (said.get("url", "") if said.get("type", "").lower() in ("rss", "atom") else "")
        if url:
            found.setdefault(url, Feed(url, said.get("title") or said.get("text", ""), said.get("htmlurl", "")))
    return list(found.values())


def write(feeds: Iterable[Feed], title: str) -> str:
    """The list as OPML 2.0."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    for feed in feeds:
        said = {
            "type": "rss",
            "text": feed.title or feed.url,
            "title": feed.title,
            "xmlUrl": feed.url,
            "htmlUrl": feed.site,
        }
        SubElement(body, "outline", {key: value for key, value in said.items() if value})
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"
