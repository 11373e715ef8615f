"""Sayings: every rule that finds one, applied to every token of a parse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.read.attribution.by_headings import by_colon, by_signature
from sayso.read.attribution.by_phrases import (
    by_according,
    by_adverb,
    by_agentless,
    by_citing,
    by_emerging,
    by_noun,
    by_quoting,
)
from sayso.read.attribution.by_refusals import by_refusal, by_verdict
from sayso.read.attribution.by_verbs import by_figure, by_verb
from sayso.read.attribution.saying import Rule, Saying
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc


OWN = frozenset({"he", "she", "it", "they"})
"""Pronouns that stand for the speaker in what he says of himself."""
RULES: tuple[Rule, ...] = (
    by_refusal,
    by_verdict,
    by_verb,
    by_figure,
    by_agentless,
    by_adverb,
    by_according,
    by_citing,
    by_quoting,
    by_emerging,
    by_noun,
)


def find(doc: Doc) -> list[Saying]:
    """Every saying of a text, in order; a refusal rules out the plain reading of the same verb."""
    out: list[Saying] = []
    for token in doc:
        if token.text == ":":
            out.extend(by_colon(token))
        elif token.text in ("—", "–", "-"):
            out.extend(by_signature(token))
        if token.is_punct or token.is_space:
            continue
        for rule in RULES:
            found = list(rule(token))
            out.extend(found)
            if found and found[0].rule not in ("adverb", "quote"):
                break
    out = _paired(out)
    refused = {s.verb.i for s in out if s.rule == "refusal" and s.verb is not None}
    return [s for s in out if s.rule == "refusal" or s.verb is None or s.verb.i not in refused]


def _paired(found: list[Saying]) -> list[Saying]:
    """One saying for a refusal and the verb beside it ("can neither confirm nor deny that"), which has the object."""
    out = list(found)
    for s in found:
        if s.rule != "refusal":
            continue
        told = next((o for o in out if _tells_of(o, s)), None)
        if told is not None:
            out.remove(told)
            at = out.index(s)
            out[at] = s = replace(s, cue=[*told.cue, *s.cue], source=told.source, understood=told.understood)
        beside = {c.i for c in s.trigger.children if c.dep_ == "conj"}
        other = next((o for o in found if o.trigger.i in beside and o.stance is Stance.WITHHOLDS), None)
        if other is None:
            continue
        if s.content == [(s.trigger.i, s.trigger.i + 1)]:
            out.remove(s)
        elif s.content == other.content:
            out.remove(other)
            out[out.index(s)] = replace(s, cue=other.cue)
    return out


def _tells_of(saying: Saying, refusal: Saying) -> bool:
    """Whether a saying only tells of a refusal of its own ("said it could not comment on")."""
    group, verb = refusal.verb, saying.verb
    if verb is None or group is None or group.dep_ != "ccomp" or group.head.i != verb.i or saying.rule != "verb":
        return False
    return saying.manner in ("say", "tell") and refusal.source is not None and refusal.source.lower_ in OWN
