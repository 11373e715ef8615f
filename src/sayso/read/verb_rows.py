"""Verbs in a row: what they share, and those that have no words of their own ("was arrested, charged and freed")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.lexicon.nominals import nominals
from sayso.read.trees import child, is_passive, kids, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

LINKS = frozenset({"aux", "auxpass", "neg", "cc", "preconj", "conj", "punct", "mark", "nsubj", "nsubjpass", "expl"})
"""What may hang behind a verb that still lacks an object."""
STEPS = 6


def shared(verb: Token, dep: str) -> Token | None:
    """The object (``dobj``) or ``agent`` that a verb shares with a later one: "seized and later freed the tanker"."""
    if not _lacks(verb) or (verb.lemma_.lower() in nominals().intransitive and dep == "dobj"):
        return None
    at = verb
    for _ in range(STEPS):
        following = next((c for c in kids(at, "conj") if c.pos_ == "VERB" and c.i > at.i), None)
        if following is None or own_subject(following) is not None or child(following, "aux", "auxpass") is not None:
            return None
        if (found := child(following, dep)) is not None:
            return found
        if not _lacks(following):
            return None
        at = following
    return None


def _lacks(verb: Token) -> bool:
    """Whether nothing hangs from a verb that could be its object or say more of it."""
    return all(c.dep_ in LINKS or c.i < verb.i for c in verb.children) and not kids(verb, "prep", "dobj", "agent")


def is_bare(verb: Token) -> bool:
    """Whether a coordinated verb brings no words of its own, so that it is told in those of the row."""
    if verb.dep_ != "conj" or verb.pos_ != "VERB" or verb.tag_ == "VB" or own_subject(verb) is not None:
        return False
    return all(c.dep_ in ("cc", "conj", "punct") for c in verb.children)


def joined(verb: Token) -> bool:
    """Whether a participle behind a comma, taken for a side clause, stands in a row ("arrested, charged and freed")."""
    if verb.dep_ != "advcl":
        return False
    head, row = verb.head, child(verb, "conj")
    return (
        verb.tag_ == head.tag_ == "VBN"
        and is_passive(head)
        and row is not None
        and row.tag_ == "VBN"
        and verb.i > head.i
        and verb.doc[verb.i - 1].text == ","
        and all(c.dep_ in ("cc", "conj", "punct") for c in verb.children)
    )
