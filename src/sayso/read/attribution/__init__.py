"""Attribution: who says what, as source, cue and content (after PARC and PolNeAR).

The rules of :mod:`sayso.read.attribution.sayings` read the parse; quotation marks then widen, complete or replace what
they found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from sayso.read import quotes
from sayso.read.attribution import quoted, sayings, sources, tagged
from sayso.read.attribution.saying import Saying
from sayso.read.quotes import Quotation
from sayso.read.trees import chars
from sayso.records import Attribution, Source, Span, When
from sayso.spans import Range
from sayso.terms import Naming, Quoting, SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.read.page import Page

STANDS_FOR = {
    "he": {SourceKind.PERSON},
    "she": {SourceKind.PERSON},
    "it": {SourceKind.BODY, SourceKind.STATE, SourceKind.OUTLET, SourceKind.DOCUMENT},
    "they": {SourceKind.PEOPLE, SourceKind.BODY, SourceKind.OUTLET},
}
"""What kinds of source a pronoun can stand for."""
NEAR = 1200
"""Characters over which a pronoun looks back for its source."""


def find(page: Page) -> tuple[Attribution, ...]:
    """Every attribution of a report, in the order of their cues."""
    found = sayings.find(page.doc)
    if page.tagger:
        found += tagged.missed(page, found)
    marked = quotes.find(page.text)
    texts = quoted.contents(page, found, marked)
    out = [_record(page, s, texts[id(s)], marked) for s in found if texts[id(s)]]
    ordered = sorted((a for a in out if a is not None), key=lambda a: (a.cue[0].start, a.content[0].start))
    left_open = {page.offsets.original(page.doc[i].idx) for i in page.open_at}
    return tuple(_resolved(ordered, left_open))


def _resolved(ordered: Sequence[Attribution], left_open: set[int]) -> list[Attribution]:
    """Sources printed as a pronoun that names knew nobody for, read as the last source that it can stand for.

    A person with a name would have been known, and a pronoun of which several can be meant (``left_open``: where they
    stand) stays open.
    """
    out: list[Attribution] = []
    for a in ordered:
        word = a.source_span.exact.lower() if a.source_span is not None else ""
        kinds = STANDS_FOR.get(word)
        above = _who_says_so(a, out, kinds) if kinds else None
        unknown = a.source.name.lower() == word and a.source_span is not None and a.source_span.start not in left_open
        if kinds and (above is not None or unknown):
            near = (
                b
                for b in reversed(out[-6:])
                if b.source.kind in kinds
                and b.source.name.lower() not in STANDS_FOR
                and not (b.source.kind is SourceKind.PERSON and b.source.naming is Naming.NAMED)
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


def _record(page: Page, s: Saying, content: list[Range], marks: tuple[Quotation, ...]) -> Attribution | None:
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
        quoting=_quoting(page, s, content, marks),
        stance=s.stance,
        medium=_medium(s),
        said_at=_said_at(page, s),
        found_by=tagged.RULE if s.rule == tagged.RULE else "",
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


def _quoting(page: Page, s: Saying, content: list[Range], marks: tuple[Quotation, ...]) -> Quoting:
    """How far the content stands in quotation marks."""
    size = sum(b - a for a, b in content)
    inside = sum(max(0, min(b, q.end + 1) - max(a, q.start)) for a, b in content for q in marks)
    if inside >= 0.8 * size:
        return Quoting.DIRECT
    if inside:
        return Quoting.MIXED
    return Quoting.NARRATED if s.narrated else Quoting.INDIRECT


def _medium(s: Saying) -> str:
    """Where it was said: "in an interview with", "on Telegram", "told a briefing", "told the Tidings"."""
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
            where = noun.lemma_.lower() in words or _whom_told(noun, verb)
            if where and not any(a <= noun.i < b for a, b in s.content):
                end = (
                    max((t.i for t in noun.subtree if not any(a <= t.i < b for a, b in s.content)), default=noun.i) + 1
                )
                return str(noun.doc[noun.left_edge.i : max(end, noun.i + 1)].text)
    return ""


def _whom_told(noun: Token, verb: Token) -> bool:
    """Whether a name is that of whom something was told: "told the Tidings", "told Congress"."""
    return verb.lemma_ == "tell" and noun.pos_ == "PROPN" and noun.dep_ in ("dobj", "dative")


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
