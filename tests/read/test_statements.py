from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import attribution, names, places, quantities, statements, times
from sayso.records import Statement
from sayso.terms import Naming, Polarity, Stance
from tests.read.pages import page


def read(text: str) -> tuple[Statement, ...]:
    leaf = page(text)
    leaf.places = places.find(leaf)
    leaf.names = names.find(leaf)
    leaf.times = times.find(leaf)
    leaf.quantities = quantities.find(leaf)
    return statements.find(leaf, attribution.find(leaf))[0]


SPLIT = [
    # one clause, its attribution left out
    ("The ferry sank off Estmark on Monday.", ["The ferry sank off Estmark on Monday"]),
    ("Lena Marsh said the ferry sank off Estmark.", ["the ferry sank off Estmark"]),
    ("The ferry sank off Estmark, according to two port officials.", ["The ferry sank off Estmark"]),
    (
        "The tanker Lena Grey sank off Corva on 3 March, the coastguard said.",
        ["The tanker Lena Grey sank off Corva on 3 March"],
    ),
    # coordination
    ("The rebels burned the bridge and seized the harbour.", ["The rebels burned the bridge", "seized the harbour"]),
    ("The bridge fell, and the road was closed.", ["The bridge fell", "the road was closed"]),
    (
        "The navy seized and later released the tanker.",
        ["The navy seized and later released the tanker", "later released the tanker"],
    ),
    (
        "The mayor was arrested, charged and freed.",
        ["The mayor was arrested, charged and freed"] * 3,
    ),
    ("The bus stalled and hit a wall.", ["The bus stalled", "hit a wall"]),
    # what stands beside a clause
    ("Hit by two rockets, the tanker sank.", ["Hit by two rockets", "the tanker sank"]),
    ("Having lost the vote, the premier resigned.", ["Having lost the vote", "the premier resigned"]),
    (
        "A bomb went off near the market, killing two people and wounding nine.",
        ["A bomb went off near the market", "killing two people", "wounding nine"],
    ),
    (
        "The ferry, which carried forty people, sank off Estmark.",
        ["The ferry, which carried forty people, sank off Estmark", "which carried forty people"],
    ),
    ("The embassy closed after rebels shelled the harbour.", ["The embassy closed", "rebels shelled the harbour"]),
    (
        "The embassy closed its doors in response to warnings of a raid on the city.",
        ["The embassy closed its doors", "in response to warnings of a raid on the city"],
    ),
    # what must stay together
    ("The ferry will sail if the storm passes.", ["The ferry will sail if the storm passes"]),
    (
        "Police are investigating whether a second car was involved.",
        ["Police are investigating whether a second car was involved"],
    ),
    # acts that are themselves the news
    ("The council condemned the raid.", ["The council condemned the raid"]),
    (
        "The ministry denied that its boats had crossed the strait.",
        ["The ministry denied that its boats had crossed the strait"],
    ),
    ("The embassy urged its citizens to leave the city.", ["The embassy urged its citizens to leave the city"]),
    # each sentence of a quotation
    (
        '"The port is closed. Nobody will leave the town," Lena Marsh said.',
        ["The port is closed", "Nobody will leave the town"],
    ),
    # no statement
    ("Who closed the port?", []),
]


@pytest.mark.parametrize(("text", "want"), SPLIT)
def test_each_proposition_has_its_own_words(text: str, want: list[str]) -> None:
    assert [s.content for s in read(text)] == want


