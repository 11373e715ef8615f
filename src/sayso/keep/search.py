"""Finding things: claims by words, standing and date; anything by its id; all that bears on a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from sqlalchemy import Select, select, text

from sayso.keep import schema
from sayso.keep.erred import Erred, errata
from sayso.keep.store import Store
from sayso.notes import BadInput, NothingFound
from sayso.records import (
    Assessment,
    Claim,
    Conflict,
    Judgement,
    Picture,
    Report,
    Series,
    Source,
    Statement,
    Story,
    Weighing,
    When,
    sortable,
)
from sayso.said import said as all_said
from sayso.terms import Naming, Phase, Standing


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with the report that makes it."""

    statement: Statement
    report: Report


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What was judged of two statements."""

    judgement: Judgement
    left: Evidence
    right: Evidence
    claims: tuple[str, str]
    """The claims that they belong to; twice the same id where it is one."""
    opinions: tuple[Judgement, ...] = ()
    """What second judges and people said of the same two."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with how it stands."""

    claim: Claim
    assessment: Assessment
    story: Story


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the time in the world that its best statement tells of."""

    held: Held
    when: When
    phase: Phase


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody cited, over all reports that print the same name, and what rests on that word."""

    source: Source
    outlets: tuple[str, ...]
    statements: tuple[str, ...]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """All that bears on one claim."""

    claim: Claim
    assessment: Assessment
    story: Story
    rule: str = ""
    """The sentence of the rule that decided its standing."""
    evidence: tuple[Evidence, ...] = ()
    """Its statements, in order of publication."""
    dissent: tuple[Evidence, ...] = ()
    """Statements elsewhere that deny it or decline to confirm it, in order of publication."""
    probable: tuple[Evidence, ...] = ()
    """Statements that probably say the same; they do not count."""
    conflicts: tuple[tuple[Conflict, Claim], ...] = ()
    """Each conflict that it is part of, with the other claim."""
    errata: tuple[Erred, ...] = ()
    """What reports took back of it, the latest first."""
    judgements: tuple[Judgement, ...] = ()
    """All that was judged between its statements."""
    links: tuple[Link, ...] = ()
    """The strongest of the links that made it one claim, and what second judges and people said of its statements."""


def claims(
    store: Store, *, standing: Standing | None = None, since: datetime | None = None, about: str | None = None
) -> list[str]:
    """Ids of claims: of one standing, first seen at or after a moment, about all of some words (names count too)."""
    c = schema.claim.c
    query: Select[tuple[str]] = select(c.id).order_by(c.origins_low.desc(), c.origins_high.desc(), c.first_seen, c.num)
    if standing:
        query = query.where(c.standing == standing)
    if since:
        query = query.where(c.first_seen >= since)
    if about is not None:
        found = text("num IN (SELECT rowid FROM claim_search WHERE claim_search MATCH :words)")
        query = query.where(found.bindparams(words=_words(about)))
    with store.reading() as connection:
        return list(dict.fromkeys(connection.scalars(query)))


def _words(about: str) -> str:
    """A full-text query for all the words, each as it stands: quoting keeps FTS5 from reading signs as operators."""
    words = [f'"{word}"' for word in about.replace('"', " ").split()]
    if not words:
        raise BadInput("--about needs at least one word")
    return " ".join(words)


def held(picture: Picture) -> Iterator[Held]:
    """Every claim of a picture with its assessment, story by story."""
    for w in picture.weighings:
        assessments = {a.claim: a for a in w.assessments}
        for claim in w.claims:
            yield Held(claim=claim, assessment=assessments[claim.id], story=w.story)


def timeline(picture: Picture) -> tuple[Dated, ...]:
    """The claims of a picture by the time they tell of, earliest first; those of no certain time are left out."""
    statements = all_said(picture)
    dated = []
    for h in held(picture):
        best = statements[h.claim.best]
        if best.when and best.when.earliest:
            dated.append((best.when.earliest, Dated(held=h, when=best.when, phase=best.phase)))
    return tuple(d for _, d in sorted(dated, key=lambda pair: pair[0]))


def sources(picture: Picture) -> tuple[Cited, ...]:
    """Whoever is cited in a picture, most statements first.

    Spellings that were weighed as one origin are one, under the spelling that is cited most; unnamed sources stay apart
    report by report.
    """
    reports = {r.id: r for r in picture.reports}
    origin = _named_origins(picture)
    found: dict[str, tuple[Counter[Source], dict[str, None], dict[str, None]]] = {}
    for statement in (s for g in picture.readings for s in g.statements):
        report = reports[statement.report]
        for source in (a.source for a in statement.attributions if a.source.name):
            spellings, outlets, statements = found.setdefault(origin.get(source.id, source.id), (Counter(), {}, {}))
            spellings[source] += 1
            outlets[report.outlet or report.name] = None
            statements[statement.id] = None
    cited = (
        Cited(source=spellings.most_common(1)[0][0], outlets=tuple(outlets), statements=tuple(statements))
        for spellings, outlets, statements in found.values()
    )
    return tuple(sorted(cited, key=lambda c: (-len(c.statements), c.source.name)))


