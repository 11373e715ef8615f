"""Which incident a figure is for: the words of its own clause decide, not the main event of the story."""

from __future__ import annotations

from sayso.terms import ConflictClass, ConflictKind
from tests.weigh.incident import Incident


def tolls(incident: Incident) -> dict[str, set[float | str | None]]:
    return {s.subject: {p.value for p in s.points} for s in incident.quantities()}


def test_a_toll_is_named_by_where_it_was_counted() -> None:
    told = Incident(
        ("2025-10-07T08:00", "A missile strike on the Kharkiv region killed seven people on Monday, a governor said."),
        (
            "2025-10-07T11:00",
            "The mayor of Odesa, Petro Halan, said the death toll after a strike on the city Monday had risen to 11.",
        ),
    )
    assert {next(iter(values)): place for place, values in tolls(told).items()} == {7.0: "Kharkiv", 11.0: "Odesa"}
    assert told.conflicts(ConflictKind.FIGURE) == []


def test_the_dead_of_an_earlier_incident_stay_out_of_the_toll() -> None:
    told = Incident(
        (
            "2025-10-07T08:00",
            "A car bomb outside a bank in Valencia killed four people on Monday.\n"
            "The Black Lance called it revenge for a raid in Malaga earlier this year that left 21 fighters dead.",
        ),
        (
            "2025-10-07T10:00",
            "Four people were killed by a car bomb in Valencia on Monday.\nThe raid in Malaga was cited by the group.\n"
            "Some 20 people were killed in the incident, local officials said.",
        ),
    )
    found = tolls(told)
    assert found["Valencia"] == {4.0}
    assert 20.0 in found["Malaga"]


def test_a_toll_takes_the_year_that_its_clause_hangs_on() -> None:
    told = Incident(
        (
            "2025-03-19T08:00",
            "Six people died when a footbridge collapsed in Malaga on Tuesday. It is the worst collapse in the county "
            "since 1998, when a railway bridge fell into a river and 43 people were killed.",
        ),
    )
    assert sorted(len(s.points) for s in told.quantities()) == [1, 1]
    assert told.conflicts(ConflictKind.FIGURE) == []


def test_two_towns_on_no_map_have_two_tolls() -> None:
    told = Incident(
        (
            "2025-11-06T08:00",
            "Bombs went off in two towns on Wednesday. In Kelmora, a car bomb killed three people. "
            "In Tavonia, a blast at a bus station killed five people.",
        ),
        ("2025-11-06T09:00", "Five people were killed by a blast at the Tavonia bus station Wednesday, police said."),
    )
    assert sorted(sorted({float(p.value or 0) for p in s.points}) for s in told.quantities()) == [[3.0], [5.0]]
    assert told.conflicts(ConflictKind.FIGURE) == []


def test_a_part_larger_than_the_whole_is_a_conflict() -> None:
    told = Incident(
        ("2025-06-12T10:00", "A coach crash in Malaga claimed seven lives on Thursday, the mayor said."),
        ("2025-06-12T10:00", "Nine passengers died when their coach crashed in Malaga on Thursday, a surgeon said."),
    )
    assert {(c.kind, c.cls) for c in told.conflicts()} == {(ConflictKind.FIGURE, ConflictClass.CONFLICT)}


def test_two_parts_of_one_toll_contradict_nothing() -> None:
    told = Incident(
        ("2025-06-12T10:00", "Fourteen people, two of them children, were killed in a blast in Malaga on Thursday."),
        ("2025-06-12T11:00", "A blast in Malaga killed 14 people on Thursday. Three of the dead were rescuers."),
    )
    assert told.conflicts(ConflictKind.FIGURE) == []


def test_more_bodies_are_no_new_toll() -> None:
    told = Incident(
        ("2025-06-12T10:00", "The death toll from the quake in Malaga stands at 12, the mayor said."),
        ("2025-06-13T10:00", "Five more bodies were found in Malaga after the quake, bringing the death toll to 17."),
    )
    assert [[p.value for p in s.points] for s in told.quantities()] == [[12.0, 17.0]]


def test_people_driven_from_their_homes_are_displaced() -> None:
    told = Incident(
        ("2025-06-12T10:00", "About 2,000 people have been forced from their homes by floods in Malaga."),
        ("2025-06-13T10:00", "Floods in Malaga have driven more than 5,000 people from their homes."),
    )
    (series,) = told.quantities("displaced")
    assert [(p.value, p.superseded) for p in series.points] == [(2000.0, True), (5000.0, False)]


def test_a_toll_stays_one_where_its_place_is_told_finer_or_only_describes() -> None:
    told = Incident(
        ("2025-11-06T08:00", "At least 12 people were killed when the Belvic Dam burst above Tavonia on Thursday."),
        ("2025-11-07T08:00", "Rescuers recovered 30 bodies, most of them in the district of Kelmora."),
        (
            "2025-11-08T08:00",
            "The Rescue Service raised the number of dead from the Belvic Dam disaster to 41 after a team dug through "
            "a hotel in Kelmora, where six bodies were found.",
        ),
        (
            "2025-11-09T08:00",
            "The disaster has killed 43 people and left four missing, making it the deadliest flood in Orvania since "
            "1951, when a weir at Pernock broke and 90 people were killed.",
        ),
    )
    tolls = [{p.value for p in s.points} for s in told.quantities("killed")]
    assert {12.0, 30.0, 41.0, 43.0} in tolls
    assert {6.0} in tolls
    assert {90.0} in tolls


def test_two_of_the_raiders_are_no_part_by_what_befell_them() -> None:
    told = Incident(
        ("2025-11-06T08:00", "Raiders killed three guards in Kelmora on Thursday. Two of the raiders were killed."),
        ("2025-11-06T09:00", "In Kelmora three guards were killed. Two of the raiders were killed as well."),
    )
    assert told.conflicts(ConflictKind.FIGURE) == []
