"""What people say of statements and claims: it overrules all else, is never lost, and can be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk import Desk
from sayso.notes import BadInput, NothingFound
from sayso.records import Claim
from sayso.settings import Settings
from sayso.terms import ConflictClass, JudgeKind, Verdict

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "estmark"
PLAIN = Settings(workers=1, vectors=False)


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("desk") / "d.db"
    with Desk(path, settings=PLAIN) as desk:
        desk.gather(EXAMPLE)
    return path.read_bytes()


@pytest.fixture
def desk(desk_file: bytes, tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "d.db").write_bytes(desk_file)
    with Desk(tmp_path / "d.db", settings=PLAIN) as desk:
        yield desk
        assert desk.check() == ()


def claims(desk: Desk) -> dict[str, Claim]:
    return {h.claim.id: h.claim for h in desk.claims()}


def told_by(desk: Desk, reports: int) -> list[Claim]:
    """Claims of so many reports of the larger story."""
    story = desk.stories()[0].id
    return [h.claim for h in desk.claims() if len(h.claim.reports) == reports and h.story.id == story]


def together(desk: Desk, *statements: str) -> bool:
    return len(desk.homes(*statements)) == 1


# ------------------------------------------------------------------------------------ saying


def test_two_claims_become_one_with_all_their_statements(desk: Desk) -> None:
    a, b = told_by(desk, 3)[0], told_by(desk, 2)[0]
    desk.judge(a.id, b.id, "same", by="ann", reason="read both")
    assert together(desk, *a.statements, *b.statements)
    (now,) = desk.homes(*a.statements)
    assert set(now.claim.statements) >= {*a.statements, *b.statements}


def test_a_claim_is_split_between_two_statements(desk: Desk) -> None:
    a = next(c for c in told_by(desk, 2) if len(c.statements) == 2)
    left, right = a.statements
    desk.judge(left, right, "different", by="ann")
    assert len(desk.homes(*a.statements)) == 2


def test_what_a_rule_forbids_a_person_may_join(desk: Desk) -> None:
    veto = next(
        j
        for w in desk.picture().weighings
        for j in w.judgements
        if j.verdict == Verdict.EXCLUDES and j.left in {s for c in w.claims for s in c.statements}
    )
    assert not together(desk, veto.left, veto.right)
    desk.judge(veto.left, veto.right, "same", by="ann")
    assert together(desk, veto.left, veto.right)


def test_what_excludes_one_another_is_a_conflict_with_the_reason_given(desk: Desk) -> None:
    a, b = told_by(desk, 1)[:2]
    desk.judge(a.best, b.best, "excludes", by="ann", reason="not both in one night")
    found = [c for c in desk.conflicts() if set(c.statements) == {a.best, b.best}]
    assert [(c.cls, c.why) for c in found] == [(ConflictClass.CONFLICT, "not both in one night")]
    (why,) = desk.why(a.best)
    assert b.id in why.claim.excludes


def test_excludes_without_a_reason_says_whose_word_it_is(desk: Desk) -> None:
    a, b = told_by(desk, 1)[:2]
    desk.judge(a.best, b.best, "excludes", by="ann")
    assert "ann" in next(c.why for c in desk.conflicts() if set(c.statements) == {a.best, b.best})


def test_a_beginning_of_an_id_will_do(desk: Desk) -> None:
    a, b = told_by(desk, 3)[0], told_by(desk, 2)[0]
    desk.judge(a.id[:-4], b.best[:-4], "same", by="ann")
    assert together(desk, a.best, b.best)


@pytest.mark.parametrize("verdict", ["probable", "updates", "related", "perhaps"])
def test_people_give_only_plain_verdicts(desk: Desk, verdict: str) -> None:
    a, b = told_by(desk, 1)[:2]
    with pytest.raises(BadInput):
        desk.judge(a.id, b.id, verdict, by="ann")


def test_what_cannot_be_judged_together_is_refused(desk: Desk) -> None:
    a = told_by(desk, 3)[0]
    one, other = (next(h.claim for h in desk.claims() if h.story.id == s.id) for s in desk.stories()[:2])
    for left, right, error in (
        (a.id, a.id, "one and the same"),
        (a.id, a.statements[0], "one and the same"),
        (one.id, other.id, "no common story"),
        (a.id, a.reports[0], "is a report"),
    ):
        with pytest.raises(BadInput, match=error):
            desk.judge(left, right, "same", by="ann")
    with pytest.raises(NothingFound):
        desk.judge(a.id, "st_nothing", "same", by="ann")
    with pytest.raises(BadInput, match="name"):
        desk.judge(a.id, told_by(desk, 2)[0].id, "same", by=" ")
    assert desk.acts() == ()


# --------------------------------------------------------------------------------- taking back


def test_taking_back_restores_what_was(desk: Desk) -> None:
    before = claims(desk)
    a, b = told_by(desk, 3)[0], told_by(desk, 2)[0]
    desk.judge(a.id, b.id, "same", by="ann")
    (act,) = desk.acts()
    assert len(act.lines) == len(a.statements) * len(b.statements)
    desk.undo(act.id, by="bob", reason="too quick")
    assert claims(desk) == before
    back, said = desk.acts()
    assert (said.by, said.undone_by, back.by, back.undoes) == ("ann", ("bob",), "bob", said.id)
    assert {r for j in back.lines for r in j.reasons} == {"too quick"}


def test_all_that_somebody_said_is_taken_back_by_name(desk: Desk) -> None:
    before = claims(desk)
    one, two, three = told_by(desk, 1)[:3]
    desk.judge(one.best, two.best, "same", by="ann")
    desk.judge(two.best, three.best, "same", by="ann")
    assert together(desk, one.best, two.best, three.best)
    desk.undo("ann", by="bob")
    assert claims(desk) == before


def test_what_is_taken_back_or_was_never_said_cannot_be_taken_back(desk: Desk) -> None:
    one, two = told_by(desk, 1)[:2]
    desk.judge(one.best, two.best, "same", by="ann")
    act = desk.acts()[0].id
    desk.undo(act[:10], by="ann")
    with pytest.raises(BadInput, match="already"):
        desk.undo(act, by="ann")
    for nothing in ("act_0", "bob", ""):
        with pytest.raises(NothingFound):
            desk.undo(nothing, by="ann")


def test_unsure_is_no_word(desk: Desk) -> None:
    one, two = told_by(desk, 1)[:2]
    desk.judge(one.best, two.best, "same", by="ann")
    desk.judge(one.best, two.best, "unsure", by="ann")
    assert not together(desk, one.best, two.best)


# -------------------------------------------------------------------------------------- asking


def test_links_worth_a_look_are_listed_until_somebody_settles_them(desk: Desk) -> None:
    links = desk.unsure()
    assert len(links) > 3
    for link in links:
        assert link.judgement.kind == JudgeKind.RULES
        assert link.judgement.reasons
        assert link.left.statement.id == link.judgement.left
        assert link.claims == tuple(desk.homes(s)[0].claim.id for s in (link.judgement.left, link.judgement.right))
    first = links[0].judgement
    desk.judge(first.left, first.right, "unsure", by="ann")
    assert first not in [link.judgement for link in desk.unsure()]
    assert len(desk.unsure(2)) == 2


def test_why_tells_the_links_and_who_made_them(desk: Desk) -> None:
    a, b = told_by(desk, 3)[0], told_by(desk, 1)[0]
    desk.judge(a.best, b.best, "same", by="ann", reason="read both")
    (why,) = desk.why(a.best)
    said = [link.judgement for link in why.links if link.judgement.kind == JudgeKind.PERSON]
    assert [(j.by, j.reasons) for j in said] == [("ann", ("read both",))]
    linked = {s for link in why.links for s in (link.judgement.left, link.judgement.right)}
    assert set(why.claim.statements) <= linked, "every statement is linked to the rest"


def test_a_word_given_once_holds_when_more_reports_come(desk: Desk, tmp_path: Path) -> None:
    one, two = told_by(desk, 1)[:2]
    desk.judge(one.best, two.best, "same", by="ann")
    late = tmp_path / "late.md"
    late.write_text(re.sub("Baltic Observer", "Baltic Mirror", (EXAMPLE / "06-baltic-observer.md").read_text()))
    desk.gather(late)
    assert together(desk, one.best, two.best)
