"""What other programs get: one documented JSON object, a table of claims, a map of statements.

The JSON object is described in ``docs/reference/export.md`` and, for programs, in
``docs/reference/export.schema.json``, which is made from the structs below (:func:`schema`).
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec

from sayso.keep.erred import Erred, errata
from sayso.records import Assessment, Claim, Picture, Report, Statement, Weighing, When, Where
from sayso.said import said as all_said
from sayso.terms import (
    Bound,
    Certainty,
    ConflictClass,
    ConflictKind,
    Differing,
    Direction,
    ErratumKind,
    Phase,
    PlaceKind,
    Polarity,
    Precision,
    PublishedBasis,
    Sense,
    SeriesKind,
    Stance,
    Standing,
)

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
FORMAT = 1
"""Version of the exported object; raised when a field changes its meaning or goes."""


class ReportOut(msgspec.Struct, frozen=True, kw_only=True):
    """A published text. All offsets in this object are Unicode code points of its ``text``, the end excluded."""

    id: str
    name: str
    outlet: str
    url: str
    title: str
    published: Instant | None
    published_basis: PublishedBasis
    language: str
    """ISO 639-1 code; empty where it could not be told."""
    read: bool
    """Whether statements were read in it; in other languages than English none are."""
    credit: str
    revision_of: str | None
    from_feed: bool
    """Whether the text is the feed's own, because its page could not be had."""
    gone: Instant | None
    """When a 404 or 410 was first seen at its address, unless its page is back."""
    external_id: str
    text: str


class WhenOut(msgspec.Struct, frozen=True, kw_only=True):
    """A time: its TIMEX3 or EDTF value, and the first and last second that it can mean."""

    value: str
    earliest: Instant | None
    latest: Instant | None
    precision: Precision


class WhereOut(msgspec.Struct, frozen=True, kw_only=True):
    """A place mentioned in a statement; latitude and longitude in degrees, null when it could not be resolved."""

    name: str
    kind: PlaceKind
    sense: Sense
    country: str
    lat: float | None
    lon: float | None
    gazetteer: str
    span: tuple[int, int]


