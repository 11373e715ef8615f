"""The trained weights: a logistic model for pairs of texts, a bag of small networks for pairs of mentions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evals.coref.stories import Ground, Matrix

NETWORK = ("mean", "scale", "in", "hidden", "out", "bias")
"""Arrays of a bag of networks, behind the name of the look."""
WEIGHTS = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True)
class Weights:
    """Arrays by name: ``story`` and ``story_bias``; for each look ``NETWORK`` (``first_mean``, ``again_mean``, ...)."""

    arrays: dict[str, Matrix]

    def same_story(self, ground: Ground) -> Matrix:
        """Log-odds that two texts tell one story, of shape (texts, texts); far below 0 for texts on two subjects."""
        a = self.arrays
        subject = np.array(ground.subject)
        odds = ground.features @ a["story"] + a["story_bias"]
        return np.asarray(np.where(subject[:, None] == subject[None, :], odds, -20.0))

    def same_event(self, features: Matrix, look: str = "first") -> Matrix:
        """Probability that the two of each pair are one event; the networks' log-odds are averaged.

        ``look``: "first", or "again" with the features of the second look behind those of the first.
        """
        mean, scale, into, hidden, out, bias = (self.arrays[f"{look}_{name}"] for name in NETWORK)
        rows = (features - mean) / scale
        odds = np.zeros(len(rows))
        for n in range(len(out)):
            odds += np.maximum(rows @ into[n] + hidden[n], 0) @ out[n] + bias[n]
        return np.asarray(1 / (1 + np.exp(-odds / len(out))))


def load() -> Weights:
    """The packaged weights. Raises FileNotFoundError when they are missing."""
    with np.load(WEIGHTS) as file:
        return Weights({name: file[name].astype(np.float64) for name in file.files})
