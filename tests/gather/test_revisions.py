"""Versions of one report are linked, each to the one before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.gather import link_revisions
from sayso.records import Report

DAY = datetime(2025, 5, 4, tzinfo=UTC)


def report(id: str, text: str, hours: int = 0, **fields: str) -> Report:
    return Report(id=id, name=id, text=text, published=DAY + timedelta(hours=hours), **fields)  # type: ignore[arg-type]


def links(reports: list[Report]) -> dict[str, str]:
    return {r.id: r.revision_of for r in reports}


URL = "https://post.example/ferry"


def test_same_address_and_another_text_is_a_revision() -> None:
    known = [report("a", "six dead", url=URL)]
    assert links(link_revisions([report("b", "eleven dead", 2, url=URL)], known)) == {"b": "a"}


def test_silent_edit_keeps_its_date_and_follows_in_the_order_given() -> None:
    assert links(link_revisions([report("a", "six dead", url=URL), report("b", "nine dead", url=URL)])) == {
        "a": "",
        "b": "a",
    }


def test_same_outlet_and_id() -> None:
    new = [report("b", "nine dead", 1, outlet="Estmark Post", external_id="7")]
    assert links(link_revisions(new, [report("a", "six dead", outlet="ESTMARK POST", external_id="7")])) == {"b": "a"}
    assert links(link_revisions(new, [report("a", "six dead", outlet="Corrisk Times", external_id="7")])) == {"b": ""}


def test_same_text_is_no_revision() -> None:
    assert links(link_revisions([report("b", "six dead", 1, url=URL)], [report("a", "six dead", url=URL)])) == {"b": ""}


def test_the_front_page_of_a_site_is_no_report() -> None:
    new = [report("a", "six dead", url="https://post.example/"), report("b", "a storm", 1, url="https://post.example/")]
    assert links(link_revisions(new)) == {"a": "", "b": ""}


def test_an_older_version_found_later_is_not_linked_forward() -> None:
    assert links(link_revisions([report("a", "six dead", url=URL)], [report("b", "nine dead", 2, url=URL)])) == {
        "a": ""
    }


@given(st.permutations(range(5)))
def test_the_order_of_input_does_not_matter_where_times_tell(order: list[int]) -> None:
    versions = [report(f"v{i}", f"{i} dead", i, url=URL) for i in range(5)]
    expected = {"v0": "", "v1": "v0", "v2": "v1", "v3": "v2", "v4": "v3"}
    assert links(link_revisions([versions[i] for i in order])) == expected
