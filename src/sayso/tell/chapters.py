"""The sections about one story, each filled with the claims that matter most, each claim told once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import combinations, islice

from sayso.records import Claim, Section, Sentence, Span, Statement, Weighing
from sayso.spans import overlap
from sayso.tell import ledger, timeline
from sayso.tell.check import faults
from sayso.tell.choose import Choice
from sayso.tell.compose import Composer, sentence
from sayso.tell.corrections import corrections
from sayso.tell.phrases import heading
from sayso.tell.quote import readable, words
from sayso.tell.views import View
from sayso.terms import ConflictClass, Naming, Quoting, SeriesKind, Standing

_CONTESTED = (Standing.LABELLED_FAKE, Standing.DENIED, Standing.DISPUTED, Standing.UNCONFIRMED)
_AGREED = (Standing.CORROBORATED, Standing.CONFIRMED)
_SINGLE = (Standing.SINGLE_SOURCE, Standing.REPEATED, Standing.UNATTRIBUTED)

ROOM = {"main": 2, "happened": 6, "agreed": 4, "disputed": 5, "states": 4, "figures": 4, "said": 4, "watch": 3,
        "corrections": 6}  # fmt: skip
"""Most sentences of each section, for the main story; further stories get half."""
MOST_SINGLE = 8
"""Most single voices, where other sections leave room."""
VOICED, FIGURED = 2.0, 1.0
"""What a single voice gains in importance when it can be named, and when it gives a figure."""
CENTRAL = 0.5
"""An undated claim as near as this to the heads of the reports tells what happened."""
MOST = 32
"""Most sentences about the main story: what the other sections leave over, single voices may take."""
NEAR_MAIN = 0.85
"""A second claim stands in short when it is so much of what the first is."""
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


def _echoes(made: Sentence) -> bool:
    """Whether both sides of a sentence quote the same words: a denial that is told only as a denial."""
    quoted = [p.span for p in made.parts if p.span]
    return any(overlap(a, b) for a, b in combinations(quoted, 2))


class Chapter:
    """The sections about one story. No claim is told twice, and no sentence of a report quoted twice."""

    def __init__(self, weighing: Weighing, view: View, share: float) -> None:
        self.weighing = weighing
        self.view = view
        self.share = share
        self.composer = Composer(view)
        self.choice = Choice(weighing, view)
        self.claims = {c.id: c for c in weighing.claims if self._stands(c)}
        self.claim_of = {s: c.id for c in weighing.claims for s in c.statements}
        self.left = MOST
        self.told: set[str] = set()
        self.quoted: list[Span] = []
        self.said: list[frozenset[str]] = []
        self.word_cache: dict[str, frozenset[str]] = {}
        self.notes: list[str] = []

    def _stands(self, claim: Claim) -> bool:
        """Whether a claim is in a report of which there is no newer version: an edit took the others back."""
        return any(s.report not in self.view.versions for s in self.view.present(claim.statements))

    def sections(self) -> list[Section]:
        """All sections that have something to say, in reading order. Hedged ones choose first."""
        makers: tuple[tuple[str, Callable[[], list[Sentence]]], ...] = (
            ("disputed", self._disputed),
            ("states", lambda: self._ledger(SeriesKind.STATE)),
            ("figures", self._figures),
            ("main", self._main),
            ("watch", self._watch),
            ("happened", self._happened),
            ("agreed", lambda: self._tell(self._standing_in(_AGREED), "agreed")),
            (
                "said",
                lambda: self._tell(
                    self._standing_in(_SINGLE), "said", room=min(self.left, MOST_SINGLE), worth=self._voiced
                ),
            ),
        )
        made: dict[str, list[Sentence]] = {}
        for key, make in makers:
            self.left = round(MOST * self.share) - sum(map(len, made.values()))
            made[key] = make()
        if made["main"]:
            for key, picked in (("figures", ledger.of_harm(made["figures"])), ("states", made["states"][:1])):
                made["main"] += picked
                made[key] = [s for s in made[key] if s not in picked]
        made["corrections"] = self._corrections()
        order = ("main", "happened", "agreed", "disputed", "corrections", "states", "figures", "said", "watch")
        return [Section(key=k, heading=heading(k), sentences=tuple(made[k])) for k in order if made[k]]

    def _tell(
        self,
        claims: Iterable[Claim],
        key: str,
        *,
        label: Callable[[Claim], str] = lambda _: "",
        plain: bool = True,
        room: int | None = None,
        worth: Callable[[Claim], float] | None = None,
    ) -> list[Sentence]:
        """The most important claims not told yet, as many as the section has room for.

        ``plain`` leaves out what cannot be read alone, or says in other words what has been said.
        """
        room = self._room(key) if room is None else room
        out: list[Sentence] = []
        fresh = (c for c in self.choice.ranked(list(claims)) if c.id not in self.told)
        waiting = {c.id: c for c in islice(fresh, POOL)}
        while waiting and len(out) < room:
            claim = max(waiting.values(), key=worth or self._worth)
            del waiting[claim.id]
            if claim.id in self.told or (plain and not self._new(claim)):
                continue
            made = self.composer.sentence(claim, label=label(claim))
            again = any(made.text == told.text for told in out)
            if not again and not _echoes(made) and not self._leans_on_told(made) and self._sound(made, key):
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
        """What the story is about, as most reports and headlines have it."""
        if len(self.claims) < FEW or len(self.weighing.story.reports) < 3:
            return []
        held = self._standing_in((*_AGREED, *_SINGLE))
        most = max((self.choice.main(c) for c in held if c.id not in self.told), default=0.0)
        near = [c for c in held if self.choice.main(c) >= NEAR_MAIN * most]
        return self._tell(near, "main", worth=self.choice.main)

    def _happened(self) -> list[Sentence]:
        """What happened, by day; what is undated but current stands under the day on which it was first reported."""
        end = timeline.newest(self.view, self.weighing.story.reports)
        days: dict[str, tuple[datetime, bool]] = {}
        for claim in self._standing_in((*_AGREED, *_SINGLE)):
            if found := timeline.claim_day(claim, self.view):
                if timeline.happened(found[1], end, found[0]) and not self._comment(claim):
                    days[claim.id] = found[0], False
            elif self._occurs(claim) and (day := timeline.reported(claim, self.view)):
                days[claim.id] = day, True
        made = self._tell(
            (self.claims[c] for c in days), "happened", label=lambda claim: timeline.label(*days[claim.id])
        )
        return sorted(made, key=lambda s: days[s.claim])

    def _occurs(self, claim: Claim) -> bool:
        """Whether an undated claim tells something that happened, near to what the story is about."""
        return (bool(claim.event) or len(claim.reports) > 1) and self.choice.main(claim) >= CENTRAL

    def _comment(self, claim: Claim) -> bool:
        """Whether a claim is what one person says in quotation marks: a comment rather than an event."""
        assessment = self.view.assessments.get(claim.id)
        spoken = [s for s in self.view.present(claim.statements) if s.attributions]
        direct = [s for s in spoken if s.attributions[-1].quoting is Quoting.DIRECT]
        alone = not assessment or assessment.origins_low < 2
        return alone and len(direct) == len(self.view.present(claim.statements))

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

    def _corrections(self) -> list[Sentence]:
        """What reports took back; it tells no claim, so none counts as told by it."""
        sound = (made for made in corrections(self.view, self.claim_of) if self._sound(made, "corrections"))
        return list(islice(sound, self._room("corrections")))

    def _ledger(self, kind: SeriesKind) -> list[Sentence]:
        key = "states" if kind is SeriesKind.STATE else "figures"
        series = [s for s in self.weighing.series if s.kind is kind]
        told = ledger.lines(series, self.view, self.weighing.story.title)
        lines = [made for made in told if self._sound(made, key)]
        lines = lines[: self._room(key)]
        for made in lines:
            self._remember(made)
            held = (self.claim_of.get(s) for s in made.statements)
            self.told.update(c for c in held if c and self._standing(self.view.claims[c]) is not Standing.PENDING)
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
        """What is expected and has not passed, and confirmations that are still withheld."""
        end = timeline.newest(self.view, self.weighing.story.reports)
        pending = [c for c in self._standing_in({Standing.PENDING}) if timeline.ahead(self.composer.best(c), end)]
        expected = self._tell(pending, "watch", worth=self._expected)
        expected += self._tell(self._set_ahead(end), "watch", room=self._room("watch") - len(expected))
        return expected + self._awaited(self._room("watch") - len(expected))

    def _set_ahead(self, end: datetime | None) -> list[Claim]:
        """What has been decided for a day that has not come: a day of mourning declared for Tuesday."""
        dated = ((c, timeline.claim_day(c, self.view)) for c in self._standing_in((*_AGREED, *_SINGLE)))
        return [c for c, found in dated if found and end is not None and found[0] > end]

    def _expected(self, claim: Claim) -> float:
        """Importance of something expected: more where a day or a source is given, less where it is a guess."""
        best = self.composer.best(claim)
        return self._worth(claim) + 2.0 * bool(best.when) + 2.0 * bool(best.attributions)

    def _voiced(self, claim: Claim) -> float:
        """Importance of a single voice: more for a position or figure of somebody who can be named."""
        best = self.composer.best(claim)
        source = self.view.told_by(best)
        named = source is not None and source.naming in (Naming.NAMED, Naming.ROLE)
        return self._worth(claim) + VOICED * named + FIGURED * self._counts(claim)

    def _awaited(self, room: int) -> list[Sentence]:
        claims = [c for c in self.choice.ranked(self._standing_in({Standing.UNCONFIRMED})) if c.id not in self.told]
        made = (m for c in claims if self._new(c) and (m := self.composer.awaited(c)))
        out: list[Sentence] = []
        for sentence_ in made:
            if len(out) < room and self._sound(sentence_, "watch"):
                self._remember(sentence_)
                out.append(sentence_)
        return out
