"""Quotations and sayings brought together: marks widen, complete or replace the content that the parse gave."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sayso.read.attribution.saying import Saying
from sayso.read.quotes import Quotation
from sayso.read.trees import chars, trim
from sayso.spans import Range, merge

if TYPE_CHECKING:
    from sayso.read.page import Page

_BLANK = re.compile(r"\s*")
FAR = 1500
"""Characters behind a saying from which a quotation without a cue is nobody's."""
WHOLE = 4
"""Words from which a quotation counts as a saying of its own, not as a quoted term."""


def contents(page: Page, found: list[Saying], quoted: tuple[Quotation, ...]) -> dict[int, list[Range]]:
    """Content of every saying as character ranges, quotations taken in."""
    texts = {id(s): [chars(page.doc, r) for r in s.content] for s in found}
    taken: dict[Quotation, Saying] = {}
    for s in found:
        if s.rule == "tagger":
            taken |= {q: s for q in quoted if any(_holds(page.text, r, q) for r in texts[id(s)])}
    for s in found:
        if s.rule in ("verb", "quote", "according"):
            texts[id(s)] = _with_quotes(page, s, texts[id(s)], quoted, taken)
        if s.rule == "quote" and not texts[id(s)]:
            texts[id(s)] = _block(page, s, quoted, taken)
    _run_on(page, texts, quoted, taken)
    _float(page, found, texts, quoted, taken)
    by_verb = {s.trigger.i: s for s in found if s.rule in ("verb", "quote") and texts[id(s)]}
    by_source = {s.source.i: s for s in found if s.source is not None and s.rule != "citing" and texts[id(s)]}
    for s in found:
        if s.rule == "citing" and s.verb is not None:
            host = by_verb.get(s.verb.i) or by_source.get(s.verb.i)
            token = s.verb
            while host is None and token.head.i != token.i:
                token = token.head
                host = by_verb.get(token.i)
            if host is not None:
                texts[id(s)] = texts[id(host)]
    return texts


def _holds(text: str, content: Range, q: Quotation) -> bool:
    """Whether a content holds a quotation, but for the marks at its end."""
    return content[0] <= q.start and (q.end <= content[1] or not any(c.isalnum() for c in text[content[1] : q.end]))


def _with_quotes(
    page: Page, s: Saying, content: list[Range], quoted: tuple[Quotation, ...], taken: dict[Quotation, Saying]
) -> list[Range]:
    """Widen a content to the quotation it stands in; give a bare cue the quotation next to it."""
    doc = page.doc
    sent = s.trigger.sent
    left, right = sent.start_char, sent.end_char
    first = bisect_left(quoted, left, key=lambda q: q.end)
    near = quoted[first : bisect_right(quoted, right, key=lambda q: q.start)]
    cue = chars(doc, s.cue[0])
    out = list(content)
    for q in near:
        if q.start <= cue[0] < q.end:
            continue
        touching = [r for r in out if q.start <= r[0] < q.end or q.start < r[1] <= q.end]
        size = len(page.text[q.start : q.end].split())
        if touching and (s.rule != "according" or q.end <= cue[0] or q.start >= cue[1]):
            if q in taken and q.start < left:  # the speaker before has its first sentences
                pass
            elif size >= WHOLE and all(q.start <= r[0] + 1 and r[1] <= q.end + 1 for r in touching):
                out = [r for r in out if r not in touching] + [(q.start, q.end)]
            else:
                out = [r for r in out if r not in touching] + [
                    (min(r[0] for r in touching), max(max(r[1] for r in touching), q.end))
                ]
            taken[q] = s
        elif q not in taken and (_goes_on(page, q, s) if out else s.rule == "quote" and _beside(page, q, s)):
            out.append((q.start, q.end) if size >= WHOLE or q.start < cue[0] else _round_fragment(page, s, q))
            taken[q] = s
        elif any(r[0] <= q.start and q.end <= r[1] for r in out):
            taken[q] = s
        elif (
            size >= WHOLE
            and q not in taken
            and s.rule in ("verb", "quote")
            and s.manner in ("say", "tell")
            and _beside(page, q, s)
            and q.end < cue[0]
        ):
            out.append((q.start, q.end))
            taken[q] = s
    return _tidy(page, out)


def _block(page: Page, s: Saying, quoted: tuple[Quotation, ...], taken: dict[Quotation, Saying]) -> list[Range]:
    """The paragraph behind "the mayor wrote:": the quotation that opens it, or all of it."""
    text, end = page.text, s.trigger.sent.end_char
    if not text[s.trigger.sent.start_char : end].rstrip().endswith(":"):
        return []
    start = _BLANK.match(text, end).end()  # type: ignore[union-attr]  # it matches the empty string
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    at = bisect_left(quoted, start, key=lambda q: q.start)
    if at < len(quoted) and quoted[at].start <= start + 2:
        taken[quoted[at]] = s
        return [(quoted[at].start, quoted[at].end)]
    return [(start, stop)] if len(text[start:stop].split()) >= WHOLE else []


