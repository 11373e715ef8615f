"""What a denial, a doubt or a refusal to confirm is about: the statements, in any report, whose proposition it names.

Three ways lead to them, and where none does there is no target: better none than a wrong one. The words name the
proposition ("denied that the sprinklers failed"): statements of others that tell the same of the same. The words only
point back ("denied the report", "it is a hoax"): what the reader found them to point at, with all that its source is
cited with there. Or a party plainly says the contrary ("there is no tanker"): what the judge found it to exclude.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from sayso.records import Judgement, Statement
from sayso.spans import contains, overlap
from sayso.terms import Certainty, Phase, Polarity, SourceKind, Stance, Verdict
from sayso.weigh.happened.events import type_of, types_in
from sayso.weigh.happened.focus import days_apart
from sayso.weigh.language.lands import land_words, lands
from sayso.weigh.language.lexicon import says, words
from sayso.weigh.language.rarity import Desk
from sayso.weigh.language.things import pronoun
from sayso.weigh.language.words import fold, term, terms, tokens
from sayso.weigh.propositions import is_act
from sayso.weigh.standing.casualties import group, harms, of_foes, spares
from sayso.weigh.who.identity import Identity

DISSENT = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.WITHHOLDS})
NAMED = 2
"""Content words from which a dissenting statement says by itself what it is about."""
COVER = 0.5
"""Least share, by weight, of a dissenting statement's content words that its target must tell."""
BACK = 0.34
"""Least share, by weight, of a target's participants and predicate that the dissenting statement must name."""
WHOLE = 0.95
"""Cover from which a target may tell more than is denied: "a bribe of two million" where "a bribe" is denied."""
HARM = ("killed", "injured")
"""Roles of those who came to harm."""
MEANT = 0.6
"""Factor on that share for what the reader found the statement to be about."""
CONCERNED = 0.15
"""What it adds to both shares when the target speaks of whoever dissents."""
ROUNDING = 1e-6
PLAIN = 1.2
"""Likeness from which a plain negative is of what another tells, whatever the judge found."""
ALIKE = 0.36
"""Score of the judge from which a refusal may be about another statement."""

NEARBY = 400
"""Characters between two sentences that tell of one report."""

ASIDE = frozenset({"relative", "participle", "circumstance", "nominal"})
"""Clauses that a speaker takes as given: who denies what was said need not deny these."""

FIRST_PERSON = (("we",), ("i",))

Targets = Mapping[str, Sequence[str]]
"""Dissenting statement -> the statements that it is about, surest first."""


def labels_fake(s: Statement) -> bool:
    """Whether a statement says of something that it is fake."""
    if s.predicate.startswith("be "):
        return says("fake", s.content)
    return says("fake", f"{s.predicate} {s.object}") or (s.predicate in words("made_up") and not s.subject)


def calls_false(s: Statement) -> bool:
    """Whether a statement says of something that it is fake or that it is not so."""
    if s.polarity == Polarity.NEGATIVE:
        return s.predicate in words("no_truth") and _only_points(s.subject)
    return labels_fake(s) or (s.predicate.startswith("be ") and says("false", s.predicate))


def within(part: Statement, whole: Statement) -> bool:
    """Whether one statement is a piece of another ("charges of Norland sending arms" in "... are false")."""
    if part.id == whole.id or part.report != whole.report or part.spans == whole.spans:
        return False
    return all(any(contains(x, y) for x in whole.spans) for y in part.spans)


def _after_cue(s: Statement) -> frozenset[str]:
    """Content words behind the cue of an act ("the line, which runs the ship, denied that ..."); else all of them."""
    start = s.spans[0].start
    ends = [c.end - start for c in s.attributions[-1].cue if start <= c.start < s.spans[0].end]
    rest = land_words(s.content[max(ends, default=0) :])
    return rest if len(rest) >= NAMED else land_words(f"{s.subject} {s.content}")


def _only_points(phrase: str) -> bool:
    """Whether a noun phrase stands for what was told ("the situation mentioned in the media") and names none of it."""
    return bool(set(tokens(phrase)) & (words("anaphor") | {"there"}))


