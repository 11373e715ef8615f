"""What finding the story of a new report takes: profiles of reports, where their words stand, who stands with whom.

All of it is derived; what is missing is made anew by the next run. Only what became of stories is kept for good.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, insert, select, text, update

from sayso.keep import schema
from sayso.keep.schema import pack, unpack
from sayso.keep.store import Outdated, Store, mark_of
from sayso.profile import Profile
from sayso.records import Story, StoryChange

NEIGHBOURS = 50
"""How many reports on either side in time are looked at for one word."""
UNDATED = -1_000_000
"""Stands for the day of an undated report."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A profile that was made from a reading by one reader, and the words under which it is to be found."""

    profile: Profile
    reader: str
    posted: tuple[str, ...]


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """Some reports, and the stories in which they stand so far."""

    profiles: tuple[Profile, ...]
    texts: dict[str, str]
    """By report, as all below."""
    readers: dict[str, str]
    """Who read each report last."""
    stories: tuple[Story, ...]
    counts: dict[str, int]
    """In how many reports of the whole desk each word stands."""
    size: int
    """How many reports the whole desk holds."""


# ------------------------------------------------------------------- profiles


def unprofiled(store: Store, version: str) -> list[str]:
    """Ids of read reports whose newest reading has no profile of this version."""
    g, p = schema.reading.c, schema.profile.c
    newest = select(g.report, func.max(g.seq).label("seq")).group_by(g.report).subquery()
    fits = and_(p.report == newest.c.report, p.reading == newest.c.seq, p.version == version)
    query = select(newest.c.report).outerjoin(schema.profile, fits).where(p.num.is_(None)).order_by(newest.c.seq)
    with store.reading() as c:
        return list(c.scalars(query))


def add_profiles(store: Store, made: Iterable[Made], version: str) -> None:
    """Keep profiles in the place of older ones of the same reports; the stories of these reports are to be found."""
    with store.writing() as c:
        for one in made:
            _add(c, one, version)


