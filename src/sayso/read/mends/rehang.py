"""What was said, hung back on the verb that says it, where the parse hung it elsewhere by a known mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.attribution.sources import words
from sayso.read.lexicon.cues import match
from sayso.read.lexicon.nominals import nominals
from sayso.read.quantities.words import CHANGE, COUNTS
from sayso.read.trees import child, kids, marked, own_subject
from sayso.read.verb_rows import joined

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def rehang(doc: Doc) -> None:
    """Mend a parse in place: the clause of a verb of saying becomes its clausal complement."""
    for verb in doc:
        if joined(verb):
            verb.dep_ = "conj"
        if verb.pos_ == "VERB" and verb.lower_ in nominals().lemmas:
            verb.lemma_ = nominals().lemmas[verb.lower_]
        if verb.dep_ == "appos":
            _name_office(verb)
        if verb.dep_ in ("aux", "auxpass"):
            _raise_subject(verb)
        if verb.pos_ == "VERB":
            _unfold(verb)
            _unfold_bare(verb)
            _put_to(verb)
        if verb.pos_ != "VERB" or child(verb, "ccomp") is not None or not _tells(verb):
            continue
        clause = _of_medium(verb) or _inverted(verb)
        if clause is not None:
            clause.head = verb
            clause.dep_ = "ccomp"


def _name_office(name: Token) -> None:
    """A name that tells who holds an office hangs from the office ("the mayor of Port Vale, | Nadia Ferrand, said")."""
    place = name.head
    office = place.head.head if place.dep_ == "pobj" and place.head.lower_ == "of" else None
    if office is None or name.pos_ != "PROPN" or office.lemma_.lower() not in words().role:
        return
    if name.i - name.left_edge.i == 1 and name.doc[name.left_edge.i - 1].text == ",":
        name.head = office


def _raise_subject(auxiliary: Token) -> None:
    """A subject that hangs from an auxiliary belongs to its verb ("the bridge is | closed")."""
    verb, subject = auxiliary.head, own_subject(auxiliary)
    if subject is not None and own_subject(verb) is None and subject.i < auxiliary.i < verb.i:
        subject.head = verb
        subject.dep_ = "nsubjpass" if auxiliary.dep_ == "auxpass" else "nsubj"


def _put_to(verb: Token) -> None:
    """A new value hangs from the verb of change ("revised the number of people killed in the blast | to 17")."""
    count = child(verb, "dobj")
    if (
        count is None
        or count.lemma_.lower() not in COUNTS
        or not any(verb.lemma_ in verbs for verbs in CHANGE.values())
    ):
        return
    for prep in [t for t in count.subtree if t.lower_ == "to" and t.dep_ == "prep"]:
        value = child(prep, "pobj")
        if value is not None and value.like_num:
            prep.head = verb


def _unfold_bare(verb: Token) -> None:
    """A clause before its verb of saying that was taken for a noun: with a participle, or with the rest of a list.

    "A boat | overturned off Kelm, police said"; "Sudria | and Norland agreed to a truce, the envoy said".
    """
    noun = child(verb, "ccomp")
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.i > verb.i or own_subject(noun) is not None:
        return
    clause = child(noun, "acl")
    if clause is not None and clause.tag_ in ("VBN", "VBD") and clause.left_edge.i == noun.i + 1:
        clause.head, clause.dep_ = verb, "ccomp"
        noun.head, noun.dep_ = clause, "nsubj" if clause.lemma_ in nominals().intransitive else "nsubjpass"
        return
    clause = child(noun, "conj")
    other = own_subject(clause) if clause is not None else None
    if clause is not None and other is not None and clause.tag_ in FINITE and child(noun, "cc") is not None:
        clause.head, clause.dep_ = verb, "ccomp"
        noun.head, noun.dep_ = clause, other.dep_
        other.head, other.dep_ = noun, "conj"


def _unfold(verb: Token) -> None:
    """A clause before its verb of saying that was taken for a noun and a relative clause ("the tanker Orla | sank")."""
    noun = child(verb, "ccomp")
    clause = child(noun, "relcl") if noun is not None and noun.pos_ == "NOUN" and own_subject(noun) is None else None
    name = own_subject(clause) if clause is not None else None
    if noun is None or clause is None or name is None or clause.tag_ not in FINITE:
        return
    if name.pos_ == "PROPN" and name.left_edge.i == noun.i + 1 and noun.i < verb.i:
        clause.head, clause.dep_ = verb, "ccomp"
        noun.head, noun.dep_ = clause, "nsubj"
        name.head, name.dep_ = noun, "appos"


def _tells(verb: Token) -> bool:
    return any("clause" in m.takes for m in match(verb)[0])


def _of_medium(verb: Token) -> Token | None:
    """The that-clause behind where it was said ("said in a statement that the port is closed")."""
    for prep in kids(verb, "prep"):
        noun = child(prep, "pobj")
        if prep.lower_ in ("in", "on", "at", "during") and noun is not None and noun.lemma_.lower() in words().medium:
            return next((c for c in kids(noun, "acl", "relcl") if marked(c, "that")), None)
    return None


def _inverted(verb: Token) -> Token | None:
    """A whole clause before "said X" that was taken for a side clause: finite, and nothing opens it."""
    subject = own_subject(verb)
    if verb.i == 0 or verb.doc[verb.i - 1].text != "," or subject is None or subject.i < verb.i:
        return None
    for c in kids(verb, "advcl"):
        finite = own_subject(c) is not None and any(t.tag_ in FINITE for t in (c, *c.children))
        if finite and c.i < verb.i and child(c, "mark", "advmod") is None:
            return c
    return None
