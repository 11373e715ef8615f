"""Weighing: which statements say the same, on whose word, what conflicts, how each claim stands. Pure."""

from sayso.weigh.language.rarity import Desk
from sayso.weigh.storylines.dating import dated_by_story
from sayso.weigh.storylines.growing import KEYS
from sayso.weigh.storylines.profiles import PROFILER, keys, of_report, posted, vector
from sayso.weigh.storylines.stories import group, stories
from sayso.weigh.storylines.succession import succession
from sayso.weigh.weighing import WEIGHER, weigh

__all__ = [
    "KEYS", "PROFILER", "WEIGHER", "Desk", "dated_by_story", "group", "keys", "of_report", "posted", "stories",
    "succession", "vector", "weigh",
]  # fmt: skip
