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
