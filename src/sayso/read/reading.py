"""The steps of reading, in order."""

from __future__ import annotations

from sayso.notes import Note
from sayso.read import attribution, models, names, places, quantities, sentences, shallow, statements, tidy, times
from sayso.read.page import Page
from sayso.records import Reading, Report

READER = "3"
"""Version of the reader: raised whenever the same report would be read differently."""


def version(*, tagger: bool = True) -> str:
    """What a reading is marked with: the reader's version, and whether it read by the rules alone."""
    return READER if tagger else f"{READER}-rules"


def read(report: Report, *, tagger: bool = True) -> tuple[Reading, tuple[Note, ...]]:
    """Everything that one report says, and notes on what could not be read; without ``tagger`` by the rules alone.

    Pure: the same report always gives the same reading. A report without running text gives an empty one and a note.
    """
    if not report.readable:
        return _shallow(report, version(tagger=tagger)), ()
    text, offsets, furniture = tidy.tidy(report)
    if not text.strip():
        note = Note(
            code="no-text",
            message="Nothing but headings, promotions or white space; kept without statements.",
            place=report.name,
        )
        return Reading(report=report.id, reader=version(tagger=tagger), furniture=furniture), (note,)
    starts = sentences.starts(text)
    page = Page(report=report, text=text, offsets=offsets, doc=models.parse(text, starts), furniture=furniture)
    page.tagger = tagger
    page.places = places.find(page)
    page.names = names.find(page)
    page.times = times.find(page)
    page.quantities = quantities.find(page)
    attributions = attribution.find(page)
    said, phrases = statements.find(page, attributions)
    return Reading(
        report=report.id,
        reader=version(tagger=tagger),
        furniture=furniture,
        sentences=tuple(page.span_of(s) for s in page.doc.sents if s.text.strip()),
        names=page.names,
        times=page.times,
        places=page.places,
        quantities=page.quantities,
        attributions=attributions,
        statements=said,
        phrases=phrases,
    ), ()


def _shallow(report: Report, reader: str) -> Reading:
    """A report in another language: no statement is made of what cannot be understood."""
    return Reading(
        report=report.id,
        reader=reader,
        shallow=True,
        sentences=shallow.sentences(report),
        times=shallow.times(report),
        places=shallow.places(report),
    )
