"""Every complaint that gathering can make: one line each, what happened and what the reader can do."""

from __future__ import annotations

from sayso.notes import Note

MESSAGES = {
    "binary-file": "Is no text; give sayso text, Markdown, HTML, JSON or JSON Lines.",
    "broken-front-matter": "The front matter cannot be read ({why}); the whole file was taken as text.",
    "broken-json": "Cannot be read as JSON ({why}) and was left out; mend it and gather again.",
    "broken-line": "Cannot be read as JSON ({why}); this line was left out. Mend it and gather again.",
    "broken-side-car": "Cannot be read as a JSON object ({why}); its report was taken without it.",
    "empty-file": "Is empty; nothing was taken from it.",
    "empty-report": "Holds no running text; nothing was taken from it.",
    "future-date": "The date {said!r} lies in the future and was not believed; correct it, or the clock.",
    "guessed-encoding": "Is not UTF-8 (byte {at}) and was read as {encoding}; if that looks wrong, save it as UTF-8.",
    "large-file": "Is larger than {limit:,} bytes and was left out; split it, or raise max_file_bytes.",
    "long-line": "Is longer than {limit:,} bytes and was left out; split it, or raise max_report_chars.",
    "long-report": "Has {size:,} characters and was cut after {limit:,}; split it, or raise max_report_chars.",
    "no-reports": "Holds no report; sayso looks for {kinds}.",
    "no-such-file": "Does not exist; check the spelling and the folder you are in.",
    "no-text": "Has no text under the key text, body or content; nothing was taken from it.",
    "not-a-file": "Is neither a file nor a folder; give sayso a file, a folder or - for standard input.",
    "other-files": "{count} file(s) of other kinds were left aside ({shown}); sayso reads {kinds}.",
    "same-id": "The id {given!r} was given before, in {other}, to another text; both were kept. Give each its own id.",
    "other-language": "Is in {language}, which sayso does not read: it is kept, found by search, dated, and placed by "
    "well-known names, but nothing is told from it.",
    "same-report": "Is the same as a report already gathered and was kept once.",
    "side-car": "Holds only facts about a report; name the text that lies beside it.",
    "unreadable-date": "The date {said!r} is not certain and was not used; write it like 2025-05-04.",
    "unreadable-file": "Cannot be read ({why}); check its permissions and that it is whole.",
}
"""Code -> message; what stands in braces is filled in."""


def note(code: str, place: object, **details: object) -> Note:
    """The note with a code, about a place; every detail that its message names must be given."""
    return Note(code=code, place=printable(place), message=printable(MESSAGES[code].format(**details)))


def printable(name: object) -> str:
    """A name that can be written anywhere: bytes of a file name that are no characters become question marks."""
    return str(name).encode(errors="replace").decode()


def reason(error: BaseException) -> str:
    """Why something failed, on one line."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:160]
