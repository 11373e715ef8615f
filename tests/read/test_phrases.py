"""What is told inside phrases: what makes a statement of its own there, and what does not."""

import pytest

from sayso.read import attribution, statements
from sayso.records import Statement
from tests.read.pages import page


def told_inside(text: str) -> tuple[Statement, ...]:
    leaf = page(text)
    return statements.find(leaf, attribution.find(leaf))[1]


@pytest.mark.parametrize(
    ("text", "phrase", "predicate", "object"),
    [
        ("The Lisbet truck bombing killed four people.", "The Lisbet truck bombing", "bomb", ""),
        (
            "The killing of three fishermen has strained ties.",
            "The killing of three fishermen",
            "kill",
            "three fishermen",
        ),
        ("The arrested editors went on trial.", "The arrested editors", "arrest", "The arrested editors"),
        ("Two rockets found in the harbour were defused.", "Two rockets found in the harbour", "find", "Two rockets"),
        (
            "The collapse of the Lisbet bridge cut the road.",
            "The collapse of the Lisbet bridge",
            "collapse",
            "the Lisbet bridge",
        ),
    ],
)
def test_a_phrase_tells_what_a_clause_would(text: str, phrase: str, predicate: str, object: str) -> None:
    found = {s.content: s for s in told_inside(text)}
    assert phrase in found
    assert (found[phrase].predicate, found[phrase].object) == (predicate, object)
    assert found[phrase].found_by == "phrase"
    assert text[found[phrase].spans[0].start : found[phrase].spans[0].end] == phrase


@pytest.mark.parametrize(
    "text",
    [
        "The mayor denied the alleged killing of three fishermen.",
        "If an attack on Lisbet follows, the port will close.",
        "There was no attack on Lisbet.",
        "The council spoke of the threat of a raid on the Lisbet depot.",
        "A similar attack on the Lisbet depot killed two.",
        "Such cattle thefts are punished.",
        "A possible attack on the Lisbet depot worries the mayor.",
        "Norland called for an attack on the Lisbet depot.",
    ],
)
def test_what_is_not_told_as_so_makes_none(text: str) -> None:
    assert [s.content for s in told_inside(text)] == []


def test_a_phrase_rests_on_the_word_of_its_clause() -> None:
    found = told_inside("Lena Marsh said the arrested editors went on trial.")
    assert [[a.source.name for a in s.attributions] for s in found] == [["Lena Marsh"]]


def test_no_phrase_repeats_a_clause() -> None:
    leaf = page("The bombing of the port on Monday was the work of rebels. The arrested editors went on trial.")
    clauses, phrases = statements.find(leaf, attribution.find(leaf))
    assert not {s.spans for s in clauses} & {s.spans for s in phrases}
