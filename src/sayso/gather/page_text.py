"""The running text of a page: trafilatura's, and a second opinion where that left out a part of the article.

The second opinion is simple: the lines after the headline that are neither links nor in boxes beside the text. It is
only used for what lies between two lines that both found, and holds prose; or for all, where trafilatura found little.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from sayso.gather import linked
from sayso.gather.lines import Line

LITTLE = 0.6
"""Below this share of the words of the second opinion, trafilatura found only a piece of the text."""
PROSE = 0.3
"""At least this share of the characters of a gap must be prose for it to be a part of the text."""
GAP_CHARS = 200
"""Shorter gaps are captions, buttons and labels."""
BLOCK_CHARS = 1500
HEAD_LINES = 4
_LINKED = 0.5
_LEAST_CHARS = 100
_PROSE_CHARS = 80
_LONG_CHARS = 160
_HEADING_CHARS = 60
_TEXT_CHARS = 800
"""So much text must stand before a heading that ends it."""


def find(tree: HtmlElement, shown: Sequence[Line], at: int | None, url: str) -> str:
    """The running text, one paragraph a line; empty where there is none. ``at`` is the line of the headline."""
    article = trafilatura.bare_extraction(tree, url=url or None, include_comments=False)
    text = (article.text or "") if isinstance(article, Document) else ""
    if not text:
        return ""
    plain = _plain(shown, at)
    if _is_one_block(text) and sum(map(len, plain)) > 0.5 * len(text):
        return "\n".join(plain)
    return _trimmed(_completed(text, plain), shown, "" if at is None else shown[at].text)


def _is_one_block(text: str) -> bool:
    """Whether a long text has lost its paragraphs, as in pages with broken mark-up."""
    return len(text) > BLOCK_CHARS and max(map(len, text.split("\n"))) > 0.6 * len(text)


def _trimmed(text: str, shown: Sequence[Line], headline: str) -> str:
    """Without the headline above the text, and without the lines below it that are links or stand beside it."""
    paragraphs = text.split("\n")
    if headline in paragraphs[:HEAD_LINES]:
        del paragraphs[: paragraphs.index(headline) + 1]
    known = {_words(line.text): line for line in shown}
    lines = [known.get(_words(p)) for p in paragraphs]
    apart = [bool(line and (line.links > _LINKED or line.beside)) for line in lines]
    if sum(len(p) for p, a in zip(paragraphs, apart, strict=True) if a) > 0.3 * len(text):
        return "\n".join(paragraphs)  # all of it: the mark-up does not tell text from boxes
    kept = len(paragraphs)
    while kept and (apart[kept - 1] or _ends_text(paragraphs[kept - 1])):
        kept -= 1
    cut = sum(map(len, paragraphs[kept:]))
    return "\n".join(paragraphs if cut > 0.2 * len(text) else paragraphs[:kept])


def _plain(shown: Sequence[Line], at: int | None) -> list[str]:
    """The lines of the article as its lay-out shows them."""
    kept: list[str] = []
    chars = 0
    for line in shown[0 if at is None else at :]:
        if chars > _TEXT_CHARS and _ends_text(line.text):
            break
        if not line.beside and (line.links <= _LINKED or len(line.text) >= GAP_CHARS):
            kept.append(line.text)
            chars += len(line.text)
    while kept and not (len(kept[-1]) > _HEADING_CHARS or kept[-1][-1] in '.!?"”'):
        kept.pop()
    return kept


def _completed(text: str, plain: list[str]) -> str:
    """The text with the gaps that the other lines fill."""
    paragraphs = text.split("\n")
    places = _places(paragraphs, plain)
    known = [number for number, place in enumerate(places) if place is not None and len(plain[number]) > 40]
    if not known:
        return text
    missed = [line for line, place in zip(plain, places, strict=True) if place is None]
    if len(text.split()) < LITTLE * sum(len(line.split()) for line in plain) and _prose_share(missed) >= 0.5:
        return "\n".join(plain)
    filled: dict[int, list[str]] = {}
    for start, end in _gaps(places, known[0], known[-1]):
        gap = plain[start:end]
        if sum(map(len, gap)) >= GAP_CHARS and _prose_share(gap) >= PROSE:
            filled.setdefault(places[start - 1] or 0, []).extend(gap)
    return "\n".join(line for number, p in enumerate(paragraphs) for line in (p, *filled.get(number, ())))


def _places(paragraphs: list[str], plain: list[str]) -> list[int | None]:
    """For each line the paragraph that holds it, None where none does."""
    plain_paragraphs = [f" {_words(p)} " for p in paragraphs]
    flat = "".join(plain_paragraphs)
    ends = list(accumulate(map(len, plain_paragraphs)))
    places: list[int | None] = []
    current, vocabulary = 0, set(flat.split())
    for line in plain:
        said = _words(line)
        start = flat.find(f" {said} ") if said else -1
        if start >= 0:
            current = bisect_right(ends, start + 1)
            places.append(current)
        else:  # cut in other places, or with a word more
            words = set(said.split())
            held = len(line) > _LEAST_CHARS and len(words - vocabulary) <= len(words) / 20
            places.append(current if held or not words else None)
    return places


def _gaps(places: list[int | None], first: int, last: int) -> Iterator[tuple[int, int]]:
    start = None
    for number in range(first, last + 1):
        if places[number] is None:
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None


def _prose_share(said: list[str]) -> float:
    chars = sum(map(len, said))
    return sum(len(s) for s in said if _is_prose(s)) / chars if chars else 0.0


def _is_prose(line: str) -> bool:
    return len(line) > _LONG_CHARS or (len(line) > _PROSE_CHARS and bool(re.search(r"[.!?…。؟\"”’)]$", line)))


def _words(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.lower()))


def _ends_text(line: str) -> bool:
    """Whether a line is a heading after which a page goes on with something else."""
    return len(line) < _HEADING_CHARS and bool(_after().fullmatch(line))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(linked.conventions()['layout']['after'])})\b.*", re.IGNORECASE)
