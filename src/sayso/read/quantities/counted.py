"""What a number counts, and what befell those counted: read off the parse, with word order as the second opinion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.read.quantities.words import (
    CHANGE,
    LIMIT_NOUNS,
    NEARING,
    PERSONS,
    ROLE_OF_SUBJECT,
    ROLE_OF_VERB,
    ROLE_OF_WORD,
    SAME,
    TOLLS,
)
from sayso.terms import Direction

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

RELATIVE = frozenset({"which", "whom", "them", "those", "these"})
_STOPS = frozenset({"VERB", "AUX", "ADP", "PUNCT", "SCONJ", "PRON", "DET", "PART", "ADV"})


@dataclass
class Counted:
    """The noun that is counted, and how it was found."""

    noun: Token | None
    of_which: bool = False


def noun_of(number: Tokens) -> Counted:
    """The noun that a number counts: by dependency, by "of", else the noun that ends the phrase to its right."""
    last = number[-1]
    if of := _partitive(number):
        if of.lower_ in RELATIVE:
            return Counted(_antecedent(of, number), of_which=True)
        return Counted(of, of_which=True)
    right = _phrase_head(last)
    head = number.root.head
    if (
        number.root.dep_ in ("nummod", "amod", "compound", "quantmod", "nmod", "det")
        and head.i > last.i
        and head.pos_ in ("NOUN", "PROPN")
    ):
        if (
            right is not None
            and right.i > head.i
            and all(t.pos_ in ("NOUN", "PROPN") for t in head.doc[head.i : right.i + 1])
        ):
            return Counted(right)
        return Counted(head)
    return Counted(right)


def _partitive(number: Tokens) -> Token | None:
    nxt = number[-1].i + 1
    doc = number.doc
    if nxt + 1 >= len(doc) or doc[nxt].lower_ != "of":
        return None
    if doc[nxt + 1].lower_ in RELATIVE:
        return doc[nxt + 1]
    return next((c for c in doc[nxt].children if c.dep_ == "pobj" and c.i > nxt), None) or _phrase_head(doc[nxt])


def _antecedent(pronoun: Token, number: Tokens) -> Token | None:
    """The last plural noun before "of which"."""
    for t in reversed(list(number.doc[number.sent.start : number.start])):
        if t.tag_ in ("NNS", "NNPS"):
            return t
    return None


def _phrase_head(token: Token) -> Token | None:
    """The last noun of the phrase that begins right after a token."""
    found = None
    doc = token.doc
    for t in doc[token.i + 1 : min(token.i + 10, token.sent.end)]:
        if t.pos_ in ("NOUN", "PROPN") or (t.tag_ in ("NN", "NNS")):
            found = t
            if t.tag_ == "NNS" and t.pos_ == "NOUN" and not (t.i + 1 < len(doc) and doc[t.i + 1].tag_ in ("NNS",)):
                break
        elif (t.text in ("-", ",") and found is None) or (
            t.lower_ == "and"
            and found is not None
            and found.tag_ not in ("NNS",)
            and t.i + 2 < len(doc)
            and doc[t.i + 1].pos_ in ("NOUN", "VERB", "ADJ")
        ):
            continue
        elif found is not None or (
            t.pos_ in _STOPS
            and t.lower_ not in ("their", "his", "her", "its", "other", "the")
            and t.lower_ not in ROLE_OF_WORD
            and t.tag_ not in ("VBN", "VBG")
        ):
            break
    return found


def is_person(noun: Token) -> bool:
    """Whether a noun stands for human beings."""
    return noun.lemma_.lower() in PERSONS or noun.lower_ in PERSONS


def unit_of(noun: Token) -> str:
    """Normal form of what is counted: persons, a class such as ships, else the plural as printed."""
    if is_person(noun):
        return "persons"
    return SAME.get(noun.lemma_.lower()) or noun.lower_


def role_of(number: Tokens, noun: Token | None) -> str:
    """What befell those counted: killed, injured ...; empty when nothing of the kind is said."""
    word = _near_words(number, noun)
    if word:
        return word
    at = noun if noun is not None else number.root
    for t in _chain(at):
        verb = t.head
        lemma = verb.lemma_.lower()
        if t.dep_ in ("dobj", "obj", "nsubjpass") and lemma in ROLE_OF_VERB:
            return ROLE_OF_VERB[lemma]
        if t.dep_ in ("nsubj", "dobj") and lemma in ROLE_OF_SUBJECT:
            return ROLE_OF_SUBJECT[lemma]
        if t.dep_ == "nsubj" and lemma in ROLE_OF_VERB and verb.tag_ == "VBN":
            return ROLE_OF_VERB[lemma]
        for c in t.children:
            if c.dep_ in ("acl", "relcl"):
                low = c.lemma_.lower()
                if low in ROLE_OF_SUBJECT:
                    return ROLE_OF_SUBJECT[low]
                if low in ROLE_OF_VERB and (c.tag_ == "VBN" or any(k.dep_ == "nsubjpass" for k in c.children)):
                    return ROLE_OF_VERB[low]
    return toll_of(number)


def _near_words(number: Tokens, noun: Token | None) -> str:
    """A word such as dead, wounded, missing beside the noun or in its place."""
    doc = number.doc
    last = noun.i if noun is not None else number[-1].i
    window = list(doc[number[-1].i + 1 : last + 1])
    for t in doc[last + 1 : last + 4]:
        if t.lower_ in ("were", "was", "are", "is", "have", "has", "been", "being", "others", "as", "more"):
            window.append(t)
            continue
        if t.lower_ in ROLE_OF_WORD:
            window.append(t)
        break
    for t in window:
        if (role := ROLE_OF_WORD.get(t.lower_) or ROLE_OF_WORD.get(t.lemma_.lower())) and not (
            t.dep_ == "compound" and t.i != last
        ):
            return role
    return ""


def _chain(token: Token) -> Iterator[Token]:
    """A token, and the tokens it is joined to by "and" or "including"."""
    seen = 0
    while seen < 6:
        yield token
        seen += 1
        if token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ"):
            token = token.head
        elif (
            token.dep_ == "pobj"
            and token.head.lower_ in ("including", "of", "among")
            and token.head.head.pos_ in ("NOUN", "NUM", "PROPN")
        ):
            token = token.head.head
        else:
            return


def toll_of(number: Tokens) -> str:
    """Role when the number is the value of a toll: "the death toll rose to 11"."""
    for t in [number.root, *list(number.root.ancestors)[:4]]:
        for c in t.children:
            if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and c.i < number.start:
                phrase = " ".join(x.lower_ for x in c.doc[max(c.left_edge.i, c.i - 3) : c.i + 1])
                after = " ".join(x.lower_ for x in c.doc[c.i : c.i + 4])
                for toll, role in TOLLS.items():
                    if phrase.endswith(toll) or after.startswith(toll):
                        return role
        if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "ccomp", "relcl"):
            break
    return ""


def direction_of(number: Tokens, text_after: str) -> Direction:
    """Whether the words tell that the value went up or down to this number."""
    if text_after.startswith(("up from", "compared with a lower")):
        return Direction.ROSE
    if text_after.startswith("down from"):
        return Direction.FELL
    doc = number.doc
    before = doc[max(number.sent.start, number.start - 5) : number.start]
    prep = next((t for t in reversed(before) if t.lower_ in ("to", "by", "from", "at")), None)
    if prep is None or prep.lower_ != "to":
        return Direction.NONE
    for t in [prep, *list(prep.ancestors)[:3]]:
        lemma = t.lemma_.lower()
        down = any(c.lower_ in ("down", "downward", "downwards") for c in t.children)
        if lemma in CHANGE["either"]:
            up = any(c.lower_ in ("up", "upward", "upwards") for c in t.children)
            return Direction.FELL if down else Direction.ROSE if up else Direction.NONE
        if lemma in CHANGE["rose"]:
            if lemma == "bring" and not toll_of(number):
                continue
            return Direction.FELL if down else Direction.ROSE
        if lemma in CHANGE["fell"]:
            return Direction.FELL
        if t.pos_ == "VERB":
            break
    return Direction.NONE


def limited(number: Tokens, noun: Token | None) -> str:
    """``at_most`` when the number is that of a cap, or stands under a denied "more than"; ``about`` when it is only neared."""
    heads = list(number.root.ancestors)[:5]
    at = noun if noun is not None else number.root
    for t in [at, *heads]:
        if t.lemma_.lower() in LIMIT_NOUNS and t.i >= number.start:
            return "at_most"
        if t.pos_ in ("VERB", "AUX"):
            return (
                "about"
                if t.lemma_.lower() in NEARING and (at.dep_ in ("dobj", "obj") or at.head.dep_ in ("dobj", "obj"))
                else ""
            )
    return ""


def denied(number: Tokens) -> bool:
    """Whether the governing verb is negated ("cannot export more than")."""
    for t in number.root.ancestors:
        if t.pos_ in ("VERB", "AUX"):
            return any(c.dep_ == "neg" or c.lower_ in ("not", "never") for c in t.children)
    return False
