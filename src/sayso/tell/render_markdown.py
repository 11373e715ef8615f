"""A briefing as Markdown, with numbered citations and the list of reports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.records import Briefing, Picture, Report, Sentence
from sayso.tell.about import remarks
from sayso.tell.lexicon import table
from sayso.tell.phrases import moment, short_day
from sayso.tell.views import View
from sayso.terms import Precision

_SPECIAL = re.compile(r"[\\`*<>~|]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|(?<=\])\[|^[#+-](?= )")
_STEERING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of writing."""


def markdown(briefing: Briefing, picture: Picture) -> str:
    """The briefing as CommonMark, ending in a line feed. Texts of reports are escaped."""
    view = View(picture)
    lines = [f"# {escape(briefing.title)}", "", _sentence(briefing.lead, view), ""]
    story, further = "", False
    for section in briefing.sections:
        if section.story != story:
            story = section.story
            further = story not in ("", briefing.title)
            lines += [f"## {escape(story)}", ""] if further else []
        lines += [f"{'###' if further else '##'} {escape(section.heading)}", ""]
        lines += [f"- {item}" for item in _items(section.sentences, view)]
        lines.append("")
    lines += ["## Reports", "", escape(table()["about"]["reading"]), ""]
    lines += [*(f"- {_report(view, r)}" for r in briefing.reports), ""]
    if briefing.notes:
        lines += ["## Notes", "", *(f"- {escape(n)}" for n in briefing.notes), ""]
    return "\n".join(lines)


def _items(sentences: Iterable[Sentence], view: View) -> Iterable[str]:
    label = ""
    for sentence in sentences:
        if sentence.label and sentence.label != label:
            yield f"**{escape(sentence.label)}.** {_sentence(sentence, view)}"
        else:
            yield _sentence(sentence, view)
        label = sentence.label


def _sentence(sentence: Sentence, view: View) -> str:
    return "".join(
        escape("".join(p.text for p in parts)) + "".join(f" [S{n}]" for n in numbers)
        for parts, numbers in view.marked(sentence)
    )


def _report(view: View, report: str) -> str:
    return f"[S{view.number(report)}] {escape(describe(view.reports[report], view))}"


def describe(report: Report, view: View) -> str:
    """A report in one line: outlet, title, time, the file or address that it came from, and what to know of it."""
    title = f"“{report.title}”" if report.title else ""
    told = ", ".join(p for p in (report.outlet or "outlet not named", title, published(report), report.name) if p)
    return f"{told} ({'; '.join(found)})" if (found := remarks(report, view)) else told


def published(report: Report) -> str:
    """The time of publication as far as it is known: to the minute, the day, or "no date"."""
    if report.published is None:
        return "no date"
    fine = report.published_precision in (Precision.MINUTE, Precision.HOUR)
    return moment(report.published) if fine else short_day(report.published)


def escape(text: str) -> str:
    """Text with the characters that mean something in Markdown escaped."""
    return _SPECIAL.sub(r"\\\g<0>", printable(text))


def printable(text: str) -> str:
    """Text on one line, without characters that steer a terminal or the direction of writing."""
    return " ".join(_STEERING.sub("", text).split())
