"""Who said it stands at the end of the sentence, and what was said is read as a sentence of its own."""

from __future__ import annotations

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "The Vellin border crossing reopened on Sunday morning, the border guard said.",
            "The Vellin border crossing reopened on Sunday morning",
            "the border guard",
        ),
        (
            "Electricity has been restored in Ostrand, the grid operator Netz Nord said on Sunday morning.",
            "Electricity has been restored in Ostrand",
            "Netz Nord",
        ),
        (
            "All the dead were night-shift packers in a room above the loading bay, Orm fire chief Oda Renstrake said.",
            "All the dead were night-shift packers in a room above the loading bay",
            "Oda Renstrake",
        ),
        ("The ferry sank off Estmark, its owner, Halvor Lines, said.", "The ferry sank off Estmark", "Halvor Lines"),
        (
            "A pleasure boat overturned on Lake Vessen on Wednesday, the water police said.",
            "A pleasure boat overturned on Lake Vessen on Wednesday",
            "the water police",
        ),
        (
            "The Arkel bridge was closed to lorries on Wednesday because of high winds, the roads authority said.",
            "The Arkel bridge was closed to lorries on Wednesday because of high winds",
            "the roads authority",
        ),
        (
            "Tarvia and Ostmark agreed to a truce along the Liva river, the president said on Friday.",
            "Tarvia and Ostmark agreed to a truce along the Liva river",
            "the president",
        ),
    ],
)
def test_a_clause_before_its_speaker_is_the_content(text: str, content: str, source: str) -> None:
    reading = sayso.read(text, published="2031-05-05")
    (statement,) = reading.statements
    assert statement.content == content
    assert source in statement.attributions[-1].source.name


def test_a_sentence_without_a_clause_stays_as_it_was_parsed() -> None:
    reading = sayso.read("The mayor, a former sailor, said nothing.", published="2031-05-05")
    assert [s.attributions for s in reading.statements] == [()] * len(reading.statements)
