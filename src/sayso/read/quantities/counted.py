"""What a number counts, and what befell those counted: read off the parse, with word order as the second opinion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.read.quantities.words import (
    BEFELL,
    CHANGE,
    LIMIT_NOUNS,
    MEASURE,
    NEARING,
    PERSONS,
    ROLE_OF_SUBJECT,
    ROLE_OF_VERB,
    ROLE_OF_WORD,
    SAME,
    TIME_UNITS,
    TOLLS,
)
from sayso.terms import Direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_COMPARED = re.compile(r"(?:[\w\s]{0,24},\s+)?\b(up|down) from\b")
RELATIVE = frozenset({"which", "whom", "them", "those", "these"})
DOING = frozenset(
    {"conduct", "make", "do", "carry", "hold", "stage", "launch", "perform", "mount", "perpetrate", "execute", "commit"}
)
CARRYING = frozenset({"take", "rush", "bring", "transfer", "airlift", "send", "admit", "transport", "treat"})
HOSPITALS = frozenset({"hospital", "hospitals", "clinic", "clinics"})
_LINKS = frozenset(
    {
        "still",
        "also",
        "now",
        "reported",
        "believed",
        "feared",
        "confirmed",
        "presumed",
        "left",
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "been",
        "being",
        "others",
        "as",
        "more",
    }
)
_POSSESSIVES = frozenset({"their", "his", "her", "its", "other", "the"})
_JOINED = frozenset({"NOUN", "VERB", "ADJ"})
_STOPS = frozenset({"CCONJ", "VERB", "AUX", "ADP", "PUNCT", "SCONJ", "PRON", "DET", "PART", "ADV"})


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
    if right is not None and right.lower_ == "times" and (event := _event_repeated(right)):
        return Counted(event)
    head = number.root.head
    if (
        number.root.dep_ in ("nummod", "amod", "compound", "quantmod", "nmod", "det")
        and head.i > last.i
        and head.pos_ in ("NOUN", "PROPN")
        and not _parted(last, head)
    ):
        if (
            right is not None
            and right.i > head.i
            and all(t.pos_ in ("NOUN", "PROPN") for t in head.doc[head.i : right.i + 1])
        ):
            return Counted(right)
        return Counted(head)
    return Counted(right)


def _parted(left: Token, right: Token) -> bool:
    """Whether a comma or the like stands between two tokens."""
    return any(t.text in (",", ";", ":", "(", ")") for t in left.doc[left.i + 1 : right.i])


def _event_repeated(times: Token) -> Token | None:
    """What happened so many times, when a bare verb of doing has it as its object: "made transfers three times"."""
    for verb in times.ancestors:
        if verb.pos_ == "VERB":
            if verb.lemma_.lower() not in DOING:
                return None
            return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.tag_ == "NNS"), None)
    return None


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
    found: Token | None = None
    for t in token.doc[token.i + 1 : min(token.i + 10, token.sent.end)]:
        following = t.nbor() if t.i + 1 < len(token.doc) else None
        if t.pos_ in ("NOUN", "PROPN") or t.tag_ in ("NN", "NNS"):
            found = t
            if t.tag_ == "NNS" and not (following is not None and following.tag_ == "NNS"):
                break
        elif found is None:
            if t.text != "-" and _ends_phrase(t):
                break
        elif not (t.lower_ == "and" and found.tag_ != "NNS" and following is not None and following.pos_ in _JOINED):
            break
    return found


def _ends_phrase(t: Token) -> bool:
    """Whether a word cannot stand between a number and its noun."""
    inside = t.lower_ in _POSSESSIVES or t.lower_ in ROLE_OF_WORD or t.tag_ in ("VBN", "VBG")
    return t.pos_ in _STOPS and not inside


def is_person(noun: Token) -> bool:
    """Whether a noun stands for human beings."""
    return (
        noun.lemma_.lower() in PERSONS
        or noun.lower_ in PERSONS
        or (noun.ent_type_ == "NORP" and noun.tag_ in ("NNS", "NNPS"))
    )


def unit_of(noun: Token) -> str:
    """Normal form of what is counted: persons, a class such as ships, else the plural as printed."""
    if is_person(noun):
        return "persons"
    if noun.tag_ == "NNS" and (measure := MEASURE.fullmatch(" " + noun.lower_)):
        return measure.lastgroup or noun.lower_
    if noun.lemma_.lower() in TIME_UNITS:
        return noun.lemma_.lower()
    if noun.tag_ in ("NN", "NNP"):
        return SAME.get(noun.lemma_.lower()) or _plural(noun.lower_)
    return SAME.get(noun.lemma_.lower()) or noun.lower_


def _plural(word: str) -> str:
    """The regular plural, so that "one car" and "two cars" count the same thing."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def role_of(number: Tokens, noun: Token | None) -> str:
    """What befell those counted: killed, injured ...; empty when nothing of the kind is said."""
    if word := _near_words(number, noun) or _role_of_whole(noun):
        return word
    at = noun if noun is not None else number.root
    for t in _chain(at):
        if role := _role_by_verb(t) or _role_by_words(t):
            return role
    for c in at.children:
        if c.dep_ == "conj" and c.pos_ == "NOUN" and (role := _after_words(c.doc, c.i + 1)):
            return role
    return toll_of(number) if at.dep_ in ("pobj", "attr", "npadvmod", "dobj") or noun is None else ""


def role_of_one(noun: Token) -> str:
    """Role of one person told as such: the object of a verb of harm, or one of those counted in the same breath."""
    for t in _chain(noun):
        if t.head.lemma_.lower() in ROLE_OF_VERB and t.dep_ in ("dobj", "obj", "nsubjpass"):
            return ROLE_OF_VERB[t.head.lemma_.lower()]
        if t is not noun and (role := _role_by_verb(t) or _role_by_words(t)):
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


def _role_by_verb(t: Token) -> str:
    """The role that the verb over a noun, or a verb that describes it, gives."""
    verb, lemma = t.head, t.head.lemma_.lower()
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
    if role := _role_by_phrase(t):
        return role
    for c in t.children:
        if c.dep_ not in ("acl", "relcl"):
            continue
        low = c.lemma_.lower()
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
        if t.lower_ not in _LINKS:
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
    if compared := _COMPARED.match(text_after):
        return Direction.ROSE if compared[1] == "up" else Direction.FELL
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
    """``at_most`` when the number is that of a cap; ``about`` when it is only neared; else empty."""
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


def is_place_word(number: Tokens, words: str, unit: str) -> bool:
    """Whether "over" or "under" before a number tells where or how long, not how many ("shot down over 14 regions")."""
    if words not in ("over", "under", "above", "below", "around", "about") or number.start == 0:
        return False
    word = number.doc[number.start - 1]
    if word.lower_ != words:
        return word.lower_ == "the"
    if words in ("around", "about"):
        return False
    return word.dep_ == "prep" and (word.head.pos_ == "VERB" or unit in TIME_UNITS)
