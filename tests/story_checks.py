"""What a story of ``tests/stories`` may expect of the exported object: one small function for each kind of check.

The vocabulary is explained in ``tests/stories/README.md``. Every check returns what it found instead, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

Table = dict[str, Any]
"""A table of a TOML file, or an object of the export."""


class Exported:
    """The exported object of one story, with its reports known by the names that the story gives them."""

    def __init__(self, export: Table) -> None:
        self.claims: list[Table] = export["claims"]
        self.conflicts: list[Table] = export["conflicts"]
        self.series: list[Table] = export["series"]
        self.stories: list[Table] = export["stories"]
        self.statements: dict[str, Table] = {s["id"]: s for s in export["statements"]}
        self.reports: dict[str, Table] = {r["external_id"]: r for r in export["reports"]}
        self.names: dict[str, str] = {r["id"]: r["external_id"] for r in export["reports"]}

    def tells(self, statement: Table, side: Table | list[str]) -> bool:
        """Whether a statement has the words of a side, none of its ``without``, and stands in its report."""
        side = {"words": side} if isinstance(side, list) else side
        told = " ".join(statement[key] for key in ("content", "subject", "object"))
        return (
            all(has(told, w) for w in side["words"])
            and not any(has(told, w) for w in side.get("without", ()))
            and side.get("report", self.names[statement["report"]]) == self.names[statement["report"]]
        )

    def telling(self, side: Table | list[str]) -> list[Table]:
        return [s for s in self.statements.values() if self.tells(s, side)]

    def holding(self, side: Table | list[str]) -> list[Table]:
        """Claims with a statement that tells a side."""
        return [c for c in self.claims if any(self.tells(self.statements[i], side) for i in c["statements"])]

    def between(self, conflict: Table, sides: list[Any]) -> bool:
        """Whether a conflict sets two sides against each other, by its statements or by all that its claims say."""
        told = [[self.statements[i]] for i in conflict["statements"]]
        by_claim = {c["id"]: [self.statements[i] for i in c["statements"]] for c in self.claims}
        whole = [by_claim[c] for c in conflict["claims"]] if len(set(conflict["claims"])) == 2 else told
        return any(
            all(any(self.tells(s, side) for s in group) for group, side in zip(order, sides, strict=True))
            for groups in (told, whole)
            for order in (groups, groups[::-1])
        )


def has(text: str, pattern: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE) is not None


def side(check: Table, key: str) -> Table:
    """The words of a check with what narrows them."""
    return {"words": check[key]} | {k: check[k] for k in ("report", "without") if k in check}


# ------------------------------------------------------------------------- the checks


def claim(x: Exported, check: Table) -> object:
    """Some claim with these words stands so, has so many origins, and is denied, withheld or confirmed by somebody."""
    found = x.holding(side(check, "claim"))
    lists = {k: check[k] for k in ("denied_by", "withheld_by", "confirmed_by") if k in check}

    def fits(c: Table) -> bool:
        return (
            c["standing"] in check.get("standing", [c["standing"]])
            and c["origins"] == check.get("origins", c["origins"])
            and {x.names[x.statements[s]["report"]] for s in c["statements"]} >= set(check.get("reports", ()))
            and all(bool(c[key]) == wanted for key, wanted in lists.items())
        )

    wrong = [c for c in found if c["standing"] in check.get("never", ())]
    shown = [(c["text"], c["standing"], c["origins"], c["origin_names"]) for c in found]
    return None if any(map(fits, found)) and not wrong else shown or "no such claim"


def one_claim(x: Exported, check: Table) -> object:
    """Some claim tells all of these sides."""
    held = [{c["id"] for c in x.holding(s)} for s in check["one_claim"]]
    return None if set.intersection(*held) else [[c["text"] for c in x.holding(s)] for s in check["one_claim"]]


def apart(x: Exported, check: Table) -> object:
    """Each side is told, and no claim tells two of them (by two statements)."""
    sides = check["apart"]
    if silent := [s for s in sides if not x.telling(s)]:
        return "told nowhere", silent
    for c in x.claims:
        told = [{i for i in c["statements"] if x.tells(x.statements[i], s)} for s in sides]
        if sum(map(bool, told)) > 1:
            return "one claim", [x.statements[i]["content"] for i in c["statements"]]
    return None


def _conflicts(x: Exported, check: Table, key: str) -> Iterator[Table]:
    for c in x.conflicts:
        kinds, classes = check.get("kind", [c["kind"]]), check.get("class", [c["class"]])
        if c["kind"] in kinds and c["class"] in classes and (not check[key] or x.between(c, check[key])):
            yield c


def _shown(x: Exported, conflict: Table) -> tuple[str, ...]:
    told = (x.statements[i]["content"] for i in conflict["statements"])
    return (conflict["kind"], conflict["class"], *told)


def conflict(x: Exported, check: Table) -> object:
    """Two sides stand against each other."""
    if any(True for _ in _conflicts(x, check, "conflict")):
        return None
    return [_shown(x, c) for c in x.conflicts] or "no conflict at all"


def no_conflict(x: Exported, check: Table) -> object:
    """Two sides (or, for an empty list, any) do not stand against each other."""
    return [_shown(x, c) for c in _conflicts(x, check, "no_conflict")] or None


def _followed(x: Exported, check: Table, key: str, kind: str) -> list[Table]:
    about = [s for s in x.series if s["kind"] == kind and has(f"{s['attribute']} {s['unit']}", check[key])]
    return [s for s in about if has(_about(x, s), check.get("subject", ".*"))]


def _about(x: Exported, series: Table) -> str:
    """What a series says it is about, and what the statements of its points tell."""
    told = [x.statements[p["statement"]] for p in series["points"]]
    places = [w["name"] for s in told for w in s["where"]]
    return " ".join((series["subject"], *(s["content"] for s in told), *places))


def series(x: Exported, check: Table) -> object:
    """One series of a quantity has these points, in this order, and none of the values of ``never``."""
    found = _followed(x, check, "series", "quantity")

    def fits(s: Table) -> bool:
        points = iter(s["points"])
        ordered = all(any(_is(x, p, wanted) for p in points) for wanted in check.get("points", ()))
        return ordered and not {p["value"] for p in s["points"]} & set(check.get("never", ()))

    keys = ("value", "bound", "direction", "superseded")
    shown = [(s["subject"], s["attribute"], [[p[k] for k in keys] for p in s["points"]]) for s in found]
    return None if any(map(fits, found)) else shown or "no such series"


def _is(x: Exported, point: Table, wanted: Table) -> bool:
    report = x.names[x.statements[point["statement"]]["report"]]
    return all(report == v if k == "report" else point[k] == v for k, v in wanted.items())


def no_series(x: Exported, check: Table) -> object:
    """No series of this quantity holds one of these values together with another value."""
    found = _followed(x, check, "no_series", "quantity")
    mixed = [[p["value"] for p in s["points"]] for s in found]
    return [m for m in mixed if set(m) & set(check["values"]) and len(set(m)) > 1] or None


def states(x: Exported, check: Table) -> object:
    """One series of states runs through these, repetitions left out, and expects this."""
    found = _followed(x, check | {"attribute": check.get("attribute", ".*")}, "attribute", "state")

    def fits(s: Table) -> bool:
        held = [p["value"] for p in s["points"] if p["phase"] != "future"]
        due = {p["value"] for p in s["points"] if p["phase"] == "future" and not p["superseded"]}
        return [v for v, _ in groupby(held)] == check["states"] and check.get("expected", due) in (due, *due)

    shown = [(s["subject"], s["attribute"], [(p["value"], p["phase"]) for p in s["points"]]) for s in found]
    return None if any(map(fits, found)) else shown or "no such series"


def statement(x: Exported, check: Table) -> object:
    """Some statement with these words has these sources (outermost first), this stance, time, place and so on."""
    found = x.telling(side(check, "statement"))
    slots = ("stance", "certainty", "phase", "polarity")

    def fits(s: Table) -> bool:
        chain = check.get("sources")
        when = s["when"]["value"] if s["when"] else None
        return (
            all(s[k] in check.get(k, [s[k]]) for k in slots)
            and (chain is None or (len(chain) == len(s["sources"]) and all(map(has, s["sources"], chain))))
            and when in check.get("when", [when])
            and ("where" not in check or any(has(w["name"], check["where"]) for w in s["where"]))
        )

    wrong = [s for s in found if any(s[k] in check.get(f"never_{k}", ()) for k in slots)]
    shown = [[s[k] for k in ("content", "sources", *slots, "when", "where")] for s in found]
    return None if any(map(fits, found)) and not wrong else shown or "no such statement"


def no_statement(x: Exported, check: Table) -> object:
    """No statement holds any of these passages."""
    return [
        s["content"] for s in x.statements.values() if any(has(s["content"], w) for w in check["no_statement"])
    ] or None


def stories(x: Exported, check: Table) -> object:
    """Each group of reports is in one story, and no story holds two of the groups."""
    held = [{x.names[r] for r in s["reports"]} for s in x.stories]
    whole = all(any(set(group) <= h for h in held) for group in check["stories"])
    mixed = any(sum(set(group) <= h for group in check["stories"]) > 1 for h in held)
    return None if whole and not mixed else held


def revision(x: Exported, check: Table) -> object:
    """The first report is a newer version of the second."""
    newer, older = check["revision"]
    found = x.reports[newer]["revision_of"]
    return None if found == x.reports[older]["id"] else x.names.get(found or "", found)


def no_revision(x: Exported, check: Table) -> object:
    """None of the reports is a newer version of another."""
    return [r for r in check["no_revision"] if x.reports[r]["revision_of"]] or None


def report(x: Exported, check: Table) -> object:
    """A report carries one of these facts in each field (outlet, credit, published_basis ...)."""
    held = x.reports[check["report"]]
    facts = {k: v for k, v in check.items() if k not in ("report", "fails")}
    return {k: held[k] for k, wanted in facts.items() if held[k] not in wanted} or None


CHECKS: dict[str, Callable[[Exported, Table], object]] = {
    f.__name__: f
    for f in (
        claim, one_claim, apart, conflict, no_conflict, series, no_series, states,
        statement, no_statement, stories, revision, no_revision, report,
    )
}  # fmt: skip
"""Each check by the key that names it in a story; the first key of an expectation decides."""