FORMS = [
    ("The rebels burned the bridge.", "The rebels", "burn", "the bridge"),
    ("The bridge was burned by the rebels.", "the rebels", "burn", "The bridge"),
    ("The bridge was burned.", "", "burn", "The bridge"),
    ("The rebels carried out an attack on the port.", "The rebels", "attack", ""),
    ("Nine drones were shot down.", "", "shoot down", "Nine drones"),
    ("The message is fake.", "The message", "be fake", ""),
    ("The ferry is expected to resume its trips.", "The ferry", "resume", "its trips"),
    ("The ministry denied that its boats had crossed the strait.", "its boats", "cross", "the strait"),
    ("The governor announced the closure of the bridge.", "", "close", "the bridge"),
    (
        "The seizure of the tanker by Norland drew protests from many of its neighbours.",
        "Norland",
        "seize",
        "the tanker",
    ),
    ("Parliament's approval of the budget came on Friday.", "Parliament", "approve", "the budget"),
    ("The evacuation of the valley took place on Friday.", "", "evacuate", "the valley"),
    ("The navy seized and later released the tanker.", "The navy", "seize", "the tanker"),
    ("The bill was debated and approved by parliament.", "parliament", "debate", "The bill"),
    ("The nurse staged a protest.", "The nurse", "protest", ""),
]


@pytest.mark.parametrize(("text", "subject", "predicate", "thing"), FORMS)
def test_normal_form(text: str, subject: str, predicate: str, thing: str) -> None:
    s = read(text)[0]
    assert (s.subject, s.predicate, s.object) == (subject, predicate, thing)


def test_a_list_of_subjects_gives_a_statement_each_on_one_span() -> None:
    found = read("The embassies of Norland, Sudria and Westmark closed on Monday.")
    assert len({s.content for s in found}) == 1
    assert len({s.id for s in found}) == 3
    assert [s.subject for s in sorted(found, key=lambda s: s.subject)] == [
        "embassy of Norland",
        "embassy of Sudria",
        "embassy of Westmark",
    ]


LISTS = [
    (
        "Several ports on the coast were closed on Monday, including those of Estmark, Corva and Pell.",
        "close",
        {"port of Estmark", "port of Corva", "port of Pell"},
    ),
    (
        "Traders regretted the sudden closure of embassies in Corva, including those of Chile, Norway and Kenya.",
        "close",
        {"embassy of Chile", "embassy of Norway", "embassy of Kenya"},
    ),
    ("Both the Chilean and Kenyan embassies have chosen to close.", "close", {"Chilean embassy", "Kenyan embassy"}),
    (
        "The embassies of Chile, Kenya and Norway said that they had shut on Friday.",
        "shut",
        {"embassy of Chile", "embassy of Kenya", "embassy of Norway"},
    ),
    (
        "The Dutch Embassy in Corva and those from Chile, Norway and Kenya were closed.",
        "close",
        {"The Dutch Embassy in Corva", "Embassy from Chile", "Embassy from Norway", "Embassy from Kenya"},
    ),
]


@pytest.mark.parametrize(("text", "predicate", "whom"), LISTS)
def test_what_is_told_of_a_list_is_told_of_each_member(text: str, predicate: str, whom: set[str]) -> None:
    told = [s for s in read(text) if s.predicate == predicate]
    assert whom <= {s.subject for s in told} | {s.object for s in told}
    assert len({s.id for s in told}) == len(told)


def test_numbers_behind_including_are_no_list_of_names() -> None:
    assert len(read("The blast killed seven people, including two children and a nurse.")) == 1


def test_an_announced_event_is_one_statement() -> None:
    assert len(read("The company announced the temporary closure of its mine near Estmark.")) == 1


def test_what_a_list_does_together_is_one_statement() -> None:
    assert len(read("Lena Marsh and Jory Vell met in Estmark on Monday.")) == 1


def test_the_chain_runs_from_outlet_to_official() -> None:
    s = read("The Estmark Post reported that the harbour had closed, citing an unnamed port official.")[0]
    assert [a.source.name for a in s.attributions] == ["Estmark Post", "an unnamed port official"]
    assert s.attributions[-1].source.naming is Naming.ANONYMOUS


def test_condemning_is_no_source_for_the_toll() -> None:
    found = read("The council condemned the raid, which killed seven people.")
    toll = next(s for s in found if "seven" in s.content and "condemned" not in s.content)
    assert toll.attributions == ()


