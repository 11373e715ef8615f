"""Where claims differ: typed conflicts from comparing typed slots of what is already known to speak of one thing.

Nothing here compares sentences. Each rule of :data:`RULES` looks at one kind of material: figures of one tally, states
of one thing, a denial and its target, two statements that the judge would have called one but for a slot. Silence is
no denial, and more detail is no conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sayso.records import Claim, Conflict, Judgement, Name, Report, Statement, Where, content_id
from sayso.terms import (
    ConflictClass,
    ConflictKind,
)
from sayso.weigh.differences.alike import (
    one_voice,
)
from sayso.weigh.differences.beginnings import ages, beginnings
from sayso.weigh.differences.contrary import contrary
from sayso.weigh.differences.denials import denials, opposites
from sayso.weigh.differences.figures import figures, parts
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.harm import harm
from sayso.weigh.differences.headcounts import attackers, head_counts, one_or_many
from sayso.weigh.differences.hedges import hedges
from sayso.weigh.differences.kinds import kinds
from sayso.weigh.differences.material import Material
from sayso.weigh.differences.milestones import milestones
from sayso.weigh.differences.offices import offices
from sayso.weigh.differences.sites import spots, targets
from sayso.weigh.differences.slots import clocks, slots
from sayso.weigh.differences.statuses import states
from sayso.weigh.differences.who import doers, speakers
from sayso.weigh.standing.dissent import Targets
from sayso.weigh.who.identity import Identity

_ORDER = list(ConflictClass)
"""Gravest first."""


def conflicts(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    judgements: Iterable[Judgement],
    places: Iterable[Where] = (),
    dissent: Targets | None = None,
    names: Iterable[Name] = (),
    identity: Identity | None = None,
) -> tuple[Conflict, ...]:
    """Every difference between claims of one story, each pair of claims once for each kind; real conflicts first.

    ``statements`` and ``reports`` are by id; ``places`` are all mentions of places in the reports; ``dissent`` says
    what denials and refusals are about; ``names`` are those of the reports, ``identity`` joins them across reports.
    """
    own = {i: s for i, s in statements.items() if s.report in reports}
    home = {s: c.id for c in claims for s in c.statements}
    material = Material(claims, own, reports, tuple(judgements), tuple(places), dissent or {}, tuple(names), identity)
    seen: dict[tuple[str, ...], Conflict] = {}
    for rule in RULES:
        for f in rule(material):
            if f.left.id in home and f.right.id in home:
                conflict = _record(f, home)
                key = (f.kind.value, *sorted(conflict.claims))
                if key not in seen or _ORDER.index(f.cls) < _ORDER.index(seen[key].cls):
                    seen[key] = conflict
    return tuple(sorted(seen.values(), key=lambda c: (_ORDER.index(c.cls), c.kind.value, c.id)))


def _record(f: Found, home: Mapping[str, str]) -> Conflict:
    left, right = sorted((f.left, f.right), key=lambda s: (home[s.id], s.id))
    alone = f.cls == ConflictClass.CONFLICT and not f.parties and one_voice(left, right)
    kind = ConflictKind.SELF if alone else f.kind
    return Conflict(
        id=content_id("conflict", kind, home[left.id], home[right.id], left.id, right.id),
        kind=kind,
        cls=f.cls,
        claims=(home[left.id], home[right.id]),
        statements=(left.id, right.id),
        why=f.why,
    )


RULES: tuple[Callable[[Material], Iterator[Found]], ...] = (
    figures,
    parts,
    states,
    denials,
    opposites,
    slots,
    clocks,
    spots,
    targets,
    doers,
    speakers,
    hedges,
    milestones,
    kinds,
    harm,
    offices,
    contrary,
    one_or_many,
    head_counts,
    attackers,
    beginnings,
    ages,
)
"""In this order; of two finds on the same pair of claims and of one kind the first stands."""
