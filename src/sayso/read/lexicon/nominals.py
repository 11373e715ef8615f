"""Events told by nouns: "the closure of its embassy", and the prepositions that lead to circumstances."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.trees import child, kids, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token


TOLD = 2
WORDS = 4
"""Least participants and words of a noun phrase that counts as telling an event."""


@dataclass(frozen=True)
class Nominals:
    """The tables of ``data/nominals.toml``."""

    verbs: dict[str, str]
    light: frozenset[str]
    happen: frozenset[str]
    prepositions: frozenset[str]
    pairs: tuple[tuple[str, ...], ...]
    result: frozenset[str]
    happening: frozenset[str]
    happened: frozenset[str]
    weak: frozenset[str]
    unlike: frozenset[str]
    false: frozenset[str]
    made_up: frozenset[str]
    denied: frozenset[str]
    kin: dict[str, tuple[str, ...]]
    pronouns: frozenset[str]
    collective: frozenset[str]
    accusing: dict[str, frozenset[str]]
    intransitive: frozenset[str]
    lemmas: dict[str, str]


@lru_cache(maxsize=1)
def nominals() -> Nominals:
    """The tables, loaded once."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("nominals.toml").read_text(encoding="utf-8"))
    return Nominals(
        verbs=raw["verbs"],
        light=frozenset(raw["light"]["verbs"]),
        happen=frozenset(raw["light"]["happen"]),
        prepositions=frozenset(raw["circumstance"]["prepositions"]),
        pairs=tuple(tuple(p.split()) for p in raw["circumstance"]["pairs"]),
        result=frozenset(raw["result"]["verbs"]),
        happening=frozenset(raw["happening"]["nouns"]),
        happened=frozenset(raw["happening"]["verbs"]),
        weak=frozenset(raw["weak"]["nouns"]),
        unlike=frozenset(raw["unlike"]["words"]),
        false=frozenset(raw["false"]["words"]),
        made_up=frozenset(raw["false"]["verbs"]),
        denied=frozenset(raw["false"]["denied"]),
        kin={noun: tuple(verbs) for noun, verbs in raw["kin"].items()},
        pronouns=frozenset(raw["pronouns"]["words"]),
        collective=frozenset(raw["collective"]["verbs"]),
        accusing={verb: frozenset(prepositions) for verb, prepositions in raw["accusing"].items()},
        intransitive=frozenset(raw["intransitive"]["verbs"]),
        lemmas=_lemmas(raw["lemmas"]["silent"]) | raw["lemmas"]["other"],
    )


def _lemmas(silent: list[str]) -> dict[str, str]:
    """The forms of verbs in -e, each with its verb."""
    return {form: verb for verb in silent for form in (verb + "s", verb + "d", verb[:-1] + "ing")}


def verb_of(noun: Token) -> str:
    """The verb that tells what a noun names; empty when it names no event."""
    return nominals().verbs.get(noun.lemma_.lower(), "") if noun.pos_ in ("NOUN", "PROPN") else ""


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    """Verb -> the noun of its event that is spelt most like it."""
    out: dict[str, str] = {}
    for noun, verb in nominals().verbs.items():
        if verb not in out or _shared(noun, verb) > _shared(out[verb], verb):
            out[verb] = noun
    return out


def _shared(noun: str, verb: str) -> int:
    """How many letters two words share at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(noun, verb, strict=False)) if a != b), min(len(noun), len(verb)))


def noun_for(verb: str) -> str:
    """The noun that names the event of a verb ("closure" for "close"); empty when there is none."""
    return _nouns().get(verb, "")


def carried(verb: Token) -> Token | None:
    """The noun of an event that a light verb carries: "carried out an attack", "an attack took place"."""
    words = nominals()
    if verb.lemma_ in words.light:
        thing = child(verb, "nsubjpass") or child(verb, "dobj")
        if thing is not None and verb_of(thing):
            return thing
    if verb.lemma_ not in words.happen or (child(verb, "dobj") is not None and not takes_place(verb)):
        return None
    subject = own_subject(verb)
    return subject if subject is not None and verb_of(subject) else None


def takes_place(verb: Token) -> bool:
    """Whether a verb is "take place", whose object is none."""
    return verb.lemma_ == "take" and any(c.lower_ == "place" for c in kids(verb, "dobj"))


def is_event(noun: Token) -> bool:
    """Whether a noun names an event that its noun phrase tells enough of: who, to whom, where, when, why."""
    if not verb_of(noun) or noun.lemma_.lower() in nominals().weak:
        return False
    inside = [t for t in noun.subtree if t.i != noun.i]
    told = sum(1 for t in inside if t.dep_ in ("prep", "poss", "acl", "relcl", "npadvmod", "agent"))
    told += any(t.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") for t in noun.lefts)
    return (
        told >= TOLD
        and bool(kids(noun, "prep", "poss", "acl", "relcl"))
        and sum(1 for t in inside if not t.is_punct) >= WORDS
        and not any(t.lower_ == "no" for t in noun.lefts)
    )


def circumstance(prep: Token) -> bool:
    """Whether a preposition leads to an event of its own ("following a warning of a raid")."""
    lead = _lead(prep)
    if lead == 0 or sum(1 for t in prep.subtree if not t.is_punct) < lead + 3:
        return False
    if lead > 1 or prep.lower_ not in ("with", "without", "after", "before"):
        return True
    if prep.head.pos_ not in ("VERB", "AUX"):
        return False
    inner = child(prep, "pcomp")
    if inner is not None and inner.pos_ in ("VERB", "AUX"):
        return True
    if prep.lower_ == "with":
        return prep.i == prep.sent.start or prep.doc[prep.i - 1].text in (",", "--", "–", "—")
    return any(verb_of(t) for t in kids(prep, "pobj"))


def _lead(prep: Token) -> int:
    """How many words of a circumstantial preposition stand at a token; 0 for none."""
    words = nominals()
    doc, first = prep.doc, prep.lower_
    for pair in words.pairs:
        if pair[0] == first and all(
            t.lower_ == word for t, word in zip(doc[prep.i : prep.i + len(pair)], pair, strict=False)
        ):
            return len(pair)
    return 1 if first in words.prepositions else 0
