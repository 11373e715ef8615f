"""The client: one address in, one body out, or the reason why not."""

from __future__ import annotations

import http
import logging
import ssl
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import hishel
import httpcore2
import httpx2
import stamina
from hishel.httpx2 import CacheTransport
from ssrfguard import Resolver

from sayso.gather.fetch import bodies
from sayso.gather.fetch.failed import Failed
from sayso.gather.fetch.guard import Allowed, Backend, Transport, deadline
from sayso.gather.fetch.limits import AT_ONCE, LONGEST_WAIT, MOST_REDIRECTS, TRIES, Answer, Limits
from sayso.gather.fetch.manners import ROBOTS_BYTES, Budget, Pace, Robots
from sayso.gather.trouble import reason

NOT_NOW = {408, 425, 429, 500, 502, 503, 504}
"""Answers after which it is worth asking again."""
CACHE_FILE = "answers.db"
CACHE_BYTES = 500_000_000
CACHE_SECONDS = 60 * 86_400
"""How long an answer is kept that nobody asks for."""


stamina.instrumentation.set_on_retry_hooks(())
for _chatty in ("hishel", "protego", "httpx2", "httpcore2"):
    logging.getLogger(_chatty).addHandler(logging.NullHandler())  # what they have to say becomes notes


class Client:
    """Fetches addresses from several threads at once. Redirects are followed; each hop is checked like the first.

    Every answer is asked for anew; a server that says "not changed" (304) saves the body.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        now: datetime,
        cache: Path | None = None,
        resolver: Resolver | None = None,
        connector: httpcore2.NetworkBackend | None = None,
    ) -> None:
        """``cache`` is the folder in which answers are kept between runs; None keeps none.

        ``resolver`` stands in for ``socket.getaddrinfo``, ``connector`` for what opens a socket to an address.
        """
        self._limits = limits
        self._now = now
        self._allowed = Allowed(limits.allow_hosts)
        self._budget = Budget(limits)
        self._pace = Pace(limits.pause, self._allowed.__contains__)
        self._robots = Robots(lambda url: self._patiently(url, ROBOTS_BYTES, robots=False).body, self._pace.slow)
        backend = Backend(self._allowed, resolver=resolver, connector=connector)
        transport: httpx2.BaseTransport = Transport(self._allowed, backend, ssl.create_default_context(), 2 * AT_ONCE)
        self.cache = cache
        self.cache_trouble = ""
        """Why the cache could not be used, once that has shown."""
        self._ear = _Ear(self)
        if cache is not None:
            transport = CacheTransport(transport, _storage(cache, limits), rfc=hishel.CacheOptions(shared=False))
            logging.getLogger("hishel").addHandler(self._ear)
        self._client = httpx2.Client(
            transport=transport,
            trust_env=False,
            timeout=limits.timeout / 2,  # for each wait; all waits together end by the deadline
            headers={
                "User-Agent": limits.agent,
                "Accept-Encoding": bodies.ACCEPTED,
                "Accept": "application/rss+xml, application/atom+xml, application/feed+json, text/html, */*;q=0.5",
                "Cache-Control": "no-cache",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        logging.getLogger("hishel").removeHandler(self._ear)

    def get(self, url: str) -> Answer:
        """The body at an address. Raises Failed."""
        self._allowed.check(url)
        return self._patiently(url, self._limits.max_bytes, robots=self._limits.robots)

    def _patiently(self, url: str, limit: int, *, robots: bool) -> Answer:
        """Ask again where that is worth while, after a growing wait, or the one that the server asks for."""
        waits = stamina.retry_context(
            on=_again,
            attempts=TRIES,
            timeout=None,
            wait_initial=self._limits.first_wait,
            wait_max=LONGEST_WAIT,
            wait_jitter=self._limits.first_wait / 2,
        )
        for attempt in waits:
            with attempt:
                return self._follow(url, limit, robots=robots)
        raise AssertionError("the last attempt returns or raises")

    def _follow(self, url: str, limit: int, *, robots: bool) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            if robots:
                self._robots.check(url)
            self._budget.spend()
            answer = self._hop(url, limit)
            if isinstance(answer, Answer):
                return answer
            url = answer
        raise Failed("many-redirects", limit=MOST_REDIRECTS)

    def _hop(self, url: str, limit: int) -> Answer | str:
        """One request: the answer, or the address to go on to."""
        with self._pace.turn(url):
            start = time.monotonic()
            token = deadline.set(start + self._limits.timeout)
            try:
                with self._client.stream("GET", url, follow_redirects=False) as response:
                    if response.next_request is not None:
                        return str(response.next_request.url)
                    if not response.is_success:
                        raise self._unwelcome(url, response)
                    encoding = response.headers.get("content-encoding", "")
                    body = bodies.whole(response.iter_raw(), encoding, limit)
                    said = response.extensions.get("caching", {})
                    return Answer(
                        url=str(response.url),
                        body=body,
                        kind=response.headers.get("content-type", ""),
                        unchanged=bool(said.get("from_cache")),
                    )
            except httpx2.TimeoutException as e:
                raise Failed("no-answer", seconds=time.monotonic() - start) from e
            except httpx2.ConnectError as e:
                raise Failed("unreachable", why=reason(e), again=0.0) from e
            except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError) as e:
                raise Failed("broken-body", why=reason(e), again=0.0) from e
            except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as e:
                raise Failed("refused-address", why=reason(e)) from e
            except httpx2.HTTPError as e:
                raise Failed("unreachable", why=reason(e)) from e
            finally:
                deadline.reset(token)

    def _unwelcome(self, url: str, response: httpx2.Response) -> Failed:
        """The failure that an answer other than success is."""
        status = response.status_code
        if status in (404, 410):
            return Failed("page-gone", status=status)
        wait = self._wished(response.headers)
        again: float | None = None
        if (status in NOT_NOW or wait is not None) and (wait or 0.0) <= LONGEST_WAIT:
            again = wait or 0.0
        if wait:
            self._pace.hold(url, wait)
        phrase = http.HTTPStatus(status).phrase if status in set(http.HTTPStatus) else "an answer of its own"
        return Failed("bad-answer", status=status, phrase=phrase, again=again)

    def _wished(self, headers: httpx2.Headers) -> float | None:
        """The seconds that a Retry-After asks for, given as a number or as a moment by the server's own clock."""
        said = headers.get("retry-after", "").strip()
        if said.isdigit():
            return float(said)
        try:
            server = parsedate_to_datetime(headers["date"]) if "date" in headers else self._now
            return max(0.0, (parsedate_to_datetime(said) - server).total_seconds())
        except (TypeError, ValueError):
            return None


class _Ear(logging.Handler):
    """Hears when the cache fails (a full disk, a damaged file): it then does without, and only its log tells."""

    def __init__(self, client: Client) -> None:
        super().__init__(logging.ERROR)
        self._client = client

    def emit(self, record: logging.LogRecord) -> None:
        """Put the cause down."""
        cause = record.exc_info[1] if record.exc_info else None
        self._client.cache_trouble = reason(cause) if cause else record.getMessage()


def _again(error: Exception) -> bool | float:
    """Whether to ask again, and after how many seconds where the server said so."""
    if not isinstance(error, Failed) or error.again is None:
        return False
    return error.again or True


def _storage(folder: Path, limits: Limits) -> hishel.BaseStorage:
    return hishel.SqliteStorage(
        database_path=folder / CACHE_FILE,
        default_tti=CACHE_SECONDS,
        max_stream_size=limits.max_bytes,
        max_size=CACHE_BYTES,
    )