class StatementOut(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what in one report; ``sources`` are names, outermost first, empty for the report's own voice."""

    id: str
    report: str
    spans: tuple[tuple[int, int], ...]
    content: str
    subject: str
    predicate: str
    object: str
    polarity: Polarity
    stance: Stance
    certainty: Certainty
    phase: Phase
    sources: tuple[str, ...]
    when: WhenOut | None
    where: tuple[WhereOut, ...]


class ClaimOut(msgspec.Struct, frozen=True, kw_only=True):
    """The same statement across reports; ``origins`` is how many independent origins it has, at least and at most."""

    id: str
    story: str
    text: str
    standing: Standing
    rule: str
    reason: str
    origins: tuple[int, int]
    origin_names: tuple[str, ...]
    first_seen: Instant | None
    statements: tuple[str, ...]
    denied_by: tuple[str, ...]
    withheld_by: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    superseded_by: str | None


class ConflictOut(msgspec.Struct, frozen=True, kw_only=True, rename={"cls": "class"}):
    """Two claims that differ; twice the same id when the difference lies inside one claim."""

    id: str
    kind: ConflictKind
    cls: ConflictClass
    claims: tuple[str, str]
    statements: tuple[str, str]
    why: str


class PointOut(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a series: a number or the name of a state."""

    value: float | str | None
    bound: Bound
    direction: Direction
    valid_at: Instant | None
    valid_precision: Precision
    known_at: Instant | None
    statement: str
    phase: Phase
    superseded: bool


class SeriesOut(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity or a state through time."""

    id: str
    story: str
    kind: SeriesKind
    subject: str
    attribute: str
    unit: str
    points: tuple[PointOut, ...]


class SegmentOut(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a report that belongs to a story."""

    report: str
    span: tuple[int, int]


class StoryOut(msgspec.Struct, frozen=True, kw_only=True):
    """What a set of reports is about."""

    id: str
    title: str
    reports: tuple[str, ...]
    segments: tuple[SegmentOut, ...]


class ErratumOut(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of which a report took back what it said: by a newer version, or with its page."""

    id: str
    known_at: Instant | None
    """When the desk raised it."""
    kind: ErratumKind
    claim: str
    """The claim that the old statement belongs to now."""
    used: str | None
    """Id under which the claim was told before the edit; null where it was not weighed before."""
    report: str
    """The report in which the old text stood."""
    revision: str | None
    """The version that took its place; null where the page is gone."""
    statement: str
    stood: str
    """The sentence of the old text."""
    stood_at: tuple[int, int]
    """Where it stands in the text of ``report``."""
    stands: str | None
    """What stands there now; null when there is nothing."""
    stands_at: tuple[int, int] | None
    """Where that stands in the text of ``revision``."""
    differs: tuple[Differing, ...]
    standing_before: Standing | None
    standing: Standing | None
    """How the claim stood right after."""
    origins_before: tuple[int, int] | None
    origins: tuple[int, int] | None
    back: bool
    """Whether the page that was gone is back."""


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """All that a desk holds. Times are ISO 8601; those of publication keep the distance from UTC of the outlet."""

    format: Literal["sayso"] = "sayso"
    version: int = FORMAT
    as_of: Instant | None
    reports: tuple[ReportOut, ...]
    statements: tuple[StatementOut, ...]
    claims: tuple[ClaimOut, ...]
    conflicts: tuple[ConflictOut, ...]
    series: tuple[SeriesOut, ...]
    stories: tuple[StoryOut, ...]
    errata: tuple[ErratumOut, ...]
    """What reports took back, the latest first."""


def export(picture: Picture) -> Export:
    """The documented object for a picture."""
    weighings = picture.weighings
    return Export(
        as_of=picture.as_of,
        reports=tuple(_report(r) for r in picture.reports),
        statements=tuple(_statement(s) for s in all_said(picture).values()),
        claims=tuple(_claim(c, a, w) for w in weighings for c, a in assessed(w)),
        conflicts=tuple(
            {
                c.id: msgspec.convert(c, ConflictOut, from_attributes=True) for w in weighings for c in w.conflicts
            }.values()
        ),
        series=tuple(
            {s.id: msgspec.convert(s, SeriesOut, from_attributes=True) for w in weighings for s in w.series}.values()
        ),
        stories=tuple(
            StoryOut(
                id=w.story.id,
                title=w.story.title,
                reports=w.story.reports,
                segments=tuple(
                    SegmentOut(report=s.span.report, span=(s.span.start, s.span.end)) for s in w.story.segments
                ),
            )
            for w in weighings
        ),
        errata=tuple(_erratum(e) for e in errata(picture)),
    )


def as_json(picture: Picture) -> str:
    """The documented object as JSON."""
    return msgspec.json.format(msgspec.json.encode(export(picture)), indent=1).decode() + "\n"


def as_csv(picture: Picture) -> str:
    """One line for each claim, with how it stands and who carries it."""
    reports = {r.id: r for r in picture.reports}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        (
            "id",
            "story",
            "claim",
            "standing",
            "rule",
            "origins_low",
            "origins_high",
            "origins",
            "reports",
            "outlets",
            "first_seen",
        )
    )
    for w in picture.weighings:
        for c, a in assessed(w):
            outlets = dict.fromkeys(reports[r].outlet or reports[r].name for r in c.reports)
            names = dict.fromkeys(o.name for o in a.origins)
            cells = (
                c.id,
                w.story.title,
                c.text,
                a.standing,
                a.rule,
                a.origins_low,
                a.origins_high,
                "; ".join(names),
                len(c.reports),
                "; ".join(outlets),
                _iso(c.first_seen),
            )
            writer.writerow(_harmless(cell) for cell in cells)
    return out.getvalue()


def as_geojson(picture: Picture) -> str:
    """One point for each place that a claim's statements name as a location, with the claim and how it stands."""
    statements = all_said(picture)
    features = []
    for w in picture.weighings:
        for c, a in assessed(w):
            places = {
                (p.lat, p.lon): p
                for s in c.statements
                for p in statements[s].where
                if p.sense == Sense.LOCATION and p.lat is not None and p.lon is not None
            }
            features += [_feature(p, c, a, w) for p in places.values()]
    return msgspec.json.format(msgspec.json.encode({"type": "FeatureCollection", "features": features})).decode() + "\n"


FORMATS = {"json": as_json, "csv": as_csv, "geojson": as_geojson}


def schema() -> dict[str, Any]:
    """JSON Schema of the exported object."""
    made = msgspec.json.schema(Export)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sayso export"}
    return head | made


def assessed(weighing: Weighing) -> list[tuple[Claim, Assessment]]:
    """Each claim of a weighing with its assessment. KeyError where one is missing: weighing assesses every claim."""
    by_claim = {a.claim: a for a in weighing.assessments}
    return [(c, by_claim[c.id]) for c in weighing.claims]


def _report(r: Report) -> ReportOut:
    return ReportOut(
        id=r.id,
        name=r.name,
        outlet=r.outlet,
        url=r.url,
        title=r.title,
        published=r.published,
        published_basis=r.published_basis,
        language=r.language,
        read=r.readable,
        credit=r.credit,
        revision_of=r.revision_of or None,
        from_feed=r.from_feed,
        gone=r.gone,
        external_id=r.external_id,
        text=r.text,
    )


def _statement(s: Statement) -> StatementOut:
    return StatementOut(
        id=s.id,
        report=s.report,
        spans=tuple((p.start, p.end) for p in s.spans),
        content=s.content,
        subject=s.subject,
        predicate=s.predicate,
        object=s.object,
        polarity=s.polarity,
        stance=s.stance,
        certainty=s.certainty,
        phase=s.phase,
        sources=tuple(a.source.name for a in s.attributions),
        when=_when(s.when),
        where=tuple(_where(p) for p in s.where),
    )


def _when(w: When | None) -> WhenOut | None:
    return None if w is None else WhenOut(value=w.value, earliest=w.earliest, latest=w.latest, precision=w.precision)


def _where(p: Where) -> WhereOut:
    return WhereOut(
        name=p.name,
        kind=p.kind,
        sense=p.sense,
        country=p.country,
        lat=p.lat,
        lon=p.lon,
        gazetteer=p.gazetteer,
        span=(p.span.start, p.span.end),
    )


def _claim(c: Claim, a: Assessment, w: Weighing) -> ClaimOut:
    return ClaimOut(
        id=c.id,
        story=w.story.id,
        text=c.text,
        standing=a.standing,
        rule=a.rule,
        reason=a.reason,
        origins=(a.origins_low, a.origins_high),
        origin_names=tuple(dict.fromkeys(o.name for o in a.origins)),
        first_seen=c.first_seen,
        statements=c.statements,
        denied_by=a.denied_by,
        withheld_by=a.withheld_by,
        confirmed_by=a.confirmed_by,
        superseded_by=a.superseded_by or None,
    )


def _erratum(e: Erred) -> ErratumOut:
    told = {f: getattr(e, f) for f in ErratumOut.__struct_fields__}
    return ErratumOut(**told | {"used": e.used or None})


def _feature(p: Where, c: Claim, a: Assessment, w: Weighing) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [p.lon, p.lat]},
        "properties": {
            "claim": c.id,
            "text": c.text,
            "standing": a.standing,
            "origins": [a.origins_low, a.origins_high],
            "story": w.story.title,
            "place": p.name,
            "kind": p.kind,
            "country": p.country,
            "precision_km": p.precision_km,
            "first_seen": c.first_seen,
        },
    }


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else ""


def _harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
