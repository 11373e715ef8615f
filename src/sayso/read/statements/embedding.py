"""What hangs from what: the verb, adjective or noun that rules a clause, and what it makes of it.

"Failed to close", "is expected to close", "there is a risk that it will close" tell of closing, each in its own way.
The words and what they do stand in ``data/factuality.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.trees import child, is_infinitive, kids, marked
from sayso.terms import Certainty, Phase

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 4
"""Rulers that are looked through, one inside another."""
ASKING = ("whether", "if")
BEING = frozenset({"be", "remain", "become", "seem", "appear", "look"})
BEARING = frozenset({"have", "make", "face", "pose", "carry", "announce", "unveil"})
"""Verbs that bear a noun of a plan or risk: "has plans to", "made an attempt to"."""


@dataclass(frozen=True)
class Effect:
    """What a ruler makes of the clause that hangs from it."""

    name: str
    negative: bool = False
    certainty: Certainty = Certainty.CERTAIN
    phase: Phase | None = None
    asks: bool = False
    """Whether it only holds for a clause with "whether"."""


@dataclass
class Embedded:
    """A clause seen through its rulers."""

    core: Token
    """The verb (or adjective) that carries the meaning: "is expected to resume" comes to "resume"."""
    effects: list[Effect] = field(default_factory=list)
    nodes: list[Token] = field(default_factory=list)
    """The rulers and the core, outermost first."""


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[Effect]]]:
    """Part of speech -> word -> its effects: one for plain clauses, one for those with "whether"."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("factuality.toml").read_text(encoding="utf-8"))
    out: dict[str, dict[str, list[Effect]]] = {"verbs": {}, "adjectives": {}, "nouns": {}}
    for row in raw["embedding"]:
        effect = Effect(
            row["name"],
            row.get("polarity") == "negative",
            Certainty(row.get("certainty", "certain")),
            Phase(row["phase"]) if "phase" in row else None,
            row.get("asks", False),
        )
        for kind, words in out.items():
            for word in row.get(kind, ()):
                words.setdefault(word, []).append(effect)
    return out


@lru_cache(maxsize=1)
def _leads() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs that prevent what stands behind "from", and nouns that lead to what is near."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("factuality.toml").read_text(encoding="utf-8"))
    return frozenset(raw["preventing"]), frozenset(raw["nearing"])


def effect_of(kind: str, word: str, asks: bool = False) -> Effect | None:
    """What a word makes of a clause: ``kind`` is verbs, adjectives or nouns."""
    return next((e for e in _table()[kind].get(word.lower(), ()) if e.asks == asks), None)


@lru_cache(maxsize=16)
def embedded(head: Token) -> Embedded:
    """A clause seen through what rules it, from its head down; the head alone where nothing rules.

    Kept for the last few heads: polarity, certainty, phase and predicate of a statement all ask for it. Not to be
    changed, and not to be asked for before the parse is mended.
    """
    found = Embedded(head, [], [head])
    for _ in range(STEPS):
        step = _below(found.core)
        if step is None:
            break
        core, effect, between = step
        found.effects.append(effect)
        found.nodes += [*between, core]
        found.core = core
    return found


