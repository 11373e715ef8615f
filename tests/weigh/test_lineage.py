"""Who copied whom: own words count, quotations and furniture do not."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.records import Furniture, Reading, Report, Span
from sayso.terms import DerivationKind, FurnitureKind
from sayso.weigh.origins.lineage import derivations

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


# ---------------------------------------------------- whose words a report shares

STATEMENT = (
    "Over four winters this crew has kept our islands fed, and we owe every one of them a debt that no medal repays. "
    "My door stands open to the families tonight, tomorrow and for as long as they need me or anybody on my staff."
)
POST = (
    "The ferry line knew for months that the pumps were rotten and kept sailing to save a handful of coins. Shame! "
    "— Tove Ask (@toveask) May 4, 2031"
)
HANDLE = f"The mayor spoke out on Sunday.\n\n{POST}\n\n"


def test_a_statement_without_quotation_marks_makes_nobody_a_copy() -> None:
    a = report("A", f"Governor Ines Holm issued this statement:\n\n{STATEMENT}\n\n{OTHER}", 8)
    b = report("B", f"{BODY}\n\nThe governor wrote:\n\n{STATEMENT}", 9)
    assert kinds([a, b]) == {}


def test_a_post_printed_by_two_is_nobodys_narration() -> None:
    assert kinds([report("A", HANDLE + OTHER, 8), report("B", HANDLE + BODY, 9)]) == {}


def test_a_post_that_one_quotes_and_one_embeds_is_nobodys_narration() -> None:
    words = POST.partition(" — ")[0]
    assert kinds([report("A", HANDLE + OTHER, 8), report("B", f'Mayor Tove Ask wrote: "{words}"\n\n{BODY}', 9)]) == {}


def test_a_quotation_that_runs_on_over_paragraphs_is_one() -> None:
    speech = (
        "“The eastern channel stays shut until the last diver is home and dry and the hull lies safely in the yard.\n\n"
        "No cargo is worth another night like the one that this harbour and its pilots have just been through,” "
    )
    a = report("A", f"{speech}the harbour master told the council.\n\n{OTHER}", 8)
    b = report("B", f"{BODY}\n\n{speech}he said.", 9)
    assert kinds([a, b]) == {}


def test_an_interview_in_turns_is_nobodys_narration() -> None:
    turns = (
        "BERG: So the alarm never rang on the car deck that evening? "
        "LUND: Not once, and the second engineer had reported it broken in March and again in April. "
        "BERG: And nobody at the ferry line answered those reports?"
    )
    a, b = report("A", f"{OTHER}\n\n{turns}", 8), report("B", f"{BODY}\n\n{turns}", 9)
    assert kinds([a, b]) == {}


def test_two_prints_of_one_letter_are_no_copies() -> None:
    letter = f'"{STATEMENT} {STATEMENT.replace("four", "five")}"'
    assert kinds([report("A", f"The letter reads: {letter}", 8), report("B", f"She wrote {letter}", 9)]) == {}


def test_an_agency_story_with_paragraphs_of_ones_own_is_no_copy_but_derived() -> None:
    found = kinds([report("A", BODY, 8), report("B", f"{BODY}\n\n{OTHER}", 9)])
    assert found == {("B", "A"): DerivationKind.QUOTATION}


def test_who_prints_an_interview_of_an_outlet_that_it_names_rests_on_it() -> None:
    a = report("Vellin Courier", f"{QUOTE}, the cook told the Vellin Courier on Monday.\n\n{OTHER * 2}", 8)
    b = report("Harbour Post", f"{QUOTE}, the cook told the Vellin Courier.\n\nNobody else has spoken.", 9)
    assert kinds([a, b]) == {("Harbour Post", "Vellin Courier"): DerivationKind.QUOTATION}


def test_what_is_said_in_a_programme_of_an_outlet_is_there_for_all() -> None:
    a = report("Vellin Courier", f"{QUOTE}, the cook said.\n\n{OTHER * 2}", 8)
    b = report("Harbour Post", f'{QUOTE}, the cook said on Vellin Courier\'s "Morning Table".\n\nNobody else has.', 9)
    assert kinds([a, b]) == {}


def test_who_names_the_other_rests_on_it_though_it_is_dated_earlier() -> None:
    a = report("Vellin Courier", f"{QUOTE}, the cook told us.\n\n{OTHER * 2}", 9)
    b = report("Harbour Post", f"{QUOTE}, the cook told the Vellin Courier.\n\nNobody else has spoken.", 8)
    assert kinds([a, b]) == {("Harbour Post", "Vellin Courier"): DerivationKind.QUOTATION}


def test_an_excerpt_of_the_same_hour_is_the_copy() -> None:
    whole, part = report("Z", BODY + OTHER, 8), report("A", BODY, 8)
    assert kinds([whole, part]) == {("A", "Z"): DerivationKind.COPY}


def test_five_prints_of_one_agency_story_rest_on_it() -> None:
    reports = [report("Norwire", BODY, 7), *(report(f"Post {n}", f"{BODY}", 8 + n, credit="Norwire") for n in range(5))]
    found = kinds(reports)
    assert all(found[f"Post {n}", "Norwire"] == DerivationKind.COPY for n in range(5))


def test_the_order_of_the_reports_makes_no_difference() -> None:
    reports = [
        report("A", BODY, 8), report("B", BODY + OTHER, 8), report("C", HANDLE + OTHER, 9),
        report("D", f"{QUOTE}, the cook told A.\n\n{OTHER}", 9), report("E", f"{QUOTE}, she said. {BODY[:150]}", 8),
    ]  # fmt: skip
    assert derivations(reports, []) == derivations(reports[::-1], [])
