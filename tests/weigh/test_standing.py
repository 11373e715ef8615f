"""Every rule of standing decides once, in its printed order."""

from __future__ import annotations

import inspect
from collections import defaultdict
from typing import Any

from sayso.records import Point, Report, Series
from sayso.terms import (
    Bound,
    Direction,
    NameKind,
    Naming,
    Phase,
    Polarity,
    Precision,
    SeriesKind,
    SourceKind,
    Stance,
    Standing,
)
from sayso.weigh.standing import rules as standing
from sayso.weigh.standing.evidence import _from_series
from tests.weigh.factory import Desk, assessment, officials, source

PORT = source("the port authority", Naming.ROLE, SourceKind.BODY, "Estmark")
FIRE = "The fire on the ferry Halmstrand killed {} passengers near Estmark"
SALE = "Norland sold eleven tankers to Ostia"


def test_rules_are_printed_and_in_the_order_of_the_design() -> None:
    order = list(dict.fromkeys(r.standing for r in standing.RULES))
    assert order[:6] == [
        Standing.SUPERSEDED, Standing.LABELLED_FAKE, Standing.DENIED, Standing.DISPUTED, Standing.UNCONFIRMED,
        Standing.CONFIRMED,
    ]  # fmt: skip
    assert set(order) == set(Standing)
    for rule in standing.RULES:
        assert rule.sentence.endswith(".")
        assert rule.would_change
        assert inspect.getdoc(rule.test)


def test_superseded_by_a_later_toll() -> None:
    desk = Desk()
    desk.report("Tidings", "2031-05-04T10:00")
    desk.report("Courier", "2031-05-05T10:00")
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", FIRE.format(10), predicate="kill", count=(10, "killed"))
    b = desk.says("Courier", FIRE.format(11), predicate="kill", count=(11, "killed"))
    weighing = desk.weigh()
    old, new = assessment(weighing, a), assessment(weighing, b)
    assert old.standing is Standing.SUPERSEDED
    assert old.superseded_by == new.claim
    assert new.standing is not Standing.SUPERSEDED


def test_labelled_fake() -> None:
    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", "A message warns of a poisoned well in Dunmoor", subject="A message")
    desk.says("Tidings", "This message is a fake", PORT, subject="This message", predicate="be fake", about=a)
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.LABELLED_FAKE
    assert "port authority" in found.reason


def test_denied_by_content() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", SALE, subject="Norland", predicate="sell")
    desk.says("Courier", SALE, source("Tom Adair"), subject="Norland", predicate="sell", stance=Stance.DENIES)
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.DENIED
    assert found.denied_by
    assert len(found.affirmed_by) == 1


def test_denied_by_an_act() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", SALE, subject="Norland", predicate="sell", object="eleven tankers")
    b = desk.says(
        "Courier", "Norland denied that it sold eleven tankers to Ostia", source("Norland"), subject="Norland",
        predicate="deny", object="that it sold eleven tankers to Ostia", stance=Stance.DENIES, cue="denied",
        inside=True,
    )  # fmt: skip
    weighing = desk.weigh()
    assert assessment(weighing, a).standing is Standing.DENIED
    assert assessment(weighing, b).standing is Standing.SINGLE_SOURCE, "that it was denied is told by one report"


def test_a_denial_that_only_points_back() -> None:
    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", SALE, officials(), subject="Norland", predicate="sell")
    desk.says(
        "Tidings", "Norland's foreign ministry denied the report", source("the foreign ministry"), subject="ministry",
        predicate="deny", object="the report", stance=Stance.DENIES, cue="denied", inside=True, about=a,
    )  # fmt: skip
    assert assessment(desk.weigh(), a).standing is Standing.DENIED


def test_about_says_what_a_denial_is_about() -> None:
    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", SALE, officials(), subject="Norland", predicate="sell")
    desk.says("Tidings", "Somebody else spoke of the weather")
    desk.says(
        "Tidings", "the ministry rejected it all", PORT, subject="ministry", predicate="reject", object="all of it",
        stance=Stance.DENIES, cue="rejected", inside=True, about=a,
    )  # fmt: skip
    assert assessment(desk.weigh(), a).standing is Standing.DENIED


