"""How answers look on a terminal. The words carry everything; colour only repeats it, and is off when piped."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sayso.records import (
    Assessment,
    Briefing,
    Claim,
    Conflict,
    Judgement,
    Picture,
    Point,
    Report,
    Series,
    Statement,
    Story,
    StoryChange,
)
from sayso.said import said as all_said
from sayso.terms import Bound, ConflictClass, Direction, JudgeKind, Precision, Stance, Standing, Verdict

if TYPE_CHECKING:
    from sayso.desk import Cited, Dated, Desk, Followed, Gathered, Held, Progress, Why
    from sayso.notes import Note

PIPED_WIDTH = 120
ID_LENGTH = 8
"""Digits of an id that are shown; any beginning that fits only one will do."""
LONGEST_SENTENCE = 400
"""Code points of a sentence that is shown around the words of a statement."""
COLOURS = {
    Standing.CONFIRMED: "green",
    Standing.CORROBORATED: "green",
    Standing.DENIED: "red",
    Standing.DISPUTED: "red",
    Standing.LABELLED_FAKE: "red",
    Standing.UNCONFIRMED: "yellow",
    Standing.UNATTRIBUTED: "yellow",
    Standing.REPEATED: "yellow",
    Standing.PENDING: "cyan",
    Standing.SUPERSEDED: "dim",
}
PARTS_OF_DAY = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}
"""Parts of the day as TIMEX3 writes them."""
STEPS = {"gather": "Gathering", "read": "Reading", "weigh": "Weighing", "judge": "Asking"}


class _Console(Console):
    """A console on which no report can move the cursor or change colours."""

    def render_str(self, text: str, **more: Any) -> Text:
        """Plain text, its control characters made visible."""
        return super().render_str(plain(text), **more)


def plain(text: str) -> str:
    """Text with every control character but line ends and tabs replaced by a visible sign."""
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in text)


def console() -> Console:
    """Where answers go: as wide as the terminal, or of a fixed width when piped."""
    console = _Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED_WIDTH
    return console


@contextmanager
def progress() -> Iterator[Progress]:
    """Bars on standard error, one for each step."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {step: bars.add_task(words, total=None, visible=False) for step, words in STEPS.items()}

        def update(step: str, done: int, total: int | None) -> None:
            bars.update(tasks[step], completed=done, total=total, visible=total is None or done < total)

        yield update


# -------------------------------------------------------------------------- answers


def gathered(done: Gathered, path: Path | None) -> None:
    """What a gathering did, in one line or two."""
    out = console()
    where = f"{path}: " if path else ""
    parts = [count(done.added, "new report")]
    if done.revised:
        parts.append(f"{done.revised} of them newer versions")
    if done.unchanged:
        parts.append(f"{done.unchanged} known already")
    if done.gone:
        parts.append(f"{done.gone} gone from their pages")
    if done.read:
        parts.append(f"{done.read} read")
    out.print(f"{where}{', '.join(parts)}.")
    if done.errata:
        told = count(done.errata, "claim") + (" rests" if done.errata == 1 else " rest")
        out.print(f"{told} on text that was edited or taken down: `sayso errata` tells.")
    if done.changed:
        out.print(f"{count(done.weighed, 'story', 'stories')} weighed; {done.changed} records came, changed or went.")
    else:
        out.print("Nothing has changed.")


def briefing(desk: Desk, told: Briefing) -> str:
    """A briefing as wide as the terminal, in colours where there are any."""
    out = console()
    return desk.render(told, "text", width=out.width, colour=out.is_terminal and not out.no_color)


def stories(found: Sequence[Story]) -> None:
    """A table of stories."""
    _table(("Id", "Reports", "Story"), ((short(s.id), str(len(s.reports)), s.title) for s in found), "stories")


def story_changes(found: Sequence[StoryChange]) -> None:
    """A table of what became of stories."""
    rows = ((moment(c.at), short(c.story), c.title, c.kind, "\n".join(short(i) for i in c.into), c.why) for c in found)
    _table(("When", "Id", "Story", "Became", "Now", "Why"), rows, "changes of stories")


