"""A briefing as one self-contained HTML file: no script, no request; a citation opens its passage in the report."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from sayso.records import Briefing, Part, Picture, Report, Section, Sentence, Span
from sayso.spans import merge
from sayso.tell.about import remarks
from sayso.tell.lexicon import table
from sayso.tell.render_markdown import published
from sayso.tell.views import View

_AROUND = 140
"""Code points shown on each side of a cited passage."""


@dataclass
class Passage:
    """A cited passage with the words around it, and the sentences that cite it."""

    anchor: str
    start: int
    before: str
    exact: str
    after: str
    used_in: list[str] = field(default_factory=list)

    @property
    def end(self) -> int:
        """One past its last code point in the report."""
        return self.start + len(self.exact)


@dataclass(frozen=True)
class Cite:
    """One citation mark after a sentence: a report and the passages of it."""

    id: str
    number: int
    report: Report
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Why:
    """What the standing of a claim rests on: the origin tree, each origin with the ways its word travelled."""

    standing: str
    reason: str
    origins: tuple[tuple[str, bool, tuple[str, ...]], ...]
    would_change: str


@dataclass(frozen=True)
class Line:
    """A sentence ready for the template."""

    id: str
    sentence: Sentence
    pieces: tuple[tuple[tuple[Part, ...], tuple[Cite, ...]], ...]
    """The parts of the sentence in pieces, each with the citations after it."""
    why: Why | None


@dataclass(frozen=True)
class Piece:
    """A run of a report's text, marked where it is cited."""

    text: str
    cited: bool


@dataclass(frozen=True)
class Excerpt:
    """Cited passages that lie close together, in one run of text."""

    passages: tuple[Passage, ...]
    before: str
    pieces: tuple[Piece, ...]
    after: str

    @property
    def used_in(self) -> list[str]:
        """The sentences that cite any of the passages, each once."""
        return list(dict.fromkeys(n for p in self.passages for n in p.used_in))


def html(briefing: Briefing, picture: Picture) -> str:
    """The briefing as a complete HTML document. All text of reports is escaped by the template."""
    view = View(picture)
    book = _Book(view)
    lead = book.line(briefing.lead)
    parts = [
        (f"story-{n}", story, [(f"{s.key}-{i}", s, book.groups(s)) for i, s in sections])
        for n, (story, sections) in enumerate(_by_story(briefing.sections), start=1)
    ]
    style = _file("briefing.css")
    page = _template().render(
        briefing=briefing,
        lead=lead,
        parts=parts,
        style=Markup(style),
        style_hash=_hash(style),
        published=published,
        reading=table()["about"]["reading"],
        reports=[
            (view.number(r), view.reports[r], remarks(view.reports[r], view), book.excerpts(r), book.pieces(r))
            for r in briefing.reports
        ],
    )
    return page.rstrip() + "\n"


