"""The reference pages say what the source says."""

from __future__ import annotations

import pytest
from scripts.make_reference import FOLDER, PAGES, fields_of, page

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
