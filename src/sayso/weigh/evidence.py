"""Gathers what the rules of standing look at: who affirms, denies, withholds, confirms; what excludes or follows a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sayso.records import Claim, Judgement, Report, Statement
from sayso.terms import Certainty, Polarity, Stance, Verdict
from sayso.weigh.identity import Identity
from sayso.weigh.judgements import standing_log
from sayso.weigh.origins import Tree, origins
from sayso.weigh.standing import Evidence, confirms

_CLAIMED = (Stance.AFFIRMS, Stance.URGES)


def gather(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    reports: Mapping[str, Report],
    judgements: Iterable[Judgement],
    tree: Tree,
    identity: Identity,
    as_of: datetime | None,
) -> list[Evidence]:
    """The evidence of each claim, in the order given."""
    home = {s: c.id for c in claims for s in c.statements}
    about: dict[str, list[Statement]] = defaultdict(list)
    for s in statements.values():
        if s.about in home and home.get(s.id) != home[s.about]:
            about[home[s.about]].append(s)
    affirmed: dict[str, tuple[Statement, ...]] = {}
    lows: dict[str, int] = {}
    for c in claims:
        affirmed[c.id] = tuple(s for i in c.statements if (s := statements[i]).stance in _CLAIMED)
        lows[c.id] = origins(affirmed[c.id], tree)[1]
    rivals, denials, successors = _links(home, statements, judgements, reports)
    out = []
    for c in claims:
        members = [statements[i] for i in c.statements]
        others = about[c.id]
        found, low, high = origins(affirmed[c.id], tree)
        denied = [s for s in members if s.stance == Stance.DENIES]
        denied += [s for s in others if s.stance == Stance.DENIES]
        denied += [statements[i] for i in sorted(denials[c.id])]
        withheld = [s for s in (*members, *others) if s.stance == Stance.WITHHOLDS]
        confirmed = [
            s for s in (*affirmed[c.id], *(o for o in others if o.stance == Stance.AFFIRMS)) if confirms(s, identity)
        ]
        out.append(
            Evidence(
                claim=c,
                affirmed=affirmed[c.id],
                denied=tuple({s.id: s for s in denied}.values()),
                withheld=tuple({s.id: s for s in withheld}.values()),
                confirmed=tuple({s.id: s for s in confirmed}.values()),
                origins=found,
                low=low,
                high=high,
                rivals=tuple(sorted((r, lows[r]) for r in rivals[c.id])),
                successor=_successor(c.id, successors),
                as_of=as_of,
            )
        )
    return out


def _links(
    home: Mapping[str, str],
    statements: Mapping[str, Statement],
    judgements: Iterable[Judgement],
    reports: Mapping[str, Report],
) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, dict[str, str]]]:
    """What the log says between claims: rivals, denials (statement ids), and later values with the time they were known."""
    rivals: dict[str, set[str]] = defaultdict(set)
    denials: dict[str, set[str]] = defaultdict(set)
    successors: dict[str, dict[str, str]] = defaultdict(dict)
    for j in standing_log(judgements).values():
        if j.left not in home or j.right not in home or home[j.left] == home[j.right]:
            continue
        a, b = statements[j.left], statements[j.right]
        if j.verdict == Verdict.EXCLUDES:
            for x, y in ((a, b), (b, a)):
                if _speaks_against(y, x):
                    denials[home[x.id]].add(y.id)
                else:
                    rivals[home[x.id]].add(home[y.id])
        elif j.verdict == Verdict.UPDATES:
            times = [reports[s.report].published for s in (a, b)]
            if times[0] is None or times[1] is None or times[0] == times[1]:
                continue
            old, new = (a, b) if times[0] < times[1] else (b, a)
            successors[home[old.id]][home[new.id]] = max(times[0], times[1]).isoformat()
    return rivals, denials, successors


def _speaks_against(statement: Statement, other: Statement) -> bool:
    """Whether a negated statement with a source of its own is a denial of the positive one."""
    return (
        statement.polarity == Polarity.NEGATIVE
        and other.polarity == Polarity.POSITIVE
        and bool(statement.attributions)
        and statement.certainty == Certainty.CERTAIN
    )


def _successor(claim: str, successors: Mapping[str, Mapping[str, str]]) -> str:
    """The latest value that follows a claim, unless it in turn is told to be followed by this one."""
    later = {c: at for c, at in successors.get(claim, {}).items() if claim not in successors.get(c, {})}
    return max(later, key=lambda c: (later[c], c), default="")