def test_not_confirmed_withholds_without_negating_the_content() -> None:
    s = read("The council has not officially confirmed the closure of the bridge.")[0]
    assert (s.stance, s.polarity, s.predicate, s.object) == (Stance.WITHHOLDS, Polarity.POSITIVE, "close", "the bridge")
    assert s.attributions[-1].stance is Stance.WITHHOLDS


def test_a_denial_points_to_what_it_denies() -> None:
    found = read(
        "Rebels said the ministry had sold boats to Sudria. The ministry denied that it had sold boats to Sudria."
    )
    denial = next(s for s in found if s.stance is Stance.DENIES)
    assert denial.about == next(s.id for s in found if s.stance is Stance.AFFIRMS)


def test_a_fake_message_points_to_the_message() -> None:
    found = read(
        'Social networks are spreading a message about a raid on Estmark. "This message is a fake," the ministry said.'
    )
    fake = next(s for s in found if s.predicate == "be fake")
    assert fake.about == next(s.id for s in found if "spreading" in s.content)


def test_calling_it_fake_is_the_callers_word() -> None:
    found = read("A video shows the mayor in Sudria. The ministry called the video fake.")
    fake = next(s for s in found if s.predicate == "be fake")
    assert (fake.subject, fake.attributions[-1].source.name) == ("video", "The ministry")
    assert fake.about == found[0].id


def test_refusing_a_thing_is_no_denial() -> None:
    for text in ("The council denied him access to the files.", "The judge denied bail to the captain."):
        assert read(text)[0].stance is Stance.AFFIRMS


def test_a_denied_deed_in_ing_is_the_deed() -> None:
    found = read("Reth took bribes, prosecutors said. Reth denies taking bribes.")
    assert (found[1].stance, found[1].predicate, found[1].about) == (Stance.DENIES, "take", found[0].id)


def test_what_a_speaker_was_asked_is_what_is_withheld() -> None:
    found = read(
        "Asked whether the fire had been set on purpose, the minister said he could neither confirm nor deny it."
    )
    asked = next(s for s in found if s.predicate == "ask")
    assert {s.about for s in found if s.stance is Stance.WITHHOLDS} == {asked.id}


def test_a_denial_that_says_what_it_denies_is_about_nothing_else() -> None:
    found = read(
        '"The port will stay closed until Friday," the harbour master said. Police denied that a bomb was to blame.'
    )
    assert [s.about for s in found if s.stance is Stance.DENIES] == [""]


def test_the_reason_in_a_fake_message_is_the_messages_word() -> None:
    found = read(
        "A message on phones ordered residents to leave because a tanker was on fire. Police said the message was fake."
    )
    reason = next(s for s in found if "tanker" in s.content)
    assert reason.attributions[-1].source.name == "A message on phones"


def test_what_could_not_be_verified_is_withheld_by_nobody() -> None:
    found = read("The rebels said they had sunk a ship, a claim that could not be independently verified.")
    doubt = next(s for s in found if s.stance is Stance.WITHHOLDS)
    assert doubt.attributions[-1].source.naming is Naming.UNGIVEN
    assert doubt.about == next(s.id for s in found if s.predicate == "sink")


def test_what_stands_beside_an_appeal_is_not_urged() -> None:
    found = read("The council urged both sides to keep the ceasefire, which took effect on Sunday.")
    assert next(s for s in found if s.predicate == "take").stance is Stance.AFFIRMS


def test_a_denied_report_denies_what_it_reports() -> None:
    s = read("The ministry denied reports that rebels had burned the bridge.")[0]
    assert (s.stance, s.subject, s.predicate, s.object) == (Stance.DENIES, "rebels", "burn", "the bridge")


def test_we_in_a_quotation_is_the_speaker() -> None:
    s = read('"We closed the port," Lena Marsh said.')[0]
    assert s.subject == "Lena Marsh"


