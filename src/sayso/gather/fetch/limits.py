"""What holds for every fetch, and what comes of one."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import msgspec

from sayso.settings import Settings

MOST_REDIRECTS = 5
TRIES = 3
"""How often an address is asked that answers "not now" or breaks off."""
FIRST_WAIT = 0.5
"""Seconds before the second try; the next wait is twice as long."""
LONGEST_WAIT = 30.0
"""Seconds: a server that asks for a longer wait (Retry-After) is left alone until the next run."""
AT_ONCE = 12
"""Addresses asked at the same time."""
AT_ONCE_OF_A_HOST = 2
"""Of these so many at one host, unless that host is allowed by name: it is then one's own."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of fetching; the sizes in bytes, the times in seconds."""

    allow_hosts: tuple[str, ...] = ()
    max_bytes: int = 10_000_000
    timeout: float = 20.0
    pause: float = 1.0
    budget: int = 10_000
    robots: bool = True
    contact: str = ""
    first_wait: float = FIRST_WAIT

    @property
    def agent(self) -> str:
        """How sayso names itself to servers."""
        try:
            number = version("sayso")
        except PackageNotFoundError:
            number = "0"
        return f"sayso/{number} (news record keeper{'; ' + self.contact if self.contact else ''})"


def limits(settings: Settings) -> Limits:
    """The bounds that the settings give."""
    return Limits(
        allow_hosts=settings.allow_hosts,
        max_bytes=settings.web_max_bytes,
        timeout=settings.web_timeout,
        pause=settings.web_pause,
        budget=settings.web_budget,
        robots=settings.web_robots,
        contact=settings.web_contact,
    )


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A body that a server gave, or that was kept from an earlier answer and is still good."""

    url: str
    """The address that answered in the end."""
    body: bytes
    """Without transfer and content encoding."""
    kind: str = ""
    """The content type with its parameters, as the server says it."""
    unchanged: bool = False
    """Whether the server said that nothing has changed since the last time (304)."""
