"""What befell those counted: killed, injured, missing; read off the parse, with word order as the second opinion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.read.quantities.changes import toll_of
from sayso.read.quantities.counted import is_person
from sayso.read.quantities.words import (
    ANIMALS,
    BEFELL,
    CARRYING,
    HOSPITALS,
    LINKS,
    ROLE_OF_ACT,
    ROLE_OF_SUBJECT,
    ROLE_OF_VERB,
    ROLE_OF_WORD,
    THINGS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


def role_of(number: Tokens, noun: Token | None) -> str:
    """What befell those counted: killed, injured ...; empty when nothing of the kind is said."""
    at = noun if noun is not None else number.root
    if _is_whole(number, at):
        return _role_by_words(at)
    if word := _near_words(number, noun) or _role_of_whole(noun):
        return word
    if at.lemma_.lower() in ANIMALS:
        return ""
    human = is_person(at) or at.like_num
    for t in _chain(at):
        if role := _role_by_verb(t, human) or _role_by_words(t):
            return role
    for c in at.children:
        if c.dep_ == "conj" and c.pos_ == "NOUN" and (role := _after_words(c.doc, c.i + 1)):
            return role
    return toll_of(number) if at.dep_ in ("pobj", "attr", "npadvmod", "dobj") or noun is None else ""


def _is_whole(number: Tokens, at: Token) -> bool:
    """Whether those counted are the whole of which another number takes some: "two of the *five* guards"."""
    if at.dep_ != "pobj" or at.head.lower_ != "of":
        return False
    part = at.head.head
    return part.like_num and part.i < number.start


def role_of_one(noun: Token) -> str:
    """Role of one person told as such: the object of a verb of harm, or one of those counted in the same breath."""
    for t in _chain(noun):
        if t.head.lemma_.lower() in ROLE_OF_VERB and t.dep_ in ("dobj", "obj", "nsubjpass"):
            return ROLE_OF_VERB[t.head.lemma_.lower()]
        if t is not noun and (role := _role_by_verb(t, True) or _role_by_words(t)):
            return role
    return ""


def is_member(noun: Token | None) -> bool:
    """Whether those counted are told as some of the dead, the hurt ...: "the dead include three children"."""
    return bool(_role_of_whole(noun))


def _role_of_whole(noun: Token | None) -> str:
    if noun is None or noun.head.lemma_.lower() not in ("include", "comprise") or noun.dep_ != "dobj":
        return ""
    subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
    return ROLE_OF_WORD.get(subject.lower_, "") if subject is not None else ""


def _role_by_verb(t: Token, human: bool) -> str:
    """The role that the verb over a noun, or a verb that describes it, gives to those counted."""
    verb, lemma = t.head, t.head.lemma_.lower()
    if lemma in THINGS and not human:
        return ""
    if t.dep_ in ("dobj", "obj", "nsubjpass") and lemma in ROLE_OF_VERB:
        return ROLE_OF_VERB[lemma]
    if t.dep_ == "nsubj" and lemma in ROLE_OF_SUBJECT:
        return ROLE_OF_SUBJECT[lemma]
    if (
        t.dep_ == "nsubj"
        and lemma in ROLE_OF_VERB
        and verb.tag_ == "VBN"
        and not any(c.dep_ == "dobj" for c in verb.children)
    ):
        return ROLE_OF_VERB[lemma]
    if (
        t.dep_ in ("nsubjpass", "nsubj", "dobj")
        and lemma in CARRYING
        and any(x.lower_ in HOSPITALS for x in verb.subtree)
    ):
        return "hospitalised"
    if role := _role_by_phrase(t) or _role_by_state(t) or _role_by_act(t, human):
        return role
    for c in t.children:
        if c.dep_ not in ("acl", "relcl"):
            continue
        low = c.lemma_.lower()
        if low in THINGS and not human:
            continue
        if low in ROLE_OF_SUBJECT:
            return ROLE_OF_SUBJECT[low]
        if low in ROLE_OF_VERB and (c.tag_ == "VBN" or any(k.dep_ == "nsubjpass" for k in c.children)):
            return ROLE_OF_VERB[low]
        if low in CARRYING and any(x.lower_ in HOSPITALS for x in c.subtree):
            return "hospitalised"
    return ""


def _role_by_phrase(t: Token) -> str:
    """The role that a verb gives with another noun ("lost their lives") or verb ("are known to have died")."""
    if t.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return ""
    lemma = t.head.lemma_.lower()
    if t.dep_ != "nsubj" and (lemma, t.lemma_.lower()) in BEFELL:
        return BEFELL[lemma, t.lemma_.lower()]
    for c in t.head.children:
        if c.dep_ == "xcomp" and t.dep_ == "nsubjpass" and c.lemma_.lower() in ROLE_OF_SUBJECT:
            return ROLE_OF_SUBJECT[c.lemma_.lower()]
        nouns = [c, *c.children] if c.dep_ in ("dobj", "prep") and c is not t else []
        found = (BEFELL.get((lemma, n.lemma_.lower()), "") for n in nouns if (n.dep_ == "dobj") == (t.dep_ == "nsubj"))
        if role := next(filter(None, found), ""):
            return role
    return ""


def _role_by_act(t: Token, human: bool) -> str:
    """The role that a noun of doing gives: "the abduction *of five guards*"."""
    if not human or t.dep_ != "pobj" or t.head.lower_ != "of":
        return ""
    return ROLE_OF_ACT.get(t.head.head.lemma_.lower(), "")


def _role_by_state(t: Token) -> str:
    """The role that a state told by the verb gives: "were shot *dead*", "remained *missing*"."""
    if t.dep_ not in ("nsubj", "nsubjpass") or any(c.dep_ == "neg" for c in t.head.children):
        return ""
    states = (c for c in t.head.children if c.dep_ in ("acomp", "oprd", "advmod", "xcomp", "attr") and c.i > t.head.i)
    return next((ROLE_OF_WORD[c.lower_] for c in states if c.pos_ != "NOUN" and c.lower_ in ROLE_OF_WORD), "")


def _role_by_words(t: Token) -> str:
    """The role that an adjective of a noun gives, or the noun itself."""
    words = [c for c in t.children if c.dep_ in ("amod", "acl", "compound") and c.i < t.i]
    return next(
        (role for w in [t, *words] if (role := ROLE_OF_WORD.get(w.lower_) or ROLE_OF_WORD.get(w.lemma_.lower()))), ""
    )


def _after_words(doc: Doc, at: int) -> str:
    """A word such as dead or missing right after a noun, over a verb to be."""
    for t in doc[at : at + 3]:
        if t.lower_ in ROLE_OF_WORD:
            return ROLE_OF_WORD[t.lower_]
        if t.lower_ not in LINKS:
            break
    return ""


def _near_words(number: Tokens, noun: Token | None) -> str:
    """A word such as dead, wounded, missing inside the phrase, right after it, or in its place."""
    doc = number.doc
    last = noun.i if noun is not None else number[-1].i
    for t in doc[number[-1].i + 1 : last + 1]:
        role = ROLE_OF_WORD.get(t.lower_) or ROLE_OF_WORD.get(t.lemma_.lower())
        if role and not (t.dep_ == "compound" and t.i != last):
            return role
    return _after_words(doc, last + 1)


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
