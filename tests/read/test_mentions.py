"""What pronouns and pointing noun phrases stand for."""

from __future__ import annotations

import pytest

from sayso.read import names, places
from sayso.read.page import Page
from tests.read.pages import page


def read(text: str) -> Page:
    one = page(text)
    one.places = places.find(one)
    one.names = names.find(one)
    return one


def stands_for(one: Page, word: str) -> str:
    """The name that the last token with this word stands for; the words of its source when that has no name."""
    token = [t for t in one.doc if t.text == word][-1]
    if token.i in one.entity_at:
        return one.entity_at[token.i]
    back = one.antecedent_at.get(token.i)
    return "" if back is None else one.doc[back].text


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Mayor Lena Marsh opened the bridge. She thanked the crews.", "She", "Lena Marsh"),
        ("Peter Oruk met Lena Marsh. He smiled.", "He", "Peter Oruk"),
        ("Peter Oruk said that the pier was safe. “It will hold,” he added.", "he", "Peter Oruk"),
        ("Peter Oruk told Dan Fels: “Tom Reed lied.” He added that the pier was safe.", "He", "Peter Oruk"),
        (
            "The Chilean Defense Ministry denied it. The ministry said that no ship was lost.",
            "ministry",
            "Chilean Defense Ministry",
        ),
        ("Ambassador Lena Marsh flew home. The ambassador said little.", "ambassador", "Lena Marsh"),
        ("Harbour Rights Watch objected on Monday. The group said that it would sue.", "group", "Harbour Rights Watch"),
        ("Chile closed its border.", "its", "Chile"),
        ("A spokeswoman for the port, Lena Marsh, denied it.", "spokeswoman", "Lena Marsh"),
    ],
)
def test_a_word_stands_for_a_name(text: str, word: str, name: str) -> None:
    assert stands_for(read(text), word) == name


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("A port official said that the pier was safe. The official asked not to be named.", "official", "official"),
        ("A port official said that the pier was safe. He asked not to be named.", "He", "official"),
        ("Two port officials said that the pier was safe. They asked not to be named.", "They", "officials"),
    ],
)
def test_a_source_without_a_name_is_found_again(text: str, word: str, head: str) -> None:
    one = read(text)
    token = [t for t in one.doc if t.text == word][-1]
    assert one.doc[one.antecedent_at[token.i]].text == head
    assert one.antecedent_at[token.i] < token.i


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The U.S. Embassy in Corva closed. Norway kept its embassy there open.", "embassy", ""),
        (
            "The U.S. Embassy in Corva closed. Norway kept its embassy in Corva open.",
            "embassy",
            "Norway's embassy in Corva",
        ),
        ("The Norwegian Embassy is in Corva. Norway shut its embassy in Corva.", "embassy", "Norwegian Embassy"),
        ("Oslo's embassy in Corva closed. The Norwegian Embassy gave no reason.", "Embassy", "Oslo's embassy in Corva"),
        (
            "The Chilean Embassy in Corva is shut. “The Embassy will be closed,” it said.",
            "Embassy",
            "Chilean Embassy in Corva",
        ),
    ],
)
def test_a_mission_is_its_owners(text: str, word: str, name: str) -> None:
    assert stands_for(read(text), word) == name


def test_she_is_not_he() -> None:
    assert stands_for(read("Lena Marsh and Peter Oruk spoke. Later she left."), "she") == "Lena Marsh"


def test_two_that_are_as_good_leave_it_open() -> None:
    one = read("Peter Oruk and Dan Fels spoke. In the end he left.")
    assert stands_for(one, "he") == ""


def test_the_official_of_another_country_is_another() -> None:
    one = read("A Chilean official said yes. A Kenyan official said no. The Chilean official left.")
    token = [t for t in one.doc if t.text == "official"][-1]
    assert one.antecedent_at[token.i] == next(t for t in one.doc if t.text == "official").i


