"""The measuring of accuracy: floors, samples, and adapters on invented documents in the form of each public task."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from evals import places, quotes, time, web
from evals.documents import documents
from evals.invented import CLUSTERS, write_gold
from evals.ratchet import falls, raised
from evals.rows import Row, pick

FLOORS = {"time timebank": {"value_f1": 80.0}, "seeds": {"negative_control_errors": 0.0, "mean": 60.0}}


def test_a_figure_below_its_floor_is_named() -> None:
    found = {"time timebank": {"value_f1": 70.0}, "seeds": {"negative_control_errors": 1.0, "mean": 60.0}}
    assert falls(found, FLOORS) == [
        "time timebank value_f1: 70.0, floor 80.0",
        "seeds negative_control_errors: 1.0, ceiling 0.0",
    ]


def test_a_figure_that_the_scorer_no_longer_gives_is_below_its_floor() -> None:
    assert falls({"time timebank": {}}, FLOORS) == ["time timebank value_f1: nan, floor 80.0"]


def test_rows_that_were_not_measured_hold_and_keep_their_floors() -> None:
    found = {"time timebank": {"value_f1": 84.57}}
    assert falls(found, FLOORS) == []
    assert raised(found, FLOORS) == FLOORS | {"time timebank": {"value_f1": 84.5}}


def test_floors_never_fall_by_raising() -> None:
    assert raised({"time timebank": {"value_f1": 79.8}}, FLOORS) == FLOORS


def test_a_sample_is_always_the_same_documents_with_their_gold(tmp_path: Path) -> None:
    docs = [{"doc": f"d{n}", "set": "a" if n % 2 else "b", "text": "x"} for n in range(40)]
    data = write(tmp_path / "data", docs, [{"doc": d["doc"], "label": "x"} for d in docs])
    row = Row("x a", "x", "", "", (), part="a", sample=5)
    first, again = tmp_path / "1", tmp_path / "2"
    for folder in (first, again):
        folder.mkdir()
        pick(row, data, folder, 5)
    chosen = [d["doc"] for d in documents(first)]
    assert chosen == [d["doc"] for d in documents(again)]
    assert len(chosen) == 5
    assert {d["doc"] for d in documents(first, "gold")} == set(chosen)
    assert {d["set"] for d in documents(first)} == {"a"}


@pytest.mark.parametrize("name", ["dam", "raid"])
def test_our_own_clusters_quote_their_reports(name: str, tmp_path: Path) -> None:
    gold = write_gold(CLUSTERS / name, tmp_path)
    claims = json.loads((gold / "claims.json").read_text(encoding="utf-8"))["claims"]
    for e in (e for c in claims for e in c["evidence"]):
        text = (CLUSTERS / name / "reports" / f"{e['seed']}.txt").read_text(encoding="utf-8")
        assert text[e["start"] : e["end"]] == e["quote"]
    assert len(claims) > 90


def test_gold_that_quotes_what_no_report_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "A.txt").write_text("The bridge is closed.", encoding="utf-8")
    (tmp_path / "gold.toml").write_text(
        """conflicts = []
[claims.bridge]
text = "The bridge is open."
tier = 1
standing = "corroborated"
evidence = [{ in = "A", says = "The bridge is open" }]
""",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"stands 0 times in A(.|\n)*corroborated by one report"):
        write_gold(tmp_path, tmp_path / "out")


def test_times_are_found_where_they_stand(tmp_path: Path) -> None:
    text = "The bridge was closed on Tuesday."
    found = one(time.predict(write(tmp_path, [{"doc": "d", "date": "2031-05-07", "text": text}])))
    assert [(text[t["start"] : t["end"]], t["value"]) for t in found["timexes"]] == [("Tuesday", "2031-05-06")]


def test_places_are_found_where_they_stand(tmp_path: Path) -> None:
    text = "The ferry to Helsinki left Tallinn at noon."
    found = one(places.predict(write(tmp_path, [{"doc": "d", "date": "2031-05-07", "title": "", "text": text}])))
    assert [text[p["start"] : p["end"]] for p in found["places"]] == ["Helsinki", "Tallinn"]
    assert abs(found["places"][0]["lat"] - 60.2) < 1


def test_sayings_are_found_where_they_stand(tmp_path: Path) -> None:
    text = "The mayor of Orham said that the bridge was closed."
    found = one(quotes.predict(write(tmp_path, [{"doc": "d", "set": "dev", "date": "2031-05-07", "text": text}])))
    (a,) = found["attributions"]
    said = {role: [text[s:e] for s, e in a[role]] for role in ("source", "cue", "content")}
    assert said == {"source": ["The mayor of Orham"], "cue": ["said"], "content": ["that the bridge was closed"]}


def test_a_page_gives_its_title_author_day_and_text(tmp_path: Path) -> None:
    words = (
        "The bridge over the Marl was closed on Tuesday after a barge hit one of its pillars, the mayor of Orham said. "
    )
    html = (
        "<html><head><title>Bridge closed</title><meta name='author' content='Lena Marsh'>"
        "<meta property='article:published_time' content='2025-05-07T09:00:00+02:00'></head>"
        f"<body><article><h1>Bridge closed</h1><p>{words * 3}</p><p>{words * 2}</p></article></body></html>"
    )
    page = {"doc": "d", "set": "x", "kind": "article", "url": "https://orham.example/bridge", "html": html}
    found = one(web.predict(write(tmp_path, [page])))
    assert (found["title"], found["author"], found["date"]) == ("Bridge closed", "Lena Marsh", "2025-05-07")
    assert "one of its pillars" in found["body"]


def one(lines: list[object]) -> dict[str, Any]:
    """The only prediction."""
    (line,) = lines
    assert isinstance(line, dict)
    return line


def write(folder: Path, docs: list[dict[str, Any]], gold: list[dict[str, Any]] | None = None) -> Path:
    """A folder in the form of a public task."""
    folder.mkdir(exist_ok=True)
    for name, rows in (("docs", docs), ("gold", gold or [])):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(r) + "\n" for r in rows)
    return folder
