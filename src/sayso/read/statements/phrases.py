"""What is told inside phrases: an event that the clause around it takes for granted ("the closed bridge", "gunfire").

Only what is told as so makes a statement: nothing denied, wished for, asked, supposed or told of a kind of things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sayso.read.attribution.control import understood_subject
from sayso.read.lexicon.cues import lexicon
from sayso.read.lexicon.nominals import nominals, verb_of
from sayso.read.statements import factuality
from sayso.read.statements.clauses import Clause
from sayso.read.statements.embedding import effect_of
from sayso.read.trees import climb, kids, negation, subtree, trim
from sayso.terms import Certainty, Phase, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.spans import Range

KIND = "phrase"
"""What the statements are found by."""
BEHIND = frozenset({"relcl", "conj", "cc", "appos"})
"""What hangs from a word and is no part of its phrase."""
BEFORE = frozenset({"poss", "compound", "amod", "nmod"})
WORDS = 2
"""Fewest words of a phrase that say something by themselves."""
NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"})


def find(doc: Doc, taken: Collection[int]) -> Iterator[Clause]:
    """Every phrase of a text that tells an event as so; ``taken`` are the heads of its clauses."""
    for t in doc:
        if t.i in taken:
            continue
        rule = _of_noun if t.pos_ in ("NOUN", "PROPN") else _RULES.get(t.dep_) if t.pos_ == "VERB" else None
        cut = rule(t) if rule is not None else None
        if cut is not None and sum(not (w.is_stop or w.is_punct) for w in doc[slice(*cut)]) >= WORDS and _is_so(t):
            subject = t.head if t.dep_ == "amod" else understood_subject(t) if t.pos_ == "VERB" else None
            yield Clause(t, (cut,), subject, KIND)


def _of_noun(noun: Token) -> Range | None:
    """The noun of an event with whoever or whatever takes part: "the Lisbet truck bombing"."""
    if not verb_of(noun) or noun.lemma_.lower() in nominals().weak or not _is_given(noun):
        return None
    told = any(c.dep_ in BEFORE or c.dep_ in ("prep", "acl") for c in noun.children)
    return _phrase(noun, BEHIND) if told else None


def _behind_noun(verb: Token) -> Range | None:
    """A participle with the noun that it describes: "two rockets found in the harbour"."""
    noun = verb.head
    if verb.tag_ not in ("VBN", "VBG") or verb.i < noun.i or not _is_given(noun):
        return None
    first, own = _phrase(noun, BEHIND | {"acl", "prep"}), _phrase(verb, BEHIND)
    return trim(verb.doc, first[0], own[1]) if first is not None and own is not None else None


def _before_noun(verb: Token) -> Range | None:
    """A past participle before the noun of those whom it befell: "the arrested editors"."""
    noun = verb.head
    return _phrase(noun, BEHIND | {"acl"}) if verb.tag_ == "VBN" and _is_given(noun) else None


def _in_row(verb: Token) -> Range | None:
    """A coordinated verb that is told in the clause of the first: "the crew boarded and searched the ferry"."""
    return _phrase(verb, BEHIND) if verb.tag_ != "VB" and verb.head.pos_ in ("VERB", "AUX") else None


_RULES = {"acl": _behind_noun, "amod": _before_noun, "conj": _in_row}


def _phrase(head: Token, without: frozenset[str]) -> Range | None:
    own = subtree(head, [c for c in head.children if c.dep_ in without])
    return trim(head.doc, min(own), max(own) + 1)


def _is_given(noun: Token) -> bool:
    """Whether a noun tells of something that there is: no kind of things, nothing of which there is none or another."""
    if any(c.lower_ in nominals().unlike for c in noun.lefts):
        return False
    counted = any(c.dep_ in ("det", "poss", "nummod") for c in noun.lefts)
    return noun.tag_ != "NNS" or counted or any(t.ent_type_ in NAMED for t in noun.subtree)


def _is_so(head: Token) -> bool:
    """Whether a phrase is told as so, by its own words and by the clauses around it, unless it stands apart from them.

    "The raid" and "the mayor's arrest" are given whatever is said of them; "a raid" is only as sure as its clause.
    """
    noun = head.head if head.dep_ in ("amod", "acl") else head
    if (
        _is_only_spoken_of(noun)
        or factuality.polarity(head) is not Polarity.POSITIVE
        or factuality.certainty(head) is not Certainty.CERTAIN
        or factuality.phase(head) in (Phase.FUTURE, Phase.HYPOTHETICAL)
    ):
        return False
    if noun.pos_ == "NOUN" and any(c.lower_ == "the" or c.dep_ == "poss" for c in noun.lefts):
        return True
    return all(_is_real(v) for v in climb(head) if v.pos_ in ("VERB", "AUX"))


def _is_only_spoken_of(noun: Token) -> bool:
    """Whether a noun stands in what somebody fears, plans or claims: "the threat of a raid", "reports of gunfire"."""
    for above in climb(noun):
        if above.pos_ in ("VERB", "AUX"):
            return False
        word = above.lemma_.lower()
        if above.pos_ == "NOUN" and (word in lexicon().nouns or effect_of("nouns", word) is not None):
            return True
    return False


def _is_real(verb: Token) -> bool:
    """Whether a clause around a phrase is told as so."""
    if negation(verb) is not None or (verb.tag_ == "VB" and not kids(verb, "aux")):
        return False
    return factuality.polarity(verb) is Polarity.POSITIVE and factuality.phase(verb) not in (
        Phase.FUTURE,
        Phase.HYPOTHETICAL,
    )
