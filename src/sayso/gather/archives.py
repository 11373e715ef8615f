"""Web archives: WARC and WACZ files, as crawlers keep them."""

from __future__ import annotations


def is_warc(raw: bytes) -> bool:
    """Whether bytes begin a WARC file."""
    return raw.startswith(b"WARC/")
