"""Rules that find sayings in a parse: each takes a token that may be a cue and gives what it attributes, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.read import contents, sources
from sayso.read.control import understood_subject
from sayso.read.cues import Manner, auxiliaries, is_comment, lexicon, match
from sayso.read.trees import (
    QUOTES,
    antecedent_of_relative,
    child,
    climb,
    is_passive,
    kids,
    marked,
    negation,
    own_subject,
    runs,
    subtree,
    trim,
)
from sayso.spans import Range
from sayso.terms import Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass
class Saying:
    """One act of saying, as token ranges."""

    trigger: Token
    cue: list[Range]
    content: list[Range]
    stance: Stance
    manner: str
    source: Token | None = None
    """Head of the printed source."""
    understood: Token | None = None
    """Head of the source where none is printed with the cue."""
    narrated: bool = False
    rule: str = ""
    verb: Token | None = None
    extra: list[Range] = field(default_factory=list)


Rule = Callable[["Token"], Iterable[Saying]]


def speaker(verb: Token) -> tuple[Token | None, Token | None]:
    """Head of the printed source and of the understood one; a relative pronoun gives its noun."""
    agent = child(verb, "agent")
    if agent is not None:
        return child(agent, "pobj"), None
    subject = own_subject(verb)
    if subject is None and verb.dep_ == "ROOT" and any(t.text in QUOTES for t in verb.doc[max(0, verb.i - 2) : verb.i]):
        return child(verb, "dobj", "attr"), None
    if subject is not None and (subject.dep_ == "nsubj" or not is_passive(verb)):
        return antecedent_of_relative(subject), None
    if subject is not None:
        return None, None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ == "quote":
        return own_subject(verb.head.head), None
    if verb.dep_ == "xcomp":
        own = understood_subject(verb)
        return own, None
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        return None, understood_subject(verb.head.head)
    above = _outer_saying(verb)
    return None, understood_subject(above if above is not None else verb)


def _outer_saying(verb: Token) -> Token | None:
    """The saying into which the parse drew a participle: in "vowed that P, adding that Q" who vowed adds."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.doc[verb.i - 1].text != ",":
        return None
    for token in climb(verb):
        if (
            token.dep_ == "ccomp"
            and token.head.i < token.i
            and match(token.head)[0]
            and own_subject(token.head) is not None
        ):
            return token.head
        if token.dep_ not in ("ccomp", "xcomp", "conj", "advcl"):
            return None
    return None


def by_verb(verb: Token) -> Iterable[Saying]:
    """An active cue verb, or a passive one with its agent."""
    if verb.pos_ not in ("VERB", "AUX") or (is_passive(verb) and child(verb, "agent") is None):
        return
    manners, cue = match(verb)
    if (
        not manners
        or verb.dep_ in ("amod", "compound")
        or (verb.lemma_ in ("cite", "quote") and (verb.tag_ == "VBG" or verb.dep_ == "relcl"))
    ):
        return
    source, understood = speaker(verb)
    manners = tuple(m for m in manners if _may_speak(m, source, understood) and not _interrogates(verb, m))
    if not manners or (source is None and understood is None and verb.dep_ not in ("ROOT", "parataxis")):
        return
    passive = is_passive(verb)
    for manner in manners:
        content = _passive_content(verb) if passive else contents.of_verb(verb, manner, cue, source)
        if not content:
            continue
        stance = stance_of(verb, manner)
        if stance is None:
            return
        for one in _apart(source):
            yield Saying(
                trigger=verb,
                cue=cue_ranges(verb, cue),
                content=content,
                stance=stance,
                manner=manner.name,
                source=one,
                understood=understood,
                narrated=_is_noun(verb, manner, content),
                rule="verb",
                verb=verb,
            )
        return
    spoken = [m for m in manners if m.takes & {"clause"} or m.name == "speak"]
    if spoken and not passive:
        stance = stance_of(verb, spoken[0])
        if stance is not None:
            yield Saying(
                trigger=verb,
                cue=cue_ranges(verb, cue),
                content=[],
                stance=stance,
                manner=spoken[0].name,
                source=source,
                understood=understood,
                rule="quote",
                verb=verb,
            )


def _apart(source: Token | None) -> list[Token | None]:
    """Coordinated persons, each of them a source; any other source is one."""
    if source is None or source.ent_type_ != "PERSON":
        return [source]
    return [source, *(c for c in source.conjuncts if c.ent_type_ == "PERSON")]


