"""Hand-made records for tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.records import (
    Assessment,
    Attribution,
    Claim,
    Conflict,
    Origin,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    Story,
    Weighing,
    content_id,
)
from sayso.terms import ConflictClass, ConflictKind, Naming, Quoting, SourceKind, Stance, Standing

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def report(text: str, name: str = "a.txt", **more: object) -> Report:
    return Report(id=content_id("rep", name, text), name=name, text=text, **more)  # type: ignore[arg-type]


def reading(r: Report, *said: tuple[str, str], reader: str = "1") -> Reading:
    """Each of ``said`` is a passage of the report and the name of its source (empty for the report's own voice)."""
    statements = []
    for passage, who in said:
        start = r.text.index(passage)
        span = Span(report=r.id, start=start, end=start + len(passage), exact=passage)
        source = Source(id=content_id("src", who), name=who, kind=SourceKind.PERSON, naming=Naming.NAMED)
        chain = (
            Attribution(
                source=source,
                source_span=None,
                cue=(),
                content=(span,),
                quoting=Quoting.INDIRECT,
                stance=Stance.AFFIRMS,
            ),
        )
        statements.append(
            Statement(
                id=content_id("st", r.id, passage),
                report=r.id,
                spans=(span,),
                content=passage,
                sentence=span,
                attributions=chain if who else (),
                entities=("Estmark",) if "Estmark" in passage else (),
            )
        )
    return Reading(report=r.id, reader=reader, statements=tuple(statements))


def weighing(*readings: Reading, title: str = "A fire", standing: Standing = Standing.SINGLE_SOURCE) -> Weighing:
    """A claim for each statement, and a conflict between the first two."""
    story = Story(id=content_id("story", title), title=title, reports=tuple(r.report for r in readings))
    statements = [s for r in readings for s in r.statements]
    claims = tuple(
        Claim(
            id=content_id("claim", s.id),
            text=s.content,
            best=s.id,
            statements=(s.id,),
            reports=(s.report,),
            story=story.id,
            first_seen=NOON,
        )
        for s in statements
    )
    conflicts: tuple[Conflict, ...] = ()
    if len(claims) > 1:
        a, b = claims[:2]
        conflicts = (
            Conflict(
                id=content_id("conf", a.id, b.id),
                kind=ConflictKind.FIGURE,
                cls=ConflictClass.CONFLICT,
                claims=(a.id, b.id),
                statements=(a.best, b.best),
                why="They differ.",
            ),
        )
    return Weighing(
        story=story,
        claims=claims,
        conflicts=conflicts,
        assessments=tuple(_assessment(c, standing) for c in claims),
    )


def _assessment(c: Claim, standing: Standing) -> Assessment:
    origin = Origin(
        key="k",
        name="the mayor",
        naming=Naming.ROLE,
        first_hand=True,
        paths=(("Post", "the mayor"),),
        statements=(c.best,),
    )
    return Assessment(
        claim=c.id,
        standing=standing,
        rule=standing.value,
        reason="So it is.",
        origins=(origin,),
        origins_low=1,
        origins_high=2,
        affirmed_by=c.statements,
    )
