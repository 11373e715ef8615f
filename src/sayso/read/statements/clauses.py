"""Clauses: where one proposition ends and the next begins.

A clause is cut out of its sentence with its own words only: what is said beside it (subordinate, participial and
coordinated clauses, circumstances that are events of their own) is a clause of its own. Ranges are token indices, the
end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.read.attribution.control import understood_subject
from sayso.read.lexicon.cues import lexicon
from sayso.read.lexicon.nominals import circumstance, is_event, nominals, verb_of
from sayso.read.names.members import is_named_list, told_of_list
from sayso.read.statements.factuality import awaits
from sayso.read.trees import QUOTES, child, is_infinitive, kids, own_subject, subtree, trim
from sayso.read.verb_rows import is_bare, shared
from sayso.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

CLOSING = QUOTES | {")"}
OPENERS = frozenset(
    {"and", "but", "or", "that", "so", "yet", "nor", "then", "still", "meanwhile", "however", "separately"}
)
INSIDE = frozenset({"if", "unless", "whether", "so", "than", "until", "once", "lest"})
"""Marks of clauses without which the clause above would say something else: they stay in it."""
SCRAP = 5
"""Fewest words of a sentence that tells something although the parse found no clause in it."""
RELATIVES = frozenset({"who", "whom", "which", "that", "whose", "where", "when"})
PARTED = frozenset({",", "-", "--", "–", "—", "(", ";", ":"})
LONG = 8
"""Words from which a relative clause is cut out of its noun phrase even without a comma."""
SHORT = {"main": 1, "conj": 2, "participle": 2}
LEAST = 3
"""Fewest words of a clause, by its kind; of any other clause."""


@dataclass(frozen=True)
class Clause:
    """One clause."""

    head: Token
    """Its verb (or predicate noun in a clause without verb; or the preposition of a circumstance)."""
    ranges: tuple[Range, ...]
    """Its own words; two pieces where a clause of its own stands between subject and predicate."""
    subject: Token | None
    """Head of its subject, printed or understood; relative pronouns are resolved to their noun."""
    kind: str
    """main, conj, content, adverbial, participle, relative, circumstance, nominal, list, accusation."""


def find(doc: Doc) -> list[Clause]:
    """Every clause of a text, in order of their heads."""
    heads = {t.i: kind for t in doc for kind in [_kind(t)] if kind}
    out = []
    for i, kind in heads.items():
        ranges = _around_list(doc, doc[i], heads) if kind == "list" else _ranges(doc, doc[i], heads)
        if ranges and sum(b - a for a, b in ranges) >= SHORT.get(kind, LEAST):
            out.append(Clause(doc[i], ranges, None if kind == "nominal" else understood_subject(doc[i]), kind))
    out += [c for t in doc for c in [_accusation(t)] if c is not None]
    by_head = {c.head.i: c for c in out}
    rows = ((t, _row(t, by_head)) for t in doc)
    out += [Clause(t, first.ranges, understood_subject(t), "conj") for t, first in rows if first is not None]
    told = {c.head.sent.start for c in out if c.kind not in ("nominal", "circumstance", "list")}
    return out + [c for sent in doc.sents if sent.start not in told for c in _whole(sent)]


def _row(verb: Token, found: dict[int, Clause]) -> Clause | None:
    """The clause in whose words a bare coordinated verb is told."""
    if verb.i in found or not is_bare(verb):
        return None
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
        if verb.i in found:
            return found[verb.i]
    return None


def _accusation(verb: Token) -> Clause | None:
    """What somebody is said to have done: "(accused) Sudria of shelling the town"."""
    leads = nominals().accusing.get(verb.lemma_.lower())
    if leads is None or verb.pos_ != "VERB":
        return None
    whom = child(verb, "dobj", "nsubjpass")
    prep = next((p for p in kids(verb, "prep") if p.lower_ in leads), None)
    deed = child(prep, "pcomp", "pobj") if prep is not None else None
    if whom is None or prep is None or deed is None or not (deed.pos_ in ("VERB", "AUX") or verb_of(deed)):
        return None
    first = whom.left_edge.i if verb.i < whom.i < prep.i else deed.left_edge.i
    cut = trim(verb.doc, first, deed.right_edge.i + 1)
    return Clause(deed, (cut,), whom, "accusation") if cut is not None else None


def _whole(sent: Tokens) -> list[Clause]:
    """A sentence in which the parse found no clause, as one clause; nothing for questions and scraps without a verb."""
    cut = trim(sent.doc, sent.start, sent.end)
    verb = next((t for t in sent if t.pos_ in ("VERB", "AUX")), None)
    if cut is None or verb is None or cut[1] - cut[0] < SCRAP or _is_question(verb):
        return []
    return [Clause(sent.root, (cut,), understood_subject(verb), "main")]


def _kind(token: Token) -> str:
    """What sort of clause a token heads; empty when it heads none, or one that must stay in the clause above."""
    verbal = token.pos_ in ("VERB", "AUX")
    dep = token.dep_
    if dep == "ROOT":
        return "main" if (verbal or own_subject(token) is not None) and not _is_question(token) else ""
    if token.pos_ == "NOUN" and is_event(token):
        return "nominal"
    if dep == "prep":
        return "list" if is_named_list(token) and told_of_list(token) else "circumstance" if circumstance(token) else ""
    if not verbal and not (dep in ("ccomp", "conj", "advcl") and own_subject(token) is not None):
        return ""
    rule = _KINDS.get(dep)
    return rule(token) if rule is not None else ""


def _content(token: Token) -> str:
    if own_subject(token) is None or is_infinitive(token) or _marked(token, INSIDE) or _is_question(token):
        return ""
    above = token.head
    if (
        any(c.tag_ in ("WDT", "WP", "WRB", "WP$") and c.i == token.left_edge.i for c in token.subtree)
        and token.i > above.i
    ):
        return ""
    told = above.lemma_.lower() in lexicon().verbs or token.i < above.i or token.dep_ == "parataxis"
    return "content" if told or (above.pos_ not in ("VERB", "AUX") and _marked(token, frozenset({"that"}))) else ""


def _conj(token: Token) -> str:
    """A coordinated verb heads a clause where the verb before it does and it brings words of its own."""
    first = token.head
    while first.dep_ == "conj":
        first = first.head
    if (first.pos_ not in ("VERB", "AUX") and own_subject(token) is None) or not _kind(first):
        return ""
    if own_subject(token) is not None:
        return "conj"
    if token.tag_ == "VB" and child(token, "aux") is None:
        return ""
    if is_bare(token) or child(first, "preconj") is not None:
        return ""
    return "conj" if sum(1 for t in token.subtree if not t.is_punct) >= SHORT["conj"] else ""


def _adverbial(token: Token) -> str:
    if _marked(token, INSIDE) or awaits(token) or (is_infinitive(token) and own_subject(token) is None):
        return ""
    if token.tag_ == "VBN" and own_subject(token) is None and _marked(token, frozenset({"as"})):
        return ""
    if own_subject(token) is not None or token.tag_ not in ("VBG", "VBN"):
        return "adverbial"
    if token.tag_ == "VBN" and token.right_edge.i - token.left_edge.i < LONG and not _tells_deed(token):
        return ""
    return "participle" if _parted(token) or (token.tag_ == "VBG" and token.lemma_ in nominals().result) else ""


def _relative(token: Token) -> str:
    """A relative clause with a pronoun; "the thing you mentioned" says nothing of its own."""
    if is_infinitive(token):
        return ""
    return (
        "relative"
        if any(t.lower_ in RELATIVES and t.tag_ in ("WDT", "WP", "WP$", "WRB") for t in token.subtree if t.i < token.i)
        else ""
    )


def _adnominal(token: Token) -> str:
    """A participle behind a noun and a comma; "a speech, given on Friday" says nothing of its own."""
    least = SHORT["participle"] if token.tag_ == "VBG" or _tells_deed(token) else LONG
    return (
        "participle"
        if token.tag_ in ("VBG", "VBN") and _parted(token) and token.right_edge.i - token.left_edge.i >= least - 1
        else ""
    )


def _tells_deed(participle: Token) -> bool:
    """Whether a past participle tells by whom, or what came first: "hit by two rockets", "having lost the vote"."""
    lemma = participle.lemma_.lower()
    by = child(participle, "agent") is not None and lemma not in lexicon().verbs and lemma not in nominals().happen
    return by or any(c.lower_ == "having" for c in kids(participle, "aux"))


_KINDS = {
    "ccomp": _content,
    "parataxis": _content,
    "conj": _conj,
    "advcl": _adverbial,
    "relcl": _relative,
    "acl": _adnominal,
}


def _marked(token: Token, words: frozenset[str]) -> bool:
    found = child(token, "mark")
    return found is not None and found.lower_ in words


def _parted(token: Token) -> bool:
    """Whether a mark parts a phrase from what stands before or, at the head of a sentence, behind it."""
    left, right = token.left_edge.i, token.right_edge.i
    sent = token.sent
    if left <= sent.start + 1:
        return right + 1 < sent.end and token.doc[right + 1].text == ","
    return token.doc[left - 1].text in PARTED


def _is_question(token: Token) -> bool:
    last = token.doc[token.sent.end - 1]
    return any(t.text == "?" for t in token.doc[max(token.sent.start, last.i - 2) : last.i + 1])


def _ranges(doc: Doc, head: Token, heads: dict[int, str]) -> tuple[Range, ...]:
    """A clause's own words: from the first to the last, without a long clause that parts them in the middle."""
    below = {t.i for t in head.subtree}
    gone = [t for i in sorted(below) if i != head.i and i in heads and _leaves(t := doc[i], head, heads)]
    own = subtree(head, gone)
    words = [i for i in own if not doc[i].is_punct and not doc[i].is_space]
    if not words:
        return ()
    left, right = min(words), max(words) + 1
    hole = next(
        (
            t
            for t in gone
            if heads[t.i] in ("relative", "participle")
            and left < t.left_edge.i
            and t.right_edge.i < head.i
            and t.right_edge.i - t.left_edge.i >= 8
        ),
        None,
    )
    pieces = [(left, right)] if hole is None else [(left, hole.left_edge.i), (hole.right_edge.i + 1, right)]
    speaker = {i for i in range(left, right) if not doc[i].is_punct} - below
    if hole is None and speaker:  # a quotation broken by who says it
        pieces = [(left, min(speaker)), (max(speaker) + 1, right)]
    cuts = [cut for a, b in pieces for cut in [_close(doc, a, b)] if cut is not None]
    open_cuts = [_open_edge(doc, cut, head) for cut in cuts]
    return tuple(c for c in open_cuts if c is not None and any(doc[i].dep_ != "cc" for i in range(*c)))