_ON_A_REPORT = re.compile(
    r"\W*(?:to comment )?on (?:\w+ ){0,3}?(?:reports?|claims?|allegations?|accusations?) that\b", re.I
)
"""What a refusal to comment that bears on a matter goes on with: "... on a report that it will close"."""


def bears(s: Statement) -> bool:
    """Whether a refusal is one to confirm or deny, or to say whether; a detail kept back leaves the event untouched."""
    cues = [c for a in s.attributions[-1:] for c in a.cue]
    if says("bearing", " ".join(c.exact for c in cues)) or says("bearing", s.predicate):
        return True
    after = max((c.end - s.spans[0].start for c in cues if c.start >= s.spans[0].start), default=0)
    if _ON_A_REPORT.match(s.content[after:]):
        return True
    return says("whether", " ".join(tokens(s.content[after:])[:1]))


def targets(
    statements: Iterable[Statement], identity: Identity, log: Mapping[tuple[str, str], Judgement]
) -> dict[str, tuple[str, ...]]:
    """The targets of every dissenting statement of a story that has any."""
    finder = _Finder(sorted(statements, key=lambda s: (s.report, s.sentence.start, s.spans[0].start, s.id)), identity)
    finder.judged(log)
    return {s.id: found for s in finder.listed if (found := finder.of(s))}


