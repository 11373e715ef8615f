"""An item: an address at which a report is to be found, and what was said about it where it was listed."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
from courlan import normalize_url
from courlan.urlutils import extract_domain as _domain

from sayso.gather.fetch import Answer
from sayso.gather.fields import Facts

Key = tuple[str, str, str]
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://\S+")


class Item(msgspec.Struct, kw_only=True):
    """Something that a feed, a sitemap or a person names."""

    url: str
    """Empty where a feed gives no link: then there is only its own text."""
    place: str = ""
    """What it is called in notes: its address, or the number in its feed."""
    given: Facts = msgspec.field(default_factory=Facts)
    text: str = ""
    """What the feed itself tells of it, a paragraph a line."""
    source: str = ""
    """The feed or sitemap that lists it."""
    feed: str = ""
    """That address, where it is a feed's."""
    feed_title: str = ""
    site: str = ""
    """The address of the site that the feed is of."""
    answer: Answer | None = None
    """The page, where it was fetched already."""
    seen: datetime | None = None
    """When its page was fetched, where that was not now."""
    again: bool = False
    """Whether it is only looked at again because a report from it is kept."""


def is_address(place: object) -> bool:
    """Whether a place is an address on the web, and no file."""
    return isinstance(place, str) and bool(_ADDRESS.fullmatch(place.strip()))


def clean(url: str) -> str:
    """An address without its fragment and the marks by which campaigns are counted."""
    try:
        return normalize_url(url).partition("#")[0]
    except ValueError:
        return url


def key(url: str) -> Key:
    """What two addresses of one page share."""
    try:
        parts = urlsplit(clean(url))
    except ValueError:
        return "", url, ""
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query


def site(url: str) -> str:
    """The registered domain of an address, or its host and port where it has none."""
    try:
        return _domain(url) or urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def host_name(url: str) -> str:
    """The name of the host of an address, by which an outlet goes that nothing else names; empty for a number."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return _domain(url) or (host if re.search("[a-z]", host.rpartition(".")[2]) and ":" not in host else "")
