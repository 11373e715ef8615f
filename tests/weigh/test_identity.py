"""The same under several spellings, and two that only look the same."""

from __future__ import annotations

import pytest

import sayso
from sayso.records import Name, Reading
from sayso.terms import NameKind
from sayso.weigh.language.words import fold
from sayso.weigh.who.identity import abbreviates, identify
from sayso.weigh.who.spelling import skeleton


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
        (name("Oumar Qadhimi"), name("Umar Kadimi")),
        (name("Faris al-Zoubir"), name("Fares Zubir")),
        (name("Qassouri"), name("Ghassouri")),
        (name("Lena von der Marsh"), name("von der Marsh")),
        (name("Ismet Tarik Doruk"), name("Tarik Doruk")),
        (name("Sun Mengla", "Sun"), name("Sun")),
        (name("Ministry of Defence", kind=BODY), name("Defense Ministry", kind=BODY)),
        (name("Ministry of Foreign Affairs", kind=BODY), name("Foreign Ministry", kind=BODY)),
        (name("French Labour Ministry", kind=BODY), name("Labor Ministry of the French", kind=BODY)),
        (name("US Department of Ports", kind=BODY), name("American Ports Department", kind=BODY)),
        (name("Norvik Port Authority", kind=BODY), name("Port Authority of Norvik", kind=BODY)),
        (name("Tarsu Relief Organisation", kind=BODY), name("Tarsu Relief Organization", kind=BODY)),
        (name("Vardani", kind=BODY), name("Vardanis", kind=BODY)),
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
        (name("Sara Holm"), name("Sara Helm")),
        (name("Ivan Dravin"), name("Ivan Dravina")),
        (name("Ali Hassar"), name("Ali Hussur")),
        (name("Kiril Danev"), name("Kiril Donev")),
        (name("Jensen"), name("Jansen")),
        (name("Bank of Norvik", kind=BODY), name("Norvik Bank", kind=BODY)),
        (name("French Ports Ministry", kind=BODY), name("German Ports Ministry", kind=BODY)),
        (name("Ports Ministry", kind=BODY), name("Sports Ministry", kind=BODY)),
        (name("National Ports Council", kind=BODY), name("Ports Council", kind=BODY)),
    ],
)
def test_two_things(left: Name, right: Name) -> None:
    assert not same([left], [right], left.canonical, right.canonical)


def test_two_spellings_that_one_report_holds_apart_stay_two() -> None:
    left = [name("Karin Bergson"), name("Karen Bergson")]
    assert not same(left, [name("Karin Bergson")], "Karen Bergson", "Karin Bergson")


def test_a_short_form_with_two_bearers_stays_alone() -> None:
    left = [name("Sun Mengla", "Sun"), name("Sun Tarong", "Sun")]
    assert not same(left, [name("Sun")], "Sun Mengla", "Sun")


FRENCH = "Ships left Marseille and Lyon, the ministry said. France has closed the ports. "


def body_key(texts: tuple[str, str], printed: tuple[str, str]) -> bool:
    a, b = (sayso.read(text, published="2031-05-04") for text in texts)
    found = identify([a, b])
    return found.key(a.report, printed[0]) == found.key(b.report, printed[1])


def test_a_ministry_without_its_country_is_that_of_the_country_the_report_is_about() -> None:
    told = f"{FRENCH}The Transport Ministry said nothing more."
    full = "The French Ministry of Transport closed the port of Nantes."
    assert body_key((told, full), ("Transport Ministry", "French Ministry of Transport"))
    other = "The German Ministry of Transport closed the port of Kiel."
    assert not body_key((told, other), ("Transport Ministry", "German Ministry of Transport"))


NAMED = "The mayor of Bergen, Ada Holm, said the port was closed."
OTHER = "The mayor of Bergen, Tom Reed, said the port was open."


@pytest.mark.parametrize("office", ["the mayor of Bergen", "Bergen's mayor", "The Bergen mayor"])
def test_an_office_is_whoever_is_named_with_it(office: str) -> None:
    a, b = sayso.read(NAMED, published="2031-05-04"), sayso.read("Ships left Bergen.", published="2031-05-04")
    found = identify([a, b])
    assert found.key(b.report, office) == found.key(a.report, "Ada Holm")
    assert found.printed(b.report, office) == office


@pytest.mark.parametrize(
    "office", ["the former mayor of Bergen", "the mayor of Oslo", "the mayor", "the deputy mayor of Bergen"]
)
def test_another_office_is_not(office: str) -> None:
    a, b = sayso.read(NAMED, published="2031-05-04"), sayso.read("Ships left Oslo.", published="2031-05-04")
    assert identify([a, b]).key(b.report, office) == fold(office)


def test_an_office_of_two_holders_is_nobodys() -> None:
    a, b = sayso.read(NAMED, published="2031-05-04"), sayso.read(OTHER, published="2031-05-04")
    assert identify([a, b]).key("x", "Bergen's mayor") == fold("Bergen's mayor")


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
