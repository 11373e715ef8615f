"""Whatever the records hold, the store gives back the same."""

from __future__ import annotations

import types
import typing
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.keep import Store
from sayso.records import Reading, Report, Weighing, content_id

from .make import NOON

# Records are large: what fails is told as it is, for making it smaller takes minutes.
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck),
                 phases=(Phase.explicit, Phase.reuse, Phase.generate))  # fmt: skip
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(-(2**40), 2**40),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


def records(kind: Any) -> st.SearchStrategy[Any]:
    """Any record of a type, made from its annotations."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if typing.get_origin(kind) is tuple:
        of, *rest = typing.get_args(kind)
        if rest == [...]:
            return st.lists(records(of), max_size=2).map(tuple)
        return st.tuples(*map(records, typing.get_args(kind)))
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return st.one_of(*map(records, typing.get_args(kind)))
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    assert issubclass(kind, msgspec.Struct)
    fields = typing.get_type_hints(kind)
    return st.deferred(lambda: st.builds(kind, **{name: records(fields[name]) for name in kind.__struct_fields__}))


@QUICK
@given(st.lists(records(Report), max_size=3, unique_by=lambda r: r.id), st.data())
def test_reports_and_readings_come_back_as_they_went(reports: list[Report], data: st.DataObject) -> None:
    readings = [_reading_of(r, data.draw(records(Reading))) for r in reports]
    with Store() as store:
        store.add_reports(reports, NOON)
        store.add_readings(readings, NOON)
        picture = store.picture()
        assert picture.reports == tuple(reports)
        assert picture.readings == tuple(readings)


@QUICK
@given(records(Weighing), records(Weighing))
def test_weighings_come_back_as_they_went(first: Weighing, second: Weighing) -> None:
    first, second = _plausible(first), _plausible(second)
    second = msgspec.structs.replace(second, story=msgspec.structs.replace(second.story, id=first.story.id))
    with Store() as store:
        mark = store.mark()
        for w in (first, second):
            store.save([(w, "k")], known_at=NOON, mark=mark)
            assert store.picture().weighings == (w,)


def _reading_of(report: Report, reading: Reading) -> Reading:
    """Statements of this very report, each with its own id; no assumed date, which would be given to the report."""
    said = tuple(
        msgspec.structs.replace(s, id=content_id("st", report.id, n), report=report.id)
        for n, s in enumerate(reading.statements)
    )
    return msgspec.structs.replace(reading, report=report.id, assumed=None, statements=said)


def _plausible(w: Weighing) -> Weighing:
    """One record for each id, as content hashes give it."""
    from sayso.keep.weighings import PARTS, key_of

    parts = {kind: tuple({key_of(r): r for r in getattr(w, kind)}.values()) for kind in PARTS}
    return msgspec.structs.replace(w, **parts)
