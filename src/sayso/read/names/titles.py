"""The offices and occupations printed with a person.

Before the name ("port spokeswoman X"), behind it ("X, head of Y"), in an apposition before it ("the mayor of Y, X"),
in a relative clause ("X, who leads Y") and after a copula ("X was the mayor of Y").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read.lexicon.name_words import words
from sayso.read.names import kinds, persons
from sayso.read.names.noun_phrases import TIMES, WITHIN, Phrase, phrase_at
from sayso.read.trees import child, kids

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AGENT = re.compile(r"(?:er|or|ist|man|woman|person|ian|eer)$")
"""Endings of nouns for those who do something for a living."""
_TAKES = frozenset({"be", "become", "remain", "name", "appoint", "elect"})
"""Verbs whose complement is an office of their subject or object."""


@dataclass(frozen=True)
class Title:
    """An office as printed, without its article, and its head noun."""

    text: str
    head: str
    """Lemma of the head noun, in lower case ("spokeswoman"), with a word of rank ("vice president")."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    own = words()
    return {
        "office": frozenset(own["persons"]["offices"]) | frozenset(own["nominals"]["person"]),
        "calling": frozenset(own["persons"]["occupations"]),
        "kin": frozenset(own["persons"]["kin"]),
        "courtesy": frozenset(w for group in own["courtesy"].values() for w in group),
    }


@lru_cache(maxsize=1)
def _leads() -> dict[str, str]:
    return dict(words()["persons"]["leads"])


def is_office(token: Token) -> bool:
    """Whether a noun tells what somebody is by office or trade; kin and courtesy titles are neither."""
    word = persons.plain(token)
    if word in _lists()["kin"] or token.lemma_.lower() in _lists()["kin"]:
        return False
    if is_listed(token):
        return True
    if word in _lists()["calling"]:
        return True
    if token.lower_ in kinds.kinds():
        return False
    return token.tag_ == "NN" and token.is_lower and _AGENT.search(token.lower_) is not None and len(token) > 4


def is_listed(token: Token) -> bool:
    """Whether a noun stands in the list of offices, in the singular or plural."""
    return persons.plain(token) in _lists()["office"] or token.lemma_.lower() in _lists()["office"]


def of(doc: Doc, person: persons.Person, others: set[int]) -> list[Title]:
    """The titles printed with one mention, in no particular order; ``others`` are the tokens of all persons."""
    root = doc[persons.surname(doc, person)]
    out = [*_before(doc, person), *_behind(doc, person, others)]
    if root.dep_ == "appos":
        out += _apposed(doc, root, person)
    out += [t for attr in _complements(root) for t in _titles(doc, attr.left_edge.i, others)]
    return list(dict.fromkeys(out))


# ------------------------------------------------------------------ before the name


def _before(doc: Doc, person: persons.Person) -> Iterator[Title]:
    """What stands before a name in the same noun phrase: "Norland Interior Ministry spokesman X"."""
    end = person.start
    while end > 0 and persons.plain(doc[end - 1]) in _lists()["courtesy"]:
        end -= 1
    if end == 0 or doc[end].is_sent_start or not is_office(doc[end - 1]):
        return
    start = end - 1
    edge = min(doc[i].left_edge.i for i in range(end - 1, person.end))
    while start > max(0, edge) and not doc[start].is_sent_start and _describes(doc[start - 1]):
        start -= 1
    while start < end - 1 and (doc[start].pos_ in ("DET", "PRON", "CCONJ", "ADV") or doc[start].text in ("'s", "-")):
        start += 1
    text, head = doc[start:end].text, doc[end - 1]
    if person.end + 1 < len(doc) and doc[person.end].lower_ == "of" and "'" not in text:
        of_what = phrase_at(doc, person.end + 1, is_office)
        if of_what is not None and doc[of_what.head].pos_ == "PROPN":
            text = f"{text} {doc[person.end : of_what.end].text}"
    yield Title(_single(text, head), _ranked(doc, Phrase(start, end, end - 1)))


def _describes(token: Token) -> bool:
    return token.pos_ in WITHIN or token.text in ("'s", "'", "-", "and", "&") or token.pos_ in ("PRON", "DET")


def _single(text: str, head: Token) -> str:
    """A title shared by several ("Ministers X and Y") as one of them bears it."""
    word = re.sub(r"ies$", "y", head.text) if head.text.endswith("ies") else re.sub(r"s(\.?)$", r"\1", head.text)
    plural = word != head.text and word.lower().rstrip(".") in _lists()["office"]
    return text[: len(text) - len(head.text)] + word if plural else text


# ------------------------------------------------------------------ behind the name


