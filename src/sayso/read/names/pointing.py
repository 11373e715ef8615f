"""What a noun points back at: "the official", "the ministry", "the ship", "the statement".

A noun is what it was told to be ("the tanker"), or a wider word for it ("the ship"; ``[hypernyms]`` of names.toml).
A wider word is settled only where one candidate remains; a thing without a name that was brought in ("a tanker") is a
candidate too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from sayso.read.lexicon.gazetteer import fold
from sayso.read.lexicon.name_words import words
from sayso.read.names import bodies, kinds, salience, titles
from sayso.read.names.entities import Entity
from sayso.read.names.salience import Seen
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LOOKED_AT = 400
"""How many of the latest mentions a pointing noun phrase looks through: keeps the walk linear."""
KEPT = 80
"""How many of them a wider word looks through."""
NEAR = 4
"""How many sentences back a wider word for a person may reach."""
_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_ONE = frozenset({"the", "this", "that"})
_NEW = frozenset({"a", "an", "another"})
_NONE = frozenset({"no", "any", "every", "each"})
_ANY = {"man": "m", "woman": "f"}
"""Words for any person of a gender."""


class Walk(Protocol):
    """What the walk through a report knows when it comes to a noun."""

    doc: Doc
    heads: dict[int, Entity]
    seen: list[Seen]
    things: list[Seen]
    rivals: list[tuple[int, str]]

    def sentence(self, token: Token) -> int:
        """Number of the sentence that a token stands in."""

    def point(self, token: Token, entity: Entity | None, form: MentionForm) -> Entity | None:
        """Note that a token stands for an entity."""

    def best(self, fits: Sequence[Seen], token: Token, reach: int) -> Entity | None:
        """The entity with the best mention; none when the second best is as good."""


def is_person(token: Token) -> bool:
    """Whether a noun is one for a person that can point back ("the President")."""
    return token.lemma_.lower() in salience.nouns()["person"]


def noun(walk: Walk, token: Token) -> Entity | None:
    """Whom or what a noun points back at, or the source without a name that it brings in; None when it does neither."""
    lemma, nouns = token.lemma_.lower(), salience.nouns()
    if lemma in nouns["person"]:
        own = next((walk.heads[c.i] for c in token.children if c.dep_ == "appos" and c.i in walk.heads), None)
        if own is not None and own.kind is NameKind.PERSON and token.tag_ == "NN":
            return walk.point(token, own, MentionForm.NOMINAL)
        if token.dep_ in ("compound", "appos", "attr", "nmod", "amod"):
            return None
        return _person(walk, token, lemma)
    return _back(walk, token, lemma) or _without_name(walk, token, lemma)


def _back(walk: Walk, token: Token, lemma: str) -> Entity | None:
    """The body, country, issuer of a text or named thing that a noun points back at."""
    nouns = salience.nouns()
    is_thing = lemma in kinds.kinds() or lemma in kinds.hyponyms() or lemma in nouns["body"]
    if is_thing and _brings_in(walk, token):
        walk.rivals.append((token.i, lemma))
        return None
    if token.tag_ not in ("NN", "NNP") or not any(
        c.dep_ in ("det", "predet") and c.lower_ in _ONE for c in token.lefts
    ):
        return None
    if token.dep_ in ("compound", "nmod") or any(
        c.dep_ in ("prep", "poss", "relcl", "acl") and c.lower_ != "in" for c in token.children
    ):
        return None
    if lemma in nouns["country"]:
        countries = [s for s in walk.seen[-KEPT:] if s.entity.country]
        return walk.point(token, walk.best(countries, token, 2), MentionForm.NOMINAL)
    if lemma in nouns["text"] and salience.speaks(token):
        return walk.point(token, _issuer(walk, token), MentionForm.NOMINAL)
    if lemma in nouns["body"] and (body := _body(walk, token, lemma)) is not None:
        return walk.point(token, body, MentionForm.NOMINAL)
    return walk.point(token, _thing(walk, token, lemma), MentionForm.NOMINAL) if is_thing else None


def _explained_by(walk: Walk, token: Token) -> Entity | None:
    """The name that explains a noun or that the noun explains: "the ferry, the X", "the X, a ferry", "X is a ferry"."""
    for child in token.children:
        if child.dep_ == "appos" and child.i in walk.heads:
            return walk.heads[child.i]
    if token.dep_ == "appos":
        return walk.heads.get(token.head.i)
    if token.dep_ == "attr":
        return next((walk.heads[c.i] for c in token.head.children if c.dep_ == "nsubj" and c.i in walk.heads), None)
    return None


# ------------------------------------------------------------------ persons


def _person(walk: Walk, token: Token, lemma: str) -> Entity | None:
    plural = token.tag_ in ("NNS", "NNPS")
    pointing = any(c.lower_ in _POINTING for c in token.lefts)
    told = salience.modifiers(token)
    seen = [s for s in walk.seen[-LOOKED_AT:] if s.entity.kind is NameKind.PERSON and s.entity.plural == plural]
    agreeing = [s for s in seen if salience.agree(told | _belongs(token), s.entity)]
    office = titles.ranked(lemma, (t.lower_ for t in token.lefts))
    fits = [s for s in agreeing if office in s.entity.offices]
    fits = fits or [s for s in agreeing if f"former {office}" in s.entity.offices]
    exact = [s for s in fits if not s.entity.named and told == salience.told(s.entity)]
    if pointing and fits:
        return walk.point(token, walk.best(exact or fits, token, 1000), MentionForm.NOMINAL)
    if plural and told and exact:
        return walk.point(token, exact[-1].entity, MentionForm.NOMINAL)
    if pointing and not plural and not _belongs(token):
        near = [s for s in seen[-KEPT:] if walk.sentence(token) - s.sentence <= NEAR and _is_called(lemma, s.entity)]
        if (one := _only(s.entity for s in near if salience.agree(told, s.entity))) is not None:
            return walk.point(token, one, MentionForm.NOMINAL)
    if token.pos_ == "PROPN":
        return None
    return _bring_in(walk, token, plural)


def _is_called(lemma: str, entity: Entity) -> bool:
    """Whether a wider word fits a person: "the official" a minister, "the woman" any woman."""
    if lemma in _ANY:
        return entity.gender == _ANY[lemma]
    return kinds.stands_for(lemma, {office.removeprefix("former ") for office in entity.offices})


def _belongs(token: Token) -> frozenset[str]:
    """The names behind "of" or "for" that tell which one it is ("the president of Norland")."""
    return frozenset(
        salience.key(t.text)
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("of", "for")
        for t in prep.subtree
        if t.pos_ == "PROPN"
    )


def _without_name(walk: Walk, token: Token, lemma: str) -> Entity | None:
    """A body or thing that bears no name, new or spoken of before ("the harbour"): what "it" may mean."""
    told = any(c.dep_ in ("det", "poss") and c.lower_ not in _NONE for c in token.lefts)
    if (
        token.tag_ not in ("NN", "NNP")
        or token.dep_ in ("compound", "nmod", "amod", "npadvmod", "appos", "attr")
        or token.ent_type_ in ("DATE", "TIME", "PERSON", "GPE")
        or not (told or token.dep_ in ("nsubj", "nsubjpass"))
    ):
        return None
    if (named := _explained_by(walk, token)) is not None:
        return walk.point(token, named, MentionForm.NOMINAL) if named.kind is not NameKind.PERSON else None
    is_body = lemma in salience.nouns()["body"] or lemma in bodies.heads()
    kind = NameKind.BODY if is_body else NameKind.THING
    modifiers = salience.modifiers(token)
    before = [
        s for s in (walk.seen if is_body else walk.things)[-KEPT:] if not s.entity.named and s.entity.kind is kind
    ]
    known = {id(s.entity): s.entity for s in before if lemma in s.entity.told and salience.agree(modifiers, s.entity)}
    if len(known) == 1 and any(c.lower_ in _ONE for c in token.lefts):
        return walk.point(token, next(iter(known.values())), MentionForm.NOMINAL)
    entity = _bring_in(walk, token, plural=False)
    entity.kind, entity.told = kind, {lemma}
    return entity


def _bring_in(walk: Walk, token: Token, plural: bool) -> Entity:
    """A new person, body or thing without a name."""
    before = ("det", "amod", "compound", "nmod", "nummod", "poss")
    start = min([token.i, *(c.left_edge.i for c in token.lefts if c.dep_ in before)])
    lemma = token.lemma_.lower()
    entity = Entity(canonical=walk.doc[start : token.i + 1].text, kind=NameKind.PERSON, named=False, plural=plural)
    entity.gender = salience.gender_of(lemma)
    entity.titles.append(" ".join((*sorted(salience.modifiers(token)), lemma)))
    entity.offices.add(lemma)
    entity.mentions.append((start, token.i + 1, MentionForm.NOMINAL))
    return entity


# ------------------------------------------------------------------ bodies and things


def _body(walk: Walk, token: Token, lemma: str) -> Entity | None:
    """The body that has the noun in its name ("the ministry"), else the one body just spoken of ("the group")."""
    told = salience.modifiers(token)
    named = [s for s in walk.seen[-LOOKED_AT:] if s.entity.kind is NameKind.BODY and salience.agree(told, s.entity)]
    fits = [s for s in named if lemma in s.entity.words() | s.entity.told]
    if fits:
        return walk.best(fits, token, 1000)
    if lemma not in salience.nouns()["loose"] or told:
        return None
    near = [s for s in walk.seen[-KEPT:] if s.entity.kind is NameKind.BODY and (s.weight >= 2 or s.speaks)]
    return walk.best([s for s in near if _may_be(lemma, s.entity)], token, 2)


def _may_be(lemma: str, body: Entity) -> bool:
    """Whether a body may be called so: told to be such a one, or told to be nothing ("the company" is no ministry)."""
    if kinds.stands_for(lemma, body.told):
        return True
    seat = fold(body.canonical) in {fold(s) for s in words()["bodies"]["seats"]}
    return not seat and body.told.isdisjoint(bodies.heads() | kinds.kinds().keys())


def _thing(walk: Walk, token: Token, lemma: str) -> Entity | None:
    """The one named thing of the report that the noun fits; none when another, named or not, fits as well."""
    told = salience.modifiers(token)
    seen = [s.entity for s in walk.seen[-LOOKED_AT:] if s.entity.named and s.entity.kind is not NameKind.PERSON]
    fits = [e for e in seen if kinds.stands_for(lemma, e.told) and salience.agree(told, e)]
    one = _only(fits)
    if one is None or any(
        at > one.mentions[0][0] and kinds.stands_for(lemma, {other}) for at, other in walk.rivals[-KEPT:]
    ):
        return None
    return one


def _brings_in(walk: Walk, token: Token) -> bool:
    """Whether a noun brings in a thing without a name: "a tanker", "two tankers", "another tanker"."""
    new = any((c.dep_ == "det" and c.lower_ in _NEW) or c.dep_ == "nummod" or c.lower_ == "other" for c in token.lefts)
    return new and token.dep_ != "compound" and _explained_by(walk, token) is None


def _only(entities: Iterable[Entity]) -> Entity | None:
    """The one entity among some; None for none or several."""
    found = {id(e): e for e in entities}
    return next(iter(found.values())) if len(found) == 1 else None


def _issuer(walk: Walk, token: Token) -> Entity | None:
    """Whose "the statement" is: the one who issued it, or who spoke last."""
    if (issuer := _issued(walk, token)) is not None:
        return issuer
    for s in reversed(walk.seen[-KEPT:]):
        if walk.sentence(token) - s.sentence > 2:
            break
        if s.entity.kind is not NameKind.THING and s.speaks:
            return s.entity
    return None


def _issued(walk: Walk, token: Token) -> Entity | None:
    """Who was told to issue the text: "X published a notice", "in a letter X said", "X's letter", "a letter by X"."""
    doc = walk.doc
    for earlier in reversed(doc[max(0, token.i - 150) : token.i]):
        if (
            earlier.lemma_ != token.lemma_
            or earlier.pos_ != "NOUN"
            or walk.sentence(token) - walk.sentence(earlier) > 3
        ):
            continue
        verb = doc[salience.governor(earlier)]
        whose = [c for c in earlier.children if c.dep_ == "poss"]
        whose += [g for c in earlier.children if c.lower_ in ("by", "from") for g in c.children if g.dep_ == "pobj"]
        if earlier.dep_ not in ("nsubj", "nsubjpass"):
            whose += [c for c in verb.children if c.dep_ == "nsubj"]
        at = {w.i for w in whose}
        return next((s.entity for s in (*walk.seen[-KEPT:], *walk.things[-KEPT:]) if s.at in at), None)
    return None
