"""Sayings told by a verb with its speaker: who speaks, with what stance, and which words are the cue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.read.attribution import contents, sources
from sayso.read.attribution.control import understood_subject
from sayso.read.attribution.saying import Saying, around
from sayso.read.lexicon.cues import Manner, auxiliaries, lexicon, match
from sayso.read.lexicon.nominals import nominals
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
    from spacy.tokens import Token


def speaker(verb: Token) -> tuple[Token | None, Token | None]:
    """Head of the printed source and of the understood one; a relative pronoun gives its noun."""
    agent = child(verb, "agent")
    if agent is not None and quoting(verb) is None:
        return child(agent, "pobj"), None
    subject = own_subject(verb)
    if subject is None and verb.dep_ == "ROOT" and any(t.text in QUOTES for t in verb.doc[max(0, verb.i - 2) : verb.i]):
        return child(verb, "dobj", "attr"), None
    if subject is not None and (subject.dep_ == "nsubj" or not is_passive(verb)):
        return antecedent_of_relative(subject), None
    if subject is not None:
        return None, None
    quoted = quoting(verb)
    if quoted is not None:
        return (own_subject(quoted) if is_passive(quoted) else child(quoted, "dobj")), None
    if verb.dep_ == "xcomp":
        own = understood_subject(verb)
        return own, None
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        return None, understood_subject(verb.head.head)
    above = _outer_saying(verb)
    return None, understood_subject(above if above is not None else verb)


def quoting(verb: Token) -> Token | None:
    """The verb that passes on a saying: in "quoted the mayor as saying" it is "quoted"."""
    above = verb.head.head
    return above if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and above.lemma_ in ("quote", "cite") else None


def passes_on(verb: Token) -> Token | None:
    """The saying that a verb passes on, seen from that verb: "saying" in "quoted the mayor as saying"."""
    return next((v for p in kids(verb, "prep") for v in kids(p, "pcomp") if quoting(v) is not None), None)


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
        or (not is_passive(verb) and verb.i + 1 < len(verb.doc) and _is_thought_of(verb))
        or (verb.lemma_ in ("cite", "quote") and (verb.tag_ == "VBG" or verb.dep_ == "relcl" or passes_on(verb)))
    ):
        return
    source, understood = speaker(verb)
    manners = tuple(
        m
        for m in manners
        if _may_speak(m, source, understood)
        and not _acts_on(verb, m)
        and not (m.name == "decline" and _will_not_act(verb))
    )
    if not manners or (source is None and understood is None and verb.dep_ not in ("ROOT", "parataxis")):
        return
    passive = is_passive(verb)
    for manner in manners:
        content = passive_content(verb) if passive else contents.of_verb(verb, manner, cue, source)
        if not content and manner.stance is Stance.DENIES:
            content = contents.denied_before(verb)
        if not content and _is_aside(verb) and manner.takes & {"clause", "quote"}:
            content = around(verb, subtree(verb), verb.head)
        if not content:
            continue
        stance = stance_of(verb, manner)
        narrated = _is_noun(verb, manner, content)
        if stance is None or (narrated and _shows(cue) and source is not None and not _can_act(source)):
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
                narrated=narrated,
                rule="verb",
                verb=verb,
            )
        return
    spoken = [m for m in manners if m.takes & {"clause"} or m.name == "speak"]
    if spoken and not passive and not (verb.dep_ == "advcl" and verb.i < verb.head.i):
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


def by_figure(verb: Token) -> Iterable[Saying]:
    """As in "police put the number of victims at 19", "the agency put the risk as high"."""
    thing, subject = child(verb, "dobj"), own_subject(verb)
    if (
        verb.lemma_ not in lexicon().rating
        or verb.pos_ != "VERB"
        or thing is None
        or subject is None
        or is_passive(verb)
    ):
        return
    source = antecedent_of_relative(subject)
    led = next((p for p in (*kids(verb, "prep"), *kids(thing, "prep")) if p.i > thing.i and _rates(p)), None)
    cut = trim(verb.doc, thing.left_edge.i, led.right_edge.i + 1) if led is not None else None
    if cut is not None and sources.speaks_surely(source):
        yield Saying(
            trigger=verb,
            cue=cue_ranges(verb, (verb,)),
            content=[cut],
            stance=Stance.AFFIRMS,
            manner="rate",
            source=source,
            narrated=True,
            rule="verb",
            verb=verb,
        )


def _rates(prep: Token) -> bool:
    """Whether a preposition leads to a figure or a rank: "at 19", "as high"; "at risk" tells of neither."""
    if prep.lower_ == "as":
        return child(prep, "amod", "acomp", "pcomp") is not None
    return prep.lower_ == "at" and any(t.like_num for t in prep.subtree)


def _shows(cue: tuple[Token, ...]) -> bool:
    return " ".join((cue[0].lemma_, *(t.lower_ for t in cue[1:]))) in lexicon().showing


def _can_act(source: Token) -> bool:
    """Whether the subject of a narrated act can act: "the standoff underscored the risk" attributes nothing."""
    return any(sources.speaks_surely(t) for t in (source, *source.conjuncts))


def _is_aside(verb: Token) -> bool:
    """Whether a cue stands in a clause that tells who says the clause above it: "as the mayor put it"."""
    return verb.dep_ == "advcl" and marked(verb, "as") and child(verb, "ccomp", "xcomp") is None


def _apart(source: Token | None) -> list[Token | None]:
    """Coordinated persons, each of them a source; any other source is one."""
    if source is None or source.ent_type_ != "PERSON":
        return [source]
    return [source, *(c for c in source.conjuncts if c.ent_type_ == "PERSON")]


def _may_speak(manner: Manner, source: Token | None, understood: Token | None) -> bool:
    """Whether the subject of a cue can be its source; "we say" attributes nothing, but "we deny" is a denial."""
    head = source if source is not None else understood
    if head is None:
        return True
    if head.lower_ in ("i", "we", "you", "me", "us"):
        return head.lower_ in ("i", "we") and manner.stance in (Stance.DENIES, Stance.WITHHOLDS)
    if manner.name == "find":
        return sources.finds(head)
    told = source is not None or any(c.head.lemma_ in lexicon().verbs for c in [head] if c.dep_ == "nsubj")
    return sources.speaks(head) if told else sources.speaks_surely(head)


def _acts_on(verb: Token, manner: Manner) -> bool:
    """Whether a verb of doubt or denial tells a deed: "questioned the crew", "denied him bail", "dismissed him"."""
    thing = child(verb, "dobj")
    if thing is None or child(verb, "ccomp") is not None:
        return False
    if manner.name == "doubt":
        return sources.speaks_surely(thing)
    if manner.name == "reject" and sources.is_person(thing):
        return True
    return manner.stance is Stance.DENIES and (
        child(verb, "dative") is not None or (thing.lemma_ in lexicon().granted and manner.name == "deny")
    )


def _will_not_act(verb: Token) -> bool:
    """Whether what is refused is a deed and no word: "refused to leave" withholds nothing."""
    act = child(verb, "xcomp")
    return act is not None and not is_passive(act) and not match(act)[0] and act.lemma_ not in lexicon().withheld


def _is_thought_of(verb: Token) -> bool:
    """Whether a verb of opinion is a participle told of the noun before it: "men suspected to be bandits"."""
    return verb.lemma_ in lexicon().raising and verb.tag_ in ("VBN", "VBD") and verb.nbor().lower_ == "to"


def passive_content(verb: Token) -> list[Range]:
    """What a passive cue attributes: its subject, or the clause beside it ("as reported by X")."""
    subject = own_subject(verb)
    if any(c.lower_ == "as" for c in verb.children):
        return around(verb, subtree(verb), verb.head)
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
    doc = verb.doc
    if verb.i + 2 < len(doc) and doc[verb.i + 1].lower_ == "as" and doc[verb.i + 2].lemma_.lower() in nominals().false:
        tokens |= {verb.i + 1, verb.i + 2}
    quoted = quoting(verb)
    if quoted is not None:
        tokens |= {verb.head.i, quoted.i} | ({quoted.i - 1} if is_passive(quoted) else set())
    return runs(tokens)
