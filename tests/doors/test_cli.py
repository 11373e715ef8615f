"""The command line as its user meets it: answers, JSON, exit codes, and one clear line for whatever goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso.doors.cli import app
from sayso.keep import schema
from sayso.terms import Standing

from ..endpoint import always, serving

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "estmark"
REPORT = "Six people died in a fire aboard the ferry Halden Rose on Sunday, the mayor of Estmark, Ada Brunt, said."


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    result = CliRunner().invoke(app, ["gather", str(EXAMPLE), "--desk", str(path)])
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture(autouse=True)
def _quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("SAYSO_") and n != "SAYSO_SHARED"]:
        monkeypatch.delenv(name)


@pytest.fixture
def desk(_made: Path, tmp_path: Path) -> str:
    """A desk with the example in it."""
    return str(shutil.copy(_made, tmp_path / "desk.db"))


def run(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in args])
    assert result.exit_code == code, f"{result.exit_code}\n{result.stdout}\n{result.stderr}"
    assert "Traceback" not in result.output
    return result


def answer(*args: str | Path) -> Any:
    return json.loads(run(*args, "--json").stdout)


# ----------------------------------------------------------------------- answers


QUESTIONS = (
    ("stories",), ("claims",), ("timeline",), ("series",), ("conflicts",), ("sources",), ("feeds",), ("check-desk",),
    ("brief",), ("export",), ("gather",), ("judge",), ("judge", "--log"),
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_in_words_and_in_json(desk: str, question: tuple[str, ...]) -> None:
    said = run(*question, "--desk", desk)
    assert said.stdout.strip()
    assert said.stderr == ""
    assert "\x1b" not in said.stdout
    assert isinstance(answer(*question, "--desk", desk), list | dict)


def test_the_same_again_changes_nothing_and_says_so(desk: str) -> None:
    before = run("export", "--desk", desk).stdout
    again = run("gather", EXAMPLE, "--desk", desk)
    assert "12 known already" in again.stdout
    assert "Nothing has changed" in again.stdout
    assert run("export", "--desk", desk).stdout == before


def test_claims_are_chosen_by_standing_date_and_words(desk: str) -> None:
    every = answer("claims", "--desk", desk)
    for standing in Standing:
        chosen = answer("claims", "--standing", standing, "--desk", desk)
        assert chosen == [c for c in every if c["assessment"]["standing"] == standing]
    assert len(answer("claims", "--about", "ferry", "--desk", desk)) < len(every)
    late = answer("claims", "--since", "2025-05-05", "--desk", desk)
    assert late
    assert all(c["claim"]["first_seen"] >= "2025-05-05" for c in late)
    assert "No claims" in run("claims", "--about", "zeppelin", "--desk", desk).stdout


def test_why_shows_rule_evidence_origins_and_what_would_change_it(desk: str) -> None:
    claim = answer("claims", "--standing", "corroborated", "--desk", desk)[0]
    id = claim["claim"]["id"]
    said = run("why", id[:-3], "--desk", desk).stdout
    for expected in ("Rule", "Origins", "On whose word", "Evidence", "Would change it", id):
        assert expected in said
    (why,) = answer("why", id, "--desk", desk)
    assert why["rule"]
    for e in why["evidence"]:
        for span in e["statement"]["spans"]:
            assert e["report"]["text"][span["start"] : span["end"]] == span["exact"]


def test_series_tell_each_value_once_with_whoever_gives_it(desk: str) -> None:
    (found, *_) = [s for s in answer("series", "--desk", desk) if s["kind"] == "quantity"]
    said = run("series", "--desk", desk).stdout
    assert found["id"][:15] in said
    assert " <- " in said


def test_a_persons_word_is_kept_shown_and_taken_back(desk: str) -> None:
    (link, *_) = answer("judge", "--most", "3", "--desk", desk)
    listed = run("judge", "--list", "--desk", desk).stdout
    left, right = (link["judgement"][side] for side in ("left", "right"))
    assert left[:11] in listed
    said = run("judge", left[:12], right[:12], "same", "--by", "ann", "--note", "one and the same", "--desk", desk)
    assert "They are one claim" in said.stdout
    assert "by ann on" in run("why", left, "--desk", desk).stdout
    log = run("judge", "--log", "--desk", desk).stdout
    assert "ann: same" in log
    assert "one and the same" in log
    act = answer("judge", "--log", "--desk", desk)[0]["id"]
    back = run("judge", "--undo", act[:9], "--by", "bob", "--desk", desk)
    assert "They are 2 claims" in back.stdout
    assert "taken back by bob" in run("judge", "--log", "--desk", desk).stdout


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("st_1", "st_2"), 2),
        (("st_1", "st_2", "same", "--log"), 2),
        (("--list", "--log"), 2),
        (("st_x", "st_y", "same"), 3),
        (("--undo", "act_x"), 3),
    ],
)
def test_what_cannot_be_judged_has_its_exit_code(desk: str, args: tuple[str, ...], code: int) -> None:
    assert run("judge", *args, "--desk", desk, code=code).stderr.startswith("sayso: ")


def test_a_second_judge_is_named_with_what_it_was_asked(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(always("unsure")) as server:
        monkeypatch.setenv("SAYSO_JUDGE", "llm:small")
        monkeypatch.setenv("SAYSO_JUDGE_ENDPOINT", server.url)
        said = run("gather", "--desk", desk)
        again = run("gather", "--desk", desk)
    (line,) = said.stderr.splitlines()
    assert re.fullmatch(r"asked llm:small about (\d+) links: \1 unsure", line)
    assert "llm:small: unsure" in run("judge", "--log", "--desk", desk).stdout
    assert again.stderr == ""


@pytest.mark.parametrize("judge", ["small", "llm:", "gpt:small", "hub: "])
def test_a_judge_that_is_none_is_told_so(desk: str, monkeypatch: pytest.MonkeyPatch, judge: str) -> None:
    monkeypatch.setenv("SAYSO_JUDGE", judge)
    assert "llm:MODEL" in run("gather", "--desk", desk, code=2).stderr


def test_conflicts_show_both_sides_in_their_own_words(desk: str) -> None:
    said = run("conflicts", "--desk", desk).stdout
    for conflict in answer("conflicts", "--desk", desk):
        block = said.split(conflict["id"][:17])[1].split("conflict_")[0]
        assert block.count("“") >= 2


def test_why_follows_conflicts_series_statements_and_reports_to_claims(desk: str) -> None:
    export = json.loads(run("export", "--desk", desk).stdout)
    for kind in ("conflicts", "series", "statements", "reports"):
        for thing in export[kind][:3]:
            result = CliRunner().invoke(app, ["why", thing["id"], "--desk", desk])
            assert result.exit_code in (0, 3), result.stderr
            assert result.exit_code == 0 or "belongs to no claim" in result.stderr


def test_a_briefing_of_paths_leaves_no_desk_behind(tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    said = run("brief", EXAMPLE, "--html", page)
    assert "Estmark" in said.stdout
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_a_briefing_can_be_written_in_every_form(desk: str, tmp_path: Path, form: str) -> None:
    run("brief", "--desk", desk, "--format", form, "--out", tmp_path / "out")
    written = (tmp_path / "out").read_text(encoding="utf-8")
    assert "Estmark" in written
    if form == "json":
        json.loads(written)


def test_a_briefing_of_one_story(desk: str) -> None:
    stories = answer("stories", "--desk", desk)
    told = answer("brief", "--story", stories[-1]["id"], "--desk", desk)
    assert told["title"]
    assert "no story" in run("brief", "--story", "nonsense", "--desk", desk, code=3).stderr


def test_the_desk_as_it_stood_before_there_was_anything(desk: str) -> None:
    assert json.loads(run("export", "--as-of", "2020-01-01", "--desk", desk).stdout)["reports"] == []


def test_claims_as_csv_and_places_as_geojson(desk: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", "--desk", desk).stdout)))
    assert len(rows) == len(answer("claims", "--desk", desk))
    assert {r["standing"] for r in rows} <= set(Standing)
    places = json.loads(run("export", "--format", "geojson", "--desk", desk).stdout)
    assert places["features"]
    for f in places["features"]:
        lon, lat = f["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


def test_the_default_desk_and_the_one_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    run("gather", "a.txt")
    assert (tmp_path / "sayso.db").exists()
    monkeypatch.setenv("SAYSO_DESK", str(tmp_path / "other.db"))
    run("gather", "a.txt")
    assert (tmp_path / "other.db").exists()


def test_reports_from_standard_input() -> None:
    process = start("gather", "-", "--published", "2031-05-05", stdin=subprocess.PIPE)
    out, err = process.communicate(REPORT)
    assert (process.returncode, err) == (0, "")
    assert "1 new report" in out
    (report,) = json.loads(run("export").stdout)["reports"]
    assert report["text"] == REPORT
    assert report["published"].startswith("2031-05-05")
    assert report["published_basis"] == "default"


def test_no_report_can_steer_the_terminal(tmp_path: Path) -> None:
    text = REPORT.replace("fire", "\x1b[2Jfire\x07").replace("Brunt", "\x1b]0;x\x07Brunt")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "outlet": "\x1b[31mPost", "text": text}))
    run("gather", "a.jsonl")
    for question in ("claims", "timeline", "sources", "stories", "series", "brief"):
        assert not {"\x1b", "\x07"} & set(run(question).stdout), question


# ------------------------------------------------------------------ what goes wrong


def unreadable(path: Path) -> bool:
    path.write_text("x")
    path.chmod(0)
    return not os.access(path, os.R_OK)


BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "blank.txt": b" \n\t\n",
    "broken.jsonl": b'{"text": "half a li\n',
    "broken.json": b"{",
    "list.json": b"[1, 2]",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_alone_is_refused_and_beside_good_input_noted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    alone = run("gather", name, code=2)
    assert name in alone.stderr
    (tmp_path / "good.txt").write_text(REPORT)
    beside = run("gather", name, "good.txt")
    assert name in beside.stderr
    assert "1 new report" in beside.stdout
    notes = answer("gather", name, "good.txt")["notes"]
    assert notes
    assert all(n["message"] and n["code"] for n in notes)


def test_a_missing_file_and_a_folder_without_reports(tmp_path: Path) -> None:
    assert "nowhere" in run("gather", "nowhere", code=2).stderr
    (tmp_path / "folder").mkdir()
    assert "no reports" in run("gather", "folder", code=3).stderr
    assert "no reports" in run("brief", "folder", code=3).stderr


def test_a_wrong_encoding_and_a_date_in_the_future_are_noted_and_kept(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("The café at Estmark burned, the mayor’s office said.".encode("cp1252"))
    (tmp_path / "future.jsonl").write_text(json.dumps({"id": "1", "text": REPORT, "date": "2999-01-01"}) + "\n")
    done = run("gather", "old.txt", "future.jsonl")
    assert "2 new reports" in done.stdout
    assert "future" in done.stderr


def test_a_line_of_fifty_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("w") as f:
        f.write('{"id": "1", "text": "' + "x" * 50_000_000 + '"}\n')
        f.write(json.dumps({"id": "2", "text": REPORT}) + "\n")
    done = run("gather", "long.jsonl")
    assert "long.jsonl" in done.stderr
    assert "1 new report" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        ("gather", "a.txt", "--published", "someday"),
        ("claims", "--standing", "true"),
        ("claims", "--since", "04/05/2031"),
        ("claims", "--about", " "),
        ("export", "--format", "xml"),
        ("brief", "--format", "docx"),
        ("export", "--as-of", "soon"),
        ("why",),
        ("nonsense",),
        ("claims", "--nonsense"),
    ],
)
def test_wrong_usage_is_refused_with_code_2(desk: str, tmp_path: Path, args: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    assert run(*args, *(["--desk", desk] if args[0] != "nonsense" else []), code=2).stderr.strip()


def test_unknown_and_ambiguous_ids(desk: str) -> None:
    assert "sayso claims" in run("why", "claim_zzz", "--desk", desk, code=3).stderr
    assert "beginning of" in run("why", "claim_", "--desk", desk, code=2).stderr


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q != ("gather",)])
def test_a_desk_that_is_not_there_is_not_made(tmp_path: Path, question: tuple[str, ...]) -> None:
    assert "sayso gather" in run(*question, code=3).stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q not in (("gather",), ("check-desk",))])
def test_an_empty_file_is_a_desk_without_reports(tmp_path: Path, question: tuple[str, ...]) -> None:
    (tmp_path / "d.db").touch()  # so a disk that was full leaves it
    assert "the desk is empty" in run(*question, "--desk", "d.db", code=3).stderr
    assert "sound" in run("check-desk", "--desk", "d.db").stdout


@pytest.mark.parametrize("question", [("stories",), ("check-desk",), ("gather",)])
def test_a_desk_that_may_not_be_read(desk: str, question: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_a, **_k: False)
    monkeypatch.setattr("sqlite3.connect", _refuse)
    assert "cannot be opened" in run(*question, "--desk", desk, code=4).stderr


def _refuse(*_: object, **__: object) -> None:
    refused = sqlite3.OperationalError("unable to open database file")
    refused.sqlite_errorname = "SQLITE_CANTOPEN"
    raise refused


def test_a_desk_of_a_newer_sayso(desk: str) -> None:
    with sqlite3.connect(desk) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    raw.close()
    for question in (*QUESTIONS, ("gather", str(EXAMPLE))):
        assert "newer sayso" in run(*question, "--desk", desk, code=4).stderr


def test_a_damaged_desk_is_told_by_the_check(desk: str) -> None:
    raw = sqlite3.connect(desk)
    raw.executescript("DROP TRIGGER report_no_update; UPDATE report SET text = 'x' || text WHERE seq = 1;")
    raw.close()
    found = run("check-desk", "--desk", desk, code=4)
    assert "hash differs" in found.stdout


def test_a_file_that_cannot_be_written(desk: str) -> None:
    assert "cannot be written" in run("export", "--desk", desk, "--out", "nowhere/x.json", code=2).stderr


def test_a_fault_of_sayso_is_one_line_with_code_1(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("sayso.desk.Desk.stories", fails)
    said = run("stories", "--desk", desk, code=1).stderr
    assert "ZeroDivisionError" in said
    assert "SAYSO_DEBUG" in said


def test_an_unfinished_desk_says_how_to_finish(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    Path("more.txt").write_text(REPORT)
    with monkeypatch.context() as m:
        m.setattr("sayso.flow.reading.read_one", interrupted)
        assert "takes it up again" in run("gather", "more.txt", "--desk", desk, code=130).stderr
    assert "sayso gather --desk" in run("stories", "--desk", desk).stderr
    assert "1 read" in run("gather", "--desk", desk).stdout
    assert run("stories", "--desk", desk).stderr == ""


# --------------------------------------------------------------------- real processes


def start(*args: str | Path, **more: Any) -> subprocess.Popen[str]:
    code = "from sayso.doors.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def test_help_is_instant() -> None:
    took = []
    for _ in range(4):
        begun = _seconds_of_children()
        out, _err = start("--help").communicate()
        took.append(_seconds_of_children() - begun)
        assert "gather" in out
    assert min(took) < 0.3


def _seconds_of_children() -> float:
    """Processor time, which other work on the machine does not lengthen (much)."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from sayso.doors import cli; print({'spacy', 'sqlalchemy', 'numpy'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def _many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        text = (
            f"Report {n}. {n + 3} houses burned down in district {n} of Estmark on Sunday, fire chief Ole Brandt said. "
        )
        (folder / f"{n:03}.txt").write_text(text * 3)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
