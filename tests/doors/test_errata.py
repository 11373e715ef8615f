"""Corrections that travel, as their user meets them: edits and deletions on a real server, errata out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso.doors.cli import app
from tests.gather.newsworld import HOST, Page, World, news_world

FIRE = (
    "The bridge in Estmark was closed on Sunday after a fire, the mayor, Ada Brunt, said. Six people were hurt.\n"
    "Police arrested two welders. The bridge had been inspected in March, the roads office said."
)
EDITED = FIRE.replace("Six", "Nine").replace("Police arrested two welders. ", "")
OTHER = "Police in Estmark arrested two welders on Sunday, a police spokeswoman said after the fire on the bridge."


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


def gather(*places: str) -> dict[str, Any]:
    done: dict[str, Any] = json.loads(run("gather", *places, "--desk", "d.db", "--allow-host", HOST, "--json").stdout)
    return done


def errata(*more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("errata", "--desk", "d.db", "--json", *more).stdout)
    return found


def export() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(run("export", "--desk", "d.db").stdout)
    return held


def edited(world: World) -> str:
    """A feed of one article, gathered before and after a silent edit."""
    world.article("/a", FIRE, tag="1")
    feed = world.feed("/feed", world.item("/a"))
    assert gather(feed)["errata"] == 0
    assert errata() == []
    world.article("/a", EDITED, tag="2")
    assert gather(feed)["errata"] == 2
    return feed


def test_a_silent_edit_raises_an_erratum_on_each_claim_that_used_the_old_text(world: World) -> None:
    feed = edited(world)
    held = export()
    old, new = held["reports"]
    figure, cut = errata()
    assert (figure["kind"], figure["differs"]) == ("changed", ["figure"])
    assert (figure["stood"], figure["stands"]) == ("Six people were hurt.", "Nine people were hurt.")
    assert (cut["kind"], cut["stood"], cut["stands"]) == ("vanished", "Police arrested two welders.", None)
    claims = {c["id"]: c for c in held["claims"]}
    for e in (figure, cut):
        assert (e["report"], e["revision"]) == (old["id"], new["id"])
        assert e["statement"] in claims[e["claim"]]["statements"]
        start, end = e["stood_at"]
        assert old["text"][start:end] == e["stood"]
    assert [e["id"] for e in held["errata"]] == [e["id"] for e in errata()]
    before = errata()
    assert gather(feed)["errata"] == 0
    assert errata() == before
    run("check-desk", "--desk", "d.db")


def test_what_was_taken_back_no_longer_supports_its_claim(world: World) -> None:
    edited(world)
    claims = {c["text"]: c for c in export()["claims"]}
    hurt = claims["Six people were hurt"]
    assert (hurt["standing"], hurt["rule"]) == ("superseded", "taken_back")
    assert claims["Nine people were hurt"]["id"] == hurt["superseded_by"]
    assert claims["Nine people were hurt"]["standing"] != "disputed"
    why = run("why", hurt["id"], "--desk", "d.db").stdout
    assert "edited its report and no longer tells it" in why
    assert "Corrections" in why
    assert "Nine people were hurt" in why
    arrest = next(c for text, c in claims.items() if "welders" in text)
    assert arrest["standing"] == "superseded"


def test_a_claim_that_others_tell_too_keeps_their_voices_only(world: World, tmp_path: Path) -> None:
    world.article("/a", FIRE, tag="1")
    line = {"outlet": "Corrisk Times", "url": "https://times.example/1", "date": "2031-05-04", "text": OTHER}
    (tmp_path / "other.jsonl").write_text(json.dumps(line), encoding="utf-8")
    feed = world.feed("/feed", world.item("/a"))
    gather(feed, "other.jsonl")
    arrest = next(c for c in export()["claims"] if "two welders" in c["text"])
    assert len(arrest["statements"]) == 2
    world.article("/a", EDITED, tag="2")
    gather(feed)
    cut = next(e for e in errata() if e["kind"] == "vanished")
    assert (cut["used"], cut["claim"]) == (arrest["id"], arrest["id"])
    now = next(c for c in export()["claims"] if c["id"] == arrest["id"])
    assert (cut["origins_before"], cut["origins"]) == (arrest["origins"], now["origins"])
    assert now["origins"][1] < arrest["origins"][1]
    assert len(now["statements"]) == 2, "what was said stays in the record"


def test_a_page_that_is_gone_raises_errata_and_says_when_it_is_back(world: World) -> None:
    world.article("/a", FIRE, tag="1")
    feed = world.feed("/feed", world.item("/a"))
    gather(feed)
    world.pages["/a"] = Page(status=410)
    assert gather(feed)["errata"] > 0
    gone = errata()
    assert {(e["kind"], e["stands"], e["revision"], e["back"]) for e in gone} == {("gone", None, None, False)}
    assert "Six people were hurt." in {e["stood"] for e in gone}
    assert {e["standing"] for e in gone} == {e["standing_before"] for e in gone}, "a lost page is no denial"
    told = run("brief", "--desk", "d.db").stdout
    assert "took down the page that told" in told
    assert gather(feed)["errata"] == 0
    world.article("/a", FIRE, tag="3")
    gather(feed)
    assert [(e["id"], e["back"]) for e in errata()] == [(e["id"], True) for e in gone]
    assert "took down" not in run("brief", "--desk", "d.db").stdout


def test_an_edited_page_that_goes_is_put_down_to_its_newest_version(world: World) -> None:
    feed = edited(world)
    world.pages["/a"] = Page(status=404)
    gather(feed)
    newest = export()["reports"][-1]["id"]
    assert {e["report"] for e in errata() if e["kind"] == "gone"} == {newest}


def test_what_is_completed_or_only_furnished_anew_is_no_correction(world: World) -> None:
    world.pages["/a"] = Page(status=403)
    feed = world.feed("/feed", world.item("/a", text="A fire closed the bridge in Estmark. A crane fell."))
    gather(feed)
    world.article("/a", FIRE, tag="1")
    assert (gather(feed)["revised"], errata()) == (1, [])
    world.article("/a", FIRE + "\nRead more: The storm in Halden", title="Bridge closed - updated", tag="2")
    gather(feed)
    assert errata() == []


def test_the_briefing_tells_corrections_with_their_day(world: World) -> None:
    edited(world)
    told = json.loads(run("brief", "--desk", "d.db", "--format", "json").stdout)
    (section,) = [s for s in told["sections"] if s["key"] == "corrections"]
    assert section["heading"] == "Corrections"
    assert [s["text"] for s in section["sentences"]] == [
        "Estmark Post changed “Six people were hurt” to “Nine people were hurt”.",
        "Estmark Post cut “Police arrested two welders”.",
    ]
    assert all(s["label"].startswith("Seen on ") for s in section["sentences"])
    assert not [n for n in told.get("notes", ()) if "Corrections" in n]


def test_the_difference_of_two_versions_is_shown(world: World) -> None:
    edited(world)
    old, new = (r["id"] for r in export()["reports"])
    for id in (old, new):
        shown = run("errata", "--diff", id, "--desk", "d.db").stdout
        assert "[-Six-]{+Nine+} people were hurt." in shown
        assert "no longer told" in shown
    found = json.loads(run("errata", "--diff", new, "--desk", "d.db", "--json").stdout)
    assert "".join(now for _, now in found["text"]) == EDITED
    assert "".join(was for was, _ in found["text"]) == FIRE
    run("errata", "--diff", "rep_none", "--desk", "d.db", code=3)


def test_errata_are_exact_as_of_any_moment(world: World, tmp_path: Path) -> None:
    edited(world)
    with sayso.open(tmp_path / "d.db") as desk:
        raised = {e.known_at for e in desk.errata()}
        (moment,) = raised
        assert moment is not None
        assert len(desk.errata(as_of=moment)) == 2
        assert desk.errata(as_of=moment.replace(year=moment.year - 1)) == ()


def test_a_desk_of_an_older_sayso_gets_the_list(world: World, tmp_path: Path) -> None:
    feed = edited(world)
    before = {(e["claim"], e["stood"]) for e in errata()}
    with sqlite3.connect(tmp_path / "d.db") as raw:
        raw.execute("DROP TABLE erratum")
        raw.execute("DROP TABLE compared")
    assert errata() == []
    gather(feed)
    assert {(e["claim"], e["stood"]) for e in errata()} == before


def test_a_desk_without_edits_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRE, encoding="utf-8")
    run("gather", "a.txt", "--desk", "d.db")
    assert run("errata", "--desk", "d.db").stdout.strip() == "No errata."
    report = json.loads(run("export", "--desk", "d.db").stdout)["reports"][0]["id"]
    assert "one version only" in run("errata", "--diff", report, "--desk", "d.db", code=3).stderr
