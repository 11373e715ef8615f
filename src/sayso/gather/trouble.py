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
    "judge-bad-answer": "The second judge's answer cannot be used ({why}), so the rules' word stands; the next run "
    "asks again. Another model may answer better.",
    "judge-endpoint": "Is no address that the second judge can be asked at; write judge_endpoint like "
    "http://127.0.0.1:8080/v1, without a name and password in it.",
    "judge-gives-up": "Was asked no further in this run: {times} answers in a row could not be used.",
    "judge-key-in-clear": "Was not asked: SAYSO_JUDGE_KEY would go out unencrypted; use https, or unset it.",
    "judge-more": "{left} more links are unsure than one run may ask about; run `sayso gather` to go on, or raise "
    "judge_questions.",
    "judge-no-model": "The model cannot be had ({why}), so the rules' word stands; check its name and the connection, "
    "or name a folder that holds it.",
    "judge-refuses": "Answered {status} ({why}), so the rules' word stands; check judge, judge_endpoint and "
    "SAYSO_JUDGE_KEY.",
    "judge-unfit-model": "Is no model that can judge ({why}); name one that is trained for natural language inference "
    "and exported to ONNX.",
    "judge-unreachable": "Does not answer ({why}), so the rules' word stands; start it, or mend judge_endpoint, and "
    "run `sayso gather` again.",
    "large-file": "Is larger than {limit:,} bytes and was left out; split it, or raise max_file_bytes.",
    "long-line": "Is longer than {limit:,} bytes and was left out; split it, or raise max_report_chars.",
    "long-report": "Has {size:,} characters and was cut after {limit:,}; split it, or raise max_report_chars.",
    "no-reports": "Holds no report; sayso looks for {kinds}.",
    "no-such-file": "Does not exist; check the spelling and the folder you are in.",
    "no-text": "Has no text under the key text, body or content; nothing was taken from it.",
    "not-a-file": "Is neither a file nor a folder; give sayso a file, a folder or - for standard input.",
    "other-pages": "{count} page(s) were left aside that hold no article, or were gone when they were fetched.",
    "other-files": "{count} file(s) of other kinds were left aside ({shown}); sayso reads {kinds}.",
    "same-id": "The id {given!r} was given before, in {other}, to another text; both were kept. Give each its own id.",
    "other-language": "Is in {language}, which sayso does not read: it is kept, found by search, dated, and placed by "
    "well-known names, but nothing is told from it.",
    "same-report": "Is the same as a report already gathered and was kept once.",
    "side-car": "Holds only facts about a report; name the text that lies beside it.",
    "unreadable-date": "The date {said!r} is not certain and was not used; write it like 2025-05-04.",
    "unreadable-file": "Cannot be read ({why}); check its permissions and that it is whole.",
    "absurd-date": "The date {said!r} is older than the web and was not believed.",
    "bad-answer": "Answered {status} ({phrase}), and was given up; the next run asks again.",
    "broken-archive": "Is broken ({why}); what stands before that was taken.",
    "broken-body": "Broke off or could not be read ({why}); what came of it was not used. The next run asks again.",
    "broken-feed": "Is not well formed ({why}); what could be read of it was taken.",
    "broken-list": "Cannot be read as a list of feeds or pages ({why}); tell its publisher.",
    "budget-spent": "Was not fetched: the run had made its {limit:,} requests; run again, or raise web_budget.",
    "deep-list": "Is a list in a list in a list and was not followed; name it itself.",
    "empty-archive": "Holds no report; sayso takes the articles among its pages.",
    "empty-item": "Has neither a link nor a text of its own; nothing was taken from it.",
    "empty-page": "Shows no running text; the feed's own text was taken where there is one.",
    "far-archive": "Is a web archive; fetch it yourself and gather the file.",
    "fetch-fault": "Could not be fetched for a reason that sayso does not know ({why}); please report it.",
    "large-answer": "Is larger than {limit:,} bytes ({form}) and was left out; raise web_max_bytes if it is meant.",
    "many-redirects": "Leads on more than {limit} times and was given up; give the address that it ends at.",
    "moved-home": "Leads to {to} instead of its report, which most likely is no more.",
    "no-answer": "Gave no whole answer within {seconds:.0f} seconds; the rest went on. Run again later, or raise "
    "web_timeout.",
    "no-cache": "Could not be used to keep what servers answer ({why}); all was fetched anew. It may be deleted.",
    "no-feed": "Cannot be read as a feed ({why}); tell its publisher, or give another address.",
    "no-items": "Lists no item; if that stays so, look whether the feed has moved.",
    "page-gone": "Is gone ({status}); what was kept of it stays kept and says so.",
    "refused-address": "Was not fetched: {why}.",
    "refused-host": "Was not fetched: {why}. If this host is yours and meant, allow it by name: --allow-host {host}, "
    "or allow_hosts in sayso.toml.",
    "robots-forbid": "May not be fetched by programs (robots.txt of {host}); the feed's own text was taken where there "
    "is one. With the site's leave, set web_robots to false.",
    "robots-unknown": "Was not fetched: {host} answered {status} to its robots.txt; the next run asks again.",
    "shared-id": "Gives the id {given!r} to {count} items; they were told apart by their addresses.",
    "thin-page": "Shows less text than the feed itself tells; the feed's own text was taken.",
    "unreachable": "Could not be reached ({why}); check the address and the network.",
    "wrong-charset": "Is not in the encoding that it says and was read as {encoding}; if that looks wrong, tell its "
    "publisher.",
    "xml-bomb": "Declares entities of its own, by which a small file can fill the memory, and was not read; tell its "
    "publisher.",
}
"""Code -> message; what stands in braces is filled in."""


def note(code: str, place: object, **details: object) -> Note:
    """The note with a code, about a place; every detail that its message names must be given."""
    return Note(code=code, place=printable(place), message=printable(MESSAGES[code].format(**details)))


class Trouble(Exception):
    """Something could not be had from elsewhere. ``code`` and ``details`` are those of a note."""

    def __init__(self, code: str, *, status: int = 0, **details: object) -> None:
        """``status`` is what the other side answered, 0 where it answered nothing."""
        super().__init__(code)
        self.code = code
        self.status = status
        self.details = details

    def note(self, place: object) -> Note:
        """What to tell people."""
        return note(self.code, place, status=self.status, **self.details)


def printable(name: object) -> str:
    """A name that can be written anywhere: bytes of a file name that are no characters become question marks."""
    return str(name).encode(errors="replace").decode()


def reason(error: BaseException) -> str:
    """Why something failed, on one line."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:160]
