"""What is known of verbs and nouns: near words, the verb behind a noun, opposites."""

from __future__ import annotations

import pytest

from sayso.weigh.language.wordnet import Part, is_act, nearness, normal, opposed, opposites, senses, verbs_of


def near(left: tuple[str, Part], right: tuple[str, Part]) -> tuple[float, float]:
    return nearness(senses(*left), senses(*right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("destroy", "v"), ("destruction", "n")),
        (("buy", "v"), ("purchase", "n")),
        (("shoot down", "v"), ("down", "v")),
        (("evacuate", "v"), ("evacuation", "n")),
        (("kill", "v"), ("die", "v")),
    ],
)
def test_words_that_can_tell_the_same_share_a_sense(left: tuple[str, Part], right: tuple[str, Part]) -> None:
    assert near(left, right)[0] > 0


def test_a_wider_word_stands_above_and_is_not_the_same() -> None:
    assert near(("blizzard", "n"), ("storm", "n")) == (0.0, 1.0)
    assert near(("sail", "v"), ("travel", "v"))[1] > 0


def test_words_that_tell_different_things_are_not_near() -> None:
    assert near(("flood", "n"), ("election", "n")) == (0.0, 0.0)
    assert near(("arrest", "v"), ("evacuate", "v")) == (0.0, 0.0)


def test_common_senses_weigh_more_than_rare_ones() -> None:
    assert near(("attack", "n"), ("attack", "v"))[0] == 1
    assert 0 < near(("buy", "v"), ("bribe", "v"))[0] < 1


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("explosion", "explode"),
        ("arrival", "arrive"),
        ("resignation", "resign"),
        ("attack", "attack"),
        ("agreement", "agree"),
    ],
)
def test_the_verb_behind_a_noun(noun: str, verb: str) -> None:
    assert verbs_of(noun)[0] == verb


@pytest.mark.parametrize("noun", ["explosion", "fire", "protest", "landslide", "arrest", "derailment"])
def test_nouns_that_tell_of_happenings(noun: str) -> None:
    assert is_act(noun)


@pytest.mark.parametrize("noun", ["embassy", "minister", "truck", "idea", "zzyzx"])
def test_nouns_that_do_not(noun: str) -> None:
    assert not is_act(noun)


@pytest.mark.parametrize(
    ("word", "part", "form"),
    [
        ("explosion", "n", "explode"),
        ("explode", "v", "explode"),
        ("closure", "n", "close"),
        ("minister", "n", "minister"),
        ("landslide", "n", "landslide"),
        ("zzyzx", "n", "zzyzx"),
    ],
)
def test_one_form_of_a_verb_and_its_nouns(word: str, part: Part, form: str) -> None:
    assert normal(word, part) == form


def test_opposites_stand_both_ways() -> None:
    assert "close" in opposites("open", "v")
    assert "open" in opposites("close", "v")
    assert "closed" in opposites("open", "a")
    assert "loss" in opposites("profit", "n") | opposites("gain", "n")
    assert opposites("zzyzx", "v") == frozenset()


@pytest.mark.parametrize(
    ("left", "right"), [("open", "close"), ("open", "shut"), ("reject", "accept"), ("rise", "fall"), ("enter", "leave")]
)
def test_opposed_verbs(left: str, right: str) -> None:
    assert opposed(left, right, "v")
    assert opposed(right, left, "v")


@pytest.mark.parametrize(("left", "right"), [("close", "shut"), ("arrest", "seize"), ("kill", "kill"), ("say", "deny")])
def test_verbs_that_are_not_opposed(left: str, right: str) -> None:
    assert not opposed(left, right, "v")
