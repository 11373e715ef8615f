from sayso.terms import ConflictClass, ConflictKind
from tests.weigh.incident import Incident


def test_a_denial_is_a_conflict_with_what_it_denies() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Two crew members told the Harbour Post that the sprinklers on the car deck were broken."),
        ("2031-05-04T15:00", "Tarn Line denied that the sprinklers on the car deck were broken."),
    )
    denial = found.conflicts(ConflictKind.DENIAL, ConflictClass.CONFLICT)
    assert denial
    assert all("sprinklers" in side for c in denial for side in found.sides(c))


def test_a_denied_report_is_what_was_told_just_before() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Two officials told Channel Nine that the minister had sold the old ferry to a cousin. "
         "The transport ministry denied the report."),
    )  # fmt: skip
    sides = [found.sides(c) for c in found.conflicts(ConflictKind.DENIAL)]
    assert sides
    assert any("sold the old ferry" in side for pair in sides for side in pair)


def test_declining_to_confirm_is_no_denial() -> None:
    found = Incident(
        ("2031-05-04T09:00", "The fire on the ferry was set on purpose, two officials told Channel Nine. "
         "The minister neither confirmed nor denied the report."),
    )  # fmt: skip
    assert not found.conflicts(ConflictKind.DENIAL)
    assert {c.cls for c in found.conflicts(ConflictKind.STATUS)} <= {ConflictClass.SCOPE}


def test_silence_and_more_detail_are_no_conflict() -> None:
    found = Incident(
        ("2031-05-04T09:00", "A ferry burned near Estmark on Sunday."),
        ("2031-05-04T15:00", "A ferry burned near Estmark on Sunday. Its crew of 36 was saved by fishing boats."),
    )
    assert not found.conflicts(cls=ConflictClass.CONFLICT)


def test_a_rounded_figure_does_not_contradict_the_exact_one() -> None:
    found = Incident(
        (
            "2031-05-04T09:00",
            "Harbour Post",
            "Nearly 1,000 people were injured in the earthquake in Estmark, officials said.",
        ),
        ("2031-05-04T15:00", "Coast Times", "985 people were injured in the earthquake in Estmark, officials said."),
    )
    assert {c.cls for c in found.conflicts(ConflictKind.FIGURE)} <= {ConflictClass.ROUNDING}


def test_two_counts_of_something_long_over_are_a_conflict() -> None:
    found = Incident(
        (
            "2031-05-20T09:00",
            "Harbour Post",
            "On 2 May 2031, 30 people were killed in a storm in Bergen, the mayor said.",
        ),
        (
            "2031-05-21T09:00",
            "Coast Times",
            "On 2 May 2031, 32 people were killed in a storm in Bergen, the police said.",
        ),
    )
    assert found.conflicts(ConflictKind.FIGURE, ConflictClass.CONFLICT)


def test_a_later_higher_toll_is_a_revision() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Harbour Post", "Six people were killed in an explosion in Estmark on Sunday."),
        ("2031-05-04T21:00", "Coast Times", "Nine people were killed in an explosion in Estmark on Sunday."),
    )
    assert {c.cls for c in found.conflicts(ConflictKind.FIGURE)} == {ConflictClass.REVISION}


def test_children_among_the_dead_are_no_other_toll() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Harbour Post", "Eleven people were killed in a fire in Estmark on Sunday."),
        ("2031-05-04T10:00", "Coast Times", "Three children were killed in a fire in Estmark on Sunday."),
    )
    assert not found.conflicts(ConflictKind.FIGURE, ConflictClass.CONFLICT)


def test_closing_and_reopening_is_a_change_not_a_conflict() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Estmark harbour was closed on Sunday."),
        ("2031-05-04T20:00", "Estmark harbour reopened on Sunday evening."),
    )
    assert {c.cls for c in found.conflicts(ConflictKind.STATUS)} == {ConflictClass.REVISION}


def test_open_and_closed_at_one_time_is_a_conflict() -> None:
    found = Incident(
        ("2031-05-04T09:00", "Estmark harbour was closed on Sunday, the police said."),
        ("2031-05-04T09:00", "Estmark harbour was open on Sunday, the harbour master said."),
    )
    assert found.conflicts(ConflictKind.STATUS, ConflictClass.CONFLICT)


def test_the_order_of_the_reports_makes_no_difference() -> None:
    told = (
        ("2031-05-04T09:00", "Harbour Post", "Six people were killed in an explosion in Estmark on Sunday."),
        ("2031-05-04T21:00", "Coast Times", "Nine people were killed in an explosion in Estmark on Sunday."),
        ("2031-05-04T15:00", "Night Mail", "The governor denied that six people were killed in Estmark on Sunday."),
    )
    assert Incident(*told).conflicts() == Incident(*told[::-1]).conflicts()


# -------------------------------------------------------------- states in time


def test_a_thing_closed_reopened_and_closed_again_has_changed_each_time() -> None:
    told = Incident(
        ("2025-01-14T10:00", "Herald", "The border guard said the border crossing at Vesna was closed on Monday."),
        ("2025-01-15T12:00", "Courier", "The Vesna border crossing reopened on Wednesday morning. Lorries queued."),
        ("2025-01-17T18:00", "Wire", "The border crossing at Vesna was closed again on Friday, the border guard said."),
    )
    (series,) = told.states()
    assert [p.value for p in series.points] == ["closed", "open", "closed"]
    assert told.conflicts(cls=ConflictClass.CONFLICT) == []
    assert {c.cls for c in told.conflicts(ConflictKind.STATUS)} == {ConflictClass.REVISION}


def test_two_parties_that_speak_of_now_contradict_each_other() -> None:
    told = Incident(
        ("2025-01-14T10:00", "Herald", "Kestrel Airport remains open, its operator said."),
        ("2025-01-14T12:00", "Courier", "Kestrel Airport is closed, the regional governor said."),
    )
    (conflict,) = told.conflicts(ConflictKind.STATUS)
    assert conflict.cls == ConflictClass.CONFLICT


def test_a_negated_opposite_says_the_same() -> None:
    told = Incident(
        ("2025-01-14T10:00", "Herald", "The foam used on the burning tanker is non-toxic, the port ministry said."),
        ("2025-01-14T11:00", "Courier", "The foam used on the burning tanker is not toxic, the port ministry said."),
    )
    assert told.conflicts() == []
