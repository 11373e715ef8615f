"""What is known of outlets by the address of their pages. An outlet that is not in the table works all the same."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec

from sayso.gather.items import site


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet of the table."""

    name: str
    domain: str
    country: str = ""
    """ISO 3166 two-letter code of its seat."""
    language: str = ""
    """ISO 639-1 code of its main language."""
    group: str = ""
    """The group or state body that runs it, where that runs several."""
    agency: bool = False
    """Whether it is a news agency, whose texts others print."""


@cache
def table() -> dict[str, Outlet]:
    """Domain -> outlet."""
    said = tomllib.loads(files("sayso.data").joinpath("outlets.toml").read_text(encoding="utf-8"))
    found = msgspec.convert(said["outlets"], dict[str, dict[str, str | bool]])
    return {domain: msgspec.convert({"domain": domain, **facts}, Outlet) for domain, facts in found.items()}


def at(url: str) -> Outlet | None:
    """The outlet whose page lies at an address: the longest domain of the table that ends its host."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    labels = host.split(".")
    return next((o for i in range(len(labels)) if (o := table().get(".".join(labels[i:])))), None)


def name_at(url: str) -> str:
    """The name of the outlet at an address; its site where it is not in the table."""
    found = at(url)
    return found.name if found else site(url)
