from tests.weigh.incident import Incident


def test_attacks_on_two_towns_are_two_events() -> None:
    found = Incident(
        (
            "2031-05-04T09:00",
            "Gunmen attacked a market in Bergen on Sunday. Gunmen attacked a market in Malmö on Sunday.",
        )
    ).weighing.events
    attacks = [e for e in found if e.type == "attack"]
    assert sorted(e.where.name for e in attacks if e.where) == ["Bergen", "Malmö"]


def test_one_attack_told_twice_is_one_event() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Gunmen attacked a market in Bergen on Sunday."),
        ("2031-05-04T12:00", "Gunmen attacked a market in Bergen on Sunday, police said."),
    ).weighing.events
    attacks = [e for e in found if e.type == "attack"]
    assert [len(e.statements) for e in attacks] == [2]


def test_attacks_on_two_days_are_two_events() -> None:
    found = Incident(
        ("2031-05-06T09:00", "Gunmen attacked a market in Bergen on 2 May 2031."),
        ("2031-05-06T12:00", "Gunmen attacked a market in Bergen on 5 May 2031."),
    ).weighing.events
    assert len([e for e in found if e.type == "attack"]) == 2


def test_what_is_only_planned_is_no_event() -> None:
    found = Incident(("2031-05-04T09:00", "The harbour office will evacuate the old town on Tuesday.")).weighing.events
    assert not [e for e in found if e.type == "evacuation"]


def test_a_claim_knows_its_event_and_a_story_its_events() -> None:
    weighing = Incident(("2031-05-04T09:00", "Gunmen attacked a market in Bergen on Sunday.")).weighing
    told = {e.id for e in weighing.events}
    assert told
    assert {c.event for c in weighing.claims if c.event} <= told
    assert set(weighing.story.events) == told


def test_an_attack_told_in_other_words_is_one_event() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Gunmen attacked the fish market in Bergen on Sunday."),
        ("2031-05-04T12:00", "The fish market in Bergen was stormed by the gunmen on Sunday, police said."),
    ).weighing.events
    attacks = [e for e in found if e.type == "attack"]
    assert [len(e.statements) for e in attacks] == [2]


def test_the_order_of_the_reports_makes_no_difference() -> None:
    told = (
        ("2031-05-04T09:00", "Gunmen attacked the fish market in Bergen on Sunday."),
        ("2031-05-04T12:00", "Gunmen stormed the fish market in Bergen, police said."),
        ("2031-05-04T13:00", "Gunmen attacked a school in Bergen on 1 May 2031."),
    )

    def contents(incident: Incident) -> set[frozenset[str]]:
        said = {s.id: s.content for r in incident.readings for s in r.statements}
        return {frozenset(said[s] for s in e.statements) for e in incident.weighing.events}

    assert contents(Incident(*told)) == contents(Incident(*told[::-1]))


def test_other_targets_of_one_day_are_other_events() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Rebels bombed a bridge near Bergen on Sunday."),
        ("2031-05-04T12:00", "The army arrested two fishermen in Bergen on Sunday."),
        ("2031-05-04T12:30", "The coast guard arrested a shipowner in Bergen on Sunday, its spokesman said."),
    ).weighing.events
    assert len([e for e in found if e.type == "arrest"]) == 2