class _Book:
    """Passages, each with one anchor, collected while sentences are laid out."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._passages: dict[tuple[str, int, int], Passage] = {}
        self._lines = 0
        self._unnamed = [r for r in view.reports.values() if not r.outlet and r.name]

    def groups(self, section: Section) -> list[tuple[str, list[Line]]]:
        """The lines of a section in runs of equal labels."""
        runs = groupby(section.sentences, key=lambda s: s.label)
        return [(label, [self.line(s) for s in run]) for label, run in runs]

    def line(self, sentence: Sentence) -> Line:
        """A sentence with its citations and what its standing rests on."""
        self._lines += 1
        name = f"n{self._lines}"
        pieces = []
        marked = self._view.marked(sentence)
        for i, (parts, numbers) in enumerate(marked, start=1):
            here = [p.span for p in parts if p.span] if i < len(marked) else []
            cites = tuple(self._cite(f"{name}-{i}-s{n}", n, sentence, here, name) for n in numbers)
            pieces.append((parts, cites))
        return Line(id=name, sentence=sentence, pieces=tuple(pieces), why=self._why(sentence))

    def _cite(self, id: str, number: int, sentence: Sentence, quoted: Sequence[Span], line: str) -> Cite:
        """A citation of what is quoted before it, or without that of all that the sentence cites in that report."""
        report = self._view.reports[self._view.order[number - 1]]
        own = [s for s in quoted if s.report == report.id] or [s for s in sentence.spans if s.report == report.id]
        passages = (self._passage(report, start, end, line) for start, end in sorted({(s.start, s.end) for s in own}))
        return Cite(id=id, number=number, report=report, passages=tuple(passages))

    def _why(self, sentence: Sentence) -> Why | None:
        held = self._view.assessments.get(sentence.claim)
        if held is None:
            return None
        return Why(
            standing=held.standing.value,
            reason=self._named(held.reason),
            origins=tuple(
                (self._named(o.name), o.first_hand, tuple(self._named(" ← ".join(p)) for p in o.paths if len(p) > 1))
                for o in held.origins
            ),
            would_change=self._named(held.would_change),
        )

    def _named(self, text: str) -> str:
        """A text in which reports without an outlet go by their citation, not by their file name."""
        for report in self._unnamed:
            if report.name in text:
                text = text.replace(report.name, f"S{self._view.number(report.id)}")
        return text

    def _passage(self, report: Report, start: int, end: int, line: str) -> Passage:
        key = (report.id, start, end)
        if key not in self._passages:
            self._passages[key] = Passage(
                anchor=f"s{self._view.number(report.id)}-{start}-{end}",
                start=start,
                before=_tail_of(report.text[max(0, start - _AROUND) : start], start > _AROUND),
                exact=report.text[start:end],
                after=_head_of(report.text[end : end + _AROUND], end + _AROUND < len(report.text)),
            )
        passage = self._passages[key]
        if line not in passage.used_in:
            passage.used_in.append(line)
        return passage

    def excerpts(self, report: str) -> list[Excerpt]:
        """The cited passages of a report in the order of its text, neighbours together in one excerpt."""
        text = self._view.reports[report].text
        found = sorted((p for (r, _, _), p in self._passages.items() if r == report), key=lambda p: p.start)
        out: list[Excerpt] = []
        for near in _clusters(found):
            start, end = near[0].start, max(p.end for p in near)
            pieces = _pieces(text, start, end, [(p.start, p.end) for p in near])
            out.append(Excerpt(tuple(near), near[0].before, tuple(pieces), max(near, key=lambda p: p.end).after))
        return out

    def pieces(self, report: str) -> list[Piece]:
        """The whole text of a report in runs, cited or not."""
        text = self._view.reports[report].text
        return _pieces(text, 0, len(text), [(s, e) for r, s, e in self._passages if r == report])


def _clusters(passages: list[Passage]) -> list[list[Passage]]:
    """Passages in the order of the text, those less than an excerpt apart together."""
    out: list[list[Passage]] = []
    reach = -_AROUND
    for passage in passages:
        if out and passage.start <= reach + _AROUND:
            out[-1].append(passage)
        else:
            out.append([passage])
        reach = max(reach, passage.end)
    return out


def _pieces(text: str, start: int, end: int, cited: list[tuple[int, int]]) -> list[Piece]:
    out, at = [], start
    for a, b in merge(cited):
        out += [Piece(text[at:a], False), Piece(text[a:b], True)]
        at = b
    return [p for p in (*out, Piece(text[at:end], False)) if p.text]


def _by_story(sections: Iterable[Section]) -> list[tuple[str, list[tuple[int, Section]]]]:
    return [(story, list(run)) for story, run in groupby(enumerate(sections), key=lambda e: e[1].story)]


def _tail_of(text: str, cut: bool) -> str:
    """The end of a text from a word start on, with an ellipsis where it was cut."""
    return "…" + re.sub(r"^\S*\s", "", text) if cut else text


def _head_of(text: str, cut: bool) -> str:
    return re.sub(r"\s\S*$", "", text) + "…" if cut else text


def _file(name: str) -> str:
    return files("sayso.data").joinpath(name).read_text(encoding="utf-8")


def _hash(style: str) -> str:
    """The source expression that lets a content security policy accept this one style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file("briefing.html.j2"))
