"""Links inside a report: which statement a denial, a refusal to confirm or "this is fake" points at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import msgspec

from sayso.read.lexicon.nominals import nominals
from sayso.records import Statement
from sayso.terms import Polarity, SourceKind, Stance

DISSENT = (Stance.DENIES, Stance.WITHHOLDS, Stance.DOUBTS)
BACK = 14
"""How many statements a link looks back."""
LEAST = 0.34
"""Share of a denial's own content words that the statement it is about must hold."""
SUMMED = 0.6
"""What it counts that the noun of a denial sums a statement up ("the decision": what was decided)."""

STEM = 5
"""Letters that a name and its adjective have in common (Veldria, Veldrian)."""
_CAPITAL = re.compile(r"\b[A-Z][\w.]*[^\W.]")


def link(ordered: Sequence[Statement], words: dict[str, frozenset[str]]) -> list[Statement]:
    """The statements in order, ``about`` filled in. ``words`` gives the content lemmas of each statement by id."""
    out: list[Statement] = []
    for n, s in enumerate(ordered):
        if s.stance in DISSENT or calls_false(s):
            found = _about(s, [p for p in out[max(0, n - BACK) :] if p.id != s.id], words)
            if found:
                s = msgspec.structs.replace(s, about=found)
        out.append(s)
    return out


def calls_false(s: Statement) -> bool:
    """Whether a statement says of something that it is fake or not so."""
    if s.polarity is Polarity.NEGATIVE:
        return s.predicate in nominals().denied
    if s.predicate in nominals().made_up:
        return not s.subject
    return s.predicate.startswith("be ") and s.predicate[3:] in nominals().false


def _about(s: Statement, before: Sequence[Statement], words: dict[str, frozenset[str]]) -> str:
    """Id of the earlier statement that a dissenting one points at; empty where none is plain."""
    subject, thing = (next((a.head for a in s.arguments if a.role == role), "") for role in ("subject", "object"))
    if calls_false(s):
        summed = any(_sums_up(word) for word in (*s.subject.lower().split(), *s.content.lower().split()[-2:]))
        return (_saying(s, before) if summed else "") or _said_in(s, before) or _named(s, before, words)
    if s.found_by == "saying" and _sums_up(thing):
        return _saying(s, before)
    own = words[s.id] - {"", subject if _is_speaker(s) else ""} - nominals().pronouns
    if s.found_by == "saying" and not own:
        return _asked(s, before) or _saying(s, before)
    return _named(s, before, words)


def _is_speaker(s: Statement) -> bool:
    """Whether the subject is who denies ("they denied it"), and nothing in what is denied ("that it was a bomb")."""
    subject = next((a for a in s.arguments if a.role == "subject"), None)
    if subject is None or not s.attributions or subject.head in nominals().pronouns:
        return True
    told, who = s.attributions[-1].content, s.attributions[-1].source.name
    inside = any(c.start <= subject.span.start and subject.span.end <= c.end for c in told)
    return not inside or who in (subject.entity, subject.text)


def _sums_up(noun: str) -> bool:
    """Whether a noun stands for what was said ("the report", "these claims")."""
    return "say" in nominals().kin.get(noun.removesuffix("s"), ())


def _said_in(s: Statement, before: Sequence[Statement]) -> str:
    """What the very thing that is called fake was last said to say ("a message ordered people to leave")."""
    noun = (s.subject or s.object).lower().split()[-1:]
    told = [p for p in before if p.attributions and p.attributions[-1].source.kind is SourceKind.DOCUMENT]
    return next((p.id for p in reversed(told) if noun == [_head(p.attributions[-1].source.name)]), "")


def _head(name: str) -> str:
    """Head noun of a printed source ("a message on phones": message)."""
    words = name.lower().split()
    end = next(
        (n for n, w in enumerate(words) if n and w in ("that", "which", "in", "on", "by", "from", "of")), len(words)
    )
    return words[end - 1] if words else ""


