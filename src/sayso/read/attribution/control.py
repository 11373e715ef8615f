"""Control: who does what a verb tells when no subject is printed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.lexicon.cues import lexicon
from sayso.read.lexicon.nominals import nominals, verb_of
from sayso.read.trees import antecedent_of_relative, child, climb, is_infinitive, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 8


def understood_subject(verb: Token) -> Token | None:
    """Head of the subject of a verb, printed or understood: by coordination, control or the noun that it describes."""
    for _ in range(STEPS):
        found = own_subject(verb)
        if found is not None:
            return _doer(antecedent_of_relative(found), verb)
        head = verb.head
        if head.i == verb.i:
            return None
        if verb.dep_ in ("acl", "relcl"):
            return _purposed(head) if is_infinitive(verb) else _described(head)
        if verb.dep_ in ("xcomp", "advcl") and head.lemma_ in lexicon().object_control and child(verb, "aux"):
            ordered = child(head, "dobj", "dative")
            if ordered is not None and ordered.i < verb.i:
                return ordered
        if verb.dep_ == "conj" and verb.tag_ == "VBG" and head.tag_ != "VBG":
            head = next((t for t in climb(head) if t.tag_ == "VBG" or t.dep_ == "ROOT"), head)
        verb = head
        if verb.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "ROOT"):
            return _described(verb)
    return None


def _purposed(noun: Token) -> Token | None:
    """Who does what an infinitive behind a noun tells: its owner, or whoever acts on it ("used a speech to accuse")."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    while noun.dep_ == "conj":
        noun = noun.head
    return understood_subject(noun.head) if noun.dep_ in ("dobj", "attr") else noun


def _doer(noun: Token, verb: Token) -> Token:
    """Who did what a relative clause tells: an attack on a city, not the city, "which killed two"."""
    event = noun.head.head
    if (
        verb.dep_ == "relcl"
        and verb.head.i == noun.i
        and noun.dep_ == "pobj"
        and verb.lemma_ in nominals().result
        and verb_of(event)
    ):
        return event
    return noun


def _described(noun: Token) -> Token | None:
    """Whoever acts in a clause that describes a noun: the noun, or whoever issued the statement that it is."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in lexicon().voicing and verb.i < noun.i:
        return understood_subject(verb)
    return noun
