"""Every record that passes between rooms: frozen, typed, without input or output.

Offsets are Unicode code points into ``Report.text`` (the end excluded); times are UTC, but for the publication of
reports, which keeps the distance from UTC of whoever published; distances are kilometres.
Ids are hashes of content (:func:`content_id`), so the same input always gives the same record.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import msgspec
from babel import Locale

# isort: off
from sayso.terms import (
    Anchor, Bound, Certainty, ConflictClass, ConflictKind, DerivationKind, Differing, Direction, ErratumKind,
    FurnitureKind, JudgeKind, MentionForm, NameKind, Naming, Phase, PlaceKind, Polarity, Precision, PublishedBasis,
    Quoting, Sense, SeriesKind, SourceKind, Stance, Standing, StoryChangeKind, TimeKind, Verdict,
)  # fmt: skip
# isort: on

READ_LANGUAGES = ("en", "")
"""A report whose language could not be told is taken to be English."""


def content_id(prefix: str, *parts: object) -> str:
    """A short stable id: the prefix and the first 16 hex digits of a SHA-256 over the parts."""
    digest = hashlib.sha256("\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass"))
    return f"{prefix}_{digest.hexdigest()[:16]}"


def sortable(moment: datetime | None) -> str:
    """A moment as text that sorts as it runs, whatever its distance from UTC; empty for None."""
    return moment.astimezone(UTC).isoformat() if moment else ""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all records."""


class Span(Record, frozen=True, kw_only=True):
    """A passage of a report (Web Annotation TextPosition and TextQuote)."""

    report: str
    """Id of the report."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    exact: str
    """The very characters, ``text[start:end]``."""


class Source(Record, frozen=True, kw_only=True):
    """Whoever is cited: a person, body, document or outlet, as one report names it."""

    id: str
    """Hash of name, kind and naming; an anonymous source is also hashed with the report that cites it."""
    name: str
    """Canonical name inside the report ("Lena Marsh", "two port officials"); empty when no source is printed."""
    kind: SourceKind
    naming: Naming
    speaks_for: str = ""
    """The body, state or office the source speaks for, as printed."""
    count: int | None = None
    """How many there are: 2 for "two port officials"; None when not said."""
    interest: str = ""
    """The side that the source belongs to, where the report says so."""


class When(Record, frozen=True, kw_only=True):
    """A time expression and what it comes to."""

    span: Span
    kind: TimeKind
    value: str
    """TIMEX3 / EDTF value: ``2031-05-04``, ``2031-W18``, ``PT48H``, ``PAST_REF``."""
    earliest: datetime | None
    """First second it can mean, UTC; None when open or a duration."""
    latest: datetime | None
    """Last second it can mean, UTC, included; None when open or a duration."""
    precision: Precision
    anchor: Anchor


class Where(Record, frozen=True, kw_only=True):
    """A mention of a place."""

    span: Span
    name: str
    """Name in the table of places; as printed when it is not in the table."""
    sense: Sense
    kind: PlaceKind
    gazetteer: str = ""
    """GeoNames id or the id of our own region table; empty when the table has no such place: a street or a hospital may
    then still have the rough position of the town that it is told with."""
    country: str = ""
    """ISO 3166 two-letter code."""
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    """Rough radius of the place."""


class Quantity(Record, frozen=True, kw_only=True):
    """A number and what it counts."""

    span: Span
    """The number with its bound words ("at least 13")."""
    value: float | None
    """None when only vague ("dozens")."""
    unit: str
    """What is counted, singular where it is a measure: persons, percent, USD, km, hour, day, drones."""
    of: str
    """The noun phrase counted, as printed."""
    bound: Bound
    direction: Direction = Direction.NONE
    low: float | None = None
    """Lower end of a range or of a vague number."""
    high: float | None = None
    of_which: bool = False
    """Whether it counts a part of another quantity ("56 of which")."""
    role: str = ""
    """What befell those counted, in one word: killed, injured, missing, arrested, freed ...; or empty."""
    as_of: When | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """One act of saying: source, cue, content (PARC, PolNeAR)."""

    source: Source
    source_span: Span | None
    """Where the source is printed; None when it is understood or not given."""
    antecedent: Span | None = None
    """What a pronoun or noun phrase stands for, or who is understood as speaker."""
    cue: tuple[Span, ...]
    """The words that attribute ("said", "according to"; two pieces for "was quoted ... as saying")."""
    content: tuple[Span, ...]
    """What is attributed; several spans where "he said" breaks a quotation."""
    quoting: Quoting
    stance: Stance
    medium: str = ""
    """Where it was said: a news conference, a Telegram channel, an outlet's interview."""
    said_at: When | None = None
    found_by: str = ""
    """``tagger`` where the trained tagger found it and no rule did; empty for the rules."""


