"""The example incident of ``examples/estmark``, through the public desk, against ``examples/estmark.golden.json``."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.records import Claim, Conflict, Picture, Report, Series, Statement, Weighing
from sayso.said import said
from sayso.terms import Phase, SeriesKind

EXAMPLES = Path(__file__).parent.parent / "examples"
GOLDEN: dict[str, Any] = json.loads((EXAMPLES / "estmark.golden.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.slow


def each(part: str) -> pytest.MarkDecorator:
    """Runs a test once for each check of a part of the golden file."""
    checks = GOLDEN[part]
    return pytest.mark.parametrize("check", checks, ids=[c.get("key", c.get("later", "")) for c in checks])


class Example:
    """The picture of the example, with what the checks ask of it."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.reports = {r.id: r for r in picture.reports}
        self.statements = said(picture)
        self.claims = [c for w in picture.weighings for c in w.claims]
        self.conflicts = [c for w in picture.weighings for c in w.conflicts]
        self.assessments = {a.claim: a for w in picture.weighings for a in w.assessments}

    def named(self, report: str, start: str) -> bool:
        """Whether a report is the one that a check names by its file or id."""
        r = self.reports[report]
        return start in (r.external_id, Path(r.name).name[: len(start)])

    def story(self, key: str) -> Weighing:
        held = next(s for s in GOLDEN["stories"] if s["key"] == key)["holds"]
        return next(w for w in self.picture.weighings if all(self.holds(w, name) for name in held[:1]))

    def holds(self, weighing: Weighing, name: str) -> bool:
        return any(self.named(r, name) for r in weighing.story.reports)

    def text(self, claim: str) -> str:
        """All the words in which a claim is told, with the sentences around them."""
        found = next(c for c in self.claims if c.id == claim)
        return " ".join(self.statements[i].content for i in found.statements)

    def matching(self, check: dict[str, Any]) -> list[Claim]:
        """Claims with a statement that has all the words (and the report) of a check."""
        return [c for c in self.claims if any(self.fits(self.statements[i], check) for i in c.statements)]

    def fits(self, s: Statement, check: dict[str, Any]) -> bool:
        words = (*check["words"], *check.get("also", ()))
        where = check.get("report")
        return all(has(s.content, w) for w in words) and (where is None or self.named(s.report, where))

    def between(self, conflict: Conflict, sides: list[list[str]]) -> bool:
        """Whether a conflict's two statements tell the two sides, either way round."""
        told = [self.statements[i].content for i in conflict.statements]
        orders = (told, told[::-1])
        return any(all(has(t, w) for t, words in zip(o, sides, strict=True) for w in words) for o in orders)


def has(text: str, pattern: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None


@pytest.fixture(scope="module")
def example() -> Example:
    with sayso.open(None) as desk:
        desk.gather(EXAMPLES / "estmark")
        return Example(desk.picture())


def test_every_report_is_gathered(example: Example) -> None:
    assert len(example.reports) == GOLDEN["reports"]


@each("stories")
def test_stories(example: Example, check: dict[str, Any]) -> None:
    weighing = example.story(check["key"])
    assert [name for name in check["holds"] if not example.holds(weighing, name)] == []
    assert [name for name in check.get("not", ()) if example.holds(weighing, name)] == []


@each("lineage")
def test_lineage(example: Example, check: dict[str, Any]) -> None:
    earlier = check["earlier"] if isinstance(check["earlier"], list) else [check["earlier"]]
    found = [d for w in example.picture.weighings for d in w.derivations if example.named(d.later, check["later"])]
    kinds = {d.kind for d in found if any(example.named(d.earlier, e) for e in earlier)}
    later = [r for r in example.reports.values() if example.named(r.id, check["later"]) and r.revision_of]
    revised = {"revision" for r in later if any(example.named(r.revision_of, e) for e in earlier)}
    assert (kinds | revised) & set(check["kind"])


@each("claims")
def test_claims(example: Example, check: dict[str, Any]) -> None:
    found = example.matching(check)
    assert found, "no such claim"
    stands = {example.assessments[c.id].standing.value for c in found}
    assert stands & set(check["standing"]), stands
    if least := check.get("reports_from"):
        assert max(len(c.reports) for c in found) >= least
    if (most := check.get("origins_high_to")) is not None:
        widest = max(found, key=lambda c: len(c.reports))
        assert example.assessments[widest.id].origins_high <= most


@each("attributions")
def test_attributions(example: Example, check: dict[str, Any]) -> None:
    chains = [
        [a.source.name for a in s.attributions] for s in example.statements.values() if example.fits(s, check)
    ]  # fmt: skip
    wanted = check["chain"]
    assert any(len(c) == len(wanted) and all(map(has, c, wanted)) for c in chains), chains


@each("stances")
def test_stances(example: Example, check: dict[str, Any]) -> None:
    assert any(s.stance == check["stance"] for s in example.statements.values() if example.fits(s, check))


@each("conflicts")
def test_conflicts(example: Example, check: dict[str, Any]) -> None:
    found = [c for c in example.conflicts if c.kind in check["kind"] and c.cls in check.get("class", [c.cls])]
    assert any(example.between(c, check["sides"]) for c in found), [c.why for c in found]


@each("no_conflict")
def test_no_conflict(example: Example, check: dict[str, Any]) -> None:
    found = [c for c in example.conflicts if c.kind in check.get("kind", [c.kind])]
    found = [c for c in found if c.cls in check.get("class", [c.cls])]
    assert [c.why for c in found if example.between(c, check["sides"])] == []


def following(example: Example, check: dict[str, Any]) -> list[Series]:
    kind = SeriesKind.STATE if "states" in check else SeriesKind.QUANTITY
    found = [s for s in example.story(check["story"]).series if s.kind == kind and has(s.attribute, check["attribute"])]
    return [s for s in found if has(s.subject, check.get("subject", ""))]


@each("series")
def test_series(example: Example, check: dict[str, Any]) -> None:
    series = following(example, check)
    if "states" in check:
        held = [[p for p in s.points if p.phase != Phase.FUTURE] for s in series]
        assert check["states"] in [[value for value, _ in groupby(p.value for p in points)] for points in held]
        future = {p.value for s in series for p in s.points if p.phase == Phase.FUTURE and not p.superseded}
        assert check["expected"] in future
        return
    wanted = [p["value"] for p in check["points"]]
    best = next((s for s in series if set(wanted) <= {p.value for p in s.points}), None)
    assert best is not None, [[p.value for p in s.points] for s in series]
    for point in check["points"]:
        assert any(all(getattr(p, key) == value for key, value in point.items()) for p in best.points), point
    assert not {p.value for p in best.points} & set(check["never"])


def test_furniture_stands_in_no_statement(example: Example) -> None:
    said = [s.content for s in example.statements.values()]
    assert [w for w in GOLDEN["never_in_statements"] if any(w in s for s in said)] == []


def test_every_span_is_what_it_says(example: Example) -> None:
    texts: dict[str, Report] = example.reports
    for s in example.statements.values():
        for span in s.spans:
            assert texts[span.report].text[span.start : span.end] == span.exact


def test_readers_are_told_what_is_shown_where() -> None:
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    numbers = sorted({f.name[:2] for f in (EXAMPLES / "estmark").iterdir()})
    assert [n for n in numbers if n not in told] == []
