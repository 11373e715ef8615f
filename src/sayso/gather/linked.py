"""Linked data (JSON-LD) and meta elements: what the mark-up of a page says about its text."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

Item = Mapping[str, Any]

_DEEPEST = 6
"""Descriptions nested deeper are of something else."""
_WRAPPED = re.compile(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\*/)?)\s*;?\s*$")


@cache
def conventions() -> dict[str, dict[str, tuple[str, ...]]]:
    """The table of conventions: part -> list -> names, in order of trust."""
    table = tomllib.loads(files("sayso.data").joinpath("pages.toml").read_text(encoding="utf-8"))
    return {part: {key: tuple(names) for key, names in lists.items()} for part, lists in table.items()}


def items(tree: HtmlElement, url: str = "", title: str = "") -> list[Item]:
    """The JSON-LD objects that describe the page's text: the one of this address or headline first, pages last."""
    found = [item for data in _scripts(tree) for item in _inside(data, 0)]
    kinds = conventions()["linked"]
    articles = [i for i in found if _is_a(i, kinds["article"])]
    pages = [i for i in found if _is_a(i, kinds["page"]) and i not in articles]
    return [*_own_first(articles, url, title), *_own_first(pages, url, title)]


def metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Name in lower case -> what the meta elements and microdata of that name say, in the order of the page."""
    said: dict[str, list[str]] = {}
    for element in tree.iter("meta", "time", "span", "abbr", "p", "div", "a", "h1"):
        value = element.get("content") or (element.get("datetime") if element.tag == "time" else "") or ""
        if not value.strip():
            continue
        for attribute in ("property", "name", "itemprop") if element.tag == "meta" else ("itemprop",):
            for name in (element.get(attribute) or "").lower().split():
                said.setdefault(name, []).append(value.strip())
    return said


def values(said: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    """What is said under some names, best name first."""
    return (value for name in names for value in said.get(name, ()))


def text_of(value: object, *keys: str) -> str:
    """The string that a JSON-LD value stands for: itself, or what an object holds under one of some keys."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return next((said for key in keys if (said := text_of(value.get(key)))), "")
    return ""


def _scripts(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            yield json.loads(_WRAPPED.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue  # pages hold broken scripts; the meta elements are left


def _inside(data: object, depth: int) -> Iterator[Item]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _inside(part, depth + 1)
    elif isinstance(data, Mapping):
        yield data
        for key in conventions()["linked"]["inside"]:
            yield from _inside(data.get(key), depth + 1)


def _is_a(item: Item, endings: tuple[str, ...]) -> bool:
    kind = item.get("@type")
    return any(isinstance(k, str) and k.endswith(endings) for k in (kind if isinstance(kind, list) else [kind]))


def _own_first(found: list[Item], url: str, title: str) -> list[Item]:
    """Of several descriptions those of this page first: lists of related articles are described too."""
    own = _path(url)
    wanted = " ".join(title.lower().split())

    def strange(item: Item) -> bool:
        addresses = [text_of(item.get(k), "@id", "url") for k in ("url", "@id", "mainEntityOfPage")]
        headline = " ".join(text_of(item.get("headline") or item.get("name")).lower().split())
        return not ((own and own in [_path(a) for a in addresses]) or (headline and headline in wanted))

    return sorted(found, key=strange)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/").lower()
    except ValueError:
        return ""
