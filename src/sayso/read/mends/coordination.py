"""Cues that the parse put inside a content: who "said the dam was safe and predicted rain" both said and predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.attribution import sources
from sayso.read.attribution.contents import BREAKING
from sayso.read.lexicon.cues import lexicon
from sayso.read.trees import FINITE, child, is_passive, kids, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WHOLE = frozenset({"dobj", "attr", "acomp", "nsubjpass", "xcomp", "ccomp", "oprd"})
"""What a clause that lacks nothing has beside its subject."""
JOINS = BREAKING | {"think"}
"""Classes of cues that may go on with another cue's subject."""


def resume(doc: Doc) -> None:
    """Mend a parse in place: such a verb hangs from the verb of saying before it, and a that-clause from its own."""
    _complement(doc)
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


def _complement(doc: Doc) -> None:
    """Mend a parse in place: a whole that-clause behind "saying on a tour of Corva" is no part of the tour."""
    for verb in doc:
        if verb.pos_ != "VERB" or child(verb, "ccomp", "xcomp", "dobj") is not None or not _attributes(verb):
            continue
        for prep in kids(verb, "prep"):
            clause = next((c for t in prep.subtree for c in kids(t, "relcl", "acl") if _is_whole(c)), None)
            if clause is not None and clause.i > verb.i:
                clause.head = verb
                clause.dep_ = "ccomp"
                break


def _is_whole(clause: Token) -> bool:
    """Whether a clause opens with "that" and lacks nothing, so that the word is no pronoun."""
    opens = clause.doc[clause.left_edge.i]
    subject = own_subject(clause)
    return (
        opens.lower_ == "that"
        and subject is not None
        and subject.i != opens.i
        and any(c.dep_ in WHOLE and c.i != opens.i for c in clause.children)
    )


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
