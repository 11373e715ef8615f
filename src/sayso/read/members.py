"""Lists: "the embassies of A, B and C closed" is a statement about each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.nominals import nominals
from sayso.read.trees import child, kids, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token


def members(noun: Token, verb: Token) -> list[tuple[str, Token]]:
    """The parts of a coordinated noun phrase, each with its text and the token that names it.

    "The embassies of A and B closed" gives ("embassies of A", A) and ("embassies of B", B). Empty when it is one thing.
    """
    if verb.lemma_ in nominals().collective and verb.lemma_ != "be":
        return []
    out = [pair for part in [noun, *_row(noun)] for pair in _within(part, noun)]
    return out if len(out) > 1 else []


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


def _within(part: Token, first: Token) -> list[tuple[str, Token]]:
    """A part, or its own parts: "embassies of A and B", "the northern and southern ports"."""
    name = first.text if part.lower_ in ("those", "others", "ones") else part.text
    for prep in kids(part, "prep"):
        inner = child(prep, "pobj")
        if (
            prep.lower_ in ("of", "from")
            and inner is not None
            and (row := _row(inner))
            and part.tag_ in ("NNS", "NNPS", "DT")
        ):
            return [(f"{name} {prep.text} {_plain(t)}", t) for t in [inner, *row]]
    for before in part.lefts:
        if (
            before.dep_ in ("amod", "compound", "nmod", "poss")
            and part.tag_ in ("NNS", "NNPS")
            and (row := _modifiers(before))
        ):
            return [(f"{t.text} {part.text}", t) for t in [before, *row]]
    return [(_plain(part), part)]


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
