"""What a cue attributes: the token ranges of its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.read.lexicon.cues import Manner, lexicon
from sayso.read.lexicon.nominals import nominals
from sayso.read.trees import child, climb, kids, marked, runs, subtree, trim
from sayso.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DASHES = frozenset({"-", "–", "—", "--"})
BREAKING = frozenset(
    {
        "say",
        "tell",
        "announce",
        "claim",
        "deny",
        "urge",
        "demand",
        "warn",
        "accuse",
        "label",
        "commit",
        "reject",
        "doubt",
        "suggest",
    }
)
"""Classes of cues whose participle opens another saying ("..., adding that")."""


def of_verb(verb: Token, manner: Manner, cue: tuple[Token, ...], source: Token | None) -> list[Range]:
    """Content of a cue verb, as trimmed token ranges; empty when the verb attributes nothing here."""
    if "object" in manner.takes:
        judged = _judged(verb)
        if judged is not None:
            return [judged]
    if "clause" in manner.takes or "quote" in manner.takes:
        before = _clause_before(verb, source)
        if before:
            return before
    first = _first_after(verb, manner, cue, source)
    return _from(verb, first, source) if first is not None else []


def _judged(verb: Token) -> Range | None:
    """What stands behind a verdict: in "rejected as untrue a report that P" it is the report."""
    doc, at = verb.doc, verb.i + 3
    if at >= verb.sent.end or doc[verb.i + 1].lower_ != "as" or doc[verb.i + 2].pos_ != "ADJ":
        return None
    thing = next((t for t in sorted(verb.subtree, key=lambda t: t.i) if t.i >= at and t.dep_ in ("dobj", "pobj")), None)
    if thing is None:
        return None
    end = max(subtree(thing))
    clause = next((c for c in kids(verb, "ccomp") if c.i > thing.i), None)
    return _body(doc, at, _cut(doc, at, max(end, max(subtree(clause)) if clause is not None else 0) + 1))


def _clause_before(verb: Token, source: Token | None) -> list[Range]:
    """A clause that stands before its cue, or around it: "P, X said"; "P1, X said, P2"."""
    between = verb.doc[verb.left_edge.i : verb.i]
    if any(t.text == ";" for t in between):
        return []
    outer = verb.head.head if verb.dep_ == "pcomp" else verb
    if outer.lemma_ in ("quote", "cite") and child(verb, "ccomp") is None:
        clause = child(outer, "ccomp") or (outer.head if outer.dep_ in ("conj", "parataxis") else None)
        if clause is not None and clause.i < outer.i:
            return _ranges(verb.doc, {i for i in subtree(clause, [outer]) if i < outer.i})
    if verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX") and verb.head.i != verb.i:
        return _ranges(verb.doc, subtree(verb.head, [verb]))
    for clause in kids(verb, "ccomp"):
        left = min(subtree(clause, [source] if source is not None else []))
        if left < verb.i and clause.i != verb.i:
            shut = [source] if source is not None else []
            whole = subtree(clause, shut)
            if clause.i > verb.i and source is not None and left < source.i:
                return _ranges(verb.doc, whole)
            if clause.i < verb.i:
                lead = [
                    c
                    for c in verb.children
                    if c.dep_ in ("advcl", "prep", "npadvmod", "dep")
                    and c.i < clause.i
                    and c.i < verb.i
                    and (source is None or c.i < source.i)
                ]
                for c in lead:
                    whole |= subtree(c)
                return _ranges(
                    verb.doc, {i for i in whole if i < verb.i} | {i for i in whole if i > verb.i and clause.i > verb.i}
                )
    return []


def _ranges(doc: Doc, indices: set[int]) -> list[Range]:
    """Trimmed runs; runs parted by nothing but marks are one, and runs of marks alone are left out."""
    out: list[Range] = []
    for run in runs(indices):
        cut = trim(doc, *run)
        if cut is None:
            continue
        if out and all(t.is_punct or t.is_space for t in doc[out[-1][1] : cut[0]]):
            out[-1] = (out[-1][0], cut[1])
        else:
            out.append(cut)
    return out


def _first_after(verb: Token, manner: Manner, cue: tuple[Token, ...], source: Token | None) -> Token | None:
    """The first constituent after the cue that belongs to the content."""
    last = cue[-1]
    pool = [c for c in verb.children if c.i > verb.i and c.i not in {t.i for t in cue}]
    if last.i != verb.i:
        pool += [c for c in last.children if c.i > last.i]
    pool = sorted((c for c in pool if source is None or c.i != source.i), key=lambda c: c.i)
    takes = manner.takes
    for c in pool:
        if c.dep_ == "ccomp" and takes & {"clause", "order", "quote"}:
            return c
        if c.dep_ == "xcomp" and takes & {"infinitive", "order"}:
            return c
        if c.dep_ == "advcl" and takes & {"infinitive", "order"} and any(g.tag_ == "TO" for g in c.children):
            return c
        if c.dep_ in ("dobj", "dative", "attr", "oprd", "nsubj", "pobj"):
            if "as" in takes:
                if c.dep_ == "oprd" or _has_second(verb, c):
                    return c
                if "object" not in takes:
                    continue
            if "order" in takes and _is_ordered(verb, c):
                return c
            if "told" in takes:
                drawn_in = next((g for g in kids(c, "relcl", "acl") if _is_that_clause(g)), None)
                if drawn_in is not None:
                    return drawn_in
                continue
            if takes & {"object"} or (c.dep_ == "pobj" and last.i != verb.i):
                return c
        if c.dep_ == "prep" and c.lower_ in takes:
            return child(c, "pobj", "pcomp")
        if c.dep_ == "advcl" and "clause" in takes and marked(c, "whether", "that", "if"):
            return c
    return None


def denied_before(verb: Token) -> list[Range]:
    """What a relative clause denies behind another saying: "A accuses B of theft, which B denies", "a charge B denies".

    It is the content of that other saying, up to the comma.
    """
    denied = child(verb, "dobj")
    if verb.dep_ != "relcl" or denied is None or denied.lower_ not in ("which", "that"):
        return []
    doc, thing = verb.doc, verb.head
    end = thing.left_edge.i if thing.lemma_.lower() in lexicon().nouns else denied.i
    outer = next((t for t in climb(thing) if t.i < end and t.lemma_ in lexicon().verbs and t.pos_ == "VERB"), None)
    if outer is None or doc[end - 1].text != ",":
        return []
    cut = _body(doc, outer.i + 1, end)
    return [cut] if cut is not None else []


def _is_that_clause(token: Token) -> bool:
    """Whether what the parse took for a relative clause is a that-clause: complete without its pronoun."""
    subject = child(token, "nsubj", "nsubjpass")
    return subject is not None and subject.tag_ not in ("WDT", "WP") and token.doc[token.left_edge.i].lower_ == "that"


def _has_second(verb: Token, thing: Token) -> bool:
    """Whether a second object or "as" follows ("called it a crime", "described it as a crime")."""
    for c in verb.children:
        if c.i > thing.i and (
            c.dep_ in ("oprd", "attr", "acomp", "xcomp", "ccomp")
            or (c.dep_ in ("prep", "advcl") and (c.lower_ == "as" or any(g.lower_ == "as" for g in c.children)))
        ):
            return True
    return thing.dep_ == "dobj" and any(c.lower_ == "as" and c.dep_ == "prep" for c in thing.children)


def _is_ordered(verb: Token, person: Token) -> bool:
    """Whether an object is told to do something."""
    return any(
        c.i > person.i and c.dep_ in ("xcomp", "ccomp", "advcl") and any(g.tag_ == "TO" for g in c.children)
        for c in verb.children
    ) or any(c.dep_ in ("acl", "relcl") and any(g.tag_ == "TO" for g in c.children) for c in person.children)


def _from(verb: Token, first: Token, source: Token | None) -> list[Range]:
    """From the first constituent to the end of what hangs from the cue, stopping at the next saying."""
    doc = verb.doc
    start = min((i for i in subtree(first) if i > verb.i), default=None)
    if start is None:  # "the plan, which they had warned against": the content went before
        return []
    whole = set(range(start, max(subtree(first)) + 1))
    for c in sorted(verb.children, key=lambda c: c.i):
        if c.i <= first.i:
            continue
        if c.dep_ in ("conj", "parataxis", "cc") or _breaks(c):
            break
        if c.dep_ in (
            "prep",
            "advmod",
            "npadvmod",
            "advcl",
            "ccomp",
            "xcomp",
            "dobj",
            "oprd",
            "attr",
            "acomp",
            "agent",
        ):
            if _is_purpose(c) and first.dep_ in ("dobj", "pobj"):
                break
            if (
                c.dep_ == "advcl"
                and c.tag_ == "VBG"
                and child(c, "mark") is None
                and doc[min(subtree(c)) - 1].text == ","
            ):
                break
            whole |= set(range(max(whole) + 1, max(subtree(c)) + 1))
    if source is not None and start <= source.i <= max(whole):
        whole -= subtree(source)
    end = _cut(doc, start, max(whole) + 1)
    return [r for a, b in runs(i for i in whole if i < end) for r in [_body(doc, a, b)] if r is not None]


def _body(doc: Doc, start: int, end: int) -> Range | None:
    """A trimmed range without the word that opens it ("that", "to")."""
    cut = trim(doc, start, end)
    if (
        cut is not None
        and cut[1] - cut[0] > 1
        and (
            (
                doc[cut[0]].lower_ == "that"
                and (
                    doc[cut[0]].dep_ == "mark"
                    or (doc[cut[0]].dep_ in ("det", "nsubj", "dobj") and doc[cut[0]].tag_ == "IN")
                )
            )
            or doc[cut[0]].tag_ == "TO"
        )
    ):
        return trim(doc, cut[0] + 1, cut[1])
    return cut


def _is_purpose(token: Token) -> bool:
    """Whether an infinitive tells what a deed was for: "cited the photos to back up the claim"."""
    return token.dep_ == "advcl" and any(c.tag_ == "TO" for c in token.children)


def _breaks(token: Token) -> bool:
    """Whether a constituent opens another saying, or names a source."""
    return token.lower_ in ("according", "per") or (token.dep_ == "advcl" and opens_saying(token))


def opens_saying(token: Token) -> bool:
    """Whether a participle attributes ("citing", "adding")."""
    return token.tag_ == "VBG" and (
        token.lemma_ in ("cite", "quote") or any(m.name in BREAKING for m in lexicon().verbs.get(token.lemma_, ()))
    )


def _cut(doc: Doc, start: int, end: int) -> int:
    """Where a content that ran over the next saying must end."""
    for i in range(start + 1, end):
        if _is_verdict(doc, i) or _is_aside(doc, start, i):
            return i
        if doc[i - 1].text not in (",", "and") and doc[i].lower_ != "according":
            continue
        if (
            (opens_saying(doc[i]) and doc[i].dep_ not in ("amod", "compound", "nsubj", "csubj"))
            or (doc[i].lower_ == "according" and i + 1 < end and doc[i + 1].lower_ == "to")
            or (
                doc[i].lower_ == "as"
                and i + 1 < end
                and doc[i + 1].lemma_ in lexicon().verbs
                and doc[i + 1].tag_ == "VBN"
            )
        ):
            return i
    return end


def _is_verdict(doc: Doc, at: int) -> bool:
    """Whether "as false" or the like begins here: what the speaker says of the content."""
    return (
        doc[at].lower_ == "as"
        and at + 1 < len(doc)
        and doc[at + 1].pos_ in ("ADJ", "NOUN")
        and doc[at + 1].lemma_.lower() in nominals().false
    )


def _is_aside(doc: Doc, start: int, at: int) -> bool:
    """Whether the report sets its own remark against what is said: behind a comma, outside quotation marks."""
    dash = doc[at].text in DASHES and bool(doc[at].whitespace_) and _is_alone(doc, at)
    return (dash or (doc[at - 1].text == "," and doc[at].lower_ in lexicon().aside)) and sum(
        t.text == '"' for t in doc[start:at]
    ) % 2 == 0


def _is_alone(doc: Doc, at: int) -> bool:
    """Whether a dash has no partner in its sentence."""
    sent = doc[at].sent
    return not any(t.text in DASHES and t.whitespace_ for t in (*doc[sent.start : at], *doc[at + 1 : sent.end]))
