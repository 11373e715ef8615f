"""Lists: "the embassies of A, B and C closed" is a statement about each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.lexicon.nominals import nominals, verb_of
from sayso.read.trees import child, climb, is_passive, kids, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

STANDING_IN = frozenset({"those", "others", "ones"})
"""Words for things of the kind just named ("including those of A and B")."""
NAMED = frozenset({"GPE", "NORP", "ORG", "LOC", "FAC", "PERSON"})


def members(noun: Token, verb: Token, kind: Token | None = None) -> list[tuple[str, Token]]:
    """The parts of a coordinated noun phrase, each with its text and the token that names it.

    "The embassies of A and B closed" gives ("embassy of A", A) and ("embassy of B", B). Empty when it is one thing.
    ``kind`` is the noun that "those" stands for.
    """
    if verb.lemma_ in nominals().collective and verb.lemma_ != "be":
        return []
    parts = [noun, *_row(noun)]
    out = [pair for part in parts for pair in _within(part, kind or noun, _left_over(noun, part is parts[-1]))]
    return out if len(out) > 1 else []


def told_of_list(including: Token) -> tuple[Token, str] | None:
    """What is told of the members behind "including", and in which role: the verb or noun of an event above them.

    None when the list only fills in a circumstance ("in several towns, including A and B").
    """
    below = kind_of_list(including)
    for above in climb(below) if below is not None else ():
        if below is not None and (above.pos_ in ("VERB", "AUX") or verb_of(above)):
            role = _role(below, above)
            return (above, role) if role else None
        below = above
    return None


def kind_of_list(including: Token) -> Token | None:
    """The noun whose members stand behind "including": the nearest plural before it in the sentence."""
    before = [t for t in including.doc[including.sent.start : including.i] if t.tag_ in ("NNS", "NNPS")]
    return before[-1] if before else None


def is_named_list(including: Token) -> bool:
    """Whether names are listed behind "including" ("several ports, including those of A, B and C")."""
    if including.lower_ != "including":
        return False
    first = child(including, "pobj")
    if first is None:
        return False
    inner = next((t for p in kids(first, "prep") for t in kids(p, "pobj")), None)
    return any(t is not None and kids(t, "conj") and _is_name(t) for t in (first, inner))


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in NAMED or any(t.ent_type_ in NAMED for t in token.lefts)


def _role(below: Token, above: Token) -> str:
    """In which role the phrase below a verb or noun of an event takes part in it; empty for a circumstance."""
    if above.pos_ not in ("VERB", "AUX"):
        return {"of": "object", "by": "subject"}.get(below.lower_, "subject" if below.dep_ == "poss" else "")
    if below.dep_ == "agent":
        return "subject"
    if below.dep_ in ("nsubj", "nsubjpass"):
        return "object" if is_passive(above) and child(above, "agent") is None else "subject"
    return "object" if below.dep_ == "dobj" else ""


def _row(token: Token) -> list[Token]:
    """Nouns coordinated with a noun, joined by "and"."""
    out: list[Token] = []
    at = token
    while True:
        following = next((c for c in kids(at, "conj") if c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")), None)
        if following is None:
            return out
        out.append(following)
        at = following


def _left_over(noun: Token, is_last: bool) -> list[Token]:
    """The end of a list that the parse took for a second subject ("others from A, B, and | C closed")."""
    if not is_last:
        return []
    later = [t for t in kids(noun.head, "nsubj", "nsubjpass") if t.i > noun.i]
    return [t for t in later if t.left_edge.i and t.doc[t.left_edge.i - 1].lower_ == "and"]


def _within(part: Token, kind: Token, left_over: list[Token]) -> list[tuple[str, Token]]:
    """A part, or its own parts: "embassies of A and B", "the northern and southern ports"."""
    name = _one_of(kind if part.lower_ in STANDING_IN else part)
    for prep in kids(part, "prep"):
        inner = child(prep, "pobj")
        if (
            prep.lower_ in ("of", "from")
            and inner is not None
            and (row := _row(inner) or (left_over and [c for c in kids(inner, "appos") if c.pos_ == "PROPN"]))
            and part.tag_ in ("NNS", "NNPS", "DT")
        ):
            return [(f"{name} {prep.text} {_plain(t)}", t) for t in [inner, *row, *left_over]]
    for before in part.lefts:
        if (
            before.dep_ in ("amod", "compound", "nmod", "poss")
            and part.tag_ in ("NNS", "NNPS")
            and (row := _modifiers(before))
        ):
            return [(f"{t.text} {name}", t) for t in [before, *row]]
    return [(_plain(t), t) for t in [part, *left_over]]


def _one_of(noun: Token) -> str:
    """A plural noun as one of its members is called."""
    return noun.lemma_ if noun.tag_ == "NNS" else noun.text


def _modifiers(token: Token) -> list[Token]:
    """Names coordinated before a noun ("the A and B embassies")."""
    row = [c for c in token.conjuncts if c.i > token.i]
    return row if token.ent_type_ in ("GPE", "NORP", "ORG") or token.pos_ == "PROPN" else []


def _plain(token: Token) -> str:
    """A noun phrase without what is coordinated with it or describes it in a clause."""
    cut = [c for c in token.children if c.dep_ in ("conj", "cc", "relcl", "appos", "acl", "punct", "preconj")]
    cut += [c for c in token.lefts if c.lower_ in ("both", "either", "neither")]
    inside = sorted(i for i in subtree(token, cut) if i <= token.i or not token.doc[i].is_punct)
    return "".join(token.doc[i].text_with_ws for i in inside).strip()
