"""Sayings that no rule found and the tagger did, cut to what sayso counts as said.

The tagger sees attribution in a wide sense: wishes, plans and judgements too. Only what is given as a proposition is
taken over: a clause with a subject and a finite verb, or a whole quotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.attribution import sources, tagger
from sayso.read.attribution.saying import Saying
from sayso.read.lexicon.cues import lexicon, match
from sayso.read.trees import QUOTES, antecedent_of_relative, child, negation, own_subject, trim
from sayso.spans import Range
from sayso.terms import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from sayso.read.page import Page

RULE = "tagger"
"""Name under which these sayings go among the rules."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WHOLE = 4
"""Words from which a quotation is a saying of its own."""


def missed(page: Page, found: Sequence[Saying]) -> list[Saying]:
    """What the tagger adds to the sayings that the rules found."""
    taken = {i for s in found for a, b in s.cue for i in range(a, b)} | {s.trigger.i for s in found}
    return [s for act in tagger.find(page.doc, page.text, taken) for s in _saying(page.doc, act)]


def _saying(doc: Doc, act: tagger.Act) -> Iterable[Saying]:
    trigger = top(doc, act.cue)
    source = _who(doc, trigger, act)
    told = [
        cut for a, b in act.content if source is None or top(doc, (a, b)).i != source.i if (cut := _bare(doc, a, b))
    ]
    if not any(_is_proposition(doc, r) for r in told) or not _is_told(trigger):
        return
    manners, _ = match(trigger)
    if source is None or (not manners and trigger.tag_ == "VBG"):
        return  # nobody's word; or a gloss ("..., meaning that"), which is the report's own
    stance = manners[0].stance if manners else lexicon().nouns.get(trigger.lemma_.lower(), Stance.AFFIRMS)
    manner = manners[0].name if manners else ""
    yield Saying(trigger, [act.cue], told, stance, manner, source, rule=RULE, verb=trigger)


def _who(doc: Doc, trigger: Token, act: tagger.Act) -> Token | None:
    """Head of the source as the tagger sees it, else the subject of the cue; none is better than a wrong one."""
    if act.source:
        return antecedent_of_relative(top(doc, act.source[0]))
    subject = own_subject(trigger.head if trigger.dep_ == "acomp" else trigger)
    return subject if subject is not None and sources.speaks_surely(subject) else None


def top(doc: Doc, tokens: Range) -> Token:
    """The token of a range that hangs from outside it."""
    return next(
        (t for t in doc[slice(*tokens)] if not tokens[0] <= t.head.i < tokens[1] or t.head.i == t.i), doc[tokens[0]]
    )


def _bare(doc: Doc, start: int, end: int) -> Range | None:
    """A content without its marks and without the "that" that leads it."""
    cut = trim(doc, start, end)
    if cut is not None and doc[cut[0]].lower_ == "that" and doc[cut[0]].dep_ == "mark":
        cut = trim(doc, cut[0] + 1, cut[1])
    return cut


def _is_proposition(doc: Doc, tokens: Range) -> bool:
    """Whether a range of tokens is a clause that says something, not one that asks."""
    head = top(doc, tokens)
    if tokens[1] - tokens[0] >= WHOLE and tokens[0] and doc[tokens[0] - 1].text in QUOTES:
        return True
    subject, opens = own_subject(head), child(head, "mark")
    return (
        subject is not None
        and tokens[0] <= subject.i < tokens[1]
        and any(t.tag_ in FINITE for t in (head, *head.children))
        and (opens is None or opens.lower_ == "that")
        and doc[tokens[0]].tag_ not in ("WDT", "WP", "WRB")
    )


def _is_told(trigger: Token) -> bool:
    """Whether a cue is told as a fact: not negated, not under "would" or "may"."""
    return negation(trigger) is None and not any(c.tag_ == "MD" for c in trigger.children)
