"""What a number counts: read off the parse, with word order as the second opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.read.lexicon.nominals import nominals, noun_for
from sayso.read.quantities.words import (
    CHANGE,
    COUNTING,
    COUNTS,
    DOING,
    GROUPS,
    MEASURE,
    PERSONS,
    ROLE_OF_WORD,
    SAME,
    TIME_UNITS,
)
from sayso.read.trees import child, climb, kids

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

WHOLE = 12
"""Words within which a whole is told before its part."""
RELATIVE = frozenset({"which", "whom", "them", "those", "these"})
_POSSESSIVES = frozenset({"their", "his", "her", "its", "other", "the"})
_JOINED = frozenset({"NOUN", "VERB", "ADJ"})
_STOPS = frozenset({"CCONJ", "VERB", "AUX", "ADP", "PUNCT", "SCONJ", "PRON", "DET", "PART", "ADV"})


@dataclass
class Counted:
    """The noun that is counted, and how it was found."""

    noun: Token | None
    of_which: bool = False
    deeds: str = ""
    """What was done so many times, where a verb tells it ("struck the port three times": strikes)."""


def noun_of(number: Tokens) -> Counted:
    """The noun that a number counts: by dependency, by "of", else the noun that ends the phrase to its right."""
    last = number[-1]
    if of := _partitive(number):
        if of.lower_ in RELATIVE:
            return Counted(_antecedent(of, number), of_which=True)
        return Counted(of, of_which=True)
    if (joined := _compounded(last)) is not None:
        return Counted(joined)
    right = _phrase_head(last)
    if right is not None and right.lower_ == "times":
        return Counted(None) if _multiplies(right) else _repeated(right)
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


def _compounded(last: Token) -> Token | None:
    """The noun that a hyphen joins to a number before the noun of the phrase: "a five-*storey* building"."""
    after = last.doc[last.i + 1 : last.i + 4]
    if len(after) < 3 or after[0].text != "-" or last.whitespace_ or after[0].whitespace_:
        return None
    return after[1] if after[1].pos_ == "NOUN" and after[2].pos_ in ("NOUN", "PROPN", "ADJ") else None


def _parted(left: Token, right: Token) -> bool:
    """Whether a comma or the like stands between two tokens."""
    return any(t.text in (",", ";", ":", "(", ")") for t in left.doc[left.i + 1 : right.i])


def _multiplies(times: Token) -> bool:
    """Whether "times" compares ("three times as much", "four times the size") rather than counts."""
    after = times.doc[times.i + 1] if times.i + 1 < len(times.doc) else None
    return after is not None and (after.tag_ in ("JJR", "RBR", "DT", "PDT") or after.lower_ == "as")


def _repeated(times: Token) -> Counted:
    """What happened so many times: the object of a bare verb of doing, what took place, or any other verb's deed."""
    verb = next((t for t in climb(times) if t.pos_ == "VERB"), None)
    if verb is None:
        return Counted(times)
    if verb.lemma_.lower() in DOING:
        return Counted(next((c for c in kids(verb, "dobj", "nsubjpass") if c.tag_ == "NNS"), times))
    subject = child(verb, "nsubj", "csubj")
    told = subject if subject is not None and verb.lemma_ in nominals().happen else verb
    if told.tag_ == "NNS":
        return Counted(told)
    deed = noun_for(told.lemma_.lower())
    return Counted(times, deeds=_plural(deed) if deed else "")


def is_subject(number: Tokens) -> bool:
    """Whether a bare number is that of which something is told: "another 21 were lost"."""
    after = number.doc[number.end] if number.end < len(number.doc) else None
    finite = after is not None and after.tag_ in ("VBD", "VBP") and after.pos_ in ("VERB", "AUX")
    return finite or number.root.dep_ in ("nsubj", "nsubjpass")


def is_people(number: Tokens) -> bool:
    """Whether a bare number counts people: "a team of four", "a crowd numbering 50", "17,000 who ..."."""
    root, doc = number.root, number.doc
    if number.end < len(doc) and doc[number.end].lower_ == "who":
        return True
    if root.dep_ == "pobj" and root.head.lower_ == "of":
        return root.head.head.lemma_.lower() in GROUPS
    if root.dep_ in ("dobj", "attr", "npadvmod") and root.head.lemma_.lower() == "number":
        told = root.head.head if root.head.dep_ == "acl" else child(root.head, "nsubj")
        return told is not None and (is_person(told) or told.lemma_.lower() in GROUPS)
    return False


def is_total(number: Tokens) -> bool:
    """Whether a bare number sums up what was counted before: "bringing the total to 57"."""
    root = number.root
    if root.dep_ != "pobj" or root.head.lower_ not in ("to", "at"):
        return False
    told = kids(root.head.head, "dobj", "nsubj", "nsubjpass")
    return any(t.lemma_.lower() in COUNTS and t.i < number.start and child(t, "prep") is None for t in told)


def of_subject(number: Tokens) -> Token | None:
    """What a bare number is put to: "the number of cases rose to 34", "cases reached 34"."""
    after = number.doc[number.end] if number.end < len(number.doc) else None
    if after is not None and after.lower_ == "times":
        return None
    verb = next((t for t in [number.root, *climb(number.root)][:4] if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    told = [t for t in kids(verb, "nsubj", "nsubjpass", "dobj") if t.i < number.start]
    count = next((t for t in told if t.lemma_.lower() in COUNTS), None)
    if count is not None:
        prep = next((p for p in kids(count, "prep") if p.lower_ == "of"), None)
        return child(prep, "pobj") if prep is not None else None
    lemma = verb.lemma_.lower()
    if lemma in COUNTING or any(lemma in verbs for verbs in CHANGE.values()):
        return next((t for t in told if t.tag_ in ("NNS", "NNPS")), None)
    return None


def of_whole(number: Tokens) -> Token | None:
    """The noun of a whole at the head of the sentence, for a number that counts a part: "of the 90 sailors, 14 ..."."""
    first = number.doc[number.sent.start]
    if first.lower_ not in ("of", "among") or number.start - first.i > WHOLE:
        return None
    return child(first, "pobj") if number.root.dep_ in ("nsubj", "nsubjpass") else None


def _partitive(number: Tokens) -> Token | None:
    nxt = number[-1].i + 1
    doc = number.doc
    if nxt + 1 >= len(doc) or doc[nxt].lower_ != "of":
        return None
    if doc[nxt + 1].lower_ in RELATIVE:
        return doc[nxt + 2] if nxt + 2 < len(doc) and doc[nxt + 2].lower_ in ROLE_OF_WORD else doc[nxt + 1]
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