def claims(found: Sequence[Held]) -> None:
    """A table of claims."""
    rows = (
        (short(h.claim.id), standing(h.assessment.standing), origins(h.assessment), str(len(h.claim.reports)),
         h.claim.text)
        for h in found
    )  # fmt: skip
    _table(("Id", "Standing", "Origins", "Reports", "Claim"), rows, "claims")


def timeline(found: Sequence[Dated]) -> None:
    """A table of claims by the time they tell of."""
    rows = (
        (_span_of_time(d), standing(d.held.assessment.standing), d.held.claim.text, short(d.held.claim.id))
        for d in found
    )
    _table(("When", "Standing", "Claim", "Id"), rows, "dated claims")


def series(found: Sequence[Series], picture: Picture) -> None:
    """Each series under its own heading: when a value was first told, the value, its time, and whoever gives it."""
    out = console()
    said = _voices(picture)
    if not found:
        out.print("No series.")
    for s in found:
        out.print(Text.assemble((plain(s.subject), "bold"), f": {plain(s.attribute)}  ", (short(s.id), "dim")))
        table = Table(box=None, pad_edge=True, show_header=False)
        table.add_column(no_wrap=True)
        table.add_column(ratio=2)
        table.add_column(ratio=3)
        for p, others in _steps(s):
            voice = said[p.statement][0] + (f" and {count(others, 'other')}" if others else "")
            style = "dim" if p.superseded else ""
            table.add_row(moment(p.known_at), Text(_told(p, s.unit), style=style), voice)
        out.print(table)


def _steps(s: Series) -> list[tuple[Point, int]]:
    """The points of a series, those that repeat the one before counted with it."""
    out: list[tuple[Point, int]] = []
    for p in s.points:
        if out and _told(out[-1][0], s.unit) == _told(p, s.unit):
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((p, 0))
    return out


def _told(p: Point, unit: str) -> str:
    """A value with the time it is for, whether it is only expected, and whether a later one took its place."""
    value = _value(p, unit)
    if p.valid_at is not None:
        value += f" ({_dated(p.valid_at, p.valid_precision)})"
    marks = (f", {p.phase}" if p.phase != "past" else "", ", superseded" if p.superseded else "")
    return value + "".join(marks)


def _dated(m: datetime, precision: Precision) -> str:
    """A time no finer than it is known."""
    coarse = {Precision.MONTH: "%Y-%m", Precision.SEASON: "%Y-%m", Precision.YEAR: "%Y", Precision.DECADE: "%Y"}
    form = coarse.get(precision)
    return f"{m.astimezone(UTC):{form}}" if form else moment(m)


def conflicts(found: Sequence[Conflict], picture: Picture) -> None:
    """Each conflict with both sides in their own words; those that cannot both hold first."""
    out = console()
    said = _voices(picture)
    if not found:
        out.print("No conflicts.")
    for c in sorted(found, key=lambda c: list(ConflictClass).index(c.cls)):
        style = "red" if c.cls == ConflictClass.CONFLICT else ""
        out.print(Text.assemble((c.cls, style), f" of {c.kind}: {plain(c.why)}  ", (short(c.id), "dim")))
        for statement in c.statements:
            voice, words = said[statement]
            out.print(Padding(Text.assemble(plain(f"{voice}: "), (words, "italic")), (0, 0, 0, 2), expand=False))


def sources(found: Sequence[Cited]) -> None:
    """A table of whoever is cited."""
    rows = (
        (c.source.name, c.source.naming, c.source.speaks_for, str(len(c.statements)), ", ".join(c.outlets))
        for c in found
    )
    _table(("Source", "Known by", "Speaks for", "Statements", "Cited by"), rows, "sources")


def feeds(found: Sequence[Followed]) -> None:
    """A table of feeds."""
    rows = ((f.url, f.title, str(f.reports), f"{f.latest:%Y-%m-%d %H:%M}" if f.latest else "") for f in found)
    _table(("Feed", "Outlet", "Reports", "Last gathered"), rows, "feeds")


