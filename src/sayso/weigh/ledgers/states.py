"""What statements say about the state of things: the embassy closed, the harbour reopened, the curfew was lifted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sayso.records import Argument, Report, Statement, Where, sortable
from sayso.terms import Phase, Polarity, Sense, Stance
from sayso.weigh.language import things
from sayso.weigh.language.fates import fates
from sayso.weigh.language.things import Atlas, Thing

_NEAR = 400
"""Characters between two sentences beyond which "it" is no longer what was named before."""


@dataclass(frozen=True)
class Holding:
    """One statement that a thing is or will be in a state."""

    thing: Thing
    attribute: str
    value: str
    phase: Phase
    statement: Statement

    @property
    def returns(self) -> bool:
        """Whether the words say that the thing was in the state before ("reopened", "again")."""
        words = {*self.statement.predicate.split()[:1], *re.findall(r"[a-z]+", self.statement.content.lower())}
        return bool(words.intersection(things.table()["words"]["returning"]))


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[tuple[str, str]]]:
    """Verb, noun or adjective -> (attribute, state)."""
    out: dict[str, list[tuple[str, str]]] = {}
    table = things.table()
    for family in table["family"]:
        for state, words in family["states"].items():
            for word in dict.fromkeys(words):
                out.setdefault(word, []).append((family["attribute"], state))
        for mood in ("resumed", "suspended"):
            for word in table["words"][mood] if mood in family else ():
                pair = (family["attribute"], family[mood])
                if pair not in out.setdefault(word, []):
                    out[word].append(pair)
    return out


@lru_cache(maxsize=1)
def _families() -> dict[str, dict[str, Any]]:
    return {family["attribute"]: family for family in things.table()["family"]}


def holdings(
    statements: Iterable[Statement], reports: Mapping[str, Report], places: Iterable[Where] = ()
) -> list[Holding]:
    """Every state that statements tell of, bare mentions resolved; ordered by publication and place in the text."""
    ordered = sorted(
        statements, key=lambda s: (*_known(reports[s.report]), s.report, s.sentence.start, s.spans[0].start)
    )
    atlas = Atlas([*places, *(w for s in ordered for w in s.where)])
    raw = [h for s in ordered for h in _in_statement(s, atlas)]
    told = [Holding(thing, attribute, value, s.phase, s) for s, thing, attribute, value in fates(ordered, atlas)]
    return [*_resolved(raw, atlas, reports), *told]


def _known(report: Report) -> tuple[bool, str]:
    at = report.published or report.retrieved
    return at is None, sortable(at)


def _in_statement(s: Statement, atlas: Atlas) -> list[Holding]:
    if s.stance in (Stance.WITHHOLDS, Stance.URGES) or s.phase == Phase.HYPOTHETICAL:
        return []
    out = []
    for attribute, state in _told(s):
        family = _families()[attribute]
        value = state
        if s.polarity == Polarity.NEGATIVE or s.stance == Stance.DENIES:
            others = [v for v in family["states"] if v != state]
            value = others[0] if len(others) == 1 else f"not {state}"
        for thing in _things(s, family, atlas):
            out.append(Holding(thing, attribute, value, s.phase, s))
        if out:
            break
    return out


def _told(s: Statement) -> list[tuple[str, str]]:
    """States that the predicate tells, or the complement of a carrying verb ("remained open", "chose to close")."""
    lexicon = _lexicon()
    predicate = s.predicate.lower()
    for form in (predicate, predicate.split()[0] if predicate else ""):
        if form in lexicon:
            return lexicon[form]
    words = predicate.split()
    if words and words[0] in things.table()["words"]["carriers"]:
        said = [*words[1:], *re.findall(r"[a-z-]+", s.content.lower())]
        return next((lexicon[w] for w in said if w in lexicon and w not in ("be", "hold", "run", "free")), [])
    return []


def _things(s: Statement, family: Mapping[str, Any], atlas: Atlas) -> list[Thing]:
    """The things in the state: the object where it is one, else the subject; a stand-in or pronoun is bare."""
    kinds = family["things"]
    by_role = {a.role: a for a in reversed(s.arguments)}
    speaker = s.attributions[-1].source.name if s.attributions else ""
    possessor = (
        re.sub(r"^the ", "", by_role["subject"].text, flags=re.IGNORECASE) if "subject" in by_role else s.subject
    )
    other_object = "object" in by_role and not _stands_in(by_role["object"])
    for role in ("object", "subject", "of"):
        argument = by_role.get(role)
        if argument is None or (role == "object" and _stands_in(argument)) or (role == "subject" and other_object):
            continue
        texts = _texts(s, argument, role)
        if things.pronoun(argument.text) or re.fullmatch(r"(?:the )?\w+", argument.text.strip(), re.IGNORECASE):
            texts.append(speaker)
        named = [(t, kind) for t in texts if (kind := things.kind_in(t, kinds))]
        owner = s.subject if things.pronoun(possessor) else possessor
        told = [things.of_phrase(text, kind, atlas, owner) for text, kind in named]
        found = next((ts for ts in told if any(not t.bare for t in ts)), told[-1] if told else None)
        if found is not None:
            return [_placed(t, s, atlas) if t.bare and t.kind in _SPREAD else t for t in found]
    return _bare(s, by_role, kinds, atlas)


def _placed(thing: Thing, s: Statement, atlas: Atlas) -> Thing:
    """A service with the one place that its statement names: power has no name but that of the town it serves."""
    told = {atlas.place(w.span.exact): w.span.exact for w in s.where if w.sense == Sense.LOCATION}
    bound = [a for a in s.arguments if a.role in _SERVED and (a.entity or _NAMED.search(a.text))]
    for a in bound if not told else ():
        name = a.entity or _NAMED.findall(a.text)[-1]
        told[atlas.place(name)] = name
    if len(told) != 1:
        return thing
    ((place, printed),) = told.items()
    return replace(thing, place=place, printed=f"{thing.kind} in {printed}")


_SERVED = ("in", "to", "at", "across", "for")
_NAMED = re.compile(r"(?<!^)\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")


_SPREAD = frozenset(next(f["things"] for f in things.table()["family"] if f["attribute"] == "running or stopped"))
"""Services, which are everywhere at once."""


def _texts(s: Statement, argument: Argument, role: str) -> list[str]:
    """How a participant may be spelled out, the most telling first."""
    resolved = s.subject if role == "subject" else s.object if role == "object" else ""
    whole = _before_verb(s.content, s.predicate) if s.content.startswith(argument.text) else ""
    joined = " and " in whole.removeprefix(argument.text)
    texts = [whole, argument.text] if joined else [argument.text, whole]
    return [t for t in dict.fromkeys([*texts, resolved, argument.entity]) if t and not things.pronoun(t)]


def _before_verb(content: str, predicate: str) -> str:
    """The subject with all that is joined to it: what stands before the verb."""
    stem = predicate.split()[0][:4] if predicate.split() else ""
    found = re.search(rf"\b{re.escape(stem)}", content)
    return _AUXILIARY.sub("", content[: found.start()]).strip(" ,") if stem and found else ""


_AUXILIARY = re.compile(
    r"(?:\s+(?:will|would|has|have|had|was|were|is|are|be|been|not|never|also|again|yet|still|\w+ly))+\s*$"
)


def _bare(s: Statement, by_role: Mapping[str, Argument], kinds: Sequence[str], atlas: Atlas) -> list[Thing]:
    """A mention by pronoun or stand-in: of a mission where its owner is a country, else of the last thing named."""
    subject = by_role.get("subject")
    obj = by_role.get("object")
    if subject is None or not (_stands_in(obj) if obj else things.pronoun(subject.text)):
        return []
    if (owner := atlas.country(s.subject)) and "embassy" in kinds:
        return [Thing("", owner, "", "")]
    return [Thing("", "", "", "")] if things.pronoun(subject.text) else []


def _stands_in(argument: Argument) -> bool:
    return things.singular(argument.head) in things.table()["words"]["stand_ins"]


def _resolved(raw: Sequence[Holding], atlas: Atlas, reports: Mapping[str, Report]) -> list[Holding]:
    """Bare mentions given the identity of what they stand for; what stays unknown is dropped."""
    known: dict[tuple[str, str], list[Thing]] = {}
    for h in raw:
        if h.thing.kind and not h.thing.bare:
            heap = known.setdefault((h.attribute, h.thing.kind), [])
            at = next((i for i, t in enumerate(heap) if t.fits(h.thing)), None)
            if at is None:
                heap.append(h.thing)
            else:
                heap[at] = heap[at].joined(h.thing)
    out: list[Holding] = []
    last: dict[tuple[str, str, str], Holding] = {}
    for h in raw:
        thing: Thing | None = h.thing
        if h.thing.kind and h.thing.bare:
            text = reports[h.statement.report].text
            thing = things.named_before(text, h.thing.kind, atlas, h.statement.spans[0].start)
        thing = _identify(replace(h, thing=thing or h.thing), known, last)
        if thing is None:
            continue
        found = replace(h, thing=thing)
        out.append(found)
        last[h.statement.report, h.attribute, thing.kind] = found
        last[h.statement.report, h.attribute, ""] = found
    return out


def _identify(
    h: Holding, known: Mapping[tuple[str, str], Sequence[Thing]], last: Mapping[tuple[str, str, str], Holding]
) -> Thing | None:
    """The one thing that a mention can be; None where several remain or nothing is known of it."""
    thing, report = h.thing, h.statement.report
    before = last.get((report, h.attribute, thing.kind))
    near = before is not None and abs(h.statement.sentence.start - before.statement.sentence.start) < _NEAR
    if not thing.kind and thing.owner:
        missions = [t for kind in sorted(things.MISSIONS) for t in known.get((h.attribute, kind), ())]
        same = [t for t in missions if t.owner == thing.owner]
        return same[0] if len(same) == 1 else None
    if not thing.kind:
        return before.thing if before and near else None
    if thing.bare:
        only = known.get((h.attribute, thing.kind), ())
        return before.thing if before else only[0] if len(only) == 1 else None
    same = [t for t in known.get((h.attribute, thing.kind), ()) if t.fits(thing)]
    if len(same) == 1:
        return same[0]
    exact = [t for t in same if t.owner == thing.owner]
    return exact[0] if len(exact) == 1 and thing.owner else None
