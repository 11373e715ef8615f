"""Noun phrases read from left to right by tags alone: where a description of a name ends, and what its head is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 16
"""Tokens in the longest phrase."""
WITHIN = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL"})
_BINDS = frozenset({"of", "for", "at", "to", "in", "with", "from", "on", "under", "over", "near"})
"""Prepositions that go on with a description ("ambassador to Norland")."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: token range, the end excluded, and its head."""

    start: int
    end: int
    head: int


def phrase_at(doc: Doc, i: int, apart: Callable[[Token], bool] = lambda noun: False) -> Phrase | None:
    """The noun phrase that begins at a token, with what "of", "to", "at" ... add to it; None where no noun stands.

    ``apart``: whether a noun behind "and" begins a description of its own ("head of X and mayor of Y").
    """
    start, limit = i, min(len(doc), i + LONGEST)
    end = _nouns(doc, start, limit)
    head = _last_noun(doc, start, end)
    if head is None:
        return None
    while end < limit and doc[end].lower_ in _BINDS and not doc[end].is_sent_start:
        further = _nouns(doc, end + 1, limit)
        last = _last_noun(doc, end + 1, further)
        if last is None or doc[last].pos_ == "NUM" or doc[last].ent_type_ in TIMES:
            break
        end = further
        while (
            end + 1 < limit
            and doc[end].lower_ in ("and", "&")
            and (further := _nouns(doc, end + 1, limit)) > end + 1
            and (joined := _last_noun(doc, end + 1, further)) is not None
            and not apart(doc[joined])
            and doc[end + 1].text[0].isupper() == doc[end - 1].text[0].isupper()
            and not (further < len(doc) and doc[further].pos_ in ("VERB", "AUX"))
        ):
            end = further
    return Phrase(start, end, head)


def _nouns(doc: Doc, i: int, limit: int) -> int:
    """Where an unbroken run of determiners, adjectives, numbers and nouns ends."""
    start = i
    while i < limit and not (doc[i].is_sent_start and i > start):
        token = doc[i]
        article = token.pos_ == "DET" or token.tag_ == "PRP$"
        joint = token.text in ("'s", "'", "-") or (token.pos_ == "ADV" and token.lower_ not in ("when", "where"))
        if not (token.pos_ in WITHIN or joint or (article and (i == start or doc[i - 1].pos_ == "DET"))):
            break
        i += 1
    return i


def _last_noun(doc: Doc, start: int, end: int) -> int | None:
    """The head of a run: its last noun, or a number that stands alone ("43")."""
    for token in reversed(doc[start:end]):
        if token.pos_ in ("NOUN", "PROPN"):
            return int(token.i)
    return start if end == start + 1 and doc[start].pos_ == "NUM" else None
