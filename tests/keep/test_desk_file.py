"""Trouble with the desk file: each kind is DeskTrouble with what to do, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.keep import Store, schema
from sayso.keep.check import check
from sayso.notes import DeskTrouble

from .make import NOON, reading, report, weighing

REPORTS = [report(f"Report number {n}: the bridge at Estmark is shut.", f"{n}.txt") for n in range(40)]


def test_a_desk_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(DeskTrouble, match="newer sayso"):
            Store(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"This is not a database, only some text of an invented report.\n" * 20, b"short"])
def test_a_file_that_is_no_desk_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "d.db"
    path.write_bytes(content)
    for write in (True, False):
        with pytest.raises(DeskTrouble, match="not a desk"):
            Store(path, write=write)
    assert path.read_bytes() == content


def test_another_programs_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE other (x)")
    raw.close()
    with pytest.raises(DeskTrouble, match="not a desk"):
        Store(path)


def test_a_folder_or_a_missing_folder_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(DeskTrouble, match="folder"):
        Store(tmp_path)
    with pytest.raises(DeskTrouble, match="cannot be opened"):
        Store(tmp_path / "nowhere" / "d.db")


def test_an_empty_file_becomes_a_desk(tmp_path: Path) -> None:
    (tmp_path / "d.db").touch()
    with Store(tmp_path / "d.db") as store:
        store.add_reports(REPORTS, NOON)
    with Store(tmp_path / "d.db", write=False) as store:
        assert len(store.reports()) == len(REPORTS)


def test_a_desk_that_another_writes_to_is_waited_for_and_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.keep.connect.WAIT_SECONDS", 0.2)
    path = tmp_path / "d.db"
    with Store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DeskTrouble, match="another sayso is writing"):
            store.add_reports(REPORTS, NOON)
        assert store.reports() == ()  # reading goes on meanwhile
        other.execute("ROLLBACK")
        other.close()
        assert len(store.add_reports(REPORTS, NOON).added) == len(REPORTS)


def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Store(path) as store:
        acknowledged = store.add_reports(REPORTS[:10], NOON).added
        with store.reading() as c:
            pages = c.exec_driver_sql("PRAGMA page_count").scalar_one()
            c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        big = [report("word " * 9000 + str(n), f"big{n}.txt") for n in range(4)]
        with pytest.raises(DeskTrouble, match="disk is full"):
            store.add_reports(big, NOON)
    with Store(path) as store:
        assert tuple(r.id for r in store.reports()) == acknowledged
        assert check(store) == ()
        assert len(store.add_reports(big, NOON).added) == 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not mount or not umount or os.geteuid() != 0:
        pytest.skip("a small disk needs the right to mount one")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run([umount, disk], check=True)


def test_a_disk_that_is_really_full_keeps_what_was_acknowledged(small_disk: Path, tmp_path: Path) -> None:
    path = small_disk / "d.db"
    kept: list[str] = []
    with Store(path) as store, pytest.raises(DeskTrouble, match="disk"):
        _fill(store, kept)
    assert kept
    with Store(Path(shutil.copytree(small_disk, tmp_path / "copy")) / "d.db") as store:
        assert [r.id for r in store.reports()] == kept
        assert check(store) == ()


def _fill(store: Store, kept: list[str]) -> None:
    for n in range(400):
        kept += store.add_reports([report("word " * 500 + str(n), f"{n}.txt")], NOON).added


def test_no_disk_at_all_for_a_new_desk(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * 590_000)
    with pytest.raises(DeskTrouble, match="disk"):
        Store(small_disk / "d.db")


def ask(path: Path, write: bool) -> str:
    """What a desk answers, or the trouble that it has."""
    try:
        with Store(path, write=write) as store:
            if write:
                store.add_reports([report("More.")], NOON)
            return f"{len(store.reports())} reports, {len(store.picture().weighings)} stories"
    except DeskTrouble as e:
        return str(e)


def as_nobody(path: Path, write: bool) -> str:
    """The same, asked by somebody who owns nothing: file rights do not bind root."""
    if os.geteuid() != 0:
        return ask(path, write)
    ends, child = os.pipe(), os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            os.write(ends[1], ask(path, write).encode())
        finally:
            os._exit(0)
    os.close(ends[1])
    os.waitpid(child, 0)
    with os.fdopen(ends[0]) as answer:
        return answer.read()


@pytest.fixture
def protected(tmp_path: Path) -> Iterator[Path]:
    """A folder with a desk, both of which may only be read."""
    folder = tmp_path / "protected"
    folder.mkdir()
    r = report("The bridge at Estmark is shut.")
    read = reading(r, ("The bridge at Estmark is shut", ""))
    with Store(folder / "d.db") as store:
        store.add_reports([r], NOON)
        store.add_readings([read], NOON)
        mark = store.mark()
        w = weighing(read)
        store.save([(w, "k")], known_at=NOON, mark=mark)
    (folder / "d.db").chmod(0o444)
    folder.chmod(0o555)
    for part in (tmp_path, *list(tmp_path.parents)[:2]):
        part.chmod(0o755)  # pytest lets only the owner into its folders
    yield folder
    folder.chmod(0o755)


def test_without_write_permission_questions_are_answered(protected: Path) -> None:
    assert as_nobody(protected / "d.db", write=False) == "1 reports, 1 stories"


def test_without_write_permission_nothing_is_taken_in(protected: Path) -> None:
    assert "no permission to write" in as_nobody(protected / "d.db", write=True)
    assert "cannot be opened" in as_nobody(protected / "new.db", write=True)


WRITE = textwrap.dedent("""
    import sys
    from pathlib import Path
    from sayso.keep import Store
    sys.path.insert(0, sys.argv[2])
    from tests.keep.make import NOON, reading, report
    with Store(Path(sys.argv[1])) as store:
        for n in range(1000):
            r = report(f"Report {n} of {sys.argv[3]}: the bridge is shut.", f"{n}-{sys.argv[3]}.txt")
            store.add_reports([r], NOON)
            read = reading(r, ("the bridge is shut", ""))
            store.add_readings([read], NOON)
            print(r.id, flush=True)
