"""Time expressions: the words in, the calendar out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso.read import times
from sayso.read.times.rule import RULES
from sayso.records import When
from sayso.terms import Anchor, Precision, TimeKind
from tests.pace import growth
from tests.read.pages import page

WEDNESDAY = "2031-05-14"


def read(text: str, published: str | None = WEDNESDAY) -> dict[str, str]:
    """Every time expression of a text with its value."""
    return {w.span.exact: w.value for w in times.find(page(text, published))}


def only(text: str, published: str | None = WEDNESDAY) -> When:
    found = times.find(page(text, published))
    assert len(found) == 1, [w.span.exact for w in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ferry sank on 2031-05-04.", "2031-05-04"),
        ("The ferry sank on May 4, 2031.", "2031-05-04"),
        ("The ferry sank on May 4., 2031, officials said.", "2031-05-04"),
        ("The ferry sank on 4 May 2031.", "2031-05-04"),
        ("The ferry sank on Sunday, May 4, 2031.", "2031-05-04"),
        ("The ferry sank on May 4.", "2031-05-04"),
        ("The ferry sank on Nov. 24.", "2030-11-24"),
        ("The talks ran from 15-18 April.", "2031-04-15/2031-04-18"),
        ("The bridge was built in March 2019.", "2019-03"),
        ("The bridge was closed in December.", "2030-12"),
        ("The bridge fell in 2022.", "2022"),
        ("The harbour was dredged in the 1980s.", "198"),
        ("The wall dates from the 19th century.", "18"),
        ("Exports fell in the third quarter of 2030.", "2030-Q3"),
        ("The river froze last winter.", "2030-WI"),
        ("The mayor resigned this week.", "2031-W20"),
        ("The mayor resigned last month.", "2031-04"),
        ("The mayor resigned earlier this year.", "2031"),
        ("The mayor resigned three days ago.", "2031-05-11"),
        ("The mayor resigned two months ago.", "2031-03"),
        ("The mayor resigned 18 years ago.", "2013"),
        ("The mayor resigned yesterday.", "2031-05-13"),
        ("The mine is thought to date from 450 BC.", "BC0450"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police stormed the depot on Sunday.", "2031-05-11"),
        ("Police stormed the depot on Wednesday.", "2031-05-14"),
        ("Police stormed the depot last Wednesday.", "2031-05-07"),
        ("Police will storm the depot on Sunday.", "2031-05-18"),
        ("The court is expected to rule next Friday.", "2031-05-16"),
        ("The mayor said the pier would reopen on Saturday.", "2031-05-17"),
        ("The council declared a holiday for Monday.", "2031-05-19"),
        ("The vote is scheduled for Friday.", "2031-05-16"),
        ("The pier was to reopen on Saturday.", "2031-05-17"),
        ("The judge adjourned the hearing until Monday.", "2031-05-19"),
        ("The judge adjourned the hearing until Tuesday, the mayor said.", "2031-05-13"),
        ("A match due on Sunday was called off.", "2031-05-18"),
        ("The pier was shut until Monday.", "2031-05-12"),
        ("Until Monday, the mayor had not spoken.", "2031-05-12"),
        ("The mayor apologised for Monday's delay.", "2031-05-12"),
        ("Police stormed the depot early on Sunday.", "2031-05-11"),
        ("Police stormed the depot late Sunday night.", "2031-05-11TNI"),
    ],
)
def test_weekdays_look_back_unless_the_verb_looks_forward(text: str, value: str) -> None:
    assert only(text).value == value


def test_black_friday_is_no_friday() -> None:
    assert read("Shops in Estmark opened early for Black Friday sales.") == {}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The alarm lasted four hours.", TimeKind.DURATION, "PT4H"),
        ("They stayed for two weeks.", TimeKind.DURATION, "P2W"),
        ("A three-day truce held.", TimeKind.DURATION, "P3D"),
        ("The talks took half an hour.", TimeKind.DURATION, "PT30M"),
        ("It fell silent for months.", TimeKind.DURATION, "PXM"),
        ("A drone passed every 20 minutes.", TimeKind.SET, "PT20M"),
        ("The siren is tested daily.", TimeKind.SET, "P1D"),
        ("He was recently seen in Corva.", TimeKind.DATE, "PAST_REF"),
        ("The road is now open.", TimeKind.DATE, "PRESENT_REF"),
    ],
)
def test_lengths_sets_and_vague_words(text: str, kind: TimeKind, value: str) -> None:
    when = only(text)
    assert (when.kind, when.value) == (kind, value)
    assert when.earliest is None
    assert when.latest is None


def test_clock_times_take_the_zone_into_account() -> None:
    when = only("The blast was heard at 0830 GMT on Tuesday.")
    assert when.value == "2031-05-13T08:30"
    assert when.earliest == datetime(2031, 5, 13, 8, 30, tzinfo=UTC)
    assert when.precision is Precision.MINUTE


def test_local_time_of_an_unknown_zone_holds_for_its_whole_day() -> None:
    when = only("The blast was heard at 11:30pm local time on Tuesday.")
    assert (when.value, when.precision) == ("2031-05-13T23:30", Precision.HOUR)
    assert when.earliest == datetime(2031, 5, 13, tzinfo=UTC)
    assert when.latest == datetime(2031, 5, 13, 23, 59, 59, tzinfo=UTC)


def test_the_same_moment_in_two_zones() -> None:
    when = only("It sent a distress call at 4:50 a.m. (0250 GMT) on Tuesday.", "2031-05-13")
    assert when.value == "2031-05-13T04:50"
    assert when.earliest == datetime(2031, 5, 13, 2, 50, tzinfo=UTC)


def test_overnight_is_the_night_before_unless_it_is_to_come() -> None:
    assert only("Rockets fell on the port overnight.").value == "2031-05-13TNI"
    assert only("Rain will fall on the port overnight.").value == "2031-05-14TNI"


def test_bounds_are_the_first_and_the_last_second() -> None:
    when = only("The harbour closed in May 2031.")
    assert when.earliest == datetime(2031, 5, 1, tzinfo=UTC)
    assert when.latest == datetime(2031, 5, 31, 23, 59, 59, tzinfo=UTC)


def test_tomorrow_in_a_quotation_is_reckoned_from_the_day_it_was_said() -> None:
    text = (
        'Late on Monday, harbour spokesman Olin Reece told a briefing that "we cannot go into the details."\n'
        '"The ferry terminal will reopen tomorrow," he added.\n'
    )
    found = {w.span.exact: w for w in times.find(page(text))}
    assert found["tomorrow"].value == "2031-05-13"
    assert found["tomorrow"].anchor is Anchor.QUOTATION


def test_the_day_of_the_words_may_be_told_after_them() -> None:
    found = {
        w.span.exact: w.value
        for w in times.find(page('"We will reopen the pier tomorrow," the mayor told reporters on Monday.'))
    }
    assert found == {"tomorrow": "2031-05-13", "Monday": "2031-05-12"}


def test_the_day_of_an_event_is_not_the_day_of_the_words_about_it() -> None:
    found = read('The ferry sank on Monday, the mayor said. "We will search again tomorrow," he added.')
    assert found["tomorrow"] == "2031-05-15"


def test_a_day_inside_a_quotation_does_not_move_the_tale() -> None:
    found = read('"It will be out by tomorrow morning," the chief said in a statement at noon.')
    assert found == {"tomorrow morning": "2031-05-15TMO", "at noon": "2031-05-14T12:00"}


def test_today_outside_quotations_is_the_day_of_publication() -> None:
    when = only("The port denied today that fuel had leaked.")
    assert (when.value, when.anchor) == (WEDNESDAY, Anchor.PUBLICATION)


def test_that_day_and_the_next_day_follow_the_last_day_mentioned() -> None:
    found = times.find(
        page("A tanker ran aground on May 3. The next day, two tugs arrived. The mayor fled that same day.")
    )
    assert [w.value for w in found] == ["2031-05-03", "2031-05-04", "2031-05-04"]
    assert found[1].anchor is Anchor.EVENT


def test_the_morning_after_a_night_is_that_of_the_next_day() -> None:
    found = times.find(page("The depot burned on Tuesday night. By the early hours of the morning, the fire was out."))
    assert [w.value for w in found] == ["2031-05-13TNI", "2031-05-14TMO"]


@pytest.mark.parametrize(
    "text",
    [
        "Police stormed the depot on Sunday.",
        "The port reopened yesterday.",
        "The mayor resigned last month.",
        "The ferry sank on May 4.",
    ],
)
def test_without_a_date_of_publication_relative_times_stay_open(text: str) -> None:
    when = only(text, published=None)
    assert when.anchor is Anchor.OPEN
    assert when.earliest is None
    assert when.latest is None


def test_without_a_date_of_publication_whole_dates_still_hold() -> None:
    assert only("The ferry sank on 4 May 2031.", published=None).value == "2031-05-04"


@pytest.mark.parametrize(
    "text",
    [
        "It may rain in Estmark.",
        "Soldiers march to the border.",
        "He is 25 years old.",
        "About 2000 people fled.",
        "The F-16 jets came in second.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == {}


def test_a_date_line_cut_as_furniture_is_still_found() -> None:
    found = times.find(page(" date 2031-05-14 The ferry sank off Estmark, the coast guard said."))
    assert [w.value for w in found] == ["2031-05-14"]


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_slice_whatever_the_text(text: str) -> None:
    if not text.strip():
        return
    p = page(text + " On Tuesday 3 ships left in 2030, two days later.")
    found = times.find(p)
    assert all(p.report.text[w.span.start : w.span.end] == w.span.exact for w in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


WORDS = """9999 1000 0 00:00 24:61 2031-02-30 99/99/99 31 February Feb. 29 2030 in on the last next early late
mid- days years months centuries decades ago later before after from now 1000000 million a half hour
and to - Tuesday Monday night morning midnight noon 12 p.m. o'clock GMT EST winter of quarter Q3
third 12th century 1980s BC every per weekend that day same tomorrow yesterday " said told overnight
nineteen ninety-six Christmas decade 1.5"""
RUNS = st.lists(st.sampled_from(re.split(r"\s+", WORDS)), min_size=3, max_size=25)


@given(RUNS, st.sampled_from([WEDNESDAY, "0001-01-01", "9999-12-31", None]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_run_of_words_of_time_has_bounds_in_order_or_none(words: list[str], published: str | None) -> None:
    for w in times.find(page(" ".join(words), published)):
        assert (w.earliest is None) == (w.latest is None)
        assert w.earliest is None or w.latest is None or w.earliest <= w.latest


@pytest.mark.parametrize("unit", ["Tuesday ", "1999-", "early ", "the ", "12:30", "a few days ago, "])
def test_long_repetition_takes_linear_time(unit: str) -> None:
    def tried(n: int) -> list[object]:
        text = unit * n
        windows = times.surroundings(text)
        return [list(rule.regex.finditer(text, a, b)) for rule in RULES for a, b in windows]

    assert growth(tried, 200, 1600) < 20


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        (
            "A bomb hit a house at 11.50 p.m., the mayor said.",
            "2031-05-14T05:30:00+02:00",
            {"at 11.50 p.m.": "2031-05-13T23:50"},
        ),
        (
            "A bomb hit a house at 5 a.m., the mayor said.",
            "2031-05-14T05:30:00+02:00",
            {"at 5 a.m.": "2031-05-14T05:00"},
        ),
        ("A vote will be held at 11.50 p.m.", "2031-05-14T05:30:00+02:00", {"at 11.50 p.m.": "2031-05-14T23:50"}),
        (
            "A curfew was imposed from 9 p.m. to 5 a.m.",
            WEDNESDAY,
            {"9 p.m.": "2031-05-14T21:00", "5 a.m.": "2031-05-15T05:00"},
        ),
        ("The army will move at midnight.", WEDNESDAY, {"at midnight": "2031-05-15T00:00"}),
        ("The army might be deployed from midnight.", WEDNESDAY, {"midnight": "2031-05-15T00:00"}),
        ("Some 2,000 people were moved by Tuesday noon.", WEDNESDAY, {"Tuesday noon": "2031-05-13T12:00"}),
        (
            "The truce began at 5 pm Norland time (1130 GMT).",
            WEDNESDAY,
            {"at 5 pm Norland time (1130 GMT)": "2031-05-14T17:00"},
        ),
        (
            "It hit at 1:42 a.m. local time (2242 GMT on Tuesday).",
            WEDNESDAY,
            {"at 1:42 a.m. local time (2242 GMT on Tuesday)": "2031-05-14T01:42"},
        ),
        ("The driver fled at 7am. Nobody was hurt.", WEDNESDAY, {"at 7am": "2031-05-14T07:00"}),
        ("The Daily Record and the Weekly Post reported it.", WEDNESDAY, {}),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_clock_times_are_those_of_the_day_they_can_be_of(text: str, published: str, values: dict[str, str]) -> None:
    reading = sayso.read(text, published=published)
    assert {t.span.exact: t.value for t in reading.times} == values


def test_a_clock_time_told_in_two_zones_is_one_moment() -> None:
    when = only("The truce began at 5 pm Norland time (1130 GMT).")
    assert when.earliest == datetime(2031, 5, 14, 11, 30, tzinfo=UTC)
