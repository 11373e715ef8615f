"""The briefing of a picture: its sections, each filled with the claims that matter most, each claim told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import combinations, islice

from sayso.records import Briefing, Claim, Picture, Section, Sentence, Span, Statement, Weighing
from sayso.spans import overlap
from sayso.tell import about, ledger, timeline
from sayso.tell.check import faults
from sayso.tell.choose import Choice
from sayso.tell.compose import Composer, sentence
from sayso.tell.phrases import count, heading
from sayso.tell.quote import readable, words
from sayso.tell.titles import headline
from sayso.tell.views import View, weighings
from sayso.terms import ConflictClass, SeriesKind, Standing

_CONTESTED = (Standing.LABELLED_FAKE, Standing.DENIED, Standing.DISPUTED, Standing.UNCONFIRMED)
_AGREED = (Standing.CORROBORATED, Standing.CONFIRMED)
_SINGLE = (Standing.SINGLE_SOURCE, Standing.REPEATED, Standing.UNATTRIBUTED)

ROOM = {
    "main": 3, "happened": 7, "agreed": 6, "disputed": 6, "states": 5, "figures": 5, "said": 6, "watch": 3, "unsaid": 3
}  # fmt: skip
"""Most sentences of each section, for the main story; further stories get half."""
MOST_LISTED = 60
"""Reports that are listed whether they are cited or not; of more, only those cited."""
MOST_STORIES = 12
"""Stories that one briefing tells; the smaller ones are counted in a note."""
FEW = 12
"""A story of fewer claims needs no summary before its briefing."""
READABLE = 0.35
"""Claims whose words are less readable are told only when they are contested."""
POOL = 150
"""How many of the most important claims a section chooses from, however many a story has."""
REPEATING = 4.0
"""What a claim loses in importance for each part of its words that one sentence has said before."""
ALIKE = 0.75
"""A quotation of which this much of the words stands in one told before says nothing new."""


def brief(picture: Picture, *, story: str | None = None) -> Briefing:
    """The briefing of all stories of a picture, the one of most reports first, or of one story by id or title.

    Every sentence has passed the checker; what it refused stands in the notes. Raises KeyError for an unknown story.
    """
    view = View(picture)
    told, left = _stories(view, story)
    titles = [headline(w, view) for w in told]
    sections: list[Section] = []
    notes: list[str] = []
    for i, weighing in enumerate(told):
        part = _Part(weighing, view, share=1.0 if i == 0 else 0.5)
        name = titles[i][0] if len(told) > 1 else ""
        sections += [Section(key=s.key, heading=s.heading, sentences=s.sentences, story=name) for s in part.sections()]
        notes += part.notes
    if left:
        notes.append(f"{count(len(left)).capitalize()} smaller stories are left out; name one to read it.")
    covered = {r for w in told for r in w.story.reports} if story else set(view.reports)
    reports = tuple(r for r in view.order if r in covered)
    if gaps := about.unsaid(told, reports, view)[: ROOM["unsaid"]]:
        sections.append(Section(key="unsaid", heading=heading("unsaid"), sentences=tuple(gaps)))
    title, carrier = titles[0] if titles else ("No reports", "")
    lead = about.lead(picture, reports, view, carrier)
    return Briefing(
        title=title,
        as_of=picture.as_of,
        lead=lead,
        sections=tuple(sections),
        reports=reports if len(reports) <= MOST_LISTED else _cited([lead, *_all(sections)], view),
        notes=tuple(f"{note} ({n} times)" if n > 1 else note for note, n in Counter(notes).items()),
    )


def _stories(view: View, story: str | None) -> tuple[tuple[Weighing, ...], tuple[Weighing, ...]]:
    """The stories to tell and those left out; one story by its id, its title or the headline it is told under."""
    found = weighings(view)
    if story is None:
        return found[:MOST_STORIES], found[MOST_STORIES:]
    named = tuple(w for w in found if story in (w.story.id, w.story.title) or story == headline(w, view)[0])
    if not named:
        raise KeyError(story)
    return named, ()


def _echoes(made: Sentence) -> bool:
    """Whether both sides of a sentence quote the same words: a denial that is told only as a denial."""
    quoted = [p.span for p in made.parts if p.span]
    return any(overlap(a, b) for a, b in combinations(quoted, 2))


def _all(sections: Iterable[Section]) -> Iterable[Sentence]:
    return (sentence for section in sections for sentence in section.sentences)


def _cited(sentences: Iterable[Sentence], view: View) -> tuple[str, ...]:
    numbers = sorted({n for s in sentences for n in view.cites(s.spans)})
    return tuple(view.order[n - 1] for n in numbers)


class _Part:
    """The sections about one story. No claim is told twice, and no sentence of a report quoted twice."""

    def __init__(self, weighing: Weighing, view: View, share: float) -> None:
        self.weighing = weighing
        self.view = view
        self.share = share
        self.composer = Composer(view)
        self.choice = Choice(weighing, view)
        self.claims = {c.id: c for c in weighing.claims if view.present(c.statements)}
        self.claim_of = {s: c.id for c in weighing.claims for s in c.statements}
        self.told: set[str] = set()
        self.quoted: list[Span] = []
        self.said: list[frozenset[str]] = []
        self.word_cache: dict[str, frozenset[str]] = {}
        self.notes: list[str] = []

    def sections(self) -> list[Section]:
        """All sections that have something to say, in reading order. Hedged ones choose first."""
        makers: tuple[tuple[str, Callable[[], Iterable[Sentence]]], ...] = (
            ("main", self._main),
            ("disputed", self._disputed),
            ("states", lambda: self._ledger(SeriesKind.STATE)),
            ("figures", self._figures),
            ("watch", self._watch),
            ("happened", self._happened),
            ("agreed", lambda: self._tell(self._standing_in(_AGREED), "agreed")),
            ("said", lambda: self._tell(self._standing_in(_SINGLE), "said")),
        )
        made = {key: tuple(make()) for key, make in makers}
        order = ("main", "happened", "agreed", "disputed", "states", "figures", "said", "watch")
        return [Section(key=k, heading=heading(k), sentences=made[k]) for k in order if made[k]]

    def _tell(
        self,
        claims: Iterable[Claim],
        key: str,
        *,
        label: Callable[[Claim], str] = lambda _: "",
        plain: bool = True,
        room: int | None = None,
    ) -> list[Sentence]:
        """The most important claims not told yet, as many as the section has room for.

        ``plain`` leaves out what cannot be read alone, or says in other words what has been said.
        """
        room = self._room(key) if room is None else room
        out: list[Sentence] = []
        fresh = (c for c in self.choice.ranked(list(claims)) if c.id not in self.told)
        waiting = {c.id: c for c in islice(fresh, POOL)}
        while waiting and len(out) < room:
            claim = max(waiting.values(), key=self._worth)
            del waiting[claim.id]
            if claim.id in self.told or (plain and not self._new(claim)):
                continue
            made = self.composer.sentence(claim, label=label(claim))
            if not _echoes(made) and not self._leans_on_told(made) and self._sound(made, key):
                self._remember(made)
                out.append(made)
        return out

    def _room(self, key: str) -> int:
        return max(1, round(ROOM[key] * self.share))

    def _worth(self, claim: Claim) -> float:
        """Importance, less for what partly repeats what has been told: a briefing should cover the story."""
        return self.choice.score[claim.id] - REPEATING * self._repeats(claim)

    def _repeats(self, claim: Claim) -> float:
        """The largest share of a claim's words that stands in one sentence told before."""
        said = self._words(claim)
        return max((len(said & earlier) / max(1, len(said)) for earlier in self.said), default=0.0)

    def _words(self, claim: Claim) -> frozenset[str]:
        if claim.id not in self.word_cache:
            self.word_cache[claim.id] = words(self.composer.best(claim).content)
        return self.word_cache[claim.id]

    def _new(self, claim: Claim) -> bool:
        best = self.composer.best(claim)
        if readable(best) < READABLE or self._is_quoted(best):
            return False
        return self._repeats(claim) < ALIKE

    def _leans_on_told(self, made: Sentence) -> bool:
        """Whether all that makes it unconfirmed is a refusal quoted before, for something that mattered more."""
        others = [self.view.statements[s] for s in made.statements if self.claim_of.get(s) != made.claim]
        told = [self._is_quoted(s) for s in others if self._refuses(s, made.claim)]
        return made.standing is Standing.UNCONFIRMED and bool(told) and all(told)

    def _is_quoted(self, statement: Statement) -> bool:
        """Whether words of the sentence that a statement stands in have been quoted."""
        return any(overlap(statement.sentence, span) for span in self.quoted)

    def _refuses(self, statement: Statement, claim: str) -> bool:
        return statement.id in self.view.assessments[claim].withheld_by

    def _remember(self, made: Sentence) -> None:
        self.told.add(made.claim)
        for statement in (self.view.statements[s] for s in made.statements):
            if made.standing in _CONTESTED and (claim := self.claim_of.get(statement.id)):
                self.told.add(claim)
        quoted = [p.span for p in made.parts if p.span]
        self.quoted += quoted
        self.said.append(words(" ".join(s.exact for s in quoted)))

    def _sound(self, made: Sentence, key: str) -> bool:
        """Whether the checker passes a sentence; what it refuses is noted."""
        found = faults(made, self.view)
        if found:
            self.notes.append(f"Left out of “{heading(key)}”, for the checker refused it: {found[0]}")
        return not found

    def _standing_in(self, standings: Collection[Standing | None]) -> list[Claim]:
        return [c for c in self.claims.values() if self._standing(c) in standings]

    def _standing(self, claim: Claim) -> Standing | None:
        assessment = self.view.assessments.get(claim.id)
        return assessment.standing if assessment else None

    # ------------------------------------------------------------------ the sections

    def _main(self) -> list[Sentence]:
        if len(self.claims) < FEW or len(self.weighing.story.reports) < 3:
            return []
        return self._tell(self._standing_in({None, *Standing} - {Standing.SUPERSEDED, Standing.PENDING}), "main")

    def _happened(self) -> list[Sentence]:
        end = timeline.newest(self.view, self.weighing.story.reports)
        days: dict[str, datetime] = {}
        for claim in self._standing_in((*_AGREED, *_SINGLE)):
            if (found := timeline.claim_day(claim, self.view)) and timeline.happened(found[1], end, found[0]):
                days[claim.id] = found[0]
        made = self._tell(
            (self.claims[c] for c in days), "happened", label=lambda claim: timeline.label(days[claim.id])
        )
        return sorted(made, key=lambda s: days[s.claim])

    def _disputed(self) -> list[Sentence]:
        out = self._tell(self._standing_in(_CONTESTED), "disputed", plain=False)
        left = max(0, self._room("disputed") - len(out))
        return out + [made for made in self._conflicts() if self._sound(made, "disputed")][:left]

    def _conflicts(self) -> Iterable[Sentence]:
        """Conflicts between claims of which neither has been told as contested."""
        for conflict in self.weighing.conflicts:
            sides = [self.view.statements[s] for s in conflict.statements if s in self.view.statements]
            if conflict.cls is not ConflictClass.CONFLICT or len(sides) != 2 or self.told & set(conflict.claims):
                continue
            self.told.update(conflict.claims)
            parts = [*self.composer.main(sides[0]), *self.composer.but(sides[1])]
            yield sentence(parts, sides, standing=Standing.DISPUTED, claim=conflict.claims[0])

    def _ledger(self, kind: SeriesKind) -> list[Sentence]:
        key = "states" if kind is SeriesKind.STATE else "figures"
        series = [s for s in self.weighing.series if s.kind is kind]
        told = ledger.lines(series, self.view, self.weighing.story.title)
        lines = [made for made in told if self._sound(made, key)]
        lines = lines[: self._room(key)]
        for made in lines:
            self._remember(made)
            held = (self.claim_of.get(s) for s in made.statements)
            self.told.update(c for c in held if c and self._standing(self.claims[c]) is not Standing.PENDING)
        return lines

    def _figures(self) -> list[Sentence]:
        """Series first; then single figures that nobody has followed."""
        series = self._ledger(SeriesKind.QUANTITY)
        counted = [c for c in self._standing_in((*_AGREED, *_SINGLE)) if self._counts(c)]
        named = heading("figures_single") if series else ""
        left = self._room("figures") - len(series)
        return [*series, *self._tell(counted, "figures", label=lambda _: named, room=left)]

    def _counts(self, claim: Claim) -> bool:
        """Whether a claim says how many or how much, other than a length of time."""
        found = (q for s in self.view.present(claim.statements) for q in s.quantities)
        return any(q.value is not None and q.unit not in ("day", "hour", "week", "month", "year") for q in found)

    def _watch(self) -> list[Sentence]:
        return self._tell(self._standing_in({Standing.PENDING}), "watch")
