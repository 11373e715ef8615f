"""Headline and authors of a page."""

from __future__ import annotations

import pytest

from sayso.gather.pages import read
from tests.gather.test_pages import LINES, linked


def facts(*, head: str = "", below: str = "", h1: str = "Ferry burns at the harbour mouth") -> tuple[str, str]:
    """Title and authors of a page of Radio Veldria."""
    body = "".join(f"<p>{p}</p>" for p in LINES)
    site = '<meta property="og:site_name" content="Radio Veldria">'
    heading = f"<h1>{h1}</h1>" if h1 else ""
    _, found = read(f"<html><head>{site}{head}</head><body><article>{heading}{below}{body}</article></body></html>")
    return found.title, found.byline


@pytest.mark.parametrize(
    ("head", "h1", "title"),
    [
        ("<title>Ferry burns | Radio Veldria</title>", "", "Ferry burns"),
        ("<title>Ferry fire: what we know</title>", "Ferry burns", "Ferry burns"),
        ('<meta property="og:title" content="Ferry burns in harbour - Radio Veldria">', "", "Ferry burns in harbour"),
        ("<title>Ferry burns - six dead</title>", "", "Ferry burns - six dead"),
    ],
)
def test_the_headline_is_what_readers_see(head: str, h1: str, title: str) -> None:
    assert facts(head=head, h1=h1)[0] == title


def person(*names: str) -> str:
    return linked(**{"@type": "NewsArticle", "author": [{"@type": "Person", "name": n} for n in names]})


@pytest.mark.parametrize(
    ("head", "below", "authors"),
    [
        (person("Mirel Oskvald"), "", "Mirel Oskvald"),
        (person("Mirel Oskvald", "Lena Marsh"), "", "Mirel Oskvald and Lena Marsh"),
        (person("Radio Veldria"), "<p>By Mirel Oskvald</p>", "Mirel Oskvald"),
        (person("Radio Veldria"), "", ""),
        ("", "<p>By Mirel Oskvald and Lena Marsh | May 4, 2025</p>", "Mirel Oskvald and Lena Marsh"),
        ("", "<p>Written by: Mirel Oskvald, senior correspondent</p>", "Mirel Oskvald"),
        ("", "<div>By</div><div>Mirel Oskvald</div>", "Mirel Oskvald"),
        ('<meta name="author" content="Ivo Castrin">', "", "Ivo Castrin"),
        ('<meta property="article:author" content="https://pages.example/radio">', "", ""),
        ("", '<a rel="author" href="/m">Mirel Oskvald</a>', "Mirel Oskvald"),
    ],
)
def test_authors_are_people_without_labels(head: str, below: str, authors: str) -> None:
    assert facts(head=head, below=below)[1] == authors
