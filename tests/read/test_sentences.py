"""Sentences: where each begins in a tidied text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import sentences
from tests.pace import growth


def split(text: str) -> list[str]:
    at = [*sentences.starts(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(at)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The ferry sank off Estmark.", "Nobody was hurt."],
        ["He lives at No. 5 Mill Lane.", "It burned."],
        ["The U.S. President Ann Doe spoke.", "She left at 3 p.m. Friday."],
        ["They came from the U.S.", "The army let them in."],
        ["Gen. Olin Reece resigned on Nov. 24.", "Mr. Lee took over."],
        ['"We waited...then we ran," he said.', "He was tired."],
        ['"Who set the fire?" she asked.', "Nobody knew."],
        ['"Which ships were they?" Marsh said.', "She gave no names."],
        ['"The pier is closed."', "It opens on Monday."],
    ],
)
def test_sentences_of_a_paragraph(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"The pier burned."Nobody was hurt.', ['"The pier burned."', "Nobody was hurt."]),
        ("The pier burned.Nobody was hurt.", ["The pier burned.", "Nobody was hurt."]),
        (
            'They sent packages."The port has a need," he said.',
            ["They sent packages.", '"The port has a need," he said.'],
        ),
    ],
)
def test_a_missing_blank_after_a_full_stop(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_paragraph_begins_a_sentence_though_the_last_has_no_full_stop() -> None:
    assert split("Port of Estmark\nThe pier burned") == ["Port of Estmark", "The pier burned"]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The coast guard of Norland said that the ferry had\n"
        "left the port of Estmark without a pilot, and that\n"
        "nobody on the bridge had answered its calls for an\n"
        "hour before the fire.\n\n"
        "It sank at dawn.\n"
    )
    assert len(split(text)) == 2


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_starts_rise_and_stand_on_something(text: str) -> None:
    found = sentences.starts(text)
    assert found == sorted(set(found))
    assert all(0 <= i < len(text) and not text[i].isspace() for i in found)


@pytest.mark.parametrize("unit", ["He ran. ", 'said."', "U.S. ", "a", "...\n"])
def test_long_text_takes_linear_time(unit: str) -> None:
    assert growth(lambda n: sentences.starts(unit * n), 2_000, 16_000) < 24
