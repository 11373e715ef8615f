"""Settles what pronouns and pointing noun phrases stand for inside one report (NLP: coreference).

Goes through the report once, keeps what has been spoken of, and takes the best compatible one by salience: who spoke
last, subjects before objects, near before far, outside quotations before inside. Two equally good ones leave it open.
Sources without a name ("a port official") are kept too, so that "the official" and "he" find them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read import bodies, cues, persons, quotes
from sayso.read.entities import Entity
from sayso.read.gazetteer import fold, gazetteer
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

_END = 1 << 40
REACH = 4
"""How many sentences back a pronoun may reach."""
KEPT = 80
"""How many of the latest mentions a pronoun looks through."""
LOOKED_AT = 400
"""How many of the latest mentions a pointing noun phrase looks through: keeps the walk linear."""
MARGIN = 0.3
"""The best must beat the second by this much."""
_GENDERS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "it": "n",
    "its": "n",
    "itself": "n",
    "they": "p",
    "them": "p",
    "their": "p",
    "theirs": "p",
    "themselves": "p",
}
_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_ORDER = frozenset({"first", "second", "third", "other", "same", "latter", "former"})


@dataclass(frozen=True, eq=False)
class Seen:
    """One mention that something later may point back to."""

    at: int
    sentence: int
    entity: Entity
    weight: float
    speaks: bool
    quoted: bool


@lru_cache(maxsize=1)
def _nouns() -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in persons.words()["nominals"].items()}


def resolve(page: Page, entities: list[Entity]) -> None:
    """Add mentions by noun phrase and pronoun to the entities, and fill ``page.antecedent_at``."""
    _Walk(page, entities).run()


class _Walk:
    """The walk through one report."""

    def __init__(self, page: Page, entities: list[Entity]) -> None:
        self.doc = page.doc
        self.antecedent_at = page.antecedent_at
        self.entities = entities
        self.inside: dict[int, Entity] = {}
        self.heads: dict[int, Entity] = {}
        for entity in entities:
            for start, end, _form in entity.mentions:
                self.heads[self.doc[start:end].root.i] = entity
                self.inside.update(dict.fromkeys(range(start, end), entity))
        self.sentences = [t.i for t in self.doc if t.is_sent_start]
        self.quotes = [(q.start, q.end) for q in quotes.find(page.text)]
        self.seen: list[Seen] = []

    def run(self) -> None:
        """Every token in order: a name, a pronoun, or a noun that may point back or bring in a new source."""
        self.antecedent_at.clear()
        for token in self.doc:
            entity = self.heads.get(token.i)
            if entity is None and token.i not in self.inside:
                entity = (
                    self._pronoun(token)
                    if token.pos_ == "PRON"
                    else self._noun(token)
                    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.lower_ in bodies.heads())
                    else None
                )
            if entity is not None:
                self.seen.append(
                    Seen(token.i, self._sentence(token), entity, _weight(token), _speaks(token), self._quoted(token))
                )

    def _sentence(self, token: Token) -> int:
        return bisect_right(self.sentences, token.i)

    def _quoted(self, token: Token) -> bool:
        i = bisect_right(self.quotes, (token.idx, _END))
        return i > 0 and self.quotes[i - 1][0] <= token.idx < self.quotes[i - 1][1]

    def _point(self, token: Token, entity: Entity | None, form: MentionForm) -> Entity | None:
        """Note that a token stands for an entity."""
        if entity is None:
            return None
        start = (
            token.i
            if form is MentionForm.PRONOUN
            else min([token.i, *(c.i for c in token.lefts if c.dep_ in ("det", "amod", "compound"))])
        )
        first = next(
            (
                self.doc[s:e].root.i
                for s, e, f in entity.mentions
                if f not in (MentionForm.PRONOUN, MentionForm.NOMINAL) or not entity.named
            ),
            None,
        )
        if first is not None:
            self.antecedent_at[token.i] = first
        entity.mentions.append((start, token.i + 1, form))
        return entity

    # ---------------------------------------------------------- pronouns

    def _pronoun(self, token: Token) -> Entity | None:
        gender = _GENDERS.get(token.lower_)
        if gender is None or (gender == "n" and _empty(token)):
            return None
        fits = [
            s
            for s in self.seen[-KEPT:]
            if _fits(s.entity, gender) or (gender == "p" and _collective(s) and _speaks(token))
        ]
        best = self._best(fits, token, REACH)
        if best is not None and best.kind is NameKind.PERSON and not best.gender and gender in "mf":
            best.gender = gender
        return self._point(token, best, MentionForm.PRONOUN)

    def _best(self, fits: list[Seen], token: Token, reach: int) -> Entity | None:
        """The entity with the best mention; none when the second best is as good."""
        here, speaks, quoted = self._sentence(token), _speaks(token), self._quoted(token)
        best: dict[int, tuple[float, Entity]] = {}
        for s in fits:
            back = here - s.sentence
            if back > reach:
                continue
            value = s.weight - 1.2 * back - 0.01 * min(40, token.i - s.at)
            value += 2.0 * (s.speaks and speaks) - 2.5 * (s.quoted and not quoted)
            value -= 3.0 * (quoted and s.speaks and not s.quoted and back <= 1) + 1.0 * (
                _GENDERS.get(token.lower_) == "p" and not s.entity.plural
            )
            if value > best.get(id(s.entity), (float("-inf"),))[0]:
                best[id(s.entity)] = (value, s.entity)
        ranked = sorted(best.values(), key=lambda x: -x[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
            return None
        return ranked[0][1]

    # ------------------------------------------------------------- nouns

    def _noun(self, token: Token) -> Entity | None:
        """A noun that points back ("the official"), or that brings in a source without a name ("a port official")."""
        lemma, nouns = token.lemma_.lower(), _nouns()
        own = next((self.heads[c.i] for c in token.children if c.dep_ == "appos" and c.i in self.heads), None)
        if lemma in nouns["person"]:
            if own is not None and own.kind is NameKind.PERSON and token.tag_ == "NN":
                return self._point(token, own, MentionForm.NOMINAL)
            if token.dep_ in ("compound", "appos", "attr", "nmod", "amod", "poss") and token.dep_ != "poss":
                return None
            return self._person(token, lemma)
        pointing = any(c.dep_ in ("det", "predet") and c.lower_ in ("the", "this", "that") for c in token.lefts)
        if (
            not pointing
            or token.tag_ not in ("NN", "NNP")
            or any(c.dep_ in ("prep", "poss", "relcl") and c.lower_ != "in" for c in token.children)
        ):
            return None
        if lemma in nouns["body"]:
            return self._point(token, self._body(token, lemma), MentionForm.NOMINAL)
        if lemma in nouns["country"]:
            return self._point(
                token, self._best([s for s in self.seen[-KEPT:] if s.entity.country], token, 2), MentionForm.NOMINAL
            )
        if lemma in nouns["text"] and _speaks(token):
            return self._point(token, self._issuer(token), MentionForm.NOMINAL)
        return None

    def _person(self, token: Token, lemma: str) -> Entity | None:
        plural = token.tag_ in ("NNS", "NNPS")
        pointing = any(c.lower_ in _POINTING for c in token.lefts)
        told = _modifiers(token)
        fits = [
            s
            for s in self.seen[-LOOKED_AT:]
            if s.entity.kind is NameKind.PERSON
            and s.entity.plural == plural
            and lemma in s.entity.words() | {w.rstrip("s") for w in s.entity.words() if plural}
            and _agree(told, s.entity)
        ]
        exact = [s for s in fits if not s.entity.named and told == _told(s.entity)]
        if pointing and fits:
            return self._point(token, self._best(exact or fits, token, 1000), MentionForm.NOMINAL)
        if plural and told and exact:
            return self._point(token, exact[-1].entity, MentionForm.NOMINAL)
        return self._bring_in(token, plural)

    def _bring_in(self, token: Token, plural: bool) -> Entity:
        """A new source without a name."""
        start = min(
            [
                token.i,
                *(
                    c.left_edge.i
                    for c in token.lefts
                    if c.dep_ in ("det", "amod", "compound", "nmod", "nummod", "poss")
                ),
            ]
        )
        entity = Entity(canonical=self.doc[start : token.i + 1].text, kind=NameKind.PERSON, named=False, plural=plural)
        entity.gender = _gender_of(token.lemma_.lower())
        entity.titles.append(" ".join((*sorted(_modifiers(token)), token.lemma_.lower())))
        entity.mentions.append((start, token.i + 1, MentionForm.NOMINAL))
        return entity

    def _body(self, token: Token, lemma: str) -> Entity | None:
        """The body that has the noun in its name ("the ministry"), else the one body just spoken of ("the group")."""
        told = _modifiers(token)
        fits = [
            s
            for s in self.seen[-LOOKED_AT:]
            if s.entity.kind is NameKind.BODY and lemma in s.entity.words() and _agree(told, s.entity)
        ]
        if fits:
            return self._best(fits, token, 1000)
        if lemma not in _nouns()["loose"] or told:
            return None
        return self._best(
            [s for s in self.seen[-KEPT:] if s.entity.kind is NameKind.BODY and (s.weight >= 2 or s.speaks)], token, 2
        )

    def _issuer(self, token: Token) -> Entity | None:
        """Whose "the statement" is: the one who issued it, or who spoke last."""
        for s in reversed(self.seen[-KEPT:]):
            if self._sentence(token) - s.sentence > 2:
                break
            if s.entity.kind is not NameKind.THING and s.speaks:
                return s.entity
        return None


# ------------------------------------------------------------------ tests


def _weight(token: Token) -> float:
    """Salience: a subject before an object, an object before the rest; in a list all alike."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return 3.0 if token.head.dep_ in ("ROOT", "ccomp", "parataxis", "conj") else 2.0
    if token.dep_ in ("dobj", "attr", "agent"):
        return 1.0
    return 0.5


