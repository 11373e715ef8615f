"""What people look at and say: links worth a look, their word on two statements or claims, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import product

import msgspec

from sayso.keep import Store
from sayso.keep.search import Evidence, Link, Why, find
from sayso.notes import BadInput, NothingFound
from sayso.records import Claim, Judgement, Picture, Statement, Weighing, sortable
from sayso.said import said as all_said
from sayso.terms import JudgeKind, Verdict

SAID = (Verdict.SAME, Verdict.DIFFERENT, Verdict.EXCLUDES, Verdict.UNSURE)
"""What people may say of two statements."""
MOST_PAIRS = 10_000
"""Pairs of statements that one word on two claims may be about."""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """All that one judge said at one moment."""

    id: str
    by: str
    kind: JudgeKind
    at: datetime | None
    lines: tuple[Judgement, ...]
    undone_by: tuple[str, ...] = ()
    """Who has taken it back."""
    undoes: str = ""
    """The act that it takes back."""


# -------------------------------------------------------------------------- what to look at


def unsure(picture: Picture, most: int) -> tuple[Link, ...]:
    """The links that are most worth a person's look, over all stories; nobody has settled them yet."""
    from sayso.weigh.matching.unsure import unsure as in_band

    statements = _statements(picture)
    stories = [(w, in_band(w, statements)) for w in picture.weighings]
    found: list[Link] = []
    for rank in range(max((len(links) for _, links in stories), default=0)):
        for w, links in stories:
            if rank < len(links) and len(found) < most:
                found.append(_link(links[rank], w, picture, statements))
    return tuple(found)


def telling(picture: Picture, found: Sequence[Why]) -> tuple[Why, ...]:
    """Each claim explained with the links that made it what it is, and with what others than the rules said of it.

    Of the links by rules: for each statement, and for each that probably says the same, the strongest.
    """
    from sayso.weigh.matching.judgements import in_force, standing_log

    statements = _statements(picture)
    stories = {why.story.id for why in found}
    weighed = {w.story.id: w for w in picture.weighings if w.story.id in stories}
    held = {id: list(standing_log(w.judgements).values()) for id, w in weighed.items()}
    others = {id: [j for j in in_force(w.judgements) if j.kind != JudgeKind.RULES] for id, w in weighed.items()}

    def links(story: str, claim: Claim) -> Iterator[Link]:
        own = set(claim.statements)
        chosen = (*_tree(own, held[story]), *_nearest(own, set(claim.probable), held[story]))
        shown = (j for j in chosen if j.kind == JudgeKind.RULES)
        for j in (*shown, *(j for j in others[story] if own & {j.left, j.right})):
            yield _link(j, weighed[story], picture, statements)

    return tuple(msgspec.structs.replace(why, links=tuple(links(why.story.id, why.claim))) for why in found)


def _tree(own: set[str], held: Iterable[Judgement]) -> Iterator[Judgement]:
    """The strongest links that hold some statements together."""
    home = {s: {s} for s in own}
    inside = [j for j in held if j.verdict == Verdict.SAME and j.left in own and j.right in own]
    for j in sorted(inside, key=lambda j: (-j.score, j.left, j.right)):
        a, b = home[j.left], home[j.right]
        if a is not b:
            a |= b
            home.update(dict.fromkeys(b, a))
            yield j


def _nearest(own: set[str], probable: set[str], held: Iterable[Judgement]) -> list[Judgement]:
    best: dict[str, Judgement] = {}
    for j in held:
        outside = {j.left, j.right} & probable
        if j.verdict in (Verdict.SAME, Verdict.PROBABLE) and outside and {j.left, j.right} & own:
            other = outside.pop()
            if other not in best or j.score > best[other].score:
                best[other] = j
    return [best[s] for s in sorted(best)]


def _link(j: Judgement, w: Weighing, picture: Picture, statements: dict[str, Statement]) -> Link:
    from sayso.weigh.matching.unsure import opinions

    sides = [statements[id] for id in (j.left, j.right)]
    left, right = (Evidence(statement=s, report=next(r for r in picture.reports if r.id == s.report)) for s in sides)
    a, b = (next(c.id for c in w.claims if s.id in c.statements) for s in sides)
    others = tuple(o for o in opinions(w.judgements, j.left, j.right) if o != j)
    return Link(judgement=j, left=left, right=right, claims=(a, b), opinions=others)


