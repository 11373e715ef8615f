"""Reports in languages that are not read for statements: sentences, dates and places all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.reading import read
from sayso.records import Reading, Report

GERMAN = (
    "Der Hafen von Odessa ist am Dienstag nach einem Brand gesperrt worden, teilte die Behörde in Kiew mit. "
    "Am 6. Mai 2031 war auch der Hafen von Hamburg kurz geschlossen. Deutschland schickt Hilfe.\n"
)


def reading_of(text: str, language: str, dateline: str = "") -> Reading:
    report = Report(id="r", name="r", text=text, language=language, dateline=dateline)
    reading, notes = read(report)
    assert not notes
    assert all(text[s.start : s.end] == s.exact for s in (*reading.sentences, *(w.span for w in reading.times)))
    assert all(text[w.span.start : w.span.end] == w.span.exact for w in reading.places)
    return reading


@pytest.mark.parametrize("language", ["de", "uk", "ar", "zh", "xx"])
def test_nothing_is_stated_from_another_language(language: str) -> None:
    reading = reading_of(GERMAN, language)
    assert reading.shallow
    assert (reading.statements, reading.attributions, reading.names, reading.quantities) == ((), (), (), ())


def test_english_is_read_whole() -> None:
    reading, _ = read(Report(id="r", name="r", text="The port was shut, the mayor said.", language="en"))
    assert not reading.shallow
    assert reading.statements


def test_sentences_by_their_marks() -> None:
    assert [s.exact[:11] for s in reading_of(GERMAN, "de").sentences] == ["Der Hafen v", "Am 6. Mai 2", "Deutschland"]
    assert len(reading_of("港口已关闭。调查仍在继续。", "zh").sentences) == 2
    assert len(reading_of("أغلق الميناء. هل قتل أحد؟ لا أحد يعلم.", "ar").sentences) == 3


@pytest.mark.parametrize(
    ("said", "language", "value"),
    [
        ("Am 6. Mai 2031 brannte es.", "de", "2031-05-06"),
        ("Le 6 mai 2031, le port a brûlé.", "fr", "2031-05-06"),
        ("El 6 de mayo de 2031 ardió.", "es", "2031-05-06"),
        ("Порт закрито 6 травня 2031 року.", "uk", "2031-05-06"),
        ("港口于2031年5月6日关闭。", "zh", "2031-05-06"),
        ("أغلق الميناء في ٦ مايو ٢٠٣١.", "ar", "2031-05-06"),
        ("Stand: 06.05.2031", "de", "2031-05-06"),
        ("Stand: 2031-05-06", "xx", "2031-05-06"),
    ],
)
def test_full_dates(said: str, language: str, value: str) -> None:
    (when,) = reading_of(said, language).times
    assert (when.value, when.precision) == (value, "day")


@pytest.mark.parametrize("said", ["Am Dienstag", "6. Mai", "31.02.2031", "Version 1.2.2031.4", "99.99.2031"])
def test_other_times_are_left_alone(said: str) -> None:
    assert not reading_of(said, "de").times


@given(st.text(max_size=300), st.sampled_from(["de", "ar", "zh", "xx"]))
def test_no_text_breaks_a_span(text: str, language: str) -> None:
    reading_of(text, language)


def test_places_by_their_names_in_many_languages() -> None:
    found = {w.span.exact: (w.name, w.country) for w in reading_of(GERMAN, "de").places}
    assert found["Kiew"] == ("Kyiv", "UA")
    assert found["Odessa"] == ("Odesa", "UA")
    assert found["Deutschland"] == ("Germany", "DE")
    assert "Hafen" not in found
    assert "Brand" not in found


def test_countries_in_other_scripts() -> None:
    assert [w.country for w in reading_of("Україна та Польща домовилися.", "uk").places] == ["UA", "PL"]
    assert [w.country for w in reading_of("乌克兰表示港口已关闭。", "zh").places] == ["UA"]
