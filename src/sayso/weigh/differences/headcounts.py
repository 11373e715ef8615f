"""How many there were, where nothing befell those counted: one gunman or two, one blast or several, people aboard."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

from sayso.records import Quantity, Statement
from sayso.terms import Bound, ConflictClass, ConflictKind, Phase, Polarity, Stance, Verdict
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.happened.focus import apart, days_apart
from sayso.weigh.language.counting import attackers as attacking
from sayso.weigh.language.views import ASIDE
from sayso.weigh.language.words import listed, terms, tokens
from sayso.weigh.matching.vetoes_of_figures import agree
from sayso.weigh.propositions import number

MOST = 60
"""Statements of one group that are compared with one another; the earliest, to bound large stories."""
SHARED = 3
"""Content words, beside the noun, from which two statements tell one happening."""
ONE_MATTER = 0.36
"""Score of the judge from which two head counts are of one group."""


MOST_IN_WORDS = 12
"""So many are compared as one or several; larger numbers by their size."""
NUMBERS = r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
"""Numbers as printed; of more than a dozen attackers or blasts nobody is sure."""


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Group -> one of it, several of it, with the word or number before."""
    raw = tomllib.loads(files("sayso.data").joinpath("counts.toml").read_text(encoding="utf-8"))["groups"]
    out = {}
    for name, nouns in raw.items():
        ones, many = ("|".join(sorted(words, key=len, reverse=True)) for words in (nouns["one"], nouns["many"]))
        before = r"\b(a|an|the|one|lone|single|this|that)\s+(?:[a-z-]+\s+){0,2}?"
        number = rf"(?:\b({NUMBERS})\s+(?:[a-z-]+\s+){{0,2}}?)?"
        out[name] = (
            re.compile(rf"{before}(?:{ones})\b", re.IGNORECASE),
            re.compile(rf"{number}\b(?:{many})\b", re.IGNORECASE),
        )
    return out


def one_or_many(m: Material) -> Iterator[Found]:
    """One happening, told of one doer or blast by one report and of several, or of another number, by another."""
    for group in _groups():
        told = [(s, n) for s in m.ordered if _tells(s) and (n := _how_many(s, group))][:MOST]
        best: dict[frozenset[str], tuple[int, Found]] = {}
        for (a, mine), (b, theirs) in combinations(told, 2):
            shared = len(_rest(a, group) & _rest(b, group))
            key = frozenset((mine, theirs))
            least = 0 if _heard(a) and _heard(b) else SHARED
            if mine == theirs or a.report == b.report or shared < least or not _one_happening(m, a, b):
                continue
            if ("several" in key and not key & {"1", "one"}) or key == {"1", "one"}:
                continue
            if shared > best.get(key, (0,))[0]:
                cls = ConflictClass.SCOPE if key & {"1", "several"} else ConflictClass.CONFLICT
                why = f"how many {group}: {mine} against {theirs}"
                best[key] = shared, Found(ConflictKind.FIGURE, cls, a, b, why)
        yield from (found for _, found in best.values())


def _tells(s: Statement) -> bool:
    return s.stance == Stance.AFFIRMS and s.polarity == Polarity.POSITIVE and s.phase in (Phase.PAST, Phase.ONGOING)


def _how_many(s: Statement, group: str) -> str:
    """The number of a group that a statement tells: digits, one, 1 for "a", several; else empty."""
    one, many = _groups()[group]
    if _MORE.intersection(tokens(s.content)):
        return ""
    if found := many.search(s.content):
        said = terms(found.group(1) or "")
        return said[0] if said and said[0].isdigit() else "several"
    lone = one.search(s.content)
    return "" if lone is None else "one" if _ONLY.search(lone.group()) else "1"


_ONLY = re.compile(r"\b(?:one|lone|single|sole)\b", re.IGNORECASE)
_MORE = frozenset({"another", "second", "third", "other", "more", "further", "one of", "each", "some"})


def _heard(s: Statement) -> bool:
    """Whether a statement only tells that it happened: "there were two blasts", "a blast was heard"."""
    return s.found_by not in ASIDE and bool(listed("happening").intersection(s.predicate.split()[:1]))


def _rest(s: Statement, group: str) -> set[str]:
    one, many = _groups()[group]
    words = set(terms(f"{s.subject} {s.content}"))
    return words - {t for p in (one, many) for f in p.finditer(s.content) for t in terms(f.group())}


def _one_happening(m: Material, a: Statement, b: Statement) -> bool:
    return not days_apart(a.when, b.when) and not apart(m.foci.of(a), m.foci.of(b), m.foci)


# ----------------------------------------------------------------- attackers


def attackers(m: Material) -> Iterator[Found]:
    """How many attackers there were, by two figures that cannot both be; each pair of figures once."""
    told = [(s, q, n) for s in m.ordered if _tells(s) for q in s.quantities if _whole(q) and (n := number(q, ""))][
        :MOST
    ]
    seen: set[frozenset[str]] = set()
    for (a, p, mine), (b, q, theirs) in combinations(told, 2):
        key = frozenset((p.span.exact, q.span.exact))
        if a.report == b.report or agree(mine, theirs) or key in seen or not _one_happening(m, a, b):
            continue
        seen.add(key)
        why = f"how many attackers: {p.span.exact} against {q.span.exact}"
        yield Found(ConflictKind.FIGURE, ConflictClass.CONFLICT, a, b, why)


def _whole(q: Quantity) -> bool:
    """Whether a figure counts all the attackers, not those of them who were killed or caught."""
    few = q.value is not None and q.value <= MOST_IN_WORDS
    return not (q.role or q.of_which or few or attacking().isdisjoint(terms(q.of)[-1:]))


# --------------------------------------------------------------- head counts


def head_counts(m: Material) -> Iterator[Found]:
    """People in general counted by one report, one kind of them by another: "42 people", "35 passengers"."""
    for j in m.judgements:
        if j.score < ONE_MATTER or j.verdict == Verdict.DIFFERENT:
            continue
        a, b = m.statements.get(j.left), m.statements.get(j.right)
        if a is None or b is None or a.report == b.report or not _one_happening(m, a, b):
            continue
        x, y = _heads(a), _heads(b)
        if x is None or y is None or _general(x) == _general(y):
            continue
        whole, part = (x, y) if _general(x) else (y, x)
        mine, theirs = number(whole, ""), number(part, "")
        if mine is None or theirs is None or agree(mine, theirs):
            continue
        more = (theirs.value or 0) > (mine.value or 0) and whole.bound in (Bound.EXACT, Bound.AT_MOST)
        why = f"“{whole.span.exact} {whole.of}” against “{part.span.exact} {part.of}”"
        yield Found(ConflictKind.FIGURE, ConflictClass.CONFLICT if more else ConflictClass.SCOPE, a, b, why)


def _heads(s: Statement) -> Quantity | None:
    """The one figure of a statement that counts people to whom nothing is said to have happened."""
    found = [q for q in s.quantities if q.unit == "persons" and not q.role and not q.of_which and q.value]
    return found[0] if len(found) == 1 and _tells(s) else None


def _general(q: Quantity) -> bool:
    return bool(set(tokens(q.of)) & {"people", "persons", "souls", "aboard"})
