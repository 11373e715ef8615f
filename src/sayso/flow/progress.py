"""How a run says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Called with a step ("gather", "read", "weigh"), how much of it is done, and how much there is, if known."""


def no_progress(step: str, done: int, total: int | None) -> None:
    """Show nothing."""
