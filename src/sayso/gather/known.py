"""What is kept already, by the addresses at which it was found: so that nothing is taken twice, and loss is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.gather.items import Key, is_address, key
from sayso.records import Report


class Known:
    """The kept reports that came from the web; for each address its newest version."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        """``reports`` stand in the order in which they were gathered."""
        self._latest: dict[Key, Report] = {}
        self._versions: dict[Key, list[Report]] = {}
        self._ids: set[str] = set()
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Remember a report as the newest version at its addresses."""
        self._ids.add(report.id)
        for where in {key(a) for a in (report.url, report.name) if is_address(a) and "#" not in a}:
            self._latest[where] = report
            self._versions.setdefault(where, []).append(report)

    def moved(self, report: Report, address: str) -> None:
        """Remember that the page of a kept report has moved to an address."""
        self._latest.setdefault(key(address), report)

    def latest(self, *addresses: str) -> Report | None:
        """The newest version found at one of some addresses."""
        return next((r for a in addresses if a and (r := self._latest.get(key(a)))), None)

    def versions(self, address: str) -> list[Report]:
        """Every version found at an address."""
        return self._versions.get(key(address), [])

    def __contains__(self, id: str) -> bool:
        """Whether a report with this id is kept."""
        return id in self._ids

    def newest(self) -> Iterator[Report]:
        """The newest version of each report."""
        return iter({r.id: r for r in self._latest.values()}.values())
