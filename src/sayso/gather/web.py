"""From addresses to reports: what each address holds, the pages that feeds and sitemaps list, and what became of those
that were taken before. A failure is a note about one address; all others go on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sayso.gather import archives, feeds, jsons, opml, sitemaps, xmls
from sayso.gather.articles import Articles
from sayso.gather.fetch import Answer, Failed
from sayso.gather.fetch.bodies import whole
from sayso.gather.fetch.limits import AT_ONCE, limits
from sayso.gather.items import Item, Key, is_address, key, site
from sayso.gather.reports import Context
from sayso.gather.trouble import note, reason
from sayso.notes import Note
from sayso.records import Gone, Report

if TYPE_CHECKING:
    from sayso.gather.fetch.client import Client

T = TypeVar("T")
R = TypeVar("R")
Got = Answer | Failed

WAITING = 8 * AT_ONCE
"""Answers that may wait for their turn in the output."""
DEEPEST = 3
"""Lists of lists of feeds or sitemaps are followed so far."""


def client(context: Context, cache: Path | None) -> Client:
    """The network client that the settings ask for; its libraries are loaded here and not before."""
    from sayso.gather.fetch.client import Client

    return Client(limits(context.settings), now=context.now, cache=cache)


class Walk:
    """One walk through the web."""

    def __init__(self, client: Client, context: Context, articles: Articles) -> None:
        self._client = client
        self._context = context
        self._articles = articles
        self._items: dict[Key, Item] = {}
        self._sites: set[str] = set()
        """Of the lists that could be read."""

    def reports(self, addresses: Iterable[str]) -> Iterator[Report | Note | Gone]:
        """The reports at some addresses, in their order, and of the lists that lie there."""
        with ThreadPoolExecutor(AT_ONCE, "fetch") as pool:
            try:
                yield from self._lists(pool, list(dict.fromkeys(a.strip() for a in addresses)))
                self._look_again()
                for item, got in _in_order(pool, self._page, self._items.values()):
                    yield from self._articles.read(item, got)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        if self._client.cache_trouble:
            yield note("no-cache", self._client.cache or "", why=self._client.cache_trouble)

    # ------------------------------------------------------------------------ lists

    def _lists(self, pool: ThreadPoolExecutor, addresses: list[str]) -> Iterator[Report | Note | Gone]:
        """Fetch the addresses that were named, and the lists in them; what they list is put down."""
        done: set[str] = set()
        for _ in range(DEEPEST):
            further: list[str] = []
            for address, got in _in_order(pool, self._ask, addresses):
                if isinstance(got, Failed):
                    yield from self._no_list(address, got)
                else:
                    yield from self._opened(address, got, further)
            done.update(addresses)
            addresses = [a for a in dict.fromkeys(further) if a not in done]
        for address in addresses:
            yield note("deep-list", address)

    def _no_list(self, address: str, failed: Failed) -> Iterator[Report | Note | Gone]:
        if failed.code == "page-gone" and self._articles.known.latest(address):
            yield from self._articles.read(Item(url=address, place=address, again=True), failed)
        else:
            yield failed.note(address)

    def _opened(self, address: str, answer: Answer, further: list[str]) -> Iterator[Report | Note | Gone]:
        """What a named address holds: a list, whose items or lists are put down, or reports."""
        try:
            answer = self._unpacked(answer)
            root = xmls.root_name(answer.body)
            if root in feeds.ROOTS or feeds.is_json_feed(answer.body):
                feed = feeds.read(answer.body, answer.url, answer.kind)
                yield from feed.notes
                self._sites.add(site(answer.url))
                self._put(feed.items)
            elif root in ("opml", "urlset", "sitemapindex"):
                if xmls.declares_entities(answer.body):
                    raise Failed("xml-bomb")
                if root == "opml":
                    further += [f.url for f in opml.read(answer.body)]
                else:
                    found = sitemaps.read(answer.body, answer.url)
                    self._put(found.items)
                    further += found.sitemaps
            elif archives.is_warc(answer.body):
                yield note("far-archive", address)
            elif _is_json(answer):
                yield from self._objects(address, answer)
            else:
                self._put([Item(url=address, place=address, answer=answer)])
        except Failed as e:
            yield e.note(address)
        except xmls.ERRORS as e:
            yield note("broken-list", address, why=reason(e))

    def _unpacked(self, answer: Answer) -> Answer:
        """A file that is packed as such, as sitemaps often are."""
        if not answer.body.startswith(b"\x1f\x8b"):
            return answer
        body = whole([answer.body], "gzip", self._context.settings.web_max_bytes)
        return Answer(url=answer.url, body=body, kind="", unchanged=answer.unchanged)

    def _objects(self, address: str, answer: Answer) -> Iterator[Report | Note]:
        for found in jsons.whole(answer.body, address):
            if isinstance(found, Note):
                yield found
            else:
                yield from self._articles.given(found)

    def _put(self, items: Iterable[Item]) -> None:
        """Put items down, each page once; what a second list says about a page fills what the first leaves open."""
        for item in items:
            where = key(item.url) if item.url else ("", item.place, item.given.external_id)
            first = self._items.setdefault(where, item)
            if first is not item:
                first.given = first.given.filled_from(item.given)
                first.text = max(first.text, item.text, key=len)

    def _look_again(self) -> None:
        """Put down the pages of kept reports that their sites list no more: they may be changed or gone."""
        sites = self._sites | {site(i.url) for i in self._items.values() if i.source}
        days = self._context.settings.web_recheck_days
        again: dict[Key, Item] = {}
        for report in self._articles.known.newest():
            address = report.name if is_address(report.name) else report.url
            fresh = report.retrieved and (self._context.now - report.retrieved).days < days
            listed = {key(report.url), key(address)} & self._items.keys()
            if fresh and not listed and not report.gone and site(address) in sites and is_address(address):
                again[key(address)] = Item(url=address, place=address, again=True)
        self._items = again | self._items  # first, so that a page is known again where it has moved

    # ------------------------------------------------------------------------ pages

    def _page(self, item: Item) -> Got | None:
        if item.answer is not None:
            return item.answer
        return self._ask(item.url) if item.url else None

    def _ask(self, address: str) -> Got:
        try:
            return self._client.get(address)
        except Failed as e:
            return e
        except Exception as e:  # a fault in one answer must not end the run; it is told with its kind
            return Failed("fetch-fault", why=f"{type(e).__name__}: {reason(e)}")


def _in_order(pool: ThreadPoolExecutor, work: Callable[[T], R], things: Iterable[T]) -> Iterator[tuple[T, R]]:
    """What comes of each thing, in order; some are worked on ahead."""
    waiting: deque[tuple[T, Future[R]]] = deque()
    for thing in things:
        waiting.append((thing, pool.submit(work, thing)))
        if len(waiting) >= WAITING:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _is_json(answer: Answer) -> bool:
    """Whether the server says so, or says nothing and it looks so."""
    kind = answer.kind.lower()
    return "json" in kind or (not kind.startswith("text/") and answer.body.lstrip()[:1] in (b"{", b"["))
