"""What a briefing says of its reports: the lead, and remarks in the list of reports."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.records import Part, Picture, Report, Sentence, Span
from sayso.spans import cut
from sayso.tell.phrases import fill, joined, labelled, moment, short_day, some
from sayso.tell.views import View
from sayso.terms import PublishedBasis

MOST_CITED = 15
"""Reports cited by a sentence about reports; it says how many there are."""
_BASIS = {
    PublishedBasis.STORY: "date_story",
    PublishedBasis.DEFAULT: "date_default",
    PublishedBasis.URL: "date_url",
}


def lead(picture: Picture, reports: tuple[str, ...], view: View, carrier: str = "") -> Sentence:
    """As of when, from how many reports of how many outlets, published when; and whose the headline is."""
    held = [view.reports[r] for r in reports]
    n = len(held)
    names = {r.outlet for r in held if r.outlet}
    outlets = fill("about", "outlets", outlets=some(len(names), "named outlet")) if names else []
    slots = {
        "reports": some(n, "report"),
        "outlets": _text(outlets),
        "period": _text(_period(held)),
        "headline": _text(fill("about", "headline", outlet=view.outlet(carrier)) if carrier else []),
    }
    latest = max((r.published for r in held if r.published), default=None)
    if picture.as_of:
        return _sentence(fill("about", "lead", asof=moment(picture.as_of), **slots), held)
    if latest:
        return _sentence(fill("about", "lead_latest", asof=moment(latest), **slots), held)
    return _sentence(fill("about", "lead_undated", **slots), held)


def remarks(report: Report, view: View) -> list[str]:
    """What a reader of the list of reports must know of one: an assumed day, an older version, a text it repeats."""
    found = [] if report.readable else [labelled("language", language=report.language_name)]
    found += [labelled(_BASIS[report.published_basis])] if report.published_basis in _BASIS else []
    if report.revision_of in view.reports:
        found.append(labelled("revision", number=str(view.number(report.revision_of))))
    elif earlier := view.copied.get(report.id):
        found.append(labelled("copy", number=str(view.number(earlier))))
    return found


def _period(reports: list[Report]) -> list[Part]:
    days = sorted(r.published for r in reports if r.published)
    if not days:
        return []
    first, last = short_day(days[0]), short_day(days[-1])
    if first == last:
        return fill("about", "published", day=first)
    return fill("about", "published_from", first=first, last=last)


def _sentence(parts: list[Part], reports: list[Report]) -> Sentence:
    whole = joined([*parts, Part(text=".")])
    heads = tuple(h for r in reports[:MOST_CITED] if (h := head(r)))
    return Sentence(text=_text(whole), statements=(), spans=heads, parts=whole)


def head(report: Report) -> Span | None:
    """The first line of a report, up to 120 characters: what is shown where the report as a whole is cited."""
    text = report.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    end = min(end if end >= 0 else len(text), start + 120)
    return cut(report.id, text, start, end) if text[start:end].strip() else None


def _text(parts: Iterable[Part]) -> str:
    return "".join(p.text for p in parts)