def _may_speak(manner: Manner, source: Token | None, understood: Token | None) -> bool:
    """Whether the subject of a cue can be its source; what a speaker says of himself attributes nothing."""
    head = source if source is not None else understood
    if head is None:
        return True
    if head.lower_ in ("i", "we", "you", "me", "us"):
        return False
    if manner.name == "find":
        return sources.finds(head)
    told = source is not None or any(c.head.lemma_ in lexicon().verbs for c in [head] if c.dep_ == "nsubj")
    return sources.speaks(head) if told else sources.speaks_surely(head)


def _interrogates(verb: Token, manner: Manner) -> bool:
    """Whether a verb of doubt has a person for its object ("questioned the crew")."""
    thing = child(verb, "dobj")
    return (
        manner.name == "doubt" and thing is not None and sources.speaks_surely(thing) and child(verb, "ccomp") is None
    )


def _passive_content(verb: Token) -> list[Range]:
    """What a passive cue attributes: its subject, or the clause beside it ("as reported by X")."""
    subject = own_subject(verb)
    if any(c.lower_ == "as" for c in verb.children):
        return _around(verb, subtree(verb), verb.head)
    if subject is None and verb.dep_ in ("acl", "relcl"):
        subject = verb.head
        inside = subtree(subject, [verb])
    elif subject is None:
        return []
    else:
        subject = antecedent_of_relative(subject)
        inside = subtree(subject, [verb])
    return [r for a, b in runs(inside) for r in [trim(verb.doc, a, b)] if r is not None][:1]


def stance_of(verb: Token, manner: Manner) -> Stance | None:
    """The stance of a cue, its negation weighed; None when the negated cue attributes nothing."""
    if negation(verb) is None:
        return manner.stance
    return manner.negated


def _is_noun(verb: Token, manner: Manner, content: list[Range]) -> bool:
    """Whether the content is a noun phrase only: the act of speech is narrated."""
    return (
        bool(content)
        and manner.takes & {"object", "of", "for"} != set()
        and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)
    )


def cue_ranges(verb: Token, cue: tuple[Token, ...]) -> list[Range]:
    """The cue's words: the verb with its particles; a negation belongs to it."""
    tokens = {t.i for t in cue} | {t.i for t in auxiliaries(verb)}
    no = negation(verb)
    if no is not None and no.i < verb.i and verb.i - no.i < 5:
        tokens |= set(range(no.i, verb.i + 1))
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ == "quote":
        tokens |= {verb.head.i, verb.head.head.i}
    return runs(tokens)


def by_refusal(verb: Token) -> Iterable[Saying]:
    """As in "declined to comment on X", "did not say what", "was unable to explain X"."""
    words = lexicon()
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ not in words.withheld or not is_comment(verb):
        return
    group = _refusing(verb)
    if group is None:
        return
    source, understood = speaker(group)
    if group.dep_ in ("ROOT", "conj", "ccomp", "advcl", "relcl") and source is None and understood is None:
        return
    content = _refused(verb)
    if not content and verb.lemma_ not in words.alone:
        return
    first = min((negation(group) or group).i, group.i)
    last = max(verb.i, first)
    content = content or [(verb.i, verb.i + 1)]
    tokens = [i for i in range(first, last + 1) if not any(a <= i < b for a, b in content)]
    yield Saying(
        trigger=verb,
        cue=runs(tokens) or [(verb.i, verb.i + 1)],
        content=content,
        stance=Stance.WITHHOLDS,
        manner="decline",
        source=source,
        understood=understood,
        narrated=True,
        rule="refusal",
        verb=group,
    )


def _refusing(verb: Token) -> Token | None:
    """The verb that carries the refusal: itself when negated, or "declined", "refused", "was unable"."""
    if negation(verb) is not None and not is_passive(verb):
        return verb
    if verb.dep_ == "xcomp" and (verb.head.lemma_ in ("decline", "refuse") or verb.head.lemma_ == "unable"):
        return verb.head if verb.head.lemma_ != "unable" else verb.head.head
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "able" and negation(verb.head.head) is not None:
        return verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return verb
    return None


