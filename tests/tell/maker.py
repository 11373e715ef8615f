"""Makes pictures from marked text, so that a test reads like the reports it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sayso.records import (
    Argument,
    Assessment,
    Attribution,
    Claim,
    Name,
    Origin,
    Picture,
    Point,
    Quantity,
    Reading,
    Report,
    Series,
    Source,
    Span,
    Statement,
    Story,
    Weighing,
    When,
    content_id,
)
from sayso.terms import (
    Anchor,
    Bound,
    Direction,
    NameKind,
    Naming,
    Phase,
    Precision,
    PublishedBasis,
    Quoting,
    SeriesKind,
    SourceKind,
    Stance,
    Standing,
    TimeKind,
)


def moment(text: str) -> datetime:
    """An ISO time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


Chain = tuple[tuple[str, str, dict[str, Any]], ...]
"""Who says it: (name as printed, cue, further fields), outermost first."""


class Maker:
    """Collects reports, statements and claims, and gives the picture of one story."""

    def __init__(self, title: str = "Ferry fire at Estmark") -> None:
        self.title = title
        self.reports: list[Report] = []
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.assessments: list[Assessment] = []
        self.series: list[Series] = []
        self.names: dict[str, list[Name]] = {}

    def report(self, outlet: str, text: str, published: str = "2031-05-05T09:00", **more: Any) -> Report:
        n = len(self.reports)
        known = (
            {
                "published": moment(published),
                "published_basis": PublishedBasis.GIVEN,
                "published_precision": Precision.MINUTE,
            }
            if published
            else {}
        )
        made = Report(
            id=content_id("r", outlet, text, n), name=f"{n:02}.txt", text=text, outlet=outlet, **{**known, **more}
        )
        self.reports.append(made)
        return made

    def span(self, report: Report, words: str, after: int = 0) -> Span:
        start = report.text.index(words, after)
        return Span(report=report.id, start=start, end=start + len(words), exact=words)

    def source(self, report: Report, name: str, cue: str, content: tuple[Span, ...], **more: Any) -> Attribution:
        stance = more.pop("stance", Stance.AFFIRMS)
        naming = more.pop("naming", Naming.NAMED)
        kind = more.pop("kind", SourceKind.PERSON)
        return Attribution(
            source=Source(id=content_id("s", name), name=name, kind=kind, naming=naming, **more),
            source_span=self.span(report, name) if name else None,
            cue=(self.span(report, cue),) if cue else (),
            content=content,
            quoting=Quoting.INDIRECT,
            stance=stance,
        )

    def statement(
        self,
        report: Report,
        words: str,
        *,
        by: Chain = (),
        day: tuple[str, str] | None = None,
        subject: str = "",
        after: str = "",
        number: tuple[str, float] | None = None,
        **more: Any,
    ) -> Statement:
        """A statement with the given words, the first ones after some others; ``by`` is who says it."""
        span = self.span(report, words, report.text.index(after) if after else 0)
        chain = tuple(self.source(report, name, cue, (span,), **dict(fields)) for name, cue, fields in by)
        arguments: tuple[Argument, ...] = ()
        if subject and subject in words:
            arguments = (
                Argument(
                    role="subject",
                    span=self.span(report, subject, span.start),
                    text=subject,
                    head=subject.split()[-1].lower(),
                    entity=more.pop("entity", ""),
                ),
            )
        quantities: tuple[Quantity, ...] = ()
        if number:
            quantities = (
                Quantity(
                    span=self.span(report, number[0], span.start),
                    value=number[1],
                    unit="persons",
                    of="people",
                    bound=Bound.EXACT,
                    role="killed",
                ),
            )
        more.setdefault("found_by", "main")
        made = Statement(
            id=content_id("st", report.id, words, subject, *(n for n, _, _ in by)),
            report=report.id,
            spans=(span,),
            content=words,
            sentence=_sentence(report, span),
            attributions=chain,
            subject=subject,
            arguments=arguments,
            quantities=quantities,
            when=self.when(report, *day) if day else None,
            **more,
        )
        self.statements.append(made)
        return made

    def when(self, report: Report, words: str, day: str) -> When:
        start = moment(day)
        return When(
            span=self.span(report, words),
            kind=TimeKind.DATE,
            value=day,
            earliest=start,
            latest=start + timedelta(days=1, seconds=-1),
            precision=Precision.DAY,
            anchor=Anchor.PUBLICATION,
        )

    def name(self, report: Report, canonical: str, title: str) -> None:
        """A name that the report prints with an office."""
        made = Name(
            id=content_id("n", canonical),
            canonical=canonical,
            kind=NameKind.PERSON,
            aliases=(canonical,),
            titles=(title,),
        )
        self.names.setdefault(report.id, []).append(made)

    def claim(
        self,
        *statements: Statement,
        standing: Standing = Standing.SINGLE_SOURCE,
        low: int = 1,
        high: int = 1,
        excludes: tuple[str, ...] = (),
        **sides: Any,
    ) -> Claim:
        best = statements[0]
        made = Claim(
            id=content_id("c", *(s.id for s in statements)),
            text=best.content,
            best=best.id,
            statements=tuple(s.id for s in statements),
            reports=tuple(dict.fromkeys(s.report for s in statements)),
            excludes=excludes,
        )
        self.claims.append(made)
        origin = Origin(
            key="k",
            name="k",
            naming=Naming.NAMED,
            first_hand=False,
            paths=tuple((s.report,) for s in statements),
            statements=made.statements,
        )
        self.assessments.append(
            Assessment(
                claim=made.id,
                standing=standing,
                rule=standing.value,
                reason="Because.",
                origins=(origin,),
                origins_low=low,
                origins_high=high,
                affirmed_by=sides.pop("affirmed_by", made.statements),
                **sides,
            )
        )
        return made

    def follow(
        self,
        subject: str,
        attribute: str,
        *points: tuple[float | str, Statement, str],
        kind: SeriesKind = SeriesKind.QUANTITY,
        unit: str = "persons",
    ) -> Series:
        made = Series(
            id=content_id("sr", subject, attribute),
            kind=kind,
            subject=subject,
            attribute=attribute,
            unit=unit,
            points=tuple(
                Point(
                    value=value,
                    bound=Bound.EXACT,
                    direction=Direction.NONE,
                    valid_at=moment(day),
                    valid_precision=Precision.DAY,
                    known_at=None,
                    superseded=(value, s, day) != points[-1],
                    statement=s.id,
                )
                for value, s, day in points
            ),
        )
        self.series.append(made)
        return made

    def picture(self, as_of: str = "2031-05-05T12:00") -> Picture:
        readings = tuple(
            Reading(
                report=r.id,
                reader="t",
                names=tuple(self.names.get(r.id, ())),
                statements=tuple(s for s in self.statements if s.report == r.id),
            )
            for r in self.reports
        )
        story = Story(id=content_id("story", self.title), title=self.title, reports=tuple(r.id for r in self.reports))
        weighing = Weighing(
            story=story, claims=tuple(self.claims), assessments=tuple(self.assessments), series=tuple(self.series)
        )
        return Picture(reports=tuple(self.reports), readings=readings, weighings=(weighing,), as_of=moment(as_of))


