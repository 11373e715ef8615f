"""Errata as they are shown: with the claim as it is called now, the report, what stood there and what stands there."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sayso.records import Picture
from sayso.terms import Differing, ErratumKind, Standing


class Erred(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of which a report took back what it said."""

    id: str
    known_at: datetime | None
    """When the desk raised it."""
    kind: ErratumKind
    claim: str
    """Id of the claim that the old statement belongs to now: claims that grow get another."""
    text: str
    """That claim, word for word."""
    used: str
    """Id under which the claim was told before the edit; empty where it was not weighed before."""
    raised_on: str
    """Id of the claim when the erratum was raised."""
    report: str
    """Id of the report in which the old text stood."""
    revision: str | None
    """Id of the version that took its place; null where the page is gone."""
    outlet: str
    name: str
    url: str
    statement: str
    stood: str
    """What stood there: the sentence of the old text."""
    stood_at: tuple[int, int]
    """Where, in code points of the old text."""
    stands: str | None
    """What stands there now; null when there is nothing."""
    stands_at: tuple[int, int] | None
    """Where, in code points of the newer version's text."""
    differs: tuple[Differing, ...]
    standing_before: Standing | None
    """How the claim stood before; null where it was not weighed before."""
    standing: Standing | None
    """How it stood right after."""
    origins_before: tuple[int, int] | None
    origins: tuple[int, int] | None
    back: bool
    """Whether the page that was gone is back."""


def errata(picture: Picture) -> tuple[Erred, ...]:
    """Every erratum of a picture, the latest first; those raised together in the order of the text."""
    home = {s: c for w in picture.weighings for c in w.claims for s in c.statements}
    reports = {r.id: r for r in picture.reports}
    out = []
    for e in picture.errata:
        report, claim = reports[e.report], home.get(e.statement)
        out.append(
            Erred(
                id=e.id,
                known_at=e.known_at,
                kind=e.kind,
                claim=claim.id if claim else e.claim,
                text=claim.text if claim else e.stood.exact,
                used=e.used,
                raised_on=e.claim,
                report=e.report,
                revision=e.revision or None,
                outlet=report.outlet,
                name=report.name,
                url=report.url,
                statement=e.statement,
                stood=e.stood.exact,
                stood_at=(e.stood.start, e.stood.end),
                stands=e.stands.exact if e.stands else None,
                stands_at=(e.stands.start, e.stands.end) if e.stands else None,
                differs=e.differs,
                standing_before=e.before[0] if e.before else None,
                standing=e.after[0] if e.after else None,
                origins_before=e.before[1:] if e.before else None,
                origins=e.after[1:] if e.after else None,
                back=e.kind is ErratumKind.GONE and report.gone is None,
            )
        )
    latest = sorted({e.known_at for e in out if e.known_at}, reverse=True)
    return tuple(sorted(out, key=lambda e: latest.index(e.known_at) if e.known_at else len(latest)))
