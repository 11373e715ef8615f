"""The reference pages say what the source says."""

from __future__ import annotations

import json

import jsonschema
import pytest
from scripts.make_reference import FOLDER, PAGES, fields_of, page

import sayso
from sayso import records


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == page(name), "run: make reference"


def test_every_page_is_listed() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted(FOLDER.glob("*.md")) if p.name != "README.md" and f"({p.name})" not in index] == []


def test_fields_carry_the_string_under_them() -> None:
    fields = {f.name: f for f in fields_of(records, "Span")}
    assert fields["end"].doc == "One past the last code point."


@pytest.mark.slow
def test_the_export_of_the_example_is_what_its_schema_says() -> None:
    schema = json.loads((FOLDER / "export.schema.json").read_text(encoding="utf-8"))
    with sayso.open(None) as desk:
        desk.gather(FOLDER.parent.parent / "examples" / "estmark")
        exported = json.loads(desk.export("json"))
    jsonschema.validate(exported, schema, cls=jsonschema.Draft202012Validator)
    texts = {r["id"]: r["text"] for r in exported["reports"]}
    for statement in exported["statements"]:
        passages = (texts[statement["report"]][start:end] for start, end in statement["spans"])
        assert " ".join(passages) == statement["content"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(exported | {"claims": [{"id": 1}]}, schema)