def _voices(picture: Picture) -> dict[str, tuple[str, str]]:
    """For each statement who makes it, outlet first, and its words in quotation marks."""
    reports = {r.id: r for r in picture.reports}
    return {id: (_chain(s, reports[s.report]), quote(s.content)) for id, s in all_said(picture).items()}


def _chain(s: Statement, r: Report) -> str:
    return " <- ".join((r.outlet or r.name, *(a.source.name or "source not given" for a in s.attributions)))


def checked(found: Sequence[Note], path: Path | None) -> None:
    """What a check of the desk found."""
    out = console()
    for note in found:
        out.print(f"{note.place + ': ' if note.place else ''}{note.message}")
    out.print(f"{path}: {count(len(found), 'fault')}." if found else f"{path}: sound.")


def why(found: Sequence[Why]) -> None:
    """All that bears on each claim."""
    out = console()
    for number, w in enumerate(found):
        if number:
            out.rule()
        a = w.assessment
        out.print(Text.assemble(standing(a.standing), ("  " + w.claim.id, "dim")))
        out.print(Padding(quote(w.claim.text), (0, 0, 1, 2), expand=False))
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_row("Rule", " ".join(p for p in (f"{a.rule}:", w.rule) if p))
        table.add_row("Here", a.reason)
        table.add_row("Origins", origins(a, words=True))
        table.add_row("Story", w.story.title or w.story.id)
        if a.superseded_by:
            table.add_row("Later", f"superseded by {short(a.superseded_by)}")
        if a.would_change:
            table.add_row("Would change it", a.would_change)
        out.print(table)
        out.print()
        out.print(_origin_tree(a))
        for title, evidence in (("Evidence", w.evidence), ("Against, or not confirming", w.dissent),
                                ("Probably the same, not counted", w.probable)):  # fmt: skip
            if evidence:
                out.print(Text(f"\n{title}", style="bold"))
                for e in evidence:
                    _passage(out, e.statement, e.report)
        if w.errata:
            from sayso.doors.cli_errata import listed

            out.print(Text("\nCorrections", style="bold"))
            listed(out, w.errata)
        if w.links:
            out.print(Text("\nLinks between them", style="bold"))
            for link in w.links:
                sides = " ~ ".join(e.report.outlet or e.report.name for e in (link.left, link.right))
                j = link.judgement
                out.print(Text(plain(f"  {sides}: {verdict(j)}, by {judged_by(j)}{reasons(j)}")))
        if w.conflicts:
            out.print(Text("\nDiffers from", style="bold"))
            for conflict, other in w.conflicts:
                _difference(out, conflict, other)


def _passage(out: Console, s: Statement, r: Report) -> None:
    said = " <- ".join(a.source.name or "source not given" for a in s.attributions) or "its own voice"
    stance = "" if s.stance == Stance.AFFIRMS else f", {s.stance}"
    where = ", ".join(f"{p.start}-{p.end}" for p in s.spans)
    out.print(Text(plain(f"  {r.outlet or r.name}, {moment(r.published)}; {said}{stance}  ({where})")))
    out.print(Padding(in_context(s), (0, 0, 0, 4), expand=False))


def in_context(s: Statement) -> Text:
    """The words of a statement in quotation marks within its sentence; alone where they are broken up."""
    first, held = s.spans[0], s.sentence
    inside = held.report == first.report and held.start <= first.start and first.end <= held.end
    if len(s.spans) > 1 or not inside or len(held.exact) > LONGEST_SENTENCE:
        return Text(quote(s.content), style="italic")
    before, after = held.exact[: first.start - held.start], held.exact[first.end - held.start :]
    parts = ((before.lstrip(), "dim"), ("“", "dim"), (first.exact, "italic"), ("”", "dim"), (after.rstrip(), "dim"))
    return Text.assemble(*((plain(text.replace("\n", " ")), style) for text, style in parts))


