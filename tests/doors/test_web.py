"""Gathering from the web as its user meets it: the command line against a real server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso.doors.cli import app
from tests.gather.newsworld import HOST, Page, World, news_world

FIRE = "The bridge in Estmark was closed on Sunday after a fire, the mayor, Ada Brunt, said. Six people were hurt."
EDITED = FIRE.replace("Six", "Nine")


@pytest.fixture(name="world")
def _world() -> Iterator[World]:
    with news_world() as world:
        yield world


@pytest.fixture(autouse=True)
def _quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, list(args))
    assert result.exit_code == code, f"{result.exit_code}\n{result.stdout}\n{result.stderr}"
    return result


def exported() -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads(run("export", "--desk", "d.db").stdout)["reports"]
    return reports


def test_a_feed_is_followed_from_run_to_run(world: World, tmp_path: Path) -> None:
    world.article("/a", FIRE, tag="1")
    world.pages["/b"] = Page(status=403)
    storm = world.item("/b", title="Storm", text="A storm came to Halden.", year=2024)
    feed = world.feed("/feed", world.item("/a", year=2024), storm)
    gather = ("gather", feed, "--desk", "d.db", "--allow-host", HOST, "--json")
    done = json.loads(run(*gather).stdout)
    assert (done["added"], [n["code"] for n in done["notes"]]) == (2, ["bad-answer"])
    assert [(r["text"], r["from_feed"], r["gone"]) for r in exported()] == [
        (FIRE, False, None),
        ("A storm came to Halden.", True, None),
    ]
    again = json.loads(run(*gather).stdout)
    assert (again["added"], again["unchanged"], again["changed"]) == (0, 2, 0)
    assert world.statuses("/a") == [200, 304]
    world.article("/a", EDITED, tag="2")
    edited = json.loads(run(*gather).stdout)
    assert (edited["added"], edited["revised"]) == (1, 1)
    first, _, second = exported()
    assert (second["text"], second["revision_of"]) == (EDITED, first["id"])
    world.pages["/a"] = Page(status=410)
    run(*gather)
    seen = [r["gone"] for r in exported()]
    assert seen[0] == seen[2]
    assert seen[0] is not None
    assert seen[1] is None
    run(*gather)
    assert [r["gone"] for r in exported()] == seen
    world.article("/a", EDITED, tag="3")
    run(*gather)
    assert [r["gone"] for r in exported()] == [None, None, None]
    assert (tmp_path / "d.db.web").is_dir()
    run("check-desk", "--desk", "d.db")


def test_a_host_that_is_not_allowed_is_told_with_what_would_allow_it(world: World) -> None:
    world.article("/a", FIRE)
    refused = run("gather", world.url("/a"), "--desk", "d.db", code=2)
    assert f"--allow-host {HOST}" in refused.stderr
    assert world.asked == []


def test_the_feeds_of_a_desk_go_out_as_a_list_and_in_again(world: World, tmp_path: Path) -> None:
    world.article("/a", FIRE)
    feed = world.feed("/feed?a=1&b=2", world.item("/a", year=2024))
    run("gather", feed, "--desk", "d.db", "--allow-host", HOST)
    assert [f["url"] for f in json.loads(run("feeds", "--desk", "d.db", "--json").stdout)] == [feed]
    assert "Estmark Post" in run("feeds", "--desk", "d.db").stdout
    run("feeds", "--opml", "--out", "feeds.opml", "--desk", "d.db")
    run("gather", "feeds.opml", "--desk", "other.db", "--allow-host", HOST)
    assert json.loads(run("feeds", "--desk", "other.db", "--json").stdout)[0]["reports"] == 1


def test_hosts_may_be_allowed_by_a_setting(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = world.article("/a", FIRE)
    (tmp_path / "sayso.toml").write_text(f'allow_hosts = ["{HOST}"]\n', encoding="utf-8")
    run("gather", url, "--desk", "d.db")
    (tmp_path / "sayso.toml").unlink()
    monkeypatch.setenv("SAYSO_ALLOW_HOSTS", f"post.example, {HOST}:{world.port}")
    run("gather", url, "--desk", "d.db")
    assert len(exported()) == 1
