"""Weighing: which statements say the same, on whose word, what conflicts, how each claim stands. Pure."""

from sayso.weigh.dating import dated_by_story
from sayso.weigh.stories import stories
from sayso.weigh.weighing import WEIGHER, weigh

__all__ = ["WEIGHER", "dated_by_story", "stories", "weigh"]
