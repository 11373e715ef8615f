"""How sure, when and whether: certainty, phase and polarity of a clause from its verbal group."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.trees import child, kids, negation
from sayso.terms import Certainty, Phase, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


PRESENT_AUX = frozenset({"is", "are", "am", "'s", "'re", "does", "do"})
PAST_AUX = frozenset({"was", "were", "did", "had"})


@dataclass(frozen=True)
class Hedges:
    """The word lists of ``data/factuality.toml``."""

    probable: frozenset[str]
    possible: frozenset[str]
    probable_modals: frozenset[str]
    possible_modals: frozenset[str]
    probable_verbs: frozenset[str]
    possible_verbs: frozenset[str]
    future_modals: frozenset[str]
    supposing_modals: frozenset[str]
    future_verbs: frozenset[str]
    future_adjectives: frozenset[str]
    wished_verbs: frozenset[str]
    conditions: frozenset[str]
    negative_verbs: frozenset[str]
    negative_words: frozenset[str]
    ongoing_words: frozenset[str]
    assured_cues: frozenset[str]


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    """The word lists, loaded once."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("factuality.toml").read_text(encoding="utf-8"))
    return Hedges(**{key: frozenset(value) for key, value in raw.items()})


def polarity(head: Token) -> Polarity:
    """Whether a clause is negated: by "not" or "no", on its verb, subject or object, or by a verb like "fail"."""
    words = hedges()
    negative = negation(head) is not None
    for c in head.children:
        if c.dep_ in ("dobj", "attr") and any(g.lower_ in words.negative_words and g.i <= c.i for g in [c, *c.lefts]):
            negative = not negative
    if head.dep_ == "xcomp" and head.head.lemma_ in words.negative_verbs:
        negative = not negative
    if head.lemma_ in words.negative_verbs and child(head, "xcomp") is not None:
        negative = not negative
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def certainty(head: Token) -> Certainty:
    """How sure the words of a clause make it; the weakest hedge rules."""
    words = hedges()
    if _hedged(head, words.possible, words.possible_modals, words.possible_verbs):
        return Certainty.POSSIBLE
    if _hedged(head, words.probable, words.probable_modals, words.probable_verbs):
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def leaves_open(cues: Iterable[str]) -> bool:
    """Whether words that attribute without a source leave open whether it is so (reportedly; not: was confirmed)."""
    return not hedges().assured_cues.intersection(word for cue in cues for word in cue.lower().split())


def _hedged(head: Token, adverbs: frozenset[str], modals: frozenset[str], verbs: frozenset[str]) -> bool:
    """Whether an adverb, a modal or a verb that rules the clause ("is expected to", "appears to") hedges it."""
    near = [head, *head.children, *(g for c in kids(head, "acomp", "xcomp", "aux") for g in c.children)]
    if any(t.lower_ in adverbs or (t.dep_ == "aux" and t.lower_ in modals) for t in near):
        return True
    ruling = head.lemma_ in verbs and child(head, "xcomp") is not None
    return ruling or (head.dep_ == "xcomp" and head.head.lemma_ in verbs)


def phase(head: Token) -> Phase:
    """Whether what a clause tells is past, going on, still to come, or only supposed."""
    words = hedges()
    aux = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
    if _is_supposed(head) or (aux & words.supposing_modals and "have" in aux):
        return Phase.HYPOTHETICAL
    goes_on = child(head, "xcomp") is not None
    if goes_on and head.lemma_ in words.wished_verbs:
        return Phase.HYPOTHETICAL
    awaited = next(
        (x for c in kids(head, "acomp") if c.lower_ in words.future_adjectives for x in kids(c, "xcomp")), None
    )
    if awaited is not None:
        return Phase.PAST if any(c.lower_ == "have" for c in awaited.children) else Phase.FUTURE
    if aux & words.future_modals or (goes_on and head.lemma_ in words.future_verbs):
        return Phase.PAST if "have" in aux else Phase.FUTURE
    if aux & PAST_AUX:
        return Phase.PAST
    return Phase.ONGOING if head.tag_ in ("VBP", "VBZ") or aux & PRESENT_AUX or "been" in aux else Phase.PAST


def _is_supposed(head: Token) -> bool:
    """Whether a clause is a condition, or depends on one."""
    words = hedges()
    mark = child(head, "mark")
    if mark is not None and mark.lower_ in words.conditions:
        return True
    return any(g.dep_ == "mark" and g.lower_ in words.conditions for c in kids(head, "advcl") for g in c.children)
