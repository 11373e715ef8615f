"""The first input that must work: five real reports of one day. Each test is one general ability."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest

import sayso
from sayso.records import Claim, Picture, Reading, Report, Series, Statement
from sayso.said import said
from sayso.terms import ConflictClass, Direction, Naming, SeriesKind, Stance, Standing, Verdict
from tests.shared import SHARED, needs

pytestmark = [needs("seeds"), pytest.mark.slow]


@pytest.fixture(scope="module")
def picture() -> Picture:
    """The five reports, read and weighed."""
    with sayso.open(None) as desk:
        desk.gather(SHARED / "seeds")
        return desk.picture()


def statements(picture: Picture) -> dict[str, Statement]:
    return said(picture)


def claims(picture: Picture) -> list[Claim]:
    return [c for w in picture.weighings for c in w.claims]


def series(picture: Picture) -> list[Series]:
    return [s for w in picture.weighings for s in w.series]


def about(picture: Picture, *words: str, value: float | None = None) -> set[str]:
    """Ids of statements whose sentence has all the words and, where asked, that hold the number."""
    return {
        s.id
        for s in statements(picture).values()
        if all(re.search(w, s.sentence.exact) for w in words)
        and (value is None or any(q.value == value for q in s.quantities))
    }


def report_of(picture: Picture, number: int) -> tuple[Report, Reading]:
    """Report S0..S4 with its reading."""
    report = next(r for r in picture.reports if f"00{number}_" in r.name)
    return report, next(r for r in picture.readings if r.report == report.id)


def standing_of(picture: Picture, claim: str) -> Standing:
    return next(a.standing for w in picture.weighings for a in w.assessments if a.claim == claim)


def test_it_takes_under_twenty_seconds() -> None:
    begun = time.monotonic()
    with sayso.open(None) as desk:
        desk.gather(SHARED / "seeds")
        desk.brief()
    assert time.monotonic() - begun < 20


def test_every_span_slices_to_its_text(picture: Picture) -> None:
    texts = {r.id: r.text for r in picture.reports}
    spans = [span for s in statements(picture).values() for span in (*s.spans, s.sentence)]
    for r in picture.readings:
        spans += [*(t.span for t in r.times), *(p.span for p in r.places), *(q.span for q in r.quantities)]
    assert spans
    assert all(texts[s.report][s.start : s.end] == s.exact for s in spans)


def test_the_five_reports_are_one_story(picture: Picture) -> None:
    assert len(picture.weighings) == 1


@pytest.mark.parametrize(
    ("number", "weekday", "day"), [(4, "on Sunday", 17), (4, "on Tuesday", 19), (2, "tomorrow", 21)]
)
def test_weekdays_and_a_quoted_tomorrow(picture: Picture, number: int, weekday: str, day: int) -> None:
    report, reading = report_of(picture, number)
    word = weekday.split()[-1]
    found = [t for t in reading.times if word in t.span.exact and report.text[: t.span.end].endswith(weekday)]
    assert found
    assert {t.earliest.date() if t.earliest else None for t in found} == {date(2024, 11, day)}


def test_two_tolls_of_two_cities_are_never_one(picture: Picture) -> None:
    sumy, odesa = about(picture, "Sumy", value=7), about(picture, "Odesa", value=11)
    assert sumy
    assert odesa
    assert not any(sumy & set(c.statements) and odesa & set(c.statements) for c in claims(picture))
    points = [{p.statement for p in s.points} for s in series(picture)]
    assert not any(sumy & p and odesa & p for p in points)
    holding = {i: {c.id for c in claims(picture) if set(c.statements) & ids} for i, ids in enumerate((sumy, odesa))}
    for w in picture.weighings:
        for c in w.conflicts:
            assert not (c.claims[0] in holding[0] and c.claims[1] in holding[1])
            assert not (c.claims[1] in holding[0] and c.claims[0] in holding[1])


def test_a_risen_toll_is_one_point(picture: Picture) -> None:
    odesa = about(picture, "Odesa", value=11)
    found = [s for s in series(picture) if any(p.statement in odesa for p in s.points)]
    assert [[(p.value, p.direction) for p in s.points] for s in found] == [[(11, Direction.ROSE)]]


def test_an_embassy_closes_and_reopens_in_one_series(picture: Picture) -> None:
    states = [s for s in series(picture) if s.kind is SeriesKind.STATE and re.search("Spain|Spanish", s.subject)]
    assert len(states) == 1
    values = [str(p.value) for p in states[0].points]
    assert values[0] == "closed"
    assert "open" in values[-1]


def test_silence_is_no_contradiction(picture: Picture) -> None:
    told = statements(picture)
    spain = {c.id for c in claims(picture) if any(re.search("Spain|Spanish", told[i].subject) for i in c.statements)}
    silent = report_of(picture, 1)[0].id
    for w in picture.weighings:
        for conflict in w.conflicts:
            sides = {told[i].report for i in conflict.statements}
            assert not (set(conflict.claims) & spain and silent in sides and conflict.cls is ConflictClass.CONFLICT)


@pytest.mark.parametrize("country", [r"U\.?S\b|Embassy in Kyiv", "Ital", "Gree"])
def test_each_closure_is_one_claim_over_four_reports(picture: Picture, country: str) -> None:
    told = statements(picture)

    def closes(s: Statement) -> bool:
        named = re.search(country, s.subject) or re.search(country, s.object)
        return bool(named and re.search("clos|shut|call", s.predicate))

    found = [c for c in claims(picture) if sum(closes(told[i]) for i in c.statements) * 2 >= len(c.statements)]
    assert max((len(c.reports) for c in found), default=0) >= 4


def test_spelling_variants_are_one_source(picture: Picture) -> None:
    with sayso.open(None) as desk:
        desk.gather(SHARED / "seeds")
        names = [s.source.name for s in desk.sources()]
    assert len([n for n in names if "Zelensk" in n]) == 1


def test_the_spelled_out_weapon_is_the_short_one(picture: Picture) -> None:
    assert linked(picture, about(picture, "Army Tactical Missile System"), about(picture, "ATACMS"))


def linked(picture: Picture, left: set[str], right: set[str]) -> bool:
    """Whether a statement of one set is judged the same as, or related to, one of the other."""
    close = {Verdict.SAME, Verdict.PROBABLE, Verdict.RELATED}
    pairs = [{j.left, j.right} for w in picture.weighings for j in w.judgements if j.verdict in close]
    return any(p & left and p & right for p in pairs)


def test_a_chain_ends_in_one_anonymous_origin(picture: Picture) -> None:
    chained = [s for s in statements(picture).values() if any("Bloomberg" in a.source.name for a in s.attributions)]
    assert chained
    assert any(s.attributions[-1].source.naming is Naming.ANONYMOUS and len(s.attributions) == 2 for s in chained)
    ids = {s.id for s in chained}
    claim = next(c for c in claims(picture) if ids & set(c.statements))
    found = next(a for w in picture.weighings for a in w.assessments if a.claim == claim.id)
    assert [o.naming for o in found.origins if ids & set(o.statements)] == [Naming.ANONYMOUS]


def test_neither_confirming_nor_denying_is_withholding(picture: Picture) -> None:
    for number in (2, 4):
        _, reading = report_of(picture, number)
        found = [
            s.stance
            for s in reading.statements
            if s.attributions
            and "Zelensk" in s.attributions[-1].source.name
            and re.search("did not confirm", s.sentence.exact)
        ]
        assert Stance.WITHHOLDS in found
        assert Stance.DENIES not in found


def test_a_message_labelled_fake_is_not_told_as_fact(picture: Picture) -> None:
    told = about(picture, "particularly massive")
    assert told
    standings = {standing_of(picture, c.id) for c in claims(picture) if set(c.statements) & told}
    assert Standing.LABELLED_FAKE in standings
    assert Standing.CORROBORATED not in standings


def test_furniture_is_in_no_statement(picture: Picture) -> None:
    for s in statements(picture).values():
        assert not re.search(r"SEE ALSO|Live Briefing|HTML5|click here|F-16", s.content)


def test_the_doctrine_is_one_claim_over_three_reports(picture: Picture) -> None:
    told = {s.id for s in statements(picture).values() if re.search("doctrine", s.content)}
    assert max(len(c.reports) for c in claims(picture) if len(set(c.statements) & told) * 2 > len(c.statements)) >= 3


def test_claims_partition_no_blob(picture: Picture) -> None:
    assert max(len(c.statements) for c in claims(picture)) < 25
