"""The only door to the network: guarded, bounded, polite. Heavy libraries are loaded with the client."""

from __future__ import annotations

from sayso.gather.fetch.failed import Failed
from sayso.gather.fetch.limits import Answer, Limits

__all__ = ["Answer", "Failed", "Limits"]
