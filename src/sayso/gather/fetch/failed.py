"""Why something was not fetched, as data: one code of the table of complaints, and what its message names."""

from __future__ import annotations

from sayso.gather.trouble import note
from sayso.notes import Note


class Failed(Exception):
    """An address could not be fetched. ``code`` and ``details`` are those of a note."""

    def __init__(self, code: str, *, again: float | None = None, status: int = 0, **details: object) -> None:
        """``again`` is how many seconds to wait before it is worth another try at once; None: it is not.

        ``status`` is what the server answered, 0 where it answered nothing.
        """
        super().__init__(code)
        self.code = code
        self.again = again
        self.status = status
        self.details = details

    def note(self, place: str) -> Note:
        """What to tell people."""
        return note(self.code, place, status=self.status, **self.details)
