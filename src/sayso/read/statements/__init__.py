"""Statements: propositions with their own words, each with whose word it rests on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from sayso.read.attribution import sources
from sayso.read.attribution.chains import TELLING, Sayings, chain, holds, is_ungiven, once
from sayso.read.lexicon import cues
from sayso.read.lexicon.nominals import nominals, verb_of
from sayso.read.names.links import link
from sayso.read.names.members import kind_of_list, members, told_of_list
from sayso.read.quantities.holding import is_compared
from sayso.read.statements import clauses, factuality, phrases, predicates
from sayso.read.statements.clauses import Clause
from sayso.read.trees import chars, child, climb, kids, marked, own_subject
from sayso.records import Argument, Attribution, Quantity, Span, Statement, When, Where, content_id
from sayso.spans import Range, contains, cut, overlap
from sayso.terms import Certainty, Phase, Polarity, Quoting, Sense, Stance, TimeKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

ECHO = 0.6
"""Share of another statement's words from which a noun of an event adds nothing to it."""
BESIDE = frozenset({"relative", "participle", "adverbial", "circumstance"})
"""Clauses that stand beside what is denied or urged, and are not denied or urged with it."""
REASONS = ("because", "since", "as")
"""What opens the reason that an appeal gives: whoever urges tells it as so."""
LASTING = frozenset({"until", "till", "through", "by", "before", "to", "for"})
"""What stands before a time up to which, and not at which, something is so."""
SPEAKERS_OWN = frozenset({"i", "me", "we", "us"})


@dataclass(frozen=True)
class _Draft:
    """What goes into one statement."""

    clause: Clause
    spans: tuple[Span, ...]
    chain: tuple[Attribution, ...]
    stance: Stance
    rule: str
    head: Token
    """Head of the proposition: the clause's own, or that of what a denial is about."""
    subject: Token | None


