"""The offices printed with a person, wherever they stand."""

from __future__ import annotations

import pytest

from tests.read.test_names import find


@pytest.mark.parametrize(
    ("text", "person", "titles"),
    [
        ("Prime Minister Lena Marsh resigned.", "Lena Marsh", ("Prime Minister",)),
        (
            "Norland Interior Ministry spokesman Peter Oruk denied it.",
            "Peter Oruk",
            ("Norland Interior Ministry spokesman",),
        ),
        ("The Estmark port spokeswoman Lena Marsh said so.", "Lena Marsh", ("Estmark port spokeswoman",)),
        ("Former minister Lena Marsh is in custody.", "Lena Marsh", ("Former minister",)),
        (
            "Energy and Trade Committee Chairman Peter Oruk left.",
            "Peter Oruk",
            ("Energy and Trade Committee Chairman",),
        ),
        ("Spokesman Peter Oruk of the Norland Navy said so.", "Peter Oruk", ("Spokesman of the Norland Navy",)),
        ("Peter Oruk, head of the port authority, said nothing.", "Peter Oruk", ("head of the port authority",)),
        ("Peter Oruk, the head of the port authority, said nothing.", "Peter Oruk", ("head of the port authority",)),
        ("Lena Marsh, 43, a nurse at Estmark hospital, was hurt.", "Lena Marsh", ("nurse at Estmark hospital",)),
        ("Lena Marsh, who leads the Norland Party, left.", "Lena Marsh", ("leader of the Norland Party",)),
        ("Lena Marsh, who heads the port authority, left.", "Lena Marsh", ("head of the port authority",)),
        ("Lena Marsh, who is the mayor of Estmark, left.", "Lena Marsh", ("mayor of Estmark",)),
        ("The mayor of Estmark, Lena Marsh, said no.", "Lena Marsh", ("mayor of Estmark",)),
        ("The port authority's head, Peter Oruk, said no.", "Peter Oruk", ("port authority's head",)),
        ("“It is over,” said the mayor of Estmark, Lena Marsh.", "Lena Marsh", ("mayor of Estmark",)),
        ("Lena Marsh was appointed ambassador to Chile.", "Lena Marsh", ("ambassador to Chile",)),
        (
            "Lena Marsh became minister of trade and industry in 2030.",
            "Lena Marsh",
            ("minister of trade and industry",),
        ),
        (
            "Lena Marsh, the mayor of Estmark and a former minister, left.",
            "Lena Marsh",
            ("mayor of Estmark", "former minister"),
        ),
        (
            "General Peter Oruk, commander of the northern fleet, spoke.",
            "Peter Oruk",
            ("General", "commander of the northern fleet"),
        ),
        ("Ministers Lena Marsh and Peter Oruk met.", "Lena Marsh", ("Minister",)),
    ],
)
def test_an_office_is_a_title(text: str, person: str, titles: tuple[str, ...]) -> None:
    assert find(text)[person].titles == titles


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mr. Peter Oruk left.", "Peter Oruk"),
        ("Peter Oruk, her brother, left.", "Peter Oruk"),
        ("Peter Oruk, 43, was charged.", "Peter Oruk"),
        ("Peter Oruk, whose boat sank, was saved.", "Peter Oruk"),
        ("Lena Marsh, ambassador Peter Oruk and Dan Fels met.", "Lena Marsh"),
        ("Lena Marsh was not the mayor of Estmark.", "Lena Marsh"),
        ("Lena Marsh may become mayor of Estmark.", "Lena Marsh"),
        ("He thanked Lena Marsh, debt in the private sector notwithstanding.", "Lena Marsh"),
    ],
)
def test_what_is_no_office_is_no_title(text: str, person: str) -> None:
    assert find(text)[person].titles == ()


def test_two_offices_of_one_man_are_both_kept() -> None:
    found = find("The harbour master, Peter Oruk, denied it. Later Oruk, the mayor of Estmark, resigned.")
    assert found["Peter Oruk"].titles == ("harbour master", "mayor of Estmark")
