"""Sentences that end in who said them ("..., the port office said on Monday."), where the parse missed who or what.

A clause and its tail are easy to parse apart and hard to parse together. Where the verb of the tail has been given no
clause, the two are parsed apart and joined again: the clause is what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sayso.read.trees import child, kids, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SAYING = frozenset({"say", "add", "report", "announce", "tell", "warn", "confirm", "note", "explain", "claim"})
"""Verbs that end a sentence with their speaker before them."""
NOMINAL = frozenset(
    {"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "PRP", "PRP$", "HYPH", "CC", "IN", "-LRB-", "-RRB-"}
)
"""Tags of the words that name a speaker, the letters of a body behind its name included."""
FAR = 14
"""Tokens in which the speaker is looked for."""


def missed(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """First token and verb of each tail whose verb has no clause although one stands before it."""
    for sentence in doc.sents:
        verb = _verb(sentence)
        if verb is None or verb.dep_ in ("parataxis", "ccomp") or _is_whole(verb):
            continue
        first = _speaker(sentence, verb)
        if first is not None and _is_clause(doc[sentence.start : first.i]):
            yield first, verb


def _is_whole(verb: Token) -> bool:
    """Whether a verb has a clause with a verb, and one subject; a second subject is a noun that the clause lost."""
    clause = child(verb, "ccomp")
    told = clause is not None and (clause.pos_ in ("VERB", "AUX") or own_subject(clause) is not None)
    return told and len(kids(verb, "nsubj")) == 1


def _verb(sentence: Span) -> Token | None:
    """The last verb of saying, with nothing but a time or place behind it."""
    for token in reversed(sentence):
        if token.lemma_ in SAYING and token.tag_ in ("VBD", "VBZ"):
            return token
        if token.tag_[0] == "V" or token.text in (",", '"'):
            return None
    return None


def _speaker(sentence: Span, verb: Token) -> Token | None:
    """First token of the speaker: behind a comma, and in two parts where a comma stands before the verb."""
    doc, parts = sentence.doc, 1
    at = verb.i - 1
    if doc[at].text == ",":
        parts, at = 2, at - 1
    while at > max(sentence.start, verb.i - FAR):
        if doc[at].text == ",":
            parts -= 1
            if not parts:
                return doc[at + 1] if at + 1 < verb.i else None
        elif doc[at].tag_ not in NOMINAL:
            return None
        at -= 1
    return None


def _is_clause(tokens: Span) -> bool:
    """Whether there is a verb in a form that can carry a sentence, and no quotation mark."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "VBN", "MD") for t in tokens) and not any(t.text == '"' for t in tokens)


def joined(doc: Doc, apart: list[tuple[int, int, Doc]]) -> Doc:
    """A parse with some sentences replaced by those of their parts parsed apart: first token, verb, and that parse."""
    rows = [row(t, t.head.i) for t in doc]
    for start, verb, parsed in apart:
        for t in parsed:
            rows[start + t.i] = row(t, start + t.head.i)
        clause, tail = list(parsed.sents)[:2]
        comma = parsed[tail.start - 1].i + start
        rows[start + clause.root.i] |= {"heads": verb, "deps": "ccomp"}
        rows[comma] |= {"heads": verb, "deps": "punct", "tags": doc[comma].tag_}
    told: dict[str, Any] = {key: [row[key] for row in rows] for key in rows[0]}
    return type(doc)(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], **told)


def row(t: Token, head: int) -> dict[str, Any]:
    """What a parse knows of a token, for making a parse anew; ``head`` is the index of its head there."""
    kind = f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O"
    return {
        "tags": t.tag_,
        "pos": t.pos_,
        "lemmas": t.lemma_,
        "morphs": str(t.morph),
        "deps": t.dep_,
        "heads": head,
        "ents": kind,
    }
