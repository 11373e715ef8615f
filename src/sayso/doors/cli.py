"""The command line: what can be asked of a desk, one function each. Exit codes stand in docs/reference/cli.md."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from sayso.doors import cli_run
from sayso.doors.cli_run import answer, asking, show
from sayso.notes import BadInput
from sayso.terms import Standing

app = typer.Typer(
    name="sayso",
    cls=cli_run.Commands,
    help="On whose say-so? Reads the reporting on a crisis and keeps one cited, cross-checked record of who says what.",
    epilog="Exit codes: 0 done, 1 fault of sayso, 2 unusable input, 3 nothing found, 4 trouble with the desk, "
    "130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DeskFile = Annotated[
    Path | None,
    typer.Option(
        "--desk",
        metavar="FILE",
        help="Desk file: sayso.db, or what SAYSO_DESK names, unless told.",
        show_default=False,
        readable=False,  # not asked for here: trouble with the desk has its own words and exit code
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Date of publication of reports in which none is found.", show_default=False),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="HOST",
        help="Fetch from this host even if it is private, local or on an odd port (HOST or HOST:PORT); repeatable.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="As the desk stood at that moment.", show_default=False)
]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Write there instead.", show_default=False)]
Story = Annotated[str | None, typer.Option(metavar="STORY", help="Only this story (id or title).", show_default=False)]


class Form(StrEnum):
    """Forms of a briefing."""

    text = "text"
    md = "md"
    html = "html"
    json = "json"


class Said(StrEnum):
    """What a person may say of two statements."""

    same = "same"
    different = "different"
    excludes = "excludes"
    unsure = "unsure"


class Format(StrEnum):
    """Formats of an export."""

    json = "json"
    csv = "csv"
    geojson = "geojson"


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sayso {version('sayso')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def gather(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PLACE...",
            help="Addresses (pages, feeds, sitemaps), files, folders, or - for standard input; none: finish what is "
            "unread.",
        ),
    ] = None,
    desk: DeskFile = None,
    published: Published = None,
    allow_host: AllowHost = None,
    json: Json = False,
) -> None:
    """Take in reports, read them, and weigh what has changed by them.

    What cannot be used is noted on standard error, and the rest goes on.
    Exit code 2: nothing at all could be used; 3: no report was found.
    """
    with cli_run.taking_in(desk, must_exist=not places, allow_hosts=allow_host or ()) as d:
        done = cli_run.gather(d, places or [], published)
        answer(done, json, lambda: show().gathered(done, d.path))
    cli_run.fail_if_nothing(done, places or [])


@app.command()
def brief(
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Files or folders to brief on, kept only with --desk; none: the desk."),
    ] = None,
    desk: DeskFile = None,
    story: Story = None,
    form: Annotated[Form, typer.Option("--format", help="Form of the briefing.")] = Form.text,
    out: Out = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write it as one self-contained page.", show_default=False)
    ] = None,
    published: Published = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """Brief on reports, or on the desk: who says what, on whose word, who disagrees, what changed."""
    with cli_run.briefing_desk(places or [], desk, published) as d:
        told = d.brief(story, as_of=as_of)
        if html:
            cli_run.write(html, d.render(told, Form.html))
        cli_run.briefing(d, told, Form.json if json else form, out)


@app.command()
def stories(
    changes: Annotated[
        bool, typer.Option("--changes", help="What became of stories instead: merged, split, another id, and why.")
    ] = False,
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """List the stories."""
    with asking(desk) as d:
        if changes:
            became = d.story_changes()
            answer(became, json, lambda: show().story_changes(became))
            return
        found = d.stories()
        answer(found, json, lambda: show().stories(found))


@app.command()
def claims(
    standing: Annotated[
        Standing | None,
        typer.Option(metavar="STANDING", help=f"Only claims that stand so: {', '.join(Standing)}.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only claims first seen then or later.", show_default=False)
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only claims with all of these words.", show_default=False)
    ] = None,
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """List claims with how they stand, those of most independent origins first."""
    with asking(desk) as d:
        found = d.claims(standing=standing, since=since, about=about)
        answer(found, json, lambda: show().claims(found))


@app.command()
def why(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a claim, conflict, series, ...; its beginning will do.")
    ],
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """Show why a claim stands as it does: rule, evidence, origins, what would change it."""
    with asking(desk) as d:
        found = d.why(id)
        answer(found, json, lambda: show().why(found))


@app.command()
def judge(
    left: Annotated[
        str | None, typer.Argument(metavar="LEFT", help="Id of a statement, or of a claim for all of its statements.")
    ] = None,
    right: Annotated[str | None, typer.Argument(metavar="RIGHT", help="The other one.")] = None,
    verdict: Annotated[
        Said | None, typer.Argument(metavar="VERDICT", help="same, different, excludes (both cannot be so), or unsure.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="WHY", help="Your reason; it is kept.", show_default=False)] = "",
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Whose word it is; your login unless told.", show_default=False),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List links worth a look, as `sayso judge` alone.")] = False,
    most: Annotated[int, typer.Option(metavar="N", help="List so many at most.", min=1)] = 10,
    log: Annotated[bool, typer.Option("--log", help="List what people and second judges said.")] = False,
    undo: Annotated[
        str | None,
        typer.Option(metavar="ACT", help="Take back what --log lists: by id, or all by NAME.", show_default=False),
    ] = None,
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """Say whether two statements or claims are the same claim; your word overrules rules and models.

    Nothing is lost: --log lists who said what and when, and --undo takes it back.
    """
    from sayso.doors import cli_judge

    said = [x for x in (left, right, verdict) if x]
    if len([x for x in (said, list_, log, undo) if x]) > 1 or len(said) not in (0, 3):
        raise BadInput("give LEFT RIGHT VERDICT, or one of --list, --log and --undo ACT")
    if undo:
        cli_judge.undo(desk, undo, by, note, json)
    elif left and right and verdict:
        cli_judge.judge(desk, (left, right), verdict, by, note, json)
    else:
        cli_judge.ask(desk, most, json, log=log)


@app.command()
def timeline(desk: DeskFile = None, json: Json = False) -> None:
    """List claims by the time that they tell of."""
    with asking(desk) as d:
        found = d.timeline()
        answer(found, json, lambda: show().timeline(found))


@app.command()
def series(desk: DeskFile = None, json: Json = False) -> None:
    """List figures and states through time."""
    with asking(desk) as d:
        found = d.series()
        answer(found, json, lambda: show().series(found, d.picture()))


@app.command()
def conflicts(desk: DeskFile = None, json: Json = False) -> None:
    """List where claims differ, and what each difference amounts to."""
    with asking(desk) as d:
        found = d.conflicts()
        answer(found, json, lambda: show().conflicts(found, d.picture()))


@app.command()
def errata(
    diff: Annotated[
        str | None,
        typer.Option(
            metavar="REPORT", help="Show how this report differs from the version before.", show_default=False
        ),
    ] = None,
    as_of: AsOf = None,
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """List what edits and lost pages took from claims: what stood there, and what stands there now."""
    with asking(desk) as d:
        if diff:
            edited = d.edits(diff)
            answer(edited, json, lambda: show_errata().edited(edited))
            return
        found = d.errata(as_of=as_of)
        answer(found, json, lambda: show_errata().errata(found))


def show_errata() -> ModuleType:
    """How errata look; loaded when needed."""
    from sayso.doors import cli_errata

    return cli_errata


@app.command()
def sources(desk: DeskFile = None, json: Json = False) -> None:
    """List whoever is cited, and how often."""
    with asking(desk) as d:
        found = d.sources()
        answer(found, json, lambda: show().sources(found))


@app.command()
def feeds(
    opml: Annotated[
        bool, typer.Option("--opml", help="Write them as OPML, which gather and feed readers take.")
    ] = False,
    out: Out = None,
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """List the feeds that the desk was filled from."""
    with asking(desk) as d:
        if opml:
            cli_run.write(out, d.opml())
        else:
            found = d.feeds()
            answer(found, json, lambda: show().feeds(found))


@app.command()
def export(
    format: Annotated[
        Format, typer.Option(help="json is everything; csv the claims; geojson claims at places.")
    ] = Format.json,
    out: Out = None,
    as_of: AsOf = None,
    desk: DeskFile = None,
    json: Json = False,
) -> None:
    """Write all that the desk holds, for other programs (docs/reference/export.md)."""
    with asking(desk) as d:
        cli_run.write(out, d.export(Format.json if json else format, as_of=as_of))


@app.command("check-desk")
def check_desk(desk: DeskFile = None, json: Json = False) -> None:
    """Check that the desk is sound: file, references, passages, indexes."""
    with cli_run.checking(desk) as d:
        found = d.check()
        answer({"sound": not found, "notes": found}, json, lambda: show().checked(found, d.path))
    if found:
        raise typer.Exit(4)


def main() -> None:
    """Run the command line."""
    app()
