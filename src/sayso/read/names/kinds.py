"""What sort of thing a name names, by the noun beside it ("the tanker X", "X, a paper") or inside it ("X Airlines").

The nouns tell the kind of the name, keep it apart from persons ("the newspaper Lena Marsh"), and let "the ship" or
"the airline" point back at it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read.lexicon.name_words import words
from sayso.read.names.noun_phrases import phrase_at
from sayso.terms import NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@lru_cache(maxsize=1)
def hyponyms() -> dict[str, frozenset[str]]:
    """Noun -> the nouns for whose bearers it may stand ("ship" -> tanker, ferry ...)."""
    return {noun: frozenset(below) for noun, below in words()["hypernyms"].items()}


@lru_cache(maxsize=1)
def kinds() -> dict[str, NameKind]:
    """Noun -> the kind of what it names; nouns for persons and places are not in it."""
    own = words()
    out: dict[str, NameKind] = {}
    for kind in (NameKind.BODY, NameKind.THING):
        for general in own["kinds"][kind.value]:
            for noun in (general, *hyponyms().get(general, ())):
                out.setdefault(noun, kind)
    for noun in own["persons"]["offices"]:
        out.pop(noun, None)
    return out


@lru_cache(maxsize=1)
def _ends() -> dict[str, str]:
    return {word: noun for noun, ends in words()["kinds"]["ends"].items() for word in ends}


def stands_for(noun: str, told: set[str]) -> bool:
    """Whether a noun may point back at what is told by some nouns."""
    return noun in told or not told.isdisjoint(hyponyms().get(noun, ()))


def beside(doc: Doc, start: int, end: int) -> str:
    """The common noun right beside a name that tells what it names; empty when there is none.

    "The tanker X", "the tanker, the X,", "X, a tanker,".
    """
    known = kinds()
    before = doc[start - 1] if start and not doc[start].is_sent_start else None
    if before is not None and before.lower_ == "the" and start > 1:
        before = doc[start - 2]
    if before is not None and before.text == "," and before.i and _explains(doc, start, end, before.i - 1):
        before = doc[before.i - 1]
    if (
        before is not None
        and _is_noun(before)
        and before.lemma_.lower() in known
        and _in_phrase(doc, start, end, before)
    ):
        return before.lemma_.lower()
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in ("a", "an", "the"):
        phrase = phrase_at(doc, end + 1)
        closed = phrase is not None and (phrase.end >= len(doc) or doc[phrase.end].text in (",", ".", ";", "-", "—"))
        if phrase is not None and closed and _is_noun(head := doc[phrase.head]) and head.lemma_.lower() in known:
            return head.lemma_.lower()
    return ""


def by_prefix(token: Token) -> NameKind | None:
    """The kind that the first word of a name tells ("Operation X", "MV X")."""
    return kinds().get(words()["kinds"]["prefixes"].get(token.lower_.rstrip("."), ""))


def inside(name: str) -> set[str]:
    """The nouns in a name that tell what it names: "Norland Airlines", "Bank of Norland", "MV Orla"."""
    parts = [w.strip(".,").lower() for w in name.split()]
    prefixes = words()["kinds"]["prefixes"]
    head = next((i for i, w in enumerate(parts) if i and w in ("of", "for")), len(parts)) - 1
    out = {_ends().get(parts[head], parts[head])} if parts and parts[head].isalpha() else set()
    if len(parts) > 1:
        out.update({prefixes.get(parts[0], "")} - {""})
    return out


def _is_noun(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.tag_ == "NN" and token.is_lower


def _in_phrase(doc: Doc, start: int, end: int, noun: Token) -> bool:
    """Whether noun and name are one phrase, and not the name the subject of a clause behind it.

    "The company X founded was sold" has two verbs in a row; "the tanker X sank" has none but the one, however parsed.
    """
    if end + 1 < len(doc) and doc[end].pos_ == "VERB" and doc[end + 1].tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return False
    root = doc[start:end].root
    both_subjects = noun.dep_ == root.dep_ == "nsubj" and noun.head.i == root.head.i and noun.i == start - 1
    misread = noun.dep_ == "ROOT" and root.head.dep_ == "relcl" and root.head.head.i == noun.i
    return (
        both_subjects
        or misread
        or noun.head.i in range(start, end)
        or (root.head.i == noun.i and root.dep_ in ("appos", "nmod", "compound"))
    )


def _explains(doc: Doc, start: int, end: int, noun: int) -> bool:
    """Whether a name between commas explains a definite noun: "the tanker, the X, ..."."""
    root = doc[start:end].root
    return root.dep_ == "appos" and root.head.i == noun
