"""The closed vocabularies: every word sayso uses with a fixed meaning, one line each.

The glossary page of the documentation is made from this module, so a term is explained here and nowhere else.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word with its meaning: ``NAME = "word", "meaning"``."""

    meaning: str

    def __new__(cls, word: str, meaning: str = "") -> Self:
        """Make the member: the word is the value, the meaning an attribute (absent only when a member is looked up)."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member


class Stance(Term):
    """What a source does with the content of a statement (FactBank, in spirit)."""

    AFFIRMS = "affirms", "the source says that it is so"
    DENIES = "denies", "the source says that it is not so, or that it is fake"
    WITHHOLDS = "withholds", "the source declines to confirm, or neither confirms nor denies"
    DOUBTS = "doubts", "the source casts doubt on it without denying it"
    URGES = "urges", "the source asks, orders or advises that it be done"


class Certainty(Term):
    """How sure the words make it."""

    CERTAIN = "certain", "told without a hedge"
    PROBABLE = "probable", "likely, expected, believed"
    POSSIBLE = "possible", "may, could, reportedly, allegedly"


class Phase(Term):
    """Where the event of a statement lies, seen from the moment of speaking."""

    PAST = "past", "it has happened"
    ONGOING = "ongoing", "it is the case now"
    FUTURE = "future", "it is yet to happen"
    HYPOTHETICAL = "hypothetical", "it depends on a condition, or is only wished for"


class Polarity(Term):
    """Whether the content itself is negated (not whether somebody denies it)."""

    POSITIVE = "positive", "the content is told as being so"
    NEGATIVE = "negative", "the content is told as not being so"


class Quoting(Term):
    """How the words of a source are given."""

    DIRECT = "direct", "inside quotation marks"
    INDIRECT = "indirect", "retold"
    MIXED = "mixed", "retold with quoted fragments"
    NARRATED = "narrated", "an act of speech without its content as a clause (condemned, hailed)"


class Naming(Term):
    """How far a source can be known from the report."""

    NAMED = "named", "a person or body with a proper name"
    ROLE = "role", "known by an office only (a defence ministry spokesman)"
    ANONYMOUS = "anonymous", "not to be known (two U.S. officials, a source)"
    UNGIVEN = "ungiven", "no source is printed (reportedly, is said to)"
    OUTLET = "outlet", "the report's own voice"


class SourceKind(Term):
    """What sort of thing a source is."""

    PERSON = "person", "one human being, named or not"
    PEOPLE = "people", "several human beings (officials, witnesses)"
    BODY = "body", "an organisation, ministry, force, company"
    STATE = "state", "a country or its capital standing for its government"
    OUTLET = "outlet", "a publisher or agency"
    DOCUMENT = "document", "a statement, report, post, website"
    UNKNOWN = "unknown", "cannot be told"


class Sense(Term):
    """What a place name does where it stands."""

    LOCATION = "location", "where something is or happens"
    ACTOR = "actor", "stands for a government, an army, a people"
    MODIFIER = "modifier", "describes another noun (U.S. officials)"
    NAME_PART = "name_part", "part of a longer name (Ottawa Convention)"


class PlaceKind(Term):
    """What sort of place it is."""

    COUNTRY = "country", "a state or territory with an ISO code"
    REGION = "region", "a first-level division, or an informal region"
    CITY = "city", "a populated place"
    WATER = "water", "a sea, strait, lake or river"
    OTHER = "other", "a site, mountain, continent or other feature"


class Precision(Term):
    """How finely a time is known."""

    MINUTE = "minute", "to the minute or finer"
    HOUR = "hour", "to a part of the day"
    DAY = "day", "to the calendar day"
    WEEK = "week", "to the week"
    MONTH = "month", "to the month"
    SEASON = "season", "to the quarter or season"
    YEAR = "year", "to the year"
    DECADE = "decade", "to the decade or coarser"
    VAGUE = "vague", "recently, now, in the past: no bounds are known"


class TimeKind(Term):
    """TIMEX3 types."""

    DATE = "DATE", "a calendar time of a day or coarser"
    TIME = "TIME", "a time within a day"
    DURATION = "DURATION", "a length of time"
    SET = "SET", "something that recurs"


class Anchor(Term):
    """What a time expression was reckoned from."""

    ABSOLUTE = "absolute", "complete in itself"
    PUBLICATION = "publication", "reckoned from the day of publication"
    QUOTATION = "quotation", "reckoned from the day on which the quoted words were said"
    EVENT = "event", "reckoned from another time or event in the text"
    OPEN = "open", "relative, and nothing to reckon it from"


class Bound(Term):
    """How a number bounds the true value."""

    EXACT = "exact", "told as the value"
    AT_LEAST = "at_least", "more than, at least, over"
    AT_MOST = "at_most", "up to, fewer than, a maximum of"
    ABOUT = "about", "about, some, nearly"
    VAGUE = "vague", "dozens, hundreds, several"


class Direction(Term):
    """Whether the words tell a change of the value."""

    ROSE = "rose", "has risen to, climbed to"
    FELL = "fell", "has fallen to, was revised down to"
    NONE = "none", "no change is told"


class PublishedBasis(Term):
    """On what the time of publication rests."""

    GIVEN = "given", "stated with the input: front matter, side-car, JSON field"
    PAGE = "page", "found in the mark-up of the page"
    TEXT = "text", "printed at the head of the text"
    URL = "url", "read from the address"
    DEFAULT = "default", "the --published option"
    STORY = "story", "assumed: the day of the dated reports that tell the same story"
    NONE = "none", "unknown"


class DerivationKind(Term):
    """How a later report rests on an earlier one (PROV)."""

    REVISION = "revision", "a new version of the same report (wasRevisionOf)"
    COPY = "copy", "the same text, or most of it"
    QUOTATION = "quotation", "shares a passage, or cites the other (wasQuotedFrom)"
    PRIMARY_SOURCE = "primary_source", "credits the other as its source (hadPrimarySource)"


class Verdict(Term):
    """The outcome of judging two statements."""

    SAME = "same", "they state the same claim; counts for standing"
    PROBABLE = "probable", "probably the same; shown, never raises a standing"
    RELATED = "related", "about the same matter; never raises a standing"
    UPDATES = "updates", "a later value of the same thing"
    EXCLUDES = "excludes", "they cannot both hold as printed"
    DIFFERENT = "different", "not the same claim"
    UNSURE = "unsure", "cannot be told"


class JudgeKind(Term):
    """Who judged two statements; each overrules those above it."""

    RULES = "rules", "sayso's own rules"
    MODEL = "model", "a second judge named in the settings, on links of which the rules are unsure"
    PERSON = "person", "somebody who looked at both passages"


class Standing(Term):
    """How a claim stands on the reporting; never whether it is true."""

    SUPERSEDED = "superseded", "a later value has taken its place"
    LABELLED_FAKE = "labelled_fake", "a source calls it fake, a hoax, fabricated"
    DENIED = "denied", "a party says that it is not so"
    DISPUTED = "disputed", "a claim that excludes it has comparable weight"
    UNCONFIRMED = "unconfirmed", "a report says that the responsible body has not confirmed it"
    CONFIRMED = "confirmed", "a party in a position to know, not the claimant, confirms it"
    CORROBORATED = "corroborated", "two or more independent origins that are named or first-hand"
    REPEATED = "repeated", "several outlets, but one origin or unknown independence"
    SINGLE_SOURCE = "single_source", "one outlet, or one origin"
    UNATTRIBUTED = "unattributed", "no source is named at all (it is said, reportedly)"
    PENDING = "pending", "its time has not come yet"


class ConflictKind(Term):
    """In which slot two claims differ."""

    FIGURE = "figure", "how many, how much"
    PLACE = "place", "where"
    DATE = "date", "when"
    WHO = "who", "by whom, to whom, on whose word"
    STATUS = "status", "whether a state holds or a thing is done"
    DENIAL = "denial", "one party says it, another denies it"
    SELF = "self", "one report contradicts itself"


class ConflictClass(Term):
    """What the difference amounts to."""

    CONFLICT = "conflict", "both cannot hold as printed"
    REVISION = "revision", "a later value of the same thing"
    SCOPE = "scope", "both may hold: they count or cover different things"
    ROUNDING = "rounding", "one is the other, rounded or bounded"
    DETAIL = "detail", "one says more than the other"


class FurnitureKind(Term):
    """Parts of a text that are not the report's own running text."""

    METADATA = "metadata", "a date line, section label or byline"
    HEADLINE = "headline", "the title of the report"
    HEADING = "heading", "the title of a section"
    DATELINE = "dateline", "place and agency before the first sentence"
    CAPTION = "caption", "a picture caption or photo credit"
    TEASER = "teaser", "a link to another story"
    PROMO = "promo", "newsletter, app or subscription promotion"
    PLACEHOLDER = "placeholder", "left where a video or embed stood"
    APPEAL = "appeal", "words to the reader (send us your tips)"
    CREDIT = "credit", "who contributed or which agency supplied the text"


