from __future__ import annotations

import pytest

from sayso.terms import Certainty, Phase, Polarity
from tests.read.test_statements import read

CASES = [
    ("The port was closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The port was not closed.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("No ships were hit.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("Neither ship has left the port.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The port will be closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The port is closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("Rebels are shelling the port.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("The port will likely reopen.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The port may reopen.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.FUTURE),
    ("The port was reportedly closed.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("The ships were confirmed to have left the port.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The port is expected to reopen.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The toll is likely to rise.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The port would close if the storm came.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    ("The governor failed to open the port.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
]


@pytest.mark.parametrize(("text", "polarity", "certainty", "phase"), CASES)
def test_polarity_certainty_and_phase(text: str, polarity: Polarity, certainty: Certainty, phase: Phase) -> None:
    s = read(text)[0]
    assert (s.polarity, s.certainty, s.phase) == (polarity, certainty, phase)
