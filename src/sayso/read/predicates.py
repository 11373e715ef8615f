"""The normal form of what a clause says: predicate, subject, object and other participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.control import understood_subject
from sayso.read.trees import child, is_passive, kids, own_subject, subtree, trim
from sayso.records import Argument

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

COPULAS = frozenset({"be", "become", "remain", "stay", "seem", "appear"})
EMPTY = frozenset({"be", "have", "do"})
RAISING = frozenset({"expect", "believe", "say", "report", "begin", "start", "continue", "appear", "seem", "decide", "go", "schedule",
                     "set", "plan", "intend", "need", "think", "allege", "fail", "cease", "stop", "manage", "try", "have", "design"})


def predicate(head: Token) -> str:
    """Lemma with particle; a copula with what it links ("be fake", "remain open")."""
    verb = core(head)
    lemma = verb.lemma_.lower()
    particle = child(verb, "prt")
    if particle is not None:
        return f"{lemma} {particle.lower_}"
    if lemma in COPULAS:
        link = child(verb, "attr", "acomp", "oprd")
        if link is not None:
            return f"{lemma} {link.lemma_.lower()}"
    return lemma


def core(head: Token) -> Token:
    """The verb that carries the meaning: "is expected to resume" comes to "resume"."""
    for _ in range(4):
        inner = child(head, "xcomp")
        if inner is None or head.lemma_ not in RAISING or inner.pos_ not in ("VERB", "AUX") or child(head, "dobj") is not None:
            return head
        head = inner
    return head


def participants(page: Page, head: Token, subject: Token | None) -> tuple[Argument, ...]:
    """Who and what takes part, in active order: the agent of a passive is its subject, the patient its object."""
    verb = core(head)
    found: list[tuple[str, Token]] = []
    passive = is_passive(verb) or verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and own_subject(verb) is None
    agent = child(verb, "agent")
    by = child(agent, "pobj") if agent is not None else None
    subject = subject if subject is not None else understood_subject(head)
    if passive:
        found += [("subject", by)] if by is not None else []
        found += [("object", subject)] if subject is not None else []
    else:
        found += [("subject", subject)] if subject is not None else []
        found += [("object", o) for o in kids(verb, "dobj")[:1]]
    found += [("dative", o) for o in kids(verb, "dative") if o.pos_ not in ("ADP",)]
    for prep in kids(verb, "prep"):
        inner = child(prep, "pobj")
        if inner is not None:
            found.append((prep.lower_, inner))
    return tuple(a for role, token in found for a in [_argument(page, role, token)] if a is not None)


def _argument(page: Page, role: str, token: Token) -> Argument | None:
    """The record of a participant, its own relative clauses left out."""
    shut = [c for c in token.children if c.dep_ in ("relcl", "appos", "acl", "conj", "cc")]
    inside = subtree(token, shut)
    run = [i for i in sorted(inside)]
    cut = trim(page.doc, run[0], run[-1] + 1)
    if cut is None:
        return None
    if shut:
        first = min((c.left_edge.i for c in shut if c.left_edge.i > token.i), default=cut[1])
        cut = trim(page.doc, cut[0], min(cut[1], max(first, token.i + 1)))
        if cut is None:
            return None
    span = page.doc[cut[0] : cut[1]]
    return Argument(role=role, span=page.span(span.start_char, span.end_char), text=span.text, head=token.lemma_.lower(),
                    entity=page.entity_at.get(token.i, ""))


def named(argument: Argument | None) -> str:
    """Canonical name of a participant, or its printed noun phrase."""
    return "" if argument is None else argument.entity or argument.text
