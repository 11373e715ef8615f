"""Sayings told by a passive without agent, an adverb, a preposition, a citing participle or a noun."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.read.attribution import contents, sources
from sayso.read.attribution.by_verbs import passes_on, passive_content
from sayso.read.attribution.control import understood_subject
from sayso.read.attribution.saying import Saying, around
from sayso.read.lexicon.cues import auxiliaries, lexicon
from sayso.read.lexicon.nominals import nominals
from sayso.read.trees import (
    antecedent_of_relative,
    child,
    is_passive,
    kids,
    negation,
    own_subject,
    runs,
    subtree,
    trim,
)
from sayso.spans import Range
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_agentless(verb: Token) -> Iterable[Saying]:
    """As in "is expected to rise", "were seen as a response", "is suspected of smuggling": nobody is named."""
    words = lexicon()
    if (
        verb.pos_ not in ("VERB", "AUX")
        or verb.lemma_ not in words.agentless | words.checked
        or not (is_passive(verb) or _is_short_passive(verb))
        or child(verb, "agent")
        or (verb.lemma_ == "know" and any(p.lower_ in words.agentless_prepositions for p in kids(verb, "prep")))
    ):
        return
    subject = own_subject(verb)
    comp = next((c for c in verb.children if c.i > verb.i and (c.dep_ in ("xcomp", "oprd") or c.dep_ == "ccomp")), None)
    prep = next(
        (c for c in verb.children if c.i > verb.i and c.dep_ in ("prep",) and c.lower_ in words.agentless_prepositions),
        None,
    )
    doc = verb.doc
    group = [t.i for t in auxiliaries(verb) if t.dep_ in ("auxpass", "neg") or t.i == verb.i]
    content: list[Range] = []
    if comp is not None and not _is_short_passive(verb):
        a, b = contents._from(verb, comp, None)[0] if contents._from(verb, comp, None) else (0, 0)
        inside = [(a, b)] if b > a else []
        if subject is not None and comp.dep_ != "ccomp" and subject.dep_ == "nsubjpass":
            whole = trim(doc, min(subtree(subject)), max(subtree(subject)) + 1)
            content = ([whole] if whole is not None else []) + inside
        else:
            content = inside
    elif prep is not None:
        inner = child(prep, "pobj", "pcomp")
        if inner is not None:
            cut = trim(doc, min(subtree(inner)), max(subtree(inner)) + 1)
            content = [cut] if cut is not None else []
            group.append(prep.i)
    elif _is_short_passive(verb):
        content = [r for r in (trim(doc, *run) for run in runs(subtree(verb) - {verb.i})) if r is not None]
    elif verb.dep_ == "parataxis" and subject is not None and subject.lower_ == "it":
        content = around(verb, subtree(verb), verb.head)
    elif negation(verb) is not None and verb.lemma_ in words.checked:
        content = passive_content(verb)
    if content:
        yield Saying(
            trigger=verb,
            cue=runs(group),
            content=content,
            stance=Stance.AFFIRMS if negation(verb) is None else Stance.WITHHOLDS,
            manner="agentless",
            rule="agentless",
            verb=verb,
        )


def _is_short_passive(verb: Token) -> bool:
    """Whether a headline left out the auxiliary: "explosion reported near harbour", "dozens feared dead"."""
    subject, sent = child(verb, "nsubj"), verb.sent
    return (
        verb.tag_ in ("VBD", "VBN")
        and verb.dep_ == "ROOT"
        and subject is not None
        and not sources.speaks_surely(subject)
        and child(verb, "dobj", "ccomp", "xcomp", "aux", "dative") is None
        and not any(t.text in (".", "!", "?") for t in sent)
    )


def by_adverb(word: Token) -> Iterable[Saying]:
    """As in "reportedly", "allegedly": the clause is told on nobody's word."""
    if word.lower_ not in lexicon().adverbs or word.head.i == word.i:
        return
    head = word.head
    while head.dep_ in ("aux", "auxpass", "advmod") and head.head.i != head.i:
        head = head.head
    inside = subtree(head, [word])
    doc = word.doc
    pieces = [
        r
        for a, b in runs(i for i in inside if doc[i].sent.start == word.sent.start)
        for r in [trim(doc, a, b)]
        if r is not None
    ]
    if head.dep_ in ("conj", "advcl", "acl", "relcl", "pcomp", "amod"):
        pieces = [r for r in pieces if r[0] > word.i] or pieces
    pieces = [r for a, b in pieces for r in [trim(doc, a, contents._cut(doc, a, b))] if r is not None]
    if pieces:
        yield Saying(
            trigger=word,
            cue=[(word.i, word.i + 1)],
            content=pieces,
            stance=Stance.AFFIRMS,
            manner="adverb",
            rule="adverb",
        )


