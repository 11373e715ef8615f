"""On whose word a claim rests in the end: the leaves of the chains, copies and citations folded together.

Outlets are not origins when they pass on what another has said. What cannot be known is kept as a range: two outlets
that each cite anonymous officials may have spoken to the same ones, so they are one origin at least and two at most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.records import Attribution, Derivation, Origin, Report, Source, Statement
from sayso.spans import overlap
from sayso.terms import DerivationKind, Naming, SourceKind
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.words import fold, term, terms
from sayso.weigh.who.identity import Identity, abbreviates

_RESTS = (DerivationKind.COPY, DerivationKind.REVISION)
_COUNTS = re.compile(
    r"^(?:an?|the|one|two|three|four|five|several|some|many|multiple|other|another|unnamed|anonymous|\d+)\s+", re.I
)


_WHAT_IT_IS = re.compile(
    r"^(?:news )?(?:newspaper|daily|website|broadcaster|agency|magazine) | (?:newspaper|website|news agency|magazine)$"
)
"""What stands beside the name of an outlet in folded form ("the newspaper Daily Reed", "the Daily Reed newspaper")."""


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
    carrier: str = ""
    """Key of the outlet in whose text it stands, copies followed."""


class Tree:
    """Finds leaves, given who copied whom."""

    def __init__(
        self,
        reports: Mapping[str, Report],
        derivations: Iterable[Derivation],
        identity: Identity,
        statements: Iterable[Statement] = (),
    ) -> None:
        """All are those of the story; the statements tell for whom a person speaks, where another report leaves it."""
        self._reports = reports
        self._identity = identity
        self._speaks_for: dict[str, str] = {}
        for s in sorted(statements, key=lambda s: s.id):
            for source in (a.source for a in s.attributions if a.source.speaks_for and a.source.naming == Naming.NAMED):
                known = identity.key(s.report, source.name)
                if not _is_name(self._speaks_for.get(known, "")):
                    self._speaks_for[known] = source.speaks_for
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
        if said and (told := self._told_to(said[-1].medium)) and told not in (carrier, fold(path[-1])):
            carrier, path = told, (*path, re.sub(r"^(?:the|an?)\s", "", said[-1].medium))
        path = (*path, *(a.source.name or "not given" for a in said))
        if not said:
            own = f"outlet:{carrier}"
            return Leaf(own, path[-1], Naming.OUTLET, "", bool(report.dateline), path, carrier=own)
        carriers = [a.source for a in said[:-1] if self._is_outlet(a.source)]
        passed_on = f"outlet:{self._outlet(self._identity.key(report.id, carriers[-1].name)) if carriers else carrier}"
        return replace(self._of_source(said[-1], report, passed_on, path), carrier=f"outlet:{carrier}")

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

    def _told_to(self, medium: str) -> str:
        """Whom a source told it: an outlet of the story, or another by its name; empty where no name is given."""
        named = set(fold(medium).split())
        held = next((o for o in self._outlets if named and (named <= {*o.split()} or {*o.split()} <= named)), "")
        return held or (fold(medium) if re.match(r"(?:the )?[A-Z]", medium) else "")

    def _outlet(self, name: str) -> str:
        """The outlet of the story that a folded name or its letters stand for; else the name itself."""
        found = self._known_as.get(name)
        if found is None:
            short, bare = name.replace(" ", ""), _WHAT_IT_IS.sub("", name)
            printed = (
                o for o in self._outlets if o != name and (o.removeprefix("the ") == bare or abbreviates(short, o))
            )
            found = next(printed, name)
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

    def _printed_in(self, source: Source) -> str:
        """The outlet of the story in which a document is said to stand ("a report in the Tribune"); else empty."""
        name = f" {fold(source.name)} " if source.kind == SourceKind.DOCUMENT else ""
        return next((o for o in self._outlets if " " in o and f" {o.removeprefix('the ')} " in name), "")

    def _of_source(self, said: Attribution, report: Report, carrier: str, path: tuple[str, ...]) -> Leaf:
        source = said.source
        if printed := self._printed_in(source):
            return Leaf(f"outlet:{printed}", source.name, Naming.OUTLET, "", True, path)
        if source.naming == Naming.NAMED or source.naming == Naming.OUTLET:
            known = self._identity.key(report.id, source.name)
            key = f"outlet:{self._outlet(known)}" if self._is_outlet(source) else f"source:{known}"
            told = self._speaks_for.get(known, "")
            body = _body(source)
            if not body or (_is_name(told) and source.kind != SourceKind.BODY and not _is_name(source.speaks_for)):
                body = " ".join(sorted(set(terms(told))))
            return Leaf(key, source.name, source.naming, "", True, path, body)
        if source.naming == Naming.ROLE:
            one = source.kind == SourceKind.PERSON
            if one and (known := self._identity.holder(report.id, source.name)):
                return Leaf(f"source:{known}", source.name, source.naming, "", True, path, _body(source))
            speaks = self._identity.key(report.id, source.speaks_for) if source.speaks_for else ""
            office = " ".join(sorted(set(terms(source.name))))
            return Leaf(f"role:{speaks}:{office}", source.name, source.naming, "", True, path, _body(source))
        likeness = described(source)
        key = f"unknown:{carrier}:{likeness}" if source.naming == Naming.ANONYMOUS else f"ungiven:{carrier}"
        return Leaf(key, source.name or "not given", source.naming, likeness, False, path)


def _is_name(body: str) -> bool:
    """Whether whoever is spoken for is named, and not told by what it is ("the operator")."""
    return any(word[0].isupper() for word in body.split()[-1:])


def _body(source: Source) -> str:
    """The body that a source is, or answers for, in normal form; empty for anybody else."""
    name = source.name if source.kind == SourceKind.BODY else source.speaks_for
    return " ".join(sorted(set(terms(name))))


def described(source: Source) -> str:
    """What an anonymous source is described as, without number, rank and what it knows of ("port officials")."""
    name = source.name
    while (shorter := _COUNTS.sub("", name)) != name:
        name = shorter
    nothing = {t for word in words("undescribed") for t in terms(word)}
    return " ".join(sorted(set(terms(f"{name} {source.speaks_for}")) - nothing)) or ANYBODY


ANYBODY = "source"
"""How a source is described of which nothing is told."""


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


def _on_whose_word(told: Sequence[tuple[Leaf, Statement]]) -> Iterator[tuple[Leaf, Statement]]:
    """What an outlet tells in its own voice, and elsewhere on a source's word, rests on that source.

    News opens with what it attributes below: "Two die in ferry fire", then "two people died, the coastguard said".
    """
    named: dict[str, Leaf] = {}
    for leaf, _ in sorted(told, key=lambda found: (KNOWN.index(found[0].naming), found[0].key, found[0].path)):
        if leaf.naming != Naming.UNGIVEN and leaf.key != leaf.carrier:
            named.setdefault(leaf.carrier, leaf)
    for leaf, statement in told:
        source, path, seen = leaf, leaf.path, {leaf.key}
        while term(statement.predicate) != "confirm" and (nearer := named.get(source.key)) and nearer.key not in seen:
            source, path = nearer, (*path, nearer.path[-1])
            seen.add(nearer.key)
        yield replace(source, path=path, first_hand=source.first_hand or leaf.first_hand), statement


KNOWN = (Naming.NAMED, Naming.ROLE, Naming.ANONYMOUS, Naming.OUTLET, Naming.UNGIVEN)
"""From whoever can best be held to their word."""


def _same_voice(a: Leaf, b: Leaf) -> bool:
    if a.naming == b.naming == Naming.ANONYMOUS:
        return a.key.rpartition(":")[0] == b.key.rpartition(":")[0] and _may_be_one(a.likeness, b.likeness)
    return bool(a.body and b.body) and _may_be_one(a.body, b.body) and not (_is_person(a) and _is_person(b))


def _is_person(leaf: Leaf) -> bool:
    """Whether a leaf is a named person, or what else is known by a name of its own."""
    return leaf.naming == Naming.NAMED and leaf.body != " ".join(sorted(set(terms(leaf.name))))


def _may_be_one(a: str, b: str) -> bool:
    """Whether two descriptions of unknown sources fit one: the one says no more than the other."""
    x, y = ({*text.split()} - {ANYBODY} for text in (a, b))
    return x <= y or y <= x


def _surely_apart(described_as: Iterable[str]) -> int:
    """How many unknown sources there are at least, when all that may be one are one."""
    apart: list[str] = []
    for likeness in sorted(set(described_as), key=lambda text: (text != ANYBODY, len(text.split()), text)):
        if not any(_may_be_one(likeness, other) for other in apart):
            apart.append(likeness)
    return len(apart)


def origins(statements: Sequence[Statement], tree: Tree) -> tuple[tuple[Origin, ...], int, int]:
    """The origins of some statements, and how many are independent at least and at most.

    Sources that are not given count at most one, and at least none. Adding a copy adds a path, never an origin.
    """
    told: dict[str, Group] = defaultdict(list)
    for leaf, s in _on_whose_word([(tree.leaf(s), s) for s in statements]):
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
