"""The checker refuses a sentence that says something other than what its passages say."""

from __future__ import annotations

import msgspec
import pytest

from sayso import tell
from sayso.records import Part, Picture, Sentence, Span
from sayso.tell.check import faults
from sayso.tell.views import View
from sayso.terms import Polarity
from tests.tell.maker import Maker, ferry

PICTURE = ferry()
VIEW = View(PICTURE)


def sentence(words: str, picture: Picture = PICTURE) -> Sentence:
    briefing = tell.brief(picture)
    return next(s for part in briefing.sections for s in part.sentences if words in s.text)


def doctored(made: Sentence, old: str, new: str) -> Sentence:
    """The sentence with other words of our own; its quotations, spans and statements stay."""
    parts = tuple(
        msgspec.structs.replace(p, text=p.text.replace(old, new)) if p.span is None else p for p in made.parts
    )
    assert parts != made.parts
    return msgspec.structs.replace(made, parts=parts, text="".join(p.text for p in parts))


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("alarm", "Norland Lines", "Lena Marsh"),
        ("alarm", "Two unnamed port officials", "Two ministers"),
        ("poisoned", "harbour master", "Norland Lines"),
        ("port was closed", "Harbour Post", "Coast Wire"),
        ("reopen", "harbour master", "Lena Marsh"),
    ],
    ids=lambda v: v,
)
def test_a_wrong_speaker_is_refused(words: str, old: str, new: str) -> None:
    assert faults(doctored(sentence(words), old, new), VIEW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("denied by", "confirmed by"),
        ("denied by Norland Lines", "Norland Lines did not confirm or deny it"),
        (" said:", " denied:"),
    ],
)
def test_a_flipped_stance_is_refused(old: str, new: str) -> None:
    assert faults(doctored(sentence("alarm"), old, new), VIEW)


@pytest.mark.parametrize(("old", "new"), [("11", "12"), ("7 (", "9 ("), ("11", "at least 110")])
def test_a_wrong_number_is_refused(old: str, new: str) -> None:
    assert faults(doctored(sentence("death toll"), old, new), VIEW)


def test_a_wrong_day_is_refused() -> None:
    assert faults(doctored(sentence("reopen"), "6 May 2031", "7 May 2031"), VIEW)
    assert faults(msgspec.structs.replace(sentence("ferry Alba"), label="5 May 2031"), VIEW)
    assert faults(doctored(sentence("death toll"), "4 May 2031", "1 May 2031"), VIEW)


def test_a_wrong_number_of_reports_is_refused() -> None:
    assert faults(doctored(sentence("ferry Alba"), "Coast Wire report", "Bay News report"), VIEW)


def test_a_dropped_hedge_is_refused() -> None:
    assert faults(
        doctored(sentence("poisoned"), "A message labelled fake by harbour master claims", "Harbour Post reports"), VIEW
    )


def test_words_that_are_no_phrase_are_refused() -> None:
    assert faults(doctored(sentence("death toll"), "then", "sadly"), VIEW)


def test_quoted_words_that_are_not_in_the_report_are_refused() -> None:
    made = sentence("port was closed")
    parts = tuple(
        msgspec.structs.replace(p, text=p.text.replace("closed", "opened")) if p.span else p for p in made.parts
    )
    assert faults(msgspec.structs.replace(made, parts=parts, text="".join(p.text for p in parts)), VIEW)


def test_a_passage_moved_by_one_character_is_refused() -> None:
    made = sentence("port was closed")
    moved = tuple(msgspec.structs.replace(s, start=s.start + 1, end=s.end + 1) for s in made.spans)
    assert faults(msgspec.structs.replace(made, spans=moved), VIEW)


def test_a_negation_cut_off_the_front_is_refused() -> None:
    m = Maker()
    post = m.report("Harbour Post", "The crew was not told of the fire.")
    m.claim(m.statement(post, "The crew was not told of the fire", subject="The crew", polarity=Polarity.NEGATIVE))
    picture = m.picture()
    made = sentence("told of the fire", picture)
    assert faults(made, View(picture)) == []
    at = post.text.index("told")
    short = Span(report=post.id, start=at, end=at + 16, exact=post.text[at : at + 16])
    parts = (Part(text="Harbour Post reports: “"), Part(text=short.exact, span=short), Part(text="”."))
    cut = msgspec.structs.replace(made, parts=parts, spans=(short,), text="".join(p.text for p in parts))
    assert any("negation" in f or "not so" in f for f in faults(cut, View(picture)))