@dataclass
class _Finder:
    """Looks among the statements of a story, given in the order of each report."""

    listed: Sequence[Statement]
    identity: Identity
    _excluded: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))

    @cached_property
    def _by_id(self) -> dict[str, Statement]:
        return {s.id: s for s in self.listed}

    @cached_property
    def _terms(self) -> dict[str, frozenset[str]]:
        return {s.id: land_words(f"{s.subject} {s.predicate} {s.content}") for s in self.listed}

    @cached_property
    def _desk(self) -> Desk:
        return Desk.of(list(self._terms.values()))

    @cached_property
    def _holders(self) -> dict[str, list[Statement]]:
        out: dict[str, list[Statement]] = defaultdict(list)
        for s in filter(_tells, self.listed):
            for word in self._terms[s.id]:
                out[word].append(s)
        return out

    @cached_property
    def _in(self) -> dict[str, list[Statement]]:
        out: dict[str, list[Statement]] = defaultdict(list)
        for s in self.listed:
            out[s.report].append(s)
        return out

    def judged(self, log: Mapping[tuple[str, str], Judgement]) -> None:
        """Take in what the judge holds to exclude one another, or to be an act and what it is about."""
        for j in log.values():
            if j.score >= ALIKE and j.verdict in (Verdict.EXCLUDES, Verdict.RELATED):
                self._excluded[j.left][j.right] = self._excluded[j.right][j.left] = j.score

    def of(self, s: Statement) -> tuple[str, ...]:
        """Ids of the statements that one statement speaks against or does not bear out."""
        found = next((found for test, find in WAYS if test(s) for found in [find(self, s)]), [])
        return tuple(dict.fromkeys(o.id for o in found if self._others(s, o)))

    # ------------------------------------------------------------ the ways

    def by_label(self, s: Statement) -> list[Statement]:
        """What is called fake or false: what its subject names ("charges of ships selling oil"), else points at."""
        named = self._named(s) - set(terms(s.predicate)) - _false_terms()
        shown = [
            o for o in self._in[s.report] if s.spans[0].end <= o.spans[0].start and o.spans[-1].end <= s.spans[-1].start
        ]
        shown = shown or [o for o in self._in[s.report] if within(o, s) and self._passes_on(o, s)]
        if shown:
            return [*shown, *(o for x in shown for o in self._telling(s, self._terms[x.id]))]
        if found := self._by_document(s, named):
            return found
        told = self._telling(s, named) if len(named) > NAMED and _only_points(s.subject) else []
        return [*(o for o in self._in[s.report] if within(o, s)), *told] if told else self.pointed_at(s)

    def _by_document(self, s: Statement, named: frozenset[str]) -> list[Statement]:
        """What other reports tell of or on the word of the thing called fake ("the order to leave Kemi is forged")."""
        thing = _head_of(s, "subject")
        if not thing & _document_terms():
            return []

        def of_it(o: Statement) -> bool:
            by = frozenset(t for a in o.attributions[-1:] for t in terms(a.source.name)) | _head_of(o, "subject")
            return bool(thing & by and (named - thing) & frozenset(terms(o.sentence.exact)))

        return [o for o in self.listed if o.report != s.report and _tells(o) and of_it(o)]

    def _passes_on(self, o: Statement, s: Statement) -> bool:
        """Whether a statement is what the thing called fake says ("the letter claiming that P is a forgery")."""
        return o.found_by not in ASIDE and len(o.attributions) > len(s.attributions) and not calls_false(o)

    def by_words(self, s: Statement) -> list[Statement]:
        """What the words of a denial or refusal name; where they name nothing, what they point at."""
        named = self._named(s)
        if len(named) >= NAMED:
            return self._telling(s, named)
        return self._of_reporter(s) or self.pointed_at(s) or self._of_harm(s, named) or self._telling(s, named)

    def _of_harm(self, s: Statement, named: frozenset[str]) -> list[Statement]:
        """Who died or was hurt just before a refusal that names nothing but harm ("could not confirm any deaths")."""
        if not named or not named <= _harm_terms():
            return []
        told = [o for o in self._in[s.report] if o.sentence.start < s.sentence.start and self._near(o, s)]
        return [o for o in told if _tells(o) and any(q.role in HARM for q in o.quantities)]

    def _telling(self, s: Statement, named: frozenset[str]) -> list[Statement]:
        """What tells the things named, best first."""
        near = self._candidates(s, named)
        scored = [(self._likeness(s, named, o), o.id) for o in near.values()]
        return [near[i] for score, i in sorted(scored, reverse=True) if score > 0]

    def by_contrary(self, s: Statement) -> list[Statement]:
        """What a party's plain negative shuts out."""
        named = self._named(s)
        shut = {i: score for i, score in self._excluded[s.id].items() if i in self._by_id}
        told = self._candidates(s, named) | {i: self._by_id[i] for i in shut}
        if self._of_itself(s):
            told |= {o.id: o for word in _verb(s) for o in self._holders.get(word, ()) if self._clears_itself(s, o)}
        scored = [(shut.get(o.id, 0.0), self._likeness(s, named, o), o.id) for o in told.values()]
        ranked = [(judged or alike >= PLAIN, told[i]) for judged, alike, i in sorted(scored, reverse=True)]
        found = [o for surely, o in ranked if surely or self._clears_itself(s, o)]
        found = [o for o in found if _tells(o) and _same_matter(s, o) and not self._another(s, o)]
        return [o for o in found if not days_apart(s.when, o.when)]

    def _clears_itself(self, s: Statement, o: Statement) -> bool:
        """Whether a party says that it does not do what another says it does: "we never shelter pirates"."""
        deed = s.predicate == o.predicate and bool(_verb(s)) and not says("speech", s.predicate)
        accused = self.identity.key(o.report, o.subject) in self._sides(s) or bool(self._lands(s) & lands(o.subject))
        return deed and self._of_itself(s) and accused and not self._own_deed(o)

    def _of_itself(self, s: Statement) -> bool:
        """Whether a source tells of what it does itself."""
        return tokens(s.content)[:1] in FIRST_PERSON or self.identity.key(s.report, s.subject) in self._sides(s)

    def _another(self, s: Statement, o: Statement) -> bool:
        """Whether a source tells of itself, and the other statement of another country."""
        mine, theirs = self._lands(s), lands(o.subject)
        return self._of_itself(s) and bool(mine and theirs) and not mine & theirs

    def _lands(self, s: Statement) -> frozenset[str]:
        """Codes of the countries of whoever says it, and of whom they speak for."""
        return lands(" ".join(self._bodies.get(side, side) for side in sorted(self._sides(s))))

    @cached_property
    def _bodies(self) -> dict[str, str]:
        """Key of a source -> for whom it speaks, as any report of the story tells."""
        said = [(s.report, a.source) for s in self.listed for a in s.attributions if a.source.speaks_for]
        return {self.identity.key(report, source.name): source.speaks_for for report, source in said}

    def by_safety(self, s: Statement) -> list[Statement]:
        """Whom another calls its foes and tells to be dead, where those of the place are safe."""
        mine = self._terms[s.id] - group(s)
        struck = [o for o in self._struck if of_foes(s, o) and self._terms[o.id] & mine]
        return [o for o in struck if not days_apart(s.when, o.when)]

    @cached_property
    def _struck(self) -> list[Statement]:
        return [o for o in self.listed if harms(o)]

    def pointed_at(self, s: Statement) -> list[Statement]:
        """What the reader found it to point at, and all else that its source tells in that sentence."""
        first = self._by_id.get(s.about)
        if first is None:
            return []
        if first.about and is_act(first):
            return self.pointed_at(first)
        between = [o for o in self._in[s.report] if first.sentence.end <= o.sentence.start < s.sentence.start]
        denied = [
            o
            for o in between
            if calls_false(s) and o.stance == Stance.DENIES and self._near(o, s) and self._one_side(o, s)
        ]
        before = denied[-1] if denied else None
        if before is not None:  # a denial that found nothing to deny leaves the next one nothing either
            return [self._by_id[i] for i in self.of(before)]
        told = [o for o in self._in[first.report] if o.sentence.start < s.sentence.start and _tells(o)]
        twins = [o for o in told if o.spans == first.spans]
        if calls_false(s):
            twins += [o for o in told if all(any(contains(x, y) for x in first.spans) for y in o.spans)]
        source = self._sides(first) if says("speech", s.predicate) or calls_false(s) else set()
        whole = bool(set(tokens(f"{s.subject} {s.object}")) & words("whole"))
        said = [o for o in told if self._sides(o) & source and o.found_by not in ASIDE and not self._own_deed(o)]
        below = self._of_document(first, s) if whole else []
        return [first, *twins, *(o for o in said if whole or o.sentence == first.sentence), *below]

    def _of_document(self, first: Statement, s: Statement) -> list[Statement]:
        """What a denied report is said to tell further down: "denied the report ... According to the report, ..."."""
        if not any(a.source.kind == SourceKind.DOCUMENT for a in first.attributions):
            return []
        below = [o for o in self._in[s.report] if o.sentence.start > s.sentence.start and _tells(o)]
        return [o for o in below if any(_only_points(a.source.name) for a in o.attributions)]

    def _of_reporter(self, s: Statement) -> list[Statement]:
        """What whoever the denied report is named after tells before it: "the Meridian report", "press reports"."""
        if not set(tokens(s.object)[-1:]) & words("anaphor"):
            return []
        named = [e for e in s.entities if fold(e) in fold(s.object)]
        keys = {self.identity.key(s.report, e) for e in named} - self._sides(s)
        press = bool(set(tokens(s.object)) & words("press"))
        told = [o for o in self._in[s.report] if o.sentence.start < s.sentence.start and _tells(o)]

        def theirs(o: Statement) -> bool:
            said = [a.source for a in o.attributions[-1:]]
            written = any(x.kind == SourceKind.DOCUMENT and _only_points(x.name) for x in said)
            if press and (
                any(x.kind == SourceKind.OUTLET for x in said) or set(tokens(o.sentence.exact)) & words("press")
            ):
                return o.found_by == "content"
            beside = o.found_by == "content" and any(fold(e) in fold(o.sentence.exact) for e in named)
            return written or bool(self._sides(o) & keys) or beside

        found = [o for o in told if o.found_by not in ASIDE and theirs(o)] if keys or press else []
        return [o for o in found if self._near(o, found[-1])]

    def _one_side(self, o: Statement, s: Statement) -> bool:
        """Whether nothing tells the sources of two statements apart by country ("Rovan officials", then a minister)."""
        of = [lands(" ".join(f"{a.source.name} {a.source.speaks_for}" for a in x.attributions[-1:])) for x in (o, s)]
        return bool(self._sides(o) & self._sides(s) or of[0] & of[1] or not all(of))

    def _near(self, o: Statement, s: Statement) -> bool:
        return s.sentence.start - o.sentence.end < NEARBY

    def _own_deed(self, o: Statement) -> bool:
        """Whether its source tells what it did itself: who denies what it says of others leaves that be."""
        return pronoun(o.subject) or self.identity.key(o.report, o.subject) in self._sides(o)

    # ----------------------------------------------------------- likeness

    def _named(self, s: Statement) -> frozenset[str]:
        """Content words of what is denied: without the cue, who denies, the time, and words that only point."""
        acted = is_act(s) and bool(s.object) and says("speech", s.predicate)
        body = land_words(s.object) if acted else _after_cue(s) if is_act(s) else self._terms[s.id]
        if acted and set(tokens(s.object)[-1:]) & words("anaphor"):
            return frozenset()
        if is_act(s) and (thing := _existing(s)):
            return thing
        skip = {t for a in s.attributions for span in a.cue for t in terms(span.exact)}
        skip |= {t for a in s.attributions[-1:] for t in land_words(a.source.name)}
        skip |= set(terms(s.when.span.exact)) if s.when else set()
        if says("speech", s.predicate):
            skip |= land_words(s.subject)
        return frozenset(body) - skip - _pointing_terms()

    def _candidates(self, s: Statement, named: frozenset[str]) -> dict[str, Statement]:
        """Statements that tell enough of the things named for any likeness, by id; the rest need not be looked at."""
        shared: dict[str, float] = defaultdict(float)
        for word in named:
            weight = self._desk.idf(word)
            for o in self._holders.get(word, ()):
                shared[o.id] += weight
        least = (COVER - CONCERNED) * self._weight(named) - ROUNDING
        return {i: self._by_id[i] for i, found in shared.items() if found >= least or i == s.about}

    def _likeness(self, s: Statement, named: frozenset[str], o: Statement) -> float:
        """How surely a statement is what is denied: 0 where too little is shared either way."""
        told = self._terms[o.id]
        concerned = CONCERNED * self._concerned(s, o)
        cover = self._weight(named & told) / (self._weight(named) or 1.0) + concerned
        mine = {t for a in s.attributions[-1:] for t in land_words(a.source.name)}
        shown = says("showing", o.predicate)  # "pictures show ships selling oil": what is denied is the selling
        core = told - land_words(f"{o.subject} {o.predicate}") if shown else land_words(_core(o)) or told
        core = core - mine - (_measures(o) - named)
        back = self._weight(core & (named | _verb(s))) / (self._weight(core) or 1.0) + concerned
        types = types_in(o.content) if shown else {type_of(o)}
        verb = bool(_existing(s)) or bool(
            _verb(o) & (named | _verb(s)) or _verb(s) & told or types & set(types_in(s.content))
        )
        thing = named & land_words(s.object)
        least = COVER * (MEANT if s.about == o.id else 1.0)
        whole = cover >= WHOLE and verb and bool(named & _head_of(o, "object"))
        if (
            cover < least
            or (back < BACK and not whole)
            or not (verb or cover > 1.5 * COVER)
            or (thing and not thing & told)
        ):
            return 0.0
        return cover + 0.5 * back + 0.2 * verb + 0.1 * (s.about == o.id) + 0.1 * (s.report == o.report)

    def _concerned(self, s: Statement, o: Statement) -> bool:
        """Whether a statement speaks of whoever dissents, by name or by country."""
        names = {n for a in s.attributions[-1:] for n in (a.source.name, a.source.speaks_for) if n}
        keys = {self.identity.key(s.report, n) for n in names}
        if keys & {self.identity.key(o.report, e) for e in o.entities}:
            return True
        return bool(lands(" ".join(names)) & lands(f"{o.subject} {o.content}"))

    def _weight(self, found: Iterable[str]) -> float:
        return sum(map(self._desk.idf, found))

    def _others(self, s: Statement, o: Statement) -> bool:
        """Whether a statement is somebody else's, told in other words of the text."""
        if o.id == s.id or (self._sides(s) & self._sides(o) and not calls_false(s)):
            return False
        apart = s.report != o.report or not any(overlap(x, y) for x in s.spans for y in o.spans)
        return apart or (calls_false(s) and within(o, s))

    def _sides(self, s: Statement) -> set[str]:
        """Keys of whoever says it and of whom they speak for."""
        said = [a.source for a in s.attributions[-1:]]
        return {self.identity.key(s.report, n) for x in said for n in (x.name, x.speaks_for) if fold(n)}


