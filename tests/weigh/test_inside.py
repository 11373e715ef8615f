"""A phrase of one report speaks for a claim that another report tells in a clause; it is never a claim itself."""

import pytest

from sayso.records import Claim, Judgement
from sayso.terms import JudgeKind, Verdict
from sayso.weigh import weigh
from tests.weigh.incident import Incident

CLAUSE = (
    "2025-07-09T08:00",
    "Harbour Post",
    "Soldiers arrested two editors in Lisbet on Monday. The mayor thanked the crews of the ferry.",
)
SANG = "A choir from the northern valleys sang old harvest songs by the frozen lake for "
PHRASE = (
    "2025-07-09T11:00",
    "Norland Daily",
    "Trains were late all day. " + SANG + "two editors arrested in Lisbet on Monday.",
)


def claim_of(told: Incident, words: str) -> Claim:
    return next(c for c in told.weighing.claims if words in c.text)


def test_a_phrase_is_one_more_telling() -> None:
    told = Incident(CLAUSE, PHRASE)
    claim = claim_of(told, "arrested two editors")
    (phrase,) = told.weighing.phrases
    assert phrase.content == "two editors arrested in Lisbet on Monday"
    assert phrase.id in claim.statements
    assert len(claim.reports) == 2
    (link,) = [j for j in told.weighing.judgements if phrase.id in (j.left, j.right)]
    assert link.verdict == Verdict.SAME
    assert link.reasons[0].startswith("told inside a phrase")
    assessment = next(a for a in told.weighing.assessments if a.claim == claim.id)
    assert phrase.id in assessment.affirmed_by


def test_a_phrase_is_never_a_claim_of_its_own_nor_its_words() -> None:
    told = Incident(CLAUSE, PHRASE)
    phrases = {s.id for r in told.readings for s in r.phrases}
    assert phrases
    assert all(c.best not in phrases for c in told.weighing.claims)
    assert all(set(c.statements) - phrases for c in told.weighing.claims)
    assert not Incident(PHRASE).weighing.phrases


def test_the_claim_keeps_its_id() -> None:
    alone = claim_of(Incident(CLAUSE), "arrested two editors")
    assert claim_of(Incident(CLAUSE, PHRASE), "arrested two editors").id == alone.id


@pytest.mark.parametrize(
    "other",
    [
        SANG + "two editors arrested in Lisbet in May 2016.",
        SANG + "two editors arrested in Orm on Monday.",
        SANG + "two editors honoured in Lisbet on Monday.",
        SANG + "nine editors arrested in Lisbet on Monday.",
        "If a choir sings harvest songs by the lake for editors arrested in Lisbet on Monday, the valleys will listen.",
        "The mayor denied that a choir from the northern valleys sang for two editors arrested in Lisbet on Monday.",
    ],
)
def test_another_happening_or_a_denied_one_is_no_support(other: str) -> None:
    told = Incident(CLAUSE, ("2025-07-09T11:00", "Norland Daily", other))
    assert not told.weighing.phrases
    assert len(claim_of(told, "arrested two editors").reports) == 1


def test_people_may_keep_a_phrase_apart() -> None:
    told = Incident(CLAUSE, PHRASE)
    (phrase,) = told.weighing.phrases
    claim = claim_of(told, "arrested two editors")
    left, right = sorted((phrase.id, claim.best))
    no = Judgement(
        left=left,
        right=right,
        verdict=Verdict.DIFFERENT,
        score=1.0,
        reasons=("not the same",),
        by="Ada",
        kind=JudgeKind.PERSON,
    )
    again = weigh(told.weighing.story, told.reports, told.readings, [no], vectors=False)
    assert not again.phrases


def test_the_order_of_reports_does_not_matter() -> None:
    one, other = Incident(CLAUSE, PHRASE), Incident(PHRASE, CLAUSE)
    again = weigh(one.weighing.story, other.reports, other.readings, vectors=False)
    assert again == one.weighing
