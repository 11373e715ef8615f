"""Attribution: who says what, as source, cue and content (after PARC and PolNeAR).

The rules of :mod:`sayso.read.sayings` read the parse; quotation marks then widen, complete or replace what they found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.read import quotes, sayings, sources
from sayso.read.quotes import Quotation
from sayso.read.saying import Saying
from sayso.read.trees import chars, trim
from sayso.records import Attribution, Source, Span, When
from sayso.spans import Range, merge
from sayso.terms import Quoting, SourceKind

if TYPE_CHECKING:
    from sayso.read.page import Page

STANDS_FOR = {
    "he": {SourceKind.PERSON},
    "she": {SourceKind.PERSON},
    "it": {SourceKind.BODY, SourceKind.STATE, SourceKind.OUTLET, SourceKind.DOCUMENT},
    "they": {SourceKind.PEOPLE, SourceKind.BODY, SourceKind.OUTLET},
}
"""What kinds of source a pronoun can stand for."""
FAR = 1500
"""Characters behind a saying from which a quotation without a cue is nobody's."""
NEAR = 1200
"""Characters over which a pronoun looks back for its source."""
WHOLE = 4
"""Words from which a quotation counts as a saying of its own, not as a quoted term."""


def find(page: Page) -> tuple[Attribution, ...]:
    """Every attribution of a report, in the order of their cues."""
    found = sayings.find(page.doc)
    quoted = quotes.find(page.text)
    texts = _contents(page, found, quoted)
    out = [_record(page, s, texts[id(s)], quoted) for s in found if texts[id(s)]]
    ordered = sorted((a for a in out if a is not None), key=lambda a: (a.cue[0].start, a.content[0].start))
    return tuple(_resolved(ordered))


def _resolved(ordered: Sequence[Attribution]) -> list[Attribution]:
    """Sources printed as a pronoun, read as the last source before them that it can stand for."""
    out: list[Attribution] = []
    for a in ordered:
        word = a.source_span.exact.lower() if a.source_span is not None else ""
        kinds = STANDS_FOR.get(word)
        above = _who_says_so(a, out, kinds) if kinds else None
        if kinds and (above is not None or a.source.name.lower() == word or word == "it"):
            near = (
                b
                for b in reversed(out[-6:])
                if b.source.kind in kinds
                and b.source.name.lower() not in STANDS_FOR
                and a.cue[0].start - b.cue[-1].end < NEAR
            )
            last = above or next(near, None)
            if last is not None:
                a = msgspec.structs.replace(a, source=last.source, antecedent=last.source_span or last.antecedent)
        out.append(a)
    return out


def _who_says_so(a: Attribution, before: Sequence[Attribution], kinds: set[SourceKind]) -> Attribution | None:
    """Who tells of a saying of their own: in "police said they could not confirm it", they are the police."""
    opens = (b for b in reversed(before[-3:]) for c in b.content if a.source_span and a.source_span.start == c.start)
    return next((b for b in opens if b.source.kind in kinds and b.cue[-1].end <= b.content[0].start), None)


def _contents(page: Page, found: list[Saying], quoted: tuple[Quotation, ...]) -> dict[int, list[Range]]:
    """Content of every saying as character ranges, quotations taken in."""
    texts = {id(s): [chars(page.doc, r) for r in s.content] for s in found}
    taken: set[Quotation] = set()
    for s in found:
        if s.rule in ("verb", "quote", "according"):
            texts[id(s)] = _with_quotes(page, s, texts[id(s)], quoted, taken)
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


def _with_quotes(
    page: Page, s: Saying, content: list[Range], quoted: tuple[Quotation, ...], taken: set[Quotation]
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
            taken.add(q)
        elif q not in taken and (_goes_on(page, q, s) if out else s.rule == "quote" and _beside(page, q, s)):
            out.append((q.start, q.end) if size >= WHOLE or q.start < cue[0] else _round_fragment(page, s, q))
            taken.add(q)
        elif any(r[0] <= q.start and q.end <= r[1] for r in out):
            taken.add(q)
        elif (
            size >= WHOLE
            and q not in taken
            and s.rule in ("verb", "quote")
            and s.manner in ("say", "tell")
            and _beside(page, q, s)
            and q.end < cue[0]
        ):
            out.append((q.start, q.end))
            taken.add(q)
    return _tidy(page, out)


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
    page: Page, found: list[Saying], texts: dict[int, list[Range]], quoted: tuple[Quotation, ...], taken: set[Quotation]
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


def _record(page: Page, s: Saying, content: list[Range], quoted: tuple[Quotation, ...]) -> Attribution | None:
    """The public record of a saying."""
    spans = [x for a, b in content for x in page.spans(a, b)]
    cue = [x for r in s.cue for x in page.spans(*chars(page.doc, r))]
    if not spans or not cue:
        return None
    source_span, antecedent, source = _who(page, s)
    return Attribution(
        source=source,
        source_span=source_span,
        antecedent=antecedent,
        cue=tuple(cue),
        content=tuple(spans),
        quoting=_quoting(page, s, content, quoted),
        stance=s.stance,
        medium=_medium(s),
        said_at=_said_at(page, s),
    )


def _who(page: Page, s: Saying) -> tuple[Span | None, Span | None, Source]:
    """Where the source is printed, what it stands for, and the source."""
    head = s.source if s.source is not None else s.understood
    if head is None:
        return None, None, sources.ungiven(page)
    head = sources.named_head(page, head)
    span = page.span(*chars(page.doc, sources.extent(page, head)))
    antecedent = span if s.source is None else None
    back = page.antecedent_at.get(head.i, head.i)
    if back != head.i:
        antecedent = page.span(*chars(page.doc, sources.extent(page, page.doc[back])))
    source = sources.resolve(page, head)
    return (span if s.source is not None else None), antecedent, source


def _quoting(page: Page, s: Saying, content: list[Range], quoted: tuple[Quotation, ...]) -> Quoting:
    """How far the content stands in quotation marks."""
    size = sum(b - a for a, b in content)
    inside = sum(max(0, min(b, q.end + 1) - max(a, q.start)) for a, b in content for q in quoted)
    if inside >= 0.8 * size:
        return Quoting.DIRECT
    if inside:
        return Quoting.MIXED
    return Quoting.NARRATED if s.narrated else Quoting.INDIRECT


def _medium(s: Saying) -> str:
    """Where it was said: "in an interview with", "on Telegram", "told a briefing"."""
    verb = s.verb
    if verb is None:
        return ""
    words = sources.words().medium
    for c in verb.children:
        for noun in (
            [c]
            if c.dep_ in ("dobj", "dative")
            else [g for g in c.children if g.dep_ == "pobj"]
            if c.dep_ == "prep"
            else []
        ):
            if noun.lemma_.lower() in words and not any(a <= noun.i < b for a, b in s.content):
                end = (
                    max((t.i for t in noun.subtree if not any(a <= t.i < b for a, b in s.content)), default=noun.i) + 1
                )
                return str(noun.doc[noun.left_edge.i : max(end, noun.i + 1)].text)
    return ""


def _said_at(page: Page, s: Saying) -> When | None:
    """The time expression attached to the cue, outside the content."""
    verb = s.verb
    if verb is None:
        return None
    branches = [c for c in verb.children if c.dep_ in ("npadvmod", "advmod", "prep")]
    for branch in branches:
        if any(a <= branch.i < b for a, b in s.content):
            continue
        start, end = branch.left_edge.idx, branch.right_edge.idx + len(branch.right_edge)
        for when in page.times:
            lo, hi = page.offsets.range(start, end)
            if lo <= when.span.start and when.span.end <= hi:
                return when
    return None