def _existing(s: Statement) -> frozenset[str]:
    """Terms of what is said not to be there at all: "denied that there had been any cracks in the wall"."""
    there = s.predicate.startswith("be ") and "there" in tokens(s.content)
    return frozenset(terms(s.predicate.removeprefix("be "))) if there else frozenset()


def _dissents(s: Statement) -> bool:
    return s.stance in DISSENT and not (s.stance == Stance.WITHHOLDS and not bears(s))


def _contradicts(s: Statement) -> bool:
    """Whether a statement is a party's plain negative: certain, and of the whole ("have not banned it altogether")."""
    plain = s.stance == Stance.AFFIRMS and s.polarity == Polarity.NEGATIVE and s.certainty == Certainty.CERTAIN
    printed = says("negation", s.content) or "n't" in s.content.replace("’", "'")
    return plain and printed and bool(s.attributions) and not says("partial", s.content)


WAYS: tuple[tuple[Callable[[Statement], bool], Callable[[_Finder, Statement], list[Statement]]], ...] = (
    (lambda s: s.stance == Stance.AFFIRMS and calls_false(s), _Finder.by_label),
    (_dissents, _Finder.by_words),
    (lambda s: spares(s) and bool(group(s)), _Finder.by_safety),
    (_contradicts, _Finder.by_contrary),
)
"""Which statements dissent, and how what they are about is found; the first that fits decides."""


