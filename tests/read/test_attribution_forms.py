"""Forms of saying that every reader must know, each in several wordings."""

from __future__ import annotations

import pytest

from sayso.read import attribution, names
from sayso.records import Attribution
from sayso.terms import Stance
from tests.read.marked import marked, parts
from tests.read.pages import page


def attributions(text: str) -> tuple[Attribution, ...]:
    leaf = page(text)
    leaf.names = names.find(leaf)
    return attribution.find(leaf)


FORMS = [
    # reverse order
    '"<The port is closed>," {wrote} [Lena Marsh] on Telegram.',
    "<The port is closed>, {wrote} [Lena Marsh] on Telegram.",
    "<The pipeline was cut>, {reports} [the Estmark Post].",
    '{Said} [the mayor]: "<The port is closed.>"',
    # an outlet told, a document, a channel
    "[Lena Marsh] {told} Norden News, which first reported the closure, that <the port would stay shut>.",
    "<The port will stay shut>, {according to} [a document] seen by the Estmark Post.",
    "[A channel close to the rebels] {wrote} on Telegram that <the pipeline was cut>.",
    "[The ministry] {said} on its Telegram channel that <the port was closed>.",
    '[The statement] {read}: "<The port is closed.>"',
    # citing and quoting
    "The Estmark Post, {citing} [two officials], reported that <the port would stay shut>.",
    "[The Estmark Post], citing two officials, {reported} that <the port would stay shut>.",
    '"<The pipeline has been cut>," [Petra Solen] {was quoted as saying} by the Norland News Agency.',
    "<The pipeline had been cut>, [Petra Solen] {was quoted as saying} by the Norland News Agency.",
    "<The pipeline had been cut>, Petra Solen {was quoted} as saying by [the Norland News Agency].",
    "[Petra Solen] {was quoted} by the Norland News Agency {as saying} <the pipeline had been cut>.",
    "The newspaper {quoted} [the minister] {as saying} <the pipeline had been cut>.",
    "[The newspaper] {quoted} the minister as saying <the pipeline had been cut>.",
    "[Hans Mohr] {was quoted} by agencies {as saying} on a tour of Corva that <the boats were sent in error>.",
    # asides that name who says it
    "As [the Estmark Post] {reported}, <the pipeline was cut>.",
    "<The port is closed>, as [the mayor] {put} it.",
    "<The pipeline was cut>, as {reported} by [the Estmark Post].",
    "{In the words of} [the mayor], <the port is closed>.",
    "{In the view of} [the engineers], <the dam is safe>.",
    # a colon
    '[Lena Marsh]{:} "<The port is closed.>"',
    "[Lena Marsh]{:} <Port Will Stay Shut Until Spring>",
    "<Nine drones shot down over harbour>{:} [ministry]",
    # a noun, what it is about and who speaks, in either order
    "The decision drew {objections} from [aid groups] {over} <the danger to children>.",
    "There is {opposition to} <such nets> by [fishing unions].",
    "[The mayor] voiced {criticism of} <the plan>.",
    "[The ministry] issued a {warning of} <attacks by rebels>.",
    # what follows is the report's own, or another saying
    "[The minister] {said} <the dam was safe> and predicted a dry summer.",
    "The minister said the dam was safe and {predicted} <a dry summer>.",
    "[The minister] {said} <the dam was safe>, despite the warnings of engineers.",
    "[The minister] {said} <the dam was safe>, while the mayor warned of floods.",
    "[The minister] {hinted} that <the dam was unsafe>, signalling a change of mind.",
    "[One official] {said} on condition of anonymity that <a deal was close>.",
]


@pytest.mark.parametrize("line", FORMS)
def test_source_cue_and_content_of_every_form(line: str) -> None:
    want = marked(line)
    found = [parts(a) for a in attributions(want.text)]
    assert want.parts in found, found


PARAGRAPHS = [
    ('"The water rose.\n\n"We had no warning," Petra Solen said.', ["The water rose.", "We had no warning"]),
    (
        '"The water rose at night.\n\n"We had no warning.\n\n"Nobody came," she said.',
        ["The water rose at night.", "We had no warning.", "Nobody came"],
    ),
    ('Petra Solen continued:\n\n"Nobody came to our aid."', ["Nobody came to our aid."]),
    ("On Telegram the mayor wrote:\n\nThe ship left the port on Monday.", ["The ship left the port on Monday."]),
    ("From Norden News:\n\nThe ship left the port on Monday.", ["The ship left the port on Monday."]),
    ("The ship has left! — Lena Marsh (@lenamarsh) May 3, 2031", ["The ship has left!"]),
]


@pytest.mark.parametrize(("text", "content"), PARAGRAPHS)
def test_a_speech_over_paragraphs_has_one_speaker(text: str, content: list[str]) -> None:
    assert [[c.exact for c in a.content] for a in attributions(text)] == [content]


