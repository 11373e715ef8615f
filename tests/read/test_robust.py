"""Whatever a text holds: reading never fails, never breaks a span, and takes time that grows with the length."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.read import models, read, sentences
from sayso.records import Reading, Span
from tests.pace import growth
from tests.read.pages import report

STORY = (
    "ESTMARK (Corvan News) - Two of the 14 crew were hurt when the ferry Aldis burned on Tuesday, the port said.\n\n"
    '"We did not see it," said Jan Ries, the harbour master. He denied that more than $3 million had been paid.\n\n'
    "According to the coast guard, three ships left Corrisk between 4 and 6 May. Officials would not confirm it."
)
ODD = [
    *(
        "\x00",
        "\x1b[0m",
        "\x7f",
        "\x85",
        "\u2028",
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffd",
        "\ud83d",
    ),
    *(
        "e\u0301",
        "\u0301" * 40,
        "\U0001f469\u200d\U0001f467",
        "\U0001f1fa\U0001f1e6",
        "中文句子。",
        "Привет, мир.",
        "مرحبا",
    ),
    *(
        '"',
        "“",
        "”",
        "’",
        "«",
        "((((",
        "]]",
        '"' * 9,
        "\n" * 30,
        "\r\n",
        "\t",
        "\u3000",
        "...",
        "!?",
        "–",
        "-",
        ",,",
        ";",
        ":",
    ),
    *(
        "$",
        "€",
        "%",
        "#",
        "@",
        "/",
        "\\",
        "*" * 40,
        "½",
        "²",
        "①",
        "Ⅻ",
        "٣٤",
        "1e400",
        "9" * 30,
        "2020-13-45",
        "25:99",
        "x" * 300,
    ),
    *(
        " ² ships",
        " two officials said",
        " of which ",
        " from 3 to ",
        "million",
        "Mr.",
        "U.S.",
        "SAID ",
        " who, that and or ",
    ),
]


def spans(record: object) -> Iterator[Span]:
    """Every span in a record and in what it holds."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            yield from spans(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans(item)


def whole(text: str, title: str = "", published: str | None = "2031-05-14") -> Reading:
    """The reading of a text, each span of it held against the text."""
    reading, _ = read(report(text, published, title))
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.exact == text[span.start : span.end]
    return reading


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_odd_characters_anywhere(odd: str) -> None:
    words = STORY.split(" ")
    sown = " ".join(odd + word if n % 7 == 3 else word + odd if n % 7 == 5 else word for n, word in enumerate(words))
    whole(sown, title=sown[:80])
    whole(odd * 3, title=odd, published=None)
    whole(f"Estmark {odd} Burns\n\n{STORY}", title=f"Estmark {odd} Burns")


@pytest.mark.parametrize(
    "text",
    [
        STORY.upper(),
        STORY.lower(),
        STORY.title(),
        STORY[::-1],
        STORY.replace(" ", ""),
        STORY.replace(".", ""),
        STORY.replace(" ", "\n"),
        STORY.replace('"', ""),
        STORY.replace(" ", " '\"([“"),
    ],
)
def test_a_story_out_of_shape(text: str) -> None:
    whole(text, title=text[:60])


@given(st.text(max_size=120), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(ODD)), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_can_be_read(text: str, sown: list[tuple[int, str]]) -> None:
    story = STORY
    for at, odd in sown:
        story = story[:at] + odd + story[at:]
    whole(text)
    whole(story, title=text[:40])


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from(ODD) | st.text(max_size=5)), max_size=60), st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_change_of_a_story_can_be_read(sown: list[tuple[int, str]], dated: bool) -> None:
    story = STORY
    for at, odd in sown:
        story = story[:at] + odd + story[at + at % 4 :]
    whole(story, title=story[:70], published="2031-05-14" if dated else None)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "The port of Estmark was closed after a storm, the office said ",
        'He said: "It was closed. ',
        "x",
        "((( ",
        "\n",
        "five of the ",
        "and Jan Ries ",
        "\u0301",
        ". ",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    def work(characters: int) -> object:
        return read(report(unit * (characters // len(unit))))

    assert growth(work, 6_000, 24_000) < 8


def test_a_text_longer_than_a_piece_is_parsed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The port of Estmark was closed on Monday. " * 40 + "tide " * 900 + "w" * 5000
    starts = sentences.starts(text)
    monkeypatch.setattr(models, "PIECE", 1000)
    doc = models.parse(text, starts)
    assert doc.text == text
    assert {s.start_char for s in doc.sents} >= {s for s in starts[:41] if not text[s].isspace()}
    monkeypatch.undo()
    alone = models.parse("The port of Estmark was closed on Monday. ", [0])
    assert [(t.dep_, t.tag_, t.lemma_) for t in doc[: len(alone)]] == [(t.dep_, t.tag_, t.lemma_) for t in alone]


@pytest.mark.slow
def test_a_paragraph_longer_than_the_model_takes_is_read() -> None:
    text = f"{'w' * 150} " * 20_000 + "The port of Estmark was closed on Monday, the office said."
    reading = whole(text)
    assert len(text) > 3_000_000
    assert any("closed" in s.content for s in reading.statements)


def test_words_without_end_are_cut_between_words() -> None:
    text = "tide " * 3_000
    found = sentences.starts(text)
    assert all(text[i : i + 5] == "tide " for i in found)
    assert max(b - a for a, b in zip(found, [*found[1:], len(text)], strict=True)) <= sentences.LONGEST_SENTENCE
