"""The task ``seeds``: a folder of reports on one affair, all that sayso finds in it, in the scorer's words.

Reports are named by their files. The gold counts a claim as corroborated when two reports assert it, sayso only when
two independent origins do; so ``repeated`` is written as corroborated here, except where one of two reports copies the
other (one text for the gold as well), and standings that the gold does not know
(unattributed, pending) as corroborated or single-source by the number of reports that assert the claim.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.pipeline import picture_of
from sayso.records import Assessment, Claim, Conflict, Picture, Quantity, Reading, Span, Statement
from sayso.said import said as all_said
from sayso.terms import Bound, ConflictClass, Naming, Stance, Standing

STANCE = {
    Stance.AFFIRMS: "asserts",
    Stance.DENIES: "denies",
    Stance.DOUBTS: "doubts",
    Stance.WITHHOLDS: "declines-to-confirm",
    Stance.URGES: "urges",
}
STANDING = {
    Standing.SUPERSEDED: "superseded",
    Standing.LABELLED_FAKE: "labelled-fake-by",
    Standing.DENIED: "denied-by",
    Standing.DISPUTED: "disputed",
    Standing.UNCONFIRMED: "officially-unconfirmed",
    Standing.CONFIRMED: "confirmed-by",
    Standing.SINGLE_SOURCE: "single-source",
}
DISSENT = {Stance.DENIES, Stance.DOUBTS, Stance.WITHHOLDS}
QUALIFIER = {
    Bound.EXACT: "exact",
    Bound.AT_LEAST: "at-least",
    Bound.AT_MOST: "up-to",
    Bound.ABOUT: "about",
    Bound.VAGUE: "vague",
}
REPORTED = {ConflictClass.CONFLICT, ConflictClass.SCOPE}
"""Differences that a desk is told of; revisions, roundings and details are no conflicts in the gold."""
MOST_EVIDENCE = 40


def predict(folder: Path) -> list[object]:
    """One prediction object for the folder."""
    return [prediction(picture_of(folder))]


def prediction(picture: Picture) -> dict[str, Any]:
    """All parts of the task."""
    names = {r.id: Path(r.name).name for r in picture.reports}
    said = all_said(picture)
    claims = [c for w in picture.weighings for c in w.claims]
    conflicts = [c for w in picture.weighings for c in w.conflicts]
    standings = {a.claim: a for w in picture.weighings for a in w.assessments}
    copies = {d.later: d.earlier for w in picture.weighings for d in w.derivations}
    return {
        "reports": {
            names[r.id]: {"date": r.published.date().isoformat() if r.published else ""} for r in picture.reports
        },
        "claims": claim_rows(claims, standings, said, names, copies),
        "conflicts": conflict_rows(conflicts),
        "timex": [row for r in picture.readings for row in timex_rows(r, names)],
        "attributions": [row for r in picture.readings for row in attribution_rows(r, names)],
        "figures": [row for r in picture.readings for row in figure_rows(r, names)],
        "places": [row for r in picture.readings for row in place_rows(r, names)],
    }


def at(span: Span, names: dict[str, str]) -> dict[str, Any]:
    """A span as the scorer wants it."""
    return {"seed": names[span.report], "start": span.start, "end": span.end}


def claim_rows(
    claims: list[Claim],
    standings: dict[str, Assessment],
    said: dict[str, Statement],
    names: dict[str, str],
    copies: dict[str, str],
) -> list[dict[str, Any]]:
    """Claims with their evidence: the statements, and those that deny or decline to confirm them.

    ``copies`` leads from a report that reuses another's text to that one.
    """
    rows, seen = [], set()
    for claim in claims:
        found = standings.get(claim.id)
        ids = dict.fromkeys(claim.statements)
        if found:
            ids |= dict.fromkeys((*found.denied_by, *found.withheld_by))
        evidence: dict[tuple[str, int, int], dict[str, Any]] = {}
        for s in (said[i] for i in ids):
            for span in s.spans:
                speaker = s.attributions[-1].source.name if s.attributions else ""
                evidence.setdefault(
                    (span.report, span.start, span.end),
                    at(span, names) | {"stance": stance_to_claim(s, found), "speaker": speaker},
                )
        key = (tuple(sorted(evidence)), claim.text)
        text = claim.text if key not in seen else f"{said[claim.best].subject}: {claim.text} [{claim.id}]"
        seen.add(key)
        reports = {said[i].report for i in claim.statements if said[i].stance in (Stance.AFFIRMS, Stance.URGES)}
        if found and found.standing is Standing.REPEATED:
            reports = {r for r in reports if copies.get(r) not in reports}
        rows.append(
            {
                "id": claim.id,
                "text": text,
                "standing": standing(found, len(reports)),
                "evidence": list(evidence.values())[:MOST_EVIDENCE],
            }
        )
    return rows


def stance_to_claim(s: Statement, found: Assessment | None) -> str:
    """How a statement stands to the claim as worded: a claim that is itself a denial is asserted by who tells of it."""
    if found is None or s.id not in (*found.denied_by, *found.withheld_by):
        return "asserts"
    return STANCE[s.stance] if s.stance in DISSENT else "denies"


def standing(found: Assessment | None, reports: int) -> str:
    """Our standing in the gold's words. Several prints of one outlet's words are one source there."""
    one_text = found is not None and [o.naming for o in found.origins] == [Naming.OUTLET]
    plain = "corroborated" if reports > 1 and not one_text else "single-source"
    return STANDING.get(found.standing, plain) if found else plain


def conflict_rows(conflicts: list[Conflict]) -> list[dict[str, Any]]:
    """Conflicts that a desk is told of, each pair of claims once."""
    pairs: dict[tuple[str, ...], str] = {}
    for c in conflicts:
        if c.cls in REPORTED:
            pairs.setdefault(tuple(sorted(c.claims)), c.kind.value)
    return [{"claims": list(pair), "kind": kind} for pair, kind in pairs.items()]


def timex_rows(reading: Reading, names: dict[str, str]) -> list[dict[str, Any]]:
    """Time expressions."""
    return [at(t.span, names) | {"type": t.kind.value, "value": t.value} for t in reading.times]


def attribution_rows(reading: Reading, names: dict[str, str]) -> list[dict[str, Any]]:
    """Attributions; a pronoun or an understood speaker is given as it is printed or resolved."""
    rows: dict[Any, dict[str, Any]] = {}
    for a in reading.attributions:
        if not a.cue or not a.content:
            continue
        who = a.source_span or a.antecedent
        row = {
            "seed": names[reading.report],
            "cue": [[c.start, c.end] for c in a.cue],
            "content": [[c.start, c.end] for c in a.content],
            "speaker": [who.start, who.end] if who else None,
            "stance": STANCE[a.stance],
        }
        rows.setdefault(repr((row["cue"], row["content"], row["speaker"])), row)
    return list(rows.values())


def figure_rows(reading: Reading, names: dict[str, str]) -> list[dict[str, Any]]:
    """Quantities; durations that are only times of the calendar are not among them."""
    return [figure(q, names) for q in reading.quantities]


def figure(q: Quantity, names: dict[str, str]) -> dict[str, Any]:
    """One quantity."""
    vague = q.value is None or q.bound is Bound.VAGUE
    return at(q.span, names) | {"value": q.value, "unit": q.unit, "qualifier": "vague" if vague else QUALIFIER[q.bound]}


def place_rows(reading: Reading, names: dict[str, str]) -> list[dict[str, Any]]:
    """Places that could be put on the map."""
    return [
        at(p.span, names) | {"lat": p.lat, "lon": p.lon, "country": p.country or None, "kind": p.kind.value}
        for p in reading.places
        if p.lat is not None
    ]
