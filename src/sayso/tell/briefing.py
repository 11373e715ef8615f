"""The briefing of a picture: its sections, each filled with the claims that matter most, each claim told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sayso.records import Briefing, Claim, Picture, Section, Sentence, Statement, Weighing
from sayso.tell import about, ledger, timeline
from sayso.tell.check import faults
from sayso.tell.choose import Choice
from sayso.tell.compose import Composer, sentence
from sayso.tell.phrases import heading
from sayso.tell.views import View, title_of, weighings
from sayso.terms import ConflictClass, Phase, SeriesKind, Standing

_CONTESTED = (Standing.LABELLED_FAKE, Standing.DENIED, Standing.DISPUTED, Standing.UNCONFIRMED)
_AGREED = (Standing.CORROBORATED, Standing.CONFIRMED)
_SINGLE = (Standing.SINGLE_SOURCE, Standing.REPEATED, Standing.UNATTRIBUTED)

ROOM = {"happened": 10, "agreed": 6, "disputed": 7, "states": 6, "figures": 5, "said": 6, "watch": 4, "unsaid": 4}
"""Most sentences of each section, for the main story; further stories get half."""


def brief(picture: Picture, *, story: str | None = None) -> Briefing:
    """The briefing of all stories of a picture, the one of most reports first, or of one story by id or title.

    Every sentence has passed the checker; what it refused stands in the notes. Raises KeyError for an unknown story.
    """
    view = View(picture)
    told = weighings(picture, story)
    sections: list[Section] = []
    notes: list[str] = []
    for i, weighing in enumerate(told):
        part = _Part(weighing, view, share=1.0 if i == 0 else 0.5)
        name = title_of(weighing.story, view) if len(told) > 1 else ""
        sections += [Section(key=s.key, heading=s.heading, sentences=s.sentences, story=name) for s in part.sections()]
        notes += part.notes
    covered = {r for w in told for r in w.story.reports} if story else set(view.reports)
    reports = tuple(r for r in view.order if r in covered)
    if gaps := about.unsaid(told, reports, view)[:ROOM["unsaid"]]:
        sections.append(Section(key="unsaid", heading=heading("unsaid"), sentences=tuple(gaps)))
    return Briefing(title=title_of(told[0].story, view) if told else "No reports", as_of=picture.as_of,
                    lead=about.lead(picture, reports, view), sections=tuple(sections), reports=view.order,
                    notes=tuple(notes))


class _Part:
    """The sections about one story. A claim, or a sentence of a report once quoted, is not told a second time."""

    def __init__(self, weighing: Weighing, view: View, share: float) -> None:
        self.weighing = weighing
        self.view = view
        self.share = share
        self.composer = Composer(view)
        self.choice = Choice(weighing, view)
        self.claims = {c.id: c for c in weighing.claims if view.present(c.statements)}
        self.told: set[str] = set()
        self.quoted: set[tuple[str, int]] = set()
        self.notes: list[str] = []

    def sections(self) -> list[Section]:
        """All sections that have something to say, in reading order."""
        makers: tuple[tuple[str, Callable[[], Iterable[Sentence]]], ...] = (
            ("disputed", self._disputed), ("states", lambda: self._ledger(SeriesKind.STATE)),
            ("figures", lambda: self._ledger(SeriesKind.QUANTITY)), ("watch", self._watch),
            ("happened", self._happened), ("agreed", lambda: self._by_standing(_AGREED, "agreed")),
            ("said", lambda: self._by_standing(_SINGLE, "said")),
        )
        made = {key: tuple(self._kept(make(), key)) for key, make in makers}
        order = ("happened", "agreed", "disputed", "states", "figures", "said", "watch")
        return [Section(key=k, heading=heading(k), sentences=made[k]) for k in order if made[k]]

    def room(self, key: str) -> int:
        """How many sentences a section may have."""
        return max(1, round(ROOM[key] * self.share))

    def _kept(self, sentences: Iterable[Sentence], key: str) -> Iterable[Sentence]:
        for made in sentences:
            if found := faults(made, self.view):
                self.notes.append(f"Left out of “{heading(key)}”: {found[0]}")
            else:
                yield made

    def _standing(self, claim: Claim) -> Standing | None:
        assessment = self.view.assessments.get(claim.id)
        return assessment.standing if assessment else None

    def _fresh(self, claims: Iterable[Claim]) -> Iterable[Claim]:
        """The claims in order of importance, those left out whose words have been quoted already."""
        for claim in self.choice.ranked(list(claims)):
            place = self._place(self.composer.best(claim))
            if claim.id not in self.told and place not in self.quoted:
                self.told.add(claim.id)
                self.quoted.add(place)
                yield claim

    def _place(self, statement: Statement) -> tuple[str, int]:
        return statement.report, statement.sentence.start

    def _take(self, claims: Iterable[Claim], key: str) -> list[Claim]:
        chosen: list[Claim] = []
        for claim in self._fresh(claims):
            chosen.append(claim)
            if len(chosen) == self.room(key):
                break
        return chosen

    def _happened(self) -> list[Sentence]:
        end = timeline.newest(self.view, self.weighing.story.reports)
        dated = {}
        for claim in self.claims.values():
            if self._standing(claim) in (*_CONTESTED, Standing.PENDING, Standing.SUPERSEDED):
                continue
            if (found := timeline.claim_day(claim, self.view)) and timeline.happened(claim, found[1], end, found[0]):
                dated[claim.id] = found[0]
        chosen = self._take((self.claims[c] for c in dated), "happened")
        chosen.sort(key=lambda c: (dated[c.id], -self.choice.score[c.id]))
        return [self.composer.sentence(c, label=timeline.label(dated[c.id])) for c in chosen]

    def _by_standing(self, standings: tuple[Standing, ...], key: str) -> list[Sentence]:
        claims = (c for c in self.claims.values() if self._standing(c) in standings)
        return [self.composer.sentence(c) for c in self._take(claims, key)]

    def _disputed(self) -> list[Sentence]:
        claims = [c for c in self.claims.values() if self._standing(c) in _CONTESTED]
        out = [self.composer.sentence(c) for c in self._take(claims, "disputed")]
        left = self.room("disputed") - len(out)
        return out + list(self._conflicts())[:left]

    def _conflicts(self) -> Iterable[Sentence]:
        for conflict in self.weighing.conflicts:
            sides = [self.view.statements[s] for s in conflict.statements if s in self.view.statements]
            if conflict.cls is not ConflictClass.CONFLICT or len(sides) != 2 or self.told & set(conflict.claims):
                continue
            self.told.update(conflict.claims)
            parts = [*self.composer.main(sides[0]), *self.composer.but(sides[1])]
            yield sentence(parts, sides, standing=Standing.DISPUTED, claim=conflict.claims[0])

    def _ledger(self, kind: SeriesKind) -> list[Sentence]:
        key = "states" if kind is SeriesKind.STATE else "figures"
        ranked = sorted((s for s in self.weighing.series if s.kind is kind), key=ledger.worth, reverse=True)
        lines = [made for s in ranked if (made := ledger.line(s, self.view))][: self.room(key)]
        for made in lines:
            self.told.update(c.id for c in self.claims.values() if set(made.statements) & set(c.statements))
        return lines

    def _watch(self) -> list[Sentence]:
        claims = [c for c in self.claims.values() if self._standing(c) is Standing.PENDING
                  or (self._standing(c) is None and self.view.statements[c.best].phase is Phase.FUTURE)]
        return [self.composer.sentence(c) for c in self._take(claims, "watch")]
