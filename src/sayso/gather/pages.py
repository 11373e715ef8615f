"""Web pages: the article, and what the mark-up says about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import trafilatura
from htmldate import find_date
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
    """The running text of a page, one paragraph a line, and the facts in its mark-up; both empty if it has none."""
    tree = trafilatura.load_html(html)
    if tree is None:
        return "", Facts()
    article = trafilatura.bare_extraction(
        tree,
        url=url or None,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True},
    )
    linked = list(_linked_data(tree))
    if not isinstance(article, Document):
        return "", Facts()
    return article.text or "", Facts(
        outlet=article.sitename or "",
        url=url or article.url or "",
        title=article.title or "",
        byline=article.author or "",
        published=_first(linked, tree, "datePublished", _PUBLISHED_METAS) or _marked_day(tree, url or article.url),
        updated=_first(linked, tree, "dateModified", _UPDATED_METAS),
        language=str(tree.get("lang") or ""),
    )


def _first(linked: list[Mapping[str, Any]], tree: HtmlElement, key: str, metas: tuple[str, ...]) -> str:
    """The first date that can be read for certain: linked data of the article, then the meta elements."""
    said = [str(item.get(key) or "") for item in linked]
    for name in metas:
        said += tree.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name)
    return next((words.strip() for words in said if words and dates.read(words)), "")


def _marked_day(tree: HtmlElement, url: str | None) -> str:
    """The day that htmldate finds elsewhere in the page (time elements, visible dates)."""
    return find_date(tree, url=url, original_date=True) or ""


def _linked_data(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [data]
        while stack:
            item = stack.pop(0)
            if isinstance(item, list):
                stack = [*item, *stack]
            elif isinstance(item, dict):
                stack += item.get("@graph") or []
                if any(kind.endswith(("Article", "Posting", "Report")) for kind in _kinds(item)):
                    yield item


def _kinds(item: Mapping[str, Any]) -> list[str]:
    kind = item.get("@type")
    return [kind] if isinstance(kind, str) else [k for k in kind or () if isinstance(k, str)]
