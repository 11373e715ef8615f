"""Weighing: which statements say the same, on whose word, what conflicts, how each claim stands. Pure."""

from sayso.weigh.dating import dated_by_story
from sayso.weigh.growing import KEYS
from sayso.weigh.profiles import PROFILER, keys, of_report, posted, vector
from sayso.weigh.rarity import Desk
from sayso.weigh.stories import group, stories
from sayso.weigh.succession import succession
from sayso.weigh.weighing import WEIGHER, weigh

__all__ = [
    "KEYS", "PROFILER", "WEIGHER", "Desk", "dated_by_story", "group", "keys", "of_report", "posted", "stories",
    "succession", "vector", "weigh",
]  # fmt: skip
