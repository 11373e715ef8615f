"""From a text and what is said about it to a report: what was found is believed in a fixed order, and the basis is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import py3langid
from courlan import extract_domain

from sayso.gather import dates, heads
from sayso.gather.fields import Facts
from sayso.notes import Note
from sayso.records import Report, content_id
from sayso.settings import Settings
from sayso.terms import Precision, PublishedBasis

LANGUAGE_LETTERS = 60
"""Shorter texts do not show their language."""
LANGUAGE_CHARS = 4000
"""So much of a text is looked at to tell its language."""


class Context:
    """What holds for a whole gathering: the clock, the default date, the settings."""

    def __init__(self, published: datetime | None, now: datetime, settings: Settings) -> None:
        """``published`` is used only where nothing better is found; times without a zone are taken as UTC."""
        self.default = published if published is None or published.tzinfo else published.replace(tzinfo=UTC)
        self.now = now if now.tzinfo else now.replace(tzinfo=UTC)
        self.settings = settings


def make(
    text: str, given: Facts, context: Context, *, place: str, raw_hash: str, page: Facts | None = None
) -> Iterator[Note | Report]:
    """One report, after the notes on it.

    ``given`` came with the input, ``page`` from the mark-up; ``place`` is where it came from, for notes, and its name
    unless another is given.
    """
    if not text.strip():
        yield Note(code="empty-report", place=place, message="Holds no text; nothing was taken from it.")
        return
    limit = context.settings.max_report_chars
    if len(text) > limit:
        yield Note(code="long-report", place=place, message=f"Has {len(text):,} characters and was cut after {limit:,}; "
                   "split it, or raise max_report_chars in sayso.toml.")  # fmt: skip
        text = text[:limit]
    printed = heads.read(text)
    facts = given.filled_from(page or Facts()).filled_from(printed)
    published, precision, basis, notes = _published(given, page, printed, facts.url, context, place)
    yield from notes
    updated = dates.read(facts.updated) if facts.updated else None
    outlet = facts.outlet or (extract_domain(facts.url) or "" if facts.url else "")
    name = facts.name or place
    yield Report(
        id=content_id("rep", outlet, facts.url or ("" if outlet else name), facts.title, published or "", text),
        name=name,
        text=text,
        outlet=outlet,
        url=facts.url,
        title=facts.title,
        byline=facts.byline,
        dateline=facts.dateline,
        credit=facts.credit,
        published=published,
        published_precision=precision,
        published_basis=basis,
        updated=updated[0] if updated and not dates.is_future(updated[0], context.now) else None,
        retrieved=context.now,
        language=facts.language[:2].lower() or language(text),
        raw_hash=raw_hash,
        external_id=facts.external_id,
    )


def language(text: str) -> str:
    """The ISO 639-1 code of the language of a text; empty where there are too few letters to tell."""
    sample = text[:LANGUAGE_CHARS]
    if len(re.findall(r"[^\W\d_]", sample)) < LANGUAGE_LETTERS:
        return ""
    return str(py3langid.classify(sample)[0])


def _published(
    given: Facts, page: Facts | None, printed: Facts, url: str, context: Context, place: str
) -> tuple[datetime | None, Precision, PublishedBasis, list[Note]]:
    """The time of publication on the best basis there is, and notes on what was not believed."""
    notes: list[Note] = []
    said = (
        (given.published, PublishedBasis.GIVEN),
        (page.published if page else "", PublishedBasis.PAGE),
        (printed.published, PublishedBasis.TEXT),
    )
    for words, basis in said:
        if not words:
            continue
        moment = dates.read(words)
        if moment is None:
            notes.append(Note(code="unreadable-date", place=place, message=f"The date {words[:60]!r} cannot be read for certain and was "
                              "not used; write it as 2031-05-04 or 2031-05-04T14:00:00Z."))  # fmt: skip
        elif dates.is_future(moment[0], context.now):
            notes.append(Note(code="future-date", place=place, message=f"The date {words[:60]!r} lies in the future and was not believed; "
                              "correct it in the input, or check the clock of this machine."))  # fmt: skip
        else:
            return *moment, basis, notes
    if (moment := dates.in_address(url)) and not dates.is_future(moment[0], context.now):
        return *moment, PublishedBasis.URL, notes
    if context.default:
        return (
            context.default,
            Precision.DAY if _midnight(context.default) else Precision.MINUTE,
            PublishedBasis.DEFAULT,
            notes,
        )
    return None, Precision.VAGUE, PublishedBasis.NONE, notes


def _midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)