def _asked(s: Statement, before: Sequence[Statement]) -> str:
    """What a speaker was asked in the same sentence ("Asked whether P, she would not confirm it")."""
    return next((p.id for p in reversed(before) if p.sentence == s.sentence and p.predicate == "ask"), "")


def _saying(s: Statement, before: Sequence[Statement]) -> str:
    """What somebody else was said to say.

    First of the one who is named ("the Courier's report"), then what concerns whoever dissents, nearest first, then
    what another's refusal right before is about, then what was said last.
    """
    mine = {n for a in s.attributions[-1:] for n in (a.source.name, a.source.speaks_for) if n}
    told = [p for p in before if p.spans[-1].end <= s.spans[0].start and not _same_voice(p, s)]
    plain = [p for p in told if p.stance is Stance.AFFIRMS and not calls_false(p)]
    other = set(s.entities) - mine
    named = [
        p for p in plain if other and (other & {a.source.name for a in p.attributions} or other <= set(p.entities))
    ]
    concerned = [p for p in plain if _relays(p) and _concerns(p, mine)]
    passed = [p for p in told[-3:] if p.about and p.stance in DISSENT]
    said = [p for p in plain if p.attributions]
    for found in (named, concerned, passed, said, plain):
        if found:
            return found[-1].about or found[-1].id
    return ""


def _relays(s: Statement) -> bool:
    """Whether a statement passes on what was said: on somebody's word, or by a noun ("after a report that")."""
    return bool(s.attributions) or any(_sums_up(word) for word in s.content.lower().split())


def _concerns(s: Statement, who: set[str]) -> bool:
    """Whether a statement speaks of somebody, by name, by country, or by the adjective of a name."""
    told = f"{s.subject} {s.content}"
    if who & set(s.entities) or any(_countries(name) & _countries(told) for name in who):
        return True
    owners = {words[0][:STEM] for name in who if (words := _CAPITAL.findall(name)) and len(words[0]) > STEM}
    return any(word[:STEM] in owners for word in _CAPITAL.findall(told))


@lru_cache(maxsize=10_000)
def _countries(text: str) -> frozenset[str]:
    """Codes of the countries that a text names, or whose adjectives it uses."""
    return frozenset(code for word in _CAPITAL.findall(text) if (code := _adjectives().get(word)))


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    """Name or adjective of a country, one word -> ISO code."""
    table = tomllib.loads(resources.files("sayso.data").joinpath("regions.toml").read_text(encoding="utf-8"))[
        "countries"
    ]
    return {
        name: code
        for code, row in table.items()
        for name in (*row.get("names", ()), *row.get("adjectives", ()))
        if " " not in name
    }


def _same_voice(p: Statement, s: Statement) -> bool:
    return (
        bool(p.attributions)
        and bool(s.attributions)
        and p.attributions[-1].source.name == s.attributions[-1].source.name
    )


def _voices(p: Statement) -> set[str]:
    return {a.source.name for a in p.attributions}


def _named(s: Statement, before: Sequence[Statement], words: dict[str, frozenset[str]]) -> str:
    """The nearest that shares most content words with what is denied, or that its noun sums up."""
    own = words[s.id]
    kin = {verb for word in own for verb in nominals().kin.get(word, ())}
    best, best_score = "", 0.0
    for back, other in enumerate(reversed(before)):
        if other.stance in DISSENT or calls_false(other) or (_same_voice(other, s) and not calls_false(s)):
            continue
        summed = SUMMED if other.predicate in kin or ("say" in kin and other.attributions) else 0.0
        if other.sentence == s.sentence and not (calls_false(s) or summed):
            continue
        shared = len(own & words[other.id]) / max(1, min(len(own), 6))
        score = shared + summed - 0.02 * back
        if score > best_score and max(shared, summed) >= LEAST:
            best, best_score = other.id, score
    return best
