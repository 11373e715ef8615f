"""The attribute ruler of a spaCy pipeline, made quick: what its patterns give a token is found once for each kind.

A ruler tries each of its hundreds of patterns on every token, a tenth of the time of a small model. Most look at one
token alone, and at few things in it, so that tokens alike in these are given the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

SEEN = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
"""What a pattern of a single token may look at to be remembered."""
SETS = frozenset({"IN", "NOT_IN"})


class Remembering:
    """Stands for the matcher of a ruler, with the same matches."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._words: set[int] = set()
        """Lower-case words that patterns of one token name; all others are alike to them."""
        self._known: dict[tuple[int, int, int, bool], tuple[int, ...]] = {}
        matcher = type(ruler.matcher)
        self._single, self._wider = matcher(ruler.vocab), matcher(ruler.vocab)
        for number in range(len(ruler.attrs)):
            for pattern in ruler.matcher.get(str(number))[1]:
                alone = _is_single(pattern)
                (self._single if alone else self._wider).add(str(number), [pattern])
                if alone:
                    self._words.update(ruler.vocab.strings.add(word) for word in _words(pattern[0]))

    def __call__(self, doc: Doc, **options: Any) -> list[tuple[int, int, int]]:
        """Match id, first token and end of every match; ``options`` are those of spaCy's matcher."""
        found: list[tuple[int, int, int]] = list(self._wider(doc, **options))
        for i, token in enumerate(doc):
            found += [(match, i, i + 1) for match in self._of(token, options)]
        return found

    def _of(self, token: Token, options: dict[str, Any]) -> tuple[int, ...]:
        word = token.lower if token.lower in self._words else 0
        kind = (word, token.tag, token.dep, token.is_space)
        if kind not in self._known:
            alone = self._single(token.doc[token.i : token.i + 1], **options)
            self._known[kind] = tuple(match for match, _start, _end in alone)
        return self._known[kind]


def _is_single(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern looks at one token, and only at what is remembered."""
    return (
        len(pattern) == 1
        and pattern[0].keys() <= SEEN
        and all(isinstance(v, str | bool) or (isinstance(v, dict) and v.keys() <= SETS) for v in pattern[0].values())
    )


def _words(looks: dict[str, Any]) -> list[str]:
    """The lower-case words that a pattern of one token names."""
    lower = looks.get("LOWER", [])
    return [lower] if isinstance(lower, str) else [w for words in lower.values() for w in words] if lower else []