def _named_origins(picture: Picture) -> dict[str, str]:
    """Id of a named source -> key of the origin that it was weighed as."""
    last = {s.id: s.attributions[-1].source for s in all_said(picture).values() if s.attributions}
    return {
        last[i].id: o.key
        for w in picture.weighings
        for a in w.assessments
        for o in a.origins
        if o.naming is Naming.NAMED
        for i in o.statements
        if i in last and last[i].naming is Naming.NAMED
    }


def find(picture: Picture, id: str) -> tuple[str, object]:
    """The kind and the record that an id, or its beginning, stands for.

    Raises NothingFound when there is none, BadInput when the beginning fits several.
    """
    known: dict[str, tuple[str, object]] = {}
    for kind, records in _kinds(picture):
        known.update((r.id, (kind, r)) for r in records)  # type: ignore[attr-defined]
    if id in known:
        return known[id]
    fitting = sorted(k for k in known if k.startswith(id) or k.partition("_")[2].startswith(id)) if id else []
    if not fitting:
        raise NothingFound(f"nothing here has the id {id!r}; `sayso claims` lists claims with their ids")
    if len(fitting) > 1:
        shown = ", ".join(fitting[:5]) + (" ..." if len(fitting) > 5 else "")
        raise BadInput(f"{id!r} is the beginning of {len(fitting)} ids ({shown}); give more of it")
    return known[fitting[0]]


def _kinds(picture: Picture) -> Iterator[tuple[str, Iterable[object]]]:
    yield "report", picture.reports
    yield "statement", all_said(picture).values()
    for w in picture.weighings:
        yield "story", (w.story,)
        yield "claim", w.claims
        yield "event", w.events
        yield "series", w.series
        yield "conflict", w.conflicts


def why(picture: Picture, id: str, rules: dict[str, str]) -> tuple[Why, ...]:
    """All that bears on the claim of this id; for the id of anything else, on each claim that it leads to.

    ``rules`` gives the sentence of each standing rule. Raises like :func:`find`, and
    NothingFound when it leads to none.
    """
    kind, record = find(picture, id)
    wanted = set(_leads_to(kind, record, picture))
    found = tuple(_why(w, claim, picture, rules) for w in picture.weighings for claim in w.claims if claim.id in wanted)
    if not found:
        raise NothingFound(f"{id} is a {kind} that belongs to no claim")
    return found


def _leads_to(kind: str, record: object, picture: Picture) -> Iterable[str]:
    match record:
        case Claim():
            return (record.id,)
        case Conflict():
            return record.claims
        case Series():
            said = {p.statement for p in record.points}
        case Statement():
            said = {record.id}
        case Report():
            said = {s.id for s in all_said(picture).values() if s.report == record.id}
        case _:
            raise BadInput(f"{kind}: give the id of a claim, conflict, series, statement or report")
    return [c.id for w in picture.weighings for c in w.claims if said & set(c.statements)]


def _why(w: Weighing, claim: Claim, picture: Picture, rules: dict[str, str]) -> Why:
    assessment = next(a for a in w.assessments if a.claim == claim.id)
    by_id = {c.id: c for c in w.claims}
    reports = {r.id: r for r in picture.reports}
    statements = all_said(picture)
    own = set(claim.statements)

    def evidence(ids: Iterable[str]) -> tuple[Evidence, ...]:
        found = [Evidence(statement=statements[i], report=reports[statements[i].report]) for i in dict.fromkeys(ids)]
        return tuple(sorted(found, key=lambda e: (e.report.published is None, sortable(e.report.published))))

    against = (*assessment.denied_by, *assessment.withheld_by, *assessment.confirmed_by)
    return Why(
        claim=claim,
        assessment=assessment,
        story=w.story,
        rule=rules.get(assessment.rule, ""),
        evidence=evidence(claim.statements),
        dissent=evidence(i for i in against if i not in own),
        probable=evidence(i for i in claim.probable if i not in own),
        conflicts=tuple((c, by_id[_other(c, claim.id)]) for c in w.conflicts if claim.id in c.claims),
        errata=tuple(e for e in errata(picture) if e.statement in own),
        judgements=tuple(j for j in w.judgements if j.left in own and j.right in own),
    )


def _other(conflict: Conflict, claim: str) -> str:
    return conflict.claims[1] if conflict.claims[0] == claim else conflict.claims[0]
