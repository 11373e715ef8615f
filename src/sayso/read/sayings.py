"""Sayings: every rule that finds one, applied to every token of a parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.by_phrases import by_according, by_adverb, by_agentless, by_citing, by_noun
from sayso.read.by_refusals import by_refusal
from sayso.read.by_verbs import by_verb
from sayso.read.saying import Rule, Saying
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc


RULES: tuple[Rule, ...] = (by_refusal, by_verb, by_agentless, by_adverb, by_according, by_citing, by_noun)


def find(doc: Doc) -> list[Saying]:
    """Every saying of a text, in order; a refusal rules out the plain reading of the same verb."""
    out: list[Saying] = []
    for token in doc:
        if token.is_punct or token.is_space:
            continue
        for rule in RULES:
            found = list(rule(token))
            out.extend(found)
            if found and rule is not by_adverb:
                break
    refused = {s.verb.i for s in out if s.rule == "refusal" and s.verb is not None}
    return [s for s in out if not _twice(s, out) and (s.rule == "refusal" or s.verb is None or s.verb.i not in refused)]


def _twice(s: Saying, every: list[Saying]) -> bool:
    """Whether a refusal without an object is told with the verb beside it ("can neither confirm nor deny that")."""
    bare = s.rule == "refusal" and s.content == [(s.trigger.i, s.trigger.i + 1)]
    beside = {c.i for c in s.trigger.children if c.dep_ == "conj"} if bare else set()
    return any(o.trigger.i in beside and o.stance is Stance.WITHHOLDS for o in every)
