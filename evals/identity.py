"""``python -m evals.identity``: who is who across the reports of each cluster, against what experts joined.

What experts call one person, body or state in two reports (``people_orgs.json``) should be one for sayso too, and no
two of theirs should. A unit is one printed form of one expert entity in one report; counted are pairs of units of two
reports. Units that sayso does not hold for names, and what is only described ("the official"), stand apart.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from evals.pipeline import picture_of
from evals.rows import SHARED
from sayso.records import Picture
from sayso.weigh.language.words import fold
from sayso.weigh.who.identity import Identity, identify

CLUSTERS = (("seeds", "seeds"), ("C", "gold/C/reports"), ("D", "gold/D/reports"))
"""Name of the gold folder and where its reports lie."""


@dataclass(frozen=True)
class Unit:
    """How one report prints one thing, and what sayso takes it for; ``key`` is empty where it holds it for no name."""

    report: str
    entity: str
    printed: str
    described: bool
    key: str


@dataclass(frozen=True)
class Figures:
    """Pairs of units of two reports, and how many units there are and are found."""

    right: tuple[tuple[Unit, Unit], ...]
    wrong: tuple[tuple[Unit, Unit], ...]
    missed: tuple[tuple[Unit, Unit], ...]
    units: int
    found: int

    @property
    def line(self) -> str:
        """The figures in words."""
        n, w, m = len(self.right), len(self.wrong), len(self.missed)
        precision, recall = n / max(1, n + w), n / max(1, n + m)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return (
            f"right {n:4}  wrong {w:3}  missed {m:3}  P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 "
            f"{100 * f1:5.1f}  units read as names {self.found} of {self.units}"
        )


def units(picture: Picture, entities: list[dict[str, Any]]) -> list[Unit]:
    """One unit a report, entity and printed form, with the key that most of its mentions have."""
    identity = identify(picture.readings)
    named = {Path(r.name).stem.split(".")[0]: r.id for r in picture.reports}
    keys: dict[tuple[str, str, str, bool], Counter[str]] = {}
    for entity in entities:
        for m in entity["mentions"]:
            report = next(r for name, r in named.items() if _of(name) == m["seed"])
            unit = (m["seed"], entity["id"], fold(m["quote"]), bool(m.get("description")))
            key = _key(picture, identity, report, m["start"], m["end"])
            keys.setdefault(unit, Counter())[key] += 1
    return [Unit(*unit, key=max(found, key=lambda k: (k != "", found[k], k))) for unit, found in keys.items()]


def _of(name: str) -> str:
    """The short name that the gold has for a report: S0 for the first of the seeds."""
    return f"S{int(name.split('_')[0])}" if "_" in name else name


def _key(picture: Picture, identity: Identity, report: str, start: int, end: int) -> str:
    """The key of the name whose mention covers most of a span, more than half of both; empty without one."""
    best, share = "", 0.5
    reading = next(r for r in picture.readings if r.report == report)
    found = [(n.canonical, m.span) for n in reading.names for m in n.mentions]
    found += [(w.span.exact, w.span) for w in reading.places]
    for canonical, span in found:
        common = min(end, span.end) - max(start, span.start)
        covered = common / max(end - start, span.end - span.start)
        if covered > share:
            best, share = identity.key(report, canonical), covered
    return best


def figures(found: list[Unit], *, described: bool) -> Figures:
    """Compare what sayso joins with what experts join."""
    mine = [u for u in found if u.described == described or (described and u.key)]
    read = [u for u in mine if u.key]
    right: list[tuple[Unit, Unit]] = []
    wrong: list[tuple[Unit, Unit]] = []
    missed: list[tuple[Unit, Unit]] = []
    for a, b in _across(read):
        if described and not (a.described or b.described):
            continue
        if a.entity == b.entity:
            (right if a.key == b.key else missed).append((a, b))
        elif a.key == b.key:
            wrong.append((a, b))
    own = [u for u in mine if u.described == described]
    return Figures(tuple(right), tuple(wrong), tuple(missed), len(own), sum(bool(u.key) for u in own))


def _across(found: list[Unit]) -> Iterator[tuple[Unit, Unit]]:
    return ((a, b) for a, b in combinations(found, 2) if a.report != b.report)


def main() -> None:
    """Print the figures of every cluster; with ``--show`` the pairs that are wrong or missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.identity", description=__doc__)
    parser.add_argument("--show", action="store_true", help="print the pairs that are wrong or missed")
    args = parser.parse_args()
    for gold, reports in CLUSTERS:
        entities = json.loads((SHARED / "gold" / gold / "people_orgs.json").read_text(encoding="utf-8"))["entities"]
        found = units(picture_of(SHARED / reports), entities)
        for described in (False, True):
            result = figures(found, described=described)
            print(f"{gold:6}{'described' if described else 'named':10} {result.line}")
            for kind, pairs in (("wrong", result.wrong), ("missed", result.missed)) if args.show else ():
                for a, b in pairs:
                    print(
                        f"   {kind}: {a.report} {a.printed} = {a.key} [{a.entity}] | "
                        f"{b.report} {b.printed} = {b.key} [{b.entity}]"
                    )


if __name__ == "__main__":
    main()
