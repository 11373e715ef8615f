from __future__ import annotations

import pytest

from sayso.terms import Certainty, Phase, Polarity, Stance
from tests.read.test_statements import read

CASES = [
    ("The port was closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The port was not closed.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("No ships were hit.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("Neither ship has left the port.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The port will be closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The port is closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("Three workers have been released.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("Rebels have been shelling the port.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("The port has been closed since Monday.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("Nobody could fly on Monday.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The crew could not reach the ferry.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("Rebels are shelling the port.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("The port will likely reopen.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The port may reopen.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.FUTURE),
    ("The port was reportedly closed.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("The ships were confirmed to have left the port.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The port is expected to reopen.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The toll is likely to rise.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The port would close if the storm came.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    ("The governor failed to open the port.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    # modals: guesses, and duties
    ("The dam may have burst.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("The dam might not hold.", Polarity.NEGATIVE, Certainty.POSSIBLE, Phase.FUTURE),
    ("The tanker must have sunk.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.PAST),
    ("The tanker must leave the port.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    ("The plan would have closed four clinics.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    # what is thought, feared or alleged
    ("Twelve miners are feared dead.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.ONGOING),
    ("Engineers fear that the dam burst.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("Doctors suspect that the water is tainted.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.ONGOING),
    ("The banker is believed to have fled.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.PAST),
    ("The pilot appears to have lost control.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.PAST),
    ("It is possible that the ferry sank.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("It is not clear whether the mayor has resigned.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("The alleged attack took place on Monday.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("It is not true that the dam collapsed.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("It is false that the dam collapsed.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    # what was prevented, what is near
    ("Fog prevented the ferry from leaving the port.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The guard failed to stop the rebels from burning the mill.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The talks are on the verge of collapse.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("Orla Bank is on the brink of closing its branches.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    # forecasts, plans, promises, threats, attempts, wishes
    ("The bank expects prices to fall.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The dam is unlikely to hold.", Polarity.NEGATIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("There is a risk that the dam will burst.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.FUTURE),
    ("The company plans to close the mill.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The company has plans to close the mill.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("Talks are due to resume on Friday.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The border is to reopen on Friday.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The port is to be closed.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The ban takes effect tomorrow.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.FUTURE),
    ("The port remains closed until tomorrow.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("The lender pledged to forgive the debt.", Polarity.POSITIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The two armies agreed to stop fighting.", Polarity.NEGATIVE, Certainty.PROBABLE, Phase.FUTURE),
    ("The nurses threatened to strike.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.FUTURE),
    ("The ministry is considering closing the border.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.FUTURE),
    ("The pilot tried to land the plane.", Polarity.POSITIVE, Certainty.POSSIBLE, Phase.PAST),
    ("The minister hopes to visit Corva.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    ("The army wants to take the town.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    # what was done after all, and what was not
    ("The council managed to pass the budget.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The council did not manage to pass the budget.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The council did not fail to pass the budget.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    ("The minister stopped short of calling for a truce.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The mayor forgot to sign the order.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The plane narrowly missed hitting the tower.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The ministry has yet to publish the results.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("The ministry ruled out closing the border.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The company stopped making engines.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The army no longer patrols the border.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.ONGOING),
    ("The train hardly slowed.", Polarity.NEGATIVE, Certainty.CERTAIN, Phase.PAST),
    ("The rebels were forced to retreat.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.PAST),
    # conditions
    ("Unless talks resume, the nurses will strike.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    ("In the event of a flood, the road will be shut.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
    ("The truce, if signed, would end the war.", Polarity.POSITIVE, Certainty.CERTAIN, Phase.HYPOTHETICAL),
]


@pytest.mark.parametrize(("text", "polarity", "certainty", "phase"), CASES)
def test_polarity_certainty_and_phase(text: str, polarity: Polarity, certainty: Certainty, phase: Phase) -> None:
    s = read(text)[0]
    assert (s.polarity, s.certainty, s.phase) == (polarity, certainty, phase)


RULED = [
    ("The dam is likely to burst.", "The dam", "burst", ""),
    ("The bank expects prices to fall.", "prices", "fall", ""),
    ("Twelve miners are feared dead.", "Twelve miners", "be dead", ""),
    ("The lender pledged to forgive the debt.", "The lender", "forgive", "the debt"),
    ("There is a risk that the dam will burst.", "the dam", "burst", ""),
    ("The company has plans to close the mill.", "The company", "close", "the mill"),
    ("The mayor hoped to sign the order.", "The mayor", "sign", "the order"),
    ("The guard prevented the ferry from leaving the port.", "the ferry", "leave", "the port"),
    ("The Norland talks are on the verge of collapse.", "The Norland talks", "collapse", ""),
]


@pytest.mark.parametrize(("text", "subject", "predicate", "thing"), RULED)
def test_the_normal_form_is_that_of_the_ruled_clause(text: str, subject: str, predicate: str, thing: str) -> None:
    s = read(text)[0]
    assert (s.subject, s.predicate, s.object) == (subject, predicate, thing)


def test_what_was_left_undone_is_denied() -> None:
    assert [(s.predicate, s.polarity) for s in read("The ferry left the port without paying the toll.")] == [
        ("leave", Polarity.POSITIVE),
        ("pay", Polarity.NEGATIVE),
    ]


def test_an_order_is_urged_and_no_fact() -> None:
    s = read("Leave the port at once.")[0]
    assert (s.stance, s.phase) == (Stance.URGES, Phase.HYPOTHETICAL)


@pytest.mark.parametrize(
    "text",
    [
        "The school will reopen when the storm has passed.",
        "The ban could be lifted after the review is complete.",
        "The crew will go home once the inquiry is over.",
    ],
)
def test_a_time_still_to_come_is_no_statement_of_its_own(text: str) -> None:
    assert [s.content for s in read(text)] == [text[:-1]]


@pytest.mark.parametrize("text", ["Who shelled the port?", "Will the dam hold?", "Was the mayor told?"])
def test_a_question_states_nothing(text: str) -> None:
    assert read(text) == ()
