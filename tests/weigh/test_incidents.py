"""Which incident a figure is for: the words of its own clause decide, not the main event of the story."""

from __future__ import annotations

from sayso.terms import ConflictKind
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
    assert sorted(sorted({p.value for p in s.points}) for s in told.quantities()) == [[3.0], [5.0]]
    assert told.conflicts(ConflictKind.FIGURE) == []
