"""Gathers what the rules of standing look at: who affirms, denies, withholds, confirms; what excludes or follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from types import MappingProxyType

from sayso.records import Claim, Conflict, Judgement, Report, Series, Statement, sortable
from sayso.terms import Bound, ConflictClass, ConflictKind, Polarity, SeriesKind, Stance, Verdict
from sayso.weigh.origins.trees import Tree, origins
from sayso.weigh.propositions import is_act
from sayso.weigh.standing.dissent import Targets, calls_false, within
from sayso.weigh.standing.rules import Evidence, bears_out, confirms
from sayso.weigh.who.identity import Identity

_CLAIMED = (Stance.AFFIRMS, Stance.URGES)


def gather(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    log: Mapping[tuple[str, str], Judgement],
    series: Iterable[Series],
    conflicts: Sequence[Conflict],
    dissent: Targets,
    tree: Tree,
    identity: Identity,
    as_of: datetime | None,
    withdrawn: Mapping[str, str] = MappingProxyType({}),
) -> list[Evidence]:
    """The evidence of each claim, in the order given.

    ``withdrawn``: statements that a newer version of their report took back, and what stands in their place.
    """
    dissent = {s: found for s, found in dissent.items() if s not in withdrawn}
    home = {s: c.id for c in claims for s in c.statements}
    against = _against(home, dissent)
    series = tuple(series)
    counted = {p.statement for row in series if row.kind == SeriesKind.QUANTITY for p in row.points}
    rivals, successors = _links(home, statements, log, reports, dissent, counted)
    denied = {frozenset((i, t)) for i, found in dissent.items() for t in found}
    outdated_values = {p.statement for row in series for p in row.points if p.superseded}
    open_ones = [c for c in conflicts if frozenset(c.statements) not in denied and not _settled(c, outdated_values)]
    within_one = _from_conflicts(open_ones, home, rivals)
    _from_series(series, home, successors)
    outdated = {c.id: later for c in claims if (later := _successor(c.id, successors))}
    edited = {c.id: tuple(statements[s] for s in c.statements if s in withdrawn) for c in claims}
    empty = {c.id for c in claims if edited[c.id] and len(edited[c.id]) == len(c.statements)}
    called_false = {t for i, found in dissent.items() for t in found if _withdraws(statements, i, t)}
    off = {*called_false, *withdrawn}
    affirmed = {c.id: tuple(s for s in _affirmers(c, statements) if s.id not in off) for c in claims}
    weighed = {c.id: origins(affirmed[c.id], tree) for c in claims}
    out = []
    for c in claims:
        told = {s.id for s in affirmed[c.id]}
        speaking = [statements[i] for i in (*c.statements, *sorted(against[c.id])) if i not in told]
        speaking = [s for s in speaking if s.id not in withdrawn]
        withheld = tuple(s for s in speaking if s.stance == Stance.WITHHOLDS)
        since = _first_told(withheld, reports)
        late = [s for s in affirmed[c.id] if since and (at := reports[s.report].published) and at >= since]
        borne = [s for s in affirmed[c.id] if confirms(s, identity) or (s in late and bears_out(s, withheld, identity))]
        found, low, high = weighed[c.id]
        out.append(
            Evidence(
                claim=c,
                affirmed=affirmed[c.id],
                older=_older({s.report for s in affirmed[c.id]}, reports),
                denied=tuple(s for s in speaking if _denies(s, elsewhere=s.id in against[c.id])),
                withheld=withheld,
                confirmed=tuple(borne),
                origins=found,
                low=low,
                high=high,
                rivals=tuple(sorted((r, weighed[r][1]) for r in rivals[c.id] if r not in outdated and r not in empty)),
                split=within_one.get(c.id, ""),
                successor=outdated.get(c.id, "") or (_in_place(edited[c.id], withdrawn, home) if c.id in empty else ""),
                edited=tuple(dict.fromkeys(_outlet(reports[s.report]) for s in edited[c.id])),
                taken_back=c.id in empty,
                as_of=as_of,
            )
        )
    return out


def _in_place(edited: Sequence[Statement], withdrawn: Mapping[str, str], home: Mapping[str, str]) -> str:
    """The claim that stands where statements stood which newer versions took back; empty where nothing does."""
    return next((home[now] for s in edited if (now := withdrawn[s.id]) in home and home[now] != home[s.id]), "")


def _outlet(report: Report) -> str:
    return report.outlet or report.name


def _affirmers(claim: Claim, statements: Mapping[str, Statement]) -> tuple[Statement, ...]:
    """Who tells a claim. A claim that is itself an act of denying or withholding is told by whoever reports the act."""
    members = [statements[i] for i in claim.statements]
    if any(s.stance in _CLAIMED and not is_act(s) and not _negates(s) for s in members):
        members = [s for s in members if not calls_false(s)]
    acts = [s for s in members if is_act(s)]
    return tuple(acts) if len(acts) == len(members) else tuple(s for s in members if s.stance in _CLAIMED)


def _withdraws(statements: Mapping[str, Statement], dissenter: str, target: str) -> bool:
    """Whether a statement is told only to be called false in the same breath ("charges of ... are false")."""
    return calls_false(statements[dissenter]) and within(statements[target], statements[dissenter])


def _first_told(told: Sequence[Statement], reports: Mapping[str, Report]) -> datetime | None:
    """When the first of some statements was published: what was told before a question arose does not answer it."""
    return min((at for s in told if (at := reports[s.report].published)), default=None)


def _denies(s: Statement, *, elsewhere: bool) -> bool:
    """Whether a statement denies a claim, by its stance, its content, or by telling the contrary somewhere else."""
    return s.stance == Stance.DENIES or _negates(s) or (elsewhere and s.stance == Stance.AFFIRMS)


def _negates(s: Statement) -> bool:
    """Whether a statement speaks against another by its own content rather than by its stance."""
    return s.stance == Stance.AFFIRMS and (s.polarity == Polarity.NEGATIVE or calls_false(s))


def _against(home: Mapping[str, str], dissent: Targets) -> dict[str, set[str]]:
    """Claim -> statements elsewhere that deny it or decline to confirm it."""
    out: dict[str, set[str]] = defaultdict(set)
    for dissenter, targets in dissent.items():
        for target in targets:
            if target in home and dissenter in home and home[target] != home[dissenter]:
                out[home[target]].add(dissenter)
    return out


def _links(
    home: Mapping[str, str],
    statements: Mapping[str, Statement],
    log: Mapping[tuple[str, str], Judgement],
    reports: Mapping[str, Report],
    dissent: Targets,
    counted: Set[str],
) -> tuple[dict[str, set[str]], dict[str, dict[str, str]]]:
    """What the log says between claims: rivals, and later values with the time they were known.

    What a ledger counts (``counted``) has its later values from there.
    """
    rivals: dict[str, set[str]] = defaultdict(set)
    successors: dict[str, dict[str, str]] = defaultdict(dict)
    for j in log.values():
        if j.left not in home or j.right not in home or home[j.left] == home[j.right]:
            continue
        a, b = statements[j.left], statements[j.right]
        if j.verdict == Verdict.EXCLUDES and not is_act(a) and not is_act(b):
            for x, y in ((a, b), (b, a)):
                if x.id not in dissent.get(y.id, ()):
                    rivals[home[x.id]].add(home[y.id])
        elif j.verdict == Verdict.UPDATES:
            known = [reports[s.report].published for s in (a, b)]
            if known[0] is None or known[1] is None or known[0] == known[1]:
                continue
            old, new = (a, b) if known[0] < known[1] else (b, a)
            if {old.id, new.id} & counted:
                continue
            successors[home[old.id]][home[new.id]] = sortable(max(known[0], known[1]))
    return rivals, successors


def _settled(conflict: Conflict, outdated: Set[str]) -> bool:
    """Whether one of two values is outdated by now, so that the other has no rival."""
    return conflict.kind == ConflictKind.FIGURE and any(s in outdated for s in conflict.statements)


def _from_conflicts(
    conflicts: Iterable[Conflict], home: Mapping[str, str], rivals: dict[str, set[str]]
) -> dict[str, str]:
    """What typed conflicts add: claims that cannot hold together. Returns those told in two ways themselves."""
    split: dict[str, str] = {}
    for c in conflicts:
        left, right = (home.get(s, "") for s in c.statements)
        if not left or not right or c.cls != ConflictClass.CONFLICT or c.kind == ConflictKind.SELF:
            continue
        if left == right and c.kind != ConflictKind.WHO:  # who said it leaves what was said untouched
            split.setdefault(left, c.why)
        elif left != right:
            rivals[left].add(right)
            rivals[right].add(left)
    return split


def _from_series(series: Iterable[Series], home: Mapping[str, str], successors: dict[str, dict[str, str]]) -> None:
    """Later values that the ledgers of quantities know of.

    A superseded point is followed by the latest one that stands. A claim that tells a whole and a part ("11 dead, two
    of them children") is followed by the later whole. A claim stands as long as one report of it tells nothing old.
    """
    followed: dict[str, tuple[str, str]] = {}
    series = sorted((r for r in series if r.kind == SeriesKind.QUANTITY), key=lambda r: "(" not in r.attribute)
    old = {p.statement for row in series for p in row.points if p.superseded}
    fresh = {home[p.statement] for row in series for p in row.points if p.statement in home and p.statement not in old}
    for row in series:
        current = [p for p in row.points if not p.superseded and p.statement in home and p.value is not None]
        stands = fresh | {home[p.statement] for p in current}
        for point in row.points:
            claim = home.get(point.statement)
            told = current and point.superseded and point.bound != Bound.VAGUE
            if told and claim is not None and claim not in stands:
                followed[claim] = home[current[-1].statement], sortable(current[-1].known_at)
    for claim, (later, at) in followed.items():
        successors[claim][later] = at


def _successor(claim: str, successors: Mapping[str, Mapping[str, str]]) -> str:
    """The latest value that follows a claim, unless it in turn is told to be followed by this one."""
    later = {c: at for c, at in successors.get(claim, {}).items() if claim not in successors.get(c, {})}
    return max(later, key=lambda c: (later[c], c), default="")


def _older(told: Iterable[str], reports: Mapping[str, Report]) -> frozenset[str]:
    """Every earlier version of some reports."""
    out: set[str] = set()
    for report in told:
        before = reports[report].revision_of
        while before in reports and before not in out:
            out.add(before)
            before = reports[before].revision_of
    return frozenset(out)
