"""The public object: a desk takes reports in, and answers who says what, on whose word, and who disagrees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from sayso import flow
from sayso.flow import (
    SAID,
    Act,
    Asked,
    Cited,
    Dated,
    Edited,
    Erred,
    Evidence,
    Followed,
    Gathered,
    Held,
    Link,
    Progress,
    Why,
    no_progress,
)
from sayso.notes import BadInput, Note, SaysoError
from sayso.records import Briefing, Conflict, Judgement, Picture, Reading, Report, Series, Story, StoryChange
from sayso.settings import Settings
from sayso.terms import Standing, Term, Verdict

__all__ = [
    "SAID", "Act", "Asked", "Cited", "Dated", "Desk", "Edited", "Erred", "Evidence", "Followed", "Gathered", "Held",
    "Link", "Progress", "Why", "no_progress", "open", "read",
]  # fmt: skip

T = TypeVar("T", bound=Term)

Date = str | datetime
"""A moment: a datetime (taken as UTC without a zone), or text such as ``2031-05-04`` or ``2031-05-04T14:00:00Z``."""


class Desk:
    """One record of the reporting on a crisis, in a file or in memory.

    >>> with Desk() as desk:
    ...     done = desk.gather("examples/estmark")
    ...     for held in desk.claims(standing="denied"):
    ...         print(held.claim.text, held.assessment.origins_low)

    Ids may be shortened to any beginning that fits only one. Everything returned is a frozen record of
    :mod:`sayso.records`. Raises DeskTrouble when the file cannot be opened, read or written.
    """

    def __init__(self, path: str | Path | None = None, *, settings: Settings | None = None, write: bool = True) -> None:
        """Open the desk file, making it if need be; None is a desk in memory.

        ``write=False`` opens an existing desk for questions only. Without ``settings`` one process reads; more workers
        (``Settings(workers=4)``) need the usual ``if __name__ == "__main__":`` guard in your script.
        """
        self.path = None if path is None else Path(path)
        self.settings = settings or Settings(workers=1)
        self._store = flow.Store(self.path, write=write)
        self._held: tuple[tuple[int, int], Picture] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Nothing is lost without it."""
        self._store.close()

    # ------------------------------------------------------------------------ taking in

    def gather(self, *places: str | Path, published: Date | None = None, progress: Progress = no_progress) -> Gathered:
        """Take in addresses, files, folders or "-" (standard input), read what is new, weigh what has changed by it.

        ``published`` is the date of reports in which none is found. The same reports again change nothing. With no
        places, work that was interrupted is finished. What could not be used is told in the notes of the result.
        """
        return flow.run(
            self._store,
            places,
            published=None if published is None else _moment(published),
            now=datetime.now(UTC),
            settings=self.settings,
            progress=progress,
        )

    def judge(self, left: str, right: str, verdict: Verdict | str, *, by: str, reason: str = "") -> Gathered:
        """Say whether two statements or claims (ids) state the same claim, and weigh again.

        ``verdict`` is same, different, excludes or unsure. A claim stands for all of its statements. A person's word
        overrules rules and models; the latest of them counts, and *unsure* is no word. Raises NothingFound for an
        unknown id, BadInput for two that cannot be judged together.
        """
        now = datetime.now(UTC)
        said = flow.lines(self.picture(), left, right, _term(Verdict, verdict), by, reason, now)
        return self._weigh_with(said, now)

    def undo(self, act: str, *, by: str, reason: str = "") -> Gathered:
        """Take back what was said at one time (the id of an act), or all that one judge said (its name); weighs again.

        Nothing is deleted: the log says who took it back. Raises NothingFound for an unknown act, BadInput for one that
        is taken back already.
        """
        now = datetime.now(UTC)
        return self._weigh_with(flow.undoing(self._store, act, by, reason, now), now)

    def _weigh_with(self, said: Sequence[Judgement], now: datetime) -> Gathered:
        """Put a person's lines into the log and weigh what they are about; no second judge is asked for it."""
        self._store.add_judgements(said, now)
        settings = msgspec.structs.replace(self.settings, judge="")
        return flow.run(self._store, (), published=None, now=now, settings=settings)

    # -------------------------------------------------------------------------- asking

    def picture(self, as_of: Date | None = None) -> Picture:
        """All that the desk holds, or what it held at a moment."""
        if as_of is not None:
            return self._store.picture(_moment(as_of))
        version = self._store.version()
        if self._held is None or self._held[0] != version:
            self._held = version, self._store.picture()
        return self._held[1]

    def reports(self) -> tuple[Report, ...]:
        """Every report, in order of gathering."""
        return self.picture().reports

    def stories(self) -> tuple[Story, ...]:
        """Every story, the one with most reports first."""
        return tuple(w.story for w in self.picture().weighings)

    def story_changes(self) -> tuple[StoryChange, ...]:
        """What became of stories when reports came in: which merged, split or go by another id, in order of time."""
        return flow.story_changes(self._store)

    def claims(
        self, *, standing: Standing | str | None = None, since: Date | None = None, about: str | None = None
    ) -> tuple[Held, ...]:
        """Claims with how they stand, those of most independent origins first.

        ``standing`` is a word of :class:`sayso.terms.Standing`; ``since`` keeps those first seen at or after it;
        ``about`` those about all of its words, names included. Raises BadInput for an unknown standing.
        """
        return flow.claims(
            self._store,
            self.picture(),
            standing=None if standing is None else _term(Standing, standing),
            since=None if since is None else _moment(since),
            about=about,
        )

    def why(self, id: str) -> tuple[Why, ...]:
        """All that bears on a claim; for the id of a conflict, series, statement or report, on each of its claims.

        Raises NothingFound for an unknown id, BadInput for a beginning that fits several.
        """
        return flow.why(self.picture(), id)

    def unsure(self, most: int = 20) -> tuple[Link, ...]:
        """The links between statements that are most worth a person's look; :meth:`judge` settles them."""
        return flow.unsure(self.picture(), most)

    def acts(self) -> tuple[Act, ...]:
        """What people and second judges said, the latest first; :meth:`undo` takes it back."""
        return flow.acts(self._store)

    def homes(self, *ids: str) -> tuple[Held, ...]:
        """The claims that some statements belong to now: statements keep their ids, claims that grow do not."""
        return tuple(h for h in self.claims() if set(ids) & set(h.claim.statements))

    def errata(self, *, as_of: Date | None = None) -> tuple[Erred, ...]:
        """What newer versions and lost pages took from claims, the latest first: what stood there, what stands now."""
        return flow.errata(self.picture(as_of))

    def edits(self, report: str) -> Edited:
        """What a report and the version before it (or, for one that was replaced, after it) differ in, text and all.

        Raises NothingFound for an unknown id and for a report of one version, BadInput for a beginning of several ids.
        """
        return flow.edits(self.picture(), report)

    def timeline(self) -> tuple[Dated, ...]:
        """Claims with the time in the world that they tell of, earliest first; those of no certain day are left out."""
        return flow.timeline(self.picture())

    def series(self) -> tuple[Series, ...]:
        """Every quantity and state that is followed through time."""
        return tuple(s for w in self.picture().weighings for s in w.series)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every typed difference between claims."""
        return tuple(c for w in self.picture().weighings for c in w.conflicts)

    def sources(self) -> tuple[Cited, ...]:
        """Whoever is cited, with the statements resting on their word, the most cited first."""
        return flow.sources(self.picture())

    def feeds(self) -> tuple[Followed, ...]:
        """Every feed that listed a report of the desk."""
        return flow.feeds(self.picture())

    def opml(self) -> str:
        """Those feeds as a list in OPML 2.0."""
        return flow.opml(self.feeds())

    def brief(self, story: str | None = None, *, as_of: Date | None = None) -> Briefing:
        """The briefing of the whole desk, or of one story by its title or an id that it has or had.

        Raises NothingFound for an unknown story, BadInput for the beginning of several ids.
        """
        return flow.brief(self._store, self.picture(as_of), story)

    def render(self, briefing: Briefing, form: str = "text", *, width: int = 96, colour: bool = False) -> str:
        """A briefing of this desk as ``text``, ``md``, ``html`` (one self-contained page) or ``json``.

        ``width`` (columns) and ``colour`` (ANSI) are for text.
        """
        if form not in flow.FORMS:
            raise BadInput(f"there is no form {form!r}; it is one of {', '.join(flow.FORMS)}")
        picture = self.picture(briefing.as_of)
        if form == "text":
            return flow.text(briefing, picture, width=width, colour=colour)
        return flow.render(briefing, picture, form)

    def export(self, format: str = "json", *, as_of: Date | None = None) -> str:
        """All that is held, for other programs: ``json`` (docs/reference/export.md), ``csv`` or ``geojson``."""
        return flow.export(self.picture(as_of), format)

    # ----------------------------------------------------------------------- soundness

    def unread(self) -> int:
        """How many reports are kept but not read yet, because a run was interrupted."""
        return len(self._store.unread())

    def check(self) -> tuple[Note, ...]:
        """Everything that is wrong inside the desk; empty when it is sound."""
        return flow.check(self._store)


def open(path: str | Path | None = None, *, settings: Settings | None = None) -> Desk:
    """Open a desk file, making it if need be; without a path, a desk in memory. Raises DeskTrouble.

    >>> import sayso
    >>> with sayso.open() as desk:
    ...     desk.gather("examples/estmark").added
    """
    return Desk(path, settings=settings)


def read(text: str, *, published: Date | None = None, outlet: str = "", title: str = "") -> Reading:
    """Everything that one text says; ``published`` settles what "Tuesday" means. Raises BadInput for an empty text.

    >>> import sayso
    >>> reading = sayso.read("The bridge is closed, the mayor said on Tuesday.", published="2031-05-07")
    >>> reading.statements[0].attributions[0].source.name
    'the mayor'
    """
    now = datetime.now(UTC)
    if published is not None:
        now = max(now, _moment(published))  # whoever names a day to come means it
    said = published.isoformat() if isinstance(published, datetime) else published or ""
    report = flow.report_of(text, published=said, outlet=outlet, title=title, now=now)
    reading, notes = flow.read_one(report)
    if reading is None:
        raise SaysoError(notes[0].message)
    return reading


def _moment(date: Date) -> datetime:
    if isinstance(date, str):
        return flow.moment(date)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _term(vocabulary: type[T], word: str) -> T:
    try:
        return msgspec.convert(word, vocabulary)
    except msgspec.ValidationError as e:
        name = vocabulary.__name__.lower()
        raise BadInput(f"there is no {name} {word!r}; it is one of {', '.join(vocabulary)}") from e
