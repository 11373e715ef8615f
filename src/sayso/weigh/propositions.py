"""A statement as the judge sees it: content words in normal form, who takes part, and its typed slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from sayso.records import Quantity, Reading, Report, Statement, Where
from sayso.spans import overlap
from sayso.terms import Bound, Direction, NameKind, Phase, PlaceKind, Polarity, Sense, Stance
from sayso.weigh.language.parties import parties
from sayso.weigh.language.phrases import Phrases, Table, country_phrases, phrase, swap
from sayso.weigh.language.shares import share
from sayso.weigh.language.things import CALENDAR, MISSIONS, Atlas
from sayso.weigh.language.views import views
from sayso.weigh.language.words import fold, poles, term, terms, together, tokens
from sayso.weigh.who.identity import Identity


@dataclass(frozen=True)
class Number:
    """A counted thing: ``key`` says what is counted, so that only like is compared with like."""

    key: str
    low: float
    high: float
    value: float | None
    bound: Bound
    printed: str
    part: bool


@dataclass(frozen=True)
class Proposition:
    """One statement in comparable form."""

    statement: Statement
    terms: frozenset[str]
    """Content words of the clause and of its resolved subject."""
    wide: frozenset[str]
    """Content words of the sentence around it."""
    entities: frozenset[str]
    subject: frozenset[str]
    predicate: str
    target: frozenset[str]
    """Content words of the object."""
    poles: dict[int, frozenset[int]]
    """Opposites named by the clause: axis and poles; contrasts likewise."""
    contrasts: dict[int, frozenset[int]]
    numbers: tuple[Number, ...]
    start: datetime | None
    end: datetime | None
    places: tuple[Where, ...]
    sites: frozenset[str]
    """Names of the places where it happened, on the map or not; for a toll also those of its sentence."""
    doers: frozenset[str]
    """Keys of the persons named as subject; ``sufferers`` those named as object."""
    sufferers: frozenset[str]
    negative: bool
    known_at: datetime | None
    text: str
    """What is embedded."""
    speaker: str
    """Key of the innermost source; empty in the report's own voice."""
    distributed: bool
    """Whether another statement of the report shares its very span (one clause said of several members of a list)."""
    member: frozenset[str]
    """Content words of whom it is told: the subject, or the object where there is none or only the object differs."""
    heads: frozenset[str]
    """Who acts and who is acted upon, by head noun or name, in normal form."""
    parties: frozenset[str]
    """Whose weapon or blow it tells of by a modifier."""
    share: str
    """Of how many of a whole it tells: all, all but some, none, a part; empty where nothing is said."""
    views: dict[int, frozenset[int]]
    """Judgements that it passes (safe, dangerous): axis and poles."""
    act: Stance | None
    """Set where the clause is itself an act of denying, doubting or withholding.

    ``terms`` are then what it is about.
    """
    form: tuple[Hashable, ...] = field(default=(), compare=False)
    """Equal for statements that need not be judged apart."""


TELLING = 4
"""Content words from which a clause says by itself what it is about.

With fewer ("they would be used") the sentence must help.
"""
_SLACK = {Bound.ABOUT: 0.1, Bound.VAGUE: 0.0}


_ROLES = {
    "kill": "killed",
    "injure": "injured",
    "missing": "missing",
    "arrest": "arrested",
    "evacuate": "evacuated",
    "flee": "displaced",
}
_POSTS = frozenset(term(kind) for kind in MISSIONS)
TOLLS = frozenset(_ROLES.values())
"""Counts that change while an event goes on; a later figure follows an earlier one instead of contradicting it."""
UNREAL = frozenset({Phase.FUTURE, Phase.HYPOTHETICAL})
"""Phases of what has not happened."""
_DISSENT = (Stance.DENIES, Stance.WITHHOLDS, Stance.DOUBTS)


def is_act(s: Statement) -> bool:
    """Whether a statement tells the act of dissenting itself: its cue stands inside ("the port denied the report")."""
    if s.stance not in _DISSENT or not s.attributions:
        return False
    return any(overlap(cue, span) for cue in s.attributions[-1].cue for span in s.spans)


AT = frozenset({"in", "at", "near", "outside", "inside"})
"""Prepositions that bind the place of a happening to its verb."""


def printed_name(text: str) -> str:
    """The text where it is printed as a name that is no month or day of the week; else empty."""
    words = text.split()
    return text if words and all(w[0].isupper() and w not in CALENDAR for w in words) else ""


def sites(s: Statement) -> frozenset[str]:
    """Folded names of the places that a statement's own words put it in, on the map or not; countries left out."""
    bound = {fold(name) for a in s.arguments if a.role in AT and (name := a.entity or printed_name(a.text))}
    placed = {fold(w.span.exact): w.kind for w in s.where if w.sense == Sense.LOCATION}
    wide = {name for name, kind in placed.items() if kind in (PlaceKind.COUNTRY, PlaceKind.REGION)}
    return frozenset((bound | placed.keys()) - wide)


