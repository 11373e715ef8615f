"""Sayings that hold something back or give a verdict: refusals to comment or confirm, reports called false."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.read.attribution import contents
from sayso.read.attribution.by_verbs import speaker
from sayso.read.attribution.saying import Saying
from sayso.read.lexicon.cues import is_comment, lexicon
from sayso.read.lexicon.nominals import nominals
from sayso.read.trees import (
    child,
    is_passive,
    kids,
    marked,
    negation,
    runs,
    subtree,
    trim,
)
from sayso.spans import Range
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_refusal(verb: Token) -> Iterable[Saying]:
    """As in "declined to comment on X", "did not say what", "was unable to explain X"."""
    words = lexicon()
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ not in words.withheld or not is_comment(verb):
        return
    group = _refusing(verb)
    if group is None:
        return
    source, understood = speaker(group)
    if group.dep_ in ("ROOT", "conj", "ccomp", "advcl", "relcl") and source is None and understood is None:
        return
    content = _refused(verb)
    if not content and (verb.lemma_ not in words.alone or verb.dep_ == "pcomp"):
        return
    first = min((negation(group) or group).i, group.i)
    last = max(verb.i, first)
    content = content or [(verb.i, verb.i + 1)]
    tokens = [i for i in range(first, last + 1) if not any(a <= i < b for a, b in content)]
    yield Saying(
        trigger=verb,
        cue=runs(tokens) or [(verb.i, verb.i + 1)],
        content=content,
        stance=Stance.WITHHOLDS,
        manner="decline",
        source=source,
        understood=understood,
        narrated=True,
        rule="refusal",
        verb=group,
    )


def _refusing(verb: Token) -> Token | None:
    """The verb that carries the refusal: itself when negated, or "declined", "refused", "was unable"."""
    if negation(verb) is not None and not is_passive(verb):
        return verb
    if verb.dep_ == "xcomp" and (verb.head.lemma_ in ("decline", "refuse") or verb.head.lemma_ == "unable"):
        return verb.head if verb.head.lemma_ != "unable" else verb.head.head
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "able" and negation(verb.head.head) is not None:
        return verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return verb
    return None


def _refused(verb: Token) -> list[Range]:
    """What the refusal is about."""
    doc = verb.doc
    last_conj = verb
    for c in kids(verb, "conj"):
        if c.pos_ == "VERB" and lexicon().verbs.get(c.lemma_) and negation(c) is not None:
            last_conj = c
    for host in (last_conj, verb):
        for c in host.children:
            if (
                c.i > host.i
                and c.dep_ in ("ccomp", "xcomp", "dobj", "advcl")
                and (c.dep_ != "advcl" or marked(c, "if", "whether"))
            ):
                if c.dep_ == "dobj" and c.lemma_ in lexicon().details:
                    c = next((g for p in kids(c, "prep") for g in [child(p, "pobj", "pcomp")] if g is not None), c)
                a, b = min(subtree(c)), max(subtree(c)) + 1
                cut = contents._body(doc, max(a, host.i + 1), b)
                if cut is not None:
                    return [cut]
        for p in kids(host, "prep"):
            inner = child(p, "pobj", "pcomp")
            if p.lower_ in ("on", "to", "about", "for") and inner is not None:
                cut = trim(doc, min(subtree(inner)), max(subtree(inner)) + 1)
                if cut is not None:
                    return [cut]
    return []


def by_verdict(verb: Token) -> Iterable[Saying]:
    """As in "said the report that P was a lie": whoever calls a report false denies what it reports."""
    if verb.dep_ != "ccomp" or verb.lemma_ != "be":
        return
    outer, thing = verb.head, child(verb, "nsubj")
    verdict = child(verb, "acomp", "attr")
    if thing is None or verdict is None or negation(verb) is not None:
        return
    if verdict.lemma_.lower() not in nominals().false or thing.lemma_.lower() not in lexicon().nouns:
        return
    clause = next((c for c in kids(thing, "acl", "relcl", "ccomp") if _is_reported(c)), None)
    cut = trim(verb.doc, clause.left_edge.i + 1, clause.right_edge.i + 1) if clause is not None else None
    source, understood = speaker(outer) if lexicon().verbs.get(outer.lemma_) else (None, None)
    if cut is None or (source is None and understood is None):
        return
    yield Saying(
        trigger=verb,
        cue=runs([verb.i, verdict.i]),
        content=[cut],
        stance=Stance.DENIES,
        manner="verdict",
        source=source,
        understood=understood,
        rule="verdict",
        verb=verb,
    )


def _is_reported(clause: Token) -> bool:
    """Whether a clause behind "report" or the like tells what is reported: it opens with "that" and has a subject."""
    opens, subject = clause.doc[clause.left_edge.i], child(clause, "nsubj", "nsubjpass")
    return opens.lower_ == "that" and subject is not None and subject.i != opens.i
