"""What the commands share: opening the desk, progress and notes on standard error, answers, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from sayso import settings as config
from sayso.notes import BadInput, Note, NothingFound, SaysoError

if TYPE_CHECKING:
    from sayso.desk import Asked, Desk, Gathered, Progress
    from sayso.records import Briefing

INTERRUPTED = 130
MOST_NOTES = 40
"""More notes than this are counted, not printed."""


class Commands(TyperGroup):
    """Turns what went wrong into one line on standard error and an exit code; a traceback only with SAYSO_DEBUG=1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SaysoError as e:
            _say(f"sayso: {e}")
            ctx.exit(e.exit_code)
        except KeyboardInterrupt:
            _say("sayso: interrupted; what was kept stays kept, and the same command takes it up again")
            ctx.exit(INTERRUPTED)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise
        except Exception as e:
            if _is_usage(e) or os.environ.get("SAYSO_DEBUG"):
                raise
            _say(f"sayso: a fault of sayso itself ({type(e).__name__}: {e}); what was kept stays kept. "
                 "Please report it with what SAYSO_DEBUG=1 shows.")  # fmt: skip
            ctx.exit(SaysoError.exit_code)


def _is_usage(e: Exception) -> bool:
    """Whether it is one of the command line's own complaints, which it prints best itself."""
    return hasattr(e, "exit_code") and hasattr(e, "show")


# ------------------------------------------------------------------------- the desk


def _settings(desk: Path | None) -> tuple[config.Settings, Path]:
    settings = config.load()
    return settings, desk or Path(settings.desk)


@contextmanager
def taking_in(desk: Path | None, *, must_exist: bool = False, allow_hosts: Sequence[str] = ()) -> Iterator[Desk]:
    """The desk, opened for writing and made if need be; some hosts are allowed besides those of the settings."""
    import msgspec

    from sayso.desk import Desk

    settings, path = _settings(desk)
    settings = msgspec.structs.replace(settings, allow_hosts=(*settings.allow_hosts, *allow_hosts))
    if must_exist:
        _require(path)
    with Desk(path, settings=settings) as d:
        yield d


@contextmanager
def asking(desk: Path | None) -> Iterator[Desk]:
    """The desk, opened for questions; says so when a run before was interrupted."""
    from sayso.desk import Desk

    settings, path = _settings(desk)
    _require(path)
    with Desk(path, settings=settings, write=False) as d:
        if waiting := d.unread():
            notes([Note(code="unread", place=str(path), message=f"{waiting} reports are kept but not read yet; "
                        f"run `sayso gather --desk {path}` to finish.")])  # fmt: skip
        yield d


@contextmanager
def checking(desk: Path | None) -> Iterator[Desk]:
    """The desk, opened so that as much of it as possible can be checked: some indexes only where one may write."""
    from sayso.desk import Desk

    settings, path = _settings(desk)
    _require(path)
    write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if not write:
        notes([Note(code="read-only", place=str(path), message="May not be written to, so its full-text indexes were "
                    "not checked.")])  # fmt: skip
    with Desk(path, settings=settings, write=write) as d:
        yield d


@contextmanager
def briefing_desk(places: Sequence[str], desk: Path | None, published: str | None) -> Iterator[Desk]:
    """What to brief on: the desk, the desk with more reports taken in, or those reports alone, in memory."""
    if not places:
        with asking(desk) as d:
            if not d.reports():
                raise NothingFound(f"{d.path}: the desk is empty; `sayso gather PATH` takes reports in")
            yield d
        return
    from sayso.desk import Desk

    with Desk(desk, settings=config.load()) as d:
        done = gather(d, places, published)
        fail_if_nothing(done, places)
        yield d


def _require(path: Path) -> None:
    if not path.exists():
        raise NothingFound(f"{path}: there is no such desk; `sayso gather PATH --desk {path}` makes one")


def gather(desk: Desk, places: Sequence[str], published: str | None) -> Gathered:
    """Take reports in with progress shown, and print the notes."""
    with _progress() as progress:
        done = desk.gather(*places, published=published, progress=progress)
    if done.asked.questions or done.asked.opinions:
        _say(_asked(done.asked))
    notes(done.notes)
    return done


def _asked(asked: Asked) -> str:
    """What left this machine, or was asked of a model on it, in one line."""
    told: dict[str, int] = {}
    for j in asked.opinions:
        told[j.verdict] = told.get(j.verdict, 0) + 1
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(told.items())) or "no answer"
    return f"asked {asked.judge} about {asked.questions} links: {said}"


def fail_if_nothing(done: Gathered, places: Sequence[str]) -> None:
    """Raise when places were given and not one report came of them, nor was the loss of a kept one seen."""
    if not places or done.added or done.unchanged or done.gone:
        return
    if all(note.code in ("no-reports", "no-items") for note in done.notes):
        raise NothingFound("no reports found")
    raise BadInput("none of this could be used as a report")


# -------------------------------------------------------------------------- answers


def show() -> ModuleType:
    """How answers look on a terminal; loaded only when one is printed."""
    from sayso.doors import cli_show

    return cli_show


def answer(found: object, json: bool, look: Callable[[], None]) -> None:
    """Print an answer: as JSON, or as it looks on a terminal."""
    if json:
        import msgspec

        write(None, msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    else:
        look()


def briefing(desk: Desk, told: Briefing, form: str, out: Path | None) -> None:
    """Write a briefing to a file, or to standard output in colours if that is a terminal."""
    plain = out is not None or form != "text"
    write(out, desk.render(told, form) if plain else show().briefing(desk, told))


def write(out: Path | None, text: str) -> None:
    """Write text to a file (whole or not at all) or to standard output. BadInput when it cannot be written."""
    if out is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(out)
    except OSError as e:
        part.unlink(missing_ok=True)
        raise BadInput(f"{out}: cannot be written ({e.strerror or e})") from e
    _say(f"wrote {out}")


def notes(found: Iterable[Note]) -> None:
    """Print each note once on standard error."""
    lines = list(dict.fromkeys(f"note: {n.place + ': ' if n.place else ''}{n.message}" for n in found))
    for line in lines[:MOST_NOTES]:
        _say(line)
    if len(lines) > MOST_NOTES:
        _say(f"note: and {len(lines) - MOST_NOTES} more; `sayso gather --json` lists them all")


@contextmanager
def _progress() -> Iterator[Progress]:
    from sayso.desk import no_progress

    if not sys.stderr.isatty():
        yield no_progress
        return
    with show().progress() as progress:
        yield progress


def _say(line: str) -> None:
    # A file name or a report's words must not steer the terminal.
    typer.echo("".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in line), err=True)
