"""Reading: one report in, all that it says out. Pure: no clock, no network, no store."""

from sayso.read.reading import READER, read

__all__ = ["READER", "read"]
