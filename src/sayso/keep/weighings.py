"""Weighings in the desk: cut into records, each change to one a line of the log, put together as of any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from sayso.keep import schema
from sayso.keep.schema import pack, unpack
from sayso.records import (
    Assessment,
    Claim,
    Conflict,
    Derivation,
    Event,
    Judgement,
    Record,
    Series,
    Statement,
    Story,
    Weighing,
    content_id,
)

PARTS: dict[str, type[Record]] = {
    "derivations": Derivation,
    "judgements": Judgement,
    "claims": Claim,
    "conflicts": Conflict,
    "events": Event,
    "series": Series,
    "assessments": Assessment,
    "phrases": Statement,
}
"""Fields of a Weighing and what they hold; the names are also the kinds of lines in the change log."""


class Frame(Record, frozen=True, kw_only=True):
    """A weighing with ids in the place of records: what is in it, and in which order."""

    story: Story
    parts: dict[str, tuple[str, ...]]


def key_of(record: Record) -> str:
    """What makes a weighed record the same one as before: its id, or a hash of what it joins."""
    match record:
        case Derivation():
            return content_id("d", record.later, record.earlier, record.kind)
        case Judgement():
            made = (record.at,) if record.at else ()
            return content_id("j", record.left, record.right, record.by, *made)
        case Assessment():
            return record.claim
        case _:
            return str(record.id)  # type: ignore[attr-defined]


def save(c: Connection, weighing: Weighing, known_at: datetime) -> int:
    """Log what differs from the weighing of the same story that is held now; returns how many records changed."""
    story = weighing.story.id
    new: dict[tuple[str, str], bytes] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for kind in PARTS:
        records: tuple[Record, ...] = getattr(weighing, kind)
        parts[kind] = tuple(key_of(r) for r in records)
        new.update({(kind, k): pack(r) for k, r in zip(parts[kind], records, strict=True)})
    new["weighing", story] = pack(Frame(story=weighing.story, parts=parts))
    count = _log(c, story, new, known_at)
    if count:
        c.execute(delete(schema.claim).where(schema.claim.c.story == story))
        index_claims(c, weighing)
    return count


def drop(c: Connection, story: str, known_at: datetime) -> int:
    """Log that a story and all that was weighed about it is no more; returns how many records went."""
    c.execute(delete(schema.claim).where(schema.claim.c.story == story))
    return _log(c, story, {}, known_at)


def load(c: Connection, as_of: datetime | None, only: Set[str] | None = None) -> tuple[Weighing, ...]:
    """Every weighing held, or held at a moment, or those that hold one of some reports; most reports first."""
    t = schema.change.c
    held: dict[str, dict[str, dict[str, bytes]]] = {}
    query = select(t.story, t.kind, t.id, t.record).where(t.seq.in_(_newest(as_of)), t.record.is_not(None))
    if only is not None:
        frames = c.execute(query.where(t.kind == "weighing"))
        stories = [row.story for row in frames if only & set(unpack(row.record, Frame).story.reports)]
        query = query.where(t.story.in_(stories))
    for row in c.execute(query):
        held.setdefault(row.story, {}).setdefault(row.kind, {})[row.id] = row.record
    found = (_assemble(story, kinds) for story, kinds in held.items())
    return tuple(sorted(found, key=lambda w: (-len(w.story.reports), w.story.id)))


def index_claims(c: Connection, weighing: Weighing) -> None:
    """Add the claims of a weighing to the table of claims."""
    by_claim = {a.claim: a for a in weighing.assessments}
    words = _words(c, weighing)
    rows = {}
    for claim in weighing.claims:
        a = by_claim.get(claim.id)
        rows[claim.id] = {
            "id": claim.id,
            "story": weighing.story.id,
            "standing": a.standing if a else "",
            "origins_low": a.origins_low if a else 0,
            "origins_high": a.origins_high if a else 0,
            "first_seen": claim.first_seen,
            "text": claim.text,
            "about": "\n".join(dict.fromkeys(w for s in claim.statements for w in words.get(s, ()))),
        }
    if rows:
        c.execute(insert(schema.claim), list(rows.values()))


def _words(c: Connection, weighing: Weighing) -> dict[str, tuple[str, ...]]:
    """For each statement of a story the words under which it is found: its own, with the names it mentions."""
    t = schema.statement.c
    rows = c.execute(select(t.id, t.entities, t.sources, t.content).where(t.report.in_(weighing.story.reports)))
    return {row.id: tuple(filter(None, (row.entities, row.sources, row.content))) for row in rows}


def _newest(as_of: datetime | None, story: str | None = None):  # type: ignore[no-untyped-def]
    t = schema.change.c
    query = select(func.max(t.seq)).group_by(t.story, t.kind, t.id)
    if as_of is not None:
        query = query.where(t.known_at <= as_of)
    return query if story is None else query.where(t.story == story)


def _log(c: Connection, story: str, new: dict[tuple[str, str], bytes], known_at: datetime) -> int:
    t = schema.change.c
    query = select(t.seq, t.kind, t.id, t.record).where(t.seq.in_(_newest(None, story)))
    lines = {(row.kind, row.id): (row.seq, row.record) for row in c.execute(query)}
    rows = [
        {"known_at": known_at, "kind": kind, "story": story, "id": id, "before": before, "record": record}
        for (kind, id), before, record in _differences(lines, new)
    ]
    if rows:
        c.execute(insert(schema.change), rows)
    return len(rows)


def _differences(
    lines: dict[tuple[str, str], tuple[int, bytes | None]], new: dict[tuple[str, str], bytes]
) -> Iterator[tuple[tuple[str, str], int | None, bytes | None]]:
    for item, record in new.items():
        before, held = lines.get(item, (None, None))
        if held != record:
            yield item, before, record
    for item, (before, held) in lines.items():
        if held is not None and item not in new:
            yield item, before, None


def _assemble(story: str, kinds: dict[str, dict[str, bytes]]) -> Weighing:
    frame = unpack(kinds["weighing"][story], Frame)

    def part(kind: str) -> Iterable[Record]:
        return (unpack(kinds[kind][id], PARTS[kind]) for id in frame.parts.get(kind, ()))

    return Weighing(story=frame.story, **{kind: tuple(part(kind)) for kind in PARTS})  # type: ignore[arg-type]
