"""The tables of a desk file, and how records are packed into them.

``report``, ``reading``, ``judgement`` and ``change`` are append-only and hold everything that is known; triggers
refuse updates and deletions. ``statement``, ``claim`` and the two full-text indexes are derived from them and can be
rebuilt at any time (:meth:`sayso.keep.Store.rebuild`). ``weighed`` only remembers from what each story was weighed.

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
VERSION = 1
"""``PRAGMA user_version``: raised whenever these tables change."""


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


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


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

weighed = _table(
    "weighed",
    Column("story", Text, primary_key=True),
    Column("key", Text, nullable=False),
)

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

APPEND_ONLY = (report, reading, judgement, sighting, change)
DERIVED = (statement, claim)
FULL_TEXT = {"report_search": (report, "seq", ("title", "text")), "claim_search": (claim, "num", ("text", "about"))}
"""Full-text index: the table it is derived from, its row number, the columns searched."""


def _after_create(ddl: str) -> None:
    # "%" is doubled because DDL() formats its text.
    event.listen(metadata, "after_create", DDL(ddl.replace("%", "%%")))  # type: ignore[no-untyped-call]


for _t in APPEND_ONLY:
    for _act in ("UPDATE", "DELETE"):
        _after_create(
            f"CREATE TRIGGER {_t.name}_no_{_act.lower()} BEFORE {_act} ON {_t.name} "
            f"BEGIN SELECT RAISE(ABORT, '{_t.name} is append-only'); END"
        )
for _index, (_t, _row, _columns) in FULL_TEXT.items():
    _names = ", ".join(_columns)
    _new = ", ".join(f"new.{c}" for c in _columns)
    _old = ", ".join(f"old.{c}" for c in _columns)
    _after_create(
        f"CREATE VIRTUAL TABLE {_index} USING fts5({_names}, content='{_t.name}', content_rowid='{_row}', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    _after_create(
        f"CREATE TRIGGER {_index}_add AFTER INSERT ON {_t.name} "
        f"BEGIN INSERT INTO {_index}(rowid, {_names}) VALUES (new.{_row}, {_new}); END"
    )
    if _t not in APPEND_ONLY:
        _after_create(
            f"CREATE TRIGGER {_index}_cut AFTER DELETE ON {_t.name} BEGIN INSERT INTO "
            f"{_index}({_index}, rowid, {_names}) VALUES ('delete', old.{_row}, {_old}); END"
        )
