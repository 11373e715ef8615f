from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import attribution, names, quotes
from sayso.records import Attribution
from sayso.terms import Naming, Quoting, SourceKind, Stance
from tests.pace import growth
from tests.read.marked import marked, parts
from tests.read.pages import page


def attributions(text: str) -> tuple[Attribution, ...]:
    leaf = page(text)
    leaf.names = names.find(leaf)
    return attribution.find(leaf)


MARKED = [
    # a clause behind the cue
    "[Lena Marsh] {said} <the port was closed>.",
    "Mayor [Lena Marsh] {told} reporters on Monday that <the bridge had fallen>.",
    "[The harbour ministry] {announced} <the closure of the port>.",
    "[Two port officials] {have confirmed} that <the ship sank off Estmark>.",
    "[Lakeland Air] {said} in a statement that <the plane had been repaired in May>.",
    # a clause before the cue, or around it
    "<A barge loaded with diesel sank at the Orm lock>, {said} the lock-keeper, [Hans Mohr].",
    "<The port was closed>, [Lena Marsh] {said}.",
    "<The port was closed>, {according to} [two port officials].",
    "{According to} [the ministry], <nine people were hurt>.",
    "<The bridge>, [she] {said}, <could fall at any time>.",
    # quotations
    '"<The port is closed>," {said} [Lena Marsh].',
    '[Lena Marsh] {wrote} on Telegram: "<The port is closed.>"',
    '"<We are ready. Nobody will leave the town>," [Lena Marsh] {said}.',
    # acts of speech with a noun phrase
    "[The council] {condemned} <the raid on the harbour>.",
    "[The rebels] {claimed responsibility for} <the attack>.",
    "[Norland] {accused} <Sudria of shelling the harbour>.",
    "[The embassy] {urged} <its citizens to leave the city>.",
    "[The governor] {vowed} to <rebuild the harbour>.",
    # nobody named
    "The port has {reportedly} been closed.",
]


@pytest.mark.parametrize("line", MARKED)
def test_marked_source_cue_and_content_are_found(line: str) -> None:
    want = marked(line)
    found = [parts(a) for a in attributions(want.text)]
    if not want.parts["content"]:
        assert any(f["cue"] == want.parts["cue"] and not f["source"] for f in found)
    else:
        assert want.parts in found, found