def test_withholding_is_no_denial() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", SALE, officials(), subject="Norland", predicate="sell", object="eleven tankers")
    desk.says(
        "Courier", "Norland did not confirm the sale of eleven tankers to Ostia",
        source("Norland", kind=SourceKind.STATE), subject="Norland", predicate="confirm",
        object="the sale of eleven tankers to Ostia", stance=Stance.WITHHOLDS,
        polarity=Polarity.NEGATIVE, cue="did not confirm", inside=True,
    )  # fmt: skip
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.UNCONFIRMED
    assert not found.denied_by
    assert found.withheld_by


def test_what_one_party_withholds_another_may_bear_out() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", SALE, officials(), subject="Norland", predicate="sell", object="eleven tankers")
    desk.says(
        "Courier", SALE, source("Ostia", kind=SourceKind.STATE), subject="Norland", predicate="sell",
        object="eleven tankers",
    )  # fmt: skip
    desk.says(
        "Courier", "Norland did not confirm the sale of eleven tankers to Ostia",
        source("Norland", kind=SourceKind.STATE), subject="Norland", predicate="confirm",
        object="the sale of eleven tankers to Ostia", stance=Stance.WITHHOLDS, cue="did not confirm", inside=True,
    )  # fmt: skip
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.CONFIRMED
    assert found.reason == "Ostia confirms it."


def test_a_detail_kept_back_leaves_the_event_untouched() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", SALE, officials(), subject="Norland", predicate="sell", object="eleven tankers")
    desk.says(
        "Courier", "Norland did not say what kind of tankers it sold to Ostia",
        source("Norland", kind=SourceKind.STATE), subject="Norland", predicate="sell", object="what kind of tankers",
        stance=Stance.WITHHOLDS, cue="did not say", inside=True, about=a,
    )  # fmt: skip
    assert not assessment(desk.weigh(), a).withheld_by


def test_nobody_denies_what_speaks_of_something_else() -> None:
    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", "The harbour master put the leak at thirty tonnes", subject="The harbour master")
    desk.says(
        "Tidings", "Tarn Line denied that the pumps on the lower deck had failed", source("Tarn Line"),
        subject="the pumps", predicate="fail", stance=Stance.DENIES, cue="denied", inside=True,
    )  # fmt: skip
    assert not assessment(desk.weigh(), a).denied_by


def test_disputed_by_a_claim_of_like_weight() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    when = ("2031-05-04T00:00", "2031-05-04T23:59")
    a = desk.says("Tidings", "The bridge at Ostwick is closed to lorries on Sunday", predicate="close", when=when)
    b = desk.says("Courier", "The bridge at Ostwick is open to lorries on Sunday", predicate="open", when=when)
    weighing = desk.weigh()
    assert assessment(weighing, a).standing is assessment(weighing, b).standing is Standing.DISPUTED


def test_disputed_where_its_own_reports_differ() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "The Vellin dam nears its 100th year", predicate="near")
    evidence = bare(desk, a, split="one report says nears, another passes")
    assert standing.disputed(evidence) == "the reports that tell it differ: one report says nears, another passes"
    assert standing.assess(evidence).standing is Standing.DISPUTED


def bare(desk: Desk, statement: str, **more: Any) -> standing.Evidence:
    """Evidence of one statement and nothing else."""
    claim = next(c for c in desk.weigh().claims if statement in c.statements)
    said = next(s for rows in desk.statements.values() for s in rows if s.id == statement)
    nothing: dict[str, Any] = {"denied": (), "withheld": (), "confirmed": (), "origins": (), "low": 1, "high": 1}
    return standing.Evidence(claim=claim, affirmed=(said,), **nothing | more)


def test_a_claim_that_is_outdated_disputes_nothing() -> None:
    desk = Desk()
    tolls = (("Tidings", 10), ("Courier", 12), ("Herald", 11), ("Beacon", 12))
    for hour, (paper, _) in enumerate(tolls):
        desk.report(paper, f"2031-05-04T1{hour}:00")
    desk.filler(*(paper for paper, _ in tolls))
    told = [desk.says(p, FIRE.format(n), predicate="kill", count=(n, "killed")) for p, n in tolls]
    weighing = desk.weigh()
    found = [assessment(weighing, s).standing for s in told]
    assert found[2] is Standing.SUPERSEDED
    assert found[3] is Standing.CORROBORATED


