"""A small news world on this machine: a real HTTP server whose pages, feeds and faults a test sets."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from sayso.gather import gather
from sayso.notes import Note
from sayso.records import Gone, Report
from sayso.settings import Settings

NOW = datetime(2031, 5, 6, 12, 0, tzinfo=UTC)
HOST = "127.0.0.1"


class Page(msgspec.Struct):
    """What lies at a path."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = {}
    delay: float = 0.0
    """Seconds before anything is sent."""
    drip: float = 0.0
    """Seconds between two bytes."""
    cut: int = 0
    """So many bytes of the promised body are never sent."""
    packed: bool = False
    """Whether the body is sent with gzip."""


Answers = Page | Callable[[int], Page]


class World:
    """Pages by path; ``asked`` is the log of requests: path, headers, status."""

    def __init__(self) -> None:
        self.pages: dict[str, Answers] = {}
        self.asked: list[tuple[str, dict[str, str], int]] = []
        self.times: list[float] = []
        self._server = ThreadingHTTPServer((HOST, 0), _handler(self))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.home = f"http://{HOST}:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        """The address of a path."""
        return self.home + path

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt, in order."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def statuses(self, path: str) -> list[int]:
        """What was answered at a path, in order."""
        return [status for asked, _, status in self.asked if asked == path]

    def article(self, path: str, text: str, *, title: str = "Bridge closed", head: str = "", tag: str = "") -> str:
        """Put an article at a path; ``tag`` is its ETag."""
        paragraphs = "".join(f"<p>{escape(p)}</p>" for p in text.split("\n"))
        html = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{paragraphs}</body></html>"
        self.pages[path] = Page(html.encode(), headers={"ETag": f'"{tag}"'} if tag else {})
        return self.url(path)

    def feed(self, path: str, *items: str, title: str = "Estmark Post", **page: Any) -> str:
        """Put an RSS feed at a path; the items as made by :func:`item`."""
        body = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{title}</title><link>{self.home}/</link>{''.join(items)}</channel></rss>"
        )
        self.pages[path] = Page(body.encode(), kind="application/rss+xml", **page)
        return self.url(path)

    def item(
        self, path: str, *, title: str = "Bridge closed", text: str = "", more: str = "", day: int = 4, year: int = 2031
    ) -> str:
        """An item of an RSS feed."""
        published = format_datetime(datetime(year, 5, day, 9, 15, tzinfo=UTC))
        return (
            f"<item><title>{escape(title)}</title><link>{escape(self.url(path))}</link>"
            f"<pubDate>{published}</pubDate><description>{escape(text)}</description>{more}</item>"
        )

    def gathered(
        self,
        *places: str | Path,
        known: list[Report] | None = None,
        cache: Path | None = None,
        now: datetime = NOW,
        allow: bool = True,
        **settings: Any,
    ) -> tuple[list[Report], list[Note], list[Gone]]:
        """What comes of some places: reports, notes, pages seen to be gone."""
        said = {"web_timeout": 2.0, **settings}
        made = Settings(allow_hosts=(HOST,) if allow else (), **said)
        found = list(gather(places, now=now, settings=made, known=lambda: known or [], cache=cache))
        return (
            [x for x in found if isinstance(x, Report)],
            [x for x in found if isinstance(x, Note)],
            [x for x in found if isinstance(x, Gone)],
        )


@contextmanager
def news_world() -> Iterator[World]:
    """A running world."""
    world = World()
    try:
        yield world
    finally:
        world.close()


def _handler(world: World) -> type[BaseHTTPRequestHandler]:
    counts: dict[str, int] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            number = counts[self.path] = counts.get(self.path, 0) + 1
            page = world.pages.get(self.path, Page(b"not here", status=404))
            page = page(number) if callable(page) else page
            tag = page.headers.get("ETag")
            same = page.status == 200 and tag is not None and self.headers.get("If-None-Match") == tag
            status = 304 if same else page.status
            world.asked.append((self.path, dict(self.headers), status))
            world.times.append(time.monotonic())
            time.sleep(page.delay)
            body = b"" if same else gzip.compress(page.body) if page.packed else page.body
            self.send_response(status)
            self.send_header("Content-Type", page.kind)
            if page.packed:
                self.send_header("Content-Encoding", "gzip")
            for name, value in page.headers.items():
                self.send_header(name, value)
            if not same:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body[: len(body) - page.cut], page.drip)
            if page.cut:
                self.close_connection = True

        def _send(self, body: bytes, drip: float) -> None:
            try:
                if not drip:
                    self.wfile.write(body)
                    return
                for at in range(len(body)):
                    self.wfile.write(body[at : at + 1])
                    time.sleep(drip)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
