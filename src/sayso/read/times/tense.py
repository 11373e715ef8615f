"""What tense and attachment say of where a time lies: behind the telling, or ahead of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.read.times.words import AHEAD

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE_AUX = frozenset({"will", "'ll", "wo", "shall", "ll"})


def direction(token: Token) -> int:
    """-1 where the governing verb tells the past, +1 the future, 0 where it cannot be told."""
    if _is_settled(token):
        return 1
    if token.dep_ == "poss" and token.head.dep_ not in ("nsubj", "nsubjpass"):  # Monday's ruling, whatever comes of it
        return 0
    for t in [token, *token.ancestors]:
        if t.pos_ in ("VERB", "AUX"):
            tense = _tense(t)
            if tense is not None:
                return tense
    return 0


def is_scheduled(token: Token) -> bool:
    """Whether a weekday stands by a present tense that tells a plan (talks resume Monday), or after "ahead of"."""
    carrier = _carrier(token)
    if carrier.dep_ == "poss":
        before = carrier.head.head
        return before.lower_ == "of" and before.head.lower_ == "ahead"
    if carrier.head.lower_ in AHEAD["begun"]:
        return True
    if carrier.dep_ == "pobj" and carrier.head.lower_ in AHEAD["behind"]:
        return False
    verb = carrier.head.head if carrier.dep_ == "pobj" else carrier.head
    if verb.pos_ not in ("VERB", "AUX") or verb.i > token.i or verb.lemma_.lower() in AHEAD["telling"]:
        return False
    going = verb.tag_ == "VBG" and any(c.tag_ in ("VBZ", "VBP") for c in verb.children if c.dep_ == "aux")
    return going or verb.tag_ in ("VBZ", "VBP")


def is_of_noun(token: Token) -> bool:
    """Whether a time belongs to a noun rather than a verb: the visit in May, which may be ahead of what is told."""
    for t in token.ancestors:
        if t.pos_ in ("VERB", "AUX"):
            return False
        if t.pos_ == "ADJ" and t.dep_ in ("amod", "conj", "advcl", "acl"):  # a rise effective in May
            return True
        if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("npadvmod", "pobj") and t.ent_type_ != "DATE":
            return True
    return False


def _carrier(token: Token) -> Token:
    """The word that a weekday is part of: the morning of "Tuesday morning", the hour of "9 a.m. Tuesday"."""
    while token.dep_ in ("compound", "npadvmod", "nmod", "appos") and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def _is_settled(token: Token) -> bool:
    """Whether a time stands beside a word that settles when something will be: due Friday, planned for March."""
    token = _carrier(token)
    beside = (token.head, token.head.head) if token.dep_ == "pobj" else (token.head,)
    return any(t.lemma_.lower() in AHEAD["settled"] and t.tag_ != "VBD" and not _is_perfect(t) for t in beside)


def _is_perfect(verb: Token) -> bool:
    """Whether a verb has "had" before it, or the "be" it hangs from has: it had been due on Friday."""
    over = [verb, verb.head] if verb.head.lemma_ == "be" else [verb]
    return any(c.lower_ == "had" for v in over for c in v.children)


def is_limit(token: Token) -> bool:
    """Whether a day stands after "for" or "until", so lies ahead: a day of mourning for Tuesday.

    "Was shut until Friday" may be told after Friday, and in "for Friday's raid" the day only describes the raid.
    """
    token = _carrier(token)
    before = token.head.lower_
    if token.dep_ != "pobj" or before not in AHEAD["purpose"] | AHEAD["limit"]:
        return False
    verb = next((t for t in token.head.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or before in AHEAD["purpose"]:
        return True
    return not _is_perfect(verb) and (verb.lemma_.lower() not in AHEAD["lasting"] or _tense(verb) != -1)


def _tense(verb: Token) -> int | None:
    """Tense of a verb; None for a participle that leaves it to the verb above."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in aux}
    if words & FUTURE_AUX or verb.lower_ in FUTURE_AUX:
        return 1
    if words & AHEAD["modal"] and not words & {"have", "'ve"}:
        return 1
    if "would" in words and any(v.dep_ == "ccomp" for v in [verb, *verb.ancestors][:2]):
        return 1
    if verb.tag_ == "VB" and "to" in words:
        planners = [a for a in list(verb.ancestors)[:3] if a.lemma_.lower() in AHEAD["planning"]]
        if any(_is_perfect(a) for a in planners):
            return -1
        is_to = verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
        return 1 if planners or is_to or (verb.dep_ in ("acl", "relcl") and "be" in words) else 0
    if verb.lemma_.lower() in AHEAD["planning"] and verb.dep_ == "ROOT" and words & {"is", "are", "'s", "'re", "be"}:
        return 1
    if verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in aux) or words & {"has", "have", "'ve"}:
        return -1
    if verb.tag_ == "VBN" and not words and verb.dep_ in ("acl", "advcl", "ROOT"):  # the decision announced Wednesday
        return -1
    return None if verb.tag_ in ("VBN", "VBG") and verb.dep_ in ("acl", "advcl", "amod", "conj") else 0


def weekday_near(today: date, weekday: int, tense: int) -> date:
    """The day of that name on or before a day; on or after it where the words look forward or it is the next."""
    back = (today.weekday() - weekday) % 7
    if tense == 0 and back == 6:
        return today + timedelta(days=1)
    return today + timedelta(days=(7 - back) % 7) if tense > 0 else today - timedelta(days=back)
