"""From a folder of reports to the picture of a desk, as any user would get it."""

from __future__ import annotations

from pathlib import Path

import sayso
from sayso.records import Picture


def picture_of(folder: Path) -> Picture:
    """Gather, read and weigh a folder in memory."""
    with sayso.open(None) as desk:
        desk.gather(folder)
        return desk.picture()
