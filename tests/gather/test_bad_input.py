"""Whatever is wrong with one input gives one note that says what to do; the reports beside it are gathered."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from sayso.gather import gather
from sayso.gather.trouble import MESSAGES
from sayso.settings import Settings
from sayso.terms import PublishedBasis
from tests.gather.helpers import NOW, TEXT, codes, gathered, write

GOOD = "The ferry Lady Aldis was towed to Corrisk on Monday, the harbour office said.\n"


def line(**fields: str) -> str:
    return json.dumps(fields) + "\n"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "empty-file"),
        ("blank.md", b" \n\r\n\t", "empty-file"),
        ("empty.jsonl", b"", "empty-file"),
        ("blank.jsonl", b"\n \n", "empty-file"),
        ("empty.html", b"<html><body></body></html>", "empty-report"),
        ("binary.txt", bytes(range(256)) * 20, "binary-file"),
        ("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary-file"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(500), "binary-file"),
        ("cut.txt.gz", b"\x1f\x8b\x08\x00\x00\x00", "unreadable-file"),
        ("no.txt.gz", b"not packed at all", "unreadable-file"),
        ("broken.json", b'{"text": "The har', "broken-json"),
        ("deep.json", b"[" * 100_000, "broken-json"),
        ("other.json", b'{"claims": [1, 2], "name": "x"}', "no-text"),
        ("number.json", b"7", "no-text"),
    ],
)
def test_one_bad_file_is_noted_and_the_rest_goes_on(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    write(tmp_path / name, content)
    write(tmp_path / "zz-good.txt", GOOD)
    reports, notes = gathered(tmp_path)
    assert [r.text for r in reports] == [GOOD]
    assert [(n.code, n.place) for n in notes] == [(code, name)]
    assert notes[0].message


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The mayor’s office said the café was shut – “for good”.\n"),
        ("cp1251", "Мэр города сказал, что порт закрыт до вторника.\n"),
    ],
)  # fmt: skip
def test_another_encoding_is_guessed_and_noted(tmp_path: Path, encoding: str, text: str) -> None:
    (report,), notes = gathered(write(tmp_path / "a.txt", text.encode(encoding)))
    assert report.text == text
    assert codes(notes)[:1] == ["guessed-encoding"]
    assert "UTF-8" in notes[0].message


@pytest.mark.slow
def test_a_line_of_50_mb_in_json_lines_is_left_out(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", line(id="1", text="x" * 50_000_000) + line(id="2", text=GOOD))
    reports, notes = gathered(file)
    assert [r.text for r in reports] == [GOOD]
    assert [(n.code, n.place) for n in notes] == [("long-line", "a.jsonl:1")]


@pytest.mark.slow
def test_a_line_of_50_mb_in_a_text_is_cut(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "The harbour " * 4_200_000)
    write(tmp_path / "b.txt", GOOD)
    (cut, good), notes = gathered(tmp_path)
    assert (len(cut.text), good.text) == (Settings().max_report_chars, GOOD)
    assert codes(notes) == ["long-report"]


def test_a_file_over_the_limit_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT * 2)
    write(tmp_path / "b.txt", GOOD)
    reports, notes = gathered(tmp_path, settings=Settings(max_file_bytes=100))
    assert [r.text for r in reports] == [GOOD]
    assert codes(notes) == ["large-file"]


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    content = (
        line(id="1", text=TEXT) + "\n{'id': 2}\n" + b'{"text": "\xff"}\n'.decode("latin-1") + line(id="4", text=GOOD)
    )
    reports, notes = gathered(write(tmp_path / "a.jsonl", content.encode("latin-1")))
    assert [r.text for r in reports] == [TEXT, GOOD]
    assert [(n.code, n.place) for n in notes] == [("broken-line", "a.jsonl:3"), ("broken-line", "a.jsonl:4")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_an_unreadable_file_is_noted(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT).chmod(0)
    write(tmp_path / "b.txt", GOOD)
    reports, notes = gathered(tmp_path)
    assert [r.text for r in reports] == [GOOD]
    assert codes(notes) == ["unreadable-file"]


def test_a_file_that_cannot_be_opened_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.txt", GOOD)

    def refuse(self: Path, mode: str) -> BinaryIO:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return io.BytesIO(GOOD.encode())

    monkeypatch.setattr(Path, "open", refuse)

    reports, notes = gathered(tmp_path)
    assert [r.text for r in reports] == [GOOD]
    assert [(n.code, n.place) for n in notes] == [("unreadable-file", "a.txt")]
    assert "Permission denied" in notes[0].message


def test_places_without_reports(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "pictures" / "map.png", b"\x89PNG")
    write(tmp_path / "a.meta.json", "{}")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    places = [tmp_path / "none.txt", tmp_path / "empty", tmp_path / "pictures", tmp_path / "a.meta.json", pipe]
    reports, notes = gathered(*places)
    assert not reports
    assert codes(notes) == ["no-such-file", "no-reports", "other-files", "no-reports", "side-car", "not-a-file"]


def test_a_date_in_the_future_is_not_believed(tmp_path: Path) -> None:
    file = write(tmp_path / "a.md", "---\npublished: 2025-05-09\n---\n" + TEXT)
    (report,), notes = gathered(file)
    assert (report.published, report.published_basis) == (None, PublishedBasis.NONE)
    assert codes(notes) == ["future-date"]
    assert "2025-05-09" in notes[0].message
    (report,), _ = gathered(file, published=NOW)
    assert report.published_basis is PublishedBasis.DEFAULT


def test_a_day_ahead_is_another_time_zone(tmp_path: Path) -> None:
    reports, notes = gathered(write(tmp_path / "a.md", "---\npublished: 2025-05-07\n---\n" + TEXT))
    assert reports[0].published is not None
    assert not notes


@pytest.mark.parametrize(
    "date", ["04/05/2025", "yesterday", "May 2025", "0001-01-01T00:00:00", "2025-13-45", "Tuesday"]
)
def test_a_date_that_is_not_certain_is_not_used(tmp_path: Path, date: str) -> None:
    (report,), notes = gathered(write(tmp_path / "a.md", f"---\npublished: '{date}'\n---\n" + TEXT))
    assert report.published is None
    assert codes(notes) == ["unreadable-date"]


def test_two_reports_with_one_id_are_both_kept(tmp_path: Path) -> None:
    content = line(id="7", outlet="Estmark Post", text=TEXT) + line(id="7", outlet="Corrisk Times", text=GOOD)
    reports, notes = gathered(write(tmp_path / "a.jsonl", content))
    assert [r.text for r in reports] == [TEXT, GOOD]
    assert [r.revision_of for r in reports] == ["", ""]
    assert [(n.code, n.place) for n in notes] == [("same-id", "a.jsonl")]


def test_the_way_to_a_file_is_no_part_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "far" / "near" / "a.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    places = (tmp_path, "far/", tmp_path / "far" / "near", "far/near/a.txt", "far/../far/near")
    assert len({gathered(place)[0][0].id for place in places}) == 1


def test_files_of_one_name_in_two_folders_are_two_reports(tmp_path: Path) -> None:
    write(tmp_path / "north" / "a.txt", TEXT)
    write(tmp_path / "south" / "a.txt", GOOD)
    reports, notes = gathered(tmp_path)
    assert {r.name: r.text for r in reports} == {"north/a.txt": TEXT, "south/a.txt": GOOD}
    assert len({r.id for r in reports}) == 2
    assert not notes


def test_a_file_name_that_is_no_text_is_shown_with_question_marks(tmp_path: Path) -> None:
    bad = os.fsdecode(b"a\xff.txt")
    try:
        write(tmp_path / bad, TEXT)
        write(tmp_path / ("empty" + bad), "")
    except OSError:
        pytest.skip("this file system takes no such names")
    (report,), (note,) = gathered(tmp_path)
    assert (report.name, note.place) == ("a?.txt", "emptya?.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Die Fähre lag am Sonntag noch im Hafen, teilte die Hafenbehörde von Estmark am Abend mit.",
        "Паром у неділю ще стояв у порту, повідомила ввечері портова служба, ніхто з пасажирів не постраждав.",
    ],
)
def test_a_report_in_another_language_is_kept_and_said_to_be_so(tmp_path: Path, text: str) -> None:
    (report,), notes = gathered(write(tmp_path / "a.txt", text))
    assert report.text == text
    assert [(n.code, n.place) for n in notes] == [("other-language", "a.txt")]


def test_the_same_report_twice_is_kept_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    reports, notes = gathered(tmp_path, tmp_path / "a.txt")
    assert len(reports) == 1
    assert codes(notes) == ["same-report"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def given(raw: bytes) -> list[str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
        return [getattr(i, "text", "") or getattr(i, "code", "") for i in gather(["-"], now=NOW, settings=Settings())]

    assert given(TEXT.encode()) == [TEXT]
    assert given((line(id="1", text=TEXT) + line(id="2", text=GOOD)).encode()) == [TEXT, GOOD]
    assert given(json.dumps([{"text": TEXT}], indent=1).encode()) == [TEXT]
    assert given(json.dumps({"text": TEXT}, indent=1).encode()) == [TEXT]
    assert given(f"<html><body><article><p>{TEXT * 3}</p></article></body></html>".encode()) == [
        (TEXT * 3).replace("\n", " ").strip()
    ]
    assert given(b"") == ["empty-file"]
    assert given(b"\x00\x01\x02") == ["binary-file"]


def test_every_complaint_says_something_and_ends_as_a_sentence() -> None:
    assert all(m[0].isupper() or m.startswith("{") for m in MESSAGES.values())
    assert all(m.endswith((".", "}")) for m in MESSAGES.values())