def _behind(doc: Doc, person: persons.Person, others: set[int]) -> Iterator[Title]:
    """Appositions and relative clauses behind a name: "X (D), 43, head of Y", "X, who leads Y"."""
    i = _skip_brackets(doc, person.end)
    for _ in range(3):
        if i + 1 >= len(doc) or doc[i].text not in (",", "-", "–", "—", "--") or doc[i + 1].is_sent_start:
            return
        i += 1
        if doc[i].lower_ == "who":
            yield from _relative(doc, i, others)
            return
        phrase = phrase_at(doc, i, is_office)
        if phrase is None:
            return
        if doc[phrase.head].pos_ != "NUM":
            yield from _titles(doc, i, others, told=_is_told(doc, i, phrase))
            if not is_office(doc[phrase.head]):
                return
        i = phrase.end


def _is_told(doc: Doc, i: int, phrase: Phrase) -> bool:
    """Whether ", a nurse," closes the apposition: then the noun tells what somebody is, whatever it is."""
    head = doc[phrase.head]
    closed = phrase.end >= len(doc) or doc[phrase.end].text in (",", ".", ";", "-", "—", "–")
    return doc[i].lower_ in ("a", "an") and closed and head.tag_ == "NN" and head.ent_type_ not in TIMES


def _skip_brackets(doc: Doc, i: int) -> int:
    if i < len(doc) and doc[i].text == "(":
        close = next((t.i for t in doc[i : i + 8] if t.text == ")"), None)
        return close + 1 if close is not None else i
    return i


def _relative(doc: Doc, who: int, others: set[int]) -> Iterator[Title]:
    """What "who leads Y" and "who is the mayor of Y" make of somebody."""
    verb = doc[who].head
    if not who < verb.i < who + 6 or child(verb, "neg") is not None:
        return
    office = _leads().get(verb.lemma_)
    thing = child(verb, "dobj")
    if office and thing is not None and (phrase := phrase_at(doc, thing.left_edge.i, is_office)) is not None:
        yield Title(f"{office} of {doc[thing.left_edge.i : phrase.end].text}", office)
    for attr in kids(verb, "attr", "oprd") if verb.lemma_ in _TAKES else ():
        yield from _titles(doc, attr.left_edge.i, others)


def _apposed(doc: Doc, root: Token, person: persons.Person) -> Iterator[Title]:
    """The noun that a name explains: "the mayor of Estmark, X"; nearest first where the parser hung it too low."""
    noun = root.head
    for _ in range(3):
        if noun.i >= person.start or noun.pos_ not in ("NOUN", "PROPN") or noun.i in range(person.title, person.end):
            return
        if is_office(noun) and noun.tag_ in ("NN", "NNP"):
            phrase = phrase_at(doc, noun.left_edge.i, is_office)
            if phrase is not None and phrase.head == noun.i and phrase.end <= person.title:
                yield Title(_text(doc, phrase), _ranked(doc, phrase))
            return
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head


def _complements(root: Token) -> list[Token]:
    """The offices that a verb gives its subject: "X was the mayor", "X was named head of Y"."""
    verb = root.head
    if root.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ not in _TAKES:
        return []
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
        return []
    return [c for c in kids(verb, "attr", "oprd") if c.i > root.i and is_listed(c) and c.tag_ in ("NN", "NNP")]


def _titles(doc: Doc, i: int, others: set[int], *, told: bool = False) -> Iterator[Title]:
    """The title that begins at a token, and those coordinated with it ("head of X and former mayor of Y").

    ``told``: the first is one whatever its noun, save for kin.
    """
    while (phrase := phrase_at(doc, i, is_office)) is not None:
        head = doc[phrase.head]
        if not is_office(head) and (not told or head.lemma_.lower() in _lists()["kin"]):
            return
        told = False
        if head.tag_ in ("NNS", "NNPS") or others & set(range(phrase.start, phrase.head + 1)):
            return
        yield Title(_text(doc, phrase), _ranked(doc, phrase))
        if phrase.end >= len(doc) or doc[phrase.end].lower_ != "and":
            return
        i = phrase.end + 1


def _ranked(doc: Doc, phrase: Phrase) -> str:
    return ranked(doc[phrase.head].lemma_.lower().rstrip("."), (t.lower_ for t in doc[phrase.start : phrase.head]))


def ranked(noun: str, before: Iterable[str]) -> str:
    """An office with the word before it that makes it another one: a vice president is no president."""
    rank = next((w for w in before if w.rstrip("-") in words()["persons"]["ranks"]), "")
    return f"{rank} {noun}" if rank else noun


def _text(doc: Doc, phrase: Phrase) -> str:
    start = phrase.start
    while start < phrase.head and (doc[start].pos_ in ("DET", "ADV") or doc[start].tag_ == "PRP$"):
        start += 1
    return str(doc[start : phrase.end].text).strip()
