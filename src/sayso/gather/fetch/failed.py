"""Why something was not fetched, as data: one code of the table of complaints, and what its message names."""

from __future__ import annotations

from sayso.gather.trouble import Trouble


class Failed(Trouble):
    """An address could not be fetched."""

    def __init__(self, code: str, *, again: float | None = None, status: int = 0, **details: object) -> None:
        """``again`` is how many seconds to wait before it is worth another try at once; None: it is not."""
        super().__init__(code, status=status, **details)
        self.again = again
