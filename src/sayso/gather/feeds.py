"""Feeds: RSS, Atom, RDF and JSON Feed, from bytes that were fetched or lie in a file. Nothing is fetched here.

feedparser reads first, because it keeps what fastfeedparser leaves out: the zone of a date and the ``<source>`` of an
item. Where it finds no item, fastfeedparser tries, which repairs more.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

import msgspec
from lxml import html as lxml_html
from lxml.etree import ParserError

from sayso.gather import fields, heads, xmls
from sayso.gather.fetch import Failed
from sayso.gather.fields import Facts
from sayso.gather.items import Item, clean, is_address, site
from sayso.gather.lines import lines
from sayso.gather.trouble import note, reason
from sayso.notes import Note

ROOTS = {"rss", "feed", "rdf", "channel"}
"""Outermost elements of feeds."""
_TITLE_CREDIT = re.compile(r"\s*[(\[]\s*(?P<agency>[^()\[\]]{2,40})\s*[)\]]\s*$")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]+;|&#\d+;")

Entry = dict[str, Any]


class Feed(msgspec.Struct, kw_only=True):
    """What a feed says of itself, and its items in its order."""

    title: str = ""
    site: str = ""
    items: list[Item] = msgspec.field(default_factory=list)
    notes: list[Note] = msgspec.field(default_factory=list)


def is_json_feed(raw: bytes) -> bool:
    """Whether bytes look like a JSON Feed."""
    head = raw[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and b"jsonfeed.org/version" in raw[:100_000].replace(b"\\/", b"/")


def read(raw: bytes, url: str, kind: str = "", *, place: str = "") -> Feed:
    """The items of a feed. Raises Failed when it is none, or one that must not be parsed.

    ``url`` is its address, from which the links in it are told; ``kind`` the content type that the server gave;
    ``place`` what it is called in notes, where that is not its address.
    """
    place = place or url
    if is_json_feed(raw):
        feed = _json(raw, url, place)
    else:
        if xmls.declares_entities(raw):
            raise Failed("xml-bomb")
        feed = _xml(raw, url, kind, place)
    if not feed.items:
        feed.notes.append(note("no-items", place))
    _drop_shared_ids(feed, place)
    return feed


def _xml(raw: bytes, url: str, kind: str, place: str) -> Feed:
    import feedparser

    # Many feeds are served as something else than XML; only the encoding in the content type counts.
    sent_as = f"application/xml{kind[kind.find(';') :] if ';' in kind else ''}"
    headers = {"content-location": url, "content-type": sent_as}
    said = feedparser.parse(io.BytesIO(raw), response_headers=headers)
    feed = Feed(title=_plain(said.feed.get("title", "")), site=urljoin(url, said.feed.get("link") or ""))
    if isinstance(said.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        feed.notes.append(note("wrong-charset", place, encoding=said.get("encoding") or "another encoding"))
    elif said.get("bozo") and said.entries:
        feed.notes.append(note("broken-feed", place, why=reason(said.bozo_exception)))
    entries: Sequence[Entry] = said.entries
    if not entries:
        import fastfeedparser

        try:
            other = fastfeedparser.parse(raw)
        except (ValueError, LookupError, TypeError) as e:
            raise Failed("no-feed", why=reason(e)) from e
        entries = other["entries"]
        if not entries and said.get("bozo"):
            raise Failed("no-feed", why=reason(said.bozo_exception))
        feed.title = feed.title or _plain(other["feed"].get("title") or "")
    tongue = said.feed.get("language") or ""
    for number, entry in enumerate(entries, 1):
        feed.items.append(_item(entry, feed, url, f"{place}#{number}", tongue))
    return feed


def _item(entry: Entry, feed: Feed, url: str, place: str, tongue: str) -> Item:
    bodies = [str(c.get("value") or "") for c in dict.get(entry, "content") or ()]
    told = max((as_text(b) for b in (*bodies, _said(entry, "summary", "description"))), key=len)
    link, identity = _said(entry, "link"), _said(entry, "id")
    if not link and identity.startswith(("http://", "https://")):
        link = identity
    given = Facts(
        external_id="" if identity in (link, urljoin(url, link)) else identity,
        title=_plain(_said(entry, "title")),
        byline=_byline(entry),
        credit=_credit(entry, feed, urljoin(url, link)),
        published=_said(entry, "published", "created", "updated"),
        updated=_said(entry, "updated"),
        language=tongue,
    )
    return _placed(Item(url=link, given=given, text=told), feed, url, place)


def _said(entry: Entry, *keys: str) -> str:
    """What an entry says under the first of some keys that says anything; no key stands for another."""
    return next((str(said).strip() for k in keys if (said := dict.get(entry, k))), "")


def _placed(item: Item, feed: Feed, url: str, place: str) -> Item:
    item.url = urljoin(url, item.url) if item.url else ""
    item.place = item.url or place
    item.feed = url if is_address(url) else ""
    item.source, item.feed_title, item.site = url, feed.title, feed.site
    found = _TITLE_CREDIT.search(item.given.title)
    if found and not item.given.credit and found["agency"].lower() in heads.agencies():
        item.given.credit = heads.agencies()[found["agency"].lower()]
    return item


def _byline(entry: Entry) -> str:
    names = [_plain(a.get("name") or "") for a in entry.get("authors") or () if a.get("name")]
    return ", ".join(dict.fromkeys(n for n in names if "@" not in n and "://" not in n)) or (
        "" if "@" in (said := _plain(entry.get("author") or "")) else said
    )


def _credit(entry: Entry, feed: Feed, link: str) -> str:
    """Whose text it is: the channel that the item came from, or the other site whose page is the canonical one."""
    source = entry.get("source") or {}
    if isinstance(source, str):
        source = {"title": source}
    name, home = source.get("title"), source.get("href") or source.get("link")
    if name and _plain(name) != feed.title and not (home and site(home) == site(link)):
        return _plain(name)
    canonical = next((x.get("href", "") for x in entry.get("links") or () if x.get("rel") == "canonical"), "")
    return site(canonical) if canonical and site(canonical) != site(link) else ""


def _json(raw: bytes, url: str, place: str) -> Feed:
    try:
        data = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise Failed("no-feed", why=reason(e)) from e
    feed = Feed(title=_plain(data.get("title") or ""), site=urljoin(url, str(data.get("home_page_url") or "")))
    listed = data.get("items")
    for number, entry in enumerate(listed if isinstance(listed, list) else [], 1):
        if not isinstance(entry, Mapping):
            continue
        given = fields.facts({k: v for k, v in entry.items() if k not in ("source", "content_html", "content_text")})
        given.url = ""
        given.language = given.language or str(data.get("language") or "")
        link, elsewhere = str(entry.get("url") or ""), str(entry.get("external_url") or "")
        if elsewhere and link and site(elsewhere) != site(link):
            given.credit = given.credit or site(elsewhere)
        if given.external_id in (link, urljoin(url, link)):
            given.external_id = ""
        told = (
            str(entry.get("content_text") or ""),
            as_text(str(entry.get("content_html") or entry.get("summary") or "")),
        )
        item = Item(url=link or elsewhere, given=given, text=max(told, key=len))
        feed.items.append(_placed(item, feed, url, f"{place}#{number}"))
    return feed


def _drop_shared_ids(feed: Feed, place: str) -> None:
    """An id that a feed gives to several items tells nothing; the items are told apart by their addresses."""
    pages: dict[str, set[str]] = {}
    for item in feed.items:
        if item.given.external_id:
            pages.setdefault(item.given.external_id, set()).add(clean(item.url))
    shared = {id: len(addresses) for id, addresses in pages.items() if len(addresses) > 1}
    feed.notes += (note("shared-id", place, given=id[:80], count=count) for id, count in shared.items())
    for item in feed.items:
        if item.given.external_id in shared:
            item.given.external_id = ""


def as_text(markup: str) -> str:
    """The running text of a piece of HTML, a paragraph a line; plain text as it is."""
    if not _MARKUP.search(markup):
        return markup.strip()
    try:
        tree = lxml_html.document_fromstring(f"<html><body>{markup}</body></html>")
    except (ParserError, ValueError):
        return ""
    return "\n".join(line.text for line in lines(tree))


def _plain(said: object) -> str:
    """A title or a name without mark-up, on one line."""
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", str(said)))
    return " ".join(text.split())