def _add(c: Connection, made: Made, version: str) -> None:
    t, g = schema.profile, schema.reading.c
    report = made.profile.report
    old = c.execute(select(t.c.num, t.c.day, t.c.posted, t.c.record).where(t.c.report == report)).first()
    if old:
        _count(c, unpack(old.record, Profile).held, -1)
        _post(
            c,
            "DELETE FROM posting WHERE word = ? AND day = ? AND profile = ?",
            old.posted.split("\n"),
            old.day,
            old.num,
        )
    day = UNDATED if made.profile.at is None else int(made.profile.at // 1)
    row = {
        "report": report,
        "reading": c.scalar(select(g.seq).where(g.report == report, g.reader == made.reader)),
        "version": version,
        "day": day,
        "fresh": 1,
        "posted": "\n".join(made.posted),
        "record": pack(made.profile),
    }
    if old:
        c.execute(update(t).where(t.c.num == old.num).values(row))
    else:
        c.execute(insert(t), row)
    num = c.scalars(select(t.c.num).where(t.c.report == report)).one()
    _count(c, made.profile.held, 1)
    _post(c, "INSERT INTO posting VALUES (?, ?, ?)", made.posted, day, num)


def _post(c: Connection, sql: str, words: Sequence[str], day: int, num: int) -> None:
    rows = [(word, day, num) for word in words if word]
    if rows:
        c.exec_driver_sql(sql, rows)


def _count(c: Connection, words: set[str], more: int) -> None:
    sql = "INSERT INTO word VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET reports = reports + excluded.reports"
    if words:
        c.exec_driver_sql(sql, [(w, more) for w in sorted(words)])


# ---------------------------------------------------------------- the pool


def fresh(store: Store) -> tuple[tuple[Profile, ...], int]:
    """Profiles of the reports whose stories are still to be found, and how many reports there are in all."""
    t = schema.profile.c
    with store.reading() as c:
        found = tuple(unpack(p, Profile) for p in c.scalars(select(t.record).where(t.fresh == 1).order_by(t.num)))
        return found, c.scalar(select(func.count()).select_from(schema.profile)) or 0


def counts(store: Store, words: Iterable[str]) -> dict[str, int]:
    """In how many reports each word stands."""
    with store.reading() as c:
        return _counts(c, set(words))


def _counts(c: Connection, words: set[str]) -> dict[str, int]:
    sql = "SELECT word, reports FROM word WHERE word IN (SELECT value FROM json_each(?))"
    return _pairs(c.exec_driver_sql(sql, (json.dumps(sorted(words)),)))


def _pairs(rows: Iterable[Any]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in rows}


def near(store: Store, profile: Profile, weights: Mapping[str, float], most: int) -> set[str]:
    """The report and those of the stories nearest to it, by words of some weights that both have: some ``most`` in all.

    The nearest story is there whole whatever its size; where a report stands in two stories, so is the second.
    """
    with store.reading() as c:
        votes: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for num in _beside(c, word, profile.at):
                votes[num] += weight
        ranked = sorted(votes, key=lambda n: (-votes[n], n))[: 2 * most]
        wanted: dict[str, None] = {}
        size = 0
        for story, reports in _stories_of(c, ranked):
            if size and size + reports > most:
                break
            wanted[story] = None
            size += reports
        return {profile.report, *_closed(c, profile.report, list(wanted))}


def _beside(c: Connection, word: str, at: float | None) -> set[int]:
    """Numbers of the reports nearest in time of which a word is among the weightiest; of undated ones also."""
    sides = [("day = ?", UNDATED, "DESC")]
    if at is None:
        sides.append(("day > ?", UNDATED, "DESC"))
    else:
        sides += [("day <= ?", int(at // 1), "DESC"), ("day > ?", int(at // 1), "ASC")]
    found: set[int] = set()
    for where, day, way in sides:
        sql = f"SELECT profile FROM posting WHERE word = ? AND {where} ORDER BY day {way}, profile {way} LIMIT ?"
        found.update(c.exec_driver_sql(sql, (word, day, NEIGHBOURS)).scalars())
    return found


def _stories_of(c: Connection, ranked: Sequence[int]) -> list[tuple[str, int]]:
    """Stories of some reports (numbers of profiles), in the order of these, with how many reports each has."""
    sql = """
        SELECT m.story, (SELECT count(*) FROM member n WHERE n.story = m.story)
        FROM json_each(?) j JOIN profile p ON p.num = j.value JOIN member m ON m.report = p.report
        ORDER BY j.key, m.story
    """
    return list(_pairs(c.exec_driver_sql(sql, (json.dumps(ranked),))).items())


def _closed(c: Connection, report: str, stories: list[str]) -> set[str]:
    """The reports of some stories, and of all stories in which any of them stands."""
    own = "SELECT story FROM member WHERE report = ?"
    sql = """
        WITH RECURSIVE wanted (story) AS (
            SELECT value FROM json_each(?)
            UNION SELECT other.story FROM wanted JOIN member m ON m.story = wanted.story
                JOIN member other ON other.report = m.report
        ) SELECT DISTINCT m.report FROM wanted JOIN member m ON m.story = wanted.story
    """
    start = dict.fromkeys([*stories, *c.exec_driver_sql(own, (report,)).scalars()])
    return set(c.exec_driver_sql(sql, (json.dumps(list(start)),)).scalars())


def pool(store: Store, reports: Iterable[str] | None) -> Pool:
    """Some reports (all for None) with all that grouping them takes."""
    chosen = None if reports is None else json.dumps(sorted(reports))
    some = "" if chosen is None else "JOIN json_each(?) j ON j.value = p.report"
    sql = f"""
        SELECT p.report, p.record, r.text, g.reader FROM profile p {some}
        JOIN report r ON r.id = p.report JOIN reading g ON g.seq = p.reading ORDER BY p.num
    """
    homes = "" if chosen is None else "JOIN member m ON m.story = s.id JOIN json_each(?) j ON j.value = m.report"
    with store.reading() as c:
        rows = c.exec_driver_sql(sql, (chosen,) if chosen else ()).all()
        profiles = tuple(unpack(row.record, Profile) for row in rows)
        stories = c.exec_driver_sql(f"SELECT DISTINCT s.id, s.record FROM story s {homes}", (chosen,) if chosen else ())
        return Pool(
            profiles=profiles,
            texts={row.report: row.text for row in rows},
            readers={row.report: row.reader for row in rows},
            stories=tuple(unpack(row.record, Story) for row in stories),
            counts=_counts(c, {w for p in profiles for w in p.held}),
            size=c.scalar(select(func.count()).select_from(schema.profile)) or 0,
        )


# -------------------------------------------------------------------- stories


def place(
    store: Store,
    found: Pool,
    stories: Sequence[tuple[Story, str]],
    changes: Iterable[StoryChange],
    *,
    known_at: datetime,
    mark: int,
) -> None:
    """Put stories, with the keys of their inputs, in the place of those of the pool, and log what became of these.

    Raises Outdated when reports came in, or another process found their stories, since ``mark``.
    """
    p = schema.profile.c
    with store.writing() as c:
        looked_for = set(c.scalars(select(p.report).where(p.fresh == 1)))
        if mark_of(c) != mark or not looked_for or looked_for - found.texts.keys():
            raise Outdated
        old = [{"id": s.id} for s in found.stories]
        if old:
            c.exec_driver_sql("DELETE FROM member WHERE story = :id", old)
            c.exec_driver_sql("DELETE FROM story WHERE id = :id", old)
        c.execute(insert(schema.story), [{"id": s.id, "key": key, "record": pack(s)} for s, key in stories])
        c.execute(insert(schema.member), [{"report": r, "story": s.id} for s, _ in stories for r in s.reports])
        for change in changes:
            row = {"known_at": known_at, "story": change.story, "record": pack(change)}
            c.execute(insert(schema.story_change), row)
        c.execute(update(schema.profile).where(p.fresh == 1).values(fresh=0))


def due(store: Store, prefix: str) -> list[tuple[Story, str]]:
    """Stories that were not weighed, or from something else than this prefix and their key, with the two as one key."""
    sql = """
        SELECT s.record, :prefix || s.key AS key FROM story s LEFT JOIN weighed w ON w.story = s.id
        WHERE w.key IS NULL OR w.key != :prefix || s.key ORDER BY s.rowid
    """
    with store.reading() as c:
        return [(unpack(row.record, Story), row.key) for row in c.execute(text(sql), {"prefix": prefix})]


def gone(store: Store) -> list[str]:
    """Ids of weighed stories that are no more."""
    with store.reading() as c:
        return list(c.exec_driver_sql("SELECT story FROM weighed WHERE story NOT IN (SELECT id FROM story)").scalars())


def stories_with(store: Store, reports: Iterable[str]) -> list[tuple[Story, str]]:
    """Stories in which any of some reports stands, with their keys."""
    sql = """
        SELECT DISTINCT s.id, s.record, s.key FROM json_each(?) j JOIN member m ON m.report = j.value
        JOIN story s ON s.id = m.story
    """
    with store.reading() as c:
        rows = c.exec_driver_sql(sql, (json.dumps(sorted(reports)),))
        return [(unpack(row.record, Story), row.key) for row in rows]


def makers(store: Store, statements: Iterable[str]) -> dict[str, str]:
    """The report that makes each of some statements; those of older readings are left out."""
    sql = "SELECT s.id, s.report FROM json_each(?) j JOIN statement s ON s.id = j.value"
    with store.reading() as c:
        return _pairs(c.exec_driver_sql(sql, (json.dumps(sorted(statements)),)))


def readers(store: Store, reports: Iterable[str]) -> dict[str, str]:
    """Who read each report last."""
    sql = """
        SELECT p.report, g.reader FROM profile p JOIN json_each(?) j ON j.value = p.report
        JOIN reading g ON g.seq = p.reading
    """
    with store.reading() as c:
        return _pairs(c.exec_driver_sql(sql, (json.dumps(sorted(reports)),)))


def rekey(store: Store, keys: Mapping[str, str]) -> None:
    """Set the keys of stories."""
    if keys:
        with store.writing() as c:
            c.exec_driver_sql(
                "UPDATE story SET key = :key WHERE id = :id", [{"id": i, "key": k} for i, k in keys.items()]
            )


def half_dated(store: Store) -> list[Story]:
    """Stories in which some reports are dated and some are not."""
    sql = """
        SELECT record FROM story WHERE id IN (
            SELECT m.story FROM member m WHERE m.report IN (SELECT report FROM profile WHERE day = :none)
        ) AND id IN (
            SELECT m.story FROM member m JOIN profile p ON p.report = m.report WHERE p.day != :none
        )
    """
    with store.reading() as c:
        if not c.execute(text("SELECT 1 FROM profile WHERE day = :none LIMIT 1"), {"none": UNDATED}).first():
            return []
        return [unpack(record, Story) for record in c.execute(text(sql), {"none": UNDATED}).scalars()]


# ------------------------------------------------------------ what became of them


def changes(store: Store) -> tuple[StoryChange, ...]:
    """What became of stories, in the order in which it happened."""
    t = schema.story_change.c
    with store.reading() as c:
        if not c.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'story_change'").first():
            return ()  # a desk of an older sayso that may not be written
        rows = c.execute(select(t.known_at, t.record).order_by(t.seq))
        return tuple(msgspec.structs.replace(unpack(r.record, StoryChange), at=r.known_at) for r in rows)