def test_a_quotation_with_a_cue_of_its_own_is_not_said_twice() -> None:
    text = (
        'A note from the port agency read, "A letter on a flood is going round, signed in the name of the PAE [the '
        'agency],"\n\n"The forger, unable to frighten us, turns to tricks," it added.'
    )
    added = next(a for a in attributions(text) if a.cue[0].exact == "added")
    assert [c.exact for c in added.content] == ["The forger, unable to frighten us, turns to tricks"]


def test_who_draws_objections_does_not_object() -> None:
    (one,) = attributions("The council has drawn objections regarding its danger to children.")
    assert (one.source.name, one.cue[0].exact) == ("", "objections regarding")


AGENTLESS = [
    "The port is reported to have been closed.",
    "The ship is said to have sunk off Estmark.",
    "The ship was believed to be carrying fuel.",
    "It is reported that the port was closed.",
    "It emerged that the port had been closed.",
    "It turned out that the guard had fled.",
    "The ship, it is said, was hit.",
    "The ship allegedly carried weapons.",
    "Reportedly, the port was closed.",
    "Explosion reported near Estmark harbour",
    "Dozens feared dead after ferry sinks",
]


@pytest.mark.parametrize("text", AGENTLESS)
def test_what_is_told_on_nobodys_word_has_no_source(text: str) -> None:
    assert [(a.source.name, a.stance) for a in attributions(text)] == [("", Stance.AFFIRMS)]


REFUSED = [
    ("The ministry did not confirm or deny the report.", "the report"),
    ("The ministry would neither confirm nor deny that its boats had left.", "its boats had left"),
    ("The ministry could not confirm or deny the strike.", "the strike"),
    ("The army declined to comment on the strike.", "the strike"),
    ("The army refused to comment on the strike.", "the strike"),
    ("The ministry said it could not comment on the strike.", "the strike"),
    ("The mayor said she would not comment on the strike.", "the strike"),
]


@pytest.mark.parametrize(("text", "content"), REFUSED)
def test_what_is_neither_confirmed_nor_denied_is_withheld_once(text: str, content: str) -> None:
    found = attributions(text)
    assert [([c.exact for c in a.content], a.stance) for a in found] == [([content], Stance.WITHHOLDS)]
    assert found[0].source.name.lower() in ("the ministry", "ministry", "the army", "army", "the mayor")


REJECTED = [
    ("The ministry rejected as untrue a report that its boats had left.", "a report that its boats had left"),
    ("The ministry dismissed as false claims that its boats had left.", "claims that its boats had left"),
    ("The army rejected as baseless the claim that it had shelled Estmark.", "the claim that it had shelled Estmark"),
    ("The ministry dismissed claims that its boats had left as false.", "claims that its boats had left"),
    ("The ministry denied that its boats had left.", "its boats had left"),
    ("The army said the report that Estmark had fallen was a lie.", "Estmark had fallen"),
    ("Norland said the report that its boats had left was false.", "its boats had left"),
    ("Norland denies shelling the harbour.", "shelling the harbour"),
]


@pytest.mark.parametrize(("text", "content"), REJECTED)
def test_what_is_rejected_is_denied(text: str, content: str) -> None:
    found = [([c.exact for c in a.content], a.stance) for a in attributions(text)]
    assert ([content], Stance.DENIES) in found


NO_SAYING = [
    "The standoff underscored the risk of war.",
    "Boats cost 9 crowns per day.",
    "Paris: nine boats were sunk",
    "The mayor hopped off the ferry.",
]


@pytest.mark.parametrize("text", NO_SAYING)
def test_what_only_looks_like_a_saying_is_none(text: str) -> None:
    assert attributions(text) == ()


POINTED = [
    # a noun with "the"
    ("A port official said the pier was safe. The official added that it would open soon.", "A port official"),
    ("A harbour officer called the pier safe. Crews left. The officer said no one was hurt.", "A harbour officer"),
    # whose statement it is
    (
        "The Corva Fisheries Ministry issued a statement. The statement said the port was shut.",
        "Corva Fisheries Ministry",
    ),
    ("The port authority published a notice. The notice said that ships must wait.", "The port authority"),
    ("In a letter, the fishing union said the quota was unfair. The letter added that boats would stay in.", "union"),
    # a pronoun
    ("The fisheries ministry issued a statement. It said the port was shut.", "The fisheries ministry"),
    (
        "The port authority published a notice. The notice said ships must wait. It added that pilots had left.",
        "authority",
    ),
    ("A police spokeswoman said three men had been held. She said the men were armed.", "A police spokeswoman"),
    ("Witnesses said the ship burned for hours. They said no boat came.", "Witnesses"),
    ("Bells rang, the operator Corva Line said on Monday. It said that boats were late.", "Corva Line"),
    # open where two remain
    ("Lena Marsh said the pier was safe. Peter Oruk and Dan Fels came by. He said the pier was old.", "He"),
    ("The army said the bridge was held. The port authority opened the gates. It said ships could go.", "It"),
]


@pytest.mark.parametrize(("text", "name"), POINTED)
def test_a_noun_or_pronoun_is_read_as_the_source_it_points_back_at(text: str, name: str) -> None:
    last = attributions(text)[-1]
    assert last.source.name.endswith(name), last.source
