"""Settles what pronouns and pointing noun phrases stand for inside one report (NLP: coreference).

The nearest compatible name by salience wins; when two are equally good, the mention is left open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read import persons
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.read.page import Page

SENTENCES = 4
"""How many sentences back a pronoun may reach."""
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
             "it": "n", "its": "n", "itself": "n"}


@dataclass
class Entity:
    """A name under construction: token ranges with the form in which each refers."""

    canonical: str
    kind: NameKind
    gender: str = ""
    """m, f or empty when unknown."""
    mentions: list[tuple[int, int, MentionForm]] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)

    def add(self, doc: Doc, start: int, end: int, form: MentionForm) -> None:
        """Note a mention by name; the longest name is the canonical one."""
        text = doc[start:end].text
        self.mentions.append((start, end, form))
        self.forms.add(text)
        if len(text) > len(self.canonical) and form is not MentionForm.ACRONYM:
            self.canonical = text

    def rank(self, start: int, end: int) -> int:
        """Which of two overlapping names a token belongs to: longer ones first."""
        return end - start


@lru_cache(maxsize=1)
def _nouns() -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in persons.words()["nominals"].items()}


@dataclass
class Earlier:
    """A mention that something later may point back to."""

    at: int
    sentence: int
    entity: Entity
    weight: float


def resolve(page: Page, entities: list[Entity]) -> None:
    """Add mentions by noun phrase and pronoun to the entities, from the beginning of the report to its end."""
    doc = page.doc
    sentence_of = _sentences(doc)
    named: dict[int, Entity] = {}
    for entity in entities:
        for start, end, _form in entity.mentions:
            head = doc[start:end].root
            named[head.i] = entity
    inside = {i for e in entities for s, t, _ in e.mentions for i in range(s, t)}
    earlier: list[Earlier] = []
    for token in doc:
        entity = named.get(token.i)
        form = None
        if entity is None and token.i not in inside:
            entity, form = _point_back(doc, token, entities, earlier, sentence_of)
            if entity is not None and form is not None:
                start = token.i if form is MentionForm.PRONOUN else _phrase_start(doc, token)
                entity.mentions.append((start, token.i + 1, form))
        if entity is not None:
            earlier.append(Earlier(token.i, sentence_of[token.i], entity, _weight(token)))


def _sentences(doc: Doc) -> list[int]:
    out, n = [], -1
    for token in doc:
        n += bool(token.is_sent_start)
        out.append(max(n, 0))
    return out


def _phrase_start(doc: Doc, head: Token) -> int:
    return min([head.i, *(c.i for c in head.lefts if c.dep_ in ("det", "amod", "compound"))])


def _weight(token: Token) -> float:
    """Salience: a subject, above all of a verb of saying, before an object, before the rest."""
    if token.dep_ in ("nsubj", "nsubjpass"):
        return 3.0 if token.head.dep_ in ("ROOT", "ccomp", "parataxis") else 2.0
    if token.dep_ in ("dobj", "attr", "agent"):
        return 1.0
    return 0.5


def _point_back(doc: Doc, token: Token, entities: list[Entity], earlier: list[Earlier], sentence_of: list[int]) -> tuple[Entity | None, MentionForm | None]:
    gender = _PRONOUNS.get(token.lower_)
    if gender is not None and token.pos_ == "PRON":
        if gender == "n" and _empty(token):
            return None, None
        return _nearest([e for e in earlier if _fits(e.entity, gender)], token, sentence_of, SENTENCES), MentionForm.PRONOUN
    if token.pos_ == "NOUN" and token.tag_ == "NN" and any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in token.lefts):
        return _nominal(token, earlier, sentence_of), MentionForm.NOMINAL
    return None, None


def _empty(token: Token) -> bool:
    """Whether "it" stands for nothing ("it is likely that")."""
    if token.dep_ == "expl" or token.lower_ == "it" and token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ == "be":
        return True
    return False


def _fits(entity: Entity, gender: str) -> bool:
    if gender == "n":
        return entity.kind in (NameKind.BODY, NameKind.PLACE, NameKind.THING)
    return entity.kind is NameKind.PERSON and entity.gender in ("", gender)


def _nearest(found: list[Earlier], token: Token, sentence_of: list[int], reach: int) -> Entity | None:
    """The best candidate, by distance and salience; none when the two best are as good."""
    here = sentence_of[token.i]
    best: dict[int, tuple[float, Entity]] = {}
    for e in found:
        back = here - e.sentence
        if back > reach:
            continue
        score = e.weight - 1.5 * back
        if id(e.entity) not in best or best[id(e.entity)][0] < score:
            best[id(e.entity)] = (score, e.entity)
    ranked = sorted(best.values(), key=lambda x: -x[0])
    if not ranked or len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def _nominal(token: Token, earlier: list[Earlier], sentence_of: list[int]) -> Entity | None:
    """The earlier name that "the ministry" or "the official" stands for."""
    lemma, nouns = token.lemma_.lower(), _nouns()
    if any(c.dep_ in ("prep", "relcl", "poss", "acl") for c in token.children):
        return None
    if lemma in nouns["body"]:
        own = [e for e in earlier if e.entity.kind is NameKind.BODY and any(lemma in f.lower().split() for f in e.entity.forms)]
        if own:
            return _nearest(own, token, sentence_of, 1000)
        return None
    if lemma in nouns["person"]:
        own = [e for e in earlier if e.entity.kind is NameKind.PERSON and any(lemma in t.lower().split() for t in e.entity.titles)]
        return _nearest(own, token, sentence_of, 1000)
    return None