def _statements(picture: Picture) -> dict[str, Statement]:
    return all_said(picture)


# ----------------------------------------------------------------------------- saying


def lines(
    picture: Picture, left: str, right: str, verdict: Verdict, by: str, reason: str, at: datetime
) -> list[Judgement]:
    """A person's word on two statements; a claim stands for all of its statements.

    Raises BadInput for a verdict that people do not give and for ids that cannot be judged together, NothingFound for
    unknown ones.
    """
    if verdict not in SAID:
        raise BadInput(f"people say {', '.join(SAID)}; {verdict} is for judges to find")
    if not by.strip():
        raise BadInput("a judgement needs the name of whoever makes it")
    a, b = _meant(picture, left), _meant(picture, right)
    if set(a) & set(b):
        raise BadInput(f"{left} and {right} are one and the same, or the one is part of the other; name two statements")
    if not any({*a, *b} <= {s for c in w.claims for s in c.statements} for w in picture.weighings):
        raise BadInput(f"{left} and {right} are in no common story, so nothing holds them together or apart")
    if len(a) * len(b) > MOST_PAIRS:
        raise BadInput(f"{left} and {right} have {len(a) * len(b):,} pairs of statements; judge two of those")
    reasons = (reason,) if reason else ()
    return [
        Judgement(
            left=min(x, y), right=max(x, y), verdict=verdict, score=1.0, reasons=reasons,
            by=by.strip(), kind=JudgeKind.PERSON, at=at,
        )
        for x, y in product(a, b)
    ]  # fmt: skip


def _meant(picture: Picture, id: str) -> tuple[str, ...]:
    kind, record = find(picture, id)
    match record:
        case Statement():
            return (record.id,)
        case Claim():
            return record.statements
    raise BadInput(f"{id} is a {kind}; give the id of a statement or a claim")


# -------------------------------------------------------------------------- the trail


def acts(store: Store) -> tuple[Act, ...]:
    """Everything that people and second judges said, the latest first, with who has taken what back."""
    grouped: dict[str, list[Judgement]] = {}
    for j in store.judgements():
        grouped.setdefault(j.act, []).append(j)
    undone: dict[str, dict[str, None]] = {}
    for said in grouped.values():
        if said[0].undoes:
            undone.setdefault(said[0].undoes, {})[said[0].by] = None
    found = [
        Act(
            id=id, by=said[0].by, kind=said[0].kind, at=said[0].at, lines=tuple(said),
            undone_by=tuple(undone.get(id, ())), undoes=said[0].undoes,
        )
        for id, said in grouped.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda a: (sortable(a.at), a.id), reverse=True))


def undoing(store: Store, act: str, by: str, reason: str, at: datetime) -> list[Judgement]:
    """The lines that take an act back; ``act`` is its id or a beginning of it, or the name of a judge for all it said.

    Raises NothingFound when there is none, BadInput when a beginning fits several or when it is taken back already.
    """
    known = [a for a in acts(store) if not a.undoes]
    meant = [a for a in known if a.by == act] or [a for a in known if act and act in (a.id, a.id.partition("_")[2])]
    meant = meant or [a for a in known if act and (a.id.startswith(act) or a.id.partition("_")[2].startswith(act))]
    if not meant:
        raise NothingFound(f"nobody has judged anything under {act!r}; `sayso judge --log` lists what was said")
    if len({a.by for a in meant}) > 1 or (len(meant) > 1 and meant[0].by != act):
        raise BadInput(f"{act!r} is the beginning of {len(meant)} acts; give more of it")
    left = [a for a in meant if not a.undone_by]
    if not left:
        raise BadInput(f"{act} is taken back already")
    return [
        Judgement(
            left=j.left, right=j.right, verdict=Verdict.UNSURE, score=1.0, reasons=(reason,) if reason else (),
            by=by.strip(), kind=JudgeKind.PERSON, at=at, undoes=a.id,
        )
        for a in left
        for j in a.lines
    ]  # fmt: skip