def test_it_that_stands_for_nothing_is_left_alone() -> None:
    assert (
        stands_for(read("The Chilean Defense Ministry warned of rain. It is likely that roads will flood."), "It") == ""
    )


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The tanker Orla sank on Monday. The ship had left Corva.", "ship", "Orla"),
        ("The tanker Orla sank on Monday. The vessel had left Corva.", "vessel", "Orla"),
        ("The Orla, a cargo ship, sank on Monday. The vessel had left Corva.", "vessel", "Orla"),
        ("Harbour Bank collapsed. Depositors queued. The lender had lost billions.", "lender", ""),
        ("Corva Airlines went bankrupt. Travellers queued. The airline owed billions.", "airline", "Corva Airlines"),
        ("The Corva Courier was raided. Editors wept. The newspaper had printed it.", "newspaper", "Corva Courier"),
        ("Hurricane Berta hit the coast. Roofs flew. The storm killed nine.", "storm", "Hurricane Berta"),
        ("Lawmakers passed the Safe Harbours Act. The law bans fishing.", "law", "Safe Harbours Act"),
        ("Operation Bright Lamp began. Troops moved. The operation failed.", "operation", "Operation Bright Lamp"),
        ("Harbour Bank collapsed. Depositors queued. The bank had lost billions.", "bank", "Harbour Bank"),
        ("Mayor Lena Marsh left. The official gave no reason.", "official", "Lena Marsh"),
        ("Colonel Peter Oruk left. The officer gave no reason.", "officer", "Peter Oruk"),
        ("Ambassador Lena Marsh left. The diplomat gave no reason.", "diplomat", "Lena Marsh"),
        ("President Lena Marsh left. The President gave no reason.", "President", "Lena Marsh"),
    ],
)
def test_a_wider_word_stands_for_the_one_that_fits(text: str, word: str, name: str) -> None:
    assert stands_for(read(text), word) == name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The tanker Orla and the ferry Lund collided. The ship sank.", "ship"),
        ("The tanker Orla hit a freighter. The ship sank.", "ship"),
        ("The ferry Lund was hit by two trawlers. The vessel sank.", "vessel"),
        ("The tanker Orla sank. The ship of the coast guard came late.", "ship"),
        ("The tanker Orla sank. The bridge was shut.", "bridge"),
        ("The Norland Ministry of Health spoke. The company said nothing.", "company"),
        ("Peter Oruk, chief of staff to President Lena Marsh, left. The secretary spoke.", "secretary"),
        ("Mayor Lena Marsh met Governor Dan Fels. The official gave no reason.", "official"),
    ],
)
def test_two_that_fit_or_none_leave_it_open(text: str, word: str) -> None:
    assert stands_for(read(text), word) == ""


def test_an_office_belongs_to_its_bearer_alone() -> None:
    one = read(
        "President Lena Marsh spoke. Her aide Peter Oruk, chief of staff to President Marsh, left. The president wept."
    )
    assert stands_for(one, "president") == "Lena Marsh"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("“I will not resign,” said Peter Oruk.", "I", "Peter Oruk"),
        ("Peter Oruk said: “They took my house.”", "my", "Peter Oruk"),
        ("“We did not fire,” the Chilean Defense Ministry said.", "We", "Chilean Defense Ministry"),
        ("“I will not resign,” Peter Oruk told Dan Fels.", "I", "Peter Oruk"),
        ("“I will not resign.” The crowd cheered.", "I", ""),
        ("“We did not fire,” said Peter Oruk.", "We", ""),
    ],
)
def test_a_speaker_speaks_of_himself(text: str, word: str, name: str) -> None:
    assert stands_for(read(text), word) == name


def test_the_same_source_goes_on() -> None:
    one = read("“It is over,” said Peter Oruk. “We lost,” he added. “I am tired,” he said. He then left.")
    assert {one.entity_at[t.i] for t in one.doc if t.lower_ == "he"} == {"Peter Oruk"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Lena Marsh met Vice President Dan Fels. Fels smiled. The president wept.", "Lena Marsh"),
        ("President Lena Marsh met former president Dan Fels. Fels smiled. The president wept.", "Lena Marsh"),
        ("President Lena Marsh met former president Dan Fels. Marsh smiled. The former president wept.", "Dan Fels"),
        ("Vice President Dan Fels smiled. The president wept.", ""),
        ("Former president Dan Fels smiled. The president wept.", "Dan Fels"),
    ],
)
def test_a_vice_president_is_no_president(text: str, name: str) -> None:
    assert stands_for(read(text), "president") == name


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("Corva Rail apologised. Mayor Lena Marsh said the harbour was closed. It will reopen soon.", "It", "harbour"),
        ("Corva Rail cut its fares. The tunnel was flooded on Monday. It was built in 1931.", "It", "tunnel"),
        ("Corva Rail cut its fares. The old station burned down. Its roof was new.", "Its", "station"),
        ("The bridge collapsed. The storm had hit it twice.", "it", "bridge"),
        ("The fisheries ministry issued a statement on Monday. It said that the port was shut.", "It", "ministry"),
        ("A report by the inspectors was published. The report said that walls leak. It said no more.", "It", "report"),
    ],
)
def test_it_stands_for_the_nearest_thing_with_or_without_a_name(text: str, word: str, head: str) -> None:
    one = read(text)
    token = [t for t in one.doc if t.text == word][-1]
    assert token.i not in one.entity_at
    assert one.doc[one.antecedent_at[token.i]].text == head


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The navy and the fire brigade searched the bay. It said that the ship had sunk.", "It"),
        ("Peter Oruk and Dan Fels toured the pier. He said that it was safe.", "He"),
        ("The minister and the mayor toured the pier. He said that it was safe.", "He"),
        ("Dan Fels, the mayor, met Peter Oruk. He and the mayor left together. He said nothing.", "He"),
        ("The Corva Harbour Board met. It was feared that the dam would break.", "It"),
    ],
)
def test_a_pronoun_that_two_fit_or_none_is_left_open(text: str, word: str) -> None:
    assert stands_for(read(text), word) == ""


def test_who_stands_beside_a_pronoun_is_another() -> None:
    one = read("Dan Fels, the mayor, met Peter Oruk. He and the mayor left together.")
    assert stands_for(one, "He") == "Peter Oruk"
