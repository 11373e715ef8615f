"""How time grows with length, measured so that neither other work on the machine nor the collector decides a test."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ROUNDS = 3
"""The quickest of so many runs counts."""
LEAST = 0.002
"""Shorter times are noise."""


def growth(work: Callable[[int], object], small: int, large: int) -> float:
    """Processor time of the large work over that of the small one; linear work gives about ``large / small``."""
    work(small)  # caches are filled, tables read
    gc.collect()
    gc.disable()
    try:
        return _seconds(work, large) / max(_seconds(work, small), LEAST)
    finally:
        gc.enable()


def _seconds(work: Callable[[int], object], size: int) -> float:
    def once() -> float:
        start = time.process_time()
        work(size)
        return time.process_time() - start

    return min(once() for _ in range(ROUNDS))
