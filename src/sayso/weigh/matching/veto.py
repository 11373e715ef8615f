"""What forbids that two propositions are one claim, and when they were told."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.terms import Verdict
from sayso.weigh.propositions import Proposition


@dataclass(frozen=True)
class Veto:
    """Why two propositions are not one claim, and what they are instead if they speak of one thing."""

    slot: str
    verdict: Verdict
    reason: str


def times_apart(p: Proposition, q: Proposition) -> bool:
    """Whether both tell their time, and the times cannot be the same."""
    if p.start is None or q.start is None or p.end is None or q.end is None:
        return False
    return p.end < q.start or q.end < p.start


def known_apart(p: Proposition, q: Proposition, seconds: float = 0) -> bool:
    """Whether their reports came out more than so many seconds apart."""
    if p.known_at is None or q.known_at is None:
        return False
    return abs((p.known_at - q.known_at).total_seconds()) > seconds
