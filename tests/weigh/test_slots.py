"""When, where and who: differences between reports of one happening, each from short invented texts."""

from __future__ import annotations

from sayso.terms import ConflictClass, ConflictKind
from tests.weigh.incident import Incident


def kinds(told: Incident) -> set[tuple[ConflictKind, ConflictClass]]:
    return {(c.kind, c.cls) for c in told.conflicts()}


def test_one_arrest_of_one_man_is_told_of_two_towns() -> None:
    told = Incident(
        ("2025-07-09T08:00", "Fugitive banker Rolf Stade was arrested in Malaga on Tuesday, police said."),
        ("2025-07-09T09:00", "Fugitive banker Rolf Stade was arrested in Valencia on Tuesday, his lawyer said."),
    )
    assert kinds(told) == {(ConflictKind.PLACE, ConflictClass.CONFLICT)}


def test_one_arrest_of_one_man_is_told_of_two_days() -> None:
    told = Incident(
        ("2025-07-10T08:00", "Fugitive banker Rolf Stade was arrested in Malaga on Monday, police said."),
        ("2025-07-10T09:00", "Fugitive banker Rolf Stade was arrested in Malaga on Tuesday, his lawyer said."),
    )
    assert kinds(told) == {(ConflictKind.DATE, ConflictClass.CONFLICT)}


def test_one_blast_is_told_of_two_clock_times() -> None:
    told = Incident(
        (
            "2025-07-10T08:00",
            "A blast tore through a warehouse in Malaga. The explosion happened at 10pm on Wednesday.",
        ),
        (
            "2025-07-10T09:00",
            "A warehouse in Malaga blew up. The explosion occurred at 10:45pm on Wednesday, police said.",
        ),
    )
    assert (ConflictKind.DATE, ConflictClass.CONFLICT) in kinds(told)


def test_a_second_blast_has_a_time_of_its_own() -> None:
    told = Incident(
        ("2025-07-10T08:00", "A warehouse in Malaga blew up. The explosion happened at 10pm on Wednesday."),
        ("2025-07-10T09:00", "A warehouse in Malaga blew up. A second explosion occurred at 10:45pm on Wednesday."),
    )
    assert told.conflicts(ConflictKind.DATE) == []


def test_two_groups_claim_one_attack() -> None:
    told = Incident(
        ("2025-11-07T08:00", "The Sarrat Front claimed responsibility for the bombing of the Tavo bus station."),
        (
            "2025-11-07T09:00",
            "The Black Lance claimed responsibility on Friday for the bombing of the Tavo bus station.",
        ),
    )
    assert (ConflictKind.WHO, ConflictClass.CONFLICT) in kinds(told)


def test_two_groups_are_each_said_to_have_done_it() -> None:
    told = Incident(
        ("2025-11-06T08:00", "The Sarrat Front bombed the Tavo bus station on Wednesday, the interior ministry said."),
        ("2025-11-06T09:00", "The Black Lance bombed the Tavo bus station on Wednesday, a regional officer said."),
    )
    assert (ConflictKind.WHO, ConflictClass.CONFLICT) in kinds(told)


def test_a_country_and_its_army_are_one_doer() -> None:
    told = Incident(
        ("2025-11-06T08:00", "Norway bombed the Tavo bus station on Wednesday, the interior ministry said."),
        ("2025-11-06T09:00", "The Norwegian Air Force bombed the Tavo bus station on Wednesday, an officer said."),
    )
    assert told.conflicts(ConflictKind.WHO) == []


def test_one_quotation_is_given_to_two_speakers() -> None:
    told = Incident(
        ("2025-11-06T08:00", "“There is nobody left in the wreck of the coach,” Milan Dorosz, the mayor, said."),
        ("2025-11-06T09:00", "“There is nobody left in the wreck of the coach,” Ana Reyl, a surgeon, said."),
    )
    assert {c.kind for c in told.conflicts()} == {ConflictKind.WHO}


def test_a_lorry_was_driven_into_one_of_two_things() -> None:
    told = Incident(
        (
            "2025-11-06T08:00",
            "A driver rammed a lorry into the outer gate of the Norwegian consulate in Malaga on Wednesday.",
        ),
        (
            "2025-11-06T09:00",
            "A driver rammed a lorry into the main hall of the Norwegian consulate in Malaga on Wednesday.",
        ),
    )
    assert (ConflictKind.PLACE, ConflictClass.CONFLICT) in kinds(told)


def test_soldiers_and_service_members_at_one_base_are_one_count() -> None:
    told = Incident(
        ("2025-11-06T08:00", "Norway keeps about 600 soldiers at a base in Malaga."),
        ("2025-11-06T09:00", "Roughly 900 Norwegian service members remain at the base in Malaga."),
    )
    assert (ConflictKind.FIGURE, ConflictClass.CONFLICT) in kinds(told)


def test_about_a_thousand_rounds_what_another_counts() -> None:
    told = Incident(
        ("2025-11-06T08:00", "About 1,000 people were injured in the Malaga quake, the mayor said."),
        ("2025-11-06T08:30", "The Malaga quake injured 985 people, the health ministry said."),
    )
    assert kinds(told) == {(ConflictKind.FIGURE, ConflictClass.ROUNDING)}
