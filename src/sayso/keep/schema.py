"""The tables of a desk file, and how records are packed into them.

``report``, ``reading``, ``judgement``, ``sighting``, ``compared``, ``erratum``, ``change`` and ``story_change`` are
append-only and hold everything that is known; triggers refuse updates and deletions. ``statement``, ``claim`` and the
two full-text indexes are derived from them and can be rebuilt at any time (:meth:`sayso.keep.Store.rebuild`).
``weighed`` only remembers from what each story was weighed. ``profile``, ``posting``, ``word``, ``story``, ``member``
and ``vector`` spare the next run work that was done: what is missing in them is made anew.

Times are ISO 8601 text in UTC of fixed width, so that they sort as they run.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    DDL,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

R = TypeVar("R", bound=msgspec.Struct)

APPLICATION_ID = 0x53617973
"""``PRAGMA application_id`` of a desk: "Says" in ASCII."""
VERSION = 2
"""``PRAGMA user_version``: raised whenever these tables change.

2 added ``story_change`` and what stories are found by; a desk of version 1 gets them when it is opened for writing.
"""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC as text of fixed width, to the microsecond."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Moment to text; a moment without a zone is taken as UTC."""
        if value is None:
            return None
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Text to moment."""
        return None if value is None else datetime.fromisoformat(value)


def pack(record: msgspec.Struct) -> bytes:
    """A record as it lies in the desk, deflated JSON: the same record always gives the same bytes."""
    return zlib.compress(msgspec.json.encode(record, order="deterministic"), 1)


def unpack(packed: bytes, kind: type[R]) -> R:
    """The record of the given type that was packed."""
    record: R = _decoder(kind).decode(zlib.decompress(packed))
    return record


def fingerprint(title: str, text: str, packed: bytes) -> str:
    """SHA-256 over all that is kept of a report, by which later damage shows."""
    parts = (title.encode("utf-8", "surrogatepass"), text.encode("utf-8", "surrogatepass"), packed)
    return hashlib.sha256(b"\x1f".join(parts)).hexdigest()


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


metadata = MetaData()


def _table(name: str, *parts: Any, without_rowid: bool = False) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=not without_rowid)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


report = _table(
    "report",
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("known_at", Moment, nullable=False),
    Column("published", Moment),
    _text("name"),
    _text("outlet"),
    _text("url"),
    _text("external_id"),
    _text("revision_of"),
    _text("title"),
    _text("text"),
    # Without title and text, which stand in their own columns for the full-text index.
    Column("record", LargeBinary, nullable=False),
    Column("hash", Text, nullable=False),
)

reading = _table(
    "reading",
    Column("seq", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("known_at", Moment, nullable=False),
    Column("record", LargeBinary, nullable=False),
    UniqueConstraint("report", "reader"),
)

judgement = _table(
    "judgement",
    Column("seq", Integer, primary_key=True),
    Column("known_at", Moment, nullable=False),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
"""Judgements made by people and by second judges; those of rules are part of a weighing."""

change = _table(
    "change",
    Column("seq", Integer, primary_key=True),
    Column("known_at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("before", Integer, ForeignKey("change.seq")),
    Column("record", LargeBinary),
    Index("change_item", "story", "kind", "id", "seq"),
)
"""One line for each weighed record that came, changed (``before`` is the line it replaces) or went (no record)."""

sighting = _table(
    "sighting",
    Column("seq", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("known_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("back", Integer, nullable=False),
)
"""One line for each time that the page of a report was first seen to be gone, or back."""

compared = _table(
    "compared",
    Column("seq", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    _text("revision"),
    Column("at", Moment),
    Column("known_at", Moment, nullable=False),
    Index("compared_report", "report"),
)
"""One line for each newer version, or loss of a page (``at``), that was looked at for errata."""

erratum = _table(
    "erratum",
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("known_at", Moment, nullable=False),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("record", LargeBinary, nullable=False),
)

weighed = _table(
    "weighed",
    Column("story", Text, primary_key=True),
    Column("key", Text, nullable=False),
)

story_change = _table(
    "story_change",
    Column("seq", Integer, primary_key=True),
    Column("known_at", Moment, nullable=False),
    Column("story", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("story_change_story", "story"),
)
"""One line for each story that merged, split or goes by another id."""

profile = _table(
    "profile",
    Column("num", Integer, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, unique=True),
    Column("reading", Integer, ForeignKey("reading.seq"), nullable=False),
    Column("version", Text, nullable=False),
    Column("day", Integer, nullable=False),
    # Whether its story is still to be found.
    Column("fresh", Integer, nullable=False),
    _text("posted"),
    Column("record", LargeBinary, nullable=False),
    Index("profile_fresh", "fresh"),
    Index("profile_day", "day"),
)

posting = _table(
    "posting",
    Column("word", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("profile", Integer, primary_key=True),
    without_rowid=True,
)
"""The reports of which a word is among the weightiest, by day."""

word = _table(
    "word",
    Column("word", Text, primary_key=True),
    Column("reports", Integer, nullable=False),
    without_rowid=True,
)
"""In how many reports each word stands; marks of paragraphs count as words."""

story = _table(
    "story",
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
"""The stories as they are found now, weighed or not, with keys of all that weighing them depends on."""

member = _table(
    "member",
    Column("report", Text, ForeignKey("report.id"), primary_key=True),
    Column("story", Text, ForeignKey("story.id"), primary_key=True),
    Index("member_story", "story"),
    without_rowid=True,
)

vector = _table(
    "vector",
    Column("hash", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    without_rowid=True,
)
"""Sentence vectors by a hash of the text and the model, as :mod:`sayso.weigh.matching.vectors` packs them."""

statement = _table(
    "statement",
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False),
    Column("stance", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("phase", Text, nullable=False),
    _text("sources"),
    _text("entities"),
    _text("content"),
    Index("statement_report", "report"),
)

claim = _table(
    "claim",
    Column("num", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("story", Text, nullable=False),
    _text("standing"),
    Column("origins_low", Integer, nullable=False),
    Column("origins_high", Integer, nullable=False),
    Column("first_seen", Moment),
    _text("text"),
    _text("about"),
    UniqueConstraint("story", "id"),
    Index("claim_standing", "standing"),
)

APPEND_ONLY = (report, reading, judgement, sighting, compared, erratum, change, story_change)
SPARED = (posting, member, story, word, profile, vector)
"""Tables that may be emptied: the next run fills them again. In the order in which references allow it."""
DERIVED = (statement, claim)
FULL_TEXT = {"report_search": (report, "seq", ("title", "text")), "claim_search": (claim, "num", ("text", "about"))}
"""Full-text index: the table it is derived from, its row number, the columns searched."""


def _after_create(ddl: str) -> None:
    # "%" is doubled because DDL() formats its text.
    event.listen(metadata, "after_create", DDL(ddl.replace("%", "%%")))  # type: ignore[no-untyped-call]


def guards(table: Table) -> list[str]:
    """The statements that make an append-only table refuse updates and deletions."""
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table.name}_no_{act.lower()} BEFORE {act} ON {table.name} "
        f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        for act in ("UPDATE", "DELETE")
    ]


for _t in APPEND_ONLY:
    for _guard in guards(_t):
        _after_create(_guard)
for _index, (_t, _row, _columns) in FULL_TEXT.items():
    _names = ", ".join(_columns)
    _new = ", ".join(f"new.{c}" for c in _columns)
    _old = ", ".join(f"old.{c}" for c in _columns)
    _after_create(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_index} USING fts5({_names}, content='{_t.name}', "
        f"content_rowid='{_row}', tokenize='unicode61 remove_diacritics 2')"
    )
    _after_create(
        f"CREATE TRIGGER IF NOT EXISTS {_index}_add AFTER INSERT ON {_t.name} "
        f"BEGIN INSERT INTO {_index}(rowid, {_names}) VALUES (new.{_row}, {_new}); END"
    )
    if _t not in APPEND_ONLY:
        _after_create(
            f"CREATE TRIGGER IF NOT EXISTS {_index}_cut AFTER DELETE ON {_t.name} BEGIN INSERT INTO "
            f"{_index}({_index}, rowid, {_names}) VALUES ('delete', old.{_row}, {_old}); END"
        )
