"""One act of saying as the rules find it, in token ranges, and the clause that a parenthesis is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.read.trees import (
    subtree,
    trim,
)
from sayso.spans import Range
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass
class Saying:
    """One act of saying, as token ranges."""

    trigger: Token
    cue: list[Range]
    content: list[Range]
    stance: Stance
    manner: str
    source: Token | None = None
    """Head of the printed source."""
    understood: Token | None = None
    """Head of the source where none is printed with the cue."""
    narrated: bool = False
    rule: str = ""
    verb: Token | None = None
    extra: list[Range] = field(default_factory=list)


Rule = Callable[["Token"], Iterable[Saying]]


def around(word: Token, phrase: set[int], host: Token) -> list[Range]:
    """The clause that a parenthetical phrase is about: what hangs from the verb it hangs from."""
    doc, sent = word.doc, word.sent
    start, end = min(phrase), max(phrase) + 1
    if all(t.is_punct or t.is_space for t in doc[sent.start : start]):
        cut = trim(doc, end, sent.end)
        return [cut] if cut is not None else []
    left = trim(doc, sent.start, start)
    while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
        host = host.head
    if host.dep_ in ("ccomp", "advcl", "relcl", "conj") and min(subtree(host)) > sent.start and host.dep_ != "ccomp":
        left = trim(doc, max(sent.start, min(subtree(host))), start)
    return [left] if left is not None else []