def _run_on(
    page: Page, texts: dict[int, list[Range]], quoted: tuple[Quotation, ...], taken: dict[Quotation, Saying]
) -> None:
    """A quotation left open at the end of its paragraph goes on in the next one: whoever says that says it all."""
    for this, following in zip(reversed(quoted[:-1]), reversed(quoted[1:]), strict=True):
        between = page.text[this.end : following.start]
        if this not in taken and not this.closed and following in taken and not between.strip(" \n\"'"):
            host = taken[this] = taken[following]
            texts[id(host)] = _tidy(page, [*texts[id(host)], (this.start, this.end)])


def _round_fragment(page: Page, s: Saying, q: Quotation) -> Range:
    """What stands behind the cue around a quoted fragment: the rest of its sentence."""
    doc, end = page.doc, s.trigger.sent.end
    start = s.cue[-1][1]
    if start < end and doc[start].lower_ == "that":
        start += 1
    cut = trim(doc, start, end)
    return chars(doc, cut) if cut is not None and cut[0] <= end else (q.start, q.end)


def _goes_on(page: Page, q: Quotation, s: Saying) -> bool:
    """Whether a quotation opens right behind "he said"."""
    ends = [chars(page.doc, s.cue[-1])[1]]
    if s.source is not None:
        ends.append(chars(page.doc, (s.source.left_edge.i, s.source.i + 1))[1])
    return s.manner in ("say", "tell", "speak") and any(
        q.start - e > 0 and not page.text[e : q.start].strip(" ,.:\n\"'") for e in ends
    )


def _beside(page: Page, q: Quotation, s: Saying) -> bool:
    """Whether a quotation stands in the cue's sentence or ends right before it, with no other clause between."""
    sent = s.trigger.sent
    return q.start >= sent.start_char - 1 or q.end >= sent.start_char


def _tidy(page: Page, ranges: list[Range]) -> list[Range]:
    """Joined ranges without blanks and commas at their edges."""
    out: list[Range] = []
    for start, end in merge(ranges):
        while start < end and page.text[start] in " \n\t,;":
            start += 1
        while start < end and page.text[end - 1] in " \n\t,;":
            end -= 1
        if start < end:
            out.append((start, end))
    return out


def _float(
    page: Page,
    found: list[Saying],
    texts: dict[int, list[Range]],
    quoted: tuple[Quotation, ...],
    taken: dict[Quotation, Saying],
) -> None:
    """Quotations without a cue: they go on with the saying before them, or belong to "it added" right after."""
    speaking = [s for s in found if s.rule in ("verb", "quote") and texts[id(s)]]
    triggers = [s.trigger.idx for s in speaking]
    for q in quoted:
        if q in taken or len(page.text[q.start : q.end].split()) < WHOLE or not _is_own_sentence(page, q):
            continue
        at = bisect_left(triggers, q.start)
        last = speaking[at - 1] if at else None
        following = next((s for s in speaking[at : at + 3] if _adds(s) and _follows(q, texts[id(s)])), None)
        end = _end(page, last, texts) if last is not None else 0
        if last is not None and (following is None or "\n" not in page.text[end : q.start].strip(" ")):
            host = last if q.start - end < FAR else None
        else:
            host = following
        if host is not None:
            texts[id(host)] = _tidy(page, [*texts[id(host)], (q.start, q.end)])


def _adds(s: Saying) -> bool:
    """Whether a cue goes on with what was said before it ("it added")."""
    return s.trigger.lemma_ in ("add", "continue")


def _follows(q: Quotation, content: list[Range]) -> bool:
    """Whether a content begins right behind a quotation."""
    return 0 <= min(r[0] for r in content) - q.end < 6


def _end(page: Page, s: Saying, texts: dict[int, list[Range]]) -> int:
    """Where a saying ends: its content or its cue, whichever comes last."""
    return max(r[1] for r in [*texts[id(s)], chars(page.doc, s.cue[-1])])


def _is_own_sentence(page: Page, q: Quotation) -> bool:
    """Whether a quotation begins a sentence: nothing but the mark stands before it."""
    before = page.text[max(0, q.start - 4) : q.start].strip(" \"'")
    return not before or before[-1] in ".!?\n:,)" or page.text[max(0, q.start - 2)] == "\n"
