"""Quotations: which characters of a report are shown for a statement, and how a fragment is made readable.

Characters are never changed. A quotation may be cut at the end of a clause, with an ellipsis outside the cited span,
and a subject that the passage leaves out may stand before it in square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from sayso.records import Part, Span, Statement
from sayso.spans import contains
from sayso.tell.lexicon import signs

LONGEST = 240
"""Code points after which a quotation is cut at the end of a clause."""
SHORT = 180
"""A sentence up to this long is shown whole, where a statement makes up most of it."""
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s[-–—]{1,2}(?=\s)|[.!?](?=\s)")
_OPENERS, _CLOSERS = '“"„«', '”"»'
_TRAILING = " \t\n,;:-–—"
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.)+$|\.\.\.$")
_FORM = {"main": 1.0, "content": 1.0, "saying": 0.9, "conj": 0.6}
"""How well the passages of each kind of statement stand alone; fragments of other kinds hardly do."""


@cache
def _opening(kind: str) -> re.Pattern[str]:
    """Matches any word of a list at the start of a passage that goes on."""
    return re.compile(f"(?:{'|'.join(map(re.escape, signs(kind)))})\\b(?= )", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    """Finds a word that points outside a passage, after its first word."""
    return re.compile(f"(?<=\\w )(?:{'|'.join(map(re.escape, signs('inside')))})\\b")


@dataclass(frozen=True)
class Quote:
    """A quotation ready to be put into a sentence."""

    parts: tuple[Part, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The passages quoted."""
        return tuple(p.span for p in self.parts if p.span)

    @property
    def words(self) -> frozenset[str]:
        """The longer words of it, in lower case."""
        return frozenset(w for s in self.spans for w in words(s.exact))


def quote(statement: Statement, *, speaker: str = "", alone: bool = True) -> Quote:
    """The quotation that shows a statement.

    ``speaker`` is named right before it, so that a pronoun for the speaker can stay. ``alone`` is false where several
    reports say it: then only the words of the statement are shown, for the rest of the sentence is not theirs too.
    """
    pieces = _pieces(statement, alone)
    if alone and len(pieces) == 1:
        pieces = [_with_speaker(statement, pieces[0], speaker)]
    insert, pieces[0] = _with_subject(statement, pieces[0], speaker)
    pieces[-1], cut = _clipped(pieces[-1])
    pieces[-1], inner_close = _without_stop(pieces[-1])
    inner = [Part(text=insert)] if insert else []
    for i, span in enumerate(pieces):
        if i:
            inner.append(Part(text=" … "))
        inner.append(Part(text=span.exact, span=span))
    opening, closing = marks(" ".join(s.exact for s in pieces))
    return Quote(parts=(Part(text=opening), *inner, Part(text=("…" if cut else "") + inner_close + closing)))


def verbatim(span: Span) -> Quote:
    """The quotation of a whole passage, cut at the end of a clause where it is long."""
    shown, cut = _clipped(_trimmed(span))
    opening, closing = marks(shown.exact)
    return Quote(
        parts=(Part(text=opening), Part(text=shown.exact, span=shown), Part(text=("…" if cut else "") + closing))
    )


def words(text: str) -> frozenset[str]:
    """The words of a text that carry its matter: of four letters or more, or digits, in lower case."""
    return frozenset(re.findall(r"\w{4,}|\d+", text.lower()))


def marks(text: str) -> tuple[str, str]:
    """Quotation marks for a text: single ones around a text that holds double ones."""
    return ("‘", "’") if any(c in text for c in '“”"') else ("“", "”")


