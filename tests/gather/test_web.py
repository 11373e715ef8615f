"""From addresses to reports, against a real server on this machine: pages, feeds, what changes and what goes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.records import Report
from sayso.terms import PublishedBasis
from tests.gather.helpers import codes, write
from tests.gather.newsworld import NOW, Page, World, news_world

FIRE = "The bridge in Estmark was closed on Sunday after a fire, the mayor said. Six people were hurt."
STORM = "A storm tore the roof off the school in Halden, the fire service said on Monday."
EDITED = "The bridge in Estmark was closed on Sunday after a fire, the mayor said. Nine people were hurt."


@pytest.fixture(name="world")
def _world() -> Iterator[World]:
    with news_world() as world:
        yield world


def texts(reports: list[Report]) -> list[str]:
    return [r.text for r in reports]


# ------------------------------------------------------------------------------------------ feeds


def test_a_feed_gives_the_whole_text_of_its_pages(world: World) -> None:
    world.article("/a", FIRE, title="Fire on the bridge")
    feed = world.feed("/feed", world.item("/a", title="Fire", text="A fire."))
    (report,), notes, _ = world.gathered(feed)
    assert notes == []
    assert (report.text, report.title, report.outlet) == (FIRE, "Fire on the bridge", "Estmark Post")
    assert (report.url, report.name, report.from_feed) == (world.url("/a"), world.url("/a"), False)
    assert report.published == datetime(2031, 5, 4, 9, 15, tzinfo=UTC)
    assert report.published_basis is PublishedBasis.GIVEN
    assert report.retrieved == NOW


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (Page(status=403), "bad-answer"),
        (Page(status=404), "page-gone"),
        (Page(b""), "empty-page"),
        (Page(b"<html><body><nav><a href='/'>Home</a></nav></body></html>"), "thin-page"),
        (Page(status=302, headers={"Location": "/"}), "moved-home"),
        (Page(FIRE.encode(), cut=30), "broken-body"),
        (Page(b"\x89PNG\r\n\x1a\n\0\0\0", kind="image/png"), "binary-file"),
        (Page(b"<html><body><p>Subscribe to read on.</p></body></html>"), "thin-page"),
        (Page(FIRE.encode(), delay=3.0), "no-answer"),
    ],
)
def test_where_a_page_cannot_be_had_the_feeds_own_text_is_taken(world: World, page: Page, code: str) -> None:
    world.pages["/a"] = page
    world.pages["/"] = Page(b"<html><body><p>The front page of a newspaper.</p></body></html>")
    told = "<p>Six people were hurt in a fire.</p><p>The bridge is closed.</p>"
    (report,), notes, _ = world.gathered(world.feed("/feed", world.item("/a", text=told)), web_timeout=1.0)
    assert (report.text, report.from_feed) == ("Six people were hurt in a fire.\nThe bridge is closed.", True)
    assert (report.url, report.title) == (world.url("/a"), "Bridge closed")
    assert (codes(notes), notes[0].place) == ([code], world.url("/a"))


def test_a_feed_that_fails_stops_no_other_and_is_named(world: World) -> None:
    world.article("/a", FIRE)
    bad = {
        "/silent": Page(b"x", delay=3.0),
        "/forbidden": Page(status=403),
        "/missing": Page(status=404),
        "/broken": Page(b"<rss><channel>", kind="application/rss+xml"),
        "/cut": Page(b"<rss>" * 50, cut=30),
        "/bomb": Page(b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>'),
    }
    world.pages |= bad
    places = [*(world.url(p) for p in bad), world.feed("/feed", world.item("/a"))]
    reports, notes, _ = world.gathered(*places, web_timeout=1.0)
    assert texts(reports) == [FIRE]
    assert {n.place: n.code for n in notes} == {
        world.url("/silent"): "no-answer",
        world.url("/forbidden"): "bad-answer",
        world.url("/missing"): "page-gone",
        world.url("/broken"): "no-feed",
        world.url("/cut"): "broken-body",
        world.url("/bomb"): "xml-bomb",
    }


def test_items_of_one_date_are_all_kept(world: World) -> None:
    for number in range(12):
        world.article(f"/{number}", f"Boat {number} ran aground at Estmark on Sunday, the harbour office said.")
    feed = world.feed("/feed", *(world.item(f"/{n}", title=f"Boat {n}") for n in range(12)))
    reports, notes, _ = world.gathered(feed)
    assert (len(reports), notes) == (12, [])
    assert [r.url for r in reports] == [world.url(f"/{n}") for n in range(12)]


def test_one_article_in_two_feeds_is_one_report(world: World) -> None:
    world.article("/a", FIRE, head=f'<link rel="canonical" href="{world.url("/a")}">')
    world.pages["/a?utm_source=top&utm_medium=rss"] = world.pages["/amp/a"] = world.pages["/a"]
    first = world.feed("/one", world.item("/a?utm_source=top&utm_medium=rss"), world.item("/amp/a"))
    second = world.feed("/two", world.item("/a#part", title="Other title", day=5))
    reports, notes, _ = world.gathered(first, second)
    assert [(r.text, r.url) for r in reports] == [(FIRE, world.url("/a"))]
    assert codes(notes) == ["same-report"]


def test_a_date_of_the_future_or_of_a_null_clock_is_noted_and_not_believed(world: World) -> None:
    dates = ("Sun, 04 May 2036 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT")
    items = []
    for number, date in enumerate(dates):
        world.article(f"/{number}", f"Boat {number} ran aground at Estmark, the harbour office said.")
        items.append(f"<item><title>Boat</title><link>{world.url(f'/{number}')}</link><pubDate>{date}</pubDate></item>")
    reports, notes, _ = world.gathered(world.feed("/feed", *items))
    assert [r.published for r in reports] == [None, None, None]
    assert codes(notes) == ["future-date", "absurd-date", "unreadable-date"]


def test_a_page_that_is_dated_gives_the_date_that_its_feed_does_not(world: World) -> None:
    head = '<meta property="article:published_time" content="2031-05-03T08:00:00+02:00">'
    world.article("/a", FIRE, head=head)
    null = "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"
    item = f"<item><title>Fire</title><link>{world.url('/a')}</link>{null}</item>"
    (report,), _, _ = world.gathered(world.feed("/feed", item))
    assert report.published == datetime.fromisoformat("2031-05-03T08:00:00+02:00")
    assert report.published_basis is PublishedBasis.PAGE


def test_marks_of_syndication_are_kept(world: World) -> None:
    wire = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge closed", %s}</script>'
    heads = {
        "/source": "",
        "/title": "",
        "/canonical": '<link rel="canonical" href="https://wire.example/2031/fire">',
        "/organization": wire % '"sourceOrganization": {"@type": "NewsMediaOrganization", "name": "Veldria Wire"}',
        "/author": wire % '"author": {"@type": "Organization", "name": "Associated Press"}',
        "/own": wire % '"sourceOrganization": {"name": "Estmark Post"}, "publisher": {"name": "Estmark Post"}',
    }
    items = []
    for number, (path, head) in enumerate(heads.items()):
        world.article(path, f"Boat {number} ran aground at Estmark on Sunday, the harbour office said.", head=head)
        more = '<source url="https://wire.example/rss">Veldria Wire</source>' if path == "/source" else ""
        items.append(world.item(path, title="Boat aground (AP)" if path == "/title" else "Boat", more=more))
    reports, _, _ = world.gathered(world.feed("/feed", *items))
    assert {r.url.removeprefix(world.home): r.credit for r in reports} == {
        "/source": "Veldria Wire",
        "/title": "AP",
        "/canonical": "wire.example",
        "/organization": "Veldria Wire",
        "/author": "AP",
        "/own": "",
    }


# ------------------------------------------------------------------------------------------ pages


def test_a_page_by_its_address(world: World) -> None:
    (report,), notes, _ = world.gathered(world.article("/a", FIRE))
    assert (report.text, report.url, report.outlet, notes) == (FIRE, world.url("/a"), "", [])


def test_a_page_in_another_encoding_than_it_says(world: World) -> None:
    html = f"<html><head><meta charset='%s'></head><body><h1>Brücke</h1><p>{FIRE} Köln hörte davon.</p></body></html>"
    world.pages["/said"] = Page((html % "windows-1252").encode("cp1252"), kind="text/html")
    world.pages["/header"] = Page(html.encode("iso8859-15"), kind="text/html; charset=iso-8859-15")
    world.pages["/wrong"] = Page((html % "utf-8").encode("cp1252"), kind="text/html; charset=utf-8")
    world.pages["/older"] = Page((html % "windows-1252").encode(), kind="text/html; charset=windows-1252")
    for path, noted in (
        ("/said", []),
        ("/header", []),
        ("/wrong", ["guessed-encoding"]),
        ("/older", ["wrong-charset"]),
    ):
        (report,), notes, _ = world.gathered(world.url(path))
        assert "Köln hörte" in report.text
        assert codes(notes) == noted


def test_plain_text_and_json_by_address(world: World) -> None:
    world.pages["/a.txt"] = Page(FIRE.encode(), kind="text/plain")
    world.pages["/b.json"] = Page(
        b'[{"id": "1", "text": "%s", "outlet": "Post"}]' % STORM.encode(), kind="application/json"
    )
    reports, notes, _ = world.gathered(world.url("/a.txt"), world.url("/b.json"))
    assert (set(texts(reports)), notes) == ({FIRE, STORM}, [])


# ------------------------------------------------------------------------------------ second runs


def test_a_second_run_gives_the_same_reports_and_sends_little(world: World, tmp_path: Path) -> None:
    world.article("/a", FIRE, tag="1")
    world.article("/b", STORM)
    world.pages["/c"] = Page(status=403)
    feed = world.feed("/feed", world.item("/a"), world.item("/b"), world.item("/c", text="A boat ran aground."))
    first, _, _ = world.gathered(feed, cache=tmp_path / "web")
    second, _, _ = world.gathered(feed, cache=tmp_path / "web", known=first, now=NOW + timedelta(days=1))
    assert [r.id for r in second] == [r.id for r in first]
    assert world.statuses("/a") == [200, 304]


def test_an_edited_page_is_a_new_version_and_so_is_one_that_is_changed_back(world: World, tmp_path: Path) -> None:
    known: list[Report] = []
    for number, text in enumerate((FIRE, EDITED, FIRE, FIRE)):
        feed = world.feed("/feed", world.item("/a"))
        world.article("/a", text, tag=str(number))
        now = NOW + timedelta(hours=number)
        (report,), _, _ = world.gathered(feed, cache=tmp_path / "web", known=known, now=now)
        if report.id not in {k.id for k in known}:
            known.append(report)
    assert texts(known) == [FIRE, EDITED, FIRE]
    assert [r.revision_of for r in known] == ["", known[0].id, known[1].id]


def test_a_kept_text_is_not_replaced_by_the_feeds_when_its_page_fails(world: World) -> None:
    world.article("/a", FIRE)
    feed = world.feed("/feed", world.item("/a", text="A fire."))
    first, _, _ = world.gathered(feed)
    for status in (403, 500, 404):
        world.pages["/a"] = Page(status=status)
        second, _, _ = world.gathered(feed, known=first)
        assert [r.id for r in second] == [r.id for r in first]


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("listed", [True, False])
def test_a_page_that_is_gone_is_seen_to_be_gone(world: World, status: int, listed: bool) -> None:
    world.article("/a", FIRE)
    world.article("/b", STORM)
    first, _, _ = world.gathered(world.feed("/feed", world.item("/a"), world.item("/b")))
    world.pages["/a"] = Page(status=status)
    feed = world.feed("/feed", *([world.item("/a")] if listed else []), world.item("/b"))
    reports, notes, gone = world.gathered(feed, known=first, now=NOW + timedelta(hours=3))
    assert [(g.report, g.at, g.back) for g in gone] == [(first[0].id, NOW + timedelta(hours=3), False)]
    assert codes(notes) == ["page-gone"]
    assert {r.id for r in reports} == {r.id for r in (first if listed else first[1:])}, "what is kept of it stays"


def test_an_edit_is_seen_though_the_feed_lists_the_page_no_more(world: World) -> None:
    world.article("/a", FIRE)
    world.article("/b", STORM)
    first, _, _ = world.gathered(world.feed("/feed", world.item("/a"), world.item("/b")))
    world.article("/a", EDITED)
    feed = world.feed("/feed", world.item("/b"))
    reports, _, _ = world.gathered(feed, known=first)
    assert {(r.text, r.revision_of) for r in reports} == {(EDITED, first[0].id), (STORM, "")}
    assert {r.published for r in reports} == {first[0].published}
    late, _, _ = world.gathered(feed, known=first, now=NOW + timedelta(days=30))
    assert texts(late) == [STORM]


def test_a_damaged_cache_is_done_without(world: World, tmp_path: Path) -> None:
    world.article("/a", FIRE, tag="1")
    write(tmp_path / "web" / "answers.db", b"no database at all, but some bytes" * 500)
    reports, notes, _ = world.gathered(world.url("/a"), cache=tmp_path / "web")
    assert ([r.text for r in reports], codes(notes)) == ([FIRE], ["no-cache"])


def test_one_id_in_two_feeds_makes_no_versions(world: World) -> None:
    world.article("/a", FIRE)
    world.article("/b", STORM)
    id = "<guid isPermaLink='false'>1</guid>"
    feeds = [world.feed(f"/feed{p}", world.item(p, more=id)) for p in ("/a", "/b")]
    reports, notes, _ = world.gathered(*feeds)
    assert [(r.text, r.revision_of) for r in reports] == [(FIRE, ""), (STORM, "")]
    assert codes(notes) == ["same-id"]


def test_a_page_that_has_moved_stays_one_report(world: World) -> None:
    world.article("/old", FIRE)
    first, _, _ = world.gathered(world.feed("/feed", world.item("/old")))
    world.article("/new", FIRE)
    world.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    second, notes, _ = world.gathered(world.feed("/feed", world.item("/new")), known=first)
    assert {r.id for r in second} == {first[0].id}
    assert set(codes(notes)) <= {"same-report"}


@pytest.mark.parametrize("target", ["/", "/section/storms"])
def test_a_page_that_leads_to_another_has_no_new_version(world: World, target: str) -> None:
    world.article("/old", FIRE)
    first, _, _ = world.gathered(world.feed("/feed", world.item("/old")))
    world.article(
        target, "All storms of this spring, from Halden to Corrisk, in words and pictures by our own readers."
    )
    world.pages["/old"] = Page(status=302, headers={"Location": target})
    second, notes, _ = world.gathered(world.feed("/feed", world.item("/old", text="A fire.")), known=first)
    assert ([r.id for r in second], codes(notes)) == ([first[0].id], ["moved-home"])


def test_items_without_links_are_the_same_from_run_to_run(world: World) -> None:
    items = [
        f"<item><title>{t}</title><description>{t} came to Estmark.</description></item>" for t in ("Rain", "Snow")
    ]
    first, _, _ = world.gathered(world.feed("/feed", *items))
    assert [(r.text, r.outlet, r.url) for r in first] == [
        ("Rain came to Estmark.", "Estmark Post", ""),
        ("Snow came to Estmark.", "Estmark Post", ""),
    ]
    second, _, _ = world.gathered(world.feed("/feed", *reversed(items)), known=first)
    assert {r.id for r in second} == {r.id for r in first}
    world.pages["/feed"] = Page(status=404)
    _, notes, gone = world.gathered(world.url("/feed"), known=first)
    assert (codes(notes), gone) == (["page-gone"], [])


def test_an_empty_feed_shows_that_its_pages_are_gone(world: World) -> None:
    world.article("/a", FIRE)
    first, _, _ = world.gathered(world.feed("/feed", world.item("/a")))
    del world.pages["/a"]
    _, notes, gone = world.gathered(world.feed("/feed"), known=first)
    assert [g.report for g in gone] == [first[0].id]
    assert codes(notes) == ["no-items", "page-gone"]


# --------------------------------------------------------------------------------------- offline


def test_without_an_address_nothing_of_the_network_is_loaded(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", FIRE)
    program = (
        "import sys; from datetime import datetime, UTC\n"
        "from sayso.gather import gather; from sayso.settings import Settings\n"
        f"assert len(list(gather([{str(tmp_path)!r}], now=datetime.now(UTC), settings=Settings()))) == 1\n"
        "net = {'httpx2', 'httpcore2', 'hishel', 'ssrfguard', 'stamina', 'feedparser', 'fastwarc'}\n"
        "print(sorted(net & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