def _tells(s: Statement) -> bool:
    """Whether a statement tells something as so, so that it can be denied."""
    told = s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE
    return told and s.phase != Phase.HYPOTHETICAL and not calls_false(s)


def _head_of(s: Statement, role: str) -> frozenset[str]:
    """The noun at the head of its subject or object."""
    return frozenset(t for a in s.arguments if a.role == role for t in terms(a.head))


def _measures(s: Statement) -> frozenset[str]:
    """The words by which a statement tells how many, when and where: a denial seldom takes them up."""
    told = [w.span.exact for w in (*s.quantities, *([s.when] if s.when else ()), *s.where) if w.span.exact]
    return land_words(" ".join(told))


def _core(s: Statement) -> str:
    """Who does what to whom, without what a clause inside the object tells; all of it where the verb says nothing."""
    if s.predicate == "be" and not s.object:
        return s.content  # "is in talks with": what it is stands in no slot
    return f"{s.subject} {s.predicate} {s.object.partition(' that ')[0]}"


def _verb(s: Statement) -> set[str]:
    return {term(w.casefold()) for w in s.predicate.split()} - {"be"}


def _same_matter(s: Statement, o: Statement) -> bool:
    """Whether two statements share a participant that each of them tells of."""
    none = tokens(s.object)[:1] == ("no",)  # "no order to leave was given": what is told may be that it was ordered
    if s.object and o.object and not land_words(s.object) & land_words(o.content if none else o.object):
        return False
    return bool(land_words(f"{s.subject} {s.object} {s.content}") & land_words(f"{o.subject} {o.object}"))


@lru_cache(maxsize=1)
def _false_terms() -> frozenset[str]:
    return frozenset(t for kind in ("false", "fake", "no_truth") for w in words(kind) for t in terms(w)) | {"fact"}


@lru_cache(maxsize=1)
def _document_terms() -> frozenset[str]:
    return frozenset(t for w in words("document") for t in terms(w))


@lru_cache(maxsize=1)
def _harm_terms() -> frozenset[str]:
    return frozenset(t for w in words("casualty") for t in terms(w))


@lru_cache(maxsize=1)
def _pointing_terms() -> frozenset[str]:
    return frozenset(t for kind in ("anaphor", "speech", "pointing") for w in words(kind) for t in terms(w))
