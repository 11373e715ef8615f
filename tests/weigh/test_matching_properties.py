"""What holds of matching whatever is told: no order, no haste and no second look changes it; every link says why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import sayso
from sayso.read import read
from sayso.records import Claim, Reading, Report, Statement, Story, Weighing, content_id
from sayso.settings import Settings
from sayso.terms import Verdict
from sayso.weigh import weigh
from sayso.weigh.matching.judge_rules import RuleJudge
from sayso.weigh.matching.judgements import clusters
from sayso.weigh.matching.likenesses import Likenesses
from sayso.weigh.matching.pairs import Field, order
from sayso.weigh.propositions import Normaliser, Proposition
from sayso.weigh.who.identity import identify

TOLD = (
    "The Vellin dam burst before dawn on Monday, the mayor of Vellin said.",
    "Before dawn on Monday the dam at Vellin burst.",
    "The flood killed at least six people in Vellin, rescuers said.",
    "The death toll from the flood in Vellin rose to nine.",
    "Rescuers freed nine miners from the Brackwell pit.",
    "Nine miners were rescued from the Brackwell pit on Monday.",
    "Norland closed its embassy in Corva. Norland later reopened its embassy in Corva.",
    "Norland denied that it had closed its embassy in Corva.",
    "The bridge at Ostwick is out of order, the police said.",
    "The bridge at Ostwick is in working order, the mayor of Ostwick said.",
)
REPORTS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(TOLD)), min_size=2, max_size=7, unique=True)


@cache
def report(outlet: str, text: str) -> tuple[Report, Reading]:
    at = datetime(2031, 5, 5, 6 + "ABC".index(outlet), tzinfo=UTC)
    made = Report(
        id=content_id("rep", outlet, text), name=outlet, outlet=outlet, text=text, published=at, language="en"
    )
    return made, read(made)[0]


def weighed(told: list[tuple[str, str]]) -> tuple[Weighing, dict[str, Statement]]:
    pairs = [report(*t) for t in told]
    story = Story(id="story", title="An invented story", reports=tuple(sorted(r.id for r, _ in pairs)))
    found = weigh(story, [r for r, _ in pairs], [reading for _, reading in pairs], vectors=False)
    return found, {s.id: s for _, reading in pairs for s in reading.statements}


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_the_same_reports_in_any_order_make_the_same_claims_links_and_standings(told: list[tuple[str, str]]) -> None:
    assert weighed(told)[0] == weighed(told[::-1])[0] == weighed(sorted(told))[0]


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_every_link_says_why_in_words(told: list[tuple[str, str]]) -> None:
    for j in weighed(told)[0].judgements:
        assert j.reasons
        assert all(any(c.isalpha() for c in reason) and "_" not in reason for reason in j.reasons)
        assert 0 <= j.score <= 1
        assert j.left < j.right


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_only_what_is_the_same_stands_together(told: list[tuple[str, str]]) -> None:
    found, statements = weighed(told)
    same = [j for j in found.judgements if j.verdict == Verdict.SAME]
    lifted = [replace(j, verdict=Verdict.RELATED) if j.verdict == Verdict.PROBABLE else j for j in found.judgements]
    assert clusters(sorted(statements), lifted) == clusters(sorted(statements), found.judgements)
    for claim in found.claims:
        reached = {claim.statements[0]}
        for _ in claim.statements:
            reached |= {x for j in same for x in (j.left, j.right) if {j.left, j.right} & reached}
        listed = {_passage(statements[s]) for s in claim.statements}
        assert set(claim.statements) <= reached or len(listed) == 1


def _passage(s: Statement) -> tuple[object, ...]:
    return (s.report, *((p.start, p.end) for p in s.spans))


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_the_judge_does_not_mind_which_of_two_comes_first(told: list[tuple[str, str]]) -> None:
    props, field = _field(told)
    judge = RuleJudge()
    for i, j in combinations(range(len(props)), 2):
        like = field.likeness(i, j)
        forth, back = judge.judge(props[i], props[j], like), judge.judge(props[j], props[i], like)
        assert (forth.verdict, forth.score) == (back.verdict, back.score)


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_a_pair_is_never_more_alike_than_the_bound_that_spares_judging_it(told: list[tuple[str, str]]) -> None:
    props, field = _field(told)
    judge = RuleJudge()
    for i, j in combinations(range(len(props)), 2):
        bound = judge.ceiling(props[i], props[j], field.without_synonyms(i, j))
        assert judge.judge(props[i], props[j], field.likeness(i, j)).score <= bound


def _field(told: list[tuple[str, str]]) -> tuple[list[Proposition], Field]:
    """The propositions of some reports in order, and their pairs."""
    pairs = [report(*t) for t in told]
    reports, readings = [r for r, _ in pairs], [reading for _, reading in pairs]
    listed = order((s for r in readings for s in r.statements), reports)
    props = Normaliser(identify(readings), reports, readings).propositions(listed)
    return props, Field(props, Likenesses(props, None))


@settings(max_examples=5, deadline=None)
@given(REPORTS)
def test_reports_gathered_one_at_a_time_are_weighed_as_all_at_once(told: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as name:
        files = [Path(name) / f"{n}.json" for n in range(len(told))]
        for file, (outlet, text) in zip(files, sorted(told), strict=True):
            at = f"2031-05-05T0{6 + 'ABC'.index(outlet)}:00:00Z"
            file.write_text(json.dumps({"outlet": outlet, "text": text, "published": at}), encoding="utf-8")
        slowly, at_once = _claims_of_stories([[f] for f in files]), _claims_of_stories([files])
    assert {story: claims for story, claims in slowly.items() if story in at_once} == {
        story: claims for story, claims in at_once.items() if story in slowly
    }
    assert slowly.keys() & at_once.keys()


def _claims_of_stories(batches: list[list[Path]]) -> dict[tuple[str, ...], list[tuple[object, ...]]]:
    """Reports of a story -> its claims, by a desk that gathered some batches one after the other."""
    with sayso.open(None, settings=Settings(vectors=False)) as desk:
        for batch in batches:
            desk.gather(*batch)
        return {tuple(sorted(w.story.reports)): [_claim(c) for c in w.claims] for w in desk.picture().weighings}


def _claim(claim: Claim) -> tuple[object, ...]:
    return claim.text, claim.statements, claim.probable, claim.excludes


def test_sixty_reports_on_one_matter_make_no_giant_claim() -> None:
    towns = ("Vellin", "Ostwick", "Brackwell", "Corva", "Lisbet", "Halden", "Marrow", "Orm", "Dunmoor", "Estmark")
    told = [
        (outlet, f"The flood closed the {what} in {town} on Monday.")
        for outlet in "ABC"
        for town in towns
        for what in ("bridge", "school")
    ]
    found, statements = weighed(told)
    assert max(len(c.statements) for c in found.claims) <= 3
    assert sum(len(c.statements) for c in found.claims) == len(statements)
