"""Who denies or does not bear out what: invented reports, and which of their statements is spoken against."""

from __future__ import annotations

import pytest

from sayso.records import Assessment
from sayso.terms import Standing
from tests.weigh.incident import Incident

LEAD = "The harbour of Malaga was quiet on Sunday."


def standings(*texts: str) -> dict[str, Assessment]:
    """What is told -> how it stands, for one report an hour."""
    papers = ("Tidings", "Courier", "Herald")
    told = Incident(*((f"2031-05-04T{9 + n:02}:00", papers[n], text) for n, text in enumerate(texts)))
    found = {a.claim: a for a in told.weighing.assessments}
    return {told.statement(s).content: found[c.id] for c in told.weighing.claims for s in c.statements}


def against(words: str, *texts: str) -> list[Assessment]:
    found = [a for content, a in standings(*texts).items() if words in content and a.affirmed_by]
    assert found, "nobody tells it"
    return found


ACCUSED = (
    ("Satellites have spotted Cuban ships selling arms to the rebels, an analyst said.",
     "Cuba denied that any of its cargo ships were involved in arms sales to the rebels."),
    ("Pictures show Cuban ships selling arms to the rebels, the Beacon reported.",
     "Charges of Cuban ships selling arms to the rebels are false, a spokesman for Cuba's foreign ministry said."),
    ("Cuba is sheltering pirates, Tom Adair said.",
     "“We do not shelter pirates,” said Lena Marsh, a spokeswoman for Cuba's foreign ministry."),
    ("Cuba is sheltering pirates, Tom Adair said.",
     "“We never shelter criminals of any kind,” said Lena Marsh, a spokeswoman for Cuba's foreign ministry."),
)  # fmt: skip


@pytest.mark.parametrize(("charge", "denial"), ACCUSED[:3])
def test_a_country_denies_what_is_told_of_it_in_another_report(charge: str, denial: str) -> None:
    words = "selling" if "selling" in charge else "sheltering"
    assert any(a.denied_by and a.standing is Standing.DENIED for a in against(words, charge, denial))


UNTOUCHED = (
    ("Cuban ships attacked a rebel camp on Sunday, an analyst said.",
     "Cuba denied that any of its cargo ships were involved in arms sales to the rebels.", "attacked"),
    ("Chile is sheltering pirates, Tom Adair said.",
     "“We do not shelter pirates,” said Lena Marsh, a spokeswoman for Cuba's foreign ministry.", "sheltering"),
    ("Cuba is sheltering pirates, Tom Adair said.",
     "“We do not comment on rumours,” said Lena Marsh, a spokeswoman for Cuba's foreign ministry.", "sheltering"),
)  # fmt: skip


@pytest.mark.parametrize(("charge", "denial", "words"), UNTOUCHED)
def test_another_deed_and_another_country_are_not_denied(charge: str, denial: str, words: str) -> None:
    assert not any(a.denied_by for a in against(words, charge, denial))


def test_who_denies_a_report_denies_what_it_is_said_to_tell_further_down() -> None:
    text = (
        "Cuban ships have sold arms to pirates, according to a published report. The foreign ministry of Cuba denied "
        "the report. According to the report, the ships met the pirates three times in May."
    )
    assert all(a.denied_by for a in against("met the pirates", text))


SAFE = (
    "All staff of the embassy in Malaga are safe, the foreign ministry said.",
    "All employees of the embassy were unharmed, the foreign ministry said.",
    "Everybody at the embassy is safe and well, the ambassador said.",
)
STRUCK = (
    "The raid on the embassy left dozens of invaders dead, a spokesman for the rebels said.",
    "Ten foreigners were killed in the raid on the embassy, a spokesman for the rebels said.",
)


@pytest.mark.parametrize("safe", SAFE[:2])
@pytest.mark.parametrize("struck", STRUCK)
def test_who_says_that_its_people_are_safe_denies_that_foes_were_killed(safe: str, struck: str) -> None:
    found = standings(f"{LEAD} {struck}", f"{LEAD} {safe}")
    claim = next(a for content, a in found.items() if "invaders" in content or "foreigners" in content)
    assert claim.standing is Standing.DENIED
    spared = next(a for content, a in found.items() if content.startswith("All"))
    assert not spared.denied_by, "that the staff are safe is denied by nobody"


def test_people_elsewhere_are_safe_whoever_was_killed() -> None:
    found = against("dockers", f"{LEAD} Ten dockers were killed in the raid, the port said.", f"{LEAD} {SAFE[0]}")
    assert not any(a.denied_by for a in found)


def test_a_second_denial_is_of_no_other_matter_than_the_first() -> None:
    told = standings(
        "The governor said that the sirens were sounded at noon, before the dam burst. A spokeswoman for the operator, "
        "Belvic Hydro, denied that there had been any cracks in the wall. “The allegations are false,” Dana Rask said.",
    )
    sirens = [a for content, a in told.items() if "sirens" in content or "burst" in content]
    assert sirens
    assert not any(a.denied_by for a in sirens)


def test_a_denial_that_there_is_any_is_of_what_others_tell_of_it() -> None:
    told = standings(
        "Engineers had reported cracks to the managers in 2022, the Tidings learned.",
        "A spokeswoman for the operator, Belvic Hydro, denied that there had been any cracks in the wall.",
    )
    assert any(a.denied_by for content, a in told.items() if content.startswith("Engineers had reported cracks"))
