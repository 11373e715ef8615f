"""What a text says about itself: marked heads in, facts out."""

from __future__ import annotations

import pytest

from sayso.gather.heads import agency_of, read

BODY = "The harbour of Estmark was closed on Sunday after a fire on the ferry, the rescue service said."


@pytest.mark.parametrize(
    ("start", "dateline", "credit"),
    [
        ("ESTMARK, Veldria (VPA) — ", "ESTMARK, Veldria", "VPA"),
        ("ESTMARK, May 4 (Veldrian Press) - ", "ESTMARK", "Veldrian Press"),
        ("Estmark (AFP) – ", "Estmark", "AFP"),
        ("ESTMARK, May 4 (Xinhua) -- ", "ESTMARK", "Xinhua"),
        ("ESTMARK, May 4. /VPA/. ", "ESTMARK", "VPA"),
        ("(Reuters) - ", "", "Reuters"),
        ("ESTMARK -- ", "ESTMARK", ""),
        ("PORT ALDIS, Veldria — ", "PORT ALDIS, Veldria", ""),
        ("West Corrisk, Veldria (VBC) ", "West Corrisk, Veldria", "VBC"),
        ("(Estmark) – ", "Estmark", ""),
        ("Mayor Robert (Bob) ", "", ""),
        ("Lena Marsh (D-N.Y.) — ", "", ""),
        ("", "", ""),
        ("The World Shipping Union (WSU) ", "", ""),
        ("World Shipping Union (WSU) — ", "", ""),
        ("BREAKING — ", "", ""),
        ("Nobody was hurt — ", "", ""),
    ],
)
def test_datelines(start: str, dateline: str, credit: str) -> None:
    found = read(f"Ferry burns at the harbour mouth\n\n{start}{BODY}\n")
    assert (found.dateline, found.credit) == (dateline, credit)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (" date 2025-05-04 ", "2025-05-04"),
        ("2025-05-04\n\n", "2025-05-04"),
        ("World\n\nFerry burns at the harbour mouth\n\nMay 4, 2025\n\n", "May 4, 2025"),
        ("Published: 4 May 2025, 10:05 GMT\n", "4 May 2025, 10:05 GMT"),
        ("Sunday, May 4th, 2025 at 10:05 a.m. ET\n", "Sunday, May 4th, 2025 at 10:05 a.m. ET"),
        ("May 4, 2025 | Estmark Post\n", "May 4, 2025"),
        ("ESTMARK, May 4, 2025 (VPA) -- ", "May 4, 2025"),
        ("On May 4, 2025, ", ""),
        ("May 4, 2025 was a quiet day in the harbour until the ferry came in, said the people of the town. ", ""),
        ("May 4\n\n", ""),
    ],
)
def test_printed_dates(head: str, published: str) -> None:
    assert read(head + BODY).published == published


def test_update_is_no_publication() -> None:
    found = read(f"Published May 4, 2025\nLast updated: May 5, 2025\n\n{BODY}")
    assert (found.published, found.updated) == ("May 4, 2025", "May 5, 2025")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Lena Marsh", "Lena Marsh"),
        ("Author: Ivo Castrin", "Ivo Castrin"),
        ("by late evening the fire was out", ""),
        ("By the time the tug came, the ferry had sunk and nobody was left on board.", ""),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    assert read(f"Ferry burns at the harbour mouth\n{line}\n\n{BODY}").byline == byline


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"World\n\nFerry burns at the harbour mouth\n\n{BODY}", "Ferry burns at the harbour mouth"),
        (f"# Fire!\n\n{BODY}", "Fire!"),
        (f"Who set fire to the Lady Aldis?\n{BODY}", "Who set fire to the Lady Aldis?"),
        (f"Title: Six dead at sea\n\n{BODY}", "Six dead at sea"),
        (BODY, ""),
        ("Just a few words without an end", ""),
        (f"Introduction\n\n{BODY}", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("last", "credit"),
    [
        ("(AP)", "AP"),
        ("— Agence France-Presse", "AFP"),
        ("Source: Reuters", "Reuters"),
        ("© 2025 AFP", "AFP"),
        ("The Associated Press contributed to this report.", ""),
        ("Reporting by Lena Marsh; editing by Ivo Castrin", ""),
    ],
)
def test_closing_credits(last: str, credit: str) -> None:
    assert read(f"{BODY}\n\n{last}\n").credit == credit


@pytest.mark.parametrize(
    ("byline", "credit"),
    [("Lena Marsh, Associated Press", "AP"), ("Reuters Staff", "Reuters"), ("AFP", "AFP"), ("Ana Reuters-Lund", "")],
)
def test_agency_in_the_byline(byline: str, credit: str) -> None:
    assert agency_of(byline) == credit


@pytest.mark.parametrize(
    ("last", "outlet"),
    [
        ("© 2025 The Estmark Post. All rights reserved.", "The Estmark Post"),
        ("Copyright 2025 Corrisk Times", "Corrisk Times"),
        ("(c) the harbour was closed", ""),
        ("© Reuters", ""),
    ],
)
def test_outlet_of_a_copyright_line(last: str, outlet: str) -> None:
    assert read(f"{BODY}\n{last}").outlet == outlet
