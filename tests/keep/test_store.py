from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from sayso.keep import Outdated, Store, search
from sayso.keep.check import check
from sayso.records import Judgement, Picture
from sayso.terms import JudgeKind, Standing, Verdict

from .make import NOON, reading, report, weighing

FIRE = report("Fire at Estmark. Six are dead, the mayor said.", "fire.txt")
TOLL = report("Eleven are dead, the governor said.", "toll.txt")
FIRE_READ = reading(FIRE, ("Fire at Estmark", ""), ("Six are dead", "the mayor"))
TOLL_READ = reading(TOLL, ("Eleven are dead", "the governor"))


def filled(store: Store, hour: int = 0) -> Store:
    store.add_reports([FIRE, TOLL], NOON)
    store.add_readings([FIRE_READ, TOLL_READ], NOON)
    mark = store.mark()
    w = weighing(FIRE_READ, TOLL_READ)
    store.save([(w, "key")], known_at=NOON + timedelta(hours=hour), mark=mark)
    return store


def test_the_same_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    with filled(Store(tmp_path / "d.db")) as store:
        before, version = store.picture(), store.version()
        again = store.add_reports([FIRE, TOLL], NOON + timedelta(days=1))
        assert (again.added, again.unchanged) == ((), (FIRE.id, TOLL.id))
        assert store.add_readings([FIRE_READ], NOON) == 0
        mark = store.mark()
        w = weighing(FIRE_READ, TOLL_READ)
        assert store.save([(w, "key")], known_at=NOON + timedelta(days=1), mark=mark) == 0
        assert (store.picture(), store.version()) == (before, version)
        assert not check(store)


def test_what_is_kept_is_there_when_the_desk_is_opened_again(tmp_path: Path) -> None:
    with filled(Store(tmp_path / "d.db")) as store:
        before = store.picture()
    with Store(tmp_path / "d.db", write=False) as store:
        assert store.picture() == before
        assert before.reports == (FIRE, TOLL)
        assert before.weighings == (weighing(FIRE_READ, TOLL_READ),)


def test_only_what_changed_is_logged(tmp_path: Path) -> None:
    with filled(Store(tmp_path / "d.db")) as store:
        mark = store.mark()
        now_denied = weighing(FIRE_READ, TOLL_READ, standing=Standing.DENIED)
        changed = store.save([(now_denied, "k2")], known_at=NOON + timedelta(hours=1), mark=mark)
        assert changed == len(now_denied.assessments)


def test_the_desk_replays_what_it_held_at_any_moment(tmp_path: Path) -> None:
    late = report("The mayor denied it.", "late.txt")
    late_read = reading(late, ("denied it", "the mayor"))
    with filled(Store(tmp_path / "d.db")) as store:
        at_noon = store.picture()
        store.add_reports([late], NOON + timedelta(hours=2))
        store.add_readings([late_read], NOON + timedelta(hours=2))
        mark = store.mark()
        w = weighing(FIRE_READ, TOLL_READ, late_read, standing=Standing.DENIED)
        store.save([(w, "k2")], known_at=NOON + timedelta(hours=2), mark=mark)
        replayed = store.picture(NOON + timedelta(hours=1))
        assert replayed.reports == at_noon.reports
        assert replayed.readings == at_noon.readings
        assert replayed.weighings == at_noon.weighings
        assert store.picture().weighings == (w,)
        assert store.picture(NOON - timedelta(seconds=1)).reports == ()


def test_a_story_that_is_no_more_goes_but_stays_in_the_past(tmp_path: Path) -> None:
    with filled(Store(tmp_path / "d.db")) as store:
        mark = store.mark()
        assert (
            store.save(
                [], gone=[w.story.id for w in store.picture().weighings], known_at=NOON + timedelta(hours=1), mark=mark
            )
            > 0
        )
        assert store.picture().weighings == ()
        assert search.claims(store) == []
        assert len(store.picture(NOON).weighings) == 1


def test_weighing_of_outdated_inputs_is_refused() -> None:
    with filled(Store()) as store:
        mark = store.mark()
        store.add_reports([report("More.", "more.txt")], NOON)
        w = weighing(FIRE_READ)
        with pytest.raises(Outdated):
            store.save([(w, "k")], known_at=NOON, mark=mark)


