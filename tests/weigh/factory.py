"""Reports with statements, made by hand: a small invented incident is a list of calls to :meth:`Desk.says`."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.records import (
    Attribution,
    Name,
    Quantity,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    Story,
    Weighing,
    When,
    Where,
    content_id,
)
from sayso.terms import (
    Anchor,
    Bound,
    Certainty,
    NameKind,
    Naming,
    Phase,
    PlaceKind,
    Polarity,
    Precision,
    Quoting,
    Sense,
    SourceKind,
    Stance,
    TimeKind,
)
from sayso.weigh.weighing import weigh


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def source(
    name: str, naming: Naming = Naming.NAMED, kind: SourceKind = SourceKind.PERSON, speaks_for: str = ""
) -> Source:
    return Source(id=content_id("src", name, naming), name=name, kind=kind, naming=naming, speaks_for=speaks_for)


def officials(name: str = "two port officials") -> Source:
    return source(name, Naming.ANONYMOUS, SourceKind.PEOPLE)


def outlet(name: str) -> Source:
    return source(name, Naming.NAMED, SourceKind.OUTLET)


class Desk:
    """Collects reports and weighs them as one story."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.texts: dict[str, str] = {}
        self.statements: dict[str, list[Statement]] = {}
        self.names: dict[str, list[Name]] = {}

    def report(self, name: str, at: str = "2031-05-04T10:00", *, outlet: str | None = None, credit: str = "") -> str:
        """A new empty report; its outlet is its name unless given."""
        self.reports[name] = Report(
            id=name, name=name, text="", outlet=name if outlet is None else outlet, published=moment(at), credit=credit
        )
        self.texts[name], self.statements[name], self.names[name] = "", [], []
        return name

    def says(
        self,
        report: str,
        content: str,
        *sources: Source,
        subject: str = "",
        predicate: str = "",
        object: str = "",
        stance: Stance = Stance.AFFIRMS,
        polarity: Polarity = Polarity.POSITIVE,
        phase: Phase = Phase.PAST,
        cue: str = "said",
        inside: bool = False,
        when: tuple[str, str] | None = None,
        where: tuple[str, float, float] | None = None,
        count: tuple[float, str] | None = None,
        bound: Bound = Bound.EXACT,
        about: str = "",
        again: bool = False,
    ) -> str:
        """One sentence of a report with its statement; returns the statement's id.

        ``inside``: the cue stands in the content (an act of saying). ``again``: the same span as the last statement.
        """
        if report not in self.reports:
            self.report(report)
        if again:
            span = self.statements[report][-1].spans[0]
        else:
            start = len(self.texts[report])
            tail = "" if inside or not sources else f", {sources[-1].name} {cue}"
            self.texts[report] += f"{content}{tail}. "
            span = Span(report=report, start=start, end=start + len(content), exact=content)
        at = content.find(cue) if inside else len(content) + 2
        cues = (
            (Span(report=report, start=span.start + at, end=span.start + at + len(cue), exact=cue),) if sources else ()
        )
        chain = tuple(
            Attribution(source=s, source_span=None, cue=cues, content=(span,), quoting=Quoting.INDIRECT, stance=stance)
            for s in sources
        )
        quantities: tuple[Quantity, ...] = ()
        if count:
            value, role = count
            quantities = (
                Quantity(
                    span=span, value=value, unit="persons", of="people", bound=bound, role=role, low=None, high=None
                ),
            )
        statement = Statement(
            id=content_id("st", report, span.start, span.end, subject, predicate, object, content),
            report=report,
            spans=(span,),
            content=span.exact,
            sentence=span,
            attributions=chain,
            subject=subject,
            predicate=predicate,
            object=object,
            polarity=polarity,
            stance=stance,
            phase=phase,
            certainty=Certainty.CERTAIN,
            when=self._when(span, when),
            where=self._where(span, where),
            quantities=quantities,
            entities=tuple(n.canonical for n in self.names[report] if any(a in content for a in n.aliases)),
            about=about,
        )
        self.statements[report].append(statement)
        return statement.id

    def named(self, report: str, canonical: str, *aliases: str, kind: NameKind = NameKind.PERSON) -> None:
        """A name of a report; call before the statements that mention it."""
        if report not in self.reports:
            self.report(report)
        every = tuple(dict.fromkeys((canonical, *aliases)))
        self.names[report].append(Name(id=canonical, canonical=canonical, kind=kind, aliases=every))

    def filler(self, *reports: str) -> None:
        """Sentences about other matters, so that words of the story have a background."""
        matters = (
            "Schools in the hills open again after the holidays",
            "The lake ferry runs on its winter timetable",
            "A new baker has come to the old market hall",
            "The orchestra tours the coast with three symphonies",
        )
        for report in reports:
            for matter in matters:
                self.says(report, f"{matter}, {report} writes")

    @staticmethod
    def _when(span: Span, when: tuple[str, str] | None) -> When | None:
        if when is None:
            return None
        return When(
            span=span, kind=TimeKind.DATE, value=when[0], earliest=moment(when[0]), latest=moment(when[1]),
            precision=Precision.DAY, anchor=Anchor.ABSOLUTE,
        )  # fmt: skip

    @staticmethod
    def _where(span: Span, where: tuple[str, float, float] | None) -> tuple[Where, ...]:
        if where is None:
            return ()
        name, lat, lon = where
        return (
            Where(span=span, name=name, sense=Sense.LOCATION, kind=PlaceKind.CITY, lat=lat, lon=lon, gazetteer=name),
        )

    def all_reports(self) -> list[Report]:
        from msgspec.structs import replace

        return [replace(r, text=self.texts[r.id]) for r in self.reports.values()]

    def readings(self) -> list[Reading]:
        return [
            Reading(report=r, reader="test", statements=tuple(self.statements[r]), names=tuple(self.names[r]))
            for r in self.reports
        ]

    def weigh(self, *, backwards: bool = False, vectors: bool = False, judgements: tuple = ()) -> Weighing:  # type: ignore[type-arg]
        reports, readings = self.all_reports(), self.readings()
        story = Story(id="story", title="An invented story", reports=tuple(sorted(self.reports)))
        if backwards:
            reports, readings = reports[::-1], readings[::-1]
        return weigh(story, reports, readings, judgements, vectors=vectors)


def together(weighing: Weighing, a: str, b: str) -> bool:
    """Whether two statements are in one claim."""
    return any(a in c.statements and b in c.statements for c in weighing.claims)


def assessment(weighing: Weighing, statement: str):  # type: ignore[no-untyped-def]
    """The assessment of the claim that holds a statement."""
    claim = next(c for c in weighing.claims if statement in c.statements)
    return next(a for a in weighing.assessments if a.claim == claim.id)