@pytest.mark.parametrize("seen", [1, 7])
def test_a_stopped_gathering_is_taken_up_again(tmp_path: Path, how: signal.Signals, code: int, seen: int) -> None:
    folder, dated = _many(tmp_path / "many", 40), ("--published", "2025-05-04")
    process = start("gather", folder, *dated, "--desk", "d.db", start_new_session=True)
    acknowledged = _wait_for_readings(tmp_path / "d.db", seen)
    if process.poll() is None:
        os.killpg(process.pid, how)
    _out, err = process.communicate(timeout=60)
    if process.returncode:  # else it was done before it could be stopped
        assert process.returncode == code
        assert "Traceback" not in err
    run("check-desk", "--desk", "d.db")
    done = json.loads(run("gather", folder, *dated, "--desk", "d.db", "--json").stdout)
    assert done["added"] + done["unchanged"] == 40
    assert done["read"] <= 40 - acknowledged
    export = json.loads(run("export", "--desk", "d.db").stdout)
    assert len(export["reports"]) == len({r["id"] for r in export["reports"]}) == 40
    run("check-desk", "--desk", "d.db")
    fresh = tmp_path / "fresh.db"
    run("gather", folder, *dated, "--desk", fresh)
    assert _sorted(export) == _sorted(json.loads(run("export", "--desk", fresh).stdout))


