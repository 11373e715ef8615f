"""The briefing of a picture: its sections, each filled with the claims that matter most, each claim told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sayso.records import Briefing, Picture, Section, Sentence, Weighing
from sayso.tell import about
from sayso.tell.chapters import Chapter
from sayso.tell.phrases import count
from sayso.tell.titles import headline
from sayso.tell.views import View, weighings

MOST_LISTED = 60
"""Reports that are listed whether they are cited or not; of more, only those cited."""
MOST_STORIES = 12
"""Stories that one briefing tells; the smaller ones are counted in a note."""


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
        part = Chapter(weighing, view, share=1.0 if i == 0 else 0.5)
        name = titles[i][0] if len(told) > 1 else ""
        sections += [Section(key=s.key, heading=s.heading, sentences=s.sentences, story=name) for s in part.sections()]
        notes += part.notes
    if left:
        notes.append(f"{count(len(left)).capitalize()} smaller stories are left out; name one to read it.")
    covered = {r for w in told for r in w.story.reports} if story else set(view.reports)
    reports = tuple(r for r in view.order if r in covered)
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


def _all(sections: Iterable[Section]) -> Iterable[Sentence]:
    return (sentence for section in sections for sentence in section.sentences)


def _cited(sentences: Iterable[Sentence], view: View) -> tuple[str, ...]:
    numbers = sorted({n for s in sentences for n in view.cites(s.spans)})
    return tuple(view.order[n - 1] for n in numbers)
