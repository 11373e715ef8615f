"""Lists of feeds and pages: OPML, sitemaps and their indexes, feeds in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.gather import opml
from sayso.gather.opml import Feed
from tests.gather.helpers import codes, gathered, write
from tests.gather.newsworld import Page, World, news_world

FIRE = "The bridge in Estmark was closed on Sunday after a fire, the mayor said. Six people were hurt."
STORM = "A storm tore the roof off the school in Halden, the fire service said on Monday."


@pytest.fixture(name="world")
def _world() -> Iterator[World]:
    with news_world() as world:
        yield world


def listed(*urls: str) -> str:
    outlines = "".join(f'<outline type="rss" text="Feed" xmlUrl="{u}"/>' for u in urls)
    return f'<?xml version="1.0"?><opml version="2.0"><body><outline text="News">{outlines}</outline></body></opml>'


def sitemap(*entries: str, name: str = "urlset") -> Page:
    body = (
        f'<?xml version="1.0"?><{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{"".join(entries)}</{name}>'
    )
    return Page(body.encode(), kind="application/xml")


def test_what_is_written_as_opml_is_read_again() -> None:
    feeds = [Feed("https://a.example/rss?x=1&y=2", "A & <B>", "https://a.example/"), Feed("https://b.example/atom")]
    again = opml.read(opml.write(feeds, "Estmark").encode())
    assert again == [feeds[0], Feed("https://b.example/atom", "https://b.example/atom")]


@pytest.mark.parametrize("by_address", [True, False])
def test_the_feeds_of_a_list_are_followed(world: World, tmp_path: Path, by_address: bool) -> None:
    world.article("/a", FIRE)
    world.article("/b", STORM)
    one, two = world.feed("/one", world.item("/a")), world.feed("/two", world.item("/b"), world.item("/a"))
    text = listed(one, world.url("/missing"), two, one)
    world.pages["/list"] = Page(text.encode(), kind="text/x-opml")
    place = world.url("/list") if by_address else write(tmp_path / "feeds.opml", text)
    reports, notes, _ = world.gathered(place)
    assert [r.text for r in reports] == [FIRE, STORM]
    assert [r.feed for r in reports] == [one, two]
    assert {n.place: n.code for n in notes} == {world.url("/missing"): "page-gone"}


def test_a_list_in_a_folder_is_no_reason_to_use_the_network(world: World, tmp_path: Path) -> None:
    write(tmp_path / "feeds.opml", listed(world.feed("/one", world.item("/a"))))
    write(tmp_path / "a.txt", FIRE)
    reports, notes, _ = world.gathered(tmp_path)
    assert ([r.text for r in reports], codes(notes)) == ([FIRE], ["other-files"])
    assert world.asked == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<opml><body>", "broken-list"),
        ("<opml/>", "no-items"),
        ('<!DOCTYPE o [<!ENTITY a "b">]><opml>&a;</opml>', "xml-bomb"),
    ],
)
def test_a_list_that_is_none(tmp_path: Path, text: str, code: str) -> None:
    _, notes = gathered(write(tmp_path / "feeds.opml", text))
    assert codes(notes) == [code]


def test_a_list_of_lists_is_followed_three_deep_and_no_round_is_run_twice(world: World) -> None:
    world.article("/a", FIRE)
    feed = world.feed("/feed", world.item("/a"))
    world.pages["/one"] = Page(listed(world.url("/two"), world.url("/one")).encode())
    world.pages["/two"] = Page(listed(feed, world.url("/one"), world.url("/three")).encode())
    world.pages["/three"] = Page(listed(world.url("/four")).encode())
    reports, notes, _ = world.gathered(world.url("/one"))
    assert [r.text for r in reports] == [FIRE]
    assert [(n.code, n.place) for n in notes] == [("deep-list", world.url("/four"))]
    assert sorted(set(world.paths())) == sorted(world.paths())


def test_a_news_sitemap_and_its_index(world: World) -> None:
    world.article("/a", FIRE, title="Fire")
    world.article("/b", STORM, title="Storm")
    news = (
        f"<url><loc>{world.url('/a')}</loc><news:news><news:publication><news:name>Estmark Post</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>2031-05-04T11:00:00+02:00"
        "</news:publication_date><news:title>Fire</news:title></news:news></url>"
    )
    world.pages["/news.xml"] = sitemap(news)
    world.pages["/old.xml.gz"] = sitemap(f"<url><loc>{world.url('/b')}</loc></url>")
    parts = [f"<sitemap><loc>{world.url(p)}</loc></sitemap>" for p in ("/news.xml", "/old.xml.gz", "/none.xml")]
    world.pages["/sitemap.xml"] = sitemap(*parts, name="sitemapindex")
    reports, notes, _ = world.gathered(world.url("/sitemap.xml"))
    first, second = reports
    assert (first.text, first.outlet, first.title) == (FIRE, "Estmark Post", "Fire")
    assert first.published is not None
    assert first.published.isoformat() == "2031-05-04T11:00:00+02:00"
    assert (second.text, second.feed) == (STORM, "")
    assert codes(notes) == ["page-gone"]


def test_a_packed_sitemap_is_unpacked_within_bounds(world: World) -> None:
    import gzip

    world.article("/a", FIRE)
    packed = gzip.compress(sitemap(f"<url><loc>{world.url('/a')}</loc></url>").body)
    world.pages["/s.xml.gz"] = Page(packed, kind="application/octet-stream")
    world.pages["/bomb.xml.gz"] = Page(gzip.compress(b"<urlset>" + b" " * 5_000_000), kind="application/gzip")
    reports, notes, _ = world.gathered(world.url("/s.xml.gz"), world.url("/bomb.xml.gz"), web_max_bytes=1_000_000)
    assert ([r.text for r in reports], codes(notes)) == ([FIRE], ["large-answer"])


def test_a_feed_in_a_file_gives_its_own_texts_and_fetches_nothing(world: World, tmp_path: Path) -> None:
    storm = world.item("/b", title="Storm", text="A storm came.")
    world.feed("/f", world.item("/a", text="Six people were hurt."), storm)
    body = world.pages["/f"]
    assert isinstance(body, Page)
    for name in ("saved.xml", "saved.rss"):
        reports, notes, _ = world.gathered(write(tmp_path / name, body.body))
        assert [(r.text, r.from_feed, r.outlet) for r in reports] == [
            ("Six people were hurt.", True, "Estmark Post"),
            ("A storm came.", True, "Estmark Post"),
        ]
        assert notes == []
    assert world.asked == []


def test_a_file_that_is_no_feed(tmp_path: Path) -> None:
    _, notes = gathered(write(tmp_path / "x.xml", "<invoice><sum>3</sum></invoice>"))
    assert codes(notes) == ["no-feed"]
    reports, _ = gathered(write(tmp_path / "y.xml", f"<html><body><h1>Fire</h1><p>{FIRE}</p></body></html>"))
    assert [r.text for r in reports] == [FIRE]
