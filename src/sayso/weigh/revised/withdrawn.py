"""What the versions of the reports of a story took back, and what an erratum says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sayso.records import Assessment, Claim, Erratum, Reading, Report, Statement, Weighing, content_id
from sayso.terms import Differing, ErratumKind
from sayso.weigh.revised.compare import Change, Version, comparable, compare

Standings = Mapping[str, tuple[Claim, Assessment]]
"""Statement -> the claim that it belongs to, with how that stands."""


def standings(weighings: Iterable[Weighing]) -> Standings:
    """The claim of each statement of some weighings."""
    out = {}
    for w in weighings:
        by_claim = {a.claim: a for a in w.assessments}
        out.update({s: (c, by_claim[c.id]) for c in w.claims for s in c.statements})
    return out


def taken_back(reports: Iterable[Report], readings: Iterable[Reading], home: Mapping[str, str]) -> dict[str, str]:
    """Statements that a later version of their report no longer makes -> the statement in their place, or nothing.

    ``home`` tells the claim of each statement: what is only told in other words is not taken back. What a version took
    back and the newest one has again is not either.
    """
    versions = _versions(reports, readings)
    newer = {v.report.revision_of: r for r, v in versions.items() if v.report.revision_of in versions}
    steps = {old: dict(_steps(versions[old], versions[new], home)) for old, new in newer.items()}
    out: dict[str, str] = {}
    for first in sorted(steps):
        again = _restored(versions[first], versions[_newest(first, newer)])
        for statement in (s.id for s in versions[first].told):
            if (found := _followed(statement, first, steps, newer)) is not None and statement not in again:
                out[statement] = found
    return out


def _restored(first: Version, last: Version) -> set[str]:
    return {c.old.id for c in compare(first, last) if c.kept and c.old}


def _versions(reports: Iterable[Report], readings: Iterable[Reading]) -> dict[str, Version]:
    read = {r.report: r for r in readings}
    return {r.id: Version(r, read[r.id]) for r in reports if r.id in read}


def _newest(report: str, newer: Mapping[str, str]) -> str:
    seen = {report}
    while report in newer and newer[report] not in seen:
        report = newer[report]
        seen.add(report)
    return report


def _steps(old: Version, new: Version, home: Mapping[str, str]) -> Iterator[tuple[str, tuple[bool, str]]]:
    """Statement -> whether the next version still makes it, and the statement in its place there."""
    if not comparable(old, new):
        return
    for change in compare(old, new):
        if change.old is not None:
            now = change.now.id if change.now else ""
            yield change.old.id, (says_the_same(change, new.told, home), now)


def _followed(
    statement: str, report: str, steps: Mapping[str, Mapping[str, tuple[bool, str]]], newer: Mapping[str, str]
) -> str | None:
    """What stands in the place of a statement in the version that took it back; None where none did."""
    while report in newer:
        kept, now = steps[report].get(statement, (True, ""))
        if not kept:
            return now
        if not now:
            return None
        statement, report = now, newer[report]
    return None


def says_the_same(change: Change, there: Sequence[Statement], home: Mapping[str, str]) -> bool:
    """Whether a newer version still tells the claim of an old statement: in its place, or elsewhere in other words."""
    if change.kept or change.old is None:
        return True
    if change.differs and change.differs != (Differing.WORDING,):
        return False
    claim = home.get(change.old.id)
    return claim is not None and any(home.get(s.id) == claim for s in there)


# ---------------------------------------------------------------- errata


def errata_of_revision(old: Version, new: Version, now: Standings, before: Standings) -> tuple[Erratum, ...]:
    """An erratum for each claim that rests on what a newer version changed or left out.

    ``now`` and ``before`` tell how claims stand with the newer version, and stood without it.
    """
    if not comparable(old, new):
        return ()
    home = {s: c.id for s, (c, _) in now.items()}
    found = []
    for change in compare(old, new):
        if change.old and change.old.id in now and not says_the_same(change, new.told, home):
            kind = ErratumKind.CHANGED if change.now else ErratumKind.VANISHED
            found.append(_erratum(change, kind, new.report.id, now, before))
    return tuple(found)


def errata_of_loss(report: Reading, at: datetime, now: Standings, before: Standings) -> tuple[Erratum, ...]:
    """An erratum for each claim that rests on a report whose page was seen to be gone at a moment."""
    told = (Change(s, None) for s in (*report.statements, *report.phrases) if s.id in now)
    return tuple(_erratum(c, ErratumKind.GONE, "", now, before, at) for c in told)


def _erratum(
    change: Change, kind: ErratumKind, revision: str, now: Standings, before: Standings, at: datetime | None = None
) -> Erratum:
    old = change.old
    assert old is not None
    claim, stands = now[old.id]
    used, stood = before.get(old.id, (None, None))
    return Erratum(
        id=content_id("erratum", claim.id, old.id, kind, revision, at),
        claim=claim.id,
        used=used.id if used else "",
        report=old.report,
        revision=revision,
        statement=old.id,
        kind=kind,
        differs=change.differs,
        stood=old.sentence,
        stands=change.now.sentence if change.now else None,
        now=change.now.id if change.now else "",
        before=(stood.standing, stood.origins_low, stood.origins_high) if stood else None,
        after=(stands.standing, stands.origins_low, stands.origins_high),
    )
