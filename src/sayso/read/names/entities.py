"""A name, or a source without one, while its mentions are being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.terms import MentionForm, NameKind

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(eq=False)
class Entity:
    """A name, or a source without one, under construction: token ranges with the form in which each refers."""

    canonical: str
    kind: NameKind
    gender: str = ""
    """m, f or empty when unknown."""
    named: bool = True
    plural: bool = False
    country: bool = False
    mentions: list[tuple[int, int, MentionForm]] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    titles: list[str] = field(default_factory=list)
    titled_at: list[int] = field(default_factory=list)
    """Where each title was printed: token index of the name."""
    offices: set[str] = field(default_factory=set)
    """Head nouns of the titles, in lower case: what "the official" can point back to."""

    told: set[str] = field(default_factory=set)
    """Nouns that tell what a body or thing is ("tanker"), in lower case."""

    def add(self, doc: Doc, start: int, end: int, form: MentionForm) -> None:
        """Note a mention by name; the longest name is the canonical one."""
        text = doc[start:end].text
        self.mentions.append((start, end, form))
        self.forms.add(text)
        if len(text) > len(self.canonical) and form is not MentionForm.ACRONYM:
            self.canonical = text

    def words(self) -> set[str]:
        """Every word of its names and titles, in lower case."""
        return {w for text in (*self.forms, *self.titles) for w in text.lower().replace("-", " ").split()}