def _sorted(export: dict[str, Any]) -> dict[str, Any]:
    return {k: sorted(v, key=lambda x: str(x["id"])) if isinstance(v, list) else v for k, v in export.items()}


def _wait_for_readings(path: Path, count: int) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if path.exists():
            try:
                with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as raw:
                    (now,) = raw.execute("SELECT count(*) FROM reading").fetchone()
                raw.close()
                if now >= count:
                    return int(now)
            except sqlite3.OperationalError:
                pass  # its tables are not laid yet
        time.sleep(0.01)
    raise AssertionError("nothing was read in a minute")


@pytest.mark.slow
def test_no_reader_outlives_a_killed_gathering(tmp_path: Path) -> None:
    many = {"env": os.environ | {"SAYSO_WORKERS": "2"}}
    process = start("gather", _many(tmp_path / "many", 120), "--desk", "d.db", **many)
    _wait_for_readings(tmp_path / "d.db", 1)
    process.kill()
    process.communicate(timeout=60)  # comes to an end only when nobody holds the pipes any more


@pytest.mark.slow
def test_two_gatherings_at_once_into_one_desk(tmp_path: Path) -> None:
    one, two = _many(tmp_path / "one", 12), _many(tmp_path / "two", 12)
    (two / "extra.txt").write_text(REPORT)
    processes = [start("gather", folder, "--desk", "d.db") for folder in (one, two)]
    for p in processes:
        _out, err = p.communicate(timeout=120)
        assert p.returncode == 0, err
    run("check-desk", "--desk", "d.db")
    run("gather", one, two, "--desk", "d.db")
    export = json.loads(run("export", "--desk", "d.db").stdout)
    assert {r for s in export["stories"] for r in s["reports"]} == {r["id"] for r in export["reports"]}
