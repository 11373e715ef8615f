"""Opening a desk file, and turning SQLite's complaints into :class:`sayso.notes.DeskTrouble`."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from sayso.keep import schema
from sayso.notes import DeskTrouble, NothingFound

WAIT_SECONDS = 15.0
"""How long one command waits for another that is writing to the same desk."""

ADVICE = {
    "SQLITE_BUSY": "another sayso is writing to it; try again when that one is done",
    "SQLITE_LOCKED": "another sayso is writing to it; try again when that one is done",
    "SQLITE_FULL": "the disk is full; what was acknowledged is kept: make room and run the same command again",
    "SQLITE_READONLY": "no permission to write to it; check its rights, or name another with --desk",
    "SQLITE_CANTOPEN": "it cannot be opened; check its rights, and that its folder exists and may be written to",
    "SQLITE_PERM": "no permission to open it",
    "SQLITE_NOTADB": "this file is not a desk; name another with --desk",
    "SQLITE_CORRUPT": "the file is damaged; run `sayso check-desk`, and restore it from a copy",
    "SQLITE_IOERR": "the disk cannot be read or written; what was acknowledged is kept once the disk works again",
}
"""What to do about each of SQLite's primary error codes."""


@contextmanager
def trouble(path: Path | None) -> Iterator[None]:
    """Raise SQLite's complaints as DeskTrouble with what to do about them; programming errors pass unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as e:
        cause = e.orig if isinstance(e, DBAPIError) else e
        name = getattr(cause, "sqlite_errorname", "")
        for code, advice in ADVICE.items():
            if name.startswith(code):
                raise DeskTrouble(f"{path or 'desk in memory'}: {advice}") from e
        raise


def connect(path: Path | None, *, write: bool) -> Engine:
    """An engine with one connection to a desk, made if need be when ``write`` is set; None is a desk in memory.

    Raises DeskTrouble when the file is no desk, is of a newer sayso, or cannot be opened; NothingFound for an empty
    file that may not be written.
    """
    with trouble(path):
        raw = _raw(path, write)
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        event.listen(engine, "begin", _begin)
        try:
            _prepare(engine, path, write)
        except BaseException:
            raw.close()
            raise
    return engine


def _raw(path: Path | None, write: bool) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if path.is_dir():
        raise DeskTrouble(f"{path}: is a folder; name a file with --desk")
    uri = f"{path.absolute().as_uri()}?mode={_mode(path, write)}"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_SECONDS, check_same_thread=False)
    if not write:
        raw.execute("PRAGMA query_only = ON")
    return raw


def _mode(path: Path, write: bool) -> str:
    if write:
        return "rwc"
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return "rw"  # so that the last to leave clears the log away
    # Where SQLite may not make the shared-memory file that it wants, nobody can be writing, unless a log is left there.
    return "ro" if _has_log(path) or os.access(path.parent, os.W_OK) else "ro&immutable=1"


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _begin(connection: Connection) -> None:
    # Writers take the lock at once: a lock that is asked for only after reading cannot be waited for.
    connection.exec_driver_sql(str(connection.get_execution_options().get("begin", "BEGIN")))


def _prepare(engine: Engine, path: Path | None, write: bool) -> None:
    with engine.connect() as c:
        raw = c.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("BEGIN")  # one state of the file: another process may be laying its tables just now
        empty = not raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application, version = (raw.execute(f"PRAGMA {p}").fetchone()[0] for p in ("application_id", "user_version"))
        raw.execute("COMMIT")
        if not (empty and application == 0) and application != schema.APPLICATION_ID:
            raise DeskTrouble(f"{path}: is an SQLite file but not a desk; name another with --desk")
        if version > schema.VERSION:
            raise DeskTrouble(
                f"{path}: was written by a newer sayso (desk version {version}, this one reads up to "
                f"{schema.VERSION}); update sayso"
            )
        if empty and not write:
            raise NothingFound(f"{path}: the desk is empty; `sayso gather PATH --desk {path}` takes reports in")
        if write:
            _write_ahead(raw)
            # FULL: what is acknowledged outlives a power cut, not only a killed process.
            raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
    if write and (empty or version < schema.VERSION):
        create(engine)


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Turn on the write-ahead log. SQLite does not wait by itself when another process is turning it on just then."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as e:
            if e.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)


def create(engine: Engine) -> None:
    """Lay the tables of a new desk, or those that an older one lacks, all or nothing."""
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as c, c.begin():
        if c.exec_driver_sql("PRAGMA user_version").scalar_one() == schema.VERSION:
            return  # another process was faster
        schema.metadata.create_all(c)
        c.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        c.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
