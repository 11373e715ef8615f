"""The facts about a report that come with the input: front matter, side-cars and JSON share one table of names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

FACTS = (
    "external_id",
    "name",
    "outlet",
    "url",
    "title",
    "byline",
    "dateline",
    "credit",
    "published",
    "updated",
    "language",
)


class Facts(msgspec.Struct, kw_only=True):
    """What is said about a report, as printed and not yet believed; empty where nothing is said."""

    external_id: str = ""
    name: str = ""
    outlet: str = ""
    url: str = ""
    title: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    canonical: str = ""
    """The address that a page gives as its own; it may lie at another site, whose text it then is."""

    def filled_from(self, other: Facts) -> Facts:
        """These facts, the empty ones taken from another."""
        return Facts(**{f: getattr(self, f) or getattr(other, f) for f in FACTS})


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Fact -> the plain key names under which it may be given, best first."""
    table = tomllib.loads(files("sayso.data").joinpath("fields.toml").read_text(encoding="utf-8"))
    return {fact: tuple(keys) for fact, keys in table.items()}


def pick(mapping: Mapping[str, object], *wanted: str) -> list[str]:
    """The values given for some facts, as strings; empty where nothing is given."""
    plain = {_plain(key): value for key, value in mapping.items()}
    return [next((said for key in names()[fact] if (said := as_text(plain.get(key)))), "") for fact in wanted]


def facts(mapping: Mapping[str, object]) -> Facts:
    """All facts that a mapping gives."""
    return Facts(**{fact: said.strip() for fact, said in zip(FACTS, pick(mapping, *FACTS), strict=True)})


@lru_cache(maxsize=1000)
def _plain(key: object) -> str:
    return re.sub(r"[-_\s]", "", str(key)).lower()


def as_text(value: object) -> str:
    """A JSON or YAML value as a string: lists are joined, an object stands for its name, null for nothing."""
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list() | tuple():
            return ", ".join(said for item in value if (said := as_text(item)))
        case date():
            return value.isoformat()
        case Mapping():
            return as_text(value.get("name"))
    return ""
