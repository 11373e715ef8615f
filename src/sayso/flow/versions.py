"""Newer versions among reports that come in, linked to the versions before them."""

from __future__ import annotations

from collections import defaultdict

from sayso.keep import Store
from sayso.records import Report


class Versions:
    """Knows which reports of a store share an address, or an outlet and its id."""

    def __init__(self, store: Store) -> None:
        from sayso.gather.revisions import keys

        self._store = store
        self._known: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._kept: set[str] = set()
        for report in store.addresses():
            self._kept.add(report.id)
            for key in keys(report):
                self._known[key].add(report.id)

    def link(self, batch: list[Report]) -> list[Report]:
        """The batch, its newer versions linked to the versions before them."""
        from sayso.gather import link_revisions
        from sayso.gather.revisions import keys

        new = [r for r in batch if r.id not in self._kept]
        alike = sorted({id for r in new for key in keys(r) for id in self._known.get(key, ())})
        linked = {r.id: r for r in link_revisions(new, self._store.told(alike)[0] if alike else ())}
        for report in new:
            self._kept.add(report.id)
            for key in keys(report):
                self._known[key].add(report.id)
        return [linked.get(r.id, r) for r in batch]