def readable(statement: Statement) -> float:
    """How well a statement's own words stand alone, 0 to 1: a clause with its subject, neither a scrap nor a page."""
    first = statement.spans[0]
    size = len(statement.content.split())
    subject = next((a for a in statement.arguments if a.role == "subject" and contains(first, a.span)), None)
    named = subject is not None and (bool(subject.entity) or not is_pronoun(subject.text))
    if len(first.exact) > LONGEST:
        return 0.2
    if subject is None and _begins_with_verb(first.exact, statement.predicate):
        return 0.2
    length = 1.0 if 6 <= size <= 30 else 0.5 if 4 < size <= 45 else 0.0
    replaced = named and bool(_opening("replaceable").match(first.exact))
    if _opening("pointing").match(first.exact) and not replaced:
        points_back = 0.4
    else:
        points_back = 0.15 if _inside().search(first.exact) else 0.0
    opens = subject is not None and subject.span.start == first.start and named
    form = max(_FORM.get(statement.found_by, 0.2), 0.9 if opens else 0.0)
    return max(0.0, form * (0.6 * length + 0.4 * named) - points_back)


def is_pronoun(name: str) -> bool:
    """Whether a name is only a pronoun, so names nobody."""
    return name.lower() in signs("pronoun")


def quotes_cue(words: Quote, statement: Statement) -> bool:
    """Whether a quotation holds the words of attribution themselves ("the ministry said ..."), so needs no others.

    "He said ..." does need others: its pronoun names nobody.
    """
    return _cues_in(words.spans, statement) and _source_in(words.spans, statement)


def _cues_in(spans: Iterable[Span], statement: Statement) -> bool:
    spans = list(spans)
    cues = [c for a in statement.attributions[-1:] for c in a.cue]
    return bool(cues) and all(any(contains(s, c) for s in spans) for c in cues)


def _source_in(spans: Iterable[Span], statement: Statement) -> bool:
    """Whether some passages name the one who speaks, by more than a pronoun; so too where none is printed."""
    last = statement.attributions[-1] if statement.attributions else None
    source = last.source_span if last else None
    if last is None or source is None:
        return last is None or last.antecedent is None
    return any(contains(s, source) for s in spans) and not is_pronoun(source.exact)


def _pieces(statement: Statement, alone: bool) -> list[Span]:
    sentence = _trimmed(statement.sentence)
    trimmed = [_closed(_trimmed(s), statement.sentence) for s in sorted(statement.spans, key=lambda s: s.start)]
    own = [s for s in trimmed if s.exact] or [statement.spans[0]]
    covered = sum(len(s.exact) for s in own) / max(1, len(sentence.exact))
    whole = "\n" not in sentence.exact and alone and not statement.attributions
    if whole and len(sentence.exact) <= SHORT and covered >= 0.5:
        return [sentence]
    if whole and len(sentence.exact) <= LONGEST and readable(statement) < 0.5:
        return [sentence]
    if alone and readable(statement) < 0.3 and len(sentence.exact) <= LONGEST and _tells_who(sentence, statement):
        return [sentence]
    return own


def _tells_who(sentence: Span, statement: Statement) -> bool:
    """Whether a sentence names the source of a statement and holds the words that attribute it."""
    source = statement.attributions[-1].source_span if statement.attributions else None
    named = source is not None and contains(sentence, source) and not is_pronoun(source.exact)
    return named and "\n" not in sentence.exact and _cues_in([sentence], statement)


def _trimmed(span: Span) -> Span:
    """Without quotation marks that are not paired inside, and without punctuation at the end."""
    start, end = 0, len(span.exact)
    while True:
        before, body = (start, end), span.exact[start:end]
        if body and (body[0].isspace() or (body[0] in _OPENERS and not _paired(body))):
            start += 1
        elif body and (_droppable(body) or (body[-1] in _CLOSERS and not _paired(body))):
            end -= 1
        if (start, end) == before:
            return replace(span, start=span.start + start, end=span.start + end, exact=body)


def _closed(span: Span, sentence: Span) -> Span:
    """A passage that ends inside quotation marks or brackets, carried on to where its sentence closes them."""
    opened = span.exact.count("“") > span.exact.count("”") or span.exact.count('"') % 2
    rest = sentence.exact[span.end - sentence.start :] if contains(sentence, span) else ""
    closing = r"[^”\"“]*[”\"]" if opened else r"[^()]*\)"
    after = re.match(closing, rest) if opened or span.exact.count("(") > span.exact.count(")") else None
    if not after or len(span.exact) + after.end() > LONGEST:
        return span
    return replace(span, end=span.end + after.end(), exact=span.exact + after[0])