def _sentence(report: Report, span: Span) -> Span:
    start = max(report.text.rfind(". ", 0, span.start) + 2, report.text.rfind("\n", 0, span.start) + 1, 0)
    if report.text.rfind(". ", 0, span.start) < 0:
        start = report.text.rfind("\n", 0, span.start) + 1
    end = min(
        (e for e in (report.text.find(".", span.end - 1) + 1, report.text.find("\n", span.end)) if e > 0),
        default=len(report.text),
    )
    return Span(report=report.id, start=start, end=max(end, span.end), exact=report.text[start : max(end, span.end)])


def ferry() -> Picture:
    """A small invented picture that holds every standing a briefing words differently."""
    m = Maker()
    post = m.report(
        "Harbour Post",
        "A fire broke out on the ferry Alba on Sunday. Mayor Lena Marsh said seven people had died. "
        "The port was closed on Sunday. A message on social networks says the harbour water is poisoned. "
        "The harbour master said the message is a fake.",
    )
    wire = m.report(
        "Coast Wire",
        "The ferry Alba caught fire on Sunday off Estmark. The death toll had risen to 11, "
        "Mayor Lena Marsh said. The owner, Norland Lines, denied that the alarm was switched off. "
        "Two port officials said the alarm was switched off.",
        "2031-05-05T11:00",
    )
    bare = m.report(
        "",
        "The port will reopen on Tuesday, the harbour master said. He did not say who lit the fire. "
        "Reportedly the captain left first.",
        "",
    )
    fire = [
        m.statement(
            post, "A fire broke out on the ferry Alba on Sunday", day=("Sunday", "2031-05-04"), subject="A fire"
        ),
        m.statement(
            wire,
            "The ferry Alba caught fire on Sunday off Estmark",
            day=("Sunday", "2031-05-04"),
            subject="The ferry Alba",
        ),
    ]
    m.claim(*fire, standing=Standing.CORROBORATED, low=2, high=2)
    marsh: Chain = (("Lena Marsh", "said", {}),)
    for report in (post, wire):
        m.name(report, "Lena Marsh", "Mayor")
    seven = m.statement(post, "seven people had died", by=marsh, subject="seven people", number=("seven", 7))
    eleven = m.statement(wire, "The death toll had risen to 11", by=marsh, subject="The death toll", number=("11", 11))
    later = m.claim(eleven)
    m.claim(seven, standing=Standing.SUPERSEDED, superseded_by=later.id)
    m.follow("ferry fire at Estmark", "killed", (7, seven, "2031-05-04"), (11, eleven, "2031-05-05"))
    shut = m.statement(post, "The port was closed on Sunday", day=("Sunday", "2031-05-04"), subject="The port")
    open_ = m.statement(
        bare,
        "The port will reopen on Tuesday",
        by=(("harbour master", "said", {"naming": Naming.ROLE}),),
        day=("Tuesday", "2031-05-06"),
        subject="The port",
        phase=Phase.FUTURE,
    )
    m.claim(shut)
    m.claim(open_, standing=Standing.PENDING)
    m.follow("The port", "open or closed", ("closed", shut, "2031-05-04"), kind=SeriesKind.STATE, unit="")
    off = m.statement(
        wire,
        "the alarm was switched off",
        after="Two port officials",
        by=(("Two port officials", "said", {"naming": Naming.ANONYMOUS, "kind": SourceKind.PEOPLE, "count": 2}),),
        subject="the alarm",
    )
    no = m.statement(
        wire,
        "the alarm was switched off",
        by=(("Norland Lines", "denied", {"stance": Stance.DENIES, "kind": SourceKind.BODY}),),
        subject="the alarm",
        stance=Stance.DENIES,
    )
    m.claim(off, no, standing=Standing.DENIED, affirmed_by=(off.id,), denied_by=(no.id,))
    poison = m.statement(
        post,
        "the harbour water is poisoned",
        subject="the harbour water",
        by=(("A message", "says", {"kind": SourceKind.DOCUMENT}),),
    )
    fake = m.statement(
        post,
        "the message is a fake",
        subject="the message",
        by=(("harbour master", "said", {"naming": Naming.ROLE, "stance": Stance.DENIES}),),
    )
    m.claim(poison, standing=Standing.LABELLED_FAKE, denied_by=(fake.id,))
    first = m.statement(
        bare, "the captain left first", by=(("", "Reportedly", {"naming": Naming.UNGIVEN}),), subject="the captain"
    )
    m.claim(first, standing=Standing.UNATTRIBUTED)
    return m.picture()
