"""The task ``same_answer``: which answers of several outlets to one question say the same.

Each paragraph is read as a report of its own, all of one question as one story. An answer is a statement on the words
that it quotes, with what was read in them; the judge of sayso says of every two answers what forbids that they are one.
An answer is a scrap of a clause and often shares no word with its equals, so likeness is that of meaning, weighed
against the whole story as everywhere.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

from evals.clauses import statement_on
from evals.documents import documents
from sayso import flow
from sayso.records import Reading, Report, Span, Statement
from sayso.weigh.matching.likenesses import Likenesses
from sayso.weigh.matching.vectors import embed
from sayso.weigh.matching.vetoes import first
from sayso.weigh.propositions import Normaliser
from sayso.weigh.who.identity import identify

ALIKE = 0.1
"""Mean of the likeness in words and in meaning from which two answers to one question are one, unless vetoed."""


def predict(data: Path) -> list[object]:
    """The pairs of equal answers of each question."""
    return [{"doc": d["doc"], "same": [list(pair) for pair in same(d)]} for d in documents(data)]


def same(document: dict[str, Any]) -> list[tuple[int, int]]:
    """Ids of the answers that say the same, two by two."""
    return [pair for pair, alike in likeness(document).items() if alike >= ALIKE]


def likeness(document: dict[str, Any]) -> dict[tuple[int, int], float]:
    """Every two answers with their likeness in words and meaning, -1 where a slot forbids that they are one."""
    read = [answer_read(a) for a in document["answers"]]
    readings = [reading for _, reading, _ in read]
    answers = [answer for _, _, answer in read]
    ids = [a["id"] for a in document["answers"]]
    story = list({s.id: s for reading in readings for s in reading.statements}.values())
    normaliser = Normaliser(identify(readings), [report for report, _, _ in read], readings)
    propositions = normaliser.propositions([*answers, *story])
    like = Likenesses(propositions, embed)
    out = {}
    for i, j in combinations(range(len(ids)), 2):
        found = like.of(i, j)
        vetoed = first(propositions[i], propositions[j])
        out[ids[i], ids[j]] = -1.0 if vetoed else (found.words + (found.meaning or found.words)) / 2
    return out


def answer_read(answer: dict[str, Any]) -> tuple[Report, Reading, Statement]:
    """The paragraph as a report, read; and the answer as a statement in it. Raises SystemExit for an empty one."""
    now = flow.moment("2000-01-01")
    report = flow.report_of(answer["paragraph"], published="", outlet=answer["url"], title="", now=now)
    reading, notes = flow.read_one(report)
    if reading is None:
        raise SystemExit(notes[0].message)
    start = max(0, report.text.find(answer["text"]))
    end = start + len(answer["text"])
    return report, reading, statement_on(Span(report=report.id, start=start, end=end, exact=answer["text"]), reading)