def former(quantity: Quantity, s: Statement) -> bool:
    """Whether a figure is told as the value before a change ("from 14 to 12")."""
    changed = any(q.direction != Direction.NONE for q in s.quantities if q != quantity)
    before = next(
        (p.exact[: quantity.span.start - p.start] for p in s.spans if p.start <= quantity.span.start < p.end), ""
    )
    return changed and before.lower().endswith("from ")


def passed_on(s: Statement) -> str:
    """What a statement says without the act of passing it on ("the city announced | the closure of its port")."""
    if not s.attributions or s.stance != Stance.AFFIRMS:
        return s.content
    said = s.attributions[-1]
    shared = [(max(c.start, p.start), min(c.end, p.end), p) for c in said.content for p in s.spans if overlap(c, p)]
    told = [p.exact[start - p.start : end - p.start] for start, end, p in shared]
    inside = any(overlap(cue, span) for cue in said.cue for span in s.spans)
    return " ".join(told) if inside and told else s.content


def number(quantity: Quantity, predicate: str) -> Number | None:
    """A quantity as an interval; None where it has neither value nor range."""
    value, low, high = quantity.value, quantity.low, quantity.high
    if value is None and low is None and high is None:
        return None
    middle = value if value is not None else low if low is not None else high
    assert middle is not None
    slack = abs(middle) * _SLACK.get(quantity.bound, 0.0)
    role = quantity.role or _ROLES.get(predicate, "")
    counted = role or " ".join(sorted(set(terms(quantity.of))))[:60]
    return Number(
        key=counted if role else f"{quantity.unit}|{counted}",
        low=low if low is not None else middle - slack,
        high=high if high is not None else middle + slack,
        value=value,
        bound=quantity.bound,
        printed=quantity.span.exact,
        part=quantity.of_which,
    )