STANCES = [
    ("The ministry denied that its boats had crossed the strait.", Stance.DENIES),
    ("The ministry rejected the report.", Stance.DENIES),
    ("The ministry has not officially confirmed the decision.", Stance.WITHHOLDS),
    ("The mayor did not confirm or deny the use of boats in the raid.", Stance.WITHHOLDS),
    ("The mayor declined to comment on the raid.", Stance.WITHHOLDS),
    ("The spokeswoman refused to say who had given the order.", Stance.WITHHOLDS),
    ("The embassy advised its staff to stay indoors.", Stance.URGES),
    ("The governor called on the rebels to lay down their arms.", Stance.URGES),
    ("The analysts cast doubt on the figures.", Stance.DOUBTS),
    ("The governor confirmed the loss of two boats.", Stance.AFFIRMS),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stance(text: str, stance: Stance) -> None:
    assert stance in {a.stance for a in attributions(text)}


def test_neither_confirmed_withholds_for_both() -> None:
    found = attributions("Neither the council nor the ministry has confirmed how many workers were inside.")
    assert {a.stance for a in found} == {Stance.WITHHOLDS}


def test_an_outlet_which_cited_someone_passes_him_on() -> None:
    found = attributions("According to the Estmark Post, which cited two engineers, the pipe had burst.")
    assert {(a.source.name, a.content[0].exact) for a in found} == {
        ("Estmark Post", "the pipe had burst"),
        ("two engineers", "the pipe had burst"),
    }


def test_a_question_put_to_the_crew_is_no_doubt() -> None:
    assert not any(a.stance is Stance.DOUBTS for a in attributions("Harbour police questioned the crew of the ship."))


SOURCES = [
    ("Two port officials said the pier had burned.", "Two port officials", SourceKind.PEOPLE, Naming.ANONYMOUS, 2),
    ("An unnamed diplomat said the pier had burned.", "An unnamed diplomat", SourceKind.PERSON, Naming.ANONYMOUS, 1),
    ("The spokeswoman said the pier had burned.", "The spokeswoman", SourceKind.PERSON, Naming.ROLE, 1),
    ("The interior ministry said the pier had burned.", "interior ministry", SourceKind.BODY, Naming.ROLE, None),
    ("The pier is reported to have burned.", "", SourceKind.UNKNOWN, Naming.UNGIVEN, None),
]


@pytest.mark.parametrize(("text", "name", "kind", "naming", "count"), SOURCES)
def test_who_the_source_is(text: str, name: str, kind: SourceKind, naming: Naming, count: int | None) -> None:
    source = attributions(text)[0].source
    assert (source.name, source.kind, source.naming, source.count) == (name, kind, naming, count)


def test_a_spokesman_speaks_for_his_office() -> None:
    source = attributions("Port authority spokesman Jory Vell said the pier had burned.")[0].source
    assert source.name == "Jory Vell"
    assert source.speaks_for == "Port authority"


def test_an_outlet_and_whom_it_cites_share_their_content() -> None:
    found = attributions("The Estmark Post reported that the harbour had closed, citing an unnamed port official.")
    assert {a.source.name for a in found} == {"Estmark Post", "an unnamed port official"}
    assert {a.content[0].exact for a in found} == {"the harbour had closed"}


def test_the_speaker_of_a_participle_is_the_subject_above_it() -> None:
    found = attributions("The council condemned the raid, saying that nine houses had burned.")
    said = next(a for a in found if a.cue[0].exact == "saying")
    assert said.source_span is None
    assert said.antecedent is not None
    assert said.antecedent.exact == "The council"


def test_a_broken_quotation_is_one_attribution_in_pieces() -> None:
    found = attributions('"The port is closed," the mayor said. "Nobody may enter the harbour today."')
    assert [[c.exact for c in a.content] for a in found] == [
        ["The port is closed", "Nobody may enter the harbour today."]
    ]
    assert found[0].quoting is Quoting.DIRECT


def test_it_added_is_said_by_the_last_speaker() -> None:
    found = attributions('The harbour ministry said the port was closed.\n"Nobody shall enter," it added.')
    assert [a.source.name for a in found] == ["The harbour ministry", "The harbour ministry"]


def test_quoted_fragments_make_it_mixed() -> None:
    found = attributions('The mayor said the plan was "a very bad joke" and would fail.')
    assert found[0].quoting is Quoting.MIXED


def test_where_it_was_said() -> None:
    found = attributions("The mayor said in an interview with Norden Radio that the port was closed.")
    assert found[0].medium == "an interview with Norden Radio"


QUOTATIONS = [
    ('He said "yes" and "no".', ["yes", "no"]),
    (
        '"One paragraph runs on.\n"The next one closes it," he said.',
        ["One paragraph runs on.", "The next one closes it,"],
    ),
    ('The port is closed," she said.', ["The port is closed,"]),
    ('"Never closed', ["Never closed"]),
    ("The plan 'reflects our stance', he said.", ["reflects our stance"]),
    ("Estmark's port isn't open.", []),
]


@pytest.mark.parametrize(("text", "want"), QUOTATIONS)
def test_quotations(text: str, want: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotes.find(text)] == want


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "'",
                "said",
                "The mayor",
                "that",
                "it",
                ",",
                ".",
                "according to",
                "\n",
                "citing",
                "denied",
                "to leave",
                "“",
                "”",
                "[",
                "(",
                "who",
                "not",
                "—",
                "?",
                "reportedly",
                "42",
                "é",
            ]
        ),
        max_size=30,
    )
)
def test_any_jumble_gives_spans_that_slice(words: list[str]) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    leaf = page(text)
    for a in attribution.find(leaf):
        for span in (*a.cue, *a.content, *([a.source_span] if a.source_span else [])):
            assert leaf.report.text[span.start : span.end] == span.exact


def test_a_cue_whose_content_went_before_it_is_no_trouble() -> None:
    found = attribution.find(page("The council dropped the rule changes, which its own engineers had warned against."))
    assert all(span.exact for a in found for span in a.content)


@pytest.mark.slow
def test_time_grows_with_length() -> None:
    story = 'Mayor Lena Marsh said the port was closed. "We are ready," she said. The council denied the report. '

    leaves = {copies: page(story * copies) for copies in (40, 160)}
    assert growth(lambda copies: attribution.find(leaves[copies]), 40, 160) < 12


def test_a_refusal_to_confirm_or_deny_is_one_attribution() -> None:
    found = attributions("The ministry said it could neither confirm nor deny the report.")
    assert [a.source.name for a in found if a.stance is Stance.WITHHOLDS] == ["The ministry"]


def test_a_denial_in_the_first_person_is_a_denial() -> None:
    assert [a.stance for a in attributions("We deny that the pumps were out of order.")] == [Stance.DENIES]
