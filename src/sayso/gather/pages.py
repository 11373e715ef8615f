"""Web pages: the article, and what the mark-up says about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from sayso.gather import dates
from sayso.gather.fields import Facts

_PUBLISHED_METAS = (
    *("article:published_time", "og:article:published_time", "datePublished", "parsely-pub-date", "dc.date.issued"),
    *("dcterms.created", "pubdate", "publishdate", "publication_date", "sailthru.date", "date"),
)
_UPDATED_METAS = ("article:modified_time", "og:updated_time", "dateModified", "lastmod", "last-modified")


def read(html: str | bytes, url: str = "") -> tuple[str, Facts]:
    """The running text of a page, one paragraph a line, and the facts in its mark-up; both empty if it has none.

    Dates come from linked data, then meta elements, which give the time of day; else the day is what htmldate finds.
    """
    tree = trafilatura.load_html(html)
    if tree is None:
        return "", Facts()
    linked = list(_linked_data(tree))
    published = _first(linked, tree, "datePublished", _PUBLISHED_METAS)
    updated = _first(linked, tree, "dateModified", _UPDATED_METAS)
    language = str(tree.get("lang") or "")
    article = trafilatura.bare_extraction(
        tree,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True},
    )
    if not isinstance(article, Document):
        return "", Facts()
    return article.text or "", Facts(
        outlet=article.sitename or "",
        url=url or article.url or "",
        title=article.title or "",
        byline=article.author or "",
        published=published or article.date or "",
        updated=updated,
        language=language,
    )


def _first(linked: list[Mapping[str, Any]], tree: HtmlElement, key: str, metas: tuple[str, ...]) -> str:
    """The first date that can be read for certain: linked data of the article, then the meta elements."""
    said = [str(item.get(key) or "") for item in linked]
    for name in metas:
        said += tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name)
    return next((words.strip() for words in said if dates.read(words)), "")


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects that describe an article, in the order of the page."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue  # pages hold broken scripts; the meta elements are left
        items = data if isinstance(data, list) else [data]
        graphs = [i["@graph"] for i in items if isinstance(i, dict) and isinstance(i.get("@graph"), list)]
        for item in (*items, *(i for graph in graphs for i in graph)):
            if isinstance(item, dict) and any(k.endswith(("Article", "Posting", "Report")) for k in _kinds(item)):
                yield item


def _kinds(item: Mapping[str, Any]) -> list[str]:
    kind = item.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]