class Normaliser:
    """Makes propositions; knows the names of the story."""

    def __init__(self, identity: Identity, reports: Sequence[Report], readings: Sequence[Reading] = ()) -> None:
        """``identity`` joins names; ``reports`` give the time of a statement, ``readings`` the countries named."""
        self._identity = identity
        self._known = {r.id: r.published or r.retrieved for r in reports}
        self._countries = country_phrases(
            (w.span.exact, w.country) for r in readings for w in r.places if w.kind == PlaceKind.COUNTRY and w.country
        )
        self._atlas = Atlas(w for r in readings for w in r.places)
        self._lands = Phrases(self._countries)
        self._idioms = Phrases(together())
        self._tables: dict[str, Phrases] = {}
        self._seen: dict[tuple[str, str], list[str]] = {}

    def _table(self, report: str) -> Phrases:
        """What each name printed in a report stands for, by its words."""
        if report not in self._tables:
            table: Table = {}
            for spelling, key in self._identity.by_report.get(report, {}).items():
                words = phrase(spelling)
                if len(words) == 1 and words[0] in MISSIONS:
                    continue
                head = () if self._identity.kinds[key] in (NameKind.PERSON, NameKind.PLACE) else terms(words[-1])
                plain = (f"@{key}", *(head if len(words) > 1 else ()))
                table[words] = self._countries.get(phrase(key)) or self._mission(key) or plain
            self._tables[report] = Phrases(table)
        return self._tables[report]

    def _mission(self, key: str) -> tuple[str, ...]:
        """An embassy by its country, so that its name is the same as "the embassies of A and B"; empty for all else."""
        words = key.split()
        kind = next((w for w in words if w in MISSIONS), "")
        own = words[: words.index("in")] if "in" in words else words
        names = (" ".join(own[i : i + size]) for size in (3, 2, 1) for i in range(len(own)))
        code = next((found for name in names if kind and (found := self._atlas.exact(name))), "")
        return (f"%{code}", term(kind)) if code else ()

    def propositions(self, statements: Sequence[Statement]) -> list[Proposition]:
        """One proposition a statement, in the order given."""
        told: dict[tuple[Hashable, ...], list[Statement]] = defaultdict(list)
        around: dict[tuple[str, int], frozenset[str]] = defaultdict(frozenset)
        for s in statements:
            around[s.report, s.sentence.start] |= self._sites(s)
            told[_passage(s)].append(s)
        return [self._one(s, told[_passage(s)], around[s.report, s.sentence.start]) for s in statements]

    def _sites(self, s: Statement) -> frozenset[str]:
        """Names of the places of a statement, without persons and bodies."""
        names = self._identity.by_report.get(s.report, {})
        keys = (names.get(name, name) for name in sites(s))
        others = (NameKind.PERSON, NameKind.BODY)
        return frozenset(key for key in keys if self._identity.kinds.get(key) not in others)

    def _heads(self, s: Statement) -> frozenset[str]:
        """Heads of subject and object, names by what they stand for."""
        found: set[str] = set()
        for a in s.arguments:
            if a.role in ("subject", "object"):
                found.update(self._named(s, a.entity) if a.entity else terms(a.head))
        return frozenset(found)

    def _persons(self, words: frozenset[str]) -> frozenset[str]:
        return frozenset(w for w in words if w[0] == "@" and self._identity.kinds.get(w[1:]) == NameKind.PERSON)

    def _named(self, statement: Statement, text: str) -> list[str]:
        """Content words of a text, its names replaced by what they stand for; the embassy of a country is one more."""
        found = self._seen.get((statement.report, text))
        if found is None:
            found = self._seen[statement.report, text] = self._swapped(statement, text)
        return found

    def _swapped(self, statement: Statement, text: str) -> list[str]:
        found = swap(tokens(text), self._lands, self._table(statement.report), self._idioms)
        posts = [a + b for a, b in pairwise(found) for a, b in [(a, b), (b, a)] if a[0] == "%" and b in _POSTS]
        return [*found, *(f"@{post}" for post in posts)]

    def _one(self, s: Statement, told: Sequence[Statement], around: frozenset[str]) -> Proposition:
        """``told`` are the statements on the very span of ``s``, itself among them."""
        by_object = all(x.subject == s.subject for x in told) and s.object != ""
        whom = s.object if by_object or not s.subject else s.subject
        siblings = [name for x in told if (name := x.object if by_object else x.subject) and name != whom]
        content = passed_on(s)
        body = self._named(s, content)
        keys = frozenset(t for e in s.entities if e for t in self._named(s, e) if t[0] in "@%")
        subject = frozenset(self._named(s, s.subject))
        target = frozenset(self._named(s, s.object))
        words = set(body)
        if siblings:
            others = {w for name in siblings for w in self._named(s, name)} - frozenset(self._named(s, whom))
            words -= others
        member = frozenset(self._named(s, whom))
        words |= subject | (member if siblings or content != s.content else set())
        words |= target if s.object and not siblings and fold(s.object) not in fold(content) else set()
        found = frozenset(words)
        predicate = _verb(s.predicate)
        wide = frozenset(self._named(s, s.sentence.exact))
        numbers = tuple(n for q in s.quantities if not former(q, s) and (n := number(q, predicate)))
        own = self._sites(s)
        start, end = (s.when.earliest, s.when.latest) if s.when else (None, None)
        speaker = self._identity.key(s.report, s.attributions[-1].source.name) if s.attributions else ""
        text = content if fold(s.subject) in fold(content) else f"{s.subject} {content}"
        if siblings:
            text = f"{whom} {_after_subjects(content, [whom, *siblings])}"
        act = s.stance if is_act(s) else None
        if act:
            cues = {w for cue in s.attributions[-1].cue for w in self._named(s, cue.exact)}
            found = (found - subject - cues - ({predicate} & cues)) or found
            text = s.object or s.content
        if predicate == "confirm" and target and not act:
            found, text = target, s.object
        negative = s.polarity == Polarity.NEGATIVE and not act
        whole = share(s)
        return Proposition(
            statement=s,
            terms=found,
            wide=wide,
            entities=keys,
            subject=subject,
            predicate=predicate,
            target=target,
            poles=poles(found),
            contrasts=poles(found, "contrasts"),
            numbers=numbers,
            start=start,
            end=end,
            places=tuple(w for w in s.where if w.sense == Sense.LOCATION and w.lat is not None),
            sites=own if own or not any(n.key in TOLLS for n in numbers) else around,
            doers=self._persons(subject),
            sufferers=self._persons(target),
            negative=negative,
            known_at=self._known.get(s.report),
            text=text,
            speaker=speaker,
            distributed=bool(siblings),
            member=member,
            heads=self._heads(s),
            parties=parties(s),
            share=whole,
            views=views(s),
            act=act,
            form=(
                *(
                    tuple(body),
                    tuple(sorted(subject)),
                    tuple(sorted(member)),
                    s.predicate,
                    negative,
                    s.phase in UNREAL,
                    start,
                    end,
                    bool(siblings),
                    act,
                    whole,
                ),
                tuple(sorted((n.key, n.value or n.low, n.bound) for n in numbers)),
                tuple(sorted(w.gazetteer or w.name for w in s.where)),
                speaker if act else "",
                tuple(sorted(wide)) if len(found) < TELLING else (),
            ),
        )


def _verb(predicate: str) -> str:
    """A predicate in normal form: what "be" links is the verb ("be safe" is not "be visible"); "be" alone is none."""
    words = predicate.casefold().split()
    if words and words[0] == "be":
        words = words[1:]
    return term(words[0]) if words else ""


def _passage(s: Statement) -> tuple[Hashable, ...]:
    return (s.report, *((p.start, p.end) for p in s.spans))


def _after_subjects(content: str, subjects: Sequence[str]) -> str:
    """What a clause says of all its subjects: the words after the last of them."""
    ends = [content.rfind(word) + len(word) for name in subjects for word in name.split()[-1:] if word in content]
    rest = content[max(ends, default=0) :]
    return rest if rest.split() else content


def named_place(place: Where) -> bool:
    """Whether a place is fine enough to tell two events apart."""
    return place.kind in (PlaceKind.CITY, PlaceKind.OTHER, PlaceKind.REGION)
