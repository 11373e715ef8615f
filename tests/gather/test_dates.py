"""Dates are read strictly: a day, a month and a year, or nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.gather.dates import in_address, read
from sayso.terms import Precision


@pytest.mark.parametrize(
    ("said", "iso", "precision"),
    [
        ("2025-05-04", "2025-05-04T00:00:00+00:00", Precision.DAY),
        ("20250504", "2025-05-04T00:00:00+00:00", Precision.DAY),
        ("2025-05-04T00:00:00", "2025-05-04T00:00:00+00:00", Precision.DAY),
        ("2025-05-04T00:00:00Z", "2025-05-04T00:00:00+00:00", Precision.MINUTE),
        ("2025-05-04 10:05", "2025-05-04T10:05:00+00:00", Precision.MINUTE),
        ("2025-05-04T23:30:00-05:00", "2025-05-04T23:30:00-05:00", Precision.MINUTE),
        ("Sun, 04 May 2025 10:05:00 GMT", "2025-05-04T10:05:00+00:00", Precision.MINUTE),
        ("May 4, 2025", "2025-05-04T00:00:00+00:00", Precision.DAY),
        ("4th May 2025", "2025-05-04T00:00:00+00:00", Precision.DAY),
        ("Sunday, May 4, 2025 10:05 p.m. EDT", "2025-05-04T22:05:00-04:00", Precision.MINUTE),
        ("May 4, 2025 at 10:05 AM ET", "2025-05-04T10:05:00-04:00", Precision.MINUTE),
        ("Jan. 4, 2025 at 10:05 AM ET", "2025-01-04T10:05:00-05:00", Precision.MINUTE),
        ("31/05/2025", "2025-05-31T00:00:00+00:00", Precision.DAY),
        ("1746352800", "2025-05-04T10:00:00+00:00", Precision.MINUTE),
        ("1746352800000", "2025-05-04T10:00:00+00:00", Precision.MINUTE),
    ],
)
def test_certain_dates(said: str, iso: str, precision: Precision) -> None:
    moment = read(said)
    assert moment is not None
    assert (moment[0].isoformat(), moment[1]) == (iso, precision)


@pytest.mark.parametrize(
    "said", ["", "05/04/2025", "May 4", "2025", "10:05", "tomorrow", "12", "0001-01-01", "9999-12-31T23:59-10:00"]
)
def test_uncertain_dates(said: str) -> None:
    assert read(said) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://post.example/2025/05/04/ferry", "2025-05-04"),
        ("https://post.example/world/2025/may/4/ferry", "2025-05-04"),
        ("https://post.example/ferry-2025-05-04.html", "2025-05-04"),
        ("https://post.example/2025/05/ferry", None),
        ("https://post.example/2025/13/45/ferry", None),
        ("https://post.example/ferry", None),
    ],
)
def test_day_in_the_address(url: str, day: str | None) -> None:
    moment = in_address(url)
    assert (moment and moment[0].date().isoformat()) == day


@given(st.text(max_size=40))
def test_no_string_breaks_the_reader(said: str) -> None:
    read(said)
    in_address(said)


@given(st.datetimes(min_value=datetime(1700, 1, 1)))
def test_iso_round_trip(moment: datetime) -> None:
    read_back = read(moment.isoformat())
    assert read_back is not None
    assert read_back[0].replace(tzinfo=None) == moment