def _difference(out: Console, c: Conflict, other: Claim) -> None:
    out.print(Text(plain(f"  {short(other.id)}  {c.kind}, {c.cls}: {c.why}")))
    out.print(Padding(Text(quote(other.text), style="italic"), (0, 0, 0, 4), expand=False))


def _origin_tree(a: Assessment) -> Tree:
    tree = Tree("On whose word")
    for origin in a.origins:
        known = "first hand" if origin.first_hand else "not first hand"
        branch = tree.add(f"{origin.name or 'source not given'} ({origin.naming}, {known})")
        for path in dict.fromkeys(p for p in origin.paths if len(p) > 1):
            branch.add(" <- ".join(step or "source not given" for step in path))
    return tree


# --------------------------------------------------------------------------- pieces


def _table(head: Sequence[str], rows: Iterable[Sequence[str | Text]], what: str) -> None:
    out = console()
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=("", "none"))
    for name in head:
        table.add_column(name, no_wrap=name in ("Id", "When", "Standing", "Now"), overflow="fold")
    for row in rows:
        table.add_row(*row)
    out.print(table if table.row_count else f"No {what}.")


def short(id: str) -> str:
    """As much of an id as is shown."""
    prefix, _, digits = id.rpartition("_")
    return f"{prefix}_{digits[:ID_LENGTH]}" if prefix else id


def standing(s: Standing) -> Text:
    """How a claim stands, in its colour."""
    return Text(s.replace("_", " "), style=COLOURS.get(s, ""))


def origins(a: Assessment, words: bool = False) -> str:
    """How many independent origins a claim has."""
    low, high = a.origins_low, a.origins_high
    told = str(low) if low == high else f"{low} to {high}"
    return f"{told} independent" if words else told


def _value(p: Point, unit: str) -> str:
    bounds = {Bound.AT_LEAST: "at least ", Bound.AT_MOST: "at most ", Bound.ABOUT: "about ", Bound.VAGUE: "vague: "}
    moves = {Direction.ROSE: ", rose", Direction.FELL: ", fell"}
    value = f"{p.value:g}" if isinstance(p.value, float) else str(p.value if p.value is not None else "?")
    return f"{bounds.get(p.bound, '')}{value} {unit}".rstrip() + moves.get(p.direction, "")


def _span_of_time(d: Dated) -> str:
    """The TIMEX3 value in plain words: ``2031-05-04T18:30`` is "2031-05-04 18:30", ``2031-05-04TEV`` has "evening"."""
    day, _, time = d.when.value.partition("T")
    if not day[:1].isdigit():
        return moment(d.when.earliest)
    return f"{day} {PARTS_OF_DAY.get(time, time)}".rstrip()


def moment(m: datetime | None) -> str:
    """A moment; a day where it is no finer."""
    if m is None:
        return "date unknown"
    zone = f" UTC{m.isoformat()[-6:]}" if m.utcoffset() else ""
    return f"{m:%Y-%m-%d}" if (m.hour, m.minute, m.second) == (0, 0, 0) else f"{m:%Y-%m-%d %H:%M}{zone}"


def quote(text: str) -> str:
    """A passage in quotation marks, on one line."""
    return "“" + plain(" ".join(text.split())) + "”"


def count(n: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def verdict(j: Judgement) -> str:
    """What was judged, with a score where it says anything."""
    word = "probably the same" if j.verdict == Verdict.PROBABLE else str(j.verdict)
    return word if j.kind == JudgeKind.PERSON or j.by.startswith("llm:") else f"{word} ({j.score:.2f})"


def judged_by(j: Judgement) -> str:
    """Who judged, and when, where that is told."""
    return f"{plain(j.by)} on {moment(j.at.replace(microsecond=0))}" if j.at else j.by


def reasons(j: Judgement) -> str:
    """The reasons behind a colon, where there are any."""
    return f": {plain('; '.join(j.reasons))}" if j.reasons else ""