class Mention(Record, frozen=True, kw_only=True):
    """One place where a name is referred to."""

    span: Span
    form: MentionForm


class Name(Record, frozen=True, kw_only=True):
    """A named thing in one report, with all its mentions there."""

    id: str
    canonical: str
    """The fullest form in the report."""
    kind: NameKind
    aliases: tuple[str, ...]
    """Every surface form, the canonical one included."""
    titles: tuple[str, ...] = ()
    """Titles and offices printed with it ("mayor of Estmark")."""
    mentions: tuple[Mention, ...] = ()


class Argument(Record, frozen=True, kw_only=True):
    """A participant of a statement."""

    role: str
    """subject, object, or the preposition that binds it (in, with, against, ...)."""
    span: Span
    text: str
    """As printed."""
    head: str
    """Lemma of its head noun, lower case."""
    entity: str = ""
    """Canonical name it resolves to in the report (pronouns too); empty when it is no name."""


class Furniture(Record, frozen=True, kw_only=True):
    """A part of a text that is not the report's own running text."""

    span: Span
    kind: FurnitureKind


class Report(Record, frozen=True, kw_only=True):
    """A published text (NLP: document). Outlet, title and date may all be absent."""

    id: str
    """Hash of outlet, address (or file name where there is neither), title, time and text."""
    name: str
    """File name or address it came from, as people will look for it."""
    text: str
    """The text as gathered; every span refers to it."""
    outlet: str = ""
    url: str = ""
    title: str = ""
    byline: str = ""
    dateline: str = ""
    """Place of writing as printed, with the agency in brackets cut off."""
    credit: str = ""
    """Agency or outlet whose text it is, as printed ("AP")."""
    published: datetime | None = None
    """With its distance from UTC where it was published, so that its day is the one that "Tuesday" is told from."""
    published_precision: Precision = Precision.VAGUE
    published_basis: PublishedBasis = PublishedBasis.NONE
    updated: datetime | None = None
    retrieved: datetime | None = None
    """When sayso gathered it, or the archive that holds its page did; not part of the id."""
    language: str = ""
    """ISO 639-1 code; empty when it could not be told."""
    raw_hash: str = ""
    """SHA-256 of the raw bytes."""
    external_id: str = ""
    """Id given with the input (JSON keys id or doc)."""
    revision_of: str = ""
    """Id of the report of which this is a newer version."""
    feed: str = ""
    """Address of the feed that listed it."""
    from_feed: bool = False
    """Whether the text is the feed's own, because its page could not be had."""
    gone: datetime | None = None
    """When its page was first seen to be gone (404 or 410), where it did not come back since."""

    @property
    def readable(self) -> bool:
        """Whether statements are read in its language; in others only sentences, dates and places are."""
        return self.language in READ_LANGUAGES

    @property
    def language_name(self) -> str:
        """The English name of its language; the code where there is none."""
        return str(Locale("en").languages.get(self.language, self.language))

    @property
    def day(self) -> datetime | None:
        """The day of publication where it was published, as midnight UTC; None for an undated report."""
        return self.published.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC) if self.published else None


class Gone(Record, frozen=True, kw_only=True):
    """The page of a kept report was looked for and is gone, or is back."""

    report: str
    at: datetime
    """When that was seen."""
    back: bool = False


