from __future__ import annotations

import pytest

import sayso

BROKEN = [
    ('"The convoy," Emre Sandal said, "turned back."', "The convoy turned back", "Emre Sandal"),
    ('"The bridge," said Ilse Brandt, "failed on Tuesday."', "The bridge failed on Tuesday", "Ilse Brandt"),
    (
        '"If the dam breaks," Lena Marsh warned, "the whole valley will flood."',
        "If the dam breaks the whole valley will flood",
        "Lena Marsh",
    ),
    (
        '"The ferry," port spokesman Jory Vell said on Friday, "was towed to Estmark. We regret the delay," he added.',
        "The ferry was towed to Estmark",
        "Jory Vell",
    ),
    (
        '"Two ships," Petra Solen told Norden News, "were hit, and nine sailors died."',
        "nine sailors died",
        "Petra Solen",
    ),
    ('"The pumps are running," the mayor insisted, "and they will not stop."', "The pumps are running", "the mayor"),
]


@pytest.mark.parametrize(("text", "said", "by"), BROKEN)
def test_a_broken_quotation_states_what_its_halves_say_together(text: str, said: str, by: str) -> None:
    found = {s.content: s for s in sayso.read(text).statements}
    assert said in found, list(found)
    assert [a.source.name for a in found[said].attributions] == [by]


def test_a_quotation_that_ends_before_its_speaker_is_left_alone() -> None:
    text = '"The dam is safe," the mayor said. "Nobody need leave," she told Norden News.'
    assert [s.content for s in sayso.read(text).statements] == ["The dam is safe", "Nobody need leave"]
