"""Tidying: a page in, its running text out, with the way back and what was cut."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import tidy
from sayso.terms import FurnitureKind
from tests.read.pages import report

BODY = (
    "The ferry Halcyon caught fire off Estmark on Tuesday, the coast guard said.",
    "Forty people were taken to hospital, and a search went on into the night.",
    "The cause of the fire is not known, said harbour master Olin Reece.",
)


def cut(*lines: str, title: str = "") -> list[tuple[FurnitureKind, str]]:
    """What is cut from lines that stand between running text."""
    _, _, furniture = tidy.tidy(report("\n".join(lines), title=title))
    return [(f.kind, f.span.exact) for f in furniture]


def among(line: str) -> list[tuple[FurnitureKind, str]]:
    return cut(BODY[0], BODY[1], line, BODY[2])


def test_a_line_that_goes_on_in_the_next_is_text() -> None:
    wrapped = (
        BODY[0],
        BODY[1],
        "Estmark's harbour master - a man of few words - said the owner of the ferry must keep her tied up",
        "until the fire has been looked into by the board that licenses all ships of her class.",
        BODY[2],
    )
    assert cut(*wrapped) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Search Goes On", FurnitureKind.HEADING),
        ("How the fire began", FurnitureKind.HEADING),
        ("'Smoke everywhere'", FurnitureKind.HEADING),
        ("SEE ALSO: Norland Sends Two Tugs", FurnitureKind.TEASER),
        ("READ MORE: Ferry owner had been warned", FurnitureKind.TEASER),
        ("Story Continued Below", FurnitureKind.TEASER),
        ("Your browser doesn’t support HTML5", FurnitureKind.PLACEHOLDER),
        ("Photo", FurnitureKind.PLACEHOLDER),
        ("Sign up for our daily newsletter and never miss a story.", FurnitureKind.PROMO),
        (
            "The Harbour Briefing gives you the latest developments every day. For all our coverage, click here.",
            FurnitureKind.PROMO,
        ),
        ("Do you have a story for the Estmark Echo? Email us at desk@echo.example", FurnitureKind.APPEAL),
        ("The Northern Wire contributed to this report.", FurnitureKind.CREDIT),
        ("Additional reporting by Lena Marsh", FurnitureKind.CREDIT),
        ("Enlarge this image toggle caption Lena Marsh/Echo Lena Marsh/Echo", FurnitureKind.CAPTION),
    ],
)
def test_lines_that_are_furniture(line: str, kind: FurnitureKind) -> None:
    assert among(line) == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Nobody was hurt.",
        '"We saw the smoke from the pier," said a baker.',
        "The burnt ferry was towed to the inner harbour on Tuesday night",
        "So sad for Estmark tonight — Lena Marsh (@lmarsh) May 13, 2031",
        "Read the order, he said, and you will see that no pilot was asked for.",
        "More on the pier than on the ship, people had waited for hours before they were told.",
    ],
)
def test_lines_that_are_text(line: str) -> None:
    assert among(line) == []


def test_the_head_of_a_page() -> None:
    assert cut("World", "Ferry Burns Off Estmark As Crew Flees", "2031-05-14", "Author: Lena Marsh", *BODY) == [
        (FurnitureKind.METADATA, "World"),
        (FurnitureKind.HEADLINE, "Ferry Burns Off Estmark As Crew Flees"),
        (FurnitureKind.METADATA, "2031-05-14"),
        (FurnitureKind.METADATA, "Author: Lena Marsh"),
    ]


def test_a_headline_in_small_letters_is_known_by_the_title() -> None:
    line = "Ferry burns off Estmark as crew flees"
    assert cut(line, *BODY, title=line) == [(FurnitureKind.HEADLINE, line)]
    assert cut(line, *BODY) == []


def test_a_date_glued_to_the_first_sentence() -> None:
    text, _, furniture = tidy.tidy(report(" date 2031-05-14 " + "\n".join(BODY)))
    assert text.startswith("The ferry")
    assert [f.span.exact for f in furniture] == ["date 2031-05-14"]


@pytest.mark.parametrize(
    "line",
    [
        "ESTMARK -- ",
        "PORT ESTMARK, Norland — ",
        "Estmark, Norland (NW) ",
        "ESTMARK (Reuters) - ",
        "Zurich - ",
        "Kampala, Sept 5 - ",
        "Quetta, Pakistan: ",
        "PATNA: ",
        "BELÉM, Brazil - ",
    ],
)
def test_datelines(line: str) -> None:
    text, _, furniture = tidy.tidy(report(line + "\n".join(BODY)))
    assert text.startswith("The ferry")
    assert [f.kind for f in furniture] == [FurnitureKind.DATELINE]


def test_a_word_before_a_colon_that_is_no_place_is_text() -> None:
    text, _, furniture = tidy.tidy(report("Corrections: " + "\n".join(BODY)))
    assert text.startswith("Corrections")
    assert furniture == ()


def test_a_teaser_glued_to_the_next_sentence_leaves_it() -> None:
    text, _, furniture = tidy.tidy(
        report(
            "\n".join(
                [
                    BODY[0],
                    'SEE ALSO: Norland Sends Two Tugs, As Corva Lends PumpsEstmark has a need "for pumps," he added.',
                    BODY[2],
                ]
            )
        )
    )
    assert 'said.\nEstmark has a need "for pumps," he added.\n' in text
    assert [f.span.exact for f in furniture] == ["SEE ALSO: Norland Sends Two Tugs, As Corva Lends Pumps"]


def test_a_list_of_links_goes_with_its_label() -> None:
    found = cut(*BODY, "Read more:", "Ferry owner had been warned", "What the coast guard knew about the pumps")
    assert [kind for kind, _ in found] == [FurnitureKind.TEASER] * 3


def test_the_credit_of_a_caption_is_cut_and_the_caption_stays() -> None:
    text, _, _ = tidy.tidy(report("\n".join(["Image copyright EPA Image caption The ferry burned for hours", *BODY])))
    assert text.startswith("The ferry burned for hours\n")
    text, _, _ = tidy.tidy(report("\n".join([BODY[0], "The ferry is seen off Estmark. (Lena Marsh/AP)", *BODY[1:]])))
    assert "The ferry is seen off Estmark.\n" in text


def test_a_gallery_is_cut() -> None:
    found = among("3/16 2019 Fishermen mend their nets on the pier. (Estmark, May 4, 2019) Lena Marsh")
    assert [kind for kind, _ in found] == [FurnitureKind.CAPTION]


def test_a_sentence_to_the_reader_is_cut_out_of_its_paragraph() -> None:
    text, _, _ = tidy.tidy(report(f"{BODY[0]} Stay tuned as this story unfolds.\n{BODY[1]}\n{BODY[2]}"))
    assert "Stay tuned" not in text
    assert BODY[0] in text


def test_list_items_are_text() -> None:
    items = ["two tugs from the navy base", "six pumps from the city", "a doctor and four nurses"]
    assert cut(BODY[0], BODY[1], *items, BODY[2]) == []


def test_quotation_marks_are_made_straight_one_for_one() -> None:
    text, offsets, _ = tidy.tidy(report("“We’re safe,” she said.\n" + "\n".join(BODY)))
    assert text.startswith('"We\'re safe," she said.')
    assert offsets.original(5) == 5


@given(
    st.lists(
        st.sampled_from(
            [*BODY, "SEE ALSO: Two Tugs", "Photo", "", "Read more:", "Estmark (AP) - Fire.", "“Ab’c”", "A\u00a0b"]
        ),
        max_size=12,
    )
)
@settings(max_examples=150, deadline=None)
def test_the_map_leads_back_to_the_same_characters(lines: list[str]) -> None:
    source = report("\n".join(lines))
    text, offsets, furniture = tidy.tidy(source)
    plain = source.text.translate(tidy.STRAIGHT)
    assert all(plain[offsets.original(i)] == c for i, c in enumerate(text))
    assert all(source.text[f.span.start : f.span.end] == f.span.exact for f in furniture)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_tidied(text: str) -> None:
    tidied, offsets, _ = tidy.tidy(report(text))
    assert len(tidied) == offsets.length


@pytest.mark.parametrize("unit", ["SEE ALSO: A b c ", "Photo\n", "click here ", "(AP", "Aa ", "1/2 "])
def test_long_text_takes_linear_time(unit: str) -> None:
    def seconds(n: int) -> float:
        start = time.process_time()
        tidy.tidy(report(unit * n))
        return time.process_time() - start

    seconds(100)
    assert seconds(8_000) < 24 * max(seconds(1_000), 0.002)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Workers repair a mast near Ostrand (Corvan Times/J. Ries)",
        "File photo: The harbour of Estmark before the storm.",
        "This transcript may not be in its final form and may be updated.",
        "Accuracy and availability of our transcripts may vary.",
    ],
)
def test_captions_with_a_label_and_disclaimers_are_furniture(line: str) -> None:
    body = "The port of Estmark was closed on Monday after a storm, the harbour office said."
    text, _, _ = tidy.tidy(report(f"{body}\n\n{line}\n\nTwo ships were damaged in the night, it said."))
    assert line[-20:] not in text
    assert body in text


def test_a_headline_in_capitals_takes_no_longer_than_another() -> None:
    start = time.process_time()
    tidy.tidy(report(" ".join(["HARBOUR"] * 28) + ".\n\n" + BODY[0]))
    assert time.process_time() - start < 1
