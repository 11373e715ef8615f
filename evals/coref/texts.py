"""Texts with marked mentions of events, parsed: the words of each event, who takes part, and what stands near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.read import models
from sayso.weigh.language.words import term, terms

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Words = frozenset[str]

_TIME = ("DATE", "TIME")
_COUNT = (*_TIME, "CARDINAL", "ORDINAL")
_PLACE = ("GPE", "LOC", "FAC")
_LIGHT = frozenset(["make", "take", "have", "give", "conduct", "carry", "launch", "commit", "face", "hold"])
"""Verbs that lend their subject to the noun they govern (Quirk et al., 10.30)."""
_CLAUSES = ("relcl", "acl", "advcl", "conj", "cc", "punct", "ccomp")
_OBJECT = ("nsubjpass", "dobj", "attr", "oprd", "dative")
_BEFORE_NOUN = ("compound", "amod", "nmod")
_NEAR = 6
"""Words on either side of a mention that stand near it."""


@dataclass(frozen=True)
class Mention:
    """A mention of an event; sets are of words in normal form."""

    id: str
    printed: str
    lemma: str
    verb: bool
    adjective: bool
    words: tuple[str, ...]
    """Lemmas of its words."""
    line: int
    sentence: str
    spans: tuple[tuple[int, int], ...]
    """Code points into ``sentence``."""
    subject: Words
    object: Words
    circumstance: Words
    subject_heads: Words
    object_heads: Words
    governed: Words
    names: Words
    dates: Words
    places: Words
    numbers: Words
    wide: Words
    near: Words


@dataclass(frozen=True)
class Text:
    """A text: its counted words, names and numbers, and its mentions in order."""

    text: str
    words: Counter[str]
    names: Counter[str]
    numbers: Counter[str]
    mentions: tuple[Mention, ...]


def read(text: str, marked: Iterable[tuple[str, Sequence[Sequence[int]]]]) -> Text:
    """Parse a text of one sentence a line; ``marked`` gives the id and the spans (code points) of each mention."""
    doc = models.parse(text, [0, *(at + 1 for at, c in enumerate(text[:-1]) if c == "\n")])
    named = [t for t in doc if t.text[0].isalnum() and (t.pos_ == "PROPN" or t.ent_type_ not in ("", *_COUNT))]
    mentions = [_mention(doc, key, [(s[0], s[1]) for s in spans]) for key, spans in marked]
    return Text(
        text=text,
        words=Counter(terms(text)),
        names=Counter(term(t.text.lower().replace("'s", "")) for t in named),
        numbers=Counter(t.text.replace(",", "") for t in doc if t.text[0].isdigit()),
        mentions=tuple(sorted(mentions, key=lambda m: (m.line, m.spans))),
    )


def _mention(doc: Doc, key: str, spans: Sequence[tuple[int, int]]) -> Mention:
    text = doc.text
    first = text.rfind("\n", 0, spans[0][0]) + 1
    last = text.find("\n", spans[0][0]) if "\n" in text[spans[0][0] :] else len(text)
    line = [t for t in doc if first <= t.idx <= last and not t.is_space]
    inside = [t for t in doc if any(t.idx < end and t.idx + len(t.text) > start for start, end in spans)]
    head = _head(inside)
    subject, object_, rest = _parties(head)
    own = {t.i for t in inside}
    around = [
        t for t in line if inside[0].i - _NEAR <= t.i <= inside[-1].i + _NEAR and t.i not in own
    ]  # the tokens of the mention may stand apart
    return Mention(
        id=key,
        printed=" ".join(text[a:b] for a, b in spans).lower(),
        lemma=head.lemma_.lower(),
        verb=head.pos_ in ("VERB", "AUX"),
        adjective=head.pos_ == "ADJ",
        words=tuple(t.lemma_.lower() for t in inside),
        line=text.count("\n", 0, spans[0][0]),
        sentence=text[first:last],
        spans=tuple((a - first, b - first) for a, b in spans),
        subject=_phrases(subject, own),
        object=_phrases(object_, own),
        circumstance=_phrases(rest, own),
        subject_heads=frozenset(term(t.lemma_.lower()) for t in subject if t.i not in own),
        object_heads=frozenset(term(t.lemma_.lower()) for t in object_ if t.i not in own),
        governed=frozenset(t.lemma_.lower() for t in head.children),
        names=frozenset(
            term(t.text.lower()) for t in line if t.pos_ == "PROPN" and t.text[0].isalnum() and t.ent_type_ not in _TIME
        ),
        dates=frozenset(t.lower_ for t in line if t.ent_type_ in _TIME and t.pos_ in ("PROPN", "NOUN", "NUM")),
        places=frozenset(t.lower_ for t in line if t.ent_type_ in _PLACE),
        numbers=frozenset(t.text.replace(",", "") for t in line if t.text[0].isdigit() and t.ent_type_ not in _TIME),
        wide=frozenset(terms(text[first:last])),
        near=frozenset(w for t in around for w in terms(t.text)),
    )


def _head(inside: Sequence[Token]) -> Token:
    """The word that governs a mention; a content word where it is a preposition or a mark."""
    own = {t.i for t in inside}
    head = next(t for t in inside if t.head.i not in own or t.head.i == t.i)
    if head.pos_ in ("ADP", "PUNCT", "DET"):
        return next((t for t in inside if t.pos_ in ("NOUN", "VERB", "PROPN")), head)
    return head


def _phrases(heads: Iterable[Token], own: set[int]) -> Words:
    """The content words of some phrases, clauses inside them left out."""
    out: set[str] = set()
    queue = list(heads)
    while queue:
        token = queue.pop()
        if token.i not in own:
            out.update(terms(token.text))
        queue += [c for c in token.children if c.dep_ not in _CLAUSES]
    return frozenset(out)


def _own_parties(head: Token) -> tuple[list[Token], list[Token], list[Token]]:
    """Who acts, who is acted upon and the circumstances, as far as the word itself governs them."""
    subject: list[Token] = []
    object_: list[Token] = []
    rest: list[Token] = []
    for child in head.children:
        if child.dep_ in ("nsubj", "csubj", "poss"):
            subject.append(child)
        elif child.dep_ in _OBJECT or (child.dep_ in _BEFORE_NOUN and head.pos_ in ("NOUN", "PROPN")):
            object_.append(child)
        elif child.dep_ in ("agent", "prep"):
            governed = [c for c in child.children if c.dep_ == "pobj"]
            side = subject if child.dep_ == "agent" or child.lemma_ == "by" else rest
            (object_ if child.lemma_ == "of" else side).extend(governed)
        elif child.dep_ == "npadvmod":
            rest.append(child)
    return subject, object_, rest


def _parties(head: Token) -> tuple[list[Token], list[Token], list[Token]]:
    """The parties of a word, with the subject of the verb or noun that it hangs on where it has none."""
    subject, object_, rest = _own_parties(head)
    above = head
    while not subject and above.head.i != above.i:
        if above.dep_ in ("relcl", "acl"):
            passive = above.tag_ == "VBN" and not object_
            return ([], [above.head], rest) if passive else ([above.head], object_, rest)
        light = above.dep_ in ("dobj", "nsubjpass") and above.head.lemma_ in _LIGHT
        if above.dep_ not in ("conj", "xcomp", "ccomp") and not light:
            break
        above = above.head
        subject, acted, placed = _own_parties(above)
        if light:
            rest = rest + placed
            break
        subject = subject or (acted if above.tag_ == "VBN" else [])
    return subject, object_, rest
