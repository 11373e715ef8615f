"""A briefing for the terminal: headings, bullets with a hanging indent, colours by standing; plain when piped."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.records import Briefing, Picture, Section, Sentence
from sayso.tell.lexicon import table
from sayso.tell.render_markdown import describe, printable
from sayso.tell.views import View
from sayso.terms import Standing

COLOURS: dict[Standing, str] = {
    Standing.CONFIRMED: "green",
    Standing.CORROBORATED: "green",
    Standing.DENIED: "red",
    Standing.DISPUTED: "red",
    Standing.LABELLED_FAKE: "red",
    Standing.UNCONFIRMED: "yellow",
    Standing.UNATTRIBUTED: "yellow",
    Standing.REPEATED: "yellow",
    Standing.PENDING: "cyan",
}
"""Colour of the mark before a sentence; the words say the same, so nothing rests on colour alone."""
_WIDEST = 100


def terminal(briefing: Briefing, picture: Picture, *, width: int = 96, colour: bool = False) -> str:
    """The briefing as text for a terminal of that width, with ANSI colours where asked, ending in a line feed."""
    out = StringIO()
    console = Console(
        file=out,
        width=min(width, _WIDEST),
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        color_system="standard" if colour else None,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(renderable(briefing, picture))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def renderable(briefing: Briefing, picture: Picture) -> RenderableType:
    """The briefing as something a rich console prints."""
    view = View(picture)
    title = Text(printable(briefing.title), style="bold")
    blocks: list[RenderableType] = [title, _sentence(briefing.lead, view, "dim"), Text()]
    story = ""
    for section in briefing.sections:
        if section.story != story:
            story = section.story
            if story != briefing.title:
                blocks += [Rule(printable(story) or "All stories", align="left", style="bold"), Text()]
        blocks += [Text(section.heading.upper(), style="bold"), *_items(section, view), Text()]
    blocks += [Text("REPORTS", style="bold"), _reports(briefing, view), Text()]
    blocks += [Text(table()["about"]["reading"], style="dim")]
    blocks += [Text(), *(Text(printable(note), style="dim") for note in briefing.notes)] if briefing.notes else []
    return Group(*blocks)


def _items(section: Section, view: View) -> Iterable[RenderableType]:
    label = ""
    for sentence in section.sentences:
        if sentence.label and sentence.label != label:
            yield Padding(Text(printable(sentence.label), style="bold"), (0, 0, 0, 2))
        label = sentence.label
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=3, justify="right")
        grid.add_column()
        grid.add_row(
            Text("•", style=COLOURS.get(sentence.standing, "") if sentence.standing else ""), _sentence(sentence, view)
        )
        yield grid


def _sentence(sentence: Sentence, view: View, style: str = "") -> Text:
    text = Text(style=style)
    for parts, numbers in view.marked(sentence):
        text.append(printable("".join(p.text for p in parts)))
        for n in numbers:
            text.append(f" [S{n}]", style="dim")
    return text


def _reports(briefing: Briefing, view: View) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", min_width=6)
    grid.add_column()
    for report in briefing.reports:
        grid.add_row(
            Text(f"[S{view.number(report)}]", style="dim"), Text(printable(describe(view.reports[report], view)))
        )
    return grid
