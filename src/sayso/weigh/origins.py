"""On whose word a claim rests in the end: the leaves of the chains, copies and citations folded together.

Outlets are not origins when they pass on what another has said. What cannot be known is kept as a range: two outlets
that each cite anonymous officials may have spoken to the same ones, so they are one origin at least and two at most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Attribution, Derivation, Origin, Report, Source, Statement
from sayso.spans import overlap
from sayso.terms import DerivationKind, Naming, SourceKind
from sayso.weigh.identity import Identity, abbreviates
from sayso.weigh.words import fold, terms

_RESTS = (DerivationKind.COPY, DerivationKind.REVISION)
_COUNTS = re.compile(
    r"^(?:an?|the|one|two|three|four|five|several|some|many|multiple|other|another|unnamed|anonymous|\d+)\s+", re.I
)


@dataclass(frozen=True)
class Leaf:
    """The end of one statement's chain."""

    key: str
    name: str
    naming: Naming
    likeness: str
    """What an unknown source is described as.

    Leaves of like description may be one. Empty for those who can be known.
    """
    first_hand: bool
    path: tuple[str, ...]
    body: str = ""
    """The body that it is or answers for, in normal form; a body and those who speak for it are one origin."""


class Tree:
    """Finds leaves, given who copied whom."""

    def __init__(self, reports: Mapping[str, Report], derivations: Iterable[Derivation], identity: Identity) -> None:
        """``derivations`` and ``identity`` are those of the story."""
        self._reports = reports
        self._identity = identity
        self._outlets = sorted({fold(r.outlet) for r in reports.values() if r.outlet})
        self._known_as: dict[str, str] = {}
        self._rests: dict[str, list[Derivation]] = defaultdict(list)
        for d in sorted(derivations, key=lambda d: (d.kind not in _RESTS, -d.score, d.earlier)):
            self._rests[d.later].append(d)

    def leaf(self, statement: Statement) -> Leaf:
        """The leaf of a statement: its innermost source, or whoever the report's own voice rests on."""
        report = self._reports[statement.report]
        carrier, path = self._voice(statement, report.id, ())
        said = [a for a in statement.attributions if not self._is_outlet_itself(a.source, report)]
        path = (*path, *(a.source.name or "not given" for a in said))
        if not said:
            return Leaf(f"outlet:{carrier}", path[-1], Naming.OUTLET, "", bool(report.dateline), path)
        carriers = [a.source for a in said[:-1] if self._is_outlet(a.source)]
        passed_on = f"outlet:{self._outlet(self._identity.key(report.id, carriers[-1].name)) if carriers else carrier}"
        return self._of_source(said[-1], report, passed_on, path)

    def _voice(self, statement: Statement, report: str, seen: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Key of the outlet whose voice a passage is, following copies, and the path to it."""
        here = self._reports[report]
        name = here.outlet or here.name
        if report not in seen and len(seen) < 20:
            for d in self._rests.get(report, ()):
                if d.earlier in self._reports and self._takes_over(d, statement, bool(seen)):
                    key, path = self._voice(statement, d.earlier, (*seen, report))
                    return key, (name, *path)
        credit = self._outlet(fold(here.credit))
        if credit and credit != fold(here.outlet):
            return credit, (name, here.credit)
        return fold(here.outlet) or report, (name,)

    def _outlet(self, name: str) -> str:
        """The outlet of the story that a folded name or its letters stand for; else the name itself."""
        found = self._known_as.get(name)
        if found is None:
            short = name.replace(" ", "")
            found = next((o for o in self._outlets if o != name and abbreviates(short, o)), name)
            self._known_as[name] = found
        return found

    @staticmethod
    def _takes_over(d: Derivation, statement: Statement, beyond: bool) -> bool:
        """Whether a derivation covers this statement: a new version and a copy do, a shared passage where it lies."""
        if d.kind == DerivationKind.REVISION:
            return True
        if d.kind == DerivationKind.PRIMARY_SOURCE:
            return True
        if beyond:
            return d.kind == DerivationKind.COPY
        covered = sum(overlap(s, e) for s in statement.spans for e in d.evidence)
        return covered >= 0.6 * sum(s.end - s.start for s in statement.spans)

    def _is_outlet_itself(self, source: Source, report: Report) -> bool:
        """Whether a source is the outlet that writes ("the Tribune has learned" in the Tribune)."""
        return self._is_outlet(source) and bool(report.outlet) and fold(source.name) == fold(report.outlet)

    def _is_outlet(self, source: Source) -> bool:
        """Whether a source is an outlet by its kind, or one of those whose reports are at hand."""
        name = fold(source.name)
        people = (SourceKind.PERSON, SourceKind.PEOPLE)
        known = name in self._outlets or (source.kind not in people and self._outlet(name) in self._outlets)
        return known or source.kind == SourceKind.OUTLET

    def _of_source(self, said: Attribution, report: Report, carrier: str, path: tuple[str, ...]) -> Leaf:
        source = said.source
        if source.naming == Naming.NAMED or source.naming == Naming.OUTLET:
            key = self._identity.key(report.id, source.name)
            key = f"outlet:{self._outlet(key)}" if self._is_outlet(source) else f"source:{key}"
            return Leaf(key, source.name, source.naming, "", True, path, _body(source))
        if source.naming == Naming.ROLE:
            speaks = self._identity.key(report.id, source.speaks_for) if source.speaks_for else ""
            office = " ".join(sorted(set(terms(source.name))))
            return Leaf(f"role:{speaks}:{office}", source.name, source.naming, "", True, path, _body(source))
        likeness = described(source)
        key = f"unknown:{carrier}:{likeness}" if source.naming == Naming.ANONYMOUS else f"ungiven:{carrier}"
        return Leaf(key, source.name or "not given", source.naming, likeness, False, path)


def _body(source: Source) -> str:
    """The body that a source is, or answers for, in normal form; empty for anybody else."""
    name = source.name if source.kind == SourceKind.BODY else source.speaks_for
    return " ".join(sorted(set(terms(name))))


def described(source: Source) -> str:
    """What an anonymous source is described as, number words left out ("port officials")."""
    name = source.name
    while (shorter := _COUNTS.sub("", name)) != name:
        name = shorter
    return " ".join(sorted(set(terms(f"{name} {source.speaks_for}")))) or "source"


Group = list[tuple[Leaf, Statement]]


def _joined(leaves: dict[str, Group]) -> dict[str, Group]:
    """Leaves that are one origin under one key.

    A body and its spokesman are; and the anonymous sources of one outlet, where who passes them on says less of them.
    """
    out: dict[str, Group] = {}
    for key in sorted(leaves, key=lambda k: (_is_person(leaves[k][0][0]), -len(leaves[k][0][0].likeness), k)):
        one = next((k for k in out if _same_voice(out[k][0][0], leaves[key][0][0])), key)
        out.setdefault(one, []).extend(leaves[key])
    return out


def _same_voice(a: Leaf, b: Leaf) -> bool:
    if a.naming == b.naming == Naming.ANONYMOUS:
        return a.key.rpartition(":")[0] == b.key.rpartition(":")[0] and _may_be_one(a.likeness, b.likeness)
    return bool(a.body) and a.body == b.body and not (_is_person(a) and _is_person(b))


def _is_person(leaf: Leaf) -> bool:
    """Whether a leaf is a named person, or what else is known by a name of its own."""
    return leaf.naming == Naming.NAMED and leaf.body != " ".join(sorted(set(terms(leaf.name))))


def _may_be_one(a: str, b: str) -> bool:
    """Whether two descriptions of unknown sources fit one: the one says no more than the other."""
    x, y = set(a.split()), set(b.split())
    return x <= y or y <= x


def _surely_apart(described_as: Iterable[str]) -> int:
    """How many unknown sources there are at least, when all that may be one are one."""
    apart: list[str] = []
    for likeness in sorted(set(described_as), key=lambda text: (len(text.split()), text)):
        if not any(_may_be_one(likeness, other) for other in apart):
            apart.append(likeness)
    return len(apart)


def origins(statements: Sequence[Statement], tree: Tree) -> tuple[tuple[Origin, ...], int, int]:
    """The origins of some statements, and how many are independent at least and at most.

    Sources that are not given count at most one, and at least none. Adding a copy adds a path, never an origin.
    """
    told: dict[str, Group] = defaultdict(list)
    for s in statements:
        leaf = tree.leaf(s)
        told[leaf.key].append((leaf, s))
    leaves = _joined(told)
    found = []
    for key, group in sorted(leaves.items()):
        first = min((leaf for leaf, _ in group), key=lambda leaf: (leaf.name, leaf.path))
        found.append(
            Origin(
                key=key,
                name=first.name,
                naming=first.naming,
                first_hand=any(leaf.first_hand for leaf, _ in group),
                paths=tuple(sorted({leaf.path for leaf, _ in group})),
                statements=tuple(sorted(s.id for _, s in group)),
            )
        )
    known = [o for o in found if o.naming not in (Naming.ANONYMOUS, Naming.UNGIVEN)]
    unknown = _surely_apart(leaves[o.key][0][0].likeness for o in found if o.naming == Naming.ANONYMOUS)
    ungiven = sum(o.naming == Naming.UNGIVEN for o in found)
    anonymous = sum(o.naming == Naming.ANONYMOUS for o in found)
    low = len(known) + unknown
    return tuple(found), low, len(known) + anonymous + (ungiven if not known else 0)
