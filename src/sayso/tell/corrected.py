"""Whether a correction that a briefing tells is one: checked against the versions of the report themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.records import Sentence
from sayso.tell import phrases
from sayso.tell.grammar import Clause
from sayso.tell.views import View

PHRASES = frozenset({"changed", "cut", "taken_down"})
"""The phrases that tell a correction."""
_TO = "changed_to"


def faults(clauses: Sequence[Clause], sentence: Sentence, view: View) -> Iterator[str]:
    """What is wrong with a correction: no newer version, the words still there, a page that is not gone."""
    keys = [c.key for c in clauses]
    if ("changed" in keys) != (_TO in keys):
        yield "half of a correction"
        return
    for clause in clauses:
        if clause.key in PHRASES | {_TO}:
            yield from _clause(clause, clauses[0], view)


def _clause(clause: Clause, first: Clause, view: View) -> Iterator[str]:
    report, words = clause.quoted[0].report, clause.quoted[0].exact
    newest = view.versions.get(report)
    if clause.key == "taken_down":
        if view.reports[report].gone is None:
            yield "the page of the cited report is not gone"
    elif clause.key == _TO:
        if not _later(report, first.quoted[0].report, view):
            yield "the second passage is in no newer version of the report of the first"
    elif newest is None:
        yield "there is no newer version of the cited report"
    elif words in view.reports[newest].text:
        yield f"the newest version still has the words: {words}"


def _later(report: str, than: str, view: View) -> bool:
    """Whether a report is a newer version of another."""
    seen: set[str] = set()
    while report and report not in seen:
        seen.add(report)
        before = view.reports[report].revision_of if report in view.reports else ""
        if before == than:
            return True
        report = before
    return False


def days(sentence: Sentence, view: View) -> set[str]:
    """The days on which what a sentence tells was seen."""
    told = set(sentence.statements)
    return {phrases.short_day(e.known_at) for e in view.picture.errata if e.known_at and e.statement in told}
