"""What the parts of reading share: the tidied text of one report, its parse, and the way back to the original."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.records import Furniture, Name, Quantity, Report, Span, When, Where
from sayso.spans import OffsetMap, cut

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


@dataclass
class Page:
    """One report under reading. Each step adds its finds; every record's spans point into ``report.text``."""

    report: Report
    text: str
    """Tidied running text: furniture cut, quotation marks made straight; one character of it is one of the original."""
    offsets: OffsetMap
    doc: Doc
    """spaCy's parse of ``text``."""
    furniture: tuple[Furniture, ...] = ()
    tagger: bool = True
    """Whether the trained tagger may add to what the rules find."""
    times: tuple[When, ...] = ()
    places: tuple[Where, ...] = ()
    names: tuple[Name, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entity_at: dict[int, str] = field(default_factory=dict)
    """Token index -> canonical name it refers to (pronouns and resolved noun phrases too)."""
    antecedent_at: dict[int, int] = field(default_factory=dict)
    """Head of a pronoun or pointing phrase -> head of what it stands for, named or not ("he" -> "a port official")."""

    open_at: set[int] = field(default_factory=set)
    """Pronouns left open because several could be meant."""

    def span(self, start: int, end: int) -> Span:
        """The span of the original text under ``text[start:end]``."""
        return cut(self.report.id, self.report.text, *self.offsets.range(start, end))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Like :meth:`span`, but in pieces where furniture was cut out between."""
        return tuple(
            cut(self.report.id, self.report.text, a, b)
            for a, b in self.offsets.ranges(start, end)
            if self.report.text[a:b].strip()
        )

    def span_of(self, tokens: Tokens | Token) -> Span:
        """The span of the original text under some tokens of the parse."""
        start: int = getattr(tokens, "start_char" if hasattr(tokens, "start_char") else "idx")
        return self.span(start, start + len(tokens.text))
