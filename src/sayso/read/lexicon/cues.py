"""The lexicon of cues: which words attribute, and what their speaker does with the content."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.trees import child
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Manner:
    """One class of cue verbs."""

    name: str
    stance: Stance
    takes: frozenset[str]
    negated: Stance | None


@dataclass(frozen=True)
class Lexicon:
    """All cue words, by lemma."""

    verbs: dict[str, tuple[Manner, ...]]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """First word of a cue of several words -> the words that follow it."""
    agentless: frozenset[str]
    agentless_prepositions: frozenset[str]
    raising: frozenset[str]
    rating: frozenset[str]
    withheld: frozenset[str]
    details: frozenset[str]
    alone: frozenset[str]
    adverbs: frozenset[str]
    nouns: dict[str, Stance]
    noun_prepositions: frozenset[str]
    noun_by: frozenset[str]
    clause_nouns: frozenset[str]
    object_control: frozenset[str]
    voicing: frozenset[str]
    checked: frozenset[str]
    granted: frozenset[str]
    fixed: tuple[tuple[str, ...], ...]
    """Phrases that name a source, word by word."""
    emerging: frozenset[str]
    aside: frozenset[str]
    showing: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of ``data/cues.toml``."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("cues.toml").read_text(encoding="utf-8"))
    verbs: dict[str, list[Manner]] = {}
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for name, entry in raw["verbs"].items():
        negated = Stance(entry["negated"]) if "negated" in entry else None
        manner = Manner(name, Stance(entry["stance"]), frozenset(entry["takes"]), negated)
        for words in entry["words"]:
            verbs.setdefault(words, []).append(manner)
            first, *rest = words.split()
            if rest:
                phrases.setdefault(first, set()).add(tuple(rest))
    nouns = raw["nouns"]
    return Lexicon(
        verbs={word: tuple(manners) for word, manners in verbs.items()},
        phrases={first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in phrases.items()},
        agentless=frozenset(raw["agentless"]["words"]),
        agentless_prepositions=frozenset(raw["agentless"]["prepositions"]),
        raising=frozenset(raw["agentless"]["raising"]),
        rating=frozenset(raw["rating"]["words"]),
        withheld=frozenset(raw["withheld"]["words"]),
        details=frozenset(raw["withheld"]["details"]),
        alone=frozenset(raw["withheld"]["alone"]),
        adverbs=frozenset(raw["adverbs"]["words"]),
        nouns={word: Stance(stance) for stance in Stance for word in nouns.get(str(stance), ())},
        noun_prepositions=frozenset(nouns["prepositions"]),
        noun_by=frozenset(nouns["by"]),
        clause_nouns=frozenset(nouns["without"]),
        object_control=frozenset(raw["control"]["object"]),
        voicing=frozenset(raw["voicing"]["words"]),
        fixed=tuple(tuple(phrase.split()) for phrase in raw["phrases"]["words"]),
        showing=frozenset(raw["showing"]["words"]),
        aside=frozenset(raw["aside"]["words"]),
        emerging=frozenset(raw["emerging"]["words"]),
        granted=frozenset(raw["granted"]["words"]),
        checked=frozenset(raw["agentless"]["checked"]),
    )


def lemma_of(verb: Token) -> str:
    """The base form of a verb; the lemmatiser takes "hoped" for a form of "hop"."""
    lemma: str = verb.lemma_.lower()
    return "hope" if lemma == "hop" and verb.lower_ in ("hopes", "hoped", "hoping") else lemma


def match(verb: Token) -> tuple[tuple[Manner, ...], tuple[Token, ...]]:
    """The classes of a verb and the tokens of the cue; no class when it attributes nothing."""
    words = lexicon()
    lemma = lemma_of(verb)
    for rest in words.phrases.get(lemma, ()):
        tokens = _following(verb, rest)
        if tokens:
            return words.verbs[" ".join((lemma, *rest))], (verb, *tokens)
    return words.verbs.get(lemma, ()), (verb,)


def _following(verb: Token, rest: tuple[str, ...]) -> tuple[Token, ...]:
    """The tokens of the rest of a cue of several words, in the tree below the verb; empty when one is missing."""
    out: list[Token] = []
    at = verb
    particle = child(verb, "prt")
    if particle is not None and particle.lower_ not in rest:
        return ()
    for word in rest:
        found = next((c for c in at.children if c.lower_ == word or c.lemma_ == word), None)
        if found is None:
            found = next((c for c in verb.children if c.lower_ == word), None)
        if found is None or not 0 < found.i - verb.i < 6:
            return ()
        out.append(found)
        at = found
    return tuple(out)


def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliaries, negation and adverbs right before a verb, with the verb: the verbal group."""
    group = [verb]
    while group[0].i > 0:
        before = verb.doc[group[0].i - 1]
        if (
            before.head.i == verb.i
            and before.dep_ in ("aux", "auxpass", "neg", "advmod")
            and before.i > before.sent.start - 1
        ):
            group.insert(0, before)
        else:
            break
    return group


def is_comment(verb: Token) -> bool:
    """Whether a verb is one whose refusal withholds."""
    words = lexicon()
    if verb.lemma_ not in words.withheld:
        return False
    if verb.lemma_ in ("provide", "give", "release", "share", "offer", "answer", "respond", "address"):
        nouns = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
        nouns += [n for p in verb.children if p.dep_ == "prep" for n in [child(p, "pobj")] if n is not None]
        return any(n.lemma_ in words.details for n in nouns) or (verb.lemma_ in words.alone and not nouns)
    return True


def owns_up(cue: Iterable[str]) -> bool:
    """Whether the words of a cue take a deed upon the speaker ("claimed responsibility for")."""
    return any(words.lower().endswith(("responsibility", "responsibility for")) for words in cue)
