"""Cuts the furniture out of a report, and keeps the way back to the original offsets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

from sayso.read import headings
from sayso.read.layout import blocks
from sayso.records import Furniture, Report
from sayso.spans import OffsetMap, Range, cut, merge
from sayso.terms import FurnitureKind

STRAIGHT = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "＂": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),
    }
)
"""One character for one: quotation marks made straight, odd blanks made plain, halves of surrogate pairs taken out."""

HEAD_LINES = 12
"""Rules for the head of a page look no further down than this."""

Found = tuple[int, int, FurnitureKind]

_SENTENCE_BEFORE = re.compile(r"""[.!?]["'”’)]*\s+$""")
_SENTENCE_END = re.compile(r"""[^.!?]*(?:[.!?]["'”’)]*(?=\s|$)|$)|$""")
_LABEL = re.compile(r"[^.!?]{1,40}:?\s*$")
"""A teaser line that is only the label of a list of links below it."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cue of ``data/furniture.toml``, where the fields are explained."""

    kind: FurnitureKind
    part: str
    pattern: str
    most_words: int = 10_000
    head: bool = False

    def find(self, text: str, start: int, end: int) -> Iterator[Range]:
        """What this rule would cut of the line ``text[start:end]``."""
        regex = _compiled(self.pattern)
        if self.part == "inside":
            yield from (m.span() for m in regex.finditer(text, start, end))
        elif self.part == "end":
            if m := regex.search(text, max(start, end - 200), end):
                yield m.span()
        elif self.part == "sentence":
            for m in regex.finditer(text, start, end):
                if m.start() == start or _SENTENCE_BEFORE.search(text, max(start, m.start() - 6), m.start()):
                    yield m.start(), _SENTENCE_END.search(text, m.end(), end).end()  # type: ignore[union-attr]
        elif self.part == "whole":
            if regex.fullmatch(text, start, end):
                yield start, end
        elif m := regex.match(text, start, end):
            yield (start, end) if self.part == "line" else m.span()


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The cues, in the order in which they are tried."""
    table = tomllib.loads((files("sayso.data") / "furniture.toml").read_text(encoding="utf-8"))
    return msgspec.convert(tuple(table["rule"]), tuple[Rule, ...])


def tidy(report: Report) -> tuple[str, OffsetMap, tuple[Furniture, ...]]:
    """The running text of a report, its map to the original, and what was cut.

    The running text is made of copies of ranges of ``report.text``, one character for one; where a cut would glue two
    words together, a blank or line end of the original is kept between them.
    """
    text = report.text
    found = list(_find(text, report.title))
    pieces = _guarded(text, merge((a, b) for a, b, _ in found))
    plain = text.translate(STRAIGHT)
    furniture = tuple(
        Furniture(span=cut(report.id, text, a, b), kind=kind) for a, b, kind in sorted(found) if text[a:b].strip()
    )
    return "".join(plain[a:b] for a, b in pieces), OffsetMap(pieces), furniture


def _find(text: str, title: str) -> Iterator[Found]:
    """Furniture of all kinds: by cues first, then by the shape of the lines that are left."""
    left: list[Range] = []
    running = under_label = False
    for i, (start, end) in enumerate(blocks(text)):
        core_start, core_end = _core(text, start, end)
        words = text.count(" ", core_start, core_end) + 1
        head = not running and i < HEAD_LINES
        if under_label and not headings.is_running(text[core_start:core_end]):
            yield start, end, FurnitureKind.TEASER
            continue
        under_label = False
        taken: list[Found] = []
        for rule in rules():
            if words > rule.most_words or (rule.head and not head):
                continue
            at = (start, end) if rule.part == "start" else (core_start, core_end)
            spans = [s for s in rule.find(text, *at) if not any(s[0] < b and a < s[1] for a, b, _ in taken)]
            taken += [(*_without_glued_sentence(text, s, rule), rule.kind) for s in spans]
            if spans and rule.part in ("line", "whole"):
                under_label = (
                    rule.kind is FurnitureKind.TEASER and words < 6 and bool(_LABEL.match(text, core_start, core_end))
                )
                break
        yield from taken
        rest = _rest(core_start, core_end, [(a, b) for a, b, _ in taken])
        if rest and not any(kind is FurnitureKind.CAPTION for _, _, kind in taken):
            left.append(rest)
            running = running or headings.is_running(text[rest[0] : rest[1]])
    yield from headings.find(text, left, title)


def _core(text: str, start: int, end: int) -> Range:
    """A range without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _rest(start: int, end: int, taken: list[Range]) -> Range | None:
    """What of a line is left outside the cuts: its outer bounds, None when nothing is."""
    for a, b in sorted(taken):
        if a <= start:
            start = max(start, b)
    for a, b in sorted(taken, reverse=True):
        if b >= end:
            end = min(end, a)
    return (start, end) if start < end else None


GLUE = re.compile(
    r"""(?<=[a-z\d)’'])(?=(?:The|A|An|In|On|At|It|He|She|They|We|But|And|As|This|That|[A-Z][\w'’-]+)\s+[a-z])"""
)


def _without_glued_sentence(text: str, span: Range, rule: Rule) -> Range:
    """A teaser that ran into the next sentence without a blank (``PackagesUkraine has``) ends where that one begins."""
    start, end = span
    if rule.kind is not FurnitureKind.TEASER or rule.part != "line" or text[end - 1] not in '.!?"”':
        return span
    glue = GLUE.search(text, start, end)
    return (start, glue.start()) if glue else span


def _guarded(text: str, cuts: list[Range]) -> list[Range]:
    """The ranges between the cuts, with one white space of a cut given back where two words would touch."""
    pieces: list[Range] = []
    at = 0
    for start, end in cuts:
        pieces.append((at, start))
        if start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace():
            blank = next((i for i in range(end - 1, start - 1, -1) if text[i].isspace()), None)
            if blank is not None:
                pieces.append((blank, blank + 1))
        at = end
    pieces.append((at, len(text)))
    return [p for p in pieces if p[0] < p[1]]
