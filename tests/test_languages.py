"""A folder of reports in several languages, from files to briefing and export."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.desk import Desk

ENGLISH = "The port of Odesa was closed on Tuesday after a fire, the harbour master said. Two workers were killed."
GERMAN = (
    "Der Hafen von Odessa ist am Dienstag nach einem Brand gesperrt worden, wie die Behörde in Kiew mitteilte. "
    "Zwei Arbeiter kamen ums Leben. Das Ministerium wies den Bericht zurück, dass eine Drohne das Lager getroffen habe."
)
UKRAINIAN = (
    "Порт в Одесі закрили у вівторок після пожежі, повідомила адміністрація порту. Двоє робітників загинули. "
    "Україна почала розслідування."
)
CHINESE = "港务局称，由于发生火灾，港口于星期二关闭。救援部门表示，两名工人死亡。乌克兰表示调查仍在继续。"


def test_other_languages_are_kept_dated_placed_and_said_to_be_unread(tmp_path: Path) -> None:
    day = "7 May 2025"
    for name, text in {"en": ENGLISH, "de": GERMAN, "uk": UKRAINIAN, "zh": CHINESE}.items():
        printed = {"de": "7. Mai 2025", "uk": "7 травня 2025", "zh": "2025年5月7日"}.get(name, day)
        (tmp_path / f"{name}.txt").write_text(f"{printed}\n\n{text}\n", encoding="utf-8")
    desk = Desk()
    notes = desk.gather(tmp_path).notes
    assert [n.place[-6:] for n in notes if n.code == "other-language"] == ["de.txt", "uk.txt", "zh.txt"]

    exported = json.loads(desk.export())
    reports = {r["name"][-6:-4]: r for r in exported["reports"]}
    assert {r["published"][:10] for r in reports.values()} == {"2025-05-07"}
    assert {k: (r["language"], r["read"]) for k, r in reports.items()} == {
        "en": ("en", True),
        "de": ("de", False),
        "uk": ("uk", False),
        "zh": ("zh", False),
    }
    assert {s["report"] for s in exported["statements"]} == {reports["en"]["id"]}

    readings = {r.report: r for r in desk.picture().readings}
    assert {p.country for k in ("de", "uk", "zh") for p in readings[reports[k]["id"]].places} == {"UA"}

    for form in ("text", "md", "html"):
        shown = " ".join(desk.render(desk.brief(), form, width=300).split())
        for language in ("German", "Ukrainian", "Chinese"):
            assert f"in {language}: kept, but not read" in shown
    assert "Ministerium" not in desk.render(desk.brief(), "text", width=300)
