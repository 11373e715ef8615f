"""What two reports of one happening tell differently, by kind, in several phrasings; and what only looks like it."""

from __future__ import annotations

import pytest

from sayso.terms import ConflictClass, ConflictKind
from tests.weigh.incident import Incident
from tests.weigh.test_slots import kinds

TOLD = (ConflictClass.CONFLICT, ConflictClass.SCOPE)

DIFFER = {
    ConflictKind.WHO: (
        (
            "The tanker Blue Heron was hit by a Norland missile off Marisle on Wednesday.",
            "The tanker Blue Heron was hit by a Rovan missile off Marisle on Wednesday.",
        ),
        (
            "A rebel spokesman said the assault was in revenge for Norland air strikes on the village of Perrin.",
            "A rebel spokesman said the assault was in revenge for Rovan air strikes on the village of Perrin.",
        ),
        (
            "French drone strikes on the depot at Dorn killed four guards on Monday.",
            "Spanish drone strikes on the depot at Dorn killed four guards on Monday.",
        ),
    ),
    ConflictKind.FIGURE: (
        (
            "All of the 12 miners trapped in the Brack pit were rescued on Wednesday, the operator said.",
            "All but one of the 12 miners trapped in the Brack pit were rescued on Wednesday, a union official said.",
        ),
        (
            "All the hostages were freed on Friday, the police in Dorn said.",
            "All the hostages except the driver were freed on Friday, the mayor of Dorn said.",
        ),
        (
            "A bus carrying 42 people overturned near Lunn on Wednesday.",
            "A bus carrying 35 passengers overturned near Lunn on Wednesday.",
        ),
        (
            "Two explosions were heard in the centre of Lesna on Thursday morning.",
            "A single explosion was heard in the centre of Lesna on Thursday morning.",
        ),
        (
            "A gunman opened fire on a bus in Lesna on Thursday, police said.",
            "Gunmen opened fire on a bus in Lesna on Thursday, a witness said.",
        ),
        (
            "The flood caused damage of 40 million euros in Lesna, the council said.",
            "The flood caused damage of 55 million euros in Lesna, insurers said.",
        ),
    ),
    ConflictKind.STATUS: (
        (
            "The energy minister, Tom Vane, said that the new reactor at Holm is safe for people living nearby.",
            "The group Clean Coast said that the new reactor at Holm is a danger to people living nearby.",
        ),
        (
            "The mayor said that the vote in Dorn was fair.",
            "The opposition said that the vote in Dorn was rigged.",
        ),
        (
            "The journalist Mara Lind was killed in an ambush near Lesna on Thursday, her newspaper said.",
            "The journalist Mara Lind is alive, her brother said on Thursday.",
        ),
        (
            "Rebels have captured the town of Lesna, the Valley Front said on Thursday.",
            "The army holds the town of Lesna, the defence ministry said on Thursday.",
        ),
    ),
    ConflictKind.PLACE: (
        (
            "The body of the climber Petra Loom was found on the north face of Mount Arden, rescuers said.",
            "The body of the climber Petra Loom was found on the south face of Mount Arden, police said.",
        ),
        (
            "The minister Jan Oster was arrested in Kelm on Wednesday.",
            "Police arrested the minister Jan Oster in Dorn on Wednesday.",
        ),
    ),
    ConflictKind.DATE: (
        (
            "The Corrie dam, which was built in 1974, supplies Dorn with water.",
            "The Corrie dam was built in 1972 by a state company.",
        ),
        (
            "Ines Karr, the mayor, said a fire at the town's grain store last week destroyed 200 tonnes of wheat.",
            "Ines Karr, the mayor, said a fire at the town's grain store this week destroyed 200 tonnes of wheat.",
        ),
        (
            "The bridge over the river at Kelm collapsed on Monday, the road agency said.",
            "The bridge over the river at Kelm collapsed on Tuesday, the mayor said.",
        ),
        (
            "The Norland parliament will vote on the budget on Friday, the speaker said.",
            "The Norland parliament is due to vote on the budget on Monday, the speaker's office said.",
        ),
    ),
    ConflictKind.DENIAL: (
        (
            "The Valley Front said its fighters killed dozens of occupiers in a raid on the airfield at Dorn.",
            "The defence ministry said that all soldiers at the Dorn airfield were unharmed after a raid on it.",
        ),
        (
            "The company knew of the cracks in the Corrie dam, a former engineer said.",
            "The company denied that it knew of cracks in the Corrie dam.",
        ),
    ),
}
AGREE = (
    ("US air strikes on the depot at Dorn killed four.", "American air strikes on the depot at Dorn killed four."),
    ("A Harrow missile hit the depot at Dorn on Monday.", "A French missile hit the depot at Dorn on Monday."),
    (
        "All 12 miners were rescued on Wednesday, the operator said.",
        "Every one of the 12 miners was rescued on Wednesday, a union said.",
    ),
    (
        "A gunman opened fire on a bus in Lesna on Thursday.",
        "A lone attacker opened fire on a bus in Lesna on Thursday.",
    ),
    ("A blast was heard in Lesna on Thursday morning.", "A second blast was heard in Lesna on Thursday morning."),
    ("The minister said the bridge at Holm is safe.", "Engineers said there is little danger from the bridge at Holm."),
    ("The army said all its soldiers at Dorn are unharmed.", "Three residents of Dorn were killed, the mayor said."),
    (
        "A bus crashed near Lesna on Monday, killing four people.",
        "A bus crashed near Brunn on Wednesday, killing six people.",
    ),
    (
        "A fire destroyed a warehouse in Lesna on Thursday.",
        "A fire destroyed a furniture warehouse in the harbour of Lesna early on Thursday.",
    ),
    (
        "Seven people were hurt in the tram crash in Lesna on Thursday.",
        "Police did not say how many people were hurt in the tram crash in Lesna on Thursday.",
    ),
    (
        "Seven people, two of them children, were hurt in Lesna on Thursday.",
        "Two children were among the seven people hurt in Lesna on Thursday.",
    ),
    ("Some of the miners were rescued on Wednesday.", "Four of the miners were rescued on Wednesday."),
    ("The mayor of Dorn was in the town hall on Monday.", "The mayor of Dorn was in Kelm on Wednesday."),
)


def told(one: str, other: str) -> Incident:
    return Incident(("2025-05-09T08:00", one), ("2025-05-09T08:20", other))


@pytest.mark.parametrize(("kind", "one", "other"), [(kind, *pair) for kind, pairs in DIFFER.items() for pair in pairs])
def test_what_two_reports_tell_differently_is_found_by_its_kind(kind: ConflictKind, one: str, other: str) -> None:
    assert {k for k, cls in kinds(told(one, other)) if cls in TOLD} >= {kind}


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_more_detail_silence_and_two_happenings_are_no_difference(one: str, other: str) -> None:
    assert [found for found in kinds(told(one, other)) if found[1] in TOLD] == []


def test_a_plan_that_is_told_anew_a_day_later_is_a_revision() -> None:
    one, other = DIFFER[ConflictKind.DATE][-1]
    later = Incident(("2025-05-08T08:00", one), ("2025-05-09T08:00", other))
    assert kinds(later) == {(ConflictKind.DATE, ConflictClass.REVISION)}