def _around_list(doc: Doc, including: Token, heads: dict[int, str]) -> tuple[Range, ...]:
    """The words that tell something of the members of a list, up to the list."""
    told = told_of_list(including)
    if told is None:
        return ()
    verb = told[0]
    if heads.get(verb.i) not in (None, "nominal"):
        return _ranges(doc, verb, heads)
    top = verb.head if verb.dep_ in ("acl", "relcl") else verb
    cut = _close(doc, top.left_edge.i, max(including.right_edge.i, verb.i) + 1)
    return (cut,) if cut is not None else ()


def _open_edge(doc: Doc, cut: Range, head: Token) -> Range | None:
    """A range without the conjunctions at its edges."""
    now: Range | None = cut
    while (
        now is not None
        and now[1] - now[0] > 1
        and now[0] != head.i
        and (
            (doc[now[0]].dep_ in ("cc", "mark", "preconj") and doc[now[0]].lower_ not in INSIDE | {"neither", "not"})
            or (doc[now[0]].lower_ in OPENERS and doc[now[0]].head.i == head.i)
        )
    ):
        now = trim(doc, now[0] + 1, now[1])
    while now is not None and now[1] - now[0] > 1 and doc[now[1] - 1].dep_ == "cc":
        now = trim(doc, now[0], now[1] - 1)
    return now


