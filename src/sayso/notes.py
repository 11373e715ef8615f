"""Trouble as data: a note says what could not be done and where; the rest goes on.

Only what stops a whole command is an exception, and it always carries an exit code and what to do.
"""

from __future__ import annotations

import msgspec

from sayso.records import Span


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint about one place in the input."""

    code: str
    """A short stable word, for example ``empty-file``."""
    message: str
    """One sentence: what happened, and what the reader can do."""
    place: str = ""
    """File, address or report name, with the line where there is one."""
    span: Span | None = None
    """The passage, where the trouble lies inside a report."""


class SaysoError(Exception):
    """Stops a command. ``exit_code`` is what the command line returns."""

    exit_code = 1


class BadInput(SaysoError):
    """The input cannot be used at all."""

    exit_code = 2


class NothingFound(SaysoError):
    """There was nothing to work on, or the thing asked for does not exist."""

    exit_code = 3


class DeskTrouble(SaysoError):
    """The desk file cannot be opened, read or written."""

    exit_code = 4
