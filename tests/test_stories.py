"""Short invented stories through the whole pipeline: ``tests/stories/*.toml`` holds the reports and what is expected.

An expectation that is not met yet says why in ``fails``; when it is met, the test asks for that line to go.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import sayso
from tests.story_checks import CHECKS, Exported, Table

STORIES = sorted((Path(__file__).parent / "stories").glob("*.toml"))
FACTS = ("id", "outlet", "published", "url", "credit", "title", "text")

pytestmark = pytest.mark.slow


def load(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def expectations() -> Iterator[Any]:
    for path in STORIES:
        for number, check in enumerate(load(path)["expect"], 1):
            reason = check.get("fails")
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(path, check, id=f"{path.stem}-{number}-{next(iter(check))}", marks=marks)


@lru_cache(maxsize=1)
def exported(path: Path) -> Exported:
    """The exported object of a story, its reports gathered from one JSON Lines file."""
    with TemporaryDirectory() as folder, sayso.open(None) as desk:
        lines = [json.dumps({k: r[k] for k in FACTS if k in r}) for r in load(path)["report"]]
        Path(folder, "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
        done = desk.gather(folder)
        assert done.notes == ()
        assert done.read == len(lines)
        return Exported(json.loads(desk.export("json")))


@pytest.mark.parametrize("path", STORIES, ids=[p.stem for p in STORIES])
def test_a_story_is_whole(path: Path) -> None:
    story = load(path)
    assert story["shows"]
    ids = {r["id"] for r in story["report"]}
    assert len(ids) == len(story["report"]) >= 1
    assert [check for check in story["expect"] if next(iter(check)) not in CHECKS] == []


@pytest.mark.parametrize(("path", "check"), list(expectations()))
def test_story(path: Path, check: Table) -> None:
    found = CHECKS[next(iter(check))](exported(path), check)
    assert found is None, found
