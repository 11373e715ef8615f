"""How sure, when and whether: certainty, phase and polarity of a clause by its verbal group and by what rules it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.lexicon.nominals import carried
from sayso.read.statements.embedding import Embedded, above, embedded
from sayso.read.trees import child, is_infinitive, kids, negation, own_subject
from sayso.terms import Certainty, Phase, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


PRESENT_AUX = frozenset({"is", "are", "am", "'s", "'re", "does", "do"})
PAST_AUX = frozenset({"was", "were", "did", "had"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)


@dataclass(frozen=True)
class Hedges:
    """The word lists of ``data/factuality.toml``."""

    probable: frozenset[str]
    possible: frozenset[str]
    probable_modals: frozenset[str]
    possible_modals: frozenset[str]
    future_modals: frozenset[str]
    supposing_modals: frozenset[str]
    binding_modals: frozenset[str]
    conditions: frozenset[str]
    conditional_phrases: frozenset[str]
    awaited_marks: frozenset[str]
    negative_words: frozenset[str]
    negative_adverbs: frozenset[str]
    negative_prepositions: frozenset[str]
    ongoing_words: frozenset[str]
    assured_cues: frozenset[str]
    adjectives: dict[str, frozenset[str]]
    """What an adjective makes of the event that it describes: possible, probable, future, negative."""


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    """The word lists, loaded once."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("factuality.toml").read_text(encoding="utf-8"))
    lists = {f.name: frozenset(raw[f.name]) for f in fields(Hedges) if f.name != "adjectives"}
    return Hedges(**lists, adjectives={k: frozenset(v) for k, v in raw["adjectives"].items()})


def polarity(head: Token) -> Polarity:
    """Whether a clause is negated: by "not" or "no" on its verb, subject or object, or by what rules it ("fail to")."""
    found = embedded(head)
    asked = any(e.asks for e in found.effects)
    nodes = found.nodes[-1:] if asked else found.nodes
    negative = sum(map(_negated, nodes)) + sum(e.negative for e in (*found.effects, *above(head)))
    return Polarity.NEGATIVE if negative % 2 else Polarity.POSITIVE


def _negated(node: Token) -> bool:
    words = hedges()
    negative = negation(node) is not None or node.lower_ in words.negative_prepositions
    negative = negative or any(c.lower_ in words.negative_adverbs and c.dep_ == "advmod" for c in node.children)
    for c in kids(node, "dobj", "attr", "pobj"):
        if any(g.lower_ in words.negative_words and g.i <= c.i for g in [c, *c.lefts]):
            negative = not negative
    if node.pos_ in ("NOUN", "PROPN"):
        negative = negative != any(c.lower_ in words.adjectives["negative"] for c in kids(node, "amod"))
    return negative


def certainty(head: Token) -> Certainty:
    """How sure the words of a clause make it; the weakest hedge rules."""
    found = embedded(head)
    hedged = [e.certainty for e in (*found.effects, *above(head))]
    hedged += [c for node in found.nodes for c in _hedges_of(node)]
    return max(hedged, key=ORDER.index, default=Certainty.CERTAIN)


def _hedges_of(node: Token) -> Iterable[Certainty]:
    """What the adverbs and modals of a verb, and the adjectives of an event, make of it."""
    words = hedges()
    near = [node, *node.children, *(g for c in kids(node, "acomp", "aux") for g in c.children)]
    modals = {c.lower_ for c in kids(node, "aux")} - (words.binding_modals if _binds(node) else frozenset())
    modals -= {"could"} if _was_unable(node) else frozenset()
    events = [t for t in (node, *kids(node, "nsubj", "nsubjpass", "dobj")) if t.pos_ == "NOUN" and _carries(node, t)]
    for level, adverbs, auxiliaries in (
        (Certainty.POSSIBLE, words.possible, words.possible_modals),
        (Certainty.PROBABLE, words.probable, words.probable_modals),
    ):
        if any(t.lower_ in adverbs for t in near if t.pos_ not in ("VERB", "AUX")) or modals & auxiliaries:
            yield level
        if any(c.lower_ in words.adjectives[level.value] for e in events for c in kids(e, "amod")):
            yield level


def _carries(node: Token, noun: Token) -> bool:
    """Whether a noun names the very event that a clause tells: its own head, or what a light verb carries."""
    event = carried(node) if node.pos_ in ("VERB", "AUX") else node
    return event is not None and event.i == noun.i


def _binds(node: Token) -> bool:
    """Whether "must" obliges here: before a bare verb that tells a deed."""
    return node.tag_ == "VB" and node.lemma_ != "be" and not any(c.lemma_ in ("have", "be") for c in kids(node, "aux"))


