"""Furniture that is known by its shape and place alone: headlines, section headings, teasers, datelines, galleries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.read.layout import ENDS
from sayso.read.lexicon.gazetteer import gazetteer
from sayso.spans import Range
from sayso.terms import FurnitureKind

HEADING_WORDS = 11
"""A longer line is no section heading."""
TEASER_WORDS = 24
"""A longer line without a full stop is a sentence that lost it."""

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "nor",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "so",
        "than",
        "the",
        "to",
        "up",
        "upon",
        "via",
        "vs",
        "with",
        "after",
        "amid",
        "among",
        "before",
        "between",
        "during",
        "near",
        "not",
        "out",
        "since",
        "under",
        "until",
        "without",
    ]
)
_LISTED = re.compile(r"\s*(?:[-–—•*·▪►>]|\d{1,2}[.)]|\(?[a-z]\))\s")
_OPENS_SENTENCE = re.compile(
    r"(?:The|A|An|This|These|That|Those|It|He|She|They|We|I|His|Her|Their|Its|Our|My|There|In|On|At)\s"
)
_TWEET = re.compile(r"\(@\w+\)")
"""An embedded post: somebody's own words, so text."""
_TOLD = re.compile(r"\b(?:was|were|had|has been|have been)\b")
"""Headlines tell in the present; a long line in the past is a sentence that lost its full stop."""
_QUOTED_LINE = re.compile(r"""(?:"[^"]+"|'[^']+'|“[^”]+”|‘[^’]+’)$""")

_DATELINE = re.compile(
    r"""(?:
    [A-Z][A-Z'’./-]+(?:[ ,]+[A-Z][A-Z'’./-]+){0,4}                                    # PORT ESTMARK
      (?:,\ (?:[A-Z][\w.'’-]+\ ?){1,3})?                                              # , Norland
      (?:,?\ (?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?\ \d{1,2})?  # , Nov. 3
      \ ?(?:\((?:[^()]{2,40})\)\ ?)?(?:--+|[—–-])\ *
    | (?:[A-Z][\w.'’-]+\ ?){1,3}(?:,\ (?:[A-Z][\w.'’-]+\ ?){1,3})?
      \((?:AP|AFP|CNN|Reuters|REUTERS|dpa|Xinhua|CNN\ Business|[A-Z]{2,6})\)\ *(?:(?:--+|[—–-])\ *|(?=[A-Z"“]))
    | (?:[A-Z][\w.'’-]+\ ?){1,3}(?:,\ (?:[A-Z][\w.'’-]+\ ?){1,3})?\ ?(?:--+|—)\ *(?=[A-Z"“])
    | \((?:AP|AFP|CNN|Reuters|REUTERS|UPI|dpa|Xinhua)\)\ *(?:--+|[—–-])?\ *
    )(?=\S)""",
    re.VERBOSE,
)


_PLAIN_DATELINE = re.compile(
    r"""(?P<place>(?!The\ )[^\W\d_][\w.'’-]+(?:\ [^\W\d_][\w.'’-]+){0,2})                    # Port Estmark
    (?:,\ (?:[^\W\d_][\w.'’-]+\ ?){1,3}?)?                                              # , Norland
    (?:,?\ (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\ \d{1,2})?  # , Nov. 3
    (?:\ [–-]|:)\ (?=["“‘'\d]|[^\W\d_a-z])""",
    re.VERBOSE,
)
"""With a mere hyphen or a colon, the way of British, Asian and African papers; only a known place makes it one."""


def _dateline(text: str, start: int, end: int) -> int | None:
    """Where the dateline at the head of a line ends."""
    if (m := _DATELINE.match(text, start, end)) is None:
        m = _PLAIN_DATELINE.match(text, start, end)
        if m is None or not m["place"][0].isupper() or not gazetteer().find(m["place"]):
            return None
    return m.end() if m.end() < end else None


def is_running(line: str) -> bool:
    """Whether a line looks like running text: it ends as sentences do, and is no mere label."""
    return bool(ENDS.search(line)) and len(line.split()) > 4


def find(text: str, left: Sequence[Range], title: str) -> Iterator[tuple[int, int, FurnitureKind]]:
    """Headlines, headings, teasers and datelines among the lines that no cue took."""
    running = [is_running(text[a:b]) for a, b in left]
    first = next((i for i, r in enumerate(running) if r), len(left))
    prose = sum(running)
    listed = _in_lists(text, left, running)
    for i, (start, end) in enumerate(left):
        line = text[start:end]
        if title and i < 6 and _same_words(line, title):
            yield start, end, FurnitureKind.HEADLINE
        elif running[i]:
            if i == first and (cut := _dateline(text, start, end)):
                yield start, cut, FurnitureKind.DATELINE
        elif prose < 2 or i in listed or (i + 1 < len(left) and _runs_on(text, end, left[i + 1][0])):
            continue
        elif kind := _shape(line, i < first, i > first):
            yield start, end, kind


def _runs_on(text: str, end: int, after: int) -> bool:
    """Whether a line goes on in the next one: text that was wrapped by hand, where the next begins in small letters."""
    return text[after].islower() and text[end:after].count("\n") == 1 and not text[end:after].strip()


def _shape(line: str, above: bool, below: bool) -> FurnitureKind | None:
    """What a line without a sentence's end is, by its length, capitals and place; None when it may be text."""
    words = line.split()
    quoted = bool(_QUOTED_LINE.match(line))
    if (ENDS.search(line) and not quoted) or len(words) > TEASER_WORDS or _TWEET.search(line):
        return None
    if len(words) > 8 and _TOLD.search(line) and not _title_case(line):
        return None
    if above:
        return (FurnitureKind.HEADLINE if len(words) > 3 else FurnitureKind.HEADING) if _title_case(line) else None
    if not below:
        return None
    if len(words) <= HEADING_WORDS and (quoted or _title_case(line) or not _OPENS_SENTENCE.match(line)):
        return FurnitureKind.HEADING
    return FurnitureKind.TEASER if _title_case(line) or not _OPENS_SENTENCE.match(line) else None


def _title_case(line: str) -> bool:
    """Whether nearly all of the longer words begin with a capital."""
    words = [w for w in _WORD.findall(line) if w.lower() not in _SMALL]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _same_words(line: str, title: str) -> bool:
    def fold(s: str) -> list[str]:
        return re.findall(r"\w+", s.lower())

    return fold(line) == fold(title)


def _in_lists(text: str, left: Sequence[Range], running: Sequence[bool]) -> set[int]:
    """Lines that are items of a list: marked ones, and runs of three and more unended lines in sentence case."""
    out: set[int] = {i for i, (a, b) in enumerate(left) if _LISTED.match(text[a:b])}
    run: list[int] = []
    for i in [*range(len(left)), None]:
        if i is not None and not running[i] and not _title_case(text[left[i][0] : left[i][1]]):
            run.append(i)
            continue
        if len(run) >= 3:
            out.update(run)
        run = []
    return out
