"""Write the reference pages that come from the source: glossary, settings, records, export, notes, command line.

A test (tests/test_reference.py) holds the pages in docs/reference to what this makes, so they cannot rot.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec

from sayso import records, settings, terms
from sayso.gather import trouble
from sayso.keep import exchange

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"


class Field(NamedTuple):
    """One documented field of a record."""

    name: str
    type: str
    default: str
    doc: str


def glossary() -> str:
    """Every word with a fixed meaning, vocabulary by vocabulary."""
    lines = ["# Glossary", "", inspect.getdoc(terms) or ""]
    for vocabulary in terms.vocabularies():
        lines += ["", f"## {vocabulary.__name__}", "", inspect.getdoc(vocabulary) or ""]
        lines += ["", "| word | meaning |", "|---|---|"]
        lines += [f"| `{term.value}` | {term.meaning} |" for term in vocabulary]
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """Every setting, its default and how to give it."""
    lines = ["# Settings", "", inspect.getdoc(settings.Settings) or "", ""]
    lines += ["| in `sayso.toml` | in the environment | default | meaning |", "|---|---|---|---|"]
    for field in fields_of(settings, "Settings"):
        lines.append(f"| `{field.name}` | `SAYSO_{field.name.upper()}` | `{field.default}` | {field.doc} |")
    lines += ["", "The file is read from the folder in which sayso is run. An unknown key or a value of the wrong type"]
    lines += ["stops it with exit code 2."]
    return "\n".join(lines) + "\n"


def records_page() -> str:
    """Every record that passes between rooms, field by field."""
    lines = ["# Records", "", inspect.getdoc(records) or ""]
    for node in ast.parse(inspect.getsource(records)).body:
        if not isinstance(node, ast.ClassDef) or node.name == "Record":
            continue
        lines += ["", f"## {node.name}", "", ast.get_docstring(node) or ""]
        lines += ["", "| field | type | meaning |", "|---|---|---|"]
        for field in fields_of(records, node.name):
            kind = field.type.replace("|", "\\|")
            lines.append(f"| `{field.name}` | `{kind}` | {field.doc} |")
    return "\n".join(lines) + "\n"


def notes_page() -> str:
    """Every complaint that gathering can make."""
    lines = ["# Notes", "", inspect.getdoc(trouble) or ""]
    lines += ["The rest of the input is gathered all the same. Notes are printed on standard error and listed by"]
    lines += ["`sayso gather --json`. What stands in braces is filled in.", "", "| code | message |", "|---|---|"]
    lines += [f"| `{code}` | {message} |" for code, message in trouble.MESSAGES.items()]
    return "\n".join(lines) + "\n"


def export_page() -> str:
    """The exported object, part by part."""
    lines = ["# Export", "", "`sayso export --format json` writes one object, described for programs in"]
    lines += ["[export.schema.json](export.schema.json); `--format csv` writes one line for each claim, and"]
    lines += ["`--format geojson` one point for each place of a statement. Words with a fixed meaning stand in the"]
    lines += ["[glossary](glossary.md)."]
    structs = [n.name for n in ast.parse(inspect.getsource(exchange)).body if isinstance(n, ast.ClassDef)]
    for name in sorted(structs, key=lambda n: n != "Export"):
        kind = getattr(exchange, name)
        renamed = {f.name: f.encode_name for f in msgspec.structs.fields(kind)}
        lines += [
            "",
            f"## {name.removesuffix('Out')}",
            "",
            inspect.getdoc(kind) or "",
            "",
            "| field | type |",
            "|---|---|",
        ]
        for field in fields_of(exchange, name):
            plain = field.type.replace("Out", "").replace("|", "\\|")
            lines.append(f"| `{renamed[field.name]}` | `{plain}` |")
    return "\n".join(lines) + "\n"


def export_schema() -> str:
    """The JSON Schema of the exported object."""
    return json.dumps(exchange.schema(), indent=1) + "\n"


def cli_page() -> str:
    """Every command with its arguments and options."""
    import typer
    from typer.cli import get_docs_for_click

    from sayso.doors import cli

    command = typer.main.get_command(cli.app)
    return get_docs_for_click(obj=command, ctx=typer.Context(command, info_name="sayso"), name="sayso").strip() + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "glossary.md": glossary,
    "settings.md": settings_page,
    "export.md": export_page,
    "export.schema.json": export_schema,
    "records.md": records_page,
    "notes.md": notes_page,
    "cli.md": cli_page,
}
"""File in docs/reference -> what makes it."""


def fields_of(module: ModuleType, name: str) -> Iterator[Field]:
    """The fields of a class with the strings that stand under them."""
    tree = ast.parse(inspect.getsource(module))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.AnnAssign):
            continue
        doc = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            doc = _words(str(after.value.value))
        default = ast.unparse(node.value) if node.value else ""
        yield Field(ast.unparse(node.target), ast.unparse(node.annotation), default, doc)


def _words(text: str) -> str:
    return " ".join(text.split())


def page(name: str) -> str:
    """The text of a page, the marks of docstrings turned into those of Markdown."""
    if name.endswith(".json"):
        return PAGES[name]()
    return re.sub(r":\w+:`~?([^`]+)`", r"`\1`", re.sub(r"``([^`]+)``", r"`\1`", PAGES[name]()))


def main() -> None:
    """Write every page."""
    for name in PAGES:
        (FOLDER / name).write_text(page(name), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
