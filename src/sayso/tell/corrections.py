"""The section of corrections: what newer versions and lost pages took back, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sayso.records import Erratum, Sentence
from sayso.tell.compose import sentence
from sayso.tell.phrases import Slot, fill, labelled, short_day
from sayso.tell.quote import verbatim
from sayso.tell.views import View
from sayso.terms import ErratumKind


def corrections(view: View, claim_of: Mapping[str, str]) -> Iterator[Sentence]:
    """A sentence for each passage that a claim of a story rested on and that was edited, and for each lost page.

    ``claim_of`` tells the claim of each statement of the story. What the newest version has again, and pages that are
    back, are left out.
    """
    told: set[object] = set()
    for e in sorted(view.picture.errata, key=lambda e: e.known_at.timestamp() if e.known_at else 0.0, reverse=True):
        key = e.report if e.kind is ErratumKind.GONE else e.stood
        if e.statement in claim_of and e.statement in view.statements and key not in told and _holds(e, view):
            told.add(key)
            yield _told(e, view, claim_of[e.statement])


def _holds(e: Erratum, view: View) -> bool:
    if e.kind is ErratumKind.GONE:
        return view.reports[e.report].gone is not None
    return e.statement in view.withdrawn


def _told(e: Erratum, view: View, claim: str) -> Sentence:
    old = view.statements[e.statement]
    slots: dict[str, Slot] = {"outlet": view.outlet(e.report), "quote": verbatim(e.stood)}
    label = labelled("seen", day=short_day(e.known_at)) if e.known_at else ""
    if e.kind is ErratumKind.GONE:
        return sentence(fill("main", "taken_down", **slots), [old], claim=claim, label=label)
    if e.stands is None or e.now not in view.statements:
        return sentence(fill("main", "cut", **slots), [old], claim=claim, label=label)
    parts = [*fill("main", "changed", **slots), *fill("tail", "changed_to", quote=verbatim(e.stands))]
    return sentence(parts, [old, view.statements[e.now]], claim=claim, label=label)
