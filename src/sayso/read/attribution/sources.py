"""Who is cited: from the head of a noun phrase to a :class:`~sayso.records.Source`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.read.lexicon.nominals import nominals
from sayso.read.trees import child, kids, subtree
from sayso.records import Source, content_id
from sayso.spans import Range
from sayso.terms import NameKind, Naming, SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "both": 2,
}
_PERSONAL = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "those", "these"})


@dataclass(frozen=True)
class Words:
    """The word lists of ``data/sources.toml``."""

    anonymous: frozenset[str]
    role: frozenset[str]
    body: frozenset[str]
    document: frozenset[str]
    outlet: frozenset[str]
    outlet_words: frozenset[str]
    unnamed: frozenset[str]
    conditions: frozenset[str]
    medium: frozenset[str]
    finding: frozenset[str]
    mute: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, loaded once."""
    raw = tomllib.loads(resources.files("sayso.data").joinpath("sources.toml").read_text(encoding="utf-8"))
    return Words(**{key: frozenset(value) for key, value in raw.items()})


def speaks(head: Token) -> bool:
    """Whether a noun can be a source at all: no event, no abstract thing."""
    lemma = head.lemma_.lower()
    return (
        head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
        and lemma not in words().mute
        and (head.pos_ == "PROPN" or lemma not in nominals().verbs)
    )


def speaks_surely(head: Token) -> bool:
    """Whether a noun that no verb of saying has for its printed subject is a likely source."""
    lists = words()
    lemma = head.lemma_.lower()
    return speaks(head) and (
        head.pos_ in ("PROPN", "PRON")
        or lemma in lists.anonymous | lists.role | lists.body | lists.document | lists.outlet
        or lemma.endswith(("er", "or", "ist", "man", "woman", "ian"))
        or head.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    )


def is_person(head: Token) -> bool:
    """Whether a noun is somebody: a person's name, an office, or whom an office is held by ("officials")."""
    lists = words()
    return head.ent_type_ == "PERSON" or head.lemma_.lower() in lists.role | lists.anonymous


def names(head: Token) -> bool:
    """Whether a noun names somebody: a name, or an office or body that "the" or an owner points to."""
    lists = words()
    return head.pos_ == "PROPN" or (
        head.lemma_.lower() in lists.role | lists.body | lists.document | lists.outlet | lists.anonymous
        and child(head, "det", "poss") is not None
    )


def finds(head: Token) -> bool:
    """Whether a noun is a document or an inquiry that can show something."""
    return head.lemma_.lower() in words().finding


_HALVES = frozenset(
    {
        "prime",
        "chief",
        "majority",
        "minority",
        "lieutenant",
        "major",
        "vice",
        "deputy",
        "attorney",
        "brigadier",
        "sergeant",
    }
)
"""First halves of titles, which the parse takes for names of bodies as readily."""


def ungiven(page: Page) -> Source:
    """The source of what is reported without one."""
    return _source(page, "", SourceKind.UNKNOWN, Naming.UNGIVEN)


def named_head(page: Page, head: Token) -> Token:
    """The token that carries the source's own name: an appositive name before the office that it explains."""
    if head.pos_ == "PROPN":
        return head
    for other in kids(head, "appos"):
        if other.pos_ == "PROPN" and (other.ent_type_ in ("PERSON", "ORG") or other.i in page.entity_at):
            return other
    return head


