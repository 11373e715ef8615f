"""Manners: not too often, not where robots.txt forbids it, not without end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import protego

from sayso.gather.fetch.failed import Failed
from sayso.gather.fetch.limits import AT_ONCE, AT_ONCE_OF_A_HOST, LONGEST_WAIT, Limits

ROBOT = "sayso"
"""The name by which robots.txt may speak of sayso."""
LONGEST_PAUSE = 10.0
"""Seconds between two requests at most, whatever robots.txt asks for: a feed has a few dozen pages."""
ROBOTS_BYTES = 512_000
"""RFC 9309: so much of robots.txt must be read at least."""


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


class _Host:
    def __init__(self, at_once: int) -> None:
        self.slots = threading.BoundedSemaphore(at_once)
        self.lock = threading.Lock()
        self.free = 0.0
        self.pause = 0.0

    def wait(self, pause: float) -> None:
        """Sleep until it is this request's turn."""
        with self.lock:
            start = max(time.monotonic(), self.free)
            self.free = start + max(pause, self.pause)
        time.sleep(max(0.0, start - time.monotonic()))


class Pace:
    """Turns: a few requests at a time to each host, with a pause between their starts; none for one's own hosts."""

    def __init__(self, pause: float, own: Callable[[str], bool]) -> None:
        self._pause = pause
        self._own = own
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait until the host of an address may be asked, and hold its slot."""
        own = self._own(url)
        host = self._host(url, own)
        with host.slots:
            host.wait(0.0 if own else self._pause)
            yield

    def hold(self, url: str, seconds: float) -> None:
        """Ask nothing of a host for some seconds: it said that it has had enough. One's own host is not spared."""
        if self._own(url):
            return
        host = self._host(url, own=False)
        with host.lock:
            host.free = max(host.free, time.monotonic() + min(seconds, LONGEST_WAIT))

    def slow(self, url: str, pause: float) -> None:
        """Leave at least so many seconds between two requests, as robots.txt asks."""
        self._host(url, self._own(url)).pause = min(pause, LONGEST_PAUSE)

    def _host(self, url: str, own: bool) -> _Host:
        with self._lock:
            return self._hosts.setdefault(origin(url), _Host(AT_ONCE if own else AT_ONCE_OF_A_HOST))


class Budget:
    """How many requests a run may make."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.budget
        self._spent = 0
        self._lock = threading.Lock()

    def spend(self) -> None:
        """Count one request. Raises Failed when there was one too many."""
        with self._lock:
            if self._spent >= self._limit:
                raise Failed("budget-spent", limit=self._limit)
            self._spent += 1


class Robots:
    """What the robots.txt of each origin allows; it is read once in a run (RFC 9309)."""

    def __init__(self, read: Callable[[str], bytes], slow: Callable[[str, float], None]) -> None:
        """``read`` gives the body at an address or raises Failed; ``slow`` is told of a wished pause."""
        self._read = read
        self._slow = slow
        self._known: dict[str, protego.Protego | Failed] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> None:
        """Raise Failed when an address may not be asked for, or its server cannot say whether it may."""
        home = origin(url)
        with self._lock:
            lock = self._locks.setdefault(home, threading.Lock())
        with lock:
            if home not in self._known:
                self._known[home] = self._rules(home)
        rules = self._known[home]
        if isinstance(rules, Failed):
            raise rules
        if not rules.can_fetch(url, ROBOT):
            raise Failed("robots-forbid", host=urlsplit(url).hostname or "")

    def _rules(self, home: str) -> protego.Protego | Failed:
        try:
            text = self._read(f"{home}/robots.txt")[:ROBOTS_BYTES].decode("utf-8", "replace")
        except Failed as e:
            if 400 <= e.status < 500:
                return protego.Protego.parse("")  # there is none: all is allowed
            if e.status:
                return Failed("robots-unknown", host=urlsplit(home).hostname or "", status=e.status)
            return e
        rules = protego.Protego.parse(text)
        if delay := rules.crawl_delay(ROBOT):
            self._slow(home, delay)
        return rules