""")


def writer(path: Path, name: str) -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen([sys.executable, "-c", WRITE, str(path), root, name], stdout=subprocess.PIPE, text=True)


def killed_after(process: subprocess.Popen[str], lines: int) -> set[str]:
    """The ids that a writer acknowledged before it was killed, ``lines`` of them read before."""
    assert process.stdout
    seen = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    seen += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return {line.strip() for line in seen if line.endswith("\n")}


@pytest.mark.parametrize("lines", [0, 1, 20])
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path, lines: int) -> None:
    _kill_and_look(tmp_path / "d.db", [lines])


@pytest.mark.slow
def test_many_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    _kill_and_look(tmp_path / "d.db", list(range(0, 60, 3)))


def _kill_and_look(path: Path, rounds: list[int]) -> None:
    acknowledged: set[str] = set()
    for n, lines in enumerate(rounds):
        told = killed_after(writer(path, f"writer {n}"), lines)
        assert len(told) >= lines
        acknowledged |= told
        if not path.exists():
            continue  # killed before it began
        with Store(path) as store:
            kept = [r.id for r in store.reports()]
            assert acknowledged <= set(kept)
            assert len(kept) == len(set(kept))
            assert check(store) == ()


def test_many_may_open_one_new_desk_at_once(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from sayso.keep import Store; Store(Path(sys.argv[1])).close()"
    opening = [subprocess.Popen([sys.executable, "-c", code, tmp_path / "d.db"]) for _ in range(6)]
    assert [p.wait(60) for p in opening] == [0] * 6


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    one, two = writer(path, "one"), writer(path, "two")
    acknowledged = killed_after(one, 30) | killed_after(two, 30)
    assert len(acknowledged) >= 60
    with Store(path) as store:
        assert acknowledged <= {r.id for r in store.reports()}
        assert check(store) == ()
