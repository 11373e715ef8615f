"""Dates that take their year, quarter or day from what was told before them."""

from __future__ import annotations

import pytest

from sayso.read import times
from sayso.terms import Anchor
from tests.read.pages import page
from tests.read.test_times import WEDNESDAY, only, read


def values(text: str, published: str | None = WEDNESDAY) -> list[str]:
    return [w.value for w in times.find(page(text, published))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The camp ran from 26 November to 4 May 2029.", ["2028-11-26", "2029-05-04"]),
        ("The siege (June-August 2024) was long.", ["2024-06", "2024-08"]),
        ("The talks ran from 2026-27.", ["2026", "2027"]),
        ("The wall fell in the winter of nineteen ninety-four.", ["1994-WI"]),
        ("The league lasted from 264 to 241 BC.", ["BC0264", "BC0241"]),
    ],
)
def test_the_year_at_the_end_of_a_range_holds_for_both_ends(text: str, expected: list[str]) -> None:
    assert values(text) == expected


HISTORY = """The war of the two lakes began in 1911, after the crises of 1907 and 1909.

On 3 December, Norland crossed the river. In January, its army took Estmark. The truce of 7 March held until June.

In 1914, the last fort fell. A law of 1967 later made the day a holiday. On 5 May, the two kings met.
"""


def test_a_tale_of_the_past_goes_on_from_date_to_date() -> None:
    told = read(HISTORY)
    assert told["3 December"] == "1911-12-03"
    assert told["January"] == "1912-01"
    assert told["7 March"] == "1912-03-07"
    assert told["June"] == "1912-06"


def test_a_year_in_an_aside_does_not_move_the_tale() -> None:
    text = (
        HISTORY + "On 9 June, they met again, in a palace that was pulled down only in 1971. On 12 June, they parted."
    )
    assert read(text)["12 June"] == "1914-06-12"


def test_a_tale_from_before_the_common_era_has_values_but_no_bounds() -> None:
    text = (
        "The league was made in 480 BC. Its fleet won in 479 BC and lost in 460 BC and in 454 BC. "
        "In 450 BC, peace was sought. In August, it was sworn."
    )
    when = times.find(page(text))[-1]
    assert (when.value, when.earliest) == ("BC0450-08", None)


def test_times_in_headings_are_found_and_lead_the_tale() -> None:
    text = "ESTMARK, May 13 (LPA) - A ferry sank.\n\nThe mayor said that day that all were safe.\n"
    assert values(text)[0] == "2031-05-13"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour Lines expects a third-quarter loss.", ["2030-Q3"]),
        ("Third-quarter profit was $3 million, up from $2 million a year ago.", ["2030-Q3", "2029-Q3"]),
        ("Third-quarter profit rose. In the year-earlier period, it fell.", ["2030-Q3", "2029-Q3"]),
        ("Sales fell in the latest quarter.", ["2030-Q3"]),
        ("Sales fell in the 2029 third quarter.", ["2029-Q3"]),
        ("Sales fell in the last half of 2029.", ["2029-H2"]),
        ("In the year ended in March, sales fell.", ["P1Y", "2030-03"]),
        ("Sales fell in the first months of the year.", ["2030"]),
        ("The pier was closed a year ago.", ["2029"]),
    ],
)
def test_reports_on_results_speak_of_their_quarter(text: str, expected: list[str]) -> None:
    told = values(text, "2030-10-30")
    assert told[-len(expected) :] == expected or told == expected


def test_a_year_before_a_thing_is_its_year() -> None:
    assert read("The 2028 treaty and its 2029 rules hold.") == {"2028": "2028", "2029": "2029"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry sank on Thanksgiving Day.", "2030-11-28"),
        ("The ferry sank last Thanksgiving.", "2030-11-28"),
        ("The pier opened on Easter Monday.", "2031-04-14"),
        ("The pier closed on Memorial Day.", "2031-05-26"),
        ("The pier is closed each July.", "XXXX-07"),
        ("Eight trading days passed.", "P8D"),
        ("It was a months-long siege.", "PXM"),
        ("The hall was built over a single year.", "P1Y"),
        ("They met under a June agreement.", "2030-06"),
    ],
)
def test_holidays_that_move_and_lengths_that_are_described(text: str, value: str) -> None:
    assert only(text).value == value


def test_a_quarter_of_another_year_is_reckoned_from_the_one_reported() -> None:
    told = times.find(page("Third-quarter profit rose from that of a year earlier.", "2030-10-30"))
    assert told[-1].anchor is Anchor.EVENT


def test_news_that_looks_back_keeps_its_own_day() -> None:
    text = (
        "The party won in 2012, 2014, 2018 and 2020, the mayor said on Monday. Voters now wait: "
        "the vote is set for June 9, and she said she would run in the next month."
    )
    assert read(text)["June 9"] == "2031-06-09"
    assert read(text)["the next month"] == "P1M"
