"""By what mentions worth comparing are found: shared words, senses, parties and names."""

from __future__ import annotations

from collections.abc import Sequence

from evals.coref.texts import Mention
from sayso.weigh.happened.events import types_in
from sayso.weigh.language import wordnet
from sayso.weigh.language.words import term

MOST = 100
"""Mentions that each is compared with."""
SPREAD = 400
"""Mentions of a subject beyond which what they share tells nothing; keeps the search near linear."""
_COMMON = 2
"""Senses of a word that it mostly has."""
_OWN = 2.0
"""How much more a word of the mention itself weighs than one that stands near it."""


def handles(mention: Mention, known: Sequence[wordnet.Sense]) -> dict[str, float]:
    """What a mention can be found by, with its weight: its words, senses and type, its parties, what stands near."""
    own = {f"w:{term(w)}" for w in (mention.lemma, *(w for w in mention.words if len(w) > 2))}
    own |= {f"s:{concept}" for near, _ in known[:_COMMON] for concept in near}
    own |= {f"t:{kind}" for kind in types_in(mention.printed)}
    around = {f"n:{w}" for w in mention.near | mention.names | mention.numbers | mention.dates}
    around |= {f"p:{w}" for w in mention.subject_heads | mention.object_heads}
    return {**dict.fromkeys(around, 1.0), **dict.fromkeys(own, _OWN)}
