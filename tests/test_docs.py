"""What the documentation says works: its Python is run, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sayso.doors import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
IDS = [str(p.relative_to(ROOT)) for p in PAGES]


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Page and content of every fenced block in a language."""
    for page in PAGES:
        for block in re.findall(rf"(?ms)^```{language}\n(.*?)^```", page.read_text(encoding="utf-8")):
            yield str(page.relative_to(ROOT)), block


@pytest.mark.slow
@pytest.mark.parametrize(("page", "code"), list(blocks("python")))
def test_python_of_the_docs_runs(page: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, page, "exec"), {"__name__": "docs"})


@pytest.mark.slow
@pytest.mark.parametrize(("page", "session"), list(blocks("console")))
def test_sessions_of_the_docs_are_real(
    page: str, session: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_DESK", raising=False)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for command, shown in re.findall(r"(?m)^\$ sayso (.+)\n((?:(?!\$ ).*\n)*)", session):
        done = CliRunner().invoke(cli.app, shlex.split(command))
        assert done.exit_code == 0, done.output
        printed = iter(done.stdout.splitlines())
        missing = [
            line
            for line in shown.splitlines()
            if line not in ("", "...") and line.rstrip() not in map(str.rstrip, printed)
        ]
        assert missing == []


def test_commands_of_the_docs_exist_with_their_options() -> None:
    group = typer.main.get_command(cli.app)
    known = {name: {o for p in c.params for o in p.opts} for name, c in group.commands.items()}  # type: ignore[attr-defined]
    unknown = []
    for page, block in blocks(""):
        for command, rest in re.findall(r"(?m)^(?:\$ )?sayso ([a-z-]+)(.*)$", block):
            options = re.findall(r"(?<!\S)--[a-z-]+", rest)
            if command not in known or not {*options} <= known[command] | {"--help"}:
                unknown.append((page, command, options))
    assert unknown == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
