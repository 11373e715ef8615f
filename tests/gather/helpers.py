"""Short ways to gather and to look at what came."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sayso.gather import gather
from sayso.notes import Note
from sayso.records import Report
from sayso.settings import Settings

NOW = datetime(2025, 5, 6, 12, 0, tzinfo=UTC)
"""When every gathering of these tests happens."""

TEXT = "The harbour of Estmark was closed on Sunday after a fire on the ferry, the rescue service said.\n"


def gathered(
    *places: str | Path, published: datetime | None = None, settings: Settings | None = None
) -> tuple[list[Report], list[Note]]:
    """All reports and all notes."""
    items = list(gather(places, published=published, now=NOW, settings=settings or Settings()))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, Note)]


def one(*places: str | Path, published: datetime | None = None) -> Report:
    """The only report; there must be no note."""
    reports, notes = gathered(*places, published=published)
    assert not notes
    (report,) = reports
    return report


def codes(notes: list[Note]) -> list[str]:
    """The codes of some notes, in order."""
    return [n.code for n in notes]


def write(path: Path, content: str | bytes) -> Path:
    """A file with some content, exactly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path
