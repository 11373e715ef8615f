"""``sayso judge``: links worth a look, a person's word on them, the trail of what was said, taking it back."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from sayso.doors import cli_run, cli_show
from sayso.notes import BadInput
from sayso.records import Judgement
from sayso.said import said as all_said
from sayso.terms import Verdict

if TYPE_CHECKING:
    from sayso.desk import Act, Desk, Evidence, Gathered, Link

MOST_CLAIMS = 6
"""Claims that are shown after a word on them."""
MOST_LINES = 3
"""Pairs of one act that are shown; the rest is counted."""


def whoever(named: str | None) -> str:
    """Who judges: whoever is named, else the user of this computer."""
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError) as e:
        raise BadInput("whose judgement is it? name somebody with --by") from e


def ask(desk: Path | None, most: int, json: bool, *, log: bool) -> None:
    """List links worth a look, or the trail."""
    with cli_run.asking(desk) as d:
        if log:
            trail = d.acts()
            cli_run.answer(trail, json, lambda: acts(trail, d))
        else:
            found = d.unsure(most)
            cli_run.answer(found, json, lambda: links(found))


def judge(desk: Path | None, ids: tuple[str, str], said: str, by: str | None, note: str, json: bool) -> None:
    """Keep a person's word and show what came of it."""
    with cli_run.taking_in(desk, must_exist=True) as d:
        done = d.judge(*ids, said, by=whoever(by), reason=note)
        last = {s for j in d.acts()[0].lines for s in (j.left, j.right)}
        cli_run.answer(done, json, lambda: outcome(d, last, done))


def undo(desk: Path | None, act: str, by: str | None, note: str, json: bool) -> None:
    """Take back an act, or all that a judge said."""
    with cli_run.taking_in(desk, must_exist=True) as d:
        done = d.undo(act, by=whoever(by), reason=note)
        last = {s for j in d.acts()[0].lines for s in (j.left, j.right)}
        cli_run.answer(done, json, lambda: outcome(d, last, done))


def links(found: Sequence[Link]) -> None:
    """Links worth a look, each with both passages and what was said of it."""
    out = cli_show.console()
    if not found:
        out.print("No link is unsure, or all were settled.")
        return
    for link in found:
        j = link.judgement
        out.print(Text.assemble((cli_show.verdict(j), "bold"), f"  by {cli_show.judged_by(j)}{cli_show.reasons(j)}"))
        for side in (link.left, link.right):
            _side(side)
        for o in link.opinions:
            out.print(Text(f"    {cli_show.verdict(o)}, says {cli_show.judged_by(o)}{cli_show.reasons(o)}"))
        out.print()
    first = found[0]
    ids = f"{cli_show.short(first.left.statement.id)} {cli_show.short(first.right.statement.id)}"
    out.print(f"Settle one with, for example: sayso judge {ids} same --note WHY")


def _side(e: Evidence) -> None:
    out = cli_show.console()
    said = " <- ".join(a.source.name or "source not given" for a in e.statement.attributions) or "its own voice"
    where = f"{e.report.outlet or e.report.name}, {cli_show.moment(e.report.published)}; {said}"
    out.print(Text(cli_show.plain(f"  {cli_show.short(e.statement.id)}  {where}")))
    out.print(Padding(cli_show.in_context(e.statement), (0, 0, 0, 4), expand=False))


def outcome(desk: Desk, ids: Iterable[str], done: Gathered) -> None:
    """Where two statements or claims stand after a person's word on them."""
    out = cli_show.console()
    held = desk.homes(*ids)
    changed = f"{done.changed} records came, changed or went." if done.changed else "Nothing has changed."
    out.print(f"{'They are one claim' if len(held) == 1 else f'They are {len(held)} claims'}. {changed}")
    for h in held[:MOST_CLAIMS]:
        line = Text.assemble((cli_show.short(h.claim.id), "dim"), "  ", cli_show.standing(h.assessment.standing))
        reports = cli_show.count(len(h.claim.reports), "report")
        out.print(Text.assemble(line, f", {cli_show.origins(h.assessment, words=True)}, {reports}"))
        out.print(Padding(Text(cli_show.quote(h.claim.text), style="italic"), (0, 0, 0, 4), expand=False))
    if len(held) > MOST_CLAIMS:
        out.print(f"and {len(held) - MOST_CLAIMS} more; `sayso claims` lists them all")


def acts(found: Sequence[Act], desk: Desk) -> None:
    """The trail: who said what and when, and what was taken back by whom."""
    out = cli_show.console()
    if not found:
        out.print("Nobody has judged anything yet.")
    said = {id: s.content for id, s in all_said(desk.picture()).items()}
    for act in found:
        when = cli_show.moment(act.at.replace(microsecond=0) if act.at else None)
        what = f"takes back {cli_show.short(act.undoes)}" if act.undoes else _verdicts(act.lines)
        back = f"; taken back by {', '.join(act.undone_by)}" if act.undone_by else ""
        out.print(Text.assemble((cli_show.short(act.id), "bold"), f"  {when}  {cli_show.plain(act.by)}: {what}{back}"))
        for j in act.lines[: 0 if act.undoes else MOST_LINES]:
            pair = " ~ ".join(cli_show.quote(said.get(id, id)) for id in (j.left, j.right))
            line = f"{cli_show.verdict(j)}: {pair}{cli_show.reasons(j)}"
            out.print(Padding(Text(line), (0, 0, 0, 4), expand=False))
        if not act.undoes and len(act.lines) > MOST_LINES:
            out.print(f"    and {len(act.lines) - MOST_LINES} more pairs")


def _verdicts(lines: Sequence[Judgement]) -> str:
    counts = {v: sum(j.verdict == v for j in lines) for v in Verdict}
    return ", ".join(f"{v} ({n} pairs)" if n > 1 else str(v) for v, n in counts.items() if n)