def test_a_clause_takes_its_own_time_and_its_participle_shares_it() -> None:
    found = read("On 2 May 2031 a bomb went off in the harbour, killing two people.")
    assert {s.when.value for s in found if s.when is not None} == {"2031-05-02"}
    assert len([s for s in found if s.when is not None]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Nine are missing, down from 14 on Tuesday.",
        "Turnout was 68 percent, up from 61 four years ago.",
        "The toll has risen to 214 from 90 a week ago.",
    ],
)
def test_the_time_of_an_earlier_value_is_not_that_of_the_statement(text: str) -> None:
    assert [s.when for s in read(text)] == [None]


def test_what_is_told_of_a_part_leaves_the_whole_told() -> None:
    found = read("The ministry confirmed 17 cases, six of which were fatal.")
    assert {17.0, 6.0} <= {q.value for s in found for q in s.quantities}


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
                "killing two",
                "and",
                "denied",
                "to leave",
                "“",
                "”",
                "which",
                "was closed by",
                "after",
                "not",
                "if",
                "?",
                "the embassies of A and B",
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
    for s in statements.find(leaf, attribution.find(leaf))[0]:
        assert s.spans
        assert s.content == " ".join(leaf.report.text[x.start : x.end] for x in s.spans)
        assert all(a.start < a.end <= b.start for a, b in zip(s.spans, s.spans[1:], strict=False))


@pytest.mark.slow
def test_time_grows_with_length() -> None:
    story = 'Mayor Lena Marsh said the port was closed after a raid. "We wait," she said. The council denied it. '

    def seconds(copies: int) -> float:
        leaf = page(story * copies)
        found = attribution.find(leaf)
        start = time.perf_counter()
        statements.find(leaf, found)
        return time.perf_counter() - start

    assert seconds(160) < 12 * max(seconds(40), 0.02)


ACCUSED = [
    ("Norland accused Sudria of shelling the town.", "Norland", "Sudria", "shell"),
    ("Norland blamed Sudria for the attack on the port.", "Norland", "Sudria", "attack"),
    ("The union blamed the firm for closing the mill.", "The union", "the firm", "close"),
]


@pytest.mark.parametrize(("text", "speaker", "subject", "predicate"), ACCUSED)
def test_an_accusation_tells_a_deed_on_the_accusers_word(text: str, speaker: str, subject: str, predicate: str) -> None:
    (s,) = read(text)
    assert ([a.source.name for a in s.attributions], s.subject, s.predicate) == ([speaker], subject, predicate)


def test_who_was_charged_is_not_said_to_have_done_it() -> None:
    assert [s.predicate for s in read("The banker was charged with theft.")] == ["charge"]


OWN_TIMES = [
    ("The bridge, which was built in 1974, fell on Tuesday.", "fall", "Tuesday"),
    ("The woman who was arrested in 2019 was freed on Monday.", "free", "Monday"),
    ("The man arrested on Monday was a teacher.", "be teacher", ""),
    ("The mine, where 40 people died in 2020, reopened.", "reopen", ""),
    ("Many recall the flood of 2011, which killed 20 people.", "kill", "2011"),
    ("It was the worst crash since 2003, when 50 people died.", "die", "2003"),
    ("The 1998 quake, in which 43 people died, led to new rules.", "die", "1998"),
    ("The 2015 treaty, which Norland left, is dead.", "leave", ""),
]


@pytest.mark.parametrize(("text", "predicate", "when"), OWN_TIMES)
def test_a_statement_has_its_own_time(text: str, predicate: str, when: str) -> None:
    s = next(s for s in read(text) if s.predicate == predicate)
    assert (s.when.span.exact if s.when else "") == when


def test_a_refusal_told_of_oneself_is_one_statement() -> None:
    (found,) = read("Police said they could not confirm any deaths.")
    assert (found.content, found.stance) == ("Police said they could not confirm any deaths", Stance.WITHHOLDS)
