"""Short forms of ``python -m evals.bench --one`` and ``--story``: weighing does not slow down with the desk."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from evals import bench_weigh
from evals.bench import LOAD, gathered

from sayso.flow import grouping
from sayso.weigh.matching import likenesses

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not LOAD.is_dir(), reason="shared data absent: bench/load"),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readings")


def test_one_report_takes_no_longer_on_a_larger_desk(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "WHOLE", 5)
    monkeypatch.setattr(grouping, "NEAREST", 10)
    monkeypatch.setattr(bench_weigh, "NEW", 5)
    assert bench_weigh.one(gathered(120, tmp_path), tmp_path, cache, (800, 4000)) == 0


def test_a_story_of_many_reports_stays_under_its_time(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likenesses, "VECTORS", 100)  # a large story goes by words: its clauses are too many to embed
    reports = list(islice(gathered(60, tmp_path), 60))
    assert bench_weigh.story(iter(reports), cache, 60, statements=25) == 0
