"""Cues that the parse put inside a content: who "said the dam was safe and predicted rain" both said and predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read import sources
from sayso.read.contents import BREAKING
from sayso.read.cues import lexicon
from sayso.read.trees import FINITE, child, is_passive, kids, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

JOINS = BREAKING | {"think"}
"""Classes of cues that may go on with another cue's subject."""


def resume(doc: Doc) -> None:
    """Mend a parse in place: such a verb hangs from the verb of saying before it."""
    for clause in doc:
        verb = clause.head
        if clause.dep_ != "ccomp" or not verb.i < clause.i or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        if not _attributes(verb) or is_passive(clause):
            continue
        for other in kids(clause, "conj"):
            if _goes_on(verb, clause, other):
                joint = next((c for c in kids(clause, "cc") if c.i < other.i), None)
                other.head = verb
                if joint is not None:
                    joint.head = verb


def _attributes(verb: Token) -> bool:
    return any(m.name in JOINS for m in lexicon().verbs.get(verb.lemma_, ()))


def _goes_on(verb: Token, clause: Token, other: Token) -> bool:
    """Whether a coordinated verb belongs beside the cue: its tense or the subject of the clause tells them apart."""
    if other.tag_ != verb.tag_ or own_subject(other) is not None or child(other, "aux", "auxpass") is not None:
        return False
    if not _attributes(other) or sum(t.text == '"' for t in verb.doc[verb.i : other.i]) % 2:
        return False
    subject = own_subject(clause)
    finite = next((t.tag_ for t in sorted([clause, *kids(clause, "aux")], key=lambda t: t.i) if t.tag_ in FINITE), "")
    return finite != other.tag_ or (subject is not None and not sources.speaks_surely(subject))
