from sayso.terms import Bound, Direction, Phase
from tests.weigh.incident import Incident


def values(series) -> list[float]:  # type: ignore[no-untyped-def]
    return [p.value for p in series.points]


def standing(series) -> set[float | str]:  # type: ignore[no-untyped-def]
    return {p.value for p in series.points if not p.superseded}


def test_a_toll_that_rises_keeps_every_value_and_supersedes_the_old() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Harbour Post", "At least six people were killed in a ferry fire in Estmark on Sunday."),
        (
            "2031-05-04T15:00",
            "Coast Times",
            "The death toll from the ferry fire in Estmark has risen to 11, officials said.",
        ),
    ).quantities()
    assert [values(s) for s in found] == [[6, 11]]
    first, second = found[0].points
    assert (first.bound, first.superseded) == (Bound.AT_LEAST, True)
    assert (second.direction, second.superseded) == (Direction.ROSE, False)


def test_had_risen_to_is_one_point_and_no_earlier_value_is_invented() -> None:
    found = Incident(
        ("2031-05-04T09:00", "The death toll after the explosion in Estmark had risen to 11, the mayor said.")
    ).quantities()
    assert [(p.value, p.direction) for s in found for p in s.points] == [(11, Direction.ROSE)]


def test_a_toll_that_falls_is_a_revision() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Harbour Post",
         "Fourteen people died in a ferry fire in Estmark on Sunday, the governor said."),
        ("2031-05-05T09:00", "Coast Times",
         "The death toll of the ferry fire in Estmark was revised down from 14 to 12, the rescue service said."),
    )  # fmt: skip
    assert [standing(s) for s in found.quantities()] == [{12}]
    assert not [c for c in found.conflicts() if c.cls == "conflict"]
    assert "revision" in {c.cls for c in found.conflicts()}


def test_an_old_disaster_adds_nothing_to_the_toll_of_today() -> None:
    found = Incident(
        ("2031-05-04T09:00", "At least six people were killed in a ferry fire in Estmark on Sunday.\n\n"
         "In 2019, a fire on another ferry killed 31 people in the same waters."),
        ("2031-05-04T15:00", "Eight people were killed in a ferry fire in Estmark on Sunday, police said."),
    )  # fmt: skip
    tolls = sorted(values(s) for s in found.quantities())
    assert tolls == [[6, 8], [31]]
    assert not [c for c in found.conflicts() if "31" in c.why]


def test_attacks_on_two_towns_have_two_tolls_and_no_conflict() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Seven people were killed in an attack in Bergen on Sunday, police said."),
        ("2031-05-04T15:00", "Eleven people were killed in an attack in Malmö on Sunday, officials said."),
    )
    assert sorted(values(s) for s in found.quantities()) == [[7], [11]]
    assert not found.conflicts()


def test_a_part_of_the_dead_is_no_toll_of_its_own() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Eleven people, including three children, were killed in a fire in Estmark on Sunday.")
    )
    assert [values(s) for s in found.quantities()] == [[11]]


def test_points_say_since_when_they_were_known() -> None:
    found = Incident(("2031-05-04T09:00", "Six people were killed in a ferry fire in Estmark on Sunday."))
    point = found.quantities()[0].points[0]
    assert point.known_at is not None
    assert point.known_at.isoformat() == "2031-05-04T09:00:00+00:00"


def test_a_harbour_closes_reopens_and_closes_again_in_one_series() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Estmark harbour was closed on Sunday, the harbour office said."),
        ("2031-05-04T20:00", "Estmark harbour reopened on Sunday evening, the harbour office said."),
        ("2031-05-05T09:00", "Estmark harbour was closed again on Monday because of an oil leak."),
    ).states()
    assert [[p.value for p in s.points] for s in found] == [["closed", "open", "closed"]]
    assert [p.superseded for p in found[0].points] == [False, True, False]


def test_a_state_that_is_only_expected_lies_in_the_future() -> None:
    found = Incident(
        ("2031-05-04T09:00", "The Italian embassy in Corrisk closed on Sunday. It is expected to reopen on Tuesday.")
    ).states()
    assert [(p.value, p.phase) for s in found for p in s.points] == [("closed", Phase.PAST), ("open", Phase.FUTURE)]


def test_embassies_of_two_countries_are_two_things() -> None:
    found = Incident(
        (
            "2031-05-04T09:00",
            "The Spanish embassy in Corrisk closed on Sunday. The Greek embassy in Corrisk remained open.",
        )
    ).states()
    assert {(s.subject, *(p.value for p in s.points)) for s in found} == {
        ("Spanish embassy in Corrisk", "closed"),
        ("Greek embassy in Corrisk", "open"),
    }


def test_one_embassy_is_one_thing_however_it_is_called() -> None:
    found = Incident(
        ("2031-05-04T09:00", "The Spanish embassy in Corrisk closed on Sunday."),
        ("2031-05-04T18:00", "Spain's embassy in Corrisk reopened on Sunday evening."),
    ).states()
    assert [[p.value for p in s.points] for s in found] == [["closed", "open"]]


def test_opening_something_else_is_no_state_of_who_opens_it() -> None:
    assert not Incident(("2031-05-04T09:00", "The prosecutor's office opened an inquiry on Sunday.")).states()


def test_silence_leaves_no_point() -> None:
    found = Incident(
        ("2031-05-04T09:00", "The Spanish embassy in Corrisk closed on Sunday."),
        ("2031-05-04T18:00", "The mayor of Corrisk asked people to stay calm on Sunday."),
    ).states()
    assert [len(s.points) for s in found] == [1]


def test_a_clock_time_is_kept_as_printed() -> None:
    found = Incident(("2031-05-04T09:00", "Estmark harbour was closed at 5:30 a.m. on Sunday.")).states()
    at = found[0].points[0].valid_at
    assert at is not None
    assert (at.hour, at.minute) == (5, 30)


def test_a_value_told_again_after_its_correction_stays_superseded() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Harbour Post", "Fourteen people died in a ferry fire in Estmark on Sunday."),
        ("2031-05-05T09:00", "Coast Times", "The death toll of the ferry fire in Estmark was lowered to 12."),
        ("2031-05-05T12:00", "Night Mail", "Fourteen people died in a ferry fire in Estmark on Sunday."),
    ).quantities()
    assert [standing(s) for s in found] == [{12}]


def test_one_sentence_gives_each_thing_one_point() -> None:
    found = Incident(
        ("2031-05-04T09:00", "The Spanish and Greek embassies in Corrisk closed on Sunday, the police said.")
    ).states()
    assert sorted(len(s.points) for s in found) == [1, 1]
