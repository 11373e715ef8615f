"""Small questions to a dependency tree. Ranges are token indices, the end excluded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that can carry a sentence."""
QUOTES = frozenset({'"', "'", "''", "``", "“", "”", "‘", "’"})
EDGE = frozenset(",.;:-–—()[]") | {"--", "..", "...", "…"}


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations."""
    for c in token.children:  # a loop: a generator takes twice as long, here where most time goes
        if c.dep_ in deps:
            return c
    return None


def kids(token: Token, *deps: str) -> list[Token]:
    """Every child with one of these relations, in order."""
    return [c for c in token.children if c.dep_ in deps]


def subtree(token: Token, without: Collection[Token] = ()) -> set[int]:
    """Indices of a token and all below it, save the branches that hang from ``without``."""
    out: set[int] = set()
    heap = [token]
    shut = {t.i for t in without}
    while heap:
        t = heap.pop()
        out.add(t.i)
        heap.extend(c for c in t.children if c.i not in shut)
    return out


def runs(indices: Iterable[int]) -> list[Range]:
    """Unbroken runs of token indices."""
    out: list[Range] = []
    for i in sorted(indices):
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def trim(doc: Doc, start: int, end: int) -> Range | None:
    """A token range without blanks, marks and unpaired quotation marks at its edges; None when nothing is left."""
    while start < end and (doc[start].is_space or doc[start].text in EDGE or _loose(doc, start, end, start)):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGE or _loose(doc, start, end, end - 1)):
        end -= 1
    if (
        end - start > 2
        and doc[start].text in QUOTES
        and doc[start].text == doc[end - 1].text
        and not any(t.text == doc[start].text for t in doc[start + 1 : end - 1])
    ):
        return trim(doc, start + 1, end - 1)
    return (start, end) if start < end else None


def _loose(doc: Doc, start: int, end: int, at: int) -> bool:
    """Whether the token at an edge is a quotation mark without its partner inside the range."""
    mark = doc[at].text
    return mark in QUOTES and sum(t.text == mark for t in doc[start:end]) % 2 == 1


def chars(doc: Doc, tokens: Range) -> Range:
    """Character range of a token range."""
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def climb(token: Token) -> Iterator[Token]:
    """A token's ancestors, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its auxiliary, its subject or agent, or as a participle without "have"."""
    if child(verb, "auxpass", "agent") is not None:
        return True
    if child(verb, "nsubjpass") is not None:
        return not any(t.text in QUOTES for t in verb.doc[verb.i + 1 : verb.i + 3])
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and child(verb, "aux", "dobj", "nsubj") is None
        and verb.head.tag_ == "VBN"
    ):
        return is_passive(verb.head)
    return (
        verb.tag_ == "VBN"
        and child(verb, "aux", "nsubj") is None
        and verb.dep_ in ("advcl", "acl", "amod", "relcl", "oprd")
    )


def negation(verb: Token) -> Token | None:
    """The word that negates a verb, or the verb that it is coordinated with ("did not confirm or deny")."""
    found = next(
        (
            c
            for c in verb.children
            if c.dep_ == "neg"
            or (c.dep_ in ("det", "cc", "preconj", "advmod") and c.lower_ in ("never", "no", "neither", "nor"))
        ),
        None,
    )
    if found is None:
        found = next(
            (g for c in kids(verb, "advmod") if c.lower_ == "longer" for g in c.lefts if g.lower_ == "no"), None
        )
    subject = child(verb, "nsubj", "nsubjpass")
    if found is None and subject is not None:
        found = next((t for t in (subject, *subject.lefts) if t.lower_ in ("neither", "nobody", "none", "no")), None)
    if found is not None or verb.dep_ != "conj" or child(verb, *SUBJECTS) is not None:
        return found
    joined = child(verb.head, "cc")
    return negation(verb.head) if joined is not None and joined.lower_ in ("or", "nor") else None


def marked(verb: Token, *words: str) -> bool:
    """Whether a clause opens with one of these words."""
    found = child(verb, "mark")
    return found is not None and found.lower_ in words


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def own_subject(verb: Token) -> Token | None:
    """The subject printed with a verb."""
    return child(verb, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def antecedent_of_relative(subject: Token) -> Token:
    """The noun that a relative pronoun stands for; any other subject stays."""
    if subject.tag_ in ("WDT", "WP") and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject
