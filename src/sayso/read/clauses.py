"""Clauses: where one proposition ends and the next begins.

A clause is cut out of its sentence with its own words only: what is said beside it (subordinate, participial and
coordinated clauses) is a clause of its own. Ranges are token indices, the end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.read.trees import child, own_subject, subtree, trim, understood_subject
from sayso.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OPENERS = frozenset({"and", "but", "or", "that", "so", "yet", "nor", "then", "still", "meanwhile", "however", "separately"})


@dataclass(frozen=True)
class Clause:
    """One clause."""

    head: Token
    """Its verb (or predicate noun in a clause without verb)."""
    range: Range
    subject: Token | None
    """Head of its subject, printed or understood; relative pronouns are resolved to their noun."""
    kind: str
    """main, conj, content, adverbial, participle, relative."""


def find(doc: Doc) -> list[Clause]:
    """Every clause of a text, in order of their heads."""
    heads = {t.i: kind for t in doc for kind in [_kind(t)] if kind}
    out = []
    for i, kind in heads.items():
        span = _range(doc, doc[i], heads)
        if span is not None:
            out.append(Clause(doc[i], span, understood_subject(doc[i]), kind))
    return out


def _kind(token: Token) -> str:
    """What sort of clause a token heads; empty when it heads none."""
    verbal = token.pos_ in ("VERB", "AUX")
    dep = token.dep_
    if dep == "ROOT":
        return "main" if verbal or own_subject(token) is not None else ""
    if not verbal:
        return "content" if dep == "ccomp" and own_subject(token) is not None else ""
    if dep in ("ccomp", "parataxis"):
        return "content" if own_subject(token) is not None else ""
    if dep == "conj":
        return _conj_kind(token)
    if dep == "advcl":
        if token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children) and own_subject(token) is None:
            return ""
        return "adverbial" if own_subject(token) is not None or token.tag_ not in ("VBG", "VBN") else "participle"
    if dep == "relcl":
        return "relative"
    if dep == "acl" and token.tag_ in ("VBG", "VBN") and token.i > 0 and token.doc[token.left_edge.i - 1].text == ",":
        return "participle"
    return ""


def _conj_kind(token: Token) -> str:
    """A coordinated verb heads a clause where the verb before it does and it brings words of its own."""
    first = token.head
    while first.dep_ == "conj":
        first = first.head
    if own_subject(token) is not None and token.tag_ not in ("VB",):
        return "conj"
    if first.pos_ not in ("VERB", "AUX") or not _kind(first):
        return ""
    if token.tag_ == "VB" and not any(c.dep_ == "aux" for c in token.children) and first.tag_ == "VB" and first.dep_ != "ROOT" and not _kind(first):
        return ""
    return "conj" if sum(1 for _ in token.subtree) > 2 else ""


def _range(doc: Doc, head: Token, heads: dict[int, str]) -> Range | None:
    """From the first to the last of a clause's own words."""
    own = subtree(head, [t for t in _inside(head) if t.i != head.i and t.i in heads and _leaves(t, head, heads)])
    left, right = min(own), max(own) + 1
    cut = trim(doc, left, right)
    while cut is not None and cut[1] - cut[0] > 1 and cut[0] != head.i and (
        doc[cut[0]].dep_ in ("cc", "mark", "preconj") or doc[cut[0]].lower_ in OPENERS and doc[cut[0]].head.i == head.i
    ):
        cut = trim(doc, cut[0] + 1, cut[1])
    while cut is not None and cut[1] - cut[0] > 1 and doc[cut[1] - 1].dep_ == "cc":
        cut = trim(doc, cut[0], cut[1] - 1)
    return cut


def _inside(head: Token) -> list[Token]:
    return list(head.subtree)


def _leaves(token: Token, head: Token, heads: dict[int, str]) -> bool:
    """Whether a clause inside another one is cut out of it."""
    kind = heads[token.i]
    if kind == "conj":
        return token.head.i == head.i or _chain(token, head)
    if kind in ("adverbial", "participle"):
        return True
    if kind == "relative":
        return token.doc[token.left_edge.i - 1].text in (",", "-", "--", "–", "—")
    return False


def _chain(token: Token, head: Token) -> bool:
    """Whether a coordinated verb belongs to the head's own row of verbs or to a row below it."""
    while token.dep_ == "conj":
        token = token.head
        if token.i == head.i:
            return True
    return False


def mark(clause: Clause) -> str:
    """The word that subordinates a clause ("after", "if"), lower case; empty in a main clause."""
    found = child(clause.head, "mark")
    return found.lower_ if found is not None else ""
