"""Settles what pronouns and pointing noun phrases stand for inside one report (NLP: coreference).

Goes through the report once, keeps what has been spoken of, and takes the best compatible one by salience: who spoke
last, subjects before objects, near before far, outside quotations before inside. Two equally good ones leave it open.
Sources without a name ("a port official") are kept too, so that "the official" and "he" find them. What nouns point
back at is told in :mod:`sayso.read.names.pointing`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sayso.read import quotes
from sayso.read.names import bodies, pointing, salience
from sayso.read.names.entities import Entity
from sayso.read.names.salience import GENDERS, Seen
from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from sayso.read.page import Page

_END = 1 << 40
REACH = 4
"""How many sentences back a pronoun may reach."""
KEPT = 80
"""How many of the latest mentions a pronoun looks through."""
MARGIN = 0.3
"""The best must beat the second by this much."""
_OWN = {
    "i": "one",
    "me": "one",
    "my": "one",
    "myself": "one",
    "we": "body",
    "us": "body",
    "our": "body",
    "ours": "body",
}
"""Pronouns for the speaker of a quotation: a person, or a body that speaks of itself."""


def resolve(page: Page, entities: list[Entity]) -> None:
    """Add mentions by noun phrase and pronoun to the entities, and fill ``page.antecedent_at`` and ``page.open_at``."""
    _Walk(page, entities).run()


class _Walk:
    """The walk through one report."""

    def __init__(self, page: Page, entities: list[Entity]) -> None:
        self.doc = page.doc
        self.antecedent_at = page.antecedent_at
        self.open_at = page.open_at
        self.inside: dict[int, Entity] = {}
        self.heads: dict[int, Entity] = {}
        for entity in entities:
            for start, end, _form in entity.mentions:
                self.heads[self.doc[start:end].root.i] = entity
                self.inside.update(dict.fromkeys(range(start, end), entity))
        self.sentences = [t.i for t in self.doc if t.is_sent_start]
        self.quotes = [(q.start, q.end) for q in quotes.find(page.text)]
        self.seen: list[Seen] = []
        self.things: list[Seen] = []
        """Mentions of things without a name ("the harbour")."""
        self.rivals: list[tuple[int, str]] = []
        """Where things without a name were brought in ("a tanker"), with their noun."""

    def run(self) -> None:
        """Every token in order: a name, a pronoun, or a noun that may point back or bring in a new source."""
        self.antecedent_at.clear()
        self.open_at.clear()
        for token in self.doc:
            entity = self.heads.get(token.i)
            if entity is None and token.i not in self.inside:
                entity = self._found(token)
            if entity is not None:
                kept = self.seen if entity.named or entity.kind is not NameKind.THING else self.things
                kept.append(
                    Seen(
                        at=token.i,
                        sentence=self.sentence(token),
                        entity=entity,
                        weight=salience.weight(token),
                        speaks=salience.speaks(token),
                        quoted=self.quoted(token) is not None,
                    )
                )
        self._speakers()

    def _found(self, token: Token) -> Entity | None:
        if token.pos_ == "PRON":
            return self._pronoun(token)
        capital = token.pos_ == "PROPN" and (token.lower_ in bodies.heads() or pointing.is_person(token))
        common = token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.text.islower())
        return pointing.noun(self, token) if common or capital else None

    def sentence(self, token: Token) -> int:
        """Number of the sentence that a token stands in."""
        return bisect_right(self.sentences, token.i)

    def quoted(self, token: Token) -> int | None:
        """Which quotation a token stands in, by number."""
        i = bisect_right(self.quotes, (token.idx, _END)) - 1
        return i if i >= 0 and self.quotes[i][0] <= token.idx < self.quotes[i][1] else None

    def point(self, token: Token, entity: Entity | None, form: MentionForm) -> Entity | None:
        """Note that a token stands for an entity."""
        if entity is None:
            return None
        start = (
            token.i
            if form is MentionForm.PRONOUN
            else min([token.i, *(c.i for c in token.lefts if c.dep_ in ("det", "amod", "compound"))])
        )
        first = next(
            (
                self.doc[s:e].root.i
                for s, e, f in entity.mentions
                if f not in (MentionForm.PRONOUN, MentionForm.NOMINAL) or not entity.named
            ),
            None,
        )
        if first is not None:
            self.antecedent_at[token.i] = first
        entity.mentions.append((start, token.i + 1, form))
        return entity

    # ---------------------------------------------------------- pronouns

    def _pronoun(self, token: Token) -> Entity | None:
        gender = GENDERS.get(token.lower_)
        if gender is None or (gender == "n" and salience.empty(token)):
            return None
        says = salience.speaks(token)
        fits = [
            s
            for s in [*self.seen[-KEPT:], *(self.things[-KEPT:] if gender == "n" else ())]
            if (salience.fits(s.entity, gender) or (gender == "p" and salience.collective(s) and says))
            and not (says and gender == "n" and not salience.may_say(s, self.doc[s.at].lemma_.lower()))
            and not self._beside(s, token)
        ]
        best = self.best(fits, token, REACH)
        if best is not None and best.kind is NameKind.PERSON and not best.gender and gender in "mf":
            best.gender = gender
        if best is None and any(self.sentence(token) - s.sentence <= REACH for s in fits):
            self.open_at.add(token.i)
        return self.point(token, best, MentionForm.PRONOUN)

    def _beside(self, s: Seen, token: Token) -> bool:
        """Whether a mention stands beside a pronoun that then cannot mean the same: "X hit it", "he and the mayor"."""
        if any(other.lemma_.lower() in s.entity.offices for other in token.conjuncts):
            return True
        if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
            return False
        return salience.governor(self.doc[s.at]) == salience.governor(token)

    def best(self, fits: Sequence[Seen], token: Token, reach: int) -> Entity | None:
        """The entity with the best mention; none when the second best is as good."""
        here, speaks, quoted = self.sentence(token), salience.speaks(token), self.quoted(token) is not None
        gender = GENDERS.get(token.lower_)
        best: dict[int, tuple[float, Entity]] = {}
        for s in fits:
            back = here - s.sentence
            if back > reach:
                continue
            value = s.weight - 1.2 * back - 0.01 * min(40, token.i - s.at)
            value += (1.0 if gender == "n" else 2.0) * (s.speaks and speaks) - 2.5 * (s.quoted and not quoted)
            value -= 3.0 * (quoted and s.speaks and not s.quoted and back <= 1) + 1.0 * (
                gender == "p" and not s.entity.plural
            )
            if value > best.get(id(s.entity), (float("-inf"),))[0]:
                best[id(s.entity)] = (value, s.entity)
        ranked = sorted(best.values(), key=lambda x: -x[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
            return None
        return ranked[0][1]

    def _speakers(self) -> None:
        """Let "I" and "we" in a quotation stand for whoever speaks it, where one speaker stands beside it."""
        starts = [self.doc[i].idx for i in self.sentences]
        speaking: dict[int, list[Seen]] = {}
        for s in self.seen:
            if s.speaks and not s.quoted:
                speaking.setdefault(s.sentence, []).append(s)
        for token in self.doc:
            means = _OWN.get(token.lower_) if token.pos_ == "PRON" else None
            at = self.quoted(token) if means and token.text != "US" else None
            if at is None or token.i in self.inside:
                continue
            edges = (self.quotes[at][0], self.quotes[at][1] - 1)
            beside = {bisect_right(starts, edge) for edge in edges}
            near = {id(s.entity): s.entity for n in beside for s in speaking.get(n, ())}
            entity = next(iter(near.values())) if len(near) == 1 else None
            if entity is not None and not entity.plural and (means == "one") == (entity.kind is NameKind.PERSON):
                self.point(token, entity, MentionForm.PRONOUN)
