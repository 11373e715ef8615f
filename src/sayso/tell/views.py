"""Lookups over a picture: what belongs to an id, how a report is called, what number it is cited by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property

from sayso.records import (
    Assessment,
    Attribution,
    Claim,
    Part,
    Picture,
    Point,
    Report,
    Sentence,
    Source,
    Span,
    Statement,
    Weighing,
)
from sayso.said import said as all_said
from sayso.tell.phrases import inside, unnamed
from sayso.tell.quote import words
from sayso.terms import ConflictClass, DerivationKind, FurnitureKind, Naming, SourceKind

HEAD = 600
"""Code points at the head of a report that tell what it is about."""
_LATE = datetime.max.replace(tzinfo=UTC)


class View:
    """Read-only lookups over a picture. Ids that lead nowhere raise KeyError: a picture holds all it points to."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.reports = {r.id: r for r in picture.reports}
        self.statements = all_said(picture)
        self.order = tuple(r.id for r in sorted(picture.reports, key=_report_order))
        self._heads: dict[str, frozenset[str]] = {}
        self._number = {report: n for n, report in enumerate(self.order, start=1)}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim of every story by its id."""
        return {c.id: c for w in self.picture.weighings for c in w.claims}

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """Every assessment by the id of its claim."""
        return {a.claim: a for w in self.picture.weighings for a in w.assessments}

    def number(self, report: str) -> int:
        """The number by which a report is cited: 1 for S1."""
        return self._number[report]

    def cites(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of the reports in which spans lie, each once, in order of the spans: the quoted report first."""
        numbers = list(dict.fromkeys(self.number(s.report) for s in spans))
        return (*numbers[:1], *sorted(numbers[1:]))

    def outlet(self, report: str) -> str:
        """The name of a report's outlet, without a leading "www."; where none is known, the number it is cited by."""
        name = self.reports[report].outlet.removeprefix("www.") or f"S{self.number(report)}"
        return re.sub(r"[;:]+ *", " ", name).strip()

    def voices(self, reports: Iterable[str]) -> tuple[int, str]:
        """How many speak in some reports, and what they are: outlets, each once; reports where one has no outlet.

        A report and its newer versions count once.
        """
        named = [self.reports[r].outlet for r in reports]
        if named and all(named):
            return len(set(named)), "outlet"
        return len({self.versions.get(r, r) for r in reports}), "report"

    def marked(self, sentence: Sentence) -> list[tuple[tuple[Part, ...], tuple[int, ...]]]:
        """A sentence in pieces, each with the numbers cited after it.

        Where it quotes one side and then another, each quotation is followed by its own report; the other reports come
        last, in order.
        """
        pieces: list[tuple[list[Part], list[int]]] = [([], [])]
        for part in sentence.parts:
            parts, numbers = pieces[-1]
            turn = re.match(r"[^;]*[”’](?=;)", part.text) if numbers and part.span is None else None
            if turn:
                parts.append(Part(text=turn[0]))
                pieces.append(([Part(text=part.text[turn.end() :])], []))
                continue
            parts.append(part)
            if part.span and self.number(part.span.report) not in numbers:
                numbers.append(self.number(part.span.report))
        shown = {n for _, numbers in pieces for n in numbers}
        pieces[-1][1].extend(sorted(set(self.cites(sentence.spans)) - shown))
        return [(tuple(parts), tuple(numbers)) for parts, numbers in pieces]

    @cached_property
    def versions(self) -> dict[str, str]:
        """Report id -> id of its newest version, for reports of which there is a newer one."""
        newer = {r.revision_of: r.id for r in self.reports.values() if r.revision_of}
        found = {}
        for report in newer:
            last = report
            while last in newer:
                last = newer[last]
            found[report] = last
        return found

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The statements that a newer version took back, and that the newest one does not have again."""
        cut = (e for e in self.picture.errata if e.revision and e.report in self.reports)
        return frozenset(
            e.statement
            for e in cut
            if (newest := self.versions.get(e.report)) and e.stood.exact not in self.reports[newest].text
        )

    @cached_property
    def copied(self) -> dict[str, str]:
        """Report id -> the earliest report of which it repeats the text."""
        made = (d for w in self.picture.weighings for d in w.derivations if d.kind is DerivationKind.COPY)
        found: dict[str, str] = {}
        for derivation in sorted(made, key=lambda d: self.number(d.earlier)):
            found.setdefault(derivation.later, derivation.earlier)
        return found

    def current(self, ids: Iterable[str]) -> tuple[Statement, ...]:
        """The statements behind ids, those in versions since replaced left out where a later version has one too."""
        found = self.present(ids)
        held = {s.report for s in found}
        return tuple(s for s in found if self.versions.get(s.report) not in held)

    def headline(self, report: str) -> str:
        """The headline of a report: its title, else the one printed in its text; empty when it has none."""
        return " ".join((self.reports[report].title or self._headlines.get(report, "")).split())

    def head_words(self, report: str) -> frozenset[str]:
        """The longer words of a report's headline and first lines, in lower case."""
        if report not in self._heads:
            self._heads[report] = words(f"{self.headline(report)} {self.reports[report].text.lstrip()[:HEAD]}")
        return self._heads[report]

    @cached_property
    def _headlines(self) -> dict[str, str]:
        kind = FurnitureKind.HEADLINE
        return {r.report: f.span.exact for r in self.picture.readings for f in r.furniture if f.kind is kind}

    def told_by(self, statement: Statement) -> Source | None:
        """The innermost source that a statement rests on; None in the report's own voice or when none is printed."""
        for attribution in reversed(statement.attributions):
            if attribution.source.name and attribution.source.naming is not Naming.UNGIVEN:
                return attribution.source
        return None

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        return {(r.report, n.canonical): n.titles[0] for r in self.picture.readings for n in r.names if n.titles}

    def called(self, source: Source, report: str) -> str:
        """A source as it is introduced: with its office where the report prints one, else with what it speaks for.

        Whoever the report does not name is said to be unnamed.
        """
        hidden = source.naming is Naming.ANONYMOUS and source.kind in (SourceKind.PERSON, SourceKind.PEOPLE)
        name = unnamed(self._common(source.name, report)) if hidden else inside(source.name)
        title = self._titles.get((report, source.name), "")
        if title[:1].isalpha() and title.lower() not in name.lower():
            return f"{title} {name}" if title[0].isupper() else f"{name}, {title},"
        if source.speaks_for and source.speaks_for.lower() not in name.lower():
            return f"{name} ({source.speaks_for})"
        return name

    def _common(self, name: str, report: str) -> str:
        """A name that opened its sentence in lower case, where the report prints it so elsewhere (Officials)."""
        lower = name[:1].lower() + name[1:]
        return lower if re.search(rf"\b{re.escape(lower)}\b", self.reports[report].text) else name

    def carrier(self, statement: Statement) -> str:
        """The other outlet through which a statement came ("Bloomberg"); empty when it came straight."""
        for attribution in statement.attributions[:-1]:
            if attribution.source.kind is SourceKind.OUTLET and attribution.source.name:
                return attribution.source.name
        return ""

    def points(self, statements: Iterable[str]) -> tuple[Point, ...]:
        """The points of series that rest on some statements."""
        return tuple(p for s in dict.fromkeys(statements) for p in self._points.get(s, ()))

    @cached_property
    def _points(self) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = {}
        for point in (p for w in self.picture.weighings for s in w.series for p in s.points):
            found.setdefault(point.statement, []).append(point)
        return found

    @cached_property
    def opposed(self) -> dict[str, list[Statement]]:
        """Claim id -> the statements of other claims that cannot hold together with it."""
        found: dict[str, list[Statement]] = {}
        conflicts = (c for w in self.picture.weighings for c in w.conflicts if c.cls is ConflictClass.CONFLICT)
        for conflict in conflicts:
            for own, other in zip(conflict.claims, reversed(conflict.statements), strict=True):
                if other in self.statements:
                    found.setdefault(own, []).append(self.statements[other])
        return found

    @cached_property
    def entities(self) -> dict[str, frozenset[str]]:
        """Report id -> the names that its statements mention."""
        return {r.report: frozenset(e for s in r.statements for e in s.entities) for r in self.picture.readings}

    def present(self, ids: Iterable[str]) -> tuple[Statement, ...]:
        """The statements behind ids that this picture holds, in order of their reports."""
        found = [self.statements[i] for i in ids if i in self.statements]
        return tuple(sorted(found, key=lambda s: (self.number(s.report), s.sentence.start)))


def _report_order(report: Report) -> tuple[datetime, str, str]:
    """By publication, then name: the order in which reports are cited."""
    return report.published or _LATE, report.name, report.id


def innermost(statement: Statement) -> Attribution | None:
    """The attribution closest to the content; None in the report's own voice."""
    return statement.attributions[-1] if statement.attributions else None


def weighings(view: View) -> tuple[Weighing, ...]:
    """The weighings of a picture in the order in which they are told: the story of most reports first."""
    return tuple(sorted(view.picture.weighings, key=lambda w: (-len(w.story.reports), w.story.title, w.story.id)))