def _close(doc: Doc, start: int, end: int) -> Range | None:
    """A trimmed range with the quotation mark or bracket that closes what it opened."""
    at = end
    while at < len(doc) and doc[at].is_punct and at < end + 3:
        if doc[at].text in CLOSING and _is_open(doc, start, end, doc[at].text):
            return trim(doc, start, at + 1)
        at += 1
    return trim(doc, start, end)


def _is_open(doc: Doc, start: int, end: int, mark: str) -> bool:
    """Whether a range opens a mark that it does not close."""
    if mark == ")":
        return sum(t.text == "(" for t in doc[start:end]) > sum(t.text == ")" for t in doc[start:end])
    return sum(t.text == mark for t in doc[start:end]) % 2 == 1


def _leaves(token: Token, head: Token, heads: dict[int, str]) -> bool:
    """Whether a clause inside another one is cut out of it."""
    kind = heads[token.i]
    if kind == "conj":
        return _in_row(token, head) and shared(head, "dobj") is None and shared(head, "agent") is None
    if kind in ("adverbial", "participle"):
        return not (token.head.i == head.i and head.lemma_ in nominals().happen and _is_bare(head))
    if kind == "circumstance":
        is_complement = head.lemma_ == "be" and all(c.pos_ == "ADV" for c in kids(head, "attr", "acomp"))
        return (token.i > head.i or token.head.i == head.i) and not is_complement
    if kind == "relative":
        return token.doc[token.left_edge.i - 1].text in PARTED or token.right_edge.i - token.left_edge.i >= LONG
    if kind in ("nominal", "list"):
        return False
    before = token.i < head.i and head.lemma_.lower() not in lexicon().verbs
    return kind == "content" and (token.dep_ == "parataxis" or (before and token.head.i == head.i))


def _is_bare(verb: Token) -> bool:
    """Whether a verb has nothing but its subject and a clause: "the warning came after ..." says when, and no more."""
    return not any(c.dep_ in ("dobj", "attr", "acomp", "prep", "npadvmod") for c in verb.children)


def _in_row(token: Token, head: Token) -> bool:
    """Whether a coordinated verb belongs to the head's own row of verbs."""
    while token.dep_ == "conj":
        token = token.head
        if token.i == head.i:
            return True
    return False
