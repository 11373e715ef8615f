"""From an item and what its page answered to a report: the page's text, or else the feed's; never a worse one than is
kept already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from sayso.gather import charsets, dates, outlets, pages
from sayso.gather.fetch import Answer, Failed
from sayso.gather.fields import Facts
from sayso.gather.items import Item, clean, host_name, key, site
from sayso.gather.jsons import Object
from sayso.gather.known import Known
from sayso.gather.reports import Context, make
from sayso.gather.trouble import note
from sayso.notes import Note
from sayso.records import Gone, Report, content_id

LITTLE = 0.8
"""A page with a smaller share of the characters that the feed itself gives shows only the beginning."""
SHARED = 0.5
"""A page to which another leads holds the same report when it shares so many of the words of the shorter text."""
OLDEST_YEAR = 1991
"""The first page of the web is no older; an earlier date is the null date of some program."""


class Articles:
    """Makes the reports of one walk."""

    def __init__(self, context: Context, known: Callable[[], Iterable[Report]]) -> None:
        """``known`` tells the reports that are kept already, in order of gathering; it is asked when first needed."""
        self._context = context
        self._ask = known

    @cached_property
    def known(self) -> Known:
        """What is kept already, and what this walk has found so far."""
        return Known(self._ask())

    def told(self, item: Item) -> Iterator[Report | Note | Gone]:
        """The report of an item by what its feed says alone."""
        yield from self._without_page(item, None, self.known.latest(item.url))

    def given(self, found: Object) -> Iterator[Report | Note]:
        """The report that an object of a JSON document stands for."""
        raw_hash = hashlib.sha256(found.raw).hexdigest()
        found.given.name = found.given.name or found.given.external_id or found.given.url
        yield from make(found.text, found.given, self._context, place=found.place, raw_hash=raw_hash, page=found.page)

    def read(self, item: Item, got: Answer | Failed | None) -> Iterator[Report | Note | Gone]:
        """The report of an item, after the notes on it; those about kept reports whose page is gone or back.

        ``got`` is None for an item without an address.
        """
        kept = self.known.latest(item.url)
        if got is None or isinstance(got, Failed):
            yield from self._without_page(item, got, kept)
            return
        elsewhere = kept is not None and key(got.url) not in (key(item.url), key(kept.url), key(kept.name))
        if _moved_home(item.url, got.url):
            yield from self._without_page(item, Failed("moved-home", to=got.url), kept)
            return
        for version in self.known.versions(item.url):
            if version.gone:
                yield Gone(report=version.id, at=item.seen or self._context.now, back=True)
        raw_hash = hashlib.sha256(got.body).hexdigest()
        if kept is not None and kept.raw_hash == raw_hash:
            self.known.moved(kept, got.url)
            yield kept
            return
        yield from self._with_page(item, got, raw_hash, kept, elsewhere=elsewhere)

    # ---------------------------------------------------------------------- with a page

    def _with_page(
        self, item: Item, got: Answer, raw_hash: str, kept: Report | None, *, elsewhere: bool
    ) -> Iterator[Report | Note | Gone]:
        html, notes = charsets.decode(got.body, got.kind, item.place)
        yield from notes
        if html is None:
            yield from self._without_page(item, None, kept)
            return
        text, page = html, Facts()
        if html.strip() and _is_page(got, html):
            text, page = pages.read(html, got.url)
        if not text.strip():
            yield from self._without_page(item, Failed("empty-page"), kept)
            return
        if len(text.strip()) < LITTLE * len(item.text):
            yield from self._without_page(item, Failed("thin-page"), kept)
            return
        if elsewhere and kept is not None and not _alike(kept.text, text):
            yield from self._without_page(item, Failed("moved-home", to=got.url), kept)
            return
        twin = self.known.latest(got.url, page.canonical if site(page.canonical) == site(got.url) else "")
        if twin is not None and twin.text == text:
            yield twin
            return
        address = self._address(item, got, page)
        facts = self._facts(item, address, page)
        yield from _dated(item.place, facts, page)
        yield from self._finished(item, text, facts, raw_hash, kept or self.known.latest(address), page)

    def _address(self, item: Item, got: Answer, page: Facts) -> str:
        """The address that the page gives as its own, where it is of the same site; else the one that answered."""
        canonical = page.canonical
        if canonical and site(canonical) == site(got.url) and not _moved_home(got.url, canonical):
            other = self.known.latest(canonical)
            if other is None or key(item.url) in (key(other.name), key(other.url)):
                return clean(canonical)
        return clean(got.url)

    def _facts(self, item: Item, address: str, page: Facts) -> Facts:
        given = Facts().filled_from(item.given)
        given.url = address
        given.name = item.url
        given.title = page.title or given.title
        if item.again and (kept := self.known.latest(item.url)):
            given.published = given.published or (kept.published.isoformat() if kept.published else "")
            given.outlet = given.outlet or kept.outlet
        known = outlets.at(address)
        feeds_own = item.feed_title if item.feed_title and site(item.site or item.source) == site(address) else ""
        if not address:
            feeds_own = item.feed_title
        named = (known.name if known else "") or page.outlet or given.outlet or feeds_own
        given.outlet = named or host_name(address)
        if not given.credit and page.canonical and site(page.canonical) != site(address):
            given.credit = outlets.name_at(page.canonical)
        return given

    # ------------------------------------------------------------------- without a page

    def _without_page(self, item: Item, failed: Failed | None, kept: Report | None) -> Iterator[Report | Note | Gone]:
        """The feed's own text, where no fuller one is kept; and that a page is gone."""
        gone = failed is not None and failed.code == "page-gone"
        if failed is not None and not (item.again and not gone):
            yield failed.note(item.place)
        if gone:
            for version in self.known.versions(item.url):
                if not version.gone:
                    yield Gone(report=version.id, at=item.seen or self._context.now)
        if kept is not None and gone and not item.again:
            yield kept
            return
        if not item.text.strip() or item.again:
            if not item.url:
                yield note("empty-item", item.place)
            return
        if kept is not None and not kept.from_feed:
            yield kept
            return
        facts = self._facts(item, clean(item.url), Facts())
        facts.name = item.url or f"{item.source or item.place}#{item.given.external_id or item.given.title}"
        yield from _dated(item.place, facts)
        raw_hash = hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()
        for made in self._finished(item, item.text, facts, raw_hash, kept, None, from_feed=True):
            yield made
            if gone and isinstance(made, Report):
                yield Gone(report=made.id, at=item.seen or self._context.now)

    # ----------------------------------------------------------------------------- both

    def _finished(
        self,
        item: Item,
        text: str,
        facts: Facts,
        raw_hash: str,
        kept: Report | None,
        page: Facts | None,
        *,
        from_feed: bool = False,
    ) -> Iterator[Report | Note]:
        """The report, linked to the version of it that is kept; that version itself where nothing has changed."""
        for made in make(text, facts, self._context, place=item.place, raw_hash=raw_hash, page=page):
            if isinstance(made, Note):
                yield made
                continue
            seen = item.seen or self._context.now
            report = msgspec.structs.replace(made, from_feed=from_feed, feed=item.feed, retrieved=seen)
            if kept is not None and kept.text == report.text and kept.title == report.title:
                yield kept
                continue
            if kept is not None and kept.id != report.id and (kept.retrieved is None or kept.retrieved <= seen):
                # What was published before, changed and changed back is a third version.
                id = content_id("rep", report.id, kept.id) if report.id in self.known else report.id
                report = msgspec.structs.replace(report, id=id, revision_of=kept.id)
            self.known.add(report)
            yield report


def _dated(place: str, *told: Facts) -> Iterator[Note]:
    """Take away dates that no page of the web can have, with a note on each."""
    for said in told:
        moment = dates.read(said.published) if said.published else None
        if moment and moment[0].year < OLDEST_YEAR:
            yield note("absurd-date", place, said=said.published[:60])
            said.published = ""


def _moved_home(asked: str, answered: str) -> bool:
    """Whether the address of a page led to the front page of a site: so do pages that are no more."""
    before, after = urlsplit(asked), urlsplit(answered)
    return bool(before.path.strip("/") or before.query) and not (after.path.strip("/") or after.query)


def _alike(before: str, after: str) -> bool:
    """Whether a text may be a later version of another: they share a good part of their words."""
    old, new = set(before.lower().split()), set(after.lower().split())
    return len(old & new) >= SHARED * min(len(old), len(new))


def _is_page(got: Answer, text: str) -> bool:
    """Whether it is HTML, by what it is and what the server says."""
    return "html" in got.kind.lower() or text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml"))
