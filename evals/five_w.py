"""The task ``five_w``: who did what, when, where, why and how, for the main event of a report.

The main event is the statement among the first that best fits title and lead; its own slots answer, and where one is
empty the first of the report does. A title that tells an event itself is read like a text: it says who and what most
shortly.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from evals.documents import documents, reading_of
from sayso.records import Argument, Reading, Statement
from sayso.terms import PlaceKind, Sense, TimeKind

LEAD = 12
"""How many statements from the beginning can be the main event."""
SHORT = 4
"""Fewest letters of a word that counts as content."""
CAUSES = re.compile(
    r"\b(?:because(?: of)?|due to|as a result of|in response to|amid|over|following|after|so that|in order to|to)\b"
    r"[^.;]*",
    re.IGNORECASE,
)
"""Where a cause or a purpose is told, in the passage of a statement."""
MEANS = ("by", "with", "through", "via", "using")
"""Prepositions of means and manner."""


def predict(data: Path) -> list[object]:
    """One object a document, with the questions that its records answer."""
    return [answer(document, reading_of(document), reading_of(titled(document))) for document in documents(data)]


def titled(document: dict[str, Any]) -> dict[str, Any]:
    """The title as a document of its own."""
    return {"text": document.get("title") or "", "date": document.get("date")}


def answer(document: dict[str, Any], reading: Reading, title: Reading) -> dict[str, str]:
    """The answers of one report, unknown ones left out."""
    main = main_event(document, reading)
    if main is None:
        return {"doc": document["doc"]}
    shortest = next((s for s in title.statements if _argument(s, "subject")), main)
    found = {
        "who": who(shortest),
        "what": what(shortest),
        "when": when(main, reading),
        "where": where(main, reading),
        "why": why(main),
        "how": how(main),
    }
    return {"doc": document["doc"]} | {asked: text for asked, text in found.items() if text}


def main_event(document: dict[str, Any], reading: Reading) -> Statement | None:
    """The statement among the first that shares most words with the title, the earlier the better."""
    title = content(document.get("title") or "")
    lead = content(document.get("lead") or "")

    def fit(at: int, s: Statement) -> float:
        own = content(f"{s.subject} {s.content}")
        shared = len(own & title) / max(1, len(title)) + 0.3 * len(own & lead) / max(1, len(own))
        return shared - 0.04 * at

    first = list(enumerate(reading.statements[:LEAD]))
    return max(first, key=lambda pair: fit(*pair))[1] if first else None


def content(text: str) -> set[str]:
    """The longer words of a text, cut to their stems' length so that inflections meet."""
    return {w.lower()[:6] for w in re.findall(r"[^\W_]+", text) if len(w) >= SHORT or w[0].isupper()}


def who(main: Statement) -> str:
    """The subject, by name where it has one."""
    subject = _argument(main, "subject")
    return (subject.entity or subject.text) if subject else main.subject


def what(main: Statement) -> str:
    """The passage without its subject and its circumstances of time."""
    subject, text = _argument(main, "subject"), main.content
    if subject and text.startswith(subject.text):
        text = text[len(subject.text) :]
    if main.when and main.when.span.exact in text:
        text = re.sub(rf"\s*(?:\b(?:on|in|at|since)\s+)?{re.escape(main.when.span.exact)}", "", text)
    cause = CAUSES.search(text)
    return (text[: cause.start()] if cause and cause.start() > len(text) / 3 else text).strip(" ,")


def when(main: Statement, reading: Reading) -> str:
    """Its own time, else the first date or time of the report."""
    if main.when:
        return main.when.span.exact
    return next((t.span.exact for t in reading.times if t.kind in (TimeKind.DATE, TimeKind.TIME) and t.earliest), "")


def where(main: Statement, reading: Reading) -> str:
    """Its own place, else the place that the report names most, towns before countries."""
    own = [w for w in main.where if w.sense is Sense.LOCATION]
    if own:
        return own[0].span.exact
    told = [w for w in reading.places if w.sense is Sense.LOCATION]
    towns = [w for w in told if w.kind is not PlaceKind.COUNTRY] or told
    return Counter(w.span.exact for w in towns).most_common(1)[0][0] if towns else ""


def why(main: Statement) -> str:
    """What its sentence gives as cause or purpose."""
    found = CAUSES.search(main.sentence.exact)
    return re.split(r",| who | which | that ", found[0].strip(" ,"))[0] if found else ""


def how(main: Statement) -> str:
    """By what means, where it says so."""
    means = next((a for role in MEANS if (a := _argument(main, role))), None)
    return f"{means.role} {means.text}" if means else ""


def _argument(main: Statement, role: str) -> Argument | None:
    return next((a for a in main.arguments if a.role == role), None)
