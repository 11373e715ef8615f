"""The same under several spellings, and two that only look the same."""

from __future__ import annotations

import pytest

from sayso.records import Name, Reading
from sayso.terms import NameKind
from sayso.weigh.identity import abbreviates, identify, skeleton


def name(canonical: str, *aliases: str, kind: NameKind = NameKind.PERSON) -> Name:
    return Name(id=canonical, canonical=canonical, kind=kind, aliases=(canonical, *aliases))


def same(left: list[Name], right: list[Name], a: str, b: str) -> bool:
    found = identify(
        [Reading(report="A", reader="t", names=tuple(left)), Reading(report="B", reader="t", names=tuple(right))]
    )
    return found.key("A", a) == found.key("B", b)


BODY, THING = NameKind.BODY, NameKind.THING


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (name("Oleg Varsinsky"), name("Oleg Varsinskiy")),
        (name("Oleh Varsinskyy"), name("Oleh Varsinsky")),
        (name("Muhammad Sadr"), name("Mohammed Sadr")),
        (name("Lena Marsh"), name("Marsh")),
        (name("Lena Marsh"), name("Lena K. Marsh")),
        (name("Zoë Müller"), name("Zoe Muller")),
        (name("Estmark Signal Corps", kind=BODY), name("ESC", kind=BODY)),
        (name("Northern Tactical Rocket System", kind=THING), name("NTACRS", kind=THING)),
        (name("the Port Authority", kind=BODY), name("Port Authority", kind=BODY)),
        (name("Port Authority of Estmark", "PAE", kind=BODY), name("PAE", kind=BODY)),
    ],
)
def test_one_thing(left: Name, right: Name) -> None:
    assert same([left], [right], left.canonical, right.canonical)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (name("Lena Marsh"), name("Tom Marsh")),
        (name("Estmark"), name("Eastmere")),
        (name("Estmark Signal Corps", kind=BODY), name("EFC", kind=BODY)),
        (name("Marsh"), name("Marshall")),
    ],
)
def test_two_things(left: Name, right: Name) -> None:
    assert not same([left], [right], left.canonical, right.canonical)


def test_a_surname_with_two_bearers_stays_alone() -> None:
    left = [name("Lena Marsh"), name("Tom Marsh")]
    right = [name("Marsh")]
    assert not same(left, right, "Lena Marsh", "Marsh")
    assert not same(left, right, "Tom Marsh", "Marsh")


def test_initials_with_two_candidates_stay_alone() -> None:
    left = [
        name("Estmark Signal Corps", kind=BODY),
        name("Ostwick Savings Club", kind=BODY),
        name("Estmark Ski Club", kind=BODY),
    ]
    assert not same(left, [name("ESC", kind=BODY)], "Estmark Signal Corps", "ESC")


def test_an_unknown_name_is_its_own_spelling() -> None:
    found = identify([])
    assert found.key("A", "The Harbour Board") == found.key("B", "Harbour Board")


def test_order_does_not_matter() -> None:
    a = Reading(report="A", reader="t", names=(name("Lena Marsh"), name("Oleg Varsinsky")))
    b = Reading(report="B", reader="t", names=(name("Marsh"), name("Oleg Varsinskiy")))
    forth, back = identify([a, b]), identify([b, a])
    for report, printed in (("A", "Lena Marsh"), ("B", "Marsh"), ("A", "Oleg Varsinsky"), ("B", "Oleg Varsinskiy")):
        assert forth.key(report, printed) == back.key(report, printed)


def test_skeletons_and_letters() -> None:
    assert skeleton("Varsinskyi") == skeleton("Varsinsky") == skeleton("Varsinskii")
    assert abbreviates("esigco", "estmark signal corps")
    assert not abbreviates("esigxo", "estmark signal corps")
