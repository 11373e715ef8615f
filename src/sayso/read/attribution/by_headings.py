"""Sayings told by a colon, as in "Mayor: bridge will stay shut", "Bridge to stay shut: mayor"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.read.attribution import sources
from sayso.read.attribution.saying import Saying
from sayso.read.trees import FINITE, trim
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

NOMINAL = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "PRP$", "HYPH", "CC", ",", "IN", "CD"})
"""Tags of the words that name a speaker."""
LONGEST = 10
"""Words of a speaker set apart by a colon."""
SHORT = 20
"""Tokens of a headline with a full stop."""
VERBAL = FINITE | {"VBN", "VBG", "VB"}


def by_colon(mark: Token) -> Iterable[Saying]:
    """A speaker before a colon and what is said behind it; in a headline, the other way round too."""
    doc, sent = mark.doc, mark.sent
    if mark.i == sent.start or mark.i + 1 >= len(doc):
        return
    end = trim(doc, mark.i + 1, sent.end)
    if end is None:
        start = sent.start + (doc[sent.start].lower_ == "from")
        speaker = _speaker(doc, start, mark.i, in_marks=True) if not doc[start].is_space else None
        if speaker is not None:
            saying = _saying(mark, speaker, None)
            yield saying if start == sent.start else replace(saying, cue=[(sent.start, start)])
        return
    first = max(
        (t.i + 1 for t in doc[sent.start : mark.i] if t.text in ("-", "–", "—") and _apart(t)), default=sent.start
    )
    said_in_marks = doc[mark.i + 1].text == '"'
    speaker = _speaker(doc, first, mark.i, said_in_marks)
    if speaker is not None and (said_in_marks or (_is_headline(sent) and _has_verb(doc, *end))):
        yield _saying(mark, speaker, end)
        return
    before = trim(doc, sent.start, mark.i)
    if before is None or not _is_headline(sent) or not _has_verb(doc, *before):
        return
    speaker = _speaker(doc, mark.i + 1, end[1], in_marks=False)
    if speaker is not None:
        yield _saying(mark, speaker, before)


def by_signature(dash: Token) -> Iterable[Saying]:
    """A post set into a report: its words, a dash, its author's name and handle ("— Lena Marsh (@lenamarsh)")."""
    doc = dash.doc
    bracket = next((t for t in doc[dash.i + 1 : dash.i + LONGEST] if t.text == "("), None)
    if bracket is None or bracket.i == dash.i + 1 or not doc[bracket.i + 1 :][:1].text.startswith("@"):
        return
    start = dash.i
    while start > 0 and ("\n" not in doc[start - 1].text or start == dash.i):
        start -= 1
    cut = trim(doc, start, dash.i)
    if cut is not None:
        yield _saying(dash, doc[bracket.i - 1], cut)


def _saying(mark: Token, speaker: Token, content: tuple[int, int] | None) -> Saying:
    return Saying(
        trigger=mark,
        cue=[(mark.i, mark.i + 1)],
        content=[content] if content is not None else [],
        stance=Stance.AFFIRMS,
        manner="say",
        source=speaker,
        rule="verb" if content is not None else "quote",
    )


def _speaker(doc: Doc, start: int, end: int, in_marks: bool) -> Token | None:
    """The head of a bare noun phrase that names who can speak; a place alone heads a dateline, not a saying."""
    words = [t for t in doc[start:end] if not t.is_space]
    if not 0 < len(words) <= LONGEST or any(t.tag_ not in NOMINAL for t in words):
        return None
    inside = {t.i for t in words}
    head = next((t for t in words if t.head.i not in inside or t.head.i == t.i), None)
    if head is None or head.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return None
    lists = sources.words()
    listed = head.lemma_.lower() in lists.role | lists.body | lists.document | lists.outlet | lists.anonymous
    named = head.ent_type_ in ("PERSON", "ORG", "NORP") or (in_marks and head.pos_ == "PROPN")
    return head if (named or listed) and sources.speaks(head) else None


def _is_headline(sentence: Tokens) -> bool:
    """Whether a sentence has no full stop, or has a paragraph to itself and is short."""
    doc, text = sentence.doc, sentence.text.rstrip()
    if not text.endswith((".", "!", "?", '"', ";", ":")):
        return True
    opens = sentence.start == 0 or "\n" in doc[sentence.start - 1].text
    return opens and text.endswith(".") and sentence.text_with_ws.endswith("\n") and len(sentence) <= SHORT


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(t.tag_ in VERBAL for t in doc[start:end])


def _apart(dash: Token) -> bool:
    """Whether a dash stands between blanks."""
    return dash.i > 0 and bool(dash.doc[dash.i - 1].whitespace_) and bool(dash.whitespace_)