def _speaks(token: Token) -> bool:
    """Whether a noun or pronoun is the one who says something."""
    if token.dep_ == "nsubj":
        return bool(cues.match(token.head)[0])
    return token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"


def _empty(token: Token) -> bool:
    """Whether "it" stands for nothing ("it is likely that")."""
    return token.dep_ == "expl" or (token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ == "be")


def _fits(entity: Entity, gender: str) -> bool:
    if gender == "n":
        return entity.kind in (NameKind.BODY, NameKind.THING) or entity.country
    if gender == "p":
        return entity.plural
    return entity.kind is NameKind.PERSON and not entity.plural and entity.gender in ("", gender)


def _collective(seen: Seen) -> bool:
    """Whether a body has just spoken, so that "they said" can be it."""
    return seen.entity.kind is NameKind.BODY and seen.speaks


def _gender_of(lemma: str) -> str:
    return "f" if lemma in _nouns()["female"] else "m" if lemma in _nouns()["male"] else ""


def _key(word: str) -> str:
    """A word for comparing what is told of somebody; adjectives of countries as the country."""
    code = gazetteer().adjectives.get(fold(word))
    return f"@{code}".lower() if code else fold(word)


def _modifiers(token: Token) -> frozenset[str]:
    """The words before a noun that tell which one it is."""
    return frozenset(
        _key(c.text)
        for c in token.lefts
        if (c.dep_ in ("amod", "compound", "nmod", "poss", "nummod") and c.lower_ not in _ORDER)
        or c.lower_ in ("first", "second", "third")
    )


def _told(entity: Entity) -> frozenset[str]:
    return frozenset(entity.titles[0].split()[:-1]) if entity.titles and not entity.named else frozenset()


def _agree(told: frozenset[str], entity: Entity) -> bool:
    """Whether what is told of a noun is known of the entity: "the Marlish official" is no Orhamite one."""
    if not told:
        return True
    words = entity.words()
    countries = {
        f"@{p.country}".lower()
        for w in words
        if w[:1].isalpha()
        for p in gazetteer().find(w)[:1]
        if p.population > 1_000_000
    }
    return told <= words | {_key(w) for w in words} | countries
