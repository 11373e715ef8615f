"""In which respects two statements of one passage differ: a table of typed comparisons, then the words themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from sayso.records import Statement
from sayso.terms import Certainty, Differing, Phase, Polarity, Sense
from sayso.weigh.language.synonyms import synonyms
from sayso.weigh.language.words import fold, poles, term, terms, tokens


def differs(old: Statement, new: Statement) -> tuple[Differing, ...]:
    """The respects in which a statement says something else than the one before; what is merely added does not count.

    Wording is looked at only where nothing else differs.
    """
    typed = tuple(respect for respect, other in _TYPED.items() if other(old, new))
    return typed or ((Differing.WORDING,) if _reworded(old, new) else ())


def matter(statement: Statement) -> frozenset[str]:
    """The content words of a statement in normal form, numbers left out."""
    return frozenset(w for w in terms(statement.content) if not w[:1].isdigit())


def _figure(old: Statement, new: Statement) -> bool:
    """Whether a number is gone while another came, or the same is bounded in another way."""
    had, has = _figures(old), _figures(new)
    return bool(had - has) and bool(has - had)


def _figures(s: Statement) -> Counter[tuple[object, ...]]:
    return Counter((q.value, q.low, q.high, q.bound) for q in s.quantities)


def _source(old: Statement, new: Statement) -> bool:
    return _speaker(old) != _speaker(new)


def _speaker(s: Statement) -> str:
    """The innermost source, folded; a fuller form of the same name counts as the same."""
    name = fold(s.attributions[-1].source.name) if s.attributions else ""
    return name.split()[-1] if name else ""


def _certainty(old: Statement, new: Statement) -> bool:
    return (old.certainty is Certainty.CERTAIN) != (new.certainty is Certainty.CERTAIN)


def _time(old: Statement, new: Statement) -> bool:
    """Whether another time is printed, or what was to come has come."""
    if (old.phase is Phase.FUTURE) != (new.phase is Phase.FUTURE):
        return True
    a, b = old.when, new.when
    return bool(a and b and a.value != b.value and a.span.exact.lower() != b.span.exact.lower())


def _place(old: Statement, new: Statement) -> bool:
    had, has = _places(old), _places(new)
    return bool(had - has) and bool(has - had)


def _places(s: Statement) -> frozenset[str]:
    return frozenset(fold(w.name) for w in s.where if w.sense is Sense.LOCATION)


_TYPED: dict[Differing, Callable[[Statement, Statement], bool]] = {
    Differing.FIGURE: _figure,
    Differing.POLARITY: lambda a, b: (a.polarity is Polarity.NEGATIVE) != (b.polarity is Polarity.NEGATIVE),
    Differing.STANCE: lambda a, b: a.stance is not b.stance,
    Differing.SOURCE: _source,
    Differing.CERTAINTY: _certainty,
    Differing.TIME: _time,
    Differing.PLACE: _place,
}


def _reworded(old: Statement, new: Statement) -> bool:
    """Whether a word that carries matter is gone, and none that says nearly the same stands anywhere in its place."""
    told = frozenset(terms(new.content)) | frozenset(terms(new.sentence.exact))
    lost = frozenset(terms(old.content)) - told
    if not lost:
        return False
    had, has = poles(frozenset(terms(old.content))), poles(frozenset(terms(new.content)))
    if any(has[axis].isdisjoint(found) for axis, found in had.items() if axis in has):
        return True
    near = _near(old.content, new.sentence.exact)
    return any(not near.get(word, {}).keys() & told for word in lost)


@lru_cache(maxsize=1_000)
def _near(old: str, new: str) -> dict[str, dict[str, float]]:
    """Words of two texts that say nearly the same, by their normal forms."""
    printed: dict[str, set[str]] = {}
    for word in (*tokens(old), *tokens(new)):
        printed.setdefault(term(word), set()).add(word)
    return synonyms(printed)
