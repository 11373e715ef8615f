"""When a page was published, by what it shows and what its mark-up says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.records import Report
from sayso.terms import Precision
from tests.gather.helpers import one, write
from tests.gather.test_pages import LINES, linked

HEADLINE = "Ferry burns at the harbour mouth"


def gathered_page(
    folder: Path, *, head: str = "", above: str = "", below: str = "", end: str = "", lang: str = "en", url: str = ""
) -> Report:
    """The report of a page: mark-up in its head, lines above and below the headline, something at its end."""
    body = "".join(f"<p>{p}</p>" for p in LINES)
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    html = (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{HEADLINE}</title>{head}{canonical}</head><body>'
        f"<header><a href='/'>Home</a></header><article>{above}<h1>{HEADLINE}</h1>{below}{body}</article>{end}"
        "</body></html>"
    )
    return one(write(folder / "a.html", html))


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        (linked(**{"@type": "NewsArticle", "datePublished": "2025-05-03T22:30:00-05:00"}), "2025-05-03T22:30:00-05:00"),
        (linked(**{"@type": "WebPage", "datePublished": "2025-05-03T22:30:00-05:00"}), "2025-05-03T22:30:00-05:00"),
        (
            linked(**{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2025-05-03"}}),
            "2025-05-03T00:00:00+00:00",
        ),
        ('<meta name="parsely-pub-date" content="2025-05-03T09:00:00Z">', "2025-05-03T09:00:00+00:00"),
        ('<meta name="DC.date.issued" content="2025-05-03">', "2025-05-03T00:00:00+00:00"),
        ('<meta name="sailthru.date" content="Sat, 03 May 2025 09:00:00 +0200">', "2025-05-03T09:00:00+02:00"),
        ('<meta itemprop="dateCreated datePublished" content="2025-05-03">', "2025-05-03T00:00:00+00:00"),
        ('<meta name="pubdate" content="1746262800">', "2025-05-03T09:00:00+00:00"),
    ],
)
def test_mark_up_keeps_the_local_day(tmp_path: Path, head: str, moment: str) -> None:
    assert str(gathered_page(tmp_path, head=head).published).replace(" ", "T") == moment


@pytest.mark.parametrize(
    "below",
    [
        "<p>By Mirel Oskvald | Published May 3, 2025</p>",
        "<div>Mirel Oskvald</div><div>May 3, 2025</div>",
        "<p>Posted on 3 May 2025</p><p>Last updated: 4 May 2025</p>",
        "<p>Published: May 3, 2025 Updated: May 4, 2025</p>",
        "<div>Published</div><div>03 May 2025</div>",
        '<time datetime="2025-05-03">Saturday</time>',
        '<time datetime="2025-05-03">05/03/2025</time>',
        "<p>2025.05.03</p>",
    ],
)
def test_the_day_that_is_shown(tmp_path: Path, below: str) -> None:
    report = gathered_page(tmp_path, below=below)
    assert str(report.published) == "2025-05-03 00:00:00+00:00"
    assert report.published_precision is Precision.DAY


def test_a_date_alone_above_the_headline(tmp_path: Path) -> None:
    assert str(gathered_page(tmp_path, above="<div>May 3, 2025</div>").published)[:10] == "2025-05-03"


@pytest.mark.parametrize(
    ("lang", "below"),
    [
        ("de", "<p>Veröffentlicht am 3. Mai 2025</p>"),
        ("de", "<p>Stand: 04.05.2025</p><p>Veröffentlicht: 03.05.2025</p>"),
        ("uk", "<p>3 травня 2025</p>"),
        ("fr", "<p>Publié le 3 mai 2025</p>"),
        ("es", "<p>3 de mayo de 2025</p>"),
        ("zh", "<p>2025年5月3日</p>"),
        ("en-GB", "<p>Published 03/05/2025</p>"),
        ("en-US", "<p>Published 05/03/2025</p>"),
    ],
)
def test_dates_in_the_language_and_country_of_the_page(tmp_path: Path, lang: str, below: str) -> None:
    body = "".join(f"<p>{p}</p>" for p in LINES)
    html = f'<html lang="{lang}"><body><article><h1>{HEADLINE}</h1>{below}{body}</article></body></html>'
    from sayso.gather.pages import read

    assert read(html)[1].published == "2025-05-03"


def test_numbers_that_could_be_two_days_are_no_date(tmp_path: Path) -> None:
    assert gathered_page(tmp_path, below="<p>Published 04/03/2025</p>").published is None


def test_the_country_of_the_address_tells_the_month(tmp_path: Path) -> None:
    report = gathered_page(tmp_path, below="<p>Published 04/03/2025</p>", url="https://www.post.co.uk/ferry")
    assert str(report.published)[:10] == "2025-03-04"


def test_what_is_shown_beats_the_day_of_a_rebuild(tmp_path: Path) -> None:
    head = linked(**{"@type": "Article", "datePublished": "2025-05-06T02:00:00Z"})
    report = gathered_page(tmp_path, head=head, below="<p>Published May 1, 2025</p>")
    assert str(report.published)[:10] == "2025-05-01"


def test_shown_and_marked_together_give_the_moment_on_its_local_day(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2025-05-04T03:05:00+00:00">'
    below = '<p><time datetime="2025-05-03T20:05:00-07:00">May 3, 2025</time></p>'
    assert str(gathered_page(tmp_path, head=head, below=below).published) == "2025-05-03 20:05:00-07:00"


def test_the_address_decides_between_shown_and_marked(tmp_path: Path) -> None:
    head = linked(**{"@type": "Article", "datePublished": "2025-05-02T10:00:00Z"})
    report = gathered_page(tmp_path, head=head, below="<p>May 4, 2025</p>", url="https://post.example/2025/05/02/ferry")
    assert str(report.published)[:10] == "2025-05-02"


def test_an_update_is_no_publication(tmp_path: Path) -> None:
    head = linked(**{"@type": "Article", "datePublished": "2025-05-02T10:00:00Z"})
    report = gathered_page(tmp_path, head=head, below="<p>Updated: May 4, 2025</p>")
    assert (str(report.published)[:10], str(report.updated)[:10]) == ("2025-05-02", "2025-05-04")


def test_a_page_that_shows_only_an_update_long_after_is_of_that_day(tmp_path: Path) -> None:
    head = linked(**{"@type": "Article", "datePublished": "2019-05-02T10:00:00Z"})
    assert str(gathered_page(tmp_path, head=head, below="<p>Updated: May 4, 2025</p>").published)[:10] == "2025-05-04"


@pytest.mark.parametrize(
    "end",
    [
        "<footer>© 2025 Radio Veldria, May 3, 2025</footer>",
        '<aside><h3>Related</h3><div class="date">May 3, 2025</div><div class="date">May 2, 2025</div></aside>',
        "<p>On May 3, 2025 the ferry had been inspected by the harbour office, which said nothing about it.</p>",
        '<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2025-05-03"}</script>',
    ],
)
def test_no_day_is_taken_from_elsewhere(tmp_path: Path, end: str) -> None:
    assert gathered_page(tmp_path, end=end).published is None


def test_related_articles_in_the_linked_data_do_not_count(tmp_path: Path) -> None:
    other = {"@type": "NewsArticle", "headline": "Bridge reopens", "datePublished": "2025-04-01"}
    own = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2025-05-03"}
    assert str(gathered_page(tmp_path, head=linked(**{"@graph": [other, own]})).published)[:10] == "2025-05-03"
