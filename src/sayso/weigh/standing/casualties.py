"""Who is told to have come to harm, and who is told to have come to none."""

from __future__ import annotations

import re

from sayso.records import Statement
from sayso.terms import Certainty, Phase, Polarity, Stance
from sayso.weigh.happened.events import type_of
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.words import terms, tokens

_MANY = re.compile(
    r"^.*\b(?:tens|dozens|scores|hundreds|thousands|number|handful|several|some|all) of (?:the )?", re.IGNORECASE
)
"""What leads to those counted: "dozens of sailors" are sailors."""


def spares(s: Statement) -> bool:
    """Whether a statement says that nobody, or nobody of a whole group, came to harm."""
    if s.stance != Stance.AFFIRMS or s.certainty != Certainty.CERTAIN or s.phase in (Phase.FUTURE, Phase.HYPOTHETICAL):
        return False
    said = tokens(s.content)
    if set(said) & words("so_far"):
        return False
    if s.polarity == Polarity.NEGATIVE:
        return _casualties(s) and bool(set(said) & words("none"))
    return bool(set(tokens(s.predicate)) & words("safe")) and bool(set(said[:4]) & words("all"))


def harms(s: Statement) -> bool:
    """Whether a statement tells that people were killed or hurt."""
    told = s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE and s.phase in (Phase.PAST, Phase.ONGOING)
    harmed = any(q.role in ("killed", "injured") for q in s.quantities) or type_of(s) == "casualties"
    return told and (harmed or bool(_LEFT.search(s.content)))


_LEFT = re.compile(r"\b(?:left|leaves|leaving)\b.{3,60}\b(?:dead|wounded|injured)\b")


def _casualties(s: Statement) -> bool:
    return type_of(s) == "casualties" or bool(set(tokens(f"{s.subject} {s.predicate} {s.object}")) & words("casualty"))


def group(s: Statement) -> set[str]:
    """Nouns for those of whom a statement tells; empty for people in general."""
    victims = [q.of for q in s.quantities if q.role in ("killed", "injured")]
    told = victims or [s.object or s.subject]
    told = [_MANY.sub("", text) for text in told]
    heads = {t for text in told for t in terms(text.split(" of ")[0].split(",")[0])[-1:]}
    general = {t for kind in ("people", "none", "casualty") for w in words(kind) for t in terms(w)}
    return heads - general


def of_foes(spared: Statement, harmed: Statement) -> bool:
    """Whether one side tells of harm to enemies ("occupiers"), and another says that all on its own are safe.

    Staff, soldiers and the like are of a side; residents and bystanders are not.
    """
    of_a_side = words("of_a_side").intersection(tokens(spared.content))
    return bool(of_a_side and words("foe").intersection(tokens(harmed.content)))
