"""The feeds that a desk was filled from, as they show in its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec

from sayso.records import Picture


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, and what came of it."""

    url: str
    title: str
    """The outlet of most of its reports."""
    reports: int
    """How many reports it listed, each version counted."""
    latest: datetime | None
    """When the last of them was gathered."""


def feeds(picture: Picture) -> tuple[Followed, ...]:
    """Every feed that listed a report of the desk, in order of their addresses."""
    listed: dict[str, Counter[str]] = {}
    latest: dict[str, datetime] = {}
    for report in picture.reports:
        if report.feed:
            listed.setdefault(report.feed, Counter())[report.outlet] += 1
            if report.retrieved:
                latest[report.feed] = max(report.retrieved, latest.get(report.feed, report.retrieved))
    return tuple(
        Followed(url=url, title=outlets.most_common(1)[0][0], reports=outlets.total(), latest=latest.get(url))
        for url, outlets in sorted(listed.items())
    )


def opml(found: Iterable[Followed]) -> str:
    """The feeds as a list in OPML 2.0, which ``gather`` and feed readers take."""
    from sayso.gather import opml as lists

    return lists.write((lists.Feed(feed.url, feed.title) for feed in found), "Feeds gathered by sayso")