def _droppable(body: str) -> bool:
    """Whether the last character is punctuation that a quotation does without; the point of "U.S." is not."""
    return body[-1] in _TRAILING or (body[-1] == "." and not _ABBREVIATION.search(body))


def _paired(body: str) -> bool:
    """Whether quotation marks at the ends belong to pairs inside ("a" b "c")."""
    if body.count("“") != body.count("”") or body.count('"') % 2:
        return False
    wrapped = body[0] in _OPENERS and body[-1] in _CLOSERS
    return not (wrapped and not any(c in body[1:-1] for c in '“”"'))


def _clipped(span: Span) -> tuple[Span, bool]:
    """A long passage up to the end of a clause, and whether it was cut."""
    if len(span.exact) <= LONGEST:
        return span, False
    ends = [m.start() for m in _CLAUSE_END.finditer(span.exact, LONGEST // 3, LONGEST)]
    end = ends[-1] if ends else span.exact.rfind(" ", 0, LONGEST)
    if end <= 0:
        return span, False
    return replace(span, end=span.start + end, exact=span.exact[:end]), True


def _without_stop(span: Span) -> tuple[Span, str]:
    """A passage that ends ``,"`` or ``."`` without these, and the mark that closes the quotation inside it."""
    found = re.search(r"[,.;]+([\"”])$", span.exact)
    if not found or _ABBREVIATION.search(span.exact[: found.start() + 1]):
        return span, ""
    return replace(span, end=span.start + found.start(), exact=span.exact[: found.start()]), found[1]


def _with_speaker(statement: Statement, first: Span, speaker: str) -> Span:
    """A passage that opens with a pronoun for its speaker, carried back to where the speaker is printed."""
    last = statement.attributions[-1] if statement.attributions else None
    argument = next((a for a in statement.arguments if a.role == "subject"), None)
    if not (last and last.source_span and last.cue and argument and speaker) or is_pronoun(last.source_span.exact):
        return first
    its_own = argument.entity == speaker and argument.span.start == first.start and is_pronoun(argument.text)
    start = min(last.source_span.start, *(c.start for c in last.cue))
    words_before = first.start - start
    if not its_own or not 0 < words_before + len(first.exact) - 1 < LONGEST or start < statement.sentence.start:
        return first
    exact = statement.sentence.exact[start - statement.sentence.start : first.start - statement.sentence.start]
    return first if words_before <= 0 or "\n" in exact else replace(first, start=start, exact=exact + first.exact)


def _with_subject(statement: Statement, first: Span, speaker: str) -> tuple[str, Span]:
    """``[Name]`` and the passage after a pronoun that it replaces, or before a passage that begins with its verb."""
    argument = next((a for a in statement.arguments if a.role == "subject"), None)
    name = (argument.entity if argument else "") or statement.subject
    if not name or is_pronoun(name) or name == speaker:
        return "", first
    leading = _opening("replaceable").match(first.exact)
    if leading and argument and argument.span.start == first.start:
        rest = first.exact[leading.end() :]
        return f"[{name}]", replace(first, start=first.start + leading.end(), exact=rest)
    left_out = not (argument and contains(first, argument.span)) and _begins_with_verb(first.exact, statement.predicate)
    return (f"[{name}] ", first) if left_out else ("", first)


def _begins_with_verb(text: str, predicate: str) -> bool:
    """Whether a passage opens with a finite verb: an auxiliary, or its predicate in another form than "-ing"."""
    word = re.match(r"\w+", text)
    if word is None or word[0].endswith("ing"):
        return False
    stem = predicate.split(" ")[0][:4].rstrip("ey")
    return bool(_opening("auxiliary").match(text)) or (len(stem) > 2 and word[0].lower().startswith(stem))
