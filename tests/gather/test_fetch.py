"""Fetching, from a real server on this machine: bounds, faults, retries, manners, and what is kept between runs."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.gather.fetch import Answer, Failed, Limits
from sayso.gather.fetch.bodies import whole
from sayso.gather.fetch.client import Client
from tests.gather.newsworld import HOST, NOW, Page, World, news_world


@pytest.fixture(name="world")
def _world() -> Iterator[World]:
    with news_world() as world:
        yield world


def fetch(url: str, *, cache: Path | None = None, **limits: object) -> Answer | Failed:
    bounds = Limits(**({"allow_hosts": (HOST,), "first_wait": 0.01, "timeout": 2.0} | limits))  # type: ignore[arg-type]
    with Client(bounds, now=NOW, cache=cache) as client:
        try:
            return client.get(url)
        except Failed as e:
            return e


def failed(url: str, **limits: Any) -> Failed:
    got = fetch(url, **limits)
    assert isinstance(got, Failed)
    assert got.note(url).place == url
    return got


def body(url: str, **limits: Any) -> bytes:
    got = fetch(url, **limits)
    assert isinstance(got, Answer), got.note(url)
    return got.body


# ---------------------------------------------------------------------------------------- bounds


def test_packed_bodies_are_unpacked(world: World) -> None:
    world.pages["/a"] = Page(b"news " * 1000, packed=True)
    assert body(world.url("/a")) == b"news " * 1000


def test_a_body_is_read_no_further_than_the_limit(world: World) -> None:
    world.pages["/a"] = Page(b"x" * 300_000)
    assert failed(world.url("/a"), max_bytes=200_000).code == "large-answer"


def test_a_small_packed_body_that_unfolds_without_end_is_given_up(world: World) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    world.pages["/a"] = Page(bomb, headers={"Content-Encoding": "gzip"})
    got = failed(world.url("/a"), max_bytes=1_000_000)
    assert (got.code, got.details["form"]) == ("large-answer", "unpacked")


def test_a_body_packed_twice_is_not_unpacked(world: World) -> None:
    world.pages["/a"] = Page(gzip.compress(gzip.compress(b"x")), headers={"Content-Encoding": "gzip, gzip"})
    assert failed(world.url("/a")).code == "broken-body"


@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_every_way_to_pack_that_servers_use(step: int) -> None:
    text = b"The bridge is closed. " * 9000
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    forms = {
        "gzip": gzip.compress(text),
        "x-gzip": gzip.compress(text[:1000]) + gzip.compress(text[1000:]) + b"\0\0",
        "deflate": zlib.compress(text),
        "Deflate": raw.compress(text) + raw.flush(),
        "identity": text,
        "": text,
    }
    for encoding, packed in forms.items():
        chunks = [packed[i : i + step] for i in range(0, len(packed), step)]
        assert whole(chunks, encoding, 10**6) == text, encoding


def test_a_server_that_never_answers_is_given_up_in_time(world: World) -> None:
    world.pages["/a"] = Page(b"late", delay=3.0)
    start = time.monotonic()
    assert failed(world.url("/a"), timeout=0.4).code == "no-answer"
    assert time.monotonic() - start < 2.0
    assert world.paths() == ["/a"]


def test_a_server_that_drips_is_given_up_in_time(world: World) -> None:
    world.pages["/a"] = Page(b"x" * 200, drip=0.1)
    start = time.monotonic()
    assert failed(world.url("/a"), timeout=0.6).code == "no-answer"
    assert time.monotonic() - start < 2.0


def test_redirects_have_an_end(world: World) -> None:
    world.pages["/a"] = Page(status=302, headers={"Location": "/a"})
    assert failed(world.url("/a")).code == "many-redirects"
    assert len(world.paths()) == 6


def test_a_redirect_is_followed_and_the_last_address_told(world: World) -> None:
    world.pages["/a"] = Page(status=301, headers={"Location": "/b"})
    world.pages["/b"] = Page(b"here")
    got = fetch(world.url("/a"))
    assert isinstance(got, Answer)
    assert (got.url, got.body) == (world.url("/b"), b"here")


# ---------------------------------------------------------------------------------------- faults


def test_a_body_that_breaks_off_is_asked_for_again_and_then_given_up(world: World) -> None:
    world.pages["/a"] = Page(b"x" * 100, cut=40)
    assert failed(world.url("/a")).code == "broken-body"
    assert len(world.paths()) == 3
    world.pages["/b"] = lambda number: Page(b"x" * 100, cut=0 if number == 2 else 40)
    assert body(world.url("/b")) == b"x" * 100


def test_a_packed_body_without_its_end_is_broken(world: World) -> None:
    packed = gzip.compress(bytes(range(256)) * 100)
    world.pages["/a"] = Page(packed[:-20], headers={"Content-Encoding": "gzip"})
    world.pages["/b"] = Page(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    assert failed(world.url("/a")).code == "broken-body"
    assert failed(world.url("/b")).code == "broken-body"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_not_now_is_asked_again(world: World, status: int) -> None:
    world.pages["/a"] = lambda number: Page(b"here", status=200 if number == 3 else status)
    assert body(world.url("/a")) == b"here"


def test_the_wait_that_a_server_asks_for_is_kept(world: World) -> None:
    late = Page(status=429, headers={"Retry-After": "1"})
    world.pages["/a"] = lambda number: Page(b"here") if number == 2 else late
    assert body(world.url("/a")) == b"here"
    first, second = world.times[-2:]
    assert 0.9 < second - first < 3.0


def test_a_wait_that_is_too_long_is_left_to_the_next_run(world: World) -> None:
    world.pages["/a"] = Page(status=503, headers={"Retry-After": "3600"})
    got = failed(world.url("/a"))
    assert (got.code, got.status) == ("bad-answer", 503)
    assert world.paths() == ["/a"]


def test_no_is_no(world: World) -> None:
    world.pages["/a"] = Page(status=403)
    assert failed(world.url("/a")).note("x").message.startswith("Answered 403 (Forbidden)")
    assert world.paths() == ["/a"]


def test_nobody_there(world: World) -> None:
    url = world.url("/a")
    world.close()
    assert failed(url).code == "unreachable"


# --------------------------------------------------------------------------------------- manners


def test_robots_are_heeded(world: World) -> None:
    world.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private/\n", kind="text/plain")
    world.pages["/private/a"] = world.pages["/b"] = Page(b"here")
    assert failed(world.url("/private/a")).code == "robots-forbid"
    assert body(world.url("/b")) == b"here"
    assert body(world.url("/private/a"), robots=False) == b"here"
    assert world.paths() == ["/b", "/private/a"]


def test_robots_hold_for_where_a_redirect_leads(world: World) -> None:
    world.pages["/robots.txt"] = Page(b"User-agent: sayso\nDisallow: /private/\n", kind="text/plain")
    world.pages["/a"] = Page(status=302, headers={"Location": "/private/a"})
    assert failed(world.url("/a")).code == "robots-forbid"


def test_a_server_that_cannot_say_what_is_allowed_is_not_asked(world: World) -> None:
    world.pages["/robots.txt"] = Page(status=500)
    world.pages["/a"] = Page(b"here")
    assert failed(world.url("/a")).code == "robots-unknown"
    assert world.paths() == []


def test_sayso_says_who_it_is(world: World) -> None:
    world.pages["/a"] = Page(b"here")
    body(world.url("/a"), contact="desk@post.example")
    agents = {headers["User-Agent"] for _, headers, _ in world.asked}
    assert len(agents) == 1
    assert next(iter(agents)).startswith("sayso/")
    assert "desk@post.example" in next(iter(agents))


def test_the_budget_of_a_run_is_kept(world: World) -> None:
    world.pages["/a"] = Page(b"here")
    with Client(Limits(allow_hosts=(HOST,), budget=3), now=NOW) as client:
        client.get(world.url("/a"))
        client.get(world.url("/a"))
        with pytest.raises(Failed) as e:
            client.get(world.url("/a"))
    assert e.value.code == "budget-spent"
    assert len(world.asked) == 3


# ---------------------------------------------------------------------------------- between runs


def test_an_answer_that_has_not_changed_is_not_sent_again(world: World, tmp_path: Path) -> None:
    page = Page(b"news " * 5000, headers={"ETag": '"1"', "Cache-Control": "max-age=86400"}, packed=True)
    world.pages["/a"] = page
    first, second = (fetch(world.url("/a"), cache=tmp_path / "web") for _ in range(2))
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert (first.body, first.unchanged) == (page.body, False)
    assert (second.body, second.unchanged) == (page.body, True)
    assert world.statuses("/a") == [200, 304]
    world.pages["/a"] = Page(b"other news", headers={"ETag": '"2"'})
    assert body(world.url("/a"), cache=tmp_path / "web") == b"other news"
    assert world.statuses("/a") == [200, 304, 200]


def test_what_broke_off_is_not_kept(world: World, tmp_path: Path) -> None:
    broken = Page(b"x" * 100, headers={"ETag": '"1"'}, cut=40)
    world.pages["/a"] = broken
    assert failed(world.url("/a"), cache=tmp_path / "web").code == "broken-body"
    world.pages["/a"] = Page(b"x" * 100, headers={"ETag": '"1"'})
    assert body(world.url("/a"), cache=tmp_path / "web") == b"x" * 100
    assert 304 not in world.statuses("/a")