class NameKind(Term):
    """What a name in a text names."""

    PERSON = "person", "a human being"
    BODY = "body", "an organisation, ministry, force, outlet"
    PLACE = "place", "a place, wherever it lies"
    THING = "thing", "a weapon, ship, law, programme or work"
    OTHER = "other", "anything else"


class MentionForm(Term):
    """In which form a mention refers."""

    NAME = "name", "a full proper name"
    SHORT = "short", "a surname or shortened name"
    ACRONYM = "acronym", "initials"
    NOMINAL = "nominal", "a noun phrase (the official, the ministry)"
    PRONOUN = "pronoun", "he, she, it, they"


class SeriesKind(Term):
    """What a series follows through time."""

    QUANTITY = "quantity", "a number that may change (a death toll)"
    STATE = "state", "a condition that may change (open, closed)"


class StoryChangeKind(Term):
    """What became of a story when more reports came in."""

    RENAMED = "renamed", "an earlier report joined it, so that it goes by another id"
    MERGED = "merged", "its reports now stand in a story together with those of another"
    SPLIT = "split", "its reports now stand in several stories"


class ErratumKind(Term):
    """What became of a passage that a claim rests on."""

    CHANGED = "changed", "a newer version of the report says something else in its place"
    VANISHED = "vanished", "the newer version has nothing in its place"
    GONE = "gone", "the page of the report was taken away (404 or 410)"


class Differing(Term):
    """In which respect two versions of one passage differ."""

    FIGURE = "figure", "how many, how much"
    POLARITY = "polarity", "the one is negated, the other is not"
    STANCE = "stance", "what the source does with it: says it, denies it, declines to confirm it"
    SOURCE = "source", "on whose word it is told"
    CERTAINTY = "certainty", "the one is hedged, the other is not"
    TIME = "time", "when, or whether its time has come"
    PLACE = "place", "where"
    WORDING = "wording", "words that carry its matter"


def vocabularies() -> list[type[Term]]:
    """Every vocabulary of this module, in the order in which they stand here."""
    return [v for v in globals().values() if isinstance(v, type) and issubclass(v, Term) and v is not Term]
