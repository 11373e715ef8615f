"""JSON and JSON Lines."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from sayso.gather import gather
from sayso.settings import Settings
from sayso.terms import Precision, PublishedBasis
from tests.gather.helpers import NOW, TEXT, codes, gathered, one, write

OTHER = "The ferry Lady Aldis was towed to Corrisk on Monday, the harbour office said."


@pytest.mark.parametrize(
    "item",
    [
        {"id": "1", "outlet": "Estmark Post", "published": "2025-05-04", "title": "Ferry burns", "text": TEXT},
        {"doc": "1", "source": {"name": "Estmark Post"}, "date": "2025-05-04", "headline": "Ferry burns", "body": TEXT},
        {
            "guid": 1,
            "site_name": "Estmark Post",
            "datePublished": "2025-05-04",
            "title": "Ferry burns",
            "content": TEXT,
        },
    ],
)
def test_common_key_names(tmp_path: Path, item: dict[str, object]) -> None:
    report = one(write(tmp_path / "a.json", json.dumps(item)))
    assert (report.external_id, report.outlet, report.title, report.text) == ("1", "Estmark Post", "Ferry burns", TEXT)
    assert (report.published_basis, report.published_precision) == (PublishedBasis.GIVEN, Precision.DAY)
    assert report.name == "1"


@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: {"status": "ok", "articles": a}, lambda a: {"items": a}])
def test_lists_of_reports(tmp_path: Path, wrap: object) -> None:
    items = [{"text": TEXT}, {"title": "no text"}, {"text": OTHER, "url": "https://post.example/towed"}]
    reports, notes = gathered(write(tmp_path / "a.json", json.dumps(wrap(items))))  # type: ignore[operator]
    assert [(r.name, r.text) for r in reports] == [("a.json#1", TEXT), ("https://post.example/towed", OTHER)]
    assert [(n.code, n.place) for n in notes] == [("no-text", "a.json#2")]


def test_json_lines_under_another_name(tmp_path: Path) -> None:
    content = json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": OTHER}) + "\n{broken"
    reports, notes = gathered(write(tmp_path / "a.json", content))
    assert [r.text for r in reports] == [TEXT, OTHER]
    assert [(n.code, n.place) for n in notes] == [("broken-line", "a.json:3")]


def test_a_page_inside_an_object(tmp_path: Path) -> None:
    head = "<head><meta property='og:site_name' content='Radio Veldria'></head>"
    html = f"<html lang='en'>{head}<body><article><p>{TEXT * 3}</p></article></body></html>"
    report = one(write(tmp_path / "a.jsonl", json.dumps({"id": "1", "html": html})))
    assert report.outlet == "Radio Veldria"
    assert report.text.startswith("The harbour of Estmark")


def test_a_newer_version_under_one_address_names_the_older(tmp_path: Path) -> None:
    def line(published: str, text: str) -> str:
        return json.dumps({"url": "https://post.example/live/ferry", "published": published, "text": text}) + "\n"

    content = line("2025-05-04T10:00:00Z", TEXT) + line("2025-05-04T12:00:00Z", OTHER)
    (first, second), notes = gathered(write(tmp_path / "a.jsonl", content))
    assert (first.revision_of, second.revision_of) == ("", first.id)
    assert codes(notes) == []


def test_the_same_text_at_another_time_is_no_newer_version(tmp_path: Path) -> None:
    items = [
        {"url": "https://post.example/ferry", "published": f"2025-05-04T1{i}:00:00Z", "text": TEXT} for i in (0, 1)
    ]
    reports, _ = gathered(write(tmp_path / "a.json", json.dumps(items)))
    assert [r.revision_of for r in reports] == ["", ""]


def test_long_streams_are_not_held_in_memory(tmp_path: Path) -> None:
    body = "The harbour of Estmark was closed on Sunday, the rescue service said. " * 60
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        for i in range(2000):
            file.write(json.dumps({"id": str(i), "outlet": "Estmark Post", "text": f"{i}. {body}"}) + "\n")
    size = (tmp_path / "a.jsonl").stat().st_size
    next(gather([tmp_path], now=NOW, settings=Settings()))  # models and tables are loaded
    tracemalloc.start()
    count = sum(1 for _ in gather([tmp_path], now=NOW, settings=Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < size / 2


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_half_of_a_surrogate_pair_costs_one_character(tmp_path: Path, name: str) -> None:
    text = f"{TEXT} \ud83d \\ud83d \U0001f6a2 \udc00"
    report = one(write(tmp_path / name, json.dumps({"title": "Fire \ud83d", "text": text})))
    assert report.title == "Fire \ufffd"
    assert report.text == f"{TEXT} \ufffd \\ud83d \U0001f6a2 \ufffd"
