"""Which statements are one claim: like words join, slots keep apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Weighing
from sayso.terms import Polarity, Stance, Verdict
from tests.weigh.factory import Desk, source, together
from tests.weigh.incident import Incident

FIRE = "The fire on the ferry Halmstrand killed {} passengers near Estmark"


def pair(left: dict, right: dict):  # type: ignore[no-untyped-def,type-arg]
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", **left)
    b = desk.says("Courier", **right)
    return desk, a, b


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The embassy of Norland in Corva closed on Monday", "Norland's embassy in Corva was shut on Monday"),
        ("Rescuers pulled nine miners from Brackwell pit", "Nine miners were pulled by rescuers out of Brackwell pit"),
        ("The port banned tankers from the inner harbour", "Tankers were barred from the inner harbour by the port"),
        ("Police arrested a Dunmoor welder over the blaze", "A Dunmoor welder was detained by police over the blaze"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_one_claim(left: str, right: str) -> None:
    desk, a, b = pair({"content": left}, {"content": right})
    assert together(desk.weigh(), a, b)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # figures
        (
            {"content": FIRE.format(10), "count": (10, "killed")},
            {"content": FIRE.format(11), "count": (11, "killed")},
        ),
        # states
        (
            {"content": "The bridge at Ostwick closed to lorries", "predicate": "close"},
            {"content": "The bridge at Ostwick reopened to lorries", "predicate": "reopen"},
        ),
        # polarity
        (
            {"content": "The ministry confirms the leak at the Vellin dam", "predicate": "confirm"},
            {
                "content": "The ministry does not confirm the leak at the Vellin dam",
                "predicate": "confirm",
                "polarity": Polarity.NEGATIVE,
            },
        ),
        # dates
        (
            {"content": "A mortar hit the Vellin market", "when": ("2031-05-04T00:00", "2031-05-04T23:59")},
            {"content": "A mortar hit the Vellin market", "when": ("2031-05-06T00:00", "2031-05-06T23:59")},
        ),
        # places
        (
            {"content": "A mortar hit the crowded market", "where": ("Vellin", 50.0, 10.0)},
            {"content": "A mortar hit the crowded market", "where": ("Ostwick", 55.0, 20.0)},
        ),
        # outcomes
        (
            {"content": "The blast killed twelve dockers", "predicate": "kill", "count": (12, "killed")},
            {"content": "The blast wounded twelve dockers", "predicate": "wound", "count": (12, "injured")},
        ),
    ],
    ids=["figure", "state", "polarity", "date", "place", "outcome"],
)
def test_slots_keep_like_words_apart(left: dict, right: dict) -> None:  # type: ignore[type-arg]
    desk, a, b = pair(left, right)
    assert not together(desk.weigh(), a, b)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Smoke was visible from the old harbour, two kilometres away.",
            "Officials said that the old harbour was safe.",
        ),
        (
            "Survivors were taken to two hospitals in Ostwick.",
            "Lena Marsh counted the beds of two hospitals in Ostwick.",
        ),
    ],
)
def test_shared_circumstances_make_no_claim(left: str, right: str) -> None:
    incident = Incident(("2031-05-04T09:00", left), ("2031-05-04T10:00", right))
    assert all(len(c.reports) == 1 for c in incident.weighing.claims)


def test_an_embassy_is_one_however_it_is_called_and_listed() -> None:
    incident = Incident(
        ("2031-05-04T09:00", "The embassies of Norway and Chile in Corva closed on Sunday."),
        ("2031-05-04T10:00", "The Norwegian Embassy in Corva closed on Sunday. Chile kept its embassy in Corva open."),
        (
            "2031-05-04T11:00",
            "The foreign ministry criticized the closure of embassies, including those of Norway and Chile.",
        ),
    )
    told = {s.id: s for r in incident.readings for s in r.statements if s.predicate == "close"}
    claims = [[told[i] for i in c.statements] for c in incident.weighing.claims if set(c.statements) <= told.keys()]
    whom = [{"Norw" if "Norw" in f"{s.subject} {s.object}" else "Chile" for s in members} for members in claims]
    assert [len(names) for names in whom] == [1, 1]
    assert {frozenset(names): len({s.report for s in m}) for names, m in zip(whom, claims, strict=True)} == {
        frozenset({"Norw"}): 3,
        frozenset({"Chile"}): 2,
    }


def test_nobody_hurt_and_all_unharmed_are_one_claim() -> None:
    desk, a, b = pair(
        {"content": "No dockers were hurt in the Halmstrand fire", "polarity": Polarity.NEGATIVE, "predicate": "hurt"},
        {"content": "All dockers were unharmed in the Halmstrand fire", "predicate": "be"},
    )
    assert together(desk.weigh(), a, b)


def test_a_later_figure_of_the_same_count_updates() -> None:
    desk = Desk()
    desk.report("Tidings", "2031-05-04T10:00")
    desk.report("Courier", "2031-05-05T10:00")
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", FIRE.format(10), count=(10, "killed"))
    b = desk.says("Courier", FIRE.format(11), count=(11, "killed"))
    found = next(j for j in desk.weigh().judgements if {j.left, j.right} == {a, b})
    assert found.verdict == Verdict.UPDATES
    assert "same count" in found.reasons[0]


def test_a_toll_of_long_ago_is_not_updated_by_news() -> None:
    desk, a, b = pair(
        {"content": FIRE.format(31), "count": (31, "killed"), "when": ("2019-01-01T00:00", "2019-12-31T23:59")},
        {"content": FIRE.format(6), "count": (6, "killed")},
    )
    weighing = desk.weigh()
    found = next(j for j in weighing.judgements if {j.left, j.right} == {a, b})
    assert found.verdict == Verdict.DIFFERENT
    assert not together(weighing, a, b)


def test_figures_close_to_one_another_may_be_one_when_rounded() -> None:
    from sayso.terms import Bound

    desk, a, b = pair(
        {"content": FIRE.format(80), "count": (80, "killed"), "bound": Bound.AT_LEAST},
        {"content": FIRE.format(84), "count": (84, "killed")},
    )
    assert together(desk.weigh(), a, b)


def test_a_clause_said_of_several_subjects_matches_subject_by_subject() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    clause = "the embassies of Norland, Ostia and Marrow were closed"
    ids = {}
    for paper in ("Tidings", "Courier"):
        for i, land in enumerate(("Norland", "Ostia", "Marrow")):
            ids[paper, land] = desk.says(paper, clause, subject=f"embassy of {land}", predicate="close", again=i > 0)
    weighing = desk.weigh()
    for land in ("Norland", "Ostia", "Marrow"):
        assert together(weighing, ids["Tidings", land], ids["Courier", land])
    assert not together(weighing, ids["Tidings", "Norland"], ids["Courier", "Ostia"])
    assert not together(weighing, ids["Tidings", "Norland"], ids["Tidings", "Ostia"])


def test_spellings_of_one_name_count_as_one_word() -> None:
    desk = Desk()
    desk.named("Tidings", "Oleg Varsinsky", "Varsinsky")
    desk.named("Courier", "Oleg Varsinskiy", "Varsinskiy")
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "Varsinsky resigned as harbour master")
    b = desk.says("Courier", "Varsinskiy quit as harbour master")
    assert together(desk.weigh(), a, b)


def test_denying_a_thing_is_not_the_thing() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "Norland sold tankers to Ostia", subject="Norland", predicate="sell", object="tankers")
    b = desk.says(
        "Courier", "Norland denied that it sold tankers to Ostia", source("Norland"), subject="Norland",
        predicate="deny", object="that it sold tankers to Ostia", stance=Stance.DENIES, cue="denied", inside=True,
    )  # fmt: skip
    assert not together(desk.weigh(), a, b)


def test_parts_of_one_sentence_are_not_one_claim() -> None:
    from msgspec.structs import replace

    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", "the Halmstrand ferry fire killed dockers")
    b = desk.says("Tidings", "the Halmstrand ferry fire killed dockers too")
    rows = desk.statements["Tidings"]
    rows[-1] = replace(rows[-1], sentence=rows[-2].sentence)
    assert not together(desk.weigh(), a, b)


def test_a_report_may_repeat_its_own_claim() -> None:
    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", "The Vellin dam burst before dawn")
    b = desk.says("Tidings", "Before dawn the Vellin dam burst")
    assert together(desk.weigh(), a, b)


def test_the_judge_may_be_replaced() -> None:
    from sayso.weigh.matching.judge import Likeness, Opinion
    from sayso.weigh.matching.pairs import Context, judge
    from sayso.weigh.propositions import Proposition
    from sayso.weigh.who.identity import identify

    class Never:
        name = "never/1"

        def judge(self, left: Proposition, right: Proposition, likeness: Likeness) -> Opinion:
            return Opinion(Verdict.UNSURE, 0.5, ("I never know",))

    desk, *_ = pair({"content": "The dam burst"}, {"content": "The dam has burst in Vellin"})
    context = Context(reports=tuple(desk.all_reports()), identity=identify([]), vectors=False, judge=Never())
    log = judge([s for rows in desk.statements.values() for s in rows], context)
    assert log
    assert {j.verdict for j in log} == {Verdict.UNSURE}
    assert {j.by for j in log} == {"never/1"}


SENTENCES = (
    "The Vellin dam burst before dawn",
    "Before dawn the dam at Vellin burst",
    "Nine miners were rescued from the Brackwell pit",
    "Rescuers freed nine miners from Brackwell",
    "The ferry Halmstrand caught fire near Estmark",
    "Norland closed its embassy in Corva",
    "Norland reopened its embassy in Corva",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(SENTENCES)), min_size=2, max_size=14, unique=True))
def test_the_order_of_reports_does_not_change_claims(told: list[tuple[str, str]]) -> None:
    desk = Desk()
    for paper, sentence in told:
        desk.says(paper, sentence)
    forth, back = desk.weigh(), desk.weigh(backwards=True)
    assert [c.statements for c in forth.claims] == [c.statements for c in back.claims]
    assert forth.assessments == back.assessments


def test_every_statement_is_in_one_claim() -> None:
    desk = Desk()
    for paper in "ABC":
        for sentence in SENTENCES:
            desk.says(paper, sentence)
    listed = [s for c in desk.weigh().claims for s in c.statements]
    assert sorted(listed) == sorted(s.id for rows in desk.statements.values() for s in rows)


def test_many_stories_of_one_report_do_not_become_one_blob() -> None:
    desk = Desk()
    for paper in "ABCDEF":
        for sentence in SENTENCES:
            desk.says(paper, sentence)
    assert max(len(c.statements) for c in desk.weigh().claims) <= 12


def test_a_clause_said_of_two_is_one_claim_until_a_report_tells_of_one_alone() -> None:
    def weighed(*, alone: bool) -> tuple[Weighing, list[str]]:
        desk = Desk()
        desk.filler("Tidings", "Courier")
        clause = "Ostia and Marrow have not joined the fisheries treaty"
        both = [
            desk.says("Tidings", clause, subject=land, predicate="join", polarity=Polarity.NEGATIVE, again=i > 0)
            for i, land in enumerate(("Ostia", "Marrow"))
        ]
        if alone:
            one = "Marrow has not joined the fisheries treaty"
            desk.says("Courier", one, subject="Marrow", predicate="join", polarity=Polarity.NEGATIVE)
        return desk.weigh(), both

    weighing, both = weighed(alone=False)
    assert together(weighing, *both)
    weighing, both = weighed(alone=True)
    assert not together(weighing, *both)


def test_a_toll_is_one_claim_however_it_is_put() -> None:
    told = Incident(
        ("2025-07-09T08:00", "The fire in the Lisbet hotel left fourteen people dead, the brigade said."),
        ("2025-07-09T09:00", "The toll from the Lisbet hotel blaze reached 14."),
    )
    a, b = (reading.statements[0].id for reading in told.readings)
    assert any(a in c.statements and b in c.statements for c in told.weighing.claims)
