"""Numbers and what they count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.read.page import Page
from sayso.read.quantities import counted, numbers
from sayso.read.quantities.numbers import Number
from sayso.read.quantities.words import ROLE_OF_WORD, TIME_UNITS
from sayso.records import Quantity
from sayso.spans import Range
from sayso.terms import Bound, TimeKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_NAMED_NUMBERS = frozenset(
    [
        "resolution",
        "article",
        "chapter",
        "section",
        "clause",
        "paragraph",
        "page",
        "part",
        "phase",
        "room",
        "flight",
        "highway",
        "route",
        "channel",
        "number",
        "no",
        "no.",
        "nos.",
        "level",
        "grade",
        "class",
        "type",
        "track",
        "lane",
        "block",
        "sector",
        "zone",
        "unit",
        "line",
        "step",
        "stage",
        "day",
        "week",
        "year",
        "version",
        "volume",
        "title",
        "act",
        "episode",
        "division",
        "district",
        "precinct",
        "category",
        "tier",
        "ward",
        "gate",
        "pier",
        "appendix",
        "annex",
        "amendment",
        "protocol",
        "decree",
        "order",
        "bill",
        "point",
        "group",
        "squad",
        "brigade",
        "regiment",
        "battalion",
        "apollo",
        "proposition",
        "season",
        "round",
        "game",
    ]
)
_OFFSET = re.compile(
    r"\s*(?:ago|later|earlier|before|after|since|from\s+now|prior|into|old)\b|[-\s]old\b", re.IGNORECASE
)
_LOOKS_BACK = re.compile(r"\b(?:past|last|next|previous|coming|first|within|in)\s+(?:the\s+)?$", re.IGNORECASE)
_COUNTER = re.compile(r"\s*[.)]\s+(?=[A-Z])")
_PHONE = re.compile(r"\+?\(?\d{2,5}\)?[\s-]\d{2,5}[\s-]\d{3,}")
_CASUALTY_VERBS_ONLY = frozenset({"killed", "injured", "missing", "arrested"})


def find(page: Page) -> tuple[Quantity, ...]:
    """Every number that counts or measures something, in order. Dates, ages, names and counters are left out."""
    dates = sorted((w.span.start, w.span.end) for w in page.times if w.kind in (TimeKind.DATE, TimeKind.TIME))
    phones = [m.span() for m in _PHONE.finditer(page.text)]
    out = []
    before: Quantity | None = None
    for n in numbers.find(page.text):
        tokens = page.doc.char_span(n.core, n.core_end, alignment_mode="expand")
        if tokens is None or _covered(page, n, dates) or any(a <= n.core < b for a, b in phones):
            continue
        if (q := _quantity(page, n, tokens, before)) is not None:
            out.append(q)
            before = q
    out += _single_casualties(page, [(q.span.start, q.span.end) for q in out])
    return tuple(sorted(out, key=lambda q: q.span.start))


def _covered(page: Page, n: Number, dates: list[Range]) -> bool:
    """Whether a number is part of a date or clock time."""
    start, end = page.offsets.range(n.core, n.core_end)
    i = bisect_left(dates, (end, 0)) - 1
    return i >= 0 and dates[i][0] <= start < dates[i][1]


def _quantity(page: Page, n: Number, tokens: Tokens, before: Quantity | None) -> Quantity | None:
    text = page.text
    if _named(n, tokens, text):
        return None
    if n.unit in TIME_UNITS and (_OFFSET.match(text, n.end) or _LOOKS_BACK.search(text, max(0, n.start - 16), n.start)):
        return None
    found = counted.noun_of(tokens)
    noun = found.noun
    unit = n.unit or (counted.unit_of(noun) if noun is not None else "")
    role = "" if n.unit else counted.role_of(tokens, noun)
    if not n.unit and (noun is None or (role and not counted.is_person(noun))) and _role_stands_alone(tokens, role):
        unit, noun = "persons", None
    if not unit or (not n.unit and not _counts(n, tokens, noun, role)):
        return None
    if (
        not n.unit
        and noun is not None
        and noun.ent_type_ in ("PERSON", "ORG", "LAW", "WORK_OF_ART", "EVENT")
        and noun.pos_ == "PROPN"
    ):
        return None
    return Quantity(
        span=page.span(n.start, n.end),
        value=n.value,
        unit=unit,
        of=_of(page, n, noun),
        bound=_bound(n, tokens, noun, before),
        direction=counted.direction_of(tokens, text[n.end : n.end + 40].lstrip(" ,;(").lower()),
        low=n.low,
        high=n.high,
        of_which=found.of_which or _included(tokens),
        role=role,
    )


def _role_stands_alone(tokens: Tokens, role: str) -> bool:
    """ "seven dead", "wounding 120", "the toll rose to 11": the number stands for people though no noun does."""
    return bool(role)


def _counts(n: Number, tokens: Tokens, noun: Token | None, role: str) -> bool:
    """Whether a bare number really counts its noun: "one" mostly does not."""
    if n.value == 1 and tokens.text.lower() in ("one", "a", "an", "1"):
        if n.words or role:
            return noun is None or noun.tag_ not in ("NNS",)
        return False
    if noun is None:
        return bool(role)
    return (
        noun.tag_ in ("NNS", "NNPS")
        or counted.is_person(noun)
        or tokens.root.dep_ == "nummod"
        or n.bound is Bound.VAGUE
    )


def _named(n: Number, tokens: Tokens, text: str) -> bool:
    """Whether a number is part of a name, an age, a list counter, a score, not a count."""
    doc, first, last = tokens.doc, tokens[0], tokens[-1]
    prev = doc[first.i - 1] if first.i > 0 else None
    nxt = doc[last.i + 1] if last.i + 1 < len(doc) else None
    digits = text[n.core : n.core_end].replace(",", "").replace(".", "").isdigit()
    if n.unit:
        return (
            re.match(r"[-\s](?:year|month|week|day)s?[-\s]olds?\b|[-\s]olds?\b", text[n.core_end : n.core_end + 16])
            is not None
        )
    if (n.core == 0 or text[n.core - 1] == "\n") and _COUNTER.match(text, n.end):
        return True
    if prev is not None and not n.words and prev.sent == first.sent:
        if prev.lower_ in _NAMED_NUMBERS and not (nxt is not None and nxt.tag_ == "NNS"):
            return True
        if digits and prev.pos_ == "PROPN" and not (nxt is not None and (nxt.tag_ in ("NNS",) or nxt.pos_ == "ADJ")):
            return True
        if prev.lower_ in ("aged", "age", "ages"):
            return True
        if (
            digits
            and prev.text in (",", "(")
            and nxt is not None
            and nxt.text in (",", ")", ".")
            and first.i > 1
            and doc[first.i - 2].pos_ == "PROPN"
        ):
            return True
    return (
        nxt is not None
        and text[n.end : n.end + 1] == "-"
        and nxt.text == "-"
        and re.match(r"-(?:year|month|day|week)s?-olds?", text[n.end : n.end + 16]) is not None
    )


def _of(page: Page, n: Number, noun: Token | None) -> str:
    """The counted noun phrase as printed."""
    if n.unit:
        m = re.compile(r"\s+(?:of|in)\s+").match(page.text, n.end)
        tokens = page.doc.char_span(n.core, n.end, alignment_mode="expand")
        if m and tokens is not None:
            head = counted.noun_of(page.doc[tokens.end : tokens.end + 1]).noun
            if head is not None and head.idx >= m.end():
                return page.text[m.end() : head.idx + len(head)]
        return page.text[n.core_end : n.end].strip(" -")
    if noun is None:
        return ""
    if noun.idx >= n.core_end:
        return re.sub(r"^\s*(?:of\s+)?", "", page.text[n.core_end : noun.idx + len(noun)]).strip(" -")
    return noun.text


def _bound(n: Number, tokens: Tokens, noun: Token | None, before: Quantity | None) -> Bound:
    if n.bound is Bound.AT_LEAST and n.words in ("more than", "over", "above") and counted.denied(tokens):
        return Bound.AT_MOST
    if n.bound is not Bound.EXACT:
        return n.bound
    limit = counted.limited(tokens, noun)
    if limit:
        return Bound(limit)
    head = noun if noun is not None else tokens.root
    if head.dep_ == "conj" and before is not None and before.bound is Bound.AT_MOST and counted.denied(tokens):
        return Bound.AT_MOST
    return Bound.EXACT


def _included(tokens: Tokens) -> bool:
    """Whether the number stands under "including" or "among them"."""
    before = tokens.doc[max(tokens.sent.start, tokens.start - 4) : tokens.start]
    return any(t.lower_ in ("including", "among") for t in before)


def _single_casualties(page: Page, taken: list[Range]) -> Iterator[Quantity]:
    """ "a child" as one person, where the child is counted among the dead, hurt, missing or held."""
    for t in page.doc:
        if (
            t.lower_ not in ("a", "an")
            or t.dep_ != "det"
            or t.head.i <= t.i
            or t.head.tag_ != "NN"
            or not counted.is_person(t.head)
        ):
            continue
        tokens = page.doc[t.i : t.i + 1]
        role = counted.role_of(tokens, t.head) if t.head.lemma_ not in ROLE_OF_WORD else ""
        span = page.span_of(t)
        if role not in _CASUALTY_VERBS_ONLY or any(a < span.end and span.start < b for a, b in taken):
            continue
        yield Quantity(
            span=span,
            value=1.0,
            unit="persons",
            of=page.text[t.idx + len(t) : t.head.idx + len(t.head)].strip(),
            bound=Bound.EXACT,
            of_which=_included(tokens),
            role=role,
        )
