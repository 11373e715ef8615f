"""How strongly a mention stands out, and whether what is told of a noun agrees with what it may point back at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read.lexicon import cues
from sayso.read.lexicon.gazetteer import fold, gazetteer
from sayso.read.lexicon.name_words import words
from sayso.read.names.entities import Entity
from sayso.terms import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDERS = {
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
def nouns() -> dict[str, frozenset[str]]:
    """The nouns that point back, by what they stand for."""
    return {key: frozenset(value) for key, value in words()["nominals"].items()}


def weight(token: Token) -> float:
    """Salience: a subject before an object, an object before the rest; in a list all alike."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return 3.0 if token.head.dep_ in ("ROOT", "ccomp", "parataxis", "conj") else 2.0
    if token.dep_ in ("dobj", "attr", "agent"):
        return 1.0
    return 0.5


def speaks(token: Token) -> bool:
    """Whether a noun or pronoun is the one who says something."""
    if token.dep_ == "nsubj":
        return bool(cues.match(token.head)[0])
    return token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according"


def empty(token: Token) -> bool:
    """Whether "it" stands for nothing ("it is likely that", "it was feared that")."""
    if token.dep_ == "nsubjpass" and any(
        c.dep_ in ("ccomp", "nsubj", "csubj") and c.i > token.head.i for c in token.head.children
    ):
        return True
    return token.dep_ == "expl" or (token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ == "be")


def governor(token: Token) -> int:
    """Index of the word that a noun or pronoun is an argument of, owned things, prepositions and lists passed over."""
    while token.dep_ in ("poss", "pobj", "prep", "dative", "agent", "conj") and token.head.i != token.i:
        token = token.head
    return int(token.head.i)


def may_say(seen: Seen, noun: str) -> bool:
    """Whether "it" of an act of saying can be this one: a body, a country, a text, or what has just spoken."""
    texts = nouns()["text"] | nouns()["record"]
    return seen.entity.named or seen.entity.kind is NameKind.BODY or seen.speaks or noun in texts


def fits(entity: Entity, gender: str) -> bool:
    """Whether an entity can be meant by a pronoun of a gender (m, f, n for things, p for several)."""
    if gender == "n":
        return entity.kind in (NameKind.BODY, NameKind.THING) or entity.country
    if gender == "p":
        return entity.plural
    return entity.kind is NameKind.PERSON and not entity.plural and entity.gender in ("", gender)


def collective(seen: Seen) -> bool:
    """Whether a body has just spoken, so that "they said" can be it."""
    return seen.entity.kind is NameKind.BODY and seen.speaks


def gender_of(lemma: str) -> str:
    """The gender that a noun tells: f, m or nothing."""
    return "f" if lemma in nouns()["female"] else "m" if lemma in nouns()["male"] else ""


def key(word: str) -> str:
    """A word for comparing what is told of somebody; adjectives of countries as the country."""
    code = gazetteer().adjectives.get(fold(word))
    return f"@{code}".lower() if code else fold(word)


def modifiers(token: Token) -> frozenset[str]:
    """The words before a noun that tell which one it is."""
    return frozenset(
        key(c.text)
        for c in token.lefts
        if (c.dep_ in ("amod", "compound", "nmod", "poss", "nummod") and c.lower_ not in _ORDER)
        or c.lower_ in ("first", "second", "third")
    )


def told(entity: Entity) -> frozenset[str]:
    """What was told before the noun that brought in a source without a name."""
    return frozenset(entity.titles[0].split()[:-1]) if entity.titles and not entity.named else frozenset()


def agree(told: frozenset[str], entity: Entity) -> bool:
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
    return told <= words | {key(w) for w in words} | countries
