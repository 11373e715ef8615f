"""Text and Markdown files: the characters stay, and what is said beside the text is taken up."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.gather import texts
from sayso.terms import Precision, PublishedBasis
from tests.gather.helpers import NOW, TEXT, codes, gathered, one, write
from tests.shared import SHARED, needs


@pytest.mark.parametrize(
    "text", [TEXT, "\r\n" + TEXT + "\r\n\r\n", "  Two\tblanks \u00a0 and a\u2028break.\n", "caf\u00e9 \U0001f6a2\n"]
)
def test_text_is_kept_to_the_character(tmp_path: Path, text: str) -> None:
    assert one(write(tmp_path / "a.txt", text)).text == text


@given(text=st.text(min_size=1).filter(lambda t: t.strip() and "\0" not in t and not t.startswith("\ufeff")))
def test_offsets_of_a_decoded_text_are_code_points_of_the_file(text: str) -> None:
    raw = text.encode("utf-8")
    if texts.looks_binary(raw):  # control characters and nothing else
        return
    decoded, notes = texts.decode(raw, "a.txt")
    assert decoded == text
    assert not notes


@given(body=st.text(alphabet="ab \r\n-\u00e9", min_size=1), title=st.text(alphabet="xyz: '#", max_size=9))
def test_text_after_front_matter_is_the_rest_of_the_file(body: str, title: str) -> None:
    quoted = title.replace("'", "''")
    facts, text, notes = texts.split_front_matter(f"---\ntitle: '{quoted}'\n---\n{body}", "a.md")
    assert (facts.title, text, notes) == (title.strip(), body, [])


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + TEXT.encode())).text == TEXT
    assert one(write(tmp_path / "b.txt", ("\ufeff" + TEXT).encode("utf-16-le"))).text == TEXT


def test_front_matter_gives_the_facts(tmp_path: Path) -> None:
    front = (
        "outlet: The Estmark Post\nurl: https://post.example/ferry\ntitle: Ferry burns\n"
        "date: 2025-05-04T09:15:00+02:00\nauthor: [Lena Marsh, Ivo Castrin]\n"
    )
    report = one(write(tmp_path / "a.md", f"---\n{front}---\n\n{TEXT}"))
    assert report.text == "\n" + TEXT
    assert (report.outlet, report.url, report.title) == (
        "The Estmark Post",
        "https://post.example/ferry",
        "Ferry burns",
    )
    assert report.byline == "Lena Marsh, Ivo Castrin"
    assert report.published is not None
    assert report.published.isoformat() == "2025-05-04T09:15:00+02:00"
    assert (report.published_basis, report.published_precision) == (PublishedBasis.GIVEN, Precision.MINUTE)


def test_toml_front_matter(tmp_path: Path) -> None:
    report = one(write(tmp_path / "a.md", '+++\noutlet = "Corrisk Times"\ndate = 2025-05-04\n+++\n' + TEXT))
    assert (report.outlet, report.text) == ("Corrisk Times", TEXT)
    assert report.published_precision is Precision.DAY


def test_a_rule_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nA quiet night\n---\n" + TEXT
    assert one(write(tmp_path / "a.md", text)).text == text


def test_broken_front_matter_is_text_and_noted(tmp_path: Path) -> None:
    text = "---\ntitle: 'unclosed\n---\n" + TEXT
    (report,), notes = gathered(write(tmp_path / "a.md", text))
    assert report.text == text
    assert codes(notes) == ["broken-front-matter"]


def test_side_car_gives_the_facts_and_is_no_report(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.meta.json", '{"id": "A1", "outlet": "Northern Courier", "published": "2025-05-04T10:02:00Z"}')
    report = one(tmp_path)
    assert (report.name, report.external_id, report.outlet) == ("a.txt", "A1", "Northern Courier")
    assert report.published_basis is PublishedBasis.GIVEN


def test_broken_side_car_is_noted_and_the_report_stays(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.meta.json", "{")
    (report,), notes = gathered(tmp_path)
    assert report.text == TEXT
    assert codes(notes) == ["broken-side-car"]


def test_packed_text(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))).text == TEXT


def test_outlet_falls_back_to_the_domain_of_the_address(tmp_path: Path) -> None:
    report = one(write(tmp_path / "a.md", "---\nurl: https://news.estmarkpost.com/2025/05/04/ferry\n---\n" + TEXT))
    assert report.outlet == "estmarkpost.com"
    assert report.published_basis is PublishedBasis.URL


def test_language_is_told_per_report(tmp_path: Path) -> None:
    german = "Der Hafen von Estmark wurde am Sonntag nach einem Brand auf der Fähre geschlossen, sagte die Feuerwehr."
    assert one(write(tmp_path / "a.txt", TEXT)).language == "en"
    assert gathered(write(tmp_path / "b.txt", german))[0][0].language == "de"
    assert one(write(tmp_path / "c.txt", "Ferry: 11")).language == ""


def test_the_default_date_is_used_only_where_none_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.txt", "May 4, 2025\n\n" + TEXT)
    (a, b), _ = gathered(tmp_path, published=NOW)
    assert (a.published, a.published_basis) == (NOW, PublishedBasis.DEFAULT)
    assert b.published_basis is PublishedBasis.TEXT


def test_a_report_without_anything_is_a_report(tmp_path: Path) -> None:
    report = one(write(tmp_path / "a.txt", TEXT))
    assert (report.outlet, report.title, report.published, report.byline) == ("", "", None, "")
    assert (report.published_basis, report.name) == (PublishedBasis.NONE, "a.txt")


def test_gathering_again_gives_the_same_reports(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "sub" / "b.txt", "Another town. " + TEXT)
    first, second = gathered(tmp_path), gathered(tmp_path)
    assert first == second
    assert [r.name for r in first[0]] == ["a.txt", "sub/b.txt"]


@needs("seeds")
def test_five_real_reports_are_kept_to_the_character() -> None:
    folder = SHARED / "seeds"
    reports, notes = gathered(folder)
    assert {r.name: r.text for r in reports} == {f.name: f.read_bytes().decode("utf-8") for f in folder.glob("*.txt")}
    assert not notes