def _below(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    """The clause that a ruler holds, what it makes of it, and the words between."""
    if head.pos_ not in ("VERB", "AUX"):
        return None
    rules = (_of_verb, _of_adjective, _of_noun, _of_prevention, _of_brink, _of_plan)
    return next((step for rule in rules if (step := rule(head)) is not None), None)


def _of_plan(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    """Behind "is to": what is arranged ("the border is to reopen")."""
    if head.lemma_.lower() != "be" or head.tag_ not in ("VBZ", "VBP"):
        return None
    inner = child(head, "xcomp")
    if inner is None or not any(c.tag_ == "TO" for c in inner.children):
        return None
    whole = child(head, "acomp", "attr", "oprd", "expl") is None
    return (inner, Effect("arranged", phase=Phase.FUTURE), []) if whole else None


def _of_prevention(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    """Behind "prevented the ferry from": the deed that was not done."""
    if head.lemma_.lower() not in _leads()[0] or prevented(head) is None:
        return None
    deeds = (d for p in kids(head, "prep") if p.lower_ == "from" for d in kids(p, "pcomp"))
    deed = next((d for d in deeds if d.tag_ == "VBG"), None)
    return (deed, Effect("prevented", negative=True), []) if deed is not None else None


def prevented(verb: Token) -> Token | None:
    """Who does not do what a verb of preventing prevents."""
    return child(verb, "dobj", "nsubjpass")


def _of_brink(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    """Behind "is on the verge of": what is near, and not yet so."""
    if head.lemma_.lower() not in BEING:
        return None
    nouns = [
        n for p in kids(head, "prep") if p.lower_ == "on" for n in kids(p, "pobj") if n.lemma_.lower() in _leads()[1]
    ]
    near = [t for n in nouns for p in kids(n, "prep") if p.lower_ == "of" for t in kids(p, "pcomp", "pobj")]
    return (near[0], Effect("near", certainty=Certainty.PROBABLE, phase=Phase.FUTURE), []) if near else None


def _of_verb(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    lemma = head.lemma_.lower()
    inner = child(head, "xcomp") if child(head, "dobj") is None else None
    if inner is None and effect_of("verbs", lemma) is not None and child(head, "auxpass") is not None:
        state = child(head, "oprd")
        inner = state if state is not None and (state.pos_ == "ADJ" or state.tag_ == "VBN") else None
    if inner is None and (held := child(head, "ccomp")) is not None and held.i > head.i:
        asked = marked(held, *ASKING) and child(head, "neg") is not None
        effect = effect_of("verbs", lemma, asks=True) if asked else None
        if effect is not None:
            return held, effect, []
        inner = held if is_infinitive(held) else None
    if inner is None and (short := _short_of(head)) is not None:
        return short, Effect("counter", negative=True), []
    effect = effect_of("verbs", lemma)
    if effect is not None and effect.name == "considered" and child(head, "auxpass") is not None:
        return None
    if inner is None or effect is None or (inner.pos_ not in ("VERB", "AUX") and inner.dep_ != "oprd"):
        return None
    if lemma == "have" and any(c.lower_ == "yet" for c in head.children):
        effect = Effect("counter", negative=True)
    return inner, effect, []


def _short_of(head: Token) -> Token | None:
    """What "stopped short of" or "came close to" leads to and was not done."""
    if not any(c.lower_ == "short" for c in kids(head, "advmod", "acomp")):
        return None
    return next((v for p in [*kids(head, "prep"), *_grown(head)] if p.lower_ == "of" for v in kids(p, "pcomp")), None)


def _grown(head: Token) -> list[Token]:
    return [p for c in kids(head, "advmod", "acomp") for p in kids(c, "prep")]


def _of_adjective(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    """Behind "is likely to", "is unable to", "it is possible that", "it is not clear whether"."""
    word = child(head, "acomp") if head.lemma_.lower() in BEING else None
    if word is None:
        return None
    for inner in [*kids(word, "xcomp", "ccomp"), *kids(head, "ccomp", "xcomp", "advcl")]:
        asks = marked(inner, *ASKING)
        told = is_infinitive(inner) or marked(inner, "that", *ASKING) or inner.dep_ == "ccomp"
        effect = effect_of("adjectives", word.lower_, asks) if told and inner.i > word.i else None
        if effect is not None and (inner.dep_ != "advcl" or is_infinitive(inner)):
            return inner, effect, [word]
    return None


def _of_noun(head: Token) -> tuple[Token, Effect, list[Token]] | None:
    """Behind "there is a risk that", "has plans to", "made an attempt to"."""
    being = head.lemma_.lower() == "be" and child(head, "expl") is not None
    noun = child(head, "attr") if being else child(head, "dobj") if head.lemma_.lower() in BEARING else None
    effect = effect_of("nouns", noun.lemma_) if noun is not None else None
    if noun is None or effect is None:
        return None
    for inner in kids(noun, "acl", "relcl", "ccomp"):
        if inner.pos_ in ("VERB", "AUX") and (is_infinitive(inner) or marked(inner, "that")):
            return inner, effect, [noun]
    return None


def above(head: Token) -> list[Effect]:
    """What rules a clause that is itself taken out of its ruler: "(the council failed) to pass the budget"."""
    out: list[Effect] = []
    for _ in range(STEPS):
        ruler = head.head
        if ruler.i == head.i or head.dep_ not in ("xcomp", "ccomp"):
            break
        effect = effect_of("verbs", ruler.lemma_)
        if effect is None:
            break
        finite = head.dep_ == "ccomp" and not is_infinitive(head)
        out.append(_finite(effect) if finite else effect)
        head = ruler
    return out


def _finite(effect: Effect) -> Effect:
    """A clause with a verb of its own time tells its phase itself, unless it is only wished for."""
    kept = effect.phase if effect.phase is Phase.HYPOTHETICAL else None
    return Effect(effect.name, False, effect.certainty, kept)
