"""The normal form of what a clause says: predicate, subject, object and other participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.attribution.control import understood_subject
from sayso.read.lexicon.cues import match
from sayso.read.lexicon.nominals import carried, nominals, takes_place, verb_of
from sayso.read.statements.embedding import embedded, prevented
from sayso.read.trees import child, is_passive, kids, own_subject, subtree, trim
from sayso.read.verb_rows import shared
from sayso.records import Argument

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

COPULAS = frozenset({"be", "become", "remain", "stay", "seem", "appear"})


def predicate(head: Token) -> str:
    """Lemma with particle; a copula with what it links ("be fake"); the verb behind a noun of an event."""
    verb = core(head)
    if verb.pos_ in ("NOUN", "PROPN", "ADP", "SCONJ"):
        return verb_of(verb) or verb.lemma_.lower()
    lemma = verb.lemma_.lower()
    if verb.pos_ == "ADJ" and verb.i != head.i:
        return f"be {lemma}"
    event = carried(verb)
    if event is not None:
        return verb_of(event)
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
    if head.dep_ == "prep" or head.pos_ in ("ADP", "SCONJ"):
        return _governed(head)
    return embedded(head).core


def _governed(prep: Token) -> Token:
    """What a circumstantial preposition leads to: the verb or noun at the end of "in response to", "due to"."""
    for _ in range(5):
        inner = child(prep, "pobj") or child(prep, "pcomp", "prep")
        if inner is None:
            return prep
        prep = inner
        if (
            prep.pos_ in ("VERB", "AUX")
            or (prep.pos_ in ("NOUN", "PROPN") and child(prep, "prep") is None)
            or verb_of(prep)
        ):
            return prep
    return prep


def participants(page: Page, head: Token, subject: Token | None) -> tuple[Argument, ...]:
    """Who and what takes part, in active order: the agent of a passive is its subject, the patient its object."""
    verb = core(head)
    event = carried(verb) if verb.pos_ in ("VERB", "AUX", "ADJ") else verb
    found = _of_event(event) if event is not None else []
    if event is None or event.i != verb.i:
        own = own_subject(verb) if verb.i != head.i else None
        if verb.dep_ == "pcomp" and verb.head.lower_ == "from":
            own = prevented(verb.head.head) or own
        found = _of_verb(verb, own or subject or understood_subject(head), event) + found
    elif (
        subject is not None
        and (verb.i == head.i or head.pos_ in ("VERB", "AUX"))
        and not any(role == "subject" for role, _ in found)
    ):
        found.insert(0, ("subject", subject))
    return tuple(a for role, token in found for a in [_argument(page, role, token)] if a is not None)


def _of_verb(verb: Token, subject: Token | None, event: Token | None) -> list[tuple[str, Token]]:
    """Participants of a verb; a noun of an event that it carries is none."""
    found: list[tuple[str, Token]] = []
    agent = child(verb, "agent") or shared(verb, "agent")
    by = child(agent, "pobj") if agent is not None else None
    if is_passive(verb):
        found += [("subject", by)] if by is not None else []
        found += [("object", subject)] if subject is not None else []
    else:
        found += [("subject", subject)] if subject is not None else []
        objects = [] if takes_place(verb) else kids(verb, "dobj")[:1] or [o for o in [shared(verb, "dobj")] if o]
        found += [("object", _antecedent(o, verb)) for o in objects if o.tag_ != "IN"]
    found += [("dative", o) for o in kids(verb, "dative") if o.pos_ != "ADP"]
    found += _governed_by(verb, frozenset())
    return [(role, t) for role, t in found if event is None or t.i != event.i]


def _antecedent(thing: Token, verb: Token) -> Token:
    """What an object relative pronoun stands for ("the bridge which rebels burned")."""
    return verb.head if thing.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else thing


def labelled(verb: Token) -> str:
    """What a verb calls its object, where that is "fake" or the like; else empty."""
    if not any(m.name == "label" for m in match(verb)[0]):
        return ""
    said = [*kids(verb, "oprd", "attr", "acomp", "xcomp", "ccomp")]
    said += [
        t for p in kids(verb, "prep", "dobj") for t in [*kids(p, "pobj", "amod"), *kids(p, "prep")] if p.i > verb.i
    ]
    said += [t for p in said if p.lower_ == "as" for t in kids(p, "pobj", "amod")]
    return next((t.lemma_.lower() for t in said if t.lemma_.lower() in nominals().false), "")


def compounded(verb: Token) -> str:
    """The thing that the parse made part of its label ("called the | video fake")."""
    label = child(verb, "oprd", "attr")
    part = child(label, "compound") if label is not None else None
    return (
        part.doc[part.left_edge.i if part.left_edge.i < part.i else part.i : part.i + 1].text
        if part is not None
        else ""
    )


def _of_event(noun: Token) -> list[tuple[str, Token]]:
    """Participants of an event told by a noun: "X's closure of Y", "a closure by X of Y"."""
    found: list[tuple[str, Token]] = []
    owner = next((c for c in kids(noun, "poss") if c.ent_type_ not in ("DATE", "TIME")), None)
    before = [c for c in noun.lefts if c.ent_type_ in ("GPE", "NORP", "ORG") and c.dep_ in ("amod", "compound", "nmod")]
    by = [t for role, t in _governed_by(noun, frozenset()) if role == "by"]
    found += [("subject", t) for t in (by or ([owner] if owner is not None else before))[:1]]
    told = [(role, t) for role, t in _governed_by(noun, frozenset({"by"})) if t.ent_type_ not in ("DATE", "TIME")]
    found += [("object" if role == "of" else role, t) for role, t in told]
    return found


def _governed_by(head: Token, without: frozenset[str]) -> list[tuple[str, Token]]:
    """Nouns bound by a preposition, with it."""
    return [
        (p.lower_, inner)
        for p in kids(head, "prep")
        if p.lower_ not in without
        for inner in [child(p, "pobj")]
        if inner is not None
    ]


def _argument(page: Page, role: str, token: Token) -> Argument | None:
    """The record of a participant, its own relative clauses left out."""
    shut = [c for c in token.children if c.dep_ in ("relcl", "appos", "acl", "conj", "cc")]
    inside = subtree(token, shut)
    run = sorted(inside)
    cut = trim(page.doc, run[0], run[-1] + 1)
    if cut is None:
        return None
    if shut:
        first = min((c.left_edge.i for c in shut if c.left_edge.i > token.i), default=cut[1])
        cut = trim(page.doc, cut[0], min(cut[1], max(first, token.i + 1)))
        if cut is None:
            return None
    span = page.doc[cut[0] : cut[1]]
    name = page.entity_at.get(token.i, "") or next((page.entity_at.get(c.i, "") for c in kids(token, "appos")), "")
    return Argument(
        role=role,
        span=page.span(span.start_char, span.end_char),
        text=span.text,
        head=token.lemma_.lower(),
        entity=name,
    )


def named(argument: Argument | None) -> str:
    """Canonical name of a participant, or its printed noun phrase."""
    return "" if argument is None else argument.entity or argument.text
