"""A page as its reader sees it: the lines of its mark-up in order, with what kind of element each stands in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lxml.html import HtmlElement

from sayso.gather import linked

_LETTER = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Line(NamedTuple):
    """One line of a page."""

    text: str
    element: HtmlElement
    """The innermost block it stands in."""
    links: float = 0.0
    """Share of its characters that are links, 0 to 1."""
    beside: bool = False
    """Whether it stands in something beside the text: navigation, footer, a box of related articles, comments."""


def lines(tree: HtmlElement) -> list[Line]:
    """The visible lines of a page.

    A ``time`` element that prints no year, or 03/04/2025, is shown by its machine-readable value.
    """
    return _Walk(tree).found


class _Walk:
    """One pass over a page, without recursion: pages nest thousands deep."""

    def __init__(self, tree: HtmlElement) -> None:
        self.found: list[Line] = []
        self._pieces: list[tuple[str, bool]] = []
        self._block = tree
        self._links = self._beside = 0
        stack: list[tuple[bool, HtmlElement]] = [(True, tree)]
        while stack:
            starts, element = stack.pop()
            if not isinstance(element.tag, str) or element.tag in _elements("unseen"):
                self._add(element.tail)
            elif starts:
                self._start(element)
                stack.append((False, element))
                stack.extend((True, child) for child in reversed(element))
            else:
                self._end(element)
        self._break()

    def _start(self, element: HtmlElement) -> None:
        if element.tag not in _elements("inline"):
            self._break()
            self._block = element
        self._links += element.tag == "a"
        self._beside += _is_beside(element)
        self._add(_own_text(element), apart=element.tag in _elements("apart"))

    def _end(self, element: HtmlElement) -> None:
        if element.tag not in _elements("inline"):
            self._break()
            parent = element.getparent()
            self._block = element if parent is None else parent
        self._links -= element.tag == "a"
        self._beside -= _is_beside(element)
        self._add(element.tail, apart=element.tag in _elements("apart"))

    def _add(self, text: str | None, *, apart: bool = False) -> None:
        if text:
            self._pieces.append((f" {text}" if apart else text, self._links > 0))

    def _break(self) -> None:
        text = " ".join("".join(piece for piece, _ in self._pieces).split())
        if text:
            links = sum(len(piece.strip()) for piece, link in self._pieces if link)
            self.found.append(Line(text, self._block, min(1.0, links / len(text)), self._beside > 0))
        self._pieces = []


def _own_text(element: HtmlElement) -> str:
    if element.tag == "time":
        machine, printed = element.get("datetime") or "", element.text_content()
        if _YEAR.match(machine) and not (_YEAR.search(printed) and _LETTER.search(printed)):
            return machine
    return element.text or ""


def _is_beside(element: HtmlElement) -> bool:
    if element.tag in _elements("beside"):
        return True
    if element.tag in _elements("whole") or element.tag in _elements("inline"):
        return False
    marks = " ".join(element.get(key) or "" for key in ("class", "id", "role"))
    return bool(marks.strip() and _beside_words().search(marks))


@cache
def _elements(kind: str) -> frozenset[str]:
    return frozenset(linked.conventions()["elements"][kind])


@cache
def _beside_words() -> re.Pattern[str]:
    words = "|".join(linked.conventions()["layout"]["beside"])
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)
