"""A briefing as JSON, with the span of every citation and the reports they lie in."""

from __future__ import annotations

import msgspec

from sayso.records import Briefing, Picture
from sayso.tell.views import View


def as_json(briefing: Briefing, picture: Picture) -> str:
    """The briefing as one JSON object, indented, ending in a line feed.

    Beside the fields of :class:`sayso.records.Briefing` each sentence has ``cites`` (numbers of ``reports``), and
    ``reports`` is a list of ``{number, id, name, outlet, title, published, url}`` in citation order.
    """
    view = View(picture)
    body = msgspec.to_builtins(briefing)
    sentences = [(briefing.lead, body["lead"])]
    for section, made in zip(briefing.sections, body["sections"], strict=True):
        sentences += zip(section.sentences, made["sentences"], strict=True)
    for sentence, made in sentences:
        made["cites"] = list(view.cites(sentence.spans))
    body["reports"] = [_report(view, r) for r in briefing.reports]
    return msgspec.json.format(msgspec.json.encode(body), indent=2).decode() + "\n"


def _report(view: View, report: str) -> dict[str, object]:
    held = view.reports[report]
    return {
        "number": view.number(report),
        "id": held.id,
        "name": held.name,
        "outlet": held.outlet,
        "title": held.title,
        "published": held.published,
        "url": held.url,
    }