def extent(page: Page, head: Token) -> Range:
    """Token range of a source as it is cited: a bare name without titles, or the noun phrase without clauses."""
    if head.pos_ == "PROPN" and (head.ent_type_ == "PERSON" or not kids(head, "conj")):
        mention = _mention(page, head)
        if mention is not None:
            return _with_article(page, mention if head.ent_type_ == "PERSON" else _whole_name(page, mention))
        if head.ent_type_ == "PERSON":
            start = head.i
            while start > 0 and page.doc[start - 1].ent_type_ == "PERSON" and page.doc[start].ent_iob_ == "I":
                start -= 1
            return start, head.i + 1
    cut = [c for c in head.subtree if c.dep_ in ("relcl", "acl", "appos", "advcl", "parataxis") and c.head.i <= head.i]
    cut += [
        c
        for c in head.children
        if c.dep_ == "prep" and c.i > head.i + 1 and c.lower_ in ("on", "in", "at") and page.doc[c.i - 1].text == ","
    ]
    if head.ent_type_ == "PERSON":
        cut += [c for c in head.children if c.dep_ in ("conj", "cc")]
    inside = subtree(head, cut)
    end = max(inside) + 1
    start = min(inside)
    if cut:
        end = min([end, *(min(subtree(c)) for c in cut if min(subtree(c)) > head.i)])
    while end > start + 1 and (
        page.doc[end - 1].is_punct or page.doc[end - 1].is_space or page.doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    while start < end - 1 and (page.doc[start].is_punct or page.doc[start].is_space or page.doc[start].dep_ == "cc"):
        start += 1
    return start, max(end, start + 1)


def _whole_name(page: Page, span: Range) -> Range:
    """A body's name with the names before it that belong to it ("Norland Harbour | Department")."""
    start, end = span
    while start > 0 and page.doc[start - 1].pos_ == "PROPN" and page.doc[start - 1].dep_ in ("compound", "nmod"):
        start -= 1
    return start, end


def _with_article(page: Page, span: Range) -> Range:
    """A name with the article that belongs to it."""
    start = span[0]
    return (start - 1, span[1]) if start > 0 and page.doc[start - 1].lower_ == "the" else span


def _mention(page: Page, head: Token) -> Range | None:
    """The name mention that the token stands in, as a token range."""
    if head.i not in page.entity_at:
        return None
    canonical = page.entity_at[head.i]
    start = end = head.i
    while start > 0 and page.entity_at.get(start - 1) == canonical and page.doc[start - 1].pos_ != "PUNCT":
        start -= 1
    while end + 1 < len(page.doc) and page.entity_at.get(end + 1) == canonical:
        end += 1
    return start, end + 1


def resolve(page: Page, head: Token) -> Source:
    """The source that a noun phrase names, or the unnamed one that it points back to ("he" -> "a port official")."""
    back = page.antecedent_at.get(head.i)
    if back is not None and back != head.i and head.i not in page.entity_at:
        return resolve(page, page.doc[back])
    start, end = extent(page, head)
    printed = page.doc[start:end].text
    canonical = page.entity_at.get(head.i, "")
    name = canonical or printed
    kind = _kind(page, head, canonical)
    naming = _naming(head, canonical, kind)
    is_human = kind in (SourceKind.PERSON, SourceKind.PEOPLE, SourceKind.UNKNOWN)
    count = _count(head) if is_human and naming is not Naming.NAMED else None
    if kind is SourceKind.PERSON and head.tag_ in ("NNS", "NNPS") and naming is not Naming.NAMED:
        kind = SourceKind.PEOPLE
    return _source(page, name, kind, naming, _speaks_for(page, head), count)


def _source(
    page: Page, name: str, kind: SourceKind, naming: Naming, speaks_for: str = "", count: int | None = None
) -> Source:
    """Make the record; who cannot be known is one report's own."""
    own = page.report.id if naming in (Naming.ANONYMOUS, Naming.UNGIVEN) else ""
    return Source(
        id=content_id("src", name, kind, naming, own),
        name=name,
        kind=kind,
        naming=naming,
        speaks_for=speaks_for,
        count=count,
    )


def _kind(page: Page, head: Token, canonical: str) -> SourceKind:
    lists = words()
    lemma = head.lemma_.lower()
    named = next((n for n in page.names if n.canonical == canonical), None) if canonical else None
    if named is not None and named.kind is NameKind.PERSON:
        return SourceKind.PERSON
    tail = (canonical or head.text).lower().split()
    if tail and (tail[-1] in lists.outlet_words or (lemma in lists.outlet and lemma not in lists.body)):
        return SourceKind.OUTLET
    if (named is not None and named.kind is NameKind.PLACE) or (head.pos_ == "PROPN" and head.ent_type_ == "GPE"):
        return SourceKind.STATE
    if (named is not None and named.kind is NameKind.BODY) or (
        head.pos_ == "PROPN" and head.ent_type_ in ("ORG", "NORP")
    ):
        return SourceKind.BODY
    if head.ent_type_ == "PERSON" and head.pos_ == "PROPN":
        return SourceKind.PERSON
    for group, kind in (
        (lists.role, SourceKind.PERSON),
        (lists.document, SourceKind.DOCUMENT),
        (lists.body, SourceKind.BODY),
        (lists.anonymous, SourceKind.PEOPLE if head.tag_ == "NNS" else SourceKind.PERSON),
    ):
        if lemma in group:
            return kind
    if lemma in ("he", "she", "i"):
        return SourceKind.PERSON
    return SourceKind.PEOPLE if head.tag_ == "NNS" else SourceKind.UNKNOWN


def _naming(head: Token, canonical: str, kind: SourceKind) -> Naming:
    lists = words()
    before = {t.lower_ for t in head.lefts}
    told = {t.lower_ for c in kids(head, "relcl", "acl") for t in c.subtree}
    if before & lists.unnamed or (told & lists.conditions and head.pos_ != "PROPN"):
        return Naming.ANONYMOUS
    if head.pos_ == "PROPN" or any(c.isupper() for c in canonical):
        return Naming.NAMED
    lemma = head.lemma_.lower()
    if lemma in lists.role and head.tag_ != "NNS":
        return Naming.ROLE
    if lemma in lists.body and kind is SourceKind.BODY:
        return Naming.NAMED if any(t.pos_ == "PROPN" for t in head.lefts) else Naming.ROLE
    if kind in (SourceKind.DOCUMENT, SourceKind.OUTLET):
        return Naming.ROLE
    return Naming.ANONYMOUS


def _count(head: Token) -> int | None:
    number = child(head, "nummod")
    if number is not None:
        return int(number.text) if number.text.isdecimal() else _NUMBERS.get(number.lower_)
    if head.tag_ in ("NN", "NNP") and head.lower_ not in _PERSONAL:
        return 1
    return 2 if any(c.lower_ == "both" for c in head.children) else None


def _speaks_for(page: Page, head: Token) -> str:
    """The body whose officer speaks: "port authority spokeswoman X", "head of the port authority"."""
    office = head
    if head.pos_ == "PROPN":
        before = [
            c
            for c in head.lefts
            if c.dep_ in ("compound", "nmod") and c.lemma_.lower() in words().role | words().anonymous
        ]
        after = [c for c in kids(head, "appos") if c.lemma_.lower() in words().role | words().anonymous]
        above = head.head if head.dep_ == "appos" else None
        office = next(iter([*before, *after, *([above] if above is not None else [])]), head)
    if office.lemma_.lower() not in words().role | words().anonymous or _is_body(page, office):
        return ""
    for prep in kids(office, "prep"):
        inner = child(prep, "pobj")
        if prep.lower_ in ("of", "for", "at", "from", "with") and inner is not None:
            named = child(inner, "appos")  # "a spokesman for the operator Enerlux"
            close = named is not None and named.pos_ == "PROPN" and named.left_edge.i == inner.i + 1
            start, end = extent(page, named if named is not None and close else inner)
            return page.doc[start:end].text
    holder = child(office, "poss")
    left = [
        c
        for c in office.lefts
        if (c.dep_ in ("compound", "amod", "nmod") and c.pos_ in ("PROPN", "NOUN"))
        or c.ent_type_ in ("ORG", "GPE", "NORP")
    ]
    if office is not head and not left and holder is None:
        left = [
            c
            for c in head.lefts
            if c.i < office.i and (c.pos_ in ("PROPN", "NOUN") or c.ent_type_ in ("ORG", "GPE", "NORP"))
        ]
    if holder is not None and holder.pos_ == "PRON":
        back = page.antecedent_at.get(holder.i, holder.i)
        start, end = extent(page, page.doc[back])
        # The name alone: whoever is meant may have the pronoun in an apposition ("Ada Lone, his secretary").
        return page.entity_at.get(back) or (page.doc[start:end].text if back != holder.i else "")
    if holder is not None:
        start, end = extent(page, holder)
        return page.doc[start:end].text.removesuffix("'s").strip()
    return _body_in(
        page, [page.doc[i] for i in range(min(min(subtree(c)) for c in left), left[-1].i + 1)] if left else []
    )


def _body_in(page: Page, before: list[Token]) -> str:
    """The body named before an office, without the rest of its title: "Norland" of "the Norland Prime Minister"."""
    last = next((t.i + 1 for t in reversed(before) if _can_have_officers(page, t)), 0)
    first = next((t.i for t in before if t.pos_ != "DET" and not t.is_punct), last)
    return page.doc[first:last].text if last > first else ""


def _can_have_officers(page: Page, token: Token) -> bool:
    lists = words()
    return (
        token.i in page.entity_at
        or token.ent_type_ in ("ORG", "GPE", "NORP")
        or token.lemma_.lower() in lists.body | lists.outlet | (lists.anonymous if token.tag_ == "NNS" else frozenset())
    ) and token.lemma_.lower() not in _HALVES


def _is_body(page: Page, office: Token) -> bool:
    """Whether what could be an office is the head of a body's own name: "the Harbour Authority"."""
    canonical = page.entity_at.get(office.i)
    return canonical is not None and any(n.canonical == canonical and n.kind is NameKind.BODY for n in page.names)