def _refused(verb: Token) -> list[Range]:
    """What the refusal is about."""
    doc = verb.doc
    last_conj = verb
    for c in kids(verb, "conj"):
        if c.pos_ == "VERB" and lexicon().verbs.get(c.lemma_) and negation(c) is not None:
            last_conj = c
    for host in (last_conj, verb):
        for c in host.children:
            if (
                c.i > host.i
                and c.dep_ in ("ccomp", "xcomp", "dobj", "advcl")
                and (c.dep_ != "advcl" or marked(c, "if", "whether"))
            ):
                if c.dep_ == "dobj" and c.lemma_ in lexicon().details:
                    c = next((g for p in kids(c, "prep") for g in [child(p, "pobj", "pcomp")] if g is not None), c)
                a, b = min(subtree(c)), max(subtree(c)) + 1
                cut = contents._body(doc, max(a, host.i + 1), b)
                if cut is not None:
                    return [cut]
        for p in kids(host, "prep"):
            inner = child(p, "pobj", "pcomp")
            if p.lower_ in ("on", "to", "about", "for") and inner is not None:
                cut = trim(doc, min(subtree(inner)), max(subtree(inner)) + 1)
                if cut is not None:
                    return [cut]
    return []


def by_agentless(verb: Token) -> Iterable[Saying]:
    """As in "is expected to rise", "were seen as a response", "is suspected of smuggling": nobody is named."""
    words = lexicon()
    if (
        verb.pos_ not in ("VERB", "AUX")
        or verb.lemma_ not in words.agentless | words.checked
        or not is_passive(verb)
        or child(verb, "agent")
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
    if comp is not None:
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
    elif negation(verb) is not None and verb.lemma_ in words.checked:
        content = _passive_content(verb)
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
    """As in "according to X", "in the words of X", "as reported by X"."""
    doc = word.doc
    if word.lower_ != "according" or word.i + 1 >= len(doc) or doc[word.i + 1].lower_ != "to":
        return
    to = doc[word.i + 1]
    source = (
        child(to, "pobj")
        or child(word, "pobj")
        or next((t for t in doc[word.i + 2 : word.sent.end] if t.dep_ == "pobj"), None)
    )
    if source is None:
        return
    phrase = subtree(word) | subtree(to) | subtree(source)
    content = _around(word, phrase, word.head)
    if content:
        yield Saying(
            trigger=word,
            cue=[(word.i, to.i + 1)],
            content=content,
            stance=Stance.AFFIRMS,
            manner="according",
            source=source,
            rule="according",
        )


def _around(word: Token, phrase: set[int], host: Token) -> list[Range]:
    """The clause that a parenthetical phrase is about: what hangs from the verb it hangs from."""
    doc, sent = word.doc, word.sent
    start, end = min(phrase), max(phrase) + 1
    if all(t.is_punct or t.is_space for t in doc[sent.start : start]):
        cut = trim(doc, end, sent.end)
        return [cut] if cut is not None else []
    left = trim(doc, sent.start, start)
    while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
        host = host.head
    if host.dep_ in ("ccomp", "advcl", "relcl", "conj") and min(subtree(host)) > sent.start and host.dep_ != "ccomp":
        left = trim(doc, max(sent.start, min(subtree(host))), start)
    return [left] if left is not None else []


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


def _hosts(verb: Token) -> Iterable[Token]:
    token = verb
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token


def by_noun(noun: Token) -> Iterable[Saying]:
    """As in "warnings of a strike", "the ministry's announcement that", "criticism from"."""
    words = lexicon()
    stance = words.nouns.get(noun.lemma_.lower())
    if noun.pos_ != "NOUN" or stance is None:
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
    prep = next((c for c in kids(noun, "prep") if c.i == noun.i + 1 and c.lower_ in words.noun_prepositions), None)
    inner = clause if clause is not None else (child(prep, "pobj", "pcomp") if prep is not None else None)
    if inner is None or (clause is None and noun.lemma_.lower() in words.clause_nouns) or own_subject(noun) is not None:
        return
    cut = contents._body(doc, max(min(subtree(inner)), noun.i + 1), max(subtree(inner)) + 1)
    if cut is None:
        return
    cue = [noun.i] + ([prep.i] if prep is not None and clause is None else [])
    owner = child(noun, "poss")
    by = next((child(c, "pobj") for c in kids(noun, "prep", "agent") if c.lower_ in words.noun_by), None)
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


RULES: tuple[Rule, ...] = (by_refusal, by_verb, by_agentless, by_adverb, by_according, by_citing, by_noun)


def find(doc: Doc) -> list[Saying]:
    """Every saying of a text, in order; a refusal rules out the plain reading of the same verb."""
    out: list[Saying] = []
    for token in doc:
        if token.is_punct or token.is_space:
            continue
        for rule in RULES:
            found = list(rule(token))
            out.extend(found)
            if found and rule is not by_adverb:
                break
    refused = {s.verb.i for s in out if s.rule == "refusal" and s.verb is not None}
    return [s for s in out if s.rule == "refusal" or s.verb is None or s.verb.i not in refused]
