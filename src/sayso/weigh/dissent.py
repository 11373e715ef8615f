"""What a denial, a doubt or a refusal to confirm is about, where the words only point back ("denied the report").

Where they name it, matching finds it; here are the rest: the nearest earlier passages of the same report that
somebody else tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.records import Statement
from sayso.terms import Stance
from sayso.weigh.lexicon import says, words
from sayso.weigh.propositions import TELLING, is_act
from sayso.weigh.words import terms, tokens

BACK = 3
"""How many sentences back a pointing word may reach."""
POINTERS = words("pointing") | words("anaphor")


def labels_fake(s: Statement) -> bool:
    """Whether a statement says of something that it is fake."""
    return says("fake", f"{s.predicate} {s.object}") or (s.predicate.startswith("be ") and says("fake", s.content))


def pointed_at(statements: Iterable[Statement]) -> dict[str, list[str]]:
    """Dissenting statement -> ids of those it points back at, in the same report."""
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        by_report[s.report].append(s)
    out: dict[str, list[str]] = {}
    for listed in by_report.values():
        listed.sort(key=lambda s: (s.sentence.start, s.spans[0].start, s.id))
        starts = sorted({s.sentence.start for s in listed})
        rank = {start: i for i, start in enumerate(starts)}
        for s in listed:
            found = _about(s) or (_before(s, listed, rank) if _points_back(s) else [])
            found = [*found, *_all_of_it(s, found, listed)]
            if found:
                out[s.id] = list(dict.fromkeys(found))
    return out


def _about(s: Statement) -> list[str]:
    """What the reader took it to be about, unless the words name so much that matching is the better judge."""
    if not s.about or labels_fake(s) or _points_back(s):
        return [s.about] if s.about else []
    named = set(terms(s.content)) - set(terms(s.subject))
    for a in s.attributions:
        named -= {t for span in a.cue for t in terms(span.exact)} | set(terms(a.source.name))
    return [s.about] if len(named) < TELLING else []


def _points_back(s: Statement) -> bool:
    """Whether a dissenting statement only points at what it is about."""
    if labels_fake(s):
        subject = tokens(s.subject)
        return not subject or any(w in POINTERS for w in subject)
    if not is_act(s):
        return False
    rest = tokens(s.object)
    return not rest or all(w in POINTERS for w in rest)


def _all_of_it(s: Statement, found: Sequence[str], listed: Sequence[Statement]) -> list[str]:
    """Who denies "the report" denies all that its source is quoted with before."""
    if not set(tokens(s.object)) & words("whole"):
        return []
    sources = {o.attributions[0].source.name for o in listed if o.id in found and o.attributions}
    return [
        o.id
        for o in listed
        if o.attributions
        and o.attributions[0].source.name in sources
        and o.stance == Stance.AFFIRMS
        and o.sentence.start < s.sentence.start
    ]


def _before(s: Statement, listed: Sequence[Statement], rank: Mapping[int, int]) -> list[str]:
    """What is told in the nearest earlier sentence by somebody else.

    A shared noun ("this message") goes before nearness.
    """
    here = rank[s.sentence.start]
    mine = s.attributions[-1].source.name if s.attributions else ""
    earlier = [
        o
        for o in listed
        if 0 < here - rank[o.sentence.start] <= BACK
        and o.stance == Stance.AFFIRMS
        and (not labels_fake(o))
        and (not mine or not o.attributions or o.attributions[-1].source.name != mine or labels_fake(s))
    ]
    if not earlier:
        return []
    noun = set(terms(s.subject if labels_fake(s) else s.object))
    named = [o for o in earlier if noun & set(terms(o.content))]
    nearest = max(rank[o.sentence.start] for o in (named or earlier))
    return [o.id for o in (named or earlier) if rank[o.sentence.start] == nearest]
