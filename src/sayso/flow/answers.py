"""Answers over what is kept: claims chosen, a claim explained, a briefing, an export; and what needs no desk at all."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime

from sayso.flow.people import telling
from sayso.keep import Store, exchange, search
from sayso.keep import stories as keep_stories
from sayso.keep.search import Held, Why
from sayso.notes import BadInput, NothingFound
from sayso.records import Briefing, Picture, Report, StoryChange
from sayso.settings import Settings
from sayso.terms import Standing


def moment(said: str) -> datetime:
    """The moment that a user's date names, in UTC. Raises BadInput when it cannot be read for certain."""
    from sayso.gather import dates

    found = dates.read(said)
    if found is None:
        raise BadInput(f"the date {said!r} cannot be read for certain; write it as 2031-05-04 or 2031-05-04T14:00:00Z")
    return found[0]


def report_of(text: str, *, published: str, outlet: str, title: str, now: datetime) -> Report:
    """A report from a bare text. Raises BadInput when there is nothing to read in it."""
    from sayso.gather import fields, reports

    facts = fields.Facts(name="text", published=published, outlet=outlet, title=title)
    notes = []
    for item in reports.make(text, facts, reports.Context(None, now, Settings()), place="text", raw_hash=""):
        if isinstance(item, Report):
            return item
        notes.append(item.message)
    raise BadInput(" ".join(notes))


def rules() -> dict[str, str]:
    """The sentence of each rule that decides a standing, by its name."""
    from sayso.weigh.standing import rules as standing

    return {rule.test.__name__: rule.sentence for rule in standing.RULES}


def claims(
    store: Store,
    picture: Picture,
    *,
    standing: Standing | None = None,
    since: datetime | None = None,
    about: str | None = None,
) -> tuple[Held, ...]:
    """Claims of a picture, chosen and put in order by the store."""
    held = {h.claim.id: h for h in search.held(picture)}
    found = search.claims(store, standing=standing, since=since, about=about)
    return tuple(held[id] for id in found if id in held)


def why(picture: Picture, id: str) -> tuple[Why, ...]:
    """All that bears on the claims that an id leads to. Raises NothingFound or BadInput."""
    return telling(picture, search.why(picture, id, rules()))


def export(picture: Picture, format: str) -> str:
    """A picture for other programs. Raises BadInput for an unknown format."""
    if format not in exchange.FORMATS:
        raise BadInput(f"there is no format {format!r}; it is one of {', '.join(exchange.FORMATS)}")
    return exchange.FORMATS[format](picture)


def brief(store: Store, picture: Picture, story: str | None = None) -> Briefing:
    """The briefing of a picture, or of one story of it: by its title, or by an id that it has or had, or its beginning.

    Raises NothingFound for a story that is not in the picture, BadInput for a beginning that fits several.
    """
    from sayso import tell

    try:
        return tell.brief(picture, story=story and _now_called(store, picture, story))
    except KeyError as e:
        raise NothingFound(f"there is no story {story!r}; `sayso stories` lists them") from e


def story_changes(store: Store) -> tuple[StoryChange, ...]:
    """What became of stories when reports came in, in the order in which it happened."""
    return keep_stories.changes(store)


def _now_called(store: Store, picture: Picture, story: str) -> str:
    """The id of the story of a picture that an id, or its beginning, leads to; anything else (a title) as it is.

    Of a story that was split, the part with most of its reports.
    """
    now = {w.story.id for w in picture.weighings}
    changes = () if story in now else story_changes(store)
    known = now | {c.story for c in changes}
    fitting = {i for i in known if i.startswith(story) or i.partition("_")[2].startswith(story)} if story else set()
    if story in known:
        fitting = {story}
    heirs = list(dict.fromkeys(h for i in sorted(fitting) for h in _heirs(i, changes, now)[:1]))
    if len(heirs) > 1:
        raise BadInput(f"{story!r} is the beginning of {len(heirs)} ids ({', '.join(heirs[:5])}); give more of it")
    return heirs[0] if heirs else story


def _heirs(story: str, changes: Sequence[StoryChange], now: Container[str]) -> list[str]:
    """The stories in which the reports of a story stand now, the one with most of them first."""
    if story in now:
        return [story]
    heirs = [story]
    for change in changes:
        if change.story in heirs:
            at = heirs.index(change.story)
            heirs[at : at + 1] = change.into
    return [h for h in dict.fromkeys(heirs) if h in now]


FORMS = ("text", "md", "html", "json")
"""Forms in which a briefing can be written."""


def text(briefing: Briefing, picture: Picture, *, width: int, colour: bool) -> str:
    """A briefing as text for a terminal of so many columns."""
    from sayso import tell

    return tell.terminal(briefing, picture, width=width, colour=colour)


def render(briefing: Briefing, picture: Picture, form: str) -> str:
    """A briefing as text: one of :data:`FORMS`."""
    from sayso import tell

    writers = dict(zip(FORMS, (tell.terminal, tell.markdown, tell.html, tell.as_json), strict=True))
    return writers[form](briefing, picture)