def by_according(word: Token) -> Iterable[Saying]:
    """As in "according to X", "in the words of X"."""
    doc = word.doc
    first = word.lower_
    fixed = next((f for f in lexicon().fixed if f[0] == first and _stands(word, f)), None)
    if fixed is None:
        return
    last = doc[word.i + len(fixed) - 1]
    source = (
        child(last, "pobj")
        or child(word, "pobj")
        or next((t for t in doc[last.i + 1 : word.sent.end] if t.dep_ == "pobj"), None)
    )
    if source is None or (first == "per" and not sources.names(source)):
        return
    phrase = subtree(word) | subtree(last) | subtree(source)
    content = around(word, phrase, word.head)
    if content:
        yield Saying(
            trigger=word,
            cue=[(word.i, last.i + 1)],
            content=content,
            stance=Stance.AFFIRMS,
            manner="according",
            source=source,
            rule="according",
        )


def _stands(word: Token, phrase: tuple[str, ...]) -> bool:
    """Whether a fixed phrase begins at a word, with something behind it."""
    doc, end = word.doc, word.i + len(phrase)
    return end < len(doc) and all(doc[word.i + n].lower_ == w for n, w in enumerate(phrase))


def by_emerging(verb: Token) -> Iterable[Saying]:
    """As in "it emerged that", "it turned out that": it became known, nobody says from whom."""
    words = lexicon().emerging
    particle = child(verb, "prt")
    name = f"{verb.lemma_} {particle.lower_}" if particle is not None else verb.lemma_
    if name not in words:
        return
    subject, clause = own_subject(verb), child(verb, "ccomp")
    if subject is None or subject.lower_ != "it" or clause is None or clause.i < verb.i:
        return
    cut = contents._body(verb.doc, max(min(subtree(clause)), verb.i + 1), max(subtree(clause)) + 1)
    if cut is not None and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        yield Saying(
            trigger=verb,
            cue=runs([verb.i, *([particle.i] if particle is not None else [])]),
            content=[cut],
            stance=Stance.AFFIRMS if negation(verb) is None else Stance.DOUBTS,
            manner="agentless",
            rule="agentless",
            verb=verb,
        )


def by_citing(verb: Token) -> Iterable[Saying]:
    """As in "..., citing X": the source of what the governing saying tells."""
    if verb.lemma_ not in ("cite", "quote") or not (verb.tag_ == "VBG" or verb.dep_ == "relcl"):
        return
    source = child(verb, "dobj", "pobj")
    if source is None:
        return
    host = verb.head if verb.dep_ == "relcl" else next((h for h in _hosts(verb)), None)
    if host is None:
        return
    yield Saying(
        trigger=verb,
        cue=[(verb.i, verb.i + 1)],
        content=[],
        stance=Stance.AFFIRMS,
        manner="citing",
        source=source,
        rule="citing",
        verb=host,
    )


