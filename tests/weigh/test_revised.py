"""Two versions of a report in, what became of each statement out."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from sayso.records import Report
from sayso.weigh.revised.compare import Version, comparable, compare
from sayso.weigh.revised.text import difference

OPENING = "A fire broke out aboard the ferry Halden Rose on Sunday. "
DAY = datetime(2031, 5, 5, tzinfo=UTC)


def version(id: str, text: str, **more: object) -> Version:
    from sayso.flow import read_one

    report = Report(id=id, name=id, text=text, outlet="Estmark Post", language="en", published=DAY, **more)  # type: ignore[arg-type]
    reading, notes = read_one(report)
    assert reading is not None
    assert not notes
    return Version(report, reading)


def became(old: str, new: str) -> dict[str, str]:
    """What each statement of the old text became: ``kept``, ``vanished``, or in which respects it changed."""
    out = {}
    for change in compare(version("old", old), version("new", new)):
        if change.old is not None:
            changed = " ".join(change.differs) or "kept"
            out[change.old.content] = changed if change.now else "vanished"
    return out


def fate(old: str, new: str) -> str:
    """The same for the one sentence by which two texts differ."""
    (found,) = {v for k, v in became(OPENING + old, OPENING + new).items() if k in old}
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Six people died, the mayor said.", "Eleven people died, the mayor said.", "figure"),
        ("At least six people died, the mayor said.", "Six people died, the mayor said.", "figure"),
        ("Six people died, the mayor said.", "Six people died, the mayor said.", "kept"),
        ("The captain was aboard.", "The captain was not aboard.", "polarity"),
        ("The harbour was shelled, the mayor said.", "The harbour was shelled, a sailor said.", "source"),
        ("The harbour of Estmark is closed.", "The harbour of Estmark is open.", "wording"),
        ("The engine exploded.", "The engine may have exploded.", "certainty"),
        ("The ferry had left on Friday.", "The ferry had left on Saturday.", "time"),
        ("Police arrested two sailors.", "", "vanished"),
        ("Police arrested two sailors.", "The weather in the strait was calm.", "vanished"),
        ("The mayor visited the harbour.", "The mayor visited the harbour with two ministers.", "kept"),
    ],
)
def test_what_a_statement_became(old: str, new: str, expected: str) -> None:
    assert fate(old, new) == expected


def test_a_sentence_that_only_moved_is_kept() -> None:
    moved = "Police arrested two sailors. The harbour is closed."
    assert set(became(moved, "The harbour is closed. Police arrested two sailors.").values()) == {"kept"}


def test_typographic_changes_change_nothing() -> None:
    old = 'The mayor said the "old harbour" is closed - for good.'
    assert set(became(old, "The mayor said the “old harbour” is closed – for good.").values()) == {"kept"}


def test_what_is_new_comes_last() -> None:
    changes = compare(version("old", OPENING), version("new", OPENING + "Police arrested two sailors."))
    assert [(c.old is None, c.now.content) for c in changes if c.now][-1] == (True, "Police arrested two sailors")


def test_a_page_in_the_place_of_a_feed_s_text_completes_it() -> None:
    feed, page = version("old", OPENING, from_feed=True), version("new", "Two sailors were arrested.")
    assert not comparable(feed, page)
    assert comparable(page, version("newer", OPENING))


def test_a_text_that_was_not_read_in_full_is_not_compared() -> None:
    english = version("old", OPENING)
    other = Version(english.report, msgspec.structs.replace(english.reading, shallow=True))
    assert not comparable(english, other)


def test_joined_edits_are_the_two_texts() -> None:
    old, new = "Head\n\nSix died. The port is shut.\nEnd", "Head\n\nTen died.  The port is shut. Two fled.\nEnd."
    edits = difference(old, new)
    assert ("".join(e.was for e in edits), "".join(e.now for e in edits)) == (old, new)
    words = [w for e in edits for w in e.words]
    assert ("Six", "Ten") in words
