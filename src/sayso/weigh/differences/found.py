"""What a rule for differences gives back."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.records import Statement
from sayso.terms import ConflictClass, ConflictKind


@dataclass(frozen=True)
class Found:
    """A difference between two statements."""

    kind: ConflictKind
    cls: ConflictClass
    left: Statement
    right: Statement
    why: str
    parties: bool = False
    """Whether two parties differ by their very words, even where one report tells both on one word."""
