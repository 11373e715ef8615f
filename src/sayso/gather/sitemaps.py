"""Sitemaps: the pages that a site lists, with what a news sitemap says about each."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from sayso.gather import xmls
from sayso.gather.fields import Facts
from sayso.gather.items import Item


class Sitemap(NamedTuple):
    """What a sitemap lists: pages, or further sitemaps, newest first where they say so."""

    items: list[Item]
    sitemaps: list[str]


def read(raw: bytes, url: str) -> Sitemap:
    """The pages of a sitemap and the sitemaps of an index. Raises one of xmls.ERRORS."""
    root = xmls.parse(raw)
    items = []
    for entry in xmls.inside(root, "url"):
        if not (address := xmls.text(entry, "loc")):
            continue
        given = Facts(
            outlet=xmls.text(entry, "name"),
            language=xmls.text(entry, "language"),
            title=xmls.text(entry, "title"),
            published=xmls.text(entry, "publication_date"),
        )
        page = urljoin(url, address)
        items.append(Item(url=page, place=page, given=given, source=url))
    listed = [(xmls.text(e, "lastmod"), urljoin(url, xmls.text(e, "loc"))) for e in xmls.inside(root, "sitemap")]
    return Sitemap(items, [address for _, address in sorted(listed, key=lambda e: e[0], reverse=True)])
