"""An echo is no voice: invented reports as outlets print them, and on how many words a claim rests."""

from __future__ import annotations

import pytest

from sayso.records import Assessment
from sayso.terms import Standing
from tests.weigh.incident import Incident

PAPERS = ("Tidings", "Courier", "Herald", "Gazette", "Beacon")
BESIDE = (
    "Schools in the hills open again after the holidays.",
    "The orchestra tours the coast with three symphonies.",
    "A new baker has come to the old market hall.",
    "The lake ferry runs on its winter timetable.",
    "Apple growers hope for a dry October.",
)
"""A sentence of each paper's own, so that the stories are not one text."""


def told(*texts: str, papers: tuple[str, ...] = PAPERS) -> Incident:
    """One report an hour, each by another paper, with a sentence of its own below."""
    rows = zip(papers, texts, BESIDE, strict=False)
    return Incident(*((f"2031-05-04T{9 + n:02}:00", paper, f"{text}\n\n{own}") for n, (paper, text, own) in
                      enumerate(rows)))  # fmt: skip


def standing_of(incident: Incident, words: str) -> Assessment:
    """The assessment of the claim with most statements that hold some words."""
    claims = [c for c in incident.weighing.claims if any(words in incident.statement(s).content for s in c.statements)]
    best = max(claims, key=lambda c: (len(c.statements), c.id))
    return next(a for a in incident.weighing.assessments if a.claim == best.id)


STABLE = (
    "The reactor at Brackwell is stable, Lena Marsh said on Sunday.",
    "“The reactor at Brackwell is stable,” said Lena Marsh, a spokeswoman for the energy ministry.",
    "Energy ministry spokeswoman Lena Marsh said that the reactor at Brackwell was stable.",
    "According to Lena Marsh, the reactor at Brackwell is stable.",
    "Lena Marsh told reporters that the reactor at Brackwell was stable.",
)


def test_five_outlets_quoting_one_spokeswoman_are_one_origin_and_five_that_tell_of_it() -> None:
    found = standing_of(told(*STABLE), "Brackwell")
    assert (found.origins_low, found.origins_high) == (1, 1)
    assert {path[0] for path in found.origins[0].paths} == set(PAPERS)
    assert found.standing is Standing.REPEATED
    assert "5 reports" in found.reason


LEADS = (
    "Two sailors died in a fire on the ferry Halmstrand. Two sailors died in the fire, the coastguard said.",
    "A ferry fire killed two sailors off Estmark. The coastguard said that the fire on the ferry killed two sailors.",
    "The dam at Vellin burst before dawn. “The dam at Vellin burst before dawn,” said Tom Adair, the governor.",
)


@pytest.mark.parametrize("text", LEADS)
def test_what_an_outlet_opens_with_rests_on_whom_it_names_below(text: str) -> None:
    incident = told(text)
    claim = next(c for c in incident.weighing.claims if len(c.statements) > 1)
    found = next(a for a in incident.weighing.assessments if a.claim == claim.id)
    assert (found.origins_low, found.origins_high) == (1, 1)
    assert "outlet" not in {o.naming for o in found.origins}
    assert found.standing is Standing.SINGLE_SOURCE


CITING = (
    "The reactor at Brackwell is stable, the Tidings reported.",
    "The Tidings reported that the reactor at Brackwell is stable.",
    "According to the Tidings, the reactor at Brackwell is stable.",
    "The reactor at Brackwell is stable, an official told the Tidings.",
)


@pytest.mark.parametrize("citing", CITING)
def test_an_outlet_that_cites_another_adds_no_origin(citing: str) -> None:
    found = standing_of(told("The reactor at Brackwell is stable.", citing), "Brackwell")
    assert len(found.affirmed_by) == 2
    assert found.origins_low == 1


OFFICIALS = (
    ("two port officials", "port officials"),
    ("officials", "three security officials"),
    ("a senior official", "officials familiar with the matter"),
)


@pytest.mark.parametrize(("one", "other"), OFFICIALS)
def test_two_stories_on_anonymous_officials_are_of_unknown_independence(one: str, other: str) -> None:
    texts = [f"The reactor at Brackwell is stable, {who} said." for who in (one, other)]
    found = standing_of(told(*texts), "Brackwell")
    assert (found.origins_low, found.origins_high) == (1, 2)
    assert found.standing is Standing.REPEATED
    assert "independence" in found.reason


BODIES = (
    ("the foreign ministry", "Norland's foreign ministry"),
    ("a foreign ministry spokesman", "the foreign ministry"),
    ("Lena Marsh, a spokeswoman for the coastguard", "the coastguard"),
)


@pytest.mark.parametrize(("one", "other"), BODIES)
def test_a_body_under_a_longer_and_a_shorter_name_is_one_origin(one: str, other: str) -> None:
    texts = [f"The consulate in Corva is empty, {who} said." for who in (one, other)]
    assert standing_of(told(*texts), "consulate").origins_low == 1


def test_for_whom_a_man_speaks_is_known_from_another_report() -> None:
    found = standing_of(
        told(
            "The harbour wall has cracked, said Milan Dorosz, a spokesman for the coastguard.",
            "The harbour wall has cracked, Milan Dorosz said.",
            "The harbour wall has cracked, the coastguard said.",
        ),
        "cracked",
    )
    assert (found.origins_low, found.origins_high) == (1, 1)


def test_two_men_who_speak_for_two_bodies_are_two_origins() -> None:
    found = standing_of(
        told(
            "The harbour wall has cracked, said Milan Dorosz, a spokesman for the coastguard.",
            "The harbour wall has cracked, said Ana Reyl, a spokeswoman for the city council.",
        ),
        "cracked",
    )
    assert (found.origins_low, found.standing) == (2, Standing.CORROBORATED)