def by_quoting(verb: Token) -> Iterable[Saying]:
    """As in "quoted the mayor as saying", "was quoted as saying by X": who passes a saying on."""
    inner = passes_on(verb)
    if inner is None:
        return
    if is_passive(verb):
        by = next((c for v in (verb, inner) for c in kids(v, "agent", "prep") if c.lower_ in ("by", "in")), None)
        source = child(by, "pobj") if by is not None else None
    else:
        source = own_subject(verb)
        source = antecedent_of_relative(source) if source is not None else understood_subject(verb)
    if source is None or not sources.speaks_surely(source):
        return
    yield Saying(
        trigger=verb,
        cue=runs([verb.i, *([verb.i - 1] if is_passive(verb) else [])]),
        content=[],
        stance=Stance.AFFIRMS,
        manner="quoting",
        source=source,
        rule="citing",
        verb=inner,
    )


def _hosts(verb: Token) -> Iterable[Token]:
    token = verb
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token


def _about_and_by(noun: Token) -> tuple[Token | None, Token | None]:
    """The word that leads to what a noun is about, and who speaks: "objections from X over Y", "opposition to Y by X".

    The parse hangs "by X" on Y as readily; it is Y's own only where Y is something that X does ("an attack by X").
    """
    words, preps = lexicon(), kids(noun, "prep", "agent", "acl")
    about = next((c for c in preps if c.lower_ in words.noun_prepositions and c.i == noun.i + 1), None)
    by = next((c for c in preps if c.lower_ in words.noun_by and c.dep_ != "acl"), None)
    if about is None and by is not None and by.i == noun.i + 1:
        about = next((c for c in preps if c.i > by.i and c.lower_ in words.noun_prepositions), None)
    if about is not None and about.lower_ == "about" and words.nouns.get(noun.lemma_.lower()) is Stance.URGES:
        about = None
    thing = child(about, "pobj") if about is not None else None
    if by is None and thing is not None and not nominals().verbs.get(thing.lemma_.lower()):
        by = next((c for c in kids(thing, "prep", "agent") if c.lower_ == "by"), None)
    speaker = child(by, "pobj") if by is not None else None
    own = by is not None and by.head == noun
    return about, speaker if speaker is not None and (own or sources.speaks_surely(speaker)) else None


def by_noun(noun: Token) -> Iterable[Saying]:
    """As in "warnings of a strike", "the ministry's announcement that", "criticism from"."""
    words = lexicon()
    stance = words.nouns.get(noun.lemma_.lower())
    if noun.pos_ != "NOUN" or stance is None or any(c.lower_ == "no" for c in kids(noun, "det")):
        return
    doc = noun.doc
    clause = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("acl", "ccomp", "relcl")
            and c.i > noun.i
            and (
                any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children)
                or any(g.tag_ == "TO" for g in c.children)
            )
        ),
        None,
    )
    prep, by = _about_and_by(noun)
    inner = clause if clause is not None else (child(prep, "pobj", "pcomp", "dobj") if prep is not None else None)
    if inner is None or (clause is None and noun.lemma_.lower() in words.clause_nouns) or own_subject(noun) is not None:
        return
    start = max(min(subtree(inner)), noun.i + 1)
    end = max(subtree(inner)) + 1
    if by is not None and start < by.head.i:
        end = min(end, by.head.i)
    cut = contents._body(doc, start, contents._cut(doc, start, end))
    if cut is None:
        return
    cue = [noun.i] + ([prep.i] if prep is not None and clause is None else [])
    owner = child(noun, "poss")
    voiced = noun.head if noun.dep_ == "dobj" and noun.head.lemma_ in words.voicing else None
    subject = understood_subject(voiced) if voiced is not None and owner is None and by is None else None
    if subject is not None and sources.speaks(subject):
        owner = subject
    yield Saying(
        trigger=noun,
        cue=runs(cue),
        content=[cut],
        stance=stance,
        manner="noun",
        source=owner or by,
        narrated=clause is None,
        rule="noun",
    )