def leaves_open(cues: Iterable[str]) -> bool:
    """Whether words that attribute without a source leave open whether it is so (reportedly; not: was confirmed)."""
    return not hedges().assured_cues.intersection(word for cue in cues for word in cue.lower().split())


def phase(head: Token) -> Phase:
    """Whether what a clause tells is past, going on, still to come, or only supposed."""
    found = embedded(head)
    if any(_is_supposed(node) for node in found.nodes if node.pos_ in ("VERB", "AUX")) or is_order(found.core):
        return Phase.HYPOTHETICAL
    if head.pos_ not in ("VERB", "AUX"):
        future = hedges().adjectives["future"]
        return Phase.FUTURE if any(c.lower_ in future for c in kids(head, "amod")) else Phase.PAST
    ruled = [e.phase for e in (*found.effects, *above(head)) if e.phase is not None]
    if Phase.HYPOTHETICAL in ruled:
        return Phase.HYPOTHETICAL
    return _tense(found, ruled)


def _tense(found: Embedded, ruled: list[Phase]) -> Phase:
    """Phase by the tense of the innermost verb that has one, else by what rules it."""
    core = found.core
    aux = {c.lower_ for c in kids(core, "aux", "auxpass")}
    if core is not found.nodes[0] and "have" in aux:
        return Phase.PAST
    if ruled and not (core.tag_ in FINITE or any(c.tag_ in (*FINITE, "MD") for c in kids(core, "aux", "auxpass"))):
        return ruled[0]
    verbs = [n for n in reversed(found.nodes) if n.pos_ in ("VERB", "AUX")]
    told = next((v for v in verbs if v.tag_ in FINITE or kids(v, "aux")), found.nodes[0])
    if is_infinitive(told):
        told = found.nodes[0]
    return _tense_of(told)


def _tense_of(verb: Token) -> Phase:
    aux = {c.lower_ for c in kids(verb, "aux", "auxpass")}
    if aux & hedges().future_modals:
        return Phase.PAST if "have" in aux or _was_unable(verb) else Phase.FUTURE
    if aux & PAST_AUX:
        return Phase.PAST
    lasting = "been" in aux and (verb.tag_ == "VBG" or any(p.lower_ == "since" for p in kids(verb, "prep", "advmod")))
    return Phase.ONGOING if verb.tag_ in ("VBP", "VBZ") or aux & PRESENT_AUX or lasting else Phase.PAST


def _was_unable(verb: Token) -> bool:
    """Whether "could" with a negation tells what somebody was unable to do ("nobody could fly on Monday")."""
    if not any(c.lower_ == "could" for c in kids(verb, "aux")) or verb.lemma_ == "be":
        return False
    subject = own_subject(verb)
    nobody = subject is not None and any(t.lower_ in hedges().negative_words for t in [subject, *subject.lefts])
    return nobody or negation(verb) is not None


def is_order(verb: Token) -> bool:
    """Whether a verb stands as an order: bare, without a subject, at the head of what is said ("Leave the port")."""
    if verb.tag_ not in ("VB", "VBP") or verb.dep_ not in ("ROOT", "ccomp") or own_subject(verb) is not None:
        return False
    aux = kids(verb, "aux", "auxpass")
    return all(c.lower_ in ("do", "let") for c in aux) and all(
        t.is_punct or t.dep_ in ("advmod", "neg", "aux", "intj") for t in verb.lefts
    )


def _is_supposed(verb: Token) -> bool:
    """Whether a clause is a condition, hangs on one, or tells what would have been or has to be."""
    words = hedges()
    aux = {c.lower_ for c in kids(verb, "aux")}
    if (aux & words.supposing_modals and "have" in aux) or (aux & words.binding_modals and _binds(verb)):
        return True
    mark = child(verb, "mark")
    if mark is not None and mark.lower_ in words.conditions:
        return True
    if any(g.dep_ == "mark" and g.lower_ in words.conditions for c in kids(verb, "advcl") for g in c.children):
        return True
    return any(
        " ".join(t.lower_ for t in p.doc[p.i : p.i + len(phrase.split())]) == phrase
        for p in kids(verb, "prep")
        for phrase in words.conditional_phrases
    )


def awaits(clause: Token) -> bool:
    """Whether a clause of time is itself still to come ("will reopen when the storm has passed")."""
    opened = next((c for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i), None)
    if opened is None or opened.lower_ not in hedges().awaited_marks or clause.head.pos_ not in ("VERB", "AUX"):
        return False
    told = {c.lower_ for c in kids(clause, "aux", "auxpass")}
    present = clause.tag_ in ("VBZ", "VBP") or bool(told & (PRESENT_AUX | {"has", "have"}))
    return present and phase(clause.head) in (Phase.FUTURE, Phase.HYPOTHETICAL)
