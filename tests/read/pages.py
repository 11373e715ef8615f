"""Pages under reading, made from invented text."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.read import models, sentences, tidy
from sayso.read.page import Page
from sayso.records import Report
from sayso.terms import Precision


def report(text: str, published: str | None = "2031-05-14", title: str = "") -> Report:
    """A report of Wednesday, 14 May 2031 unless another day is given; None leaves it without a date."""
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return Report(id="r", name="r.txt", text=text, title=title, published=at, published_precision=Precision.DAY)


def page(text: str, published: str | None = "2031-05-14") -> Page:
    """The page of such a report, tidied and parsed, nothing found in it yet."""
    source = report(text, published)
    tidied, offsets, furniture = tidy.tidy(source)
    doc = models.parse(tidied, sentences.starts(tidied))
    return Page(report=source, text=tidied, offsets=offsets, doc=doc, furniture=furniture)
