"""Feeds, from the bytes to the items: RSS, Atom, RDF and JSON Feed, sound and broken."""

from __future__ import annotations

import json

import pytest

from sayso.gather import feeds
from sayso.gather.fetch import Failed

URL = "https://post.example/feed.xml"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Estmark Post</title><link>https://post.example/</link><language>en-gb</language>
<item><title>Bridge &amp;amp; quay closed (AP)</title><link>/2031/bridge</link><guid isPermaLink="false">17</guid>
<pubDate>Sun, 04 May 2031 23:30:00 +0900</pubDate><dc:creator>Ada Brunt</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The bridge is <b>closed</b>.</p><p>So is the quay.</p><script>x()</script>]]>
</content:encoded></item>
<item><title>Storm</title><link>https://post.example/storm</link><guid>https://post.example/storm</guid>
<source url="https://wire.example/rss">Veldria Wire</source>
<description>A &lt;i&gt;storm&lt;/i&gt; came.</description></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Estmark Post</title>
<link href="https://post.example/"/><id>x</id><updated>2031-05-04T10:00:00Z</updated>
<entry><title type="html">Quay &amp;amp; bridge</title><link rel="alternate" href="/1"/>
<link rel="canonical" href="https://wire.example/1"/><id>tag:post.example,1</id>
<published>2031-05-04T10:00:00+09:00</published>
<updated>2031-05-05T10:00:00Z</updated><content type="html">&lt;p&gt;Closed.&lt;/p&gt;</content>
<author><name>Bo Lind</name></author>
</entry></feed>"""
RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Post</title><link>https://post.example/</link></channel>
<item rdf:about="https://post.example/1"><title>Quay</title><link>https://post.example/1</link><dc:date>2031-05-04</dc:date>
<description>Closed.</description></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Estmark Post",
        "home_page_url": "https://post.example/",
        "language": "en",
        "items": [
            {"id": "1", "url": "/1", "title": "Quay", "content_html": "<p>Closed.</p><p>Shut.</p>",
             "authors": [{"name": "Bo Lind"}],
             "date_published": "2031-05-04T10:00:00+09:00", "date_modified": "2031-05-05T10:00:00Z"},
            {"id": 2, "url": "https://post.example/2",
             "external_url": "https://wire.example/2", "content_text": "Open again."},
            "no item",
        ],
    }
).encode()  # fmt: skip


def test_rss() -> None:
    feed = feeds.read(RSS, URL)
    assert (feed.title, feed.site, feed.notes) == ("Estmark Post", "https://post.example/", [])
    first, second = feed.items
    assert first.url == "https://post.example/2031/bridge"
    assert first.text == "The bridge is closed.\nSo is the quay."
    assert (first.given.title, first.given.credit) == ("Bridge & quay closed (AP)", "AP")
    assert (first.given.external_id, first.given.byline) == ("17", "Ada Brunt")
    assert first.given.published == "Sun, 04 May 2031 23:30:00 +0900"
    assert (second.text, second.given.credit, second.given.external_id) == ("A storm came.", "Veldria Wire", "")


def test_atom() -> None:
    (item,) = feeds.read(ATOM, URL).items
    assert (item.url, item.text) == ("https://post.example/1", "Closed.")
    assert (item.given.title, item.given.byline, item.given.credit) == ("Quay & bridge", "Bo Lind", "wire.example")
    assert item.given.published == "2031-05-04T10:00:00+09:00"
    assert item.given.updated == "2031-05-05T10:00:00Z"


def test_rdf() -> None:
    (item,) = feeds.read(RDF, URL).items
    assert (item.url, item.text, item.given.title) == ("https://post.example/1", "Closed.", "Quay")
    assert item.given.published.startswith("2031-05-04")


def test_json_feed() -> None:
    first, second = feeds.read(JSON, URL).items
    assert (first.url, first.text, first.given.byline) == ("https://post.example/1", "Closed.\nShut.", "Bo Lind")
    assert first.given.published == "2031-05-04T10:00:00+09:00"
    assert first.given.language == "en"
    assert (second.url, second.text) == ("https://post.example/2", "Open again.")
    assert (second.given.credit, second.given.external_id) == ("wire.example", "2")


def test_items_of_one_date_are_all_kept_and_a_date_that_is_none_stays_as_it_is() -> None:
    date = "<pubDate>Sun, 04 May 2031 10:00:00 GMT</pubDate>"
    items = "".join(f"<item><title>T{i}</title><link>https://post.example/{i}</link>{date}</item>" for i in range(5))
    items += "<item><title>T5</title><link>https://post.example/5</link><pubDate>yesterday</pubDate></item>"
    feed = feeds.read(f'<rss version="2.0"><channel><title>P</title>{items}</channel></rss>'.encode(), URL)
    assert len({i.url for i in feed.items}) == 6
    assert feed.items[5].given.published == "yesterday"


def test_an_id_that_several_items_have_tells_nothing() -> None:
    item = "<item><title>{0}</title><link>https://post.example/{0}</link><guid isPermaLink='false'>{1}</guid></item>"
    body = "".join(item.format(name, id) for name, id in (("a", "7"), ("b", "7"), ("c", "8")))
    feed = feeds.read(f'<rss version="2.0"><channel><title>P</title>{body}</channel></rss>'.encode(), URL)
    assert [i.given.external_id for i in feed.items] == ["", "", "8"]
    assert [n.code for n in feed.notes] == ["shared-id"]


def test_an_item_without_a_link_keeps_its_own_text() -> None:
    body = "<rss version='2.0'><channel><title>P</title><item><description>Closed.</description></item></channel></rss>"
    (item,) = feeds.read(body.encode(), URL).items
    assert (item.url, item.place, item.text) == ("", f"{URL}#1", "Closed.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_an_entity_bomb_is_never_unfolded(encoding: str) -> None:
    levels = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">{levels}]><rss version="2.0"><channel>'
        "<title>&i;</title><item><title>&i;</title><link>https://post.example/x</link></item></channel></rss>"
    )
    with pytest.raises(Failed) as e:
        feeds.read(bomb.encode(encoding), URL)
    assert e.value.code == "xml-bomb"


def test_a_wrong_encoding_is_noted_and_the_characters_are_right() -> None:
    body = RSS.decode().replace("Storm", "Sturm über Köln")
    wrong = feeds.read(body.encode("cp1252"), URL, "application/rss+xml; charset=utf-8")
    assert wrong.items[1].given.title == "Sturm über Köln"
    assert [n.code for n in wrong.notes] == ["wrong-charset"]
    right = feeds.read(body.replace("utf-8", "windows-1252").encode("cp1252"), URL, "application/rss+xml")
    assert (right.items[1].given.title, right.notes) == ("Sturm über Köln", [])


@pytest.mark.parametrize("broken", [RSS.replace(b"</channel></rss>", b""), RSS.replace(b"Short.", b"Short & <b>sweet")])
def test_of_a_broken_feed_what_can_be_read_is_taken(broken: bytes) -> None:
    feed = feeds.read(broken, URL)
    assert feed.items[0].url == "https://post.example/2031/bridge"
    assert [n.code for n in feed.notes] == ["broken-feed"]


@pytest.mark.parametrize(
    "none",
    [b"", b"{", b"<html><body>Sorry</body></html>", b"\x00\xff\x00", b'{"version": "https://jsonfeed.org/version/1", '],
)
def test_what_is_no_feed(none: bytes) -> None:
    with pytest.raises(Failed) as e:
        feeds.read(none, URL)
    assert e.value.code == "no-feed"


def test_an_empty_feed_is_noted() -> None:
    feed = feeds.read(b"<rss version='2.0'><channel><title>P</title></channel></rss>", URL)
    assert (feed.items, [n.code for n in feed.notes]) == ([], ["no-items"])
