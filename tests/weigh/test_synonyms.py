"""Words of one story that say nearly the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.weigh.language.synonyms import synonyms
from sayso.weigh.language.words import term
from tests.weigh.incident import Incident

WORDS = (
    "boarded",
    "entering",
    "questioned",
    "interviews",
    "shattered",
    "smashing",
    "harbour",
    "blarg",
    "moved",
    "walks",
)


def near(*words: str) -> dict[str, dict[str, float]]:
    return synonyms({term(w): {w} for w in words})


@pytest.mark.parametrize(("one", "other"), [("boarded", "entering"), ("questioned", "interviews")])
def test_inflected_words_of_one_sense_are_near(one: str, other: str) -> None:
    assert 0.5 <= near(one, other)[term(one)][term(other)] <= 1


@pytest.mark.parametrize(("one", "other"), [("boarded", "shattered"), ("blarg", "boarded"), ("walks", "walks")])
def test_all_other_words_are_strangers(one: str, other: str) -> None:
    assert not any(near(one, other).values())


@given(st.lists(st.sampled_from(WORDS), unique=True))
def test_nearness_goes_both_ways_and_does_not_depend_on_order(words: list[str]) -> None:
    found = near(*words)
    assert found == near(*reversed(words))
    assert all(found[b][a] == worth for a, others in found.items() for b, worth in others.items())


def test_a_link_names_the_synonyms_it_rests_on() -> None:
    told = Incident(
        ("2025-07-09T08:00", "The coastguard boarded the freighter Halda off Lisbet."),
        ("2025-07-09T09:00", "The coastguard entered the freighter Halda off Lisbet."),
    )
    assert len(told.weighing.claims) == 1
    assert any("synonyms board and enter" in j.reasons for j in told.weighing.judgements)
