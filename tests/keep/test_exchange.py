"""The exported object keeps to its schema and to the records it is made from."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from sayso import terms
from sayso.keep import Store, exchange
from sayso.records import Picture

from .make import NOON, reading, report, weighing

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "export.schema.json"
FIRE = report("Six are dead at Estmark, the mayor said. Eleven are dead.", "fire.txt", published=NOON)
READ = reading(FIRE, ("Six are dead", "the mayor"), ("Eleven are dead", ""))


@pytest.fixture
def picture() -> Picture:
    return Picture(reports=(FIRE,), readings=(READ,), weighings=(weighing(READ),))


def test_the_schema_in_the_docs_is_the_one_of_the_source() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == exchange.schema()


def test_an_export_keeps_to_the_schema(picture: Picture) -> None:
    validator = jsonschema.Draft202012Validator(exchange.schema())
    validator.check_schema(exchange.schema())
    for p in (picture, Picture()):
        validator.validate(json.loads(exchange.as_json(p)))


@pytest.mark.parametrize(
    ("part", "field", "wrong"),
    [
        ("claims", "standing", "true"),
        ("conflicts", "class", "quarrel"),
        ("reports", "published", 5),
        ("claims", "origins", [1]),
    ],
)
def test_the_schema_refuses_what_is_wrong(picture: Picture, part: str, field: str, wrong: object) -> None:
    export = json.loads(exchange.as_json(picture))
    export[part][0][field] = wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(export, exchange.schema())
    del export[part][0][field]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(export, exchange.schema())


def test_the_export_has_every_part_that_is_promised(picture: Picture) -> None:
    export = json.loads(exchange.as_json(picture))
    promised = {
        "reports": "id name outlet title published credit revision_of text",
        "statements": "id report spans content stance certainty phase sources when where",
        "claims": "id text standing rule origins statements",
        "conflicts": "id kind class claims",
        "stories": "id title reports segments",
    }
    for part, fields in promised.items():
        assert set(fields.split()) <= set(export[part][0])
    named, own = export["statements"]
    assert named["sources"] == ["the mayor"]
    assert own["sources"] == []
    for s in export["statements"]:
        assert [export["reports"][0]["text"][a:b] for a, b in s["spans"]] == [s["content"]]
    assert export["claims"][0]["origins"] == [1, 2]


def test_the_schema_knows_the_words_of_the_glossary() -> None:
    definitions = exchange.schema()["$defs"]
    for name in ("Standing", "Stance", "Certainty", "Phase", "ConflictKind", "ConflictClass", "Bound", "Direction"):
        assert set(definitions[name]["enum"]) == {str(t) for t in getattr(terms, name)}


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    r = report("=1+1 said the mayor.")
    read = reading(r, ("=1+1", ""))
    rows = list(
        csv.DictReader(
            io.StringIO(exchange.as_csv(Picture(reports=(r,), readings=(read,), weighings=(weighing(read),))))
        )
    )
    assert rows[0]["claim"] == "'=1+1"


def test_what_the_store_gives_back_is_exported_the_same(picture: Picture) -> None:
    with Store() as store:
        store.add_reports(picture.reports, NOON)
        store.add_readings(picture.readings, NOON)
        mark = store.mark()
        store.save(
            [(w, "k") for w in picture.weighings],
            known_at=NOON,
            mark=mark,
        )
        assert exchange.as_json(store.picture()) == exchange.as_json(picture)
