"""Keeping: one SQLite file that holds reports, readings and all that was weighed, as of any moment."""

from sayso.keep.store import Added, Outdated, Store

__all__ = ["Added", "Outdated", "Store"]
