"""How sure, when and whether: certainty, phase and polarity of a clause from its verbal group."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.trees import child, negation
from sayso.terms import Certainty, Phase, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


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
    future_verbs: frozenset[str]
    wished_verbs: frozenset[str]
    conditions: frozenset[str]
    negative_verbs: frozenset[str]
    negative_words: frozenset[str]
    ongoing_words: frozenset[str]


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    """The word lists, loaded once."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("factuality.toml").read_text(encoding="utf-8"))
    return Hedges(**{key: frozenset(value) for key, value in raw.items()})


def polarity(head: Token) -> Polarity:
    """Whether a clause is negated: by "not", a negative verb ("failed to"), or "no" on its subject or object."""
    words = hedges()
    negative = negation(head) is not None
    for c in head.children:
        if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            g.lower_ in words.negative_words and g.i <= c.i for g in [c, *c.lefts]
        ):
            negative = not negative
    if head.dep_ == "xcomp" and head.head.lemma_ in words.negative_verbs:
        negative = not negative
    if head.lemma_ in words.negative_verbs and child(head, "xcomp") is not None:
        negative = not negative
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE


def certainty(head: Token) -> Certainty:
    """How sure the words of a clause make it; the weakest hedge rules."""
    words = hedges()
    found = Certainty.CERTAIN
    for token in (
        *head.children,
        *(g for c in head.children if c.dep_ in ("acomp", "xcomp", "aux") for g in c.children),
        head,
    ):
        word = token.lower_
        if (
            word in words.possible
            or (token.dep_ == "aux" and word in words.possible_modals)
            or token.lemma_ in words.possible_verbs
            and _rules(token, head)
        ):
            return Certainty.POSSIBLE
        if (
            word in words.probable
            or (token.dep_ == "aux" and word in words.probable_modals)
            or (token.lemma_ in words.probable_verbs and _rules(token, head))
        ):
            found = Certainty.PROBABLE
    if (
        head.head.i != head.i
        and head.dep_ == "xcomp"
        and head.head.lemma_ in words.possible_verbs | words.probable_verbs
    ):
        found = Certainty.PROBABLE
    return found


def _rules(token: Token, head: Token) -> bool:
    """Whether a hedging verb is the clause's own ("is expected to", "appears to")."""
    return token.i == head.i and child(token, "xcomp") is not None


def phase(head: Token) -> Phase:
    """Whether what a clause tells is past, going on, still to come, or only supposed."""
    words = hedges()
    aux = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
    mark = child(head, "mark")
    if (
        mark is not None
        and mark.lower_ in words.conditions
        or (aux & {"would", "could", "might", "should"})
        or any(
            c.dep_ == "advcl" and child(c, "mark") is not None and child(c, "mark").lower_ in ("if", "unless")
            for c in head.children
        )
    ):  # type: ignore[union-attr]
        return Phase.HYPOTHETICAL if not (aux & {"would"} and mark is None and not _conditional(head)) else Phase.FUTURE
    if aux & words.future_modals or (head.lemma_ in words.future_verbs and child(head, "xcomp") is not None):
        return Phase.FUTURE
    if head.lemma_ in words.wished_verbs and child(head, "xcomp") is not None:
        return Phase.HYPOTHETICAL
    if head.tag_ == "VBG" and ("been" in aux or aux & {"is", "are", "am", "'s", "'re", "was", "were"}):
        return Phase.ONGOING if not aux & {"was", "were"} else Phase.PAST
    if head.tag_ in ("VBP", "VBZ") or aux & {"is", "are", "does", "do"}:
        return Phase.ONGOING
    return Phase.PAST


def _conditional(head: Token) -> bool:
    """Whether an if-clause hangs from the verb."""
    return any(c.dep_ == "advcl" and any(g.lower_ in ("if", "unless") for g in c.children) for c in head.children)
