"""The steps in order: what an interrupted, repeated, failing or crowded run leaves behind."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sayso
from sayso import flow
from sayso.flow import reading
from sayso.keep import Store
from sayso.keep.check import check
from sayso.notes import Note
from sayso.records import Picture, Reading, Report
from sayso.settings import Settings

NOW = datetime(2031, 5, 6, tzinfo=UTC)
ONE_PROCESS = Settings(workers=1, vectors=False)
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "estmark"
TEXTS = {
    "a.txt": "Six people died in a fire aboard the ferry Halden Rose off Estmark, Mayor Ada Brunt said.",
    "b.txt": "The ferry Halden Rose burned off Estmark on Sunday and six people died, Mayor Ada Brunt said.",
    "c.txt": "The harbour of Estmark was closed on Monday after the ferry fire, two port officials said.",
    "d.txt": "The operator of the ferry Halden Rose denied on Monday that the sprinklers had failed.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    return folder


def run(store: Store, *places: Path, settings: Settings = ONE_PROCESS) -> flow.Gathered:
    return flow.run(store, places, published=datetime(2031, 5, 5, tzinfo=UTC), now=NOW, settings=settings)


def whole(folder: Path) -> Picture:
    """The picture of an undisturbed run."""
    with Store() as store:
        run(store, folder)
        return store.picture()


def test_a_second_run_does_nothing_and_says_so(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "d.db") as store:
        first = run(store, folder)
        assert (first.added, first.read) == (4, 4)
        assert first.changed > 0
        version = store.version()
        again = run(store, folder)
        assert (again.added, again.unchanged, again.read, again.weighed, again.changed) == (0, 4, 0, 0, 0)
        assert store.version() == version
        assert check(store) == ()


def after(calls: int, error: BaseException, then: Callable[[Report], object]) -> Callable[[Report], object]:
    """``then``, but the call after so many raises."""
    count = iter(range(calls, -1, -1))

    def act(report: Report) -> object:
        if next(count, None) == 0:
            raise error
        return then(report)

    return act


@pytest.mark.parametrize("read_before", [0, 1, 3])
def test_an_interrupted_run_is_taken_up_where_it_stopped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_before: int
) -> None:
    with Store(tmp_path / "d.db") as store:
        with monkeypatch.context() as m:
            m.setattr(reading, "read_one", after(read_before, KeyboardInterrupt(), flow.read_one))
            with pytest.raises(KeyboardInterrupt):
                run(store, folder)
        assert len(store.unread()) == 4 - read_before
        assert check(store) == ()
    with Store(tmp_path / "d.db") as store:
        rest = run(store)
        assert rest.read == 4 - read_before
        assert store.picture() == whole(folder)


def test_a_report_on_which_the_reader_fails_costs_only_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = importlib.import_module("sayso.read")
    real = reader.read

    def fails_on_b(report: Report, **how: bool) -> tuple[Reading, tuple[Note, ...]]:
        if report.name.endswith("b.txt"):
            raise ZeroDivisionError("on purpose")
        reading: tuple[Reading, tuple[Note, ...]] = real(report, **how)
        return reading

    with Store() as store:
        with monkeypatch.context() as m:
            m.setattr(reader, "read", fails_on_b)
            done = run(store, folder)
        assert [n.code for n in done.notes] == ["reader-failed"]
        assert "ZeroDivisionError" in done.notes[0].message
        assert done.read == 3
        assert len(store.picture().readings) == 3
        assert run(store).read == 1


@pytest.mark.parametrize("step", ["group", "weigh"])
def test_reports_that_come_in_while_weighing_are_weighed_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    import sayso.weigh

    late = next(iter(flow.find_reports([folder / "c.txt"], published=None, now=NOW, settings=ONE_PROCESS)))
    assert isinstance(late, Report)
    real = getattr(sayso.weigh, step)
    with Store() as store:

        def another_adds(*of: object, **how: object) -> object:
            store.add_reports([late], NOW)
            return real(*of, **how)

        (folder / "c.txt").unlink()
        with monkeypatch.context() as m:
            m.setattr(sayso.weigh, step, another_adds)
            assert run(store, folder).weighed > 0
        assert len(store.picture().reports) == 4
        assert check(store) == ()


def test_only_stories_with_new_reports_are_weighed_again(tmp_path: Path) -> None:
    with Store() as store:
        run(store, EXAMPLE)
        unrelated = tmp_path / "other.txt"
        unrelated.write_text("The parliament of Veldria passed a budget for schools on Friday, its speaker said.")
        done = run(store, unrelated)
        assert done.weighed == 1


def test_the_order_of_the_reports_does_not_matter(folder: Path) -> None:
    files = sorted(folder.iterdir())
    with Store() as one, Store() as two:
        run(one, *files)
        run(two, *reversed(files))
        assert one.picture().weighings == two.picture().weighings


@pytest.mark.slow
def test_several_workers_read_as_one_does(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_WORKERS", 2)
    with Store() as store:
        done = run(store, folder, settings=Settings(workers=2, vectors=False))
        assert (done.read, done.notes) == (4, ())
        assert store.picture() == whole(folder)


@pytest.mark.slow
def test_fresh_processes_take_over_where_a_shift_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_WORKERS", 2)
    monkeypatch.setattr(reading, "SHIFT", 3)
    with Store() as store:
        done = run(store, folder, settings=Settings(workers=2, vectors=False))
        assert (done.read, done.notes) == (4, ())
        assert store.picture() == whole(folder)


def test_a_silent_edit_is_linked_to_the_version_before_it(tmp_path: Path) -> None:
    page = '{"id": "p1", "outlet": "Estmark Post", "url": "https://post.example/1", "date": "2025-05-05", "text": %s}\n'
    (tmp_path / "old.jsonl").write_text(page % '"Six people died in the ferry fire, the mayor said."')
    (tmp_path / "new.jsonl").write_text(page % '"Eleven people died in the ferry fire, the mayor said."')
    with sayso.open(tmp_path / "d.db") as desk:
        desk.gather(tmp_path / "old.jsonl")
        done = desk.gather(tmp_path / "new.jsonl")
        assert (done.added, done.revised) == (1, 1)
        old, new = desk.reports()
        assert new.revision_of == old.id