def find(page: Page, attributions: Sequence[Attribution]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Every statement of a report, in the order of their spans; and what is told only inside phrases."""
    found = clauses.find(page.doc)
    reader = _Reader(page, attributions, found)
    drafts = [d for clause in found for d in reader.of_clause(clause)]
    made = [s for d in _without_echoes(drafts) for s in reader.make(d)]
    unique = {s.id: s for s in made}
    ordered = sorted(unique.values(), key=lambda s: (s.spans[0].start, s.spans[-1].end, s.id))
    told = {d.head.i for d in drafts}
    return tuple(link(ordered, reader.words)), reader.phrases(told, {s.spans for s in ordered})


def _without_echoes(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Drafts without what others tell: nominal ones that are most of another's words, circumstances told as a list."""
    told = sorted((d for d in drafts if d.rule not in ("nominal", "list")), key=lambda d: d.spans[0].start)
    starts = [d.spans[0].start for d in told]
    heads = {d.head.i for d in told}
    listed = {d.head.i for d in drafts if d.rule == "list"}
    out = [d for d in drafts if d.rule != "nominal" and (d.rule != "circumstance" or _leads_to(d) not in listed)]
    out = [d for d in out if d.rule != "saying" or not any(_retells(o, d) for o in out)]
    for d in drafts:
        if d.rule == "nominal" and d.head.i not in heads:
            first = bisect_left(starts, d.spans[0].start - 600)
            last = bisect_left(starts, d.spans[0].end)
            if not any(ECHO * (x.end - x.start) < overlap(x, d.spans[0]) for o in told[first:last] for x in o.spans):
                out.append(d)
    return out


def _retells(whole: _Draft, part: _Draft) -> bool:
    """Whether an act of saying is told in a clause and in that around it ("police said they could not confirm")."""
    if whole is part or whole.rule != "saying" or whole.chain[-1] is not part.chain[-1]:
        return False
    return contains(whole.spans[0], part.spans[0]) and whole.spans[0] != part.spans[0]


def _leads_to(d: _Draft) -> int:
    """Index of the verb or noun of an event that a circumstance leads to."""
    return predicates.core(d.head).i


class _Reader:
    """Reads the clauses of one page."""

    def __init__(self, page: Page, attributions: Sequence[Attribution], found: Sequence[Clause]) -> None:
        self.page = page
        self.sayings = Sayings(page, attributions)
        self.words: dict[str, frozenset[str]] = {}
        heads = sorted(
            page.offsets.original(c.head.idx)
            for c in found
            if c.kind not in BESIDE and c.kind not in ("nominal", "list") and not _describes_thing(c.head)
        )
        self._said = {
            id(a)
            for a in attributions
            if any(bisect_left(heads, c.start) < bisect_left(heads, c.end) for c in a.content)
        }
        self._times = _sorted(page.times)
        self._places = _sorted(page.places)
        self._quantities = _sorted(page.quantities)

    def of_clause(self, clause: Clause) -> list[_Draft]:
        """What one clause states: its own content, or an act of saying that is itself the news."""
        spans = self._clip(clause, tuple(self.page.span(*chars(self.page.doc, r)) for r in clause.ranges))
        if _is_about_source(clause):
            return []
        own = self.sayings.at(clause.head.i)
        telling = [a for a in own if a.stance in TELLING]
        if not telling and self._is_only_saying(clause, spans, own):
            return []
        around = [
            a
            for a in self.sayings.around(spans)
            if a not in own and (clause.kind not in BESIDE or a.stance not in TELLING)
        ]
        if clause.kind == "adverbial" and marked(clause.head, *REASONS):
            urged = [a for a in self.sayings.around(spans) if a not in own and a.stance is Stance.URGES]
            around += [msgspec.structs.replace(a, stance=Stance.AFFIRMS) for a in urged]
        if clause.kind == "accusation":
            around = [a for a in self.sayings.at(clause.head.head.head.i) if a.stance is Stance.AFFIRMS]
            if not around:
                return []
        if clause.kind in ("content", "nominal") and self._is_told_above(clause, around):
            return []
        if telling:
            return [self._draft(clause, spans, once((*c, a)), "saying") for c in chain(around) for a in telling]
        label = predicates.labelled(clause.head)
        passed = [a for a in own if is_ungiven(a) or _announces(clause.head, a) or label]
        return [self._draft(clause, spans, c, clause.kind) for c in chain([*around, *passed])]

    def phrases(self, told: set[int], spans: set[tuple[Span, ...]]) -> tuple[Statement, ...]:
        """What is told only inside phrases, on the word of whoever tells the clause around; ``told`` by its heads.

        That somebody has made it up, denies or wishes it leaves it out, also where the phrase takes it for granted.
        """
        found: dict[str, Statement] = {}
        for clause in phrases.find(self.page.doc, told):
            own = tuple(self.page.span(*chars(self.page.doc, r)) for r in clause.ranges)
            around = self.sayings.around(own)
            if own in spans or any(a.stance is not Stance.AFFIRMS for a in around):
                continue
            for row in chain(around):
                draft = _Draft(clause, own, row, Stance.AFFIRMS, phrases.KIND, clause.head, clause.subject)
                made = self._statement(draft, predicates.participants(self.page, clause.head, clause.subject), {})
                found[made.id] = made
        return tuple(s for s in found.values() if s.certainty is Certainty.CERTAIN)

    def _is_only_saying(self, clause: Clause, spans: tuple[Span, ...], own: list[Attribution]) -> bool:
        """Whether a clause merely brings in what others say, which has a clause of its own."""
        if any(a.stance not in TELLING and id(a) in self._said and not is_ungiven(a) for a in own):
            return True
        inside = {id(a): a for r in clause.ranges for i in range(*r) for a in self.sayings.at(i) if a not in own}
        return any(
            id(a) in self._said and a.stance not in TELLING and not is_ungiven(a) and holds(a, spans)
            for a in inside.values()
            if any(contains(s, a.cue[0]) for s in spans)
        )

    def _is_told_above(self, clause: Clause, around: Sequence[Attribution]) -> bool:
        """Whether a clause is the content of a denial or the like, which is stated with the act itself."""
        return any(
            a.stance in TELLING and (verb := self.sayings.trigger(a)) is not None and clause.head.head.i == verb.i
            for a in around
        )

    def _clip(self, clause: Clause, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """A clause inside an attributed content without what the parse drew in from outside it ("..., she said")."""
        at = self.page.offsets.original(clause.head.idx)
        for content in self.sayings.contents_at(at):
            kept = [self._inside(max(s.start, c.start), min(s.end, c.end)) for s in spans for c in content]
            spans = tuple(s for s in kept if s is not None) or spans
        return spans

    def _inside(self, start: int, end: int) -> Span | None:
        """The span of a passage without commas at its edges; None where nothing is left."""
        text = self.page.report.text
        while start < end and text[start] in " ,;\n":
            start += 1
        while start < end and text[end - 1] in " ,;\n":
            end -= 1
        return cut(self.page.report.id, text, start, end) if start < end else None

    def _draft(self, clause: Clause, spans: tuple[Span, ...], row: tuple[Attribution, ...], rule: str) -> _Draft:
        head, subject = clause.head, clause.subject
        if clause.kind == "list" and (told := told_of_list(clause.head)):
            head, subject = told[0], None
        stance = row[-1].stance if row else Stance.AFFIRMS
        if stance is Stance.AFFIRMS and factuality.is_order(head):
            stance = Stance.URGES
        own = row[-1] if row and row[-1] in self.sayings.at(clause.head.i) else None
        if own is not None and not is_ungiven(own):
            inner, verb = self._root(own), self.sayings.trigger(own)
            if inner is not None and (inner.pos_ in ("VERB", "AUX") or verb_of(inner)):
                head, subject = inner, None
            elif verb is not None and verb.i != head.i:
                head, subject = verb, None
        return _Draft(clause, spans, row, stance, rule, head, self._spoken_of(subject, row, head))

    def _spoken_of(self, subject: Token | None, row: tuple[Attribution, ...], head: Token) -> Token | None:
        """Who acts: a list of speakers, where "they" are those who speak ("the mayors of A and B said they ...")."""
        verb = self.sayings.trigger(row[-1]) if row else None
        speakers = own_subject(verb) if verb is not None else None
        if subject is None or speakers is None or subject.lower_ != "they" or not members(speakers, head):
            return subject
        return speakers

    def _root(self, a: Attribution) -> Token | None:
        """The head of what an attribution holds: a token whose head stands outside, a verb rather than a noun."""
        content = a.content[0]
        verb = self.sayings.trigger(a)
        if verb is None:
            return None
        inside = [
            t
            for t in verb.doc[verb.sent.start : verb.sent.end]
            if content.start <= self.page.offsets.original(t.idx) < content.end and not t.is_punct
        ]
        heads = {t.i for t in inside}
        roots = [t for t in inside if t.head.i not in heads or t.head.i == t.i]
        root = next((t for t in roots if t.pos_ in ("VERB", "AUX")), roots[0] if roots else None)
        if root is not None and root.lemma_.lower() in cues.lexicon().nouns:
            return next((c for c in kids(root, "acl", "ccomp", "relcl") if marked(c, "that")), root)
        return root

    def make(self, d: _Draft) -> list[Statement]:
        """The statements of a draft: one, or one for each member of a list that it is told of."""
        people = predicates.participants(self.page, d.head, d.subject)
        token = _listed(d, people)
        kind = kind_of_list(d.clause.head) if d.rule == "list" else None
        parts = members(token[1], d.head, kind) if token is not None else []
        if not parts or token is None:
            if d.rule == "list":
                return []
            return [self._statement(d, people, {})]
        role = token[0]
        return [self._statement(d, people, {role: text}, self.page.entity_at.get(t.i, "")) for text, t in parts]

    def _statement(self, d: _Draft, people: tuple[Argument, ...], names: dict[str, str], member: str = "") -> Statement:
        page, head = self.page, d.head
        who = {a.role: self._name(a, d.chain) for a in reversed(people)} | names
        verb = predicates.predicate(head)
        if label := predicates.labelled(head):
            verb, who = f"be {label}", {"subject": who.get("object", "") or predicates.compounded(head)}
        if d.chain and not who.get("subject") and cues.owns_up(span.exact for span in d.chain[-1].cue):
            who["subject"] = d.chain[-1].source.name
        is_act = d.rule == "saying" and (
            head.i == d.clause.head.i or (d.stance is Stance.WITHHOLDS and cues.is_comment(head))
        )
        polarity = Polarity.POSITIVE if is_act else factuality.polarity(head)
        certainty = Certainty.CERTAIN if is_act else factuality.certainty(head)
        unsaid = (a for a in d.chain if is_ungiven(a))
        if certainty is Certainty.CERTAIN and any(factuality.leaves_open(c.exact for c in a.cue) for a in unsaid):
            certainty = Certainty.POSSIBLE
        source = d.chain[-1].source.name if d.chain else ""
        lo, hi = d.spans[0].start, d.spans[-1].end
        when = self._when(d)
        made = Statement(
            id=content_id(
                "st",
                page.report.id,
                *((s.start, s.end) for s in d.spans),
                who.get("subject", ""),
                who.get("object", ""),
                verb,
                polarity,
                source,
            ),
            report=page.report.id,
            spans=d.spans,
            content=" ".join(s.exact for s in d.spans),
            sentence=page.span_of(head.sent),
            attributions=d.chain,
            subject=who.get("subject", ""),
            predicate=verb,
            object=who.get("object", ""),
            arguments=people,
            polarity=polarity,
            stance=d.stance,
            certainty=certainty,
            phase=Phase.PAST if is_act else self._phase(d, when),
            when=when,
            where=tuple(w for w in _within(self._places, lo, hi) if isinstance(w, Where) and w.sense is Sense.LOCATION),
            quantities=tuple(q for q in _within(self._quantities, lo, hi) if isinstance(q, Quantity)),
            entities=_entities(page, d.clause.ranges, people, member),
            found_by=d.rule,
        )
        common = {*source.lower().split(), *verb.split()}
        self.words[made.id] = frozenset(
            [
                *(a.head for a in people if a.role in ("subject", "object")),
                *(
                    t.lemma_.lower()
                    for r in d.clause.ranges
                    for t in page.doc[r[0] : r[1]]
                    if t.pos_ in ("NOUN", "PROPN", "NUM") and t.lemma_.lower() not in common
                ),
            ]
        )
        return made

    def _name(self, argument: Argument, row: tuple[Attribution, ...]) -> str:
        """Canonical name of a participant; "we" and "I" are those who speak."""
        if row and argument.text.lower() in SPEAKERS_OWN and not argument.entity:
            return (
                row[-1].source.speaks_for
                if argument.text.lower() in ("we", "us") and row[-1].source.speaks_for
                else row[-1].source.name
            )
        return predicates.named(argument)

    def _phase(self, d: _Draft, when: When | None) -> Phase:
        """Phase of the proposition: what is urged is only wished for, and the present tense tells of a coming day."""
        if d.stance is Stance.URGES:
            return Phase.HYPOTHETICAL
        phase, today = factuality.phase(d.head), self.page.report.day
        if phase is not Phase.ONGOING or when is None or when.earliest is None or today is None:
            return phase
        text = self.page.report.text[: when.span.start].rsplit(maxsplit=2)[-2:]
        lasts = any(word.lower() in LASTING for word in text)
        return phase if lasts or when.earliest < today + timedelta(days=1) else Phase.FUTURE

    def _when(self, d: _Draft) -> When | None:
        """The calendar time inside a clause, else any time inside it, else that of what it hangs from.

        The time of a clause inside it ("the bridge, which was built in 1974, fell") is not its own.
        """
        inner = self._inner(d)
        found = self._time_in(d.spans[0].start, d.spans[-1].end, inner)
        relative = _first(d.clause.head)
        if found is None and relative.dep_ == "relcl" and _continues(relative):
            noun = relative.head
            first = noun.head if noun.dep_ == "pobj" else noun.left_edge
            lo, hi = (self.page.offsets.original(t.idx) for t in (first, relative.left_edge))
            found = self._time_in(lo, hi)
        if found is None and d.clause.kind in ("participle", "nominal"):
            sent = d.clause.head.sent
            start = self.page.offsets.original(sent.start_char)
            found = self._time_in(start, d.spans[0].start) or self._time_in(d.spans[-1].end, start + len(sent.text))
        return found

    def _inner(self, d: _Draft) -> list[Range]:
        """Where clauses stand that describe a noun of the clause, in the original text."""
        tokens = d.clause.head.doc[d.clause.ranges[0][0] : d.clause.ranges[-1][1]]
        described = [
            t for t in tokens if t.dep_ in ("relcl", "acl") and t.i != d.clause.head.i and not _leads(t, d.head)
        ]
        original = self.page.offsets.original
        return [(original(t.left_edge.idx), original(t.right_edge.idx + len(t.right_edge) - 1) + 1) for t in described]

    def _time_in(self, lo: int, hi: int, without: Sequence[Range] = ()) -> When | None:
        found = [t for t in _within(self._times, lo, hi) if isinstance(t, When)]
        found = [t for t in found if not any(a <= t.span.start < b for a, b in without)]
        found = [t for t in found if not is_compared(self.page.report.text, lo, t.span.start)]
        dated = [t for t in found if t.kind in (TimeKind.DATE, TimeKind.TIME) and t.earliest is not None]
        return next(iter(dated or found), None)


_Located = tuple[list[int], list[When | Where | Quantity]]


def _sorted(found: Sequence[When | Where | Quantity]) -> _Located:
    """Finds in the order of their spans, with the starts."""
    ordered = sorted(found, key=lambda x: x.span.start)
    return [x.span.start for x in ordered], ordered


def _within(located: _Located, lo: int, hi: int) -> list[When | Where | Quantity]:
    """Finds that begin in a passage."""
    return located[1][bisect_left(located[0], lo) : bisect_left(located[0], hi)]


def _first(verb: Token) -> Token:
    """The first of coordinated verbs."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    return verb


def _leads(clause: Token, head: Token) -> bool:
    """Whether a clause that describes a noun holds the head of the proposition ("a plan to close the port in May")."""
    return clause.i == head.i or any(t.i == clause.i for t in (head, predicates.core(head))) or clause in climb(head)


def _describes_thing(verb: Token) -> bool:
    """Whether a clause describes a thing that somebody tells of ("confirmed 17 cases, six of which were fatal")."""
    noun = verb.head
    return verb.dep_ == "relcl" and noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and not verb_of(noun)


def _continues(verb: Token) -> bool:
    """Whether a relative clause tells what came of an event, or what happened at its time: then its time is theirs."""
    noun = verb.head
    if any(t.lower_ == "when" and t.tag_ == "WRB" for t in verb.children):
        return True
    words, kind = nominals(), noun.lemma_.lower()
    told = verb.lemma_ in words.result or verb.lemma_ in words.happened or any(p.lower_ == "in" for p in verb.lefts)
    return told and (kind in words.happening or bool(verb_of(noun)))


def _is_about_source(clause: Clause) -> bool:
    """Whether a clause only tells on which terms a source spoke ("who asked not to be named")."""
    return clause.kind in ("relative", "participle") and any(
        t.lower_ in sources.words().conditions for t in clause.head.subtree
    )


def _announces(verb: Token, a: Attribution) -> bool:
    """Whether a cue passes on an event as told ("announced the closure"), rather than judging it."""
    return a.quoting is Quoting.NARRATED and any(m.name == "announce" for m in cues.match(verb)[0])


def _listed(d: _Draft, people: tuple[Argument, ...]) -> tuple[str, Token] | None:
    """The participant whose list the statement is told of: the subject; the patient of a passive or of a noun."""
    if d.rule == "list":
        told, named = told_of_list(d.clause.head), child(d.clause.head, "pobj")
        return (told[1], named) if told is not None and named is not None else None
    subject = d.subject
    if d.head.pos_ in ("VERB", "AUX") and d.head.dep_ != "prep" and subject is not None:
        role = next((a.role for a in people if a.head == subject.lemma_.lower()), "subject")
        return role, subject
    for prep in d.head.children:
        if prep.lower_ == "of" and verb_of(d.head):
            return next((("object", t) for t in prep.children if t.dep_ == "pobj"), None)
    return None


def _entities(page: Page, pieces: Sequence[Range], people: Sequence[Argument], member: str) -> tuple[str, ...]:
    """Canonical names of all that a clause mentions, its understood participants included."""
    found = [page.entity_at[i] for piece in pieces for i in range(*piece) if i in page.entity_at]
    return tuple(dict.fromkeys([*([member] if member else []), *found, *(a.entity for a in people if a.entity)]))
