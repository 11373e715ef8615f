"""Answers over what is kept: claims chosen, a claim explained, a briefing, an export; and what needs no desk at all."""

from __future__ import annotations

from datetime import datetime

from sayso.keep import Store, exchange, search
from sayso.keep.search import Held, Why
from sayso.notes import BadInput, NothingFound
from sayso.records import Briefing, Picture, Report
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
    from sayso.weigh import standing

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
    return search.why(picture, id, rules())


def export(picture: Picture, format: str) -> str:
    """A picture for other programs. Raises BadInput for an unknown format."""
    if format not in exchange.FORMATS:
        raise BadInput(f"there is no format {format!r}; it is one of {', '.join(exchange.FORMATS)}")
    return exchange.FORMATS[format](picture)


def brief(picture: Picture, story: str | None = None) -> Briefing:
    """The briefing of a picture, or of one story of it. Raises NothingFound for a story that is not in it."""
    from sayso import tell

    try:
        return tell.brief(picture, story=story)
    except KeyError as e:
        raise NothingFound(f"there is no story {story!r}; `sayso stories` lists them") from e


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
