"""Reading: one report in, all that it says out. Pure: no clock, no network, no store."""

import os

# One report needs one core; several are read by several processes, whose threads would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sayso.read.reading import READER, read, version

__all__ = ["READER", "read", "version"]
