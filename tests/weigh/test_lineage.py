"""Who copied whom: own words count, quotations and furniture do not."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.records import Furniture, Reading, Report, Span
from sayso.terms import DerivationKind, FurnitureKind
from sayso.weigh.lineage import derivations

BODY = (
    "A fire broke out on the ferry Halmstrand shortly after it left the quay of Estmark on Sunday evening. "
    "Crews from three towns fought the flames for six hours while passengers waited in the old customs house. "
    "The harbour master closed the eastern channel to all traffic until the hull had been towed to the yard. "
    "Divers will look for the voyage recorder as soon as the water in the engine room has been pumped out. "
)
OTHER = (
    "Farmers in the Vellin valley began the harvest two weeks early after the driest spring on record there. "
    "The cooperative expects a smaller crop and has asked the state bank to put off repayments until winter. "
)
QUOTE = (
    '"We heard a dull thud below the car deck and then the lights went out and everybody ran for the stairs, '
    'and I want to thank the young stewards who carried the children up to the bridge in the dark"'
)


def report(name: str, text: str, hour: int, credit: str = "", revision_of: str = "") -> Report:
    published = datetime(2031, 5, 4, hour, tzinfo=UTC)
    return Report(
        id=name, name=name, text=text, outlet=name, published=published, credit=credit, revision_of=revision_of
    )


def kinds(reports: list[Report], readings: list[Reading] | None = None) -> dict[tuple[str, str], DerivationKind]:
    return {(d.later, d.earlier): d.kind for d in derivations(reports, readings or [])}


def test_the_same_text_later_is_a_copy() -> None:
    assert kinds([report("B", BODY, 9), report("A", BODY, 8)]) == {("B", "A"): DerivationKind.COPY}


def test_a_shortened_version_is_a_copy() -> None:
    assert kinds([report("A", BODY, 8), report("B", BODY[:200], 9)]) == {("B", "A"): DerivationKind.COPY}


def test_other_texts_are_independent() -> None:
    assert kinds([report("A", BODY, 8), report("B", OTHER, 9)]) == {}


def test_a_shared_passage_is_no_copy() -> None:
    found = kinds([report("A", BODY, 8), report("B", OTHER + BODY[:102] + OTHER.upper()[::-1], 9)])
    assert found == {("B", "A"): DerivationKind.QUOTATION}


def test_a_shared_quotation_makes_nobody_a_copy() -> None:
    a = report("A", f"{QUOTE}, said the cook. {BODY}", 8)
    b = report("B", f"{QUOTE}, said Ms Dahl. {OTHER}", 9)
    assert kinds([a, b]) == {}


def test_shared_furniture_makes_nobody_a_copy() -> None:
    promo = "Sign up for our morning letter and get the news of the harbour towns in your box before breakfast. " * 2
    reports = [report("A", promo + BODY, 8), report("B", promo + OTHER, 9)]

    def read(r: Report) -> Reading:
        span = Span(report=r.id, start=0, end=len(promo), exact=promo)
        return Reading(report=r.id, reader="test", furniture=(Furniture(span=span, kind=FurnitureKind.PROMO),))

    readings = [read(r) for r in reports]
    assert kinds(reports, readings) == {}


def test_a_new_version_is_a_revision() -> None:
    found = kinds([report("A", BODY, 8), report("A2", BODY + OTHER, 9, revision_of="A")])
    assert found == {("A2", "A"): DerivationKind.REVISION}


def test_a_credit_points_at_the_agency() -> None:
    found = kinds([report("Norwire", BODY, 8), report("B", OTHER, 9, credit="Norwire")])
    assert found == {("B", "Norwire"): DerivationKind.PRIMARY_SOURCE}


def test_copies_at_one_time_point_away_from_the_credited() -> None:
    found = kinds([report("A", BODY, 8, credit="Norwire"), report("Norwire", BODY, 8)])
    assert ("A", "Norwire") in found


def test_evidence_slices_to_its_text() -> None:
    reports = {r.id: r for r in (report("A", BODY, 8), report("B", OTHER + BODY, 9))}
    for d in derivations(list(reports.values()), []):
        assert d.evidence
        assert all(reports[s.report].text[s.start : s.end] == s.exact for s in d.evidence)


def test_reports_without_time_or_outlet_are_compared_too() -> None:
    bare = [Report(id=x, name=x, text=BODY) for x in "AB"]
    assert list(kinds(bare)) == [("B", "A")]
