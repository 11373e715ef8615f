"""Weighing: which statements say the same, on whose word, what conflicts, how each claim stands. Pure."""

from sayso.weigh.stories import stories
from sayso.weigh.weighing import WEIGHER, weigh

__all__ = ["WEIGHER", "stories", "weigh"]
