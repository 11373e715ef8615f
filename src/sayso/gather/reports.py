"""From a text and what is said about it to a report: facts are believed in a fixed order, and the basis is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

import py3langid
from courlan import extract_domain

from sayso.gather import dates, heads
from sayso.gather.fields import Facts
from sayso.gather.trouble import note
from sayso.notes import Note
from sayso.records import Report, content_id
from sayso.settings import Settings
from sayso.terms import Precision, PublishedBasis

LANGUAGE_LETTERS = 60
"""Shorter texts do not show their language."""
FIRST_SIGN = "\u0370"
"""Greek and everything after it: no Latin letter."""
LANGUAGE_SIGNS = 20
"""So many letters are enough where they are not Latin."""
LANGUAGE_CHARS = 2000
"""So much of a text is looked at to tell its language."""
_KINDRED = {"wuu": "zh", "yue": "zh", "zh-cn": "zh", "nb": "no", "nn": "no"}
"""Written forms that are kept under the code of the larger language."""


class Context:
    """What holds for a whole gathering: the clock, the default date, the settings."""

    def __init__(self, published: datetime | None, now: datetime, settings: Settings) -> None:
        """``published`` is used only where nothing better is found; times without a zone are taken as UTC."""
        self.default = published if published is None or published.tzinfo else published.replace(tzinfo=UTC)
        self.now = now if now.tzinfo else now.replace(tzinfo=UTC)
        self.settings = settings


class Published(NamedTuple):
    """When a report was published, how finely that is known, and on what it rests."""

    at: datetime | None = None
    precision: Precision = Precision.VAGUE
    basis: PublishedBasis = PublishedBasis.NONE


def make(
    text: str, given: Facts, context: Context, *, place: str, raw_hash: str, page: Facts | None = None
) -> Iterator[Note | Report]:
    """One report, after the notes on it; only a note when there is no text.

    ``given`` came with the input, ``page`` from the mark-up; ``place`` is where it came from, for notes, and its name
    unless another is given.
    """
    if not text.strip():
        yield note("empty-report", place)
        return
    limit = context.settings.max_report_chars
    if len(text) > limit:
        yield note("long-report", place, size=len(text), limit=limit)
        text = text[:limit]
    tongue = language(text) or _code(given.language or (page.language if page else ""))
    printed = heads.read(text, tongue)
    facts = given.filled_from(page or Facts()).filled_from(printed)
    facts.credit = facts.credit or heads.agency_of(facts.byline)
    said = {
        PublishedBasis.GIVEN: given.published,
        PublishedBasis.PAGE: page.published if page else "",
        PublishedBasis.TEXT: printed.published,
    }
    published, notes = _published(said, facts.url, context, place, tongue)
    yield from notes
    updated = dates.read(facts.updated, tongue)
    outlet = facts.outlet or (extract_domain(facts.url) if facts.url else "") or ""
    name = facts.name or place
    # The folder that was named to get at a file is no part of what the report is.
    own_name = Path(name).name if name == place else name
    report = Report(
        id=content_id("rep", outlet, facts.url or ("" if outlet else own_name), facts.title, published.at or "", text),
        name=name,
        text=text,
        outlet=outlet,
        url=facts.url,
        title=facts.title,
        byline=facts.byline,
        dateline=facts.dateline,
        credit=facts.credit,
        published=published.at,
        published_precision=published.precision,
        published_basis=published.basis,
        updated=updated[0] if updated and not dates.is_future(updated[0], context.now) else None,
        retrieved=context.now,
        language=tongue,
        raw_hash=raw_hash,
        external_id=facts.external_id,
    )
    if not report.readable:
        yield note("other-language", place, language=report.language_name)
    yield report


def language(text: str) -> str:
    """The ISO 639-1 code of the language of a text; empty where there are too few letters to tell."""
    sample = text[:LANGUAGE_CHARS]
    letters = re.findall(r"[^\W\d_]", sample)
    signs = sum(letter >= FIRST_SIGN for letter in letters)
    if len(letters) < LANGUAGE_LETTERS and signs < LANGUAGE_SIGNS:
        return ""
    return _code(str(py3langid.classify(sample)[0]))


def _code(said: str) -> str:
    plain = said.strip().lower().replace("_", "-")
    return _KINDRED.get(plain) or _KINDRED.get(plain.partition("-")[0]) or plain.partition("-")[0][:2]


def _published(
    said: dict[PublishedBasis, str], url: str, context: Context, place: str, tongue: str
) -> tuple[Published, list[Note]]:
    """The time of publication on the best basis there is, and notes on what was not believed."""
    notes: list[Note] = []
    for basis, words in said.items():
        moment = dates.read(words, tongue)
        if moment and not dates.is_future(moment[0], context.now):
            return Published(*moment, basis), notes
        if words:
            notes.append(note("future-date" if moment else "unreadable-date", place, said=words[:60]))
    moment = dates.in_address(url)
    if moment and not dates.is_future(moment[0], context.now):
        return Published(*moment, PublishedBasis.URL), notes
    if context.default:
        precision = Precision.DAY if context.default.timetz() == time(0, tzinfo=UTC) else Precision.MINUTE
        return Published(context.default, precision, PublishedBasis.DEFAULT), notes
    return Published(), notes
