"""Which reports are newer versions of which: same address, or same outlet and id, with another text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

from sayso.records import Report

_NEVER = datetime.min.replace(tzinfo=UTC)


def keys(report: Report) -> Iterator[tuple[str, ...]]:
    """What two versions of one report share: the address of a page (not of a whole site), or the outlet and its id."""
    parts = urlsplit(report.url)
    if parts.path.strip("/") or parts.query:
        yield "url", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
    if report.outlet and report.external_id:
        yield "id", report.outlet.lower(), report.external_id


def age(report: Report) -> tuple[datetime, datetime]:
    """What versions are put in order by: last update, else publication; then when it was gathered."""
    return report.updated or report.published or _NEVER, report.retrieved or _NEVER


def link_revisions(new: Sequence[Report], known: Sequence[Report] = ()) -> list[Report]:
    """The new reports, each newer version with ``revision_of`` set to the version just before it, new or known.

    Where the times do not tell, the order given does: known before new, earlier before later. A link already set is kept.
    """
    versions: dict[tuple[str, ...], list[Report]] = {}
    for report in sorted((*known, *new), key=age):
        for key in keys(report):
            versions.setdefault(key, []).append(report)
    before: dict[str, str] = {}
    for chain in versions.values():
        for earlier, later in zip(chain, chain[1:], strict=False):
            if earlier.id != later.id and earlier.text != later.text:
                before.setdefault(later.id, earlier.id)
    return [
        r if r.revision_of or r.id not in before else msgspec.structs.replace(r, revision_of=before[r.id]) for r in new
    ]
