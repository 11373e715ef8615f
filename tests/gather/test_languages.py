"""The language of a report is found in its text, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.terms import PublishedBasis
from tests.gather.helpers import TEXT, codes, gathered, one, write

TEXTS = {
    "de": "Der Hafen ist nach einem Brand auf der Fähre gesperrt worden, wie die Feuerwehr am Montag mitteilte.",
    "fr": "Le port a été fermé après un incendie à bord du ferry, ont annoncé lundi les secours de la ville.",
    "uk": "Порт закрили після пожежі на поромі, повідомили в понеділок у міській службі порятунку.",
    "ar": "أغلق الميناء بعد حريق على متن العبارة، حسبما أعلنت خدمة الإنقاذ في المدينة يوم الاثنين.",
    "zh": "市救援部门星期一表示，渡轮发生火灾后，港口已经关闭，调查仍在继续。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_another_language_is_kept_and_said(tmp_path: Path, code: str) -> None:
    reports, notes = gathered(write(tmp_path / "a.txt", TEXTS[code]))
    assert ([r.language for r in reports], codes(notes)) == ([code], ["other-language"])
    assert reports[0].language_name in notes[0].message


def test_the_text_counts_and_not_what_is_said_of_it(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.md", f"---\nlanguage: de\n---\n{TEXT}")).language == "en"


@pytest.mark.parametrize(("said", "code"), [("", ""), ("language: de", "de"), ("language: zh-Hant", "zh")])
def test_a_short_text_shows_no_language(tmp_path: Path, said: str, code: str) -> None:
    reports, _ = gathered(write(tmp_path / "a.md", f"---\nname: a\n{said}\n---\nFeuer im Hafen\n"))
    assert reports[0].language == code


@pytest.mark.parametrize(
    ("code", "line"),
    [("de", "Veröffentlicht: 4. Mai 2025"), ("fr", "4 mai 2025"), ("uk", "4 травня 2025"), ("zh", "2025年5月4日")],
)
def test_printed_dates_of_other_languages(tmp_path: Path, code: str, line: str) -> None:
    reports, _ = gathered(write(tmp_path / "a.txt", f"{line}\n\n{TEXTS[code]}\n"))
    assert (str(reports[0].published)[:10], reports[0].published_basis) == ("2025-05-04", PublishedBasis.TEXT)


def test_dates_in_numbers_go_by_the_language(tmp_path: Path) -> None:
    reports, _ = gathered(write(tmp_path / "a.md", f"---\npublished: 04.05.2025\n---\n{TEXTS['de']}"))
    assert str(reports[0].published)[:10] == "2025-05-04"
