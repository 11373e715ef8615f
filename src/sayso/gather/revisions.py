"""Which reports are newer versions of which: same address, or same outlet and id, with another text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

import msgspec

from sayso.gather.trouble import note
from sayso.notes import Note
from sayso.records import Report

Age = tuple[datetime, datetime]

_NEVER = datetime.min.replace(tzinfo=UTC)


def keys(report: Report) -> Iterator[tuple[str, ...]]:
    """What two versions of one report share: the address of a page (not of a whole site), else the outlet and its id.

    Where there is an address the id does not count: feeds give one id to several pages.
    """
    parts = urlsplit(report.url)
    if parts.path.strip("/") or parts.query:
        yield "url", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
    elif report.outlet and report.external_id:
        yield "id", report.outlet.lower(), report.external_id


def age(report: Report) -> Age:
    """What versions are put in order by: last update, else publication; then when it was gathered."""
    return report.updated or report.published or _NEVER, report.retrieved or _NEVER


def link_revisions(new: Sequence[Report], known: Sequence[Report] = ()) -> list[Report]:
    """The new reports, each newer version with ``revision_of`` set to the version just before it, new or known.

    Where the times do not tell, the order given does, known before new. A link already set is kept.
    """
    versions: dict[tuple[str, ...], list[Report]] = {}
    for report in sorted((*known, *new), key=age):
        for key in keys(report):
            versions.setdefault(key, []).append(report)
    before: dict[str, str] = {}
    for chain in versions.values():
        for earlier, later in pairwise(chain):
            if earlier.text != later.text:
                before.setdefault(later.id, earlier.id)
    return [
        r if r.revision_of or r.id not in before else msgspec.structs.replace(r, revision_of=before[r.id]) for r in new
    ]


class Seen:
    """What was already given in one gathering: a few hundred bytes a report, so that a long stream can be checked."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._latest: dict[tuple[str, ...], tuple[Age, str, int]] = {}
        self._by_external_id: dict[str, str] = {}

    def check(self, report: Report, place: str) -> Iterator[Report | Note]:
        """The report found at a place, linked to the version before it; or a note when it was given already.

        An id that was given to another report, of which this is no version, gives a note as well.
        """
        if report.id in self._ids:
            yield note("same-report", report.name)
            return
        self._ids.add(report.id)
        earlier = next((self._latest[k] for k in keys(report) if k in self._latest), None)
        if earlier is None and report.external_id in self._by_external_id:
            other = self._by_external_id[report.external_id]
            yield note("same-id", place, given=report.external_id, other=other)
        self._remember(report, place)
        if earlier and earlier[0] < age(report) and earlier[2] != hash(report.text):
            report = msgspec.structs.replace(report, revision_of=earlier[1])
        yield report

    def _remember(self, report: Report, place: str) -> None:
        this = age(report), report.id, hash(report.text)
        for key in keys(report):
            self._latest[key] = max(self._latest.get(key, this), this)
        if report.external_id:
            self._by_external_id.setdefault(report.external_id, place)
