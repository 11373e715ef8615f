"""Gathers what the rules of standing look at: who affirms, denies, withholds, confirms; what excludes or follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sayso.records import Claim, Conflict, Judgement, Report, Series, Statement
from sayso.terms import Bound, Certainty, ConflictClass, ConflictKind, Polarity, SeriesKind, Stance, Verdict
from sayso.weigh.dissent import labels_fake, pointed_at
from sayso.weigh.identity import Identity
from sayso.weigh.judgements import standing_log
from sayso.weigh.origins import Tree, origins
from sayso.weigh.propositions import is_act
from sayso.weigh.standing import Evidence, confirms

_CLAIMED = (Stance.AFFIRMS, Stance.URGES)
_DISSENT = (Stance.DENIES, Stance.WITHHOLDS, Stance.DOUBTS)
ABOUT = 0.36
"""Score from which an act of withholding or doubting is about the other statement."""


def gather(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    judgements: Iterable[Judgement],
    series: Iterable[Series],
    conflicts: Sequence[Conflict],
    tree: Tree,
    identity: Identity,
    as_of: datetime | None,
) -> list[Evidence]:
    """The evidence of each claim, in the order given."""
    home = {s: c.id for c in claims for s in c.statements}
    log = standing_log(judgements)
    against = _against(home, statements, log)
    rivals, successors = _links(home, statements, log, reports)
    _from_conflicts(conflicts, home, statements, against, rivals)
    _from_series(series, home, successors)
    affirmed = {c.id: _affirmers(c, statements) for c in claims}
    weighed = {c.id: origins(affirmed[c.id], tree) for c in claims}
    out = []
    for c in claims:
        told = {s.id for s in affirmed[c.id]}
        dissent = [statements[i] for i in (*c.statements, *sorted(against[c.id])) if i not in told]
        found, low, high = weighed[c.id]
        out.append(
            Evidence(
                claim=c,
                affirmed=affirmed[c.id],
                denied=tuple(s for s in dissent if s.stance == Stance.DENIES or _negates(s)),
                withheld=tuple(s for s in dissent if s.stance == Stance.WITHHOLDS),
                confirmed=tuple(s for s in affirmed[c.id] if confirms(s, identity)),
                origins=found,
                low=low,
                high=high,
                rivals=tuple(sorted((r, weighed[r][1]) for r in rivals[c.id])),
                successor=_successor(c.id, successors),
                as_of=as_of,
            )
        )
    return out


def _affirmers(claim: Claim, statements: Mapping[str, Statement]) -> tuple[Statement, ...]:
    """Who tells a claim. A claim that is itself an act of denying or withholding is told by whoever reports the act."""
    members = [statements[i] for i in claim.statements]
    acts = [s for s in members if is_act(s)]
    return tuple(acts) if len(acts) == len(members) else tuple(s for s in members if s.stance in _CLAIMED)


def _negates(s: Statement) -> bool:
    """Whether a statement speaks against another by its own content rather than by its stance."""
    return s.stance == Stance.AFFIRMS and (s.polarity == Polarity.NEGATIVE or labels_fake(s))


def _against(
    home: Mapping[str, str], statements: Mapping[str, Statement], log: Mapping[tuple[str, str], Judgement]
) -> dict[str, set[str]]:
    """Claim -> statements elsewhere that deny it or decline to confirm it."""
    out: dict[str, set[str]] = defaultdict(set)
    for dissenter, targets in pointed_at(statements.values()).items():
        for target in targets:
            if home[target] != home[dissenter]:
                out[home[target]].add(dissenter)
    for j in log.values():
        if j.left not in home or j.right not in home or home[j.left] == home[j.right]:
            continue
        for x, y in ((j.left, j.right), (j.right, j.left)):
            if _speaks_against(statements[x], statements[y], j):
                out[home[y]].add(x)
    return out


def _speaks_against(s: Statement, other: Statement, j: Judgement) -> bool:
    """Whether a judgement makes one statement a denial or a refusal to confirm the other."""
    if is_act(other):
        return False
    if is_act(s):
        return j.verdict == Verdict.EXCLUDES or (j.verdict == Verdict.RELATED and j.score >= ABOUT)
    if j.verdict != Verdict.EXCLUDES or not s.attributions or s.certainty != Certainty.CERTAIN:
        return False
    return s.polarity == Polarity.NEGATIVE and other.polarity == Polarity.POSITIVE


def _links(
    home: Mapping[str, str],
    statements: Mapping[str, Statement],
    log: Mapping[tuple[str, str], Judgement],
    reports: Mapping[str, Report],
) -> tuple[dict[str, set[str]], dict[str, dict[str, str]]]:
    """What the log says between claims: rivals, and later values with the time they were known."""
    rivals: dict[str, set[str]] = defaultdict(set)
    successors: dict[str, dict[str, str]] = defaultdict(dict)
    for j in log.values():
        if j.left not in home or j.right not in home or home[j.left] == home[j.right]:
            continue
        a, b = statements[j.left], statements[j.right]
        if j.verdict == Verdict.EXCLUDES and not is_act(a) and not is_act(b):
            for x, y in ((a, b), (b, a)):
                if not _speaks_against(y, x, j):
                    rivals[home[x.id]].add(home[y.id])
        elif j.verdict == Verdict.UPDATES:
            known = [reports[s.report].published for s in (a, b)]
            if known[0] is None or known[1] is None or known[0] == known[1]:
                continue
            old, new = (a, b) if known[0] < known[1] else (b, a)
            successors[home[old.id]][home[new.id]] = max(known[0], known[1]).isoformat()
    return rivals, successors


def _from_conflicts(
    conflicts: Iterable[Conflict],
    home: Mapping[str, str],
    statements: Mapping[str, Statement],
    against: dict[str, set[str]],
    rivals: dict[str, set[str]],
) -> None:
    """What typed conflicts add: who denies or does not confirm a claim, and claims that cannot hold with it."""
    for c in conflicts:
        left, right = (home.get(s, "") for s in c.statements)
        if not left or not right or left == right:
            continue
        for x, y in ((0, 1), (1, 0)):
            if statements[c.statements[y]].stance in _DISSENT and statements[c.statements[x]].stance in _CLAIMED:
                against[home[c.statements[x]]].add(c.statements[y])
        if c.cls == ConflictClass.CONFLICT and c.kind not in (ConflictKind.DENIAL, ConflictKind.SELF):
            rivals[left].add(right)
            rivals[right].add(left)


def _from_series(series: Iterable[Series], home: Mapping[str, str], successors: dict[str, dict[str, str]]) -> None:
    """Later values that the ledgers of quantities know of.

    A superseded point is followed by the latest one that stands.
    """
    for row in series:
        if row.kind != SeriesKind.QUANTITY:
            continue
        current = [p for p in row.points if not p.superseded and p.statement in home and p.value is not None]
        if not current:
            continue
        last = current[-1]
        stands = {home[p.statement] for p in current}
        for point in row.points:
            claim = home.get(point.statement)
            vague = point.bound == Bound.VAGUE
            if point.superseded and not vague and claim is not None and claim not in stands:
                at = last.known_at.isoformat() if last.known_at else ""
                successors[claim][home[last.statement]] = at


def _successor(claim: str, successors: Mapping[str, Mapping[str, str]]) -> str:
    """The latest value that follows a claim, unless it in turn is told to be followed by this one."""
    later = {c: at for c, at in successors.get(claim, {}).items() if claim not in successors.get(c, {})}
    return max(later, key=lambda c: (later[c], c), default="")
