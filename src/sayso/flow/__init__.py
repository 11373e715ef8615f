"""The rooms put together: the steps from reports to weighings, and the answers over what is kept."""

from sayso.flow.answers import FORMS, brief, claims, export, moment, render, report_of, rules, story_changes, text, why
from sayso.flow.corrections import Edited, edits, raise_errata
from sayso.flow.feeds import Followed, feeds, opml
from sayso.flow.people import SAID, Act, acts, lines, undoing, unsure
from sayso.flow.progress import Progress, no_progress
from sayso.flow.reading import read_one, reader_version
from sayso.flow.second import Asked
from sayso.flow.steps import Gathered, find_reports, gather, read_missing, run
from sayso.flow.weighing import weigh_changed
from sayso.keep import Store
from sayso.keep.check import check
from sayso.keep.erred import Erred, errata
from sayso.keep.search import Cited, Dated, Evidence, Held, Link, Why, sources, timeline

__all__ = [
    "FORMS", "SAID", "Act", "Asked", "Cited", "Dated", "Edited", "Erred", "Evidence", "Followed", "Gathered", "Held",
    "Link", "Progress", "Store", "Why", "acts", "brief", "check", "claims", "edits", "errata", "export", "feeds",
    "find_reports", "gather", "lines", "moment", "no_progress", "opml", "raise_errata", "read_missing", "read_one",
    "reader_version", "render", "report_of", "rules", "run", "sources", "story_changes", "text", "timeline", "undoing",
    "unsure", "weigh_changed", "why",
]  # fmt: skip
