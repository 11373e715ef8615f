"""Web pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.terms import Precision, PublishedBasis
from tests.gather.helpers import codes, gathered, one, write

LINES = [
    "The harbour of Estmark was closed on Sunday after a fire aboard a ferry, the rescue service said in a statement.",
    "At least six people were killed and more than twenty were taken to hospital, it said, and the number may change.",
    "The owner, Tarn Line, said that the sprinklers had been tested in March and that they had been found in order.",
]


def page(head: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in LINES)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>Ferry burns</title>{head}</head><body>'
        '<nav><a href="/">Home</a></nav>'
        f"<article><h1>Ferry burns at the harbour mouth</h1>{body}</article><footer>Contact us</footer></body></html>"
    )


def linked(**data: object) -> str:
    data["@context"] = "https://schema.org"
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_paragraphs_are_lines_and_navigation_is_gone(tmp_path: Path) -> None:
    text = one(write(tmp_path / "a.html", page(""))).text
    assert [line for line in text.splitlines() if line in LINES] == LINES
    assert "Contact us" not in text


def test_linked_data_gives_outlet_time_and_address(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://radioveldria.com/news/ferry">' + linked(
        **{
            "@type": "NewsArticle",
            "headline": "Ferry burns at the harbour mouth",
            "datePublished": "2025-05-04T10:30:00+02:00",
            "dateModified": "2025-05-04T15:00:00+02:00",
            "author": {"@type": "Person", "name": "Mirel Oskvald"},
            "publisher": {"@type": "Organization", "name": "Radio Veldria"},
        }
    )
    report = one(write(tmp_path / "a.html", page(head)))
    assert (report.outlet, report.byline) == ("Radio Veldria", "Mirel Oskvald")
    assert report.url == "https://radioveldria.com/news/ferry"
    assert report.published is not None
    assert report.updated is not None
    assert (report.published.isoformat(), report.updated.hour) == ("2025-05-04T10:30:00+02:00", 15)
    assert (report.published_basis, report.published_precision) == (PublishedBasis.PAGE, Precision.MINUTE)
    assert report.language == "en"


def test_the_article_counts_and_not_the_site(tmp_path: Path) -> None:
    head = linked(**{"@type": "WebSite", "datePublished": "2011-01-01"}) + linked(
        **{"@graph": [{"@type": "Organization"}, {"@type": ["NewsArticle"], "datePublished": "2025-05-04"}]}
    )
    report = one(write(tmp_path / "a.html", page(head)))
    assert str(report.published) == "2025-05-04 00:00:00+00:00"


@pytest.mark.parametrize(
    "script", ["{", "[[[[", '{"@type": 7}', '{"@graph": 3}', '"text"', '{"@type": "NewsArticle", "datePublished": 5}']
)
def test_broken_linked_data_is_passed_over(tmp_path: Path, script: str) -> None:
    meta = '<meta property="article:published_time" content="2025-05-04T10:00:00Z">'
    head = f'<script type="application/ld+json">{script}</script>{meta}'
    assert one(write(tmp_path / "a.html", page(head))).published_basis is PublishedBasis.PAGE


def test_side_car_beats_the_page(tmp_path: Path) -> None:
    write(tmp_path / "a.html", page('<meta property="og:site_name" content="Radio Veldria">'))
    write(tmp_path / "a.meta.json", '{"outlet": "Radio Veldria One", "published": "2025-05-03"}')
    report = one(tmp_path)
    assert (report.outlet, report.published_basis) == ("Radio Veldria One", PublishedBasis.GIVEN)


def test_a_page_without_an_article(tmp_path: Path) -> None:
    _, notes = gathered(write(tmp_path / "a.html", "<html><head><title>x</title></head><body></body></html>"))
    assert codes(notes) == ["empty-report"]