def test_a_claim_stands_while_one_report_tells_nothing_old() -> None:
    home = {"a": "hurt", "b": "hurt", "c": "dead"}

    def point(statement: str, value: float, *, superseded: bool) -> Point:
        return Point(
            value=value, bound=Bound.EXACT, direction=Direction.NONE, valid_at=None, valid_precision=Precision.DAY,
            known_at=None, statement=statement, superseded=superseded,
        )  # fmt: skip

    dead = Series(
        id="dead", kind=SeriesKind.QUANTITY, subject="ferry fire", attribute="killed",
        points=(point("a", 4, superseded=True), point("c", 6, superseded=False)),
    )  # fmt: skip
    hurt = Series(
        id="hurt", kind=SeriesKind.QUANTITY, subject="ferry fire", attribute="injured",
        points=(point("a", 120, superseded=False), point("b", 120, superseded=False)),
    )  # fmt: skip
    followed: dict[str, dict[str, str]] = defaultdict(dict)
    _from_series([dead, hurt], home, followed)
    assert not followed["hurt"], "one of its two reports tells only what still stands"
    _from_series([dead], home, followed)
    assert list(followed["hurt"]) == ["dead"]


def test_confirmed_by_a_party_in_a_position_to_know() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "Two tugs sank in the Estmark roads", officials())
    desk.says("Courier", "Two tugs sank in the Estmark roads", PORT, cue="confirmed")
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.CONFIRMED
    assert "port authority" in found.reason


def test_an_act_of_confirming_states_what_it_confirms() -> None:
    desk = Desk()
    desk.named("Courier", "Norland", kind=NameKind.PLACE)
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "the sinking of two tugs in the Estmark roads", officials(), predicate="sink")
    desk.says(
        "Courier", "Norland confirmed the sinking of two tugs in the Estmark roads", subject="Norland",
        predicate="confirm", object="the sinking of two tugs in the Estmark roads",
    )  # fmt: skip
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.CONFIRMED
    assert found.reason == "Norland confirms it."


def test_nobody_confirms_his_own_claim() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "Two tugs sank in the Estmark roads", PORT)
    desk.says("Courier", "Two tugs sank in the Estmark roads", PORT, cue="confirmed")
    assert assessment(desk.weigh(), a).standing is Standing.REPEATED


def test_nobody_confirms_what_the_outlet_has_from_him_alone() -> None:
    desk = Desk()
    desk.filler("Tidings")
    a = desk.says("Tidings", "Two tugs sank in the Estmark roads")
    desk.says("Tidings", "Two tugs sank in the Estmark roads", PORT, cue="confirmed")
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.SINGLE_SOURCE
    assert found.origins_high == 1


def test_pending_until_its_time() -> None:
    for day, expected in (("2031-05-09", Standing.PENDING), ("2031-05-01", Standing.SINGLE_SOURCE)):
        desk = Desk()
        a = desk.says(
            "Tidings", "The bridge will open to trams", phase=Phase.FUTURE, when=(f"{day}T00:00", f"{day}T23:59")
        )
        assert assessment(desk.weigh(), a).standing is expected


def test_single_source() -> None:
    desk = Desk()
    a = desk.says("Tidings", "Two tugs sank in the Estmark roads", PORT)
    found = assessment(desk.weigh(), a)
    assert found.standing is Standing.SINGLE_SOURCE
    assert found.rule == "single_source"
    assert "port authority" in found.reason


def test_a_claim_takes_its_words_from_one_statement() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    a = desk.says("Tidings", "The Vellin dam burst before dawn")
    b = desk.says(
        "Courier", "Before dawn the dam at Vellin burst, flooding nine farms", subject="dam", predicate="burst"
    )
    weighing = desk.weigh()
    claim = next(c for c in weighing.claims if a in c.statements)
    assert claim.best == b
    assert claim.text in (s.content for rows in desk.statements.values() for s in rows)
    assert claim.reports == ("Courier", "Tidings")


def test_weighing_twice_gives_the_same() -> None:
    desk = Desk()
    desk.filler("Tidings", "Courier")
    assert desk.weigh() == desk.weigh()


def test_two_versions_of_a_report_are_one_report() -> None:
    from sayso.weigh.standing.evidence import _older

    first, second, third, other = (f"r{i}" for i in range(4))
    reports = {
        r: Report(id=r, name=r, text="", revision_of=before)
        for r, before in ((first, ""), (second, first), (third, second), (other, ""))
    }
    assert _older({first, third, other}, reports) == {first, second}
