"""What attributes nothing, and what belongs to no title: near misses of the forms of saying."""

from __future__ import annotations

import pytest

import sayso
from sayso.terms import Stance
from tests.read.test_attribution_forms import attributions

SPEAKS_FOR = [
    ("Norland Prime Minister Petra Solen said the port was closed.", "Norland"),
    ("The Prime Minister, Petra Solen, said the port was closed.", ""),
    ("Senate Majority Leader John Marsh said the port was closed.", "Senate"),
    ("Lieutenant Colonel Hans Mohr said the port was closed.", ""),
    ("Student leader Hans Mohr said the port was closed.", ""),
    ("Hans Mohr, an epidemiology expert, said the port was closed.", ""),
    ("The Harbour Authority said the port was closed.", ""),
    ("The British Transport Police spokesman said the port was closed.", "British Transport Police"),
    ("Norland Harbour Authority spokesman Hans Mohr said the port was closed.", "Norland Harbour Authority"),
    ("The army spokesman said the port was closed.", "army"),
]


@pytest.mark.parametrize(("text", "body"), SPEAKS_FOR)
def test_a_piece_of_a_title_is_no_body_that_is_spoken_for(text: str, body: str) -> None:
    assert [a.source.speaks_for for a in attributions(text)] == [body]


def test_its_spokesman_speaks_for_the_body_that_it_means() -> None:
    found = attributions("The army has told residents to leave, its spokesman posted on X.")
    assert "its" not in {a.source.speaks_for for a in found}


NOTHING = [
    "The Ostrel Front is known as OF in the north.",
    "Gunmen suspected to be bandits have abducted 27 persons.",
    "Police received calls about people trapped in the lift.",
    "There were no reports of casualties.",
    "The mayor refused to resign.",
    "The guards refused to leave the tower.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_saying_attributes_nothing(text: str) -> None:
    assert attributions(text) == ()


def test_a_refusal_to_speak_still_withholds() -> None:
    (one,) = attributions("The mayor refused to be drawn on the strike.")
    assert one.stance is Stance.WITHHOLDS


def test_the_figure_that_a_body_puts_is_on_its_word() -> None:
    for text, source, content in (
        ("The government put the death toll at two.", "The government", "the death toll at two"),
        ("Police put the number of victims at 19.", "Police", "the number of victims at 19"),
    ):
        (one,) = attributions(text)
        assert (one.source.name, one.cue[0].exact, one.content[0].exact) == (source, "put", content)
    assert attributions("The ministry put the port at risk.") == ()


DENIED = [
    ("Corva accuses Ostrel of backing the rebels, which Ostrel denies.", "Ostrel of backing the rebels"),
    ("Corva says Ostrel backs the rebels, an accusation that the ministry dismissed.", "Ostrel backs the rebels"),
]


@pytest.mark.parametrize(("text", "content"), DENIED)
def test_a_relative_clause_denies_what_was_said_before_it(text: str, content: str) -> None:
    denied = next(a for a in attributions(text) if a.stance is Stance.DENIES)
    assert [c.exact for c in denied.content] == [content]


def test_a_pronoun_in_an_apposition_ends() -> None:
    text = "President Tom Hale left. Marco Cale, his housing secretary, said the dam was safe."
    (said,) = sayso.read(text, published="2031-05-05").attributions
    assert said.source.name == "Marco Cale"
