"""Reports that come one by one: the same stories as all at once, and a log of what became of stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

import sayso.weigh
from sayso import flow
from sayso.flow import grouping
from sayso.keep import Store
from sayso.keep.check import check
from sayso.profile import Profile
from sayso.records import Report, Story, content_id
from sayso.settings import Settings
from sayso.terms import StoryChangeKind

NOW = datetime(2031, 6, 1, tzinfo=UTC)
SETTINGS = Settings(workers=1, vectors=False, tagger=False)
EVENTS = [
    ("Estmark", "ferry", "Halden Rose", "burned off", "Ada Brunt"),
    ("Pellworth", "warehouse", "Calder Works", "exploded in", "Oda Renstrake"),
    ("Ardmere", "bridge", "Tarn Crossing", "collapsed near", "Tove Lindmarr"),
    ("Vessery", "reservoir", "Lake Ombel", "overflowed above", "Joren Ablath"),
]
ASIDES = [
    "{mayor} said that the rescue service of {town} had been called at dawn.",
    "Divers and engineers were still at the {name} on {day}, {mayor} told reporters in {town}.",
    "Six people were hurt. The owners of the {name} mourned them, and {town} flew flags at half mast.",
    "An inquiry into the {thing} has begun, the council of {town} said; {mayor} will lead it.",
]


def told(event: int, n: int, day: int) -> Report:
    """The n-th report of an invented event."""
    town, thing, name, verb, mayor = EVENTS[event]
    aside = ASIDES[n % len(ASIDES)].format(town=town, thing=thing, name=name, mayor=mayor, day="Monday")
    text = f"The {thing} {name} {verb} {town}, {mayor} said in report number {n}. {aside}"
    at = datetime(2031, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return Report(id=content_id("rep", text, day), name=f"{event}-{n}", text=text, published=at, language="en")


REPORTS = [told(event, n, 2 * event + n) for event in range(4) for n in range(4)]


def take_in(store: Store, *reports: Report) -> None:
    store.add_reports(reports, NOW)
    flow.run(store, (), published=None, now=NOW, settings=SETTINGS)


def found(store: Store) -> set[frozenset[str]]:
    return {frozenset(w.story.reports) for w in store.picture().weighings}


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_in_any_order_is_as_all_at_once(seed: int) -> None:
    order = REPORTS[::]
    Random(seed).shuffle(order)
    with Store() as batch, Store() as online:
        take_in(batch, *REPORTS)
        for at in range(0, len(order), 1 + seed):
            take_in(online, *order[at : at + 1 + seed])
        assert len(found(batch)) == len(EVENTS)
        assert set(online.picture().weighings) == set(batch.picture().weighings)
        assert check(online) == ()


def test_a_large_desk_is_not_grouped_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "WHOLE", 4)
    monkeypatch.setattr(grouping, "NEAREST", 6)
    seen: list[int] = []
    real = sayso.weigh.group

    def watched(profiles: tuple[object, ...], *rest: object) -> tuple[Story, ...]:
        seen.append(len(profiles))
        return real(profiles, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sayso.weigh, "group", watched)
    with Store() as online, Store() as batch:
        for report in REPORTS:
            take_in(online, report)
        take_in(batch, *REPORTS)
        assert found(online) == found(batch)
        assert max(seen[:-1]) < len(REPORTS)
        assert check(online) == ()


def test_a_story_too_large_to_be_split_still_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "WHOLE", 4)
    monkeypatch.setattr(grouping, "NEAREST", 3)
    with Store() as store:
        take_in(store, *(r for r in REPORTS if r.name != "0-2"))
        take_in(store, *(r for r in REPORTS if r.name == "0-2"))
        assert sorted(map(len, found(store))) == [4, 4, 4, 4]


def test_an_earlier_report_gives_a_story_another_id_and_the_old_one_is_still_answered() -> None:
    with Store() as store:
        take_in(store, *REPORTS[1:])
        before = {frozenset(w.story.reports): w.story.id for w in store.picture().weighings}
        take_in(store, REPORTS[0])
        old = before[frozenset(r.id for r in REPORTS[1:4])]
        (change,) = flow.story_changes(store)
        assert (change.story, change.kind, change.at) == (old, StoryChangeKind.RENAMED, NOW)
        briefing = flow.brief(store, store.picture(), old)
        assert set(briefing.reports) == {r.id for r in REPORTS[:4]}


LINK = (
    "The ferry Halden Rose sank at the pier of Pellworth, in front of the Calder Works, a week after it burned off "
    "Estmark. Ada Brunt and Oda Renstrake said that the warehouse of the Calder Works in Pellworth and the ferry "
    "Halden Rose of Estmark had been set on fire by the same gang."
)


def test_stories_that_merge_and_split_are_logged_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with Store() as store:
        take_in(store, *REPORTS[:4])
        (story,) = store.picture().weighings
        real = sayso.weigh.group

        def apart(profiles: tuple[Profile, ...], texts: dict[str, str], desk: sayso.weigh.Desk, *_: object) -> object:
            """Group each report by itself, as a much larger desk might."""
            return tuple(s for p in profiles for s in real([p], texts, desk))

        with monkeypatch.context() as m:
            m.setattr(sayso.weigh, "group", apart)
            take_in(store, REPORTS[4])
        (split,) = flow.story_changes(store)
        assert (split.story, split.kind, len(split.into)) == (story.story.id, StoryChangeKind.SPLIT, 4)
        assert "Estmark" in split.why
        take_in(store, REPORTS[5])
        merged = flow.story_changes(store)[1:]
        assert {c.kind for c in merged} == {StoryChangeKind.MERGED}
        assert {c.into for c in merged} == {(story.story.id,)}
        assert {c.story for c in merged} == set(split.into) - {story.story.id}
        for past in split.into:
            assert set(flow.brief(store, store.picture(), past[:12]).reports) == {r.id for r in REPORTS[:4]}


def test_a_report_that_joins_two_stories_merges_them() -> None:
    """Where the new report draws the two together, one of them goes and its id leads to the other."""
    with Store() as store:
        take_in(store, told(0, 0, 0), told(1, 0, 1))
        assert len(found(store)) == 2
        texts = [LINK, LINK.replace("sank", "went down"), LINK.replace("set on fire", "set alight")]
        take_in(store, *(replace(told(0, 0, 2), id=f"rep_{n}", text=t) for n, t in enumerate(texts)))
        assert len(found(store)) == 1
        assert [c.kind for c in flow.story_changes(store)] == [StoryChangeKind.MERGED]


def test_an_undated_report_gets_the_day_of_its_story_and_keeps_it() -> None:
    undated = replace(told(0, 3, 0), id="rep_undated", published=None)
    with Store() as store:
        take_in(store, undated)
        take_in(store, *REPORTS[:2])
        day = next(r for r in store.picture().reports if r.id == "rep_undated").published
        assert day is not None
        take_in(store, REPORTS[2])
        assert next(r for r in store.picture().reports if r.id == "rep_undated").published == day
        assert check(store) == ()


def test_a_text_is_embedded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.weigh.matching import vectors

    asked: list[str] = []

    def made(texts: list[str]) -> list[bytes]:
        asked.extend(texts)
        return [b"\x00\x3c" * vectors.DIMENSIONS for _ in texts]

    monkeypatch.setattr(vectors, "packed", made)
    with Store() as store:
        for report in REPORTS[:3]:
            store.add_reports([report], NOW)
            flow.run(store, (), published=None, now=NOW, settings=replace(SETTINGS, vectors=True))
        assert len(asked) == len(set(asked)) > 0


def test_an_older_desk_gets_what_it_lacks(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "d.db"
    with Store(path) as store:
        take_in(store, *REPORTS[:3])
        before = store.picture()
    with sqlite3.connect(path) as raw:
        for name in ("posting", "member", "story", "word", "profile", "vector", "story_change"):
            raw.execute(f"DROP TABLE {name}")
        raw.execute("PRAGMA user_version = 1")
    raw.close()
    with Store(path, write=False) as store:
        assert store.picture() == before
        assert flow.story_changes(store) == ()
    with Store(path) as store:
        take_in(store, REPORTS[3])
        assert len(found(store)) == 1
        assert check(store) == ()
