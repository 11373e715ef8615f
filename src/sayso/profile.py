"""What finding the stories of a desk takes of each report: derived, kept by the desk, shown to nobody."""

from __future__ import annotations

from sayso.records import Record


class Profile(Record, frozen=True, kw_only=True):
    """What a report is about, as far as stories are found by it; derived from the report and its reading."""

    report: str
    at: float | None = None
    """Publication in days since 1970, UTC; None for an undated report."""
    counts: dict[str, float]
    """How much each word weighs in the text: how often it stands there, more for the title and the lead."""
    names: dict[str, str]
    """Those of the words that are parts of names, with the form in which each is first printed."""
    title: str = ""
    """Title or printed headline."""
    name: str = ""
    """File name or address that the report came from."""
    passages: tuple[tuple[int, int, str], ...] = ()
    """Paragraphs without furniture: first code point, one past the last, and a short hash of the characters."""

    @property
    def held(self) -> set[str]:
        """What is counted over reports: its words, and the marks of its paragraphs, which are no words."""
        return {*self.counts, *(mark for _, _, mark in self.passages)}
