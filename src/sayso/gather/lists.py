"""Lists of feeds in files: given themselves, they stand for their feeds. In a folder they are left aside: a folder is
never a reason to use the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.gather import opml, xmls
from sayso.gather.trouble import note, reason
from sayso.notes import Note

ENDING = ".opml"


def is_opml(place: str | Path) -> bool:
    """Whether a place is a list of feeds in a file, by its name."""
    path = Path(place)
    return path.suffix.lower() == ENDING and path.is_file()


def feeds(path: Path, addresses: list[str]) -> Iterator[Note]:
    """Put the feeds of a list down; a note where it is broken or empty."""
    try:
        raw = path.read_bytes()
        if xmls.declares_entities(raw):
            yield note("xml-bomb", path.name)
            return
        found = opml.read(raw)
    except (OSError, *xmls.ERRORS) as e:
        yield note("broken-list", path.name, why=reason(e))
        return
    if not found:
        yield note("no-items", path.name)
    addresses += [feed.url for feed in found]
