"""The checker: takes a sentence apart and holds every claim it makes against the passages it cites."""

from __future__ import annotations

from sayso.records import Sentence
from sayso.tell.views import View


def faults(sentence: Sentence, view: View) -> list[str]:
    """What is wrong with a sentence, in plain words; empty when everything in it follows from what it cites."""
    out = []
    if "".join(p.text for p in sentence.parts) != sentence.text:
        out.append("the text is not made of its parts")
    if not sentence.spans:
        out.append("no passage is cited")
    for span in (*sentence.spans, *(p.span for p in sentence.parts if p.span)):
        report = view.reports.get(span.report)
        if report is None or report.text[span.start:span.end] != span.exact:
            out.append("a cited passage is not in its report")
    out += ["quoted words differ from their passage" for p in sentence.parts if p.span and p.span.exact != p.text]
    return out
