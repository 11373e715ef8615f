"""Every statement that a picture holds."""

from __future__ import annotations

from sayso.records import Picture, Statement


def said(picture: Picture) -> dict[str, Statement]:
    """Statements by their id: all that were read, and the phrases that tell one of the claims."""
    read = {s.id: s for reading in picture.readings for s in reading.statements}
    return read | {s.id: s for weighing in picture.weighings for s in weighing.phrases}
