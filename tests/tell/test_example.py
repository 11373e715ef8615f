"""The briefing of the example desk, from files to page: brief, cited, checked, and never mixing the two fires."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso import tell
from sayso.records import Briefing, Picture, Sentence
from sayso.tell.check import faults
from sayso.tell.views import View
from tests.tell.test_render import Page

EXAMPLE = Path(__file__).parents[2] / "examples" / "estmark"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told() -> tuple[Picture, Briefing]:
    with sayso.open(None) as desk:
        desk.gather(EXAMPLE)
        picture = desk.picture()
    return picture, tell.brief(picture)


def sentences(briefing: Briefing) -> list[Sentence]:
    return [s for section in briefing.sections for s in section.sentences]


def test_every_sentence_cites_passages_of_its_reports_and_passes_the_checker(told: tuple[Picture, Briefing]) -> None:
    picture, briefing = told
    view = View(picture)
    for sentence in sentences(briefing):
        assert sentence.spans
        assert all(view.reports[s.report].text[s.start : s.end] == s.exact for s in sentence.spans)
        if sentence.statements:
            assert faults(sentence, view) == []


def test_it_is_short(told: tuple[Picture, Briefing]) -> None:
    _, briefing = told
    for story in {s.story for s in briefing.sections}:
        assert sum(len(s.sentences) for s in briefing.sections if s.story == story) <= 32


def test_the_two_fires_are_told_apart(told: tuple[Picture, Briefing]) -> None:
    _, briefing = told
    stories = {s.story for s in briefing.sections if s.story}
    assert len(stories) == 2
    ferry = [s for section in briefing.sections if "ferry" in section.story for s in section.sentences]
    assert ferry
    assert not any("furniture" in s.text for s in ferry)


def test_the_harbour_closed_opened_and_closed_again(told: tuple[Picture, Briefing]) -> None:
    _, briefing = told
    (line,) = (s for part in briefing.sections for s in part.sentences if s.label == "Estmark harbour")
    states = [
        word.strip(" .,;").lower() for word in line.text.split() if word.strip(" .,;").lower() in ("open", "closed")
    ]
    assert states[:3] == ["closed", "open", "closed"]


def test_the_page_is_whole(told: tuple[Picture, Briefing]) -> None:
    picture, briefing = told
    page = Page(tell.html(briefing, picture))
    assert {t[1:] for t in page.targets} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