class Statement(Record, frozen=True, kw_only=True):
    """One utterance in one report: who says what, on whose word."""

    id: str
    """Hash of report, spans, subject, predicate, object, polarity and source."""
    report: str
    spans: tuple[Span, ...]
    """The shortest passages that carry it; several where a quotation is broken."""
    content: str
    """The passages joined with a blank: verbatim."""
    sentence: Span
    """The sentence (or quotation) it stands in."""
    attributions: tuple[Attribution, ...] = ()
    """The chain, outermost first; empty means the report's own voice."""
    subject: str = ""
    """Resolved subject, as its canonical name or printed noun phrase."""
    predicate: str = ""
    """Normal form of the verb or nominalisation (lemma, with particle: "shoot down")."""
    object: str = ""
    arguments: tuple[Argument, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    stance: Stance = Stance.AFFIRMS
    """Stance of the innermost source to the content (affirms in the report's own voice)."""
    certainty: Certainty = Certainty.CERTAIN
    phase: Phase = Phase.PAST
    when: When | None = None
    where: tuple[Where, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[str, ...] = ()
    """Canonical names of all that is mentioned in it, resolved inside the report."""
    about: str = ""
    """Id of the statement that a denial or confirmation in the same report is about; empty when there is none."""
    found_by: str = ""
    """Name of the rule that found it."""


class Reading(Record, frozen=True, kw_only=True):
    """All that was read in one report."""

    report: str
    reader: str
    """Version of the reader; a newer reader reads again."""
    assumed: datetime | None = None
    """The day of publication that was assumed for a report that carries none; None for all others."""
    shallow: bool = False
    """Whether only sentences, dates and places were read, because of the language."""
    furniture: tuple[Furniture, ...] = ()
    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Where, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    phrases: tuple[Statement, ...] = ()
    """Told only inside a phrase of a longer clause; never a claim of its own."""


class Derivation(Record, frozen=True, kw_only=True):
    """A later report rests on an earlier one."""

    later: str
    earlier: str
    kind: DerivationKind
    score: float
    """Share of the later report's own words found in the earlier one, 0 to 1."""
    evidence: tuple[Span, ...] = ()
    """Passages of the later report that show it."""


class Judgement(Record, frozen=True, kw_only=True):
    """Whether two statements state the same claim. Append-only; clusters are derived from the log."""

    left: str
    right: str
    """Statement ids, left < right."""
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str
    """Name of the judge: a rule set with its version, ``llm:`` or ``hub:`` and a model, or a person."""
    kind: JudgeKind = JudgeKind.RULES
    at: datetime | None = None
    """When it was made; None for judges that would say the same at any time."""
    undoes: str = ""
    """The act that this line takes back for its pair; it then gives no verdict of its own."""

    @property
    def act(self) -> str:
        """Id of the act that it is part of: all that one judge said at one moment."""
        return content_id("act", self.by, sortable(self.at))


class Claim(Record, frozen=True, kw_only=True):
    """The same statement across reports."""

    id: str
    """Hash of its statements' ids."""
    text: str
    """Verbatim from its best statement."""
    best: str
    """Id of that statement."""
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    story: str = ""
    event: str = ""
    first_seen: datetime | None = None
    """Publication of its earliest report."""
    probable: tuple[str, ...] = ()
    """Statements that probably state it too; never counted."""
    excludes: tuple[str, ...] = ()
    """Claims that cannot hold together with it."""


class Conflict(Record, frozen=True, kw_only=True):
    """Two claims that differ in a typed slot."""

    id: str
    kind: ConflictKind
    cls: ConflictClass = msgspec.field(name="class")
    claims: tuple[str, str]
    """The two claims; twice the same id when the difference lies between statements of one claim."""
    statements: tuple[str, str]
    """The statement that best shows each side."""
    why: str
    """One plain sentence."""


class Event(Record, frozen=True, kw_only=True):
    """Something that happens in the world, seen through its mentions."""

    id: str
    type: str
    """Event type of the table in data/ (attack, closure, announcement, ...)."""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: When | None = None
    where: Where | None = None
    statements: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Point(Record, frozen=True, kw_only=True):
    """One value of a series."""

    value: float | str | None
    """A number, or the name of a state."""
    bound: Bound
    direction: Direction
    valid_at: datetime | None
    """The time in the world that the value is for."""
    valid_precision: Precision
    known_at: datetime | None
    """When it could first be known: publication of the report, else its gathering."""
    statement: str
    phase: Phase = Phase.PAST
    """FUTURE for a state that is only expected."""
    superseded: bool = False


class Series(Record, frozen=True, kw_only=True):
    """A quantity or state through time."""

    id: str
    kind: SeriesKind
    subject: str
    """What it is about ("ferry fire at Estmark", "Embassy of Norland in Corva")."""
    attribute: str
    """killed, injured, open or closed, ..."""
    unit: str = ""
    points: tuple[Point, ...] = ()
    """In order of known_at, then valid_at."""
    story: str = ""


class Segment(Record, frozen=True, kw_only=True):
    """The part of a report that belongs to a story."""

    span: Span
    story: str


class Story(Record, frozen=True, kw_only=True):
    """What a set of reports is about (TDT: topic)."""

    id: str
    title: str
    reports: tuple[str, ...]
    segments: tuple[Segment, ...] = ()
    events: tuple[str, ...] = ()


class StoryChange(Record, frozen=True, kw_only=True):
    """What became of a story when reports came in. Append-only."""

    story: str
    """Id of the story before."""
    title: str
    """What it was called."""
    kind: StoryChangeKind
    into: tuple[str, ...]
    """Ids of the stories in which its reports stand afterwards, the one with most of them first."""
    reports: tuple[str, ...]
    """The reports that stood in it."""
    why: str
    """One plain sentence."""
    at: datetime | None = None
    """When the desk took the change in; None before it is kept."""


class Origin(Record, frozen=True, kw_only=True):
    """A leaf of the origin tree: whose word a claim rests on in the end."""

    key: str
    """What makes two leaves one: resolved name, or outlet, or citing report for anonymous sources."""
    name: str
    naming: Naming
    first_hand: bool
    """Whether it is in a position to know: the actor, a witness, the responsible body, the outlet on the spot."""
    paths: tuple[tuple[str, ...], ...]
    """How the word travelled, outlet first, leaf last; one path for each report."""
    statements: tuple[str, ...]


class Assessment(Record, frozen=True, kw_only=True):
    """How one claim stands, and on whose word."""

    claim: str
    standing: Standing
    rule: str
    """Name of the rule that decided; ``sayso why`` prints its sentence."""
    reason: str
    """One plain sentence filled in by the rule."""
    origins: tuple[Origin, ...]
    origins_low: int
    """Independent origins for certain."""
    origins_high: int
    """Independent origins at most, if all of unknown independence were independent."""
    affirmed_by: tuple[str, ...] = ()
    """Statement ids, as in the four fields below."""
    denied_by: tuple[str, ...] = ()
    withheld_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    superseded_by: str = ""
    """Id of the claim with the later value."""
    would_change: str = ""
    """What would change the standing."""
    known_at: datetime | None = None


class Weighing(Record, frozen=True, kw_only=True):
    """All that was weighed about one story."""

    story: Story
    derivations: tuple[Derivation, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    events: tuple[Event, ...] = ()
    series: tuple[Series, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    phrases: tuple[Statement, ...] = ()
    """Those of the readings' phrases that tell one of the claims."""


class Erratum(Record, frozen=True, kw_only=True):
    """A passage that a claim rests on no longer stands in its report, by a revision or with its page. Append-only."""

    id: str
    claim: str
    """Id of the claim when the erratum was raised; ``used`` is the one under which it was told before, or empty."""
    used: str = ""
    report: str
    revision: str = ""
    statement: str
    """Id of the statement that no longer stands; ``now`` is the one in its place, empty where there is none."""
    now: str = ""
    kind: ErratumKind
    differs: tuple[Differing, ...] = ()
    stood: Span
    """The sentence of the report; ``stands`` is that of the revision in its place, None where there is none."""
    stands: Span | None = None
    before: tuple[Standing, int, int] | None = None
    """How the claim stood before, and its independent origins at least and at most; None where not weighed before."""
    after: tuple[Standing, int, int] | None = None
    known_at: datetime | None = None


class Picture(Record, frozen=True, kw_only=True):
    """What a desk holds as of one moment; what ``tell`` is given."""

    reports: tuple[Report, ...] = ()
    readings: tuple[Reading, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    """One for each story."""
    errata: tuple[Erratum, ...] = ()
    as_of: datetime | None = None


class Part(Record, frozen=True, kw_only=True):
    """A piece of a briefing sentence: a fixed phrase with its filled slots, or the very characters of a span."""

    text: str
    span: Span | None = None
    """Where the characters come from; None for the words of sayso itself."""


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence of a briefing: fixed phrases around verbatim text."""

    text: str
    """The parts joined."""
    statements: tuple[str, ...]
    """Ids of the statements it is compiled from."""
    spans: tuple[Span, ...]
    """The passages it cites."""
    standing: Standing | None = None
    claim: str = ""
    parts: tuple[Part, ...] = ()
    label: str = ""
    """What it is filed under (a day, a figure, a state); printed once for a run of equal labels."""


class Section(Record, frozen=True, kw_only=True):
    """A part of a briefing under one heading."""

    key: str
    """happened, agreed, disputed, figures, states, watch, ..."""
    heading: str
    sentences: tuple[Sentence, ...]
    story: str = ""
    """Title of the story it belongs to, where a briefing covers several; empty otherwise."""


class Briefing(Record, frozen=True, kw_only=True):
    """The output (never called a report)."""

    title: str
    as_of: datetime | None
    lead: Sentence
    sections: tuple[Section, ...]
    reports: tuple[str, ...]
    """Ids in citation order: S1 is the first."""
    notes: tuple[str, ...] = ()
