"""Who holds which office: one man told as head of two bodies, or two people told as mayor of one town."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.records import Name, Span, Statement
from sayso.spans import contains
from sayso.terms import ConflictClass, ConflictKind, NameKind
from sayso.weigh.differences.found import Found
from sayso.weigh.differences.material import Material
from sayso.weigh.language.lexicon import words
from sayso.weigh.language.words import fold, terms, tokens

MOST = 60
"""Holders that are compared with one another, so that large stories stay bounded."""
BESIDE = 120
"""Characters around a mention in which the office is printed with it."""


@dataclass(frozen=True)
class _Held:
    """One person with one office, as one report prints it."""

    person: str
    """Key of the person across reports."""
    name: Name
    title: str
    rank: str
    """The noun of the office: mayor, head."""
    of: frozenset[str]
    """Content words of what it is the office of, countries left out."""


def offices(m: Material) -> Iterator[Found]:
    """Two offices of one person, or two holders of one office; each once, where a statement stands beside each.

    The statements are those beside the names: what they tell is not in doubt, so the difference is one of scope.
    """
    held = [h for n in m.names if n.kind == NameKind.PERSON for h in _offices(m, n)][:MOST]
    seen: set[frozenset[str]] = set()
    for a, b in combinations(held, 2):
        one = _one_man_two_bodies(a, b) or _one_office_two_men(a, b)
        key = frozenset((a.person, b.person, fold(a.title), fold(b.title)))
        if not one or key in seen:
            continue
        left, right = _beside(m, a), _beside(m, b)
        if left is not None and right is not None and left.id != right.id:
            seen.add(key)
            why = f"{a.name.canonical}, {a.title}, against {b.name.canonical}, {b.title}"
            yield Found(ConflictKind.WHO, ConflictClass.SCOPE, left, right, why)


def _offices(m: Material, name: Name) -> Iterator[_Held]:
    report = name.mentions[0].span.report if name.mentions else ""
    for title in name.titles:
        said = tokens(title)
        ranks = [w for w in said if w in words("office")]
        if report and ranks and not set(said) & words("not_in_office"):
            key = m.identity.key(report, name.canonical) if m.identity else name.canonical
            lands = {t for w in fold(title).split() if m.atlas.exact(w) for t in terms(w)}
            rest = frozenset(terms(title)) - set(terms(ranks[-1])) - lands - {"local", "new"}
            yield _Held(key, name, title, ranks[-1], rest)


def _one_man_two_bodies(a: _Held, b: _Held) -> bool:
    """One rank, and what it is of has no word in common ("head of the water board", "head of the harbour")."""
    return a.person == b.person and a.rank == b.rank and bool(a.of and b.of) and not a.of & b.of


def _one_office_two_men(a: _Held, b: _Held) -> bool:
    same = a.rank == b.rank and a.of == b.of and bool(a.of)
    apart = a.person != b.person and not set(fold(a.name.canonical).split()) & set(fold(b.name.canonical).split())
    return same and apart and a.rank in words("single_office")


def _beside(m: Material, held: _Held) -> Statement | None:
    """The statement in whose sentence the person is named with the office: theirs or about them, if any."""
    found = []
    for mention in held.name.mentions:
        span = mention.span
        text = m.reports[span.report].text
        around = fold(text[max(0, span.start - BESIDE) : span.end + BESIDE])
        if not set(terms(held.title)) <= set(terms(around)):
            continue
        found += [
            (not _concerns(s, held, span), span.start, len(s.content), s.id, s)
            for s in m.told_in.get(span.report, ())
            if s.sentence.start <= span.start < s.sentence.end
        ]
    return min(found, key=lambda x: x[:4])[4] if found else None


def _concerns(s: Statement, held: _Held, mention: Span) -> bool:
    """Whether a statement is the person's own or prints that mention of them."""
    own = any(a.source.name in (held.name.canonical, *held.name.aliases) for a in s.attributions)
    return own or any(contains(part, mention) for part in s.spans)