def test_a_newer_reader_reads_again_and_the_old_reading_stays_in_the_past() -> None:
    with filled(Store()) as store:
        assert store.unread("1") == []
        assert store.unread("2") == [FIRE.id, TOLL.id]
        better = reading(FIRE, ("Six are dead", "the mayor"), reader="2")
        store.add_readings([better], NOON + timedelta(hours=1))
        assert store.picture().readings[0] == better
        assert store.picture(NOON).readings[0] == FIRE_READ
        assert [n for n in check(store) if n.place == "statement"] == []


def test_reports_and_the_log_can_only_grow(tmp_path: Path) -> None:
    with filled(Store(tmp_path / "d.db")) as store:
        for act in ("UPDATE report SET name = ''", "DELETE FROM change", "DELETE FROM reading"):
            with pytest.raises(IntegrityError, match="append-only"), store.writing() as c:
                c.exec_driver_sql(act)


def test_a_persons_judgement_is_kept_once() -> None:
    with filled(Store()) as store:
        j = said("an editor", JudgeKind.PERSON)
        assert store.add_judgements([j], NOON) == 1
        assert store.add_judgements([j], NOON) == 0
        assert store.judgements() == (j,)


def test_a_line_from_before_judges_had_kinds_is_a_persons() -> None:
    with filled(Store()) as store:
        store.add_judgements([said("an editor", JudgeKind.RULES), said("llm:small", JudgeKind.MODEL)], NOON)
        assert [j.kind for j in store.judgements()] == [JudgeKind.PERSON, JudgeKind.MODEL]


def said(by: str, kind: JudgeKind) -> Judgement:
    return Judgement(left="a", right="b", verdict=Verdict.SAME, score=1.0, reasons=(), by=by, kind=kind, at=NOON)


@pytest.mark.parametrize(
    ("about", "found"),
    [("dead", 2), ("ELEVEN dead", 1), ("estmark", 1), ("governor", 1), ('"six" OR', 0), ("dea", 0), ("NEAR(", 0)],
)
def test_claims_are_found_by_words_names_and_sources(about: str, found: int) -> None:
    with filled(Store()) as store:
        assert len(search.claims(store, about=about)) == found


def test_claims_are_found_by_standing_and_date() -> None:
    with filled(Store()) as store:
        assert len(search.claims(store, standing=Standing.SINGLE_SOURCE)) == 3
        assert search.claims(store, standing=Standing.DENIED) == []
        assert len(search.claims(store, since=NOON)) == 3
        assert search.claims(store, since=NOON + timedelta(seconds=1)) == []


def test_derived_tables_can_be_rebuilt() -> None:
    with filled(Store()) as store:
        with store.writing() as c:
            c.exec_driver_sql("DELETE FROM claim")
            c.exec_driver_sql("DELETE FROM statement")
        assert {n.place for n in check(store)} == {"claim", "statement"}
        store.rebuild()
        assert check(store) == ()
        assert len(search.claims(store, about="dead")) == 2


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("DROP TRIGGER report_no_update; UPDATE report SET text = replace(text, 'Six', 'Ten')", "desk-hash"),
        ("DROP TRIGGER report_no_update; UPDATE report SET text = 'x' || text", "desk-span"),
        ("DELETE FROM claim", "desk-index"),
        ("INSERT INTO claim_search(claim_search) VALUES ('delete-all')", "desk-index"),
        (
            "PRAGMA foreign_keys = OFF; DROP TRIGGER report_no_delete; DELETE FROM report WHERE seq = 2",
            "desk-reference",
        ),
    ],
)
def test_the_check_finds_damage(tmp_path: Path, damage: str, code: str) -> None:
    import sqlite3

    filled(Store(tmp_path / "d.db")).close()
    raw = sqlite3.connect(tmp_path / "d.db")
    raw.executescript(damage)
    raw.commit()
    raw.close()
    with Store(tmp_path / "d.db") as store:
        assert code in {n.code for n in check(store)}


def test_an_empty_desk_is_sound() -> None:
    with Store() as store:
        assert check(store) == ()
        assert store.picture() == Picture()
