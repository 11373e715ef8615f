"""Web pages: the running text, and what the page says about it, to its readers and in its mark-up."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement

from sayso.gather import dates, heads, linked, page_dates, page_names, page_text
from sayso.gather.fields import Facts
from sayso.gather.lines import lines

# What it cannot parse shows in what comes of it; it need not print that as well.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def read(html: str | bytes, url: str = "") -> tuple[str, Facts]:
    """The running text of a page, one paragraph a line, and the facts about it; both empty if it has none.

    Dates are given in ISO 8601 with their distance from UTC, a date alone without a time.
    """
    tree = trafilatura.load_html(html)
    if tree is None:
        return "", Facts()
    table, said, shown = linked.conventions()["meta"], linked.metas(tree), lines(tree)
    canonical = _address(tree, said)
    url = url or canonical
    # the name of the document may be followed by the name of the site
    named = [" ".join(t.split()) for t in (*_documents_title(tree), *linked.values(said, table["title"]))]
    items = linked.items(tree, url, " ".join(named))
    titles = [t for t in (*(linked.text_of(i.get("headline")) for i in items), *named[1:], *named[:1]) if t]
    outlet = _outlet(items, said)
    at = page_names.headline(shown, titles)
    where = page_dates.locale(tree, said, url)
    told = page_dates.find(tree, shown, -1 if at is None else at, items, said, where, url)
    text = page_text.find(tree, shown, at, url)
    if not text:
        return "", Facts()
    return text, Facts(
        outlet=outlet,
        url=url,
        title=page_names.title(shown, at, titles, outlet),
        byline=page_names.authors(tree, shown, at, items, said, outlet),
        published=dates.written(told.published),
        updated=dates.written(told.updated),
        language=where.tongue,
        credit=_credit(items, outlet),
        canonical=canonical,
    )


def _outlet(items: Sequence[linked.Item], said: dict[str, list[str]]) -> str:
    """The name of the site, else of the publisher."""
    names = linked.values(said, linked.conventions()["meta"]["outlet"])
    publishers = (linked.text_of(i.get("publisher"), "name") for i in items)
    return next((n for n in (*names, *publishers) if n), "")


def _credit(items: Sequence[linked.Item], outlet: str) -> str:
    """The agency or other body that the mark-up names as the one whose text it is."""
    keys = linked.conventions()["linked"]
    for item in items:
        for key in (*keys["source"], *keys["owner"]):
            said = linked.text_of(item.get(key), "name")
            agency = heads.agencies().get(said.lower(), "")
            if agency or (said and key in keys["source"] and said.lower() != outlet.lower() and "://" not in said):
                return agency or said
    return ""


def _address(tree: HtmlElement, said: dict[str, list[str]]) -> str:
    links = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    return next((a for a in (*links, *said.get("og:url", ())) if a.startswith("http")), "")


def _documents_title(tree: HtmlElement) -> list[str]:
    return [text for element in tree.iter("title") if (text := element.text or "").strip()][:1]
