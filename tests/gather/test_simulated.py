"""A news world over some days: feeds and pages that come, change, go and fail. After each day what was gathered must be
what the world has published, version by version.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.records import Report
from tests.gather.newsworld import NOW, Page, World, news_world

FAULTS = (
    lambda page: Page(status=403),
    lambda page: Page(status=500),
    lambda page: msgspec.structs.replace(page, cut=30),
    lambda page: Page(b"\0" * 3_000_000, packed=True),
    lambda page: Page(b""),
)
"""What may happen to a page for a day, after which it is as before."""
BAD_FEEDS = (
    Page(status=503, headers={"Retry-After": "9999"}),
    Page(b"<rss><channel><item>", kind="application/rss+xml"),
    Page(b'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss><channel><title>&c;</title></channel></rss>'),
    Page(b"x", delay=2.5),
    Page(b"\0" * 3_000_000, packed=True),
    Page(status=302, headers={"Location": "http://10.0.0.1/feed"}),
)
LISTED = 400
"""So many of the newest articles stand in the feeds."""
PLACES = ["Estmark", "Halden", "Corrisk", "Ostia", "Marrow", "Veldria", "Tarn", "Lowick"]
DEEDS = ["closed", "reopened", "flooded", "evacuated", "searched", "rebuilt", "inspected", "sealed"]
THINGS = ["bridge", "harbour", "school", "station", "hospital", "market", "tunnel", "airport"]


class Article(msgspec.Struct):
    """One address, and what was published there."""

    path: str
    feed: int
    title: str
    versions: list[str]
    published: datetime
    gone: int | None = None
    """The day on which it was taken away."""
    failing: bool = False


class News:
    """What is published where, day by day."""

    def __init__(self, world: World, seed: int, feeds: int) -> None:
        self.world, self.random, self.feeds = world, random.Random(seed), feeds
        self.articles: list[Article] = []
        self.bad: set[int] = set()

    def _sentence(self) -> str:
        r = self.random
        what, deed, place = r.choice(THINGS), r.choice(DEEDS), r.choice(PLACES)
        return f"The {what} of {place} was {deed} after {r.randint(2, 9000)} people had asked for it, the mayor said."

    def pass_day(self, day: int) -> None:
        """New articles, edits, deletions, failures of a day."""
        r = self.random
        for article in self.articles:
            article.failing = False
            if article.gone is None and (chance := r.random()) < 0.25:
                if chance < 0.1:
                    article.versions.append(" ".join([*article.versions[-1].split(". ")[:-1], self._sentence()]))
                elif chance < 0.15:
                    article.gone = day
                else:
                    article.failing = True
        for number in range(self.feeds):
            for _ in range(2):
                text = "\n".join(self._sentence() for _ in range(3))
                path = f"/{number}/{len(self.articles)}"
                at = NOW + timedelta(days=day - 1, hours=number % 5)
                self.articles.append(Article(path, number, f"News {len(self.articles)} of {number}", [text], at))
        self.bad = set(r.sample(range(self.feeds), len(BAD_FEEDS)))

    def publish(self) -> list[str]:
        """Put it all on the server; the addresses of the feeds."""
        r, world = self.random, self.world
        for a in self.articles:
            if a.gone is not None:
                world.pages[a.path] = Page(status=r.choice((404, 410)))
                continue
            tag = f"{a.path}-{len(a.versions)}" if len(a.path) % 2 else ""
            world.article(a.path, a.versions[-1], title=a.title, tag=tag)
            if a.failing:
                page = world.pages[a.path]
                assert isinstance(page, Page)
                world.pages[a.path] = r.choice(FAULTS)(page)
        bad = iter(BAD_FEEDS)
        return [self._feed(n, next(bad) if n in self.bad else None) for n in range(self.feeds)]

    def _feed(self, number: int, bad: Page | None) -> str:
        items = [
            f"<item><title>{a.title}</title><link>{self.world.url(a.path)}?utm_source=f{number}</link>"
            f"<pubDate>{format_datetime(a.published)}</pubDate></item>"
            for a in self.articles[-LISTED:]
            if a.feed == number
        ]
        for a in self.articles:
            self.world.pages[f"{a.path}?utm_source=f{a.feed}"] = self.world.pages[a.path]
        url = self.world.feed(f"/feed{number}", *items, title=f"Post {number}")
        if bad is not None:
            self.world.pages[f"/feed{number}"] = bad
        return url


def check(news: News, kept: dict[str, list[Report]], gone: dict[str, datetime], day: int) -> None:
    """Hold what is kept against what was published."""
    listed = {a.path for a in news.articles[-LISTED:] if a.feed not in news.bad}
    for a in news.articles:
        versions = [r.text for r in kept.get(a.path, [])]
        told = [v for v in a.versions if v in versions]
        assert versions == told, f"{a.path}: nothing twice, nothing that was not published, in order"
        if a.gone is None and not a.failing and (a.path in listed or versions):
            assert versions[-1:] == a.versions[-1:], f"{a.path}: the newest version"
        if a.gone is not None and versions:
            assert a.path in gone, f"{a.path}: seen to be gone"


def run(seed: int, feeds: int, days: int, cache: Path) -> dict[str, Any]:
    """Gather such a world day by day, checking after each; what was counted."""
    kept: dict[str, list[Report]] = {}
    gone: dict[str, datetime] = {}
    known: list[Report] = []
    with news_world() as world:
        news = News(world, seed, feeds)
        for day in range(1, days + 1):
            news.pass_day(day)
            places = news.publish()
            now = NOW + timedelta(days=day)
            marked = [msgspec.structs.replace(r, gone=gone.get(_path(r))) for r in known]
            reports, notes, seen = world.gathered(
                *places, known=marked, cache=cache, now=now, web_max_bytes=1_000_000, web_timeout=1.5
            )
            ids = {r.id for r in known}
            paths = {r.id: _path(r) for r in (*known, *reports)}
            for r in reports:
                if r.id not in ids:
                    known.append(r)
                    kept.setdefault(_path(r), []).append(r)
            for g in seen:
                gone.setdefault(paths[g.report], g.at)
            check(news, kept, gone, day)
            named = {n.place for n in notes}
            assert {world.url(f"/feed{n}") for n in news.bad} <= named, "each feed that fails is named"
        assert all(now.tzinfo is UTC for now in gone.values())
        return {"articles": len(news.articles), "reports": len(known), "gone": len(gone), "requests": len(world.asked)}


def _path(report: Report) -> str:
    return "/" + report.url.split("/", 3)[3].partition("?")[0]


def test_a_small_world_for_two_days(tmp_path: Path) -> None:
    counted = run(seed=1, feeds=8, days=2, cache=tmp_path / "web")
    assert counted["articles"] == 32


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3])
def test_a_world_of_sixty_feeds_for_six_days(tmp_path: Path, seed: int) -> None:
    counted = run(seed=seed, feeds=60, days=6, cache=tmp_path / "web")
    assert counted["articles"] == 720
    assert counted["gone"] > 20
