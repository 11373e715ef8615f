"""Quantities: the sentence in, the number with what it counts out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.read import quantities, times
from sayso.read.quantities import numbers
from sayso.records import Quantity
from sayso.terms import Bound, Direction
from tests.pace import growth
from tests.read.pages import page


def read(text: str) -> tuple[Quantity, ...]:
    p = page(text)
    p.times = times.find(p)
    return quantities.find(p)


def only(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, [(q.span.exact, q.unit) for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The fire killed seven people.", 7, "persons"),
        ("The port sent 122 drones.", 122, "drones"),
        ("Some 1,200 residents left.", 1200, "persons"),
        ("The loan was worth $4.5 billion.", 4.5e9, "USD"),
        ("He stole £4m in cash.", 4e6, "GBP"),
        ("Prices rose by 20 percent.", 20, "percent"),
        ("Prices rose by 3.5%.", 3.5, "percent"),
        ("The town lies 168 kilometers away.", 168, "km"),
        ("The shelter covers 28 sq. meters.", 28, "m2"),
        ("The alarm lasted four hours.", 4, "hour"),
        ("They bought a dozen pumps.", 12, "pumps"),
        ("They bought half a million pumps.", 500_000, "pumps"),
        ("They bought two dozen pumps.", 24, "pumps"),
        ("They bought twenty-five pumps.", 25, "pumps"),
        ("Three vessels left the port.", 3, "ships"),
        ("A quake of magnitude 6.4 struck.", 6.4, "magnitude"),
        ("The siege entered its 1,000th day.", 1000, "day"),
        # money with scale, in whatever currency
        ("The plant cost $1.2bn.", 1.2e9, "USD"),
        ("The plant cost 1.5 million euros.", 1.5e6, "EUR"),
        ("Norland released Rs 5 crore for the victims.", 5e7, "INR"),
        ("Norland released Rs. 20 lakh for repairs.", 2e6, "INR"),
        ("The bank lent USD 40m.", 4e7, "USD"),
        ("The court fined the company 2.5 million pounds.", 2.5e6, "GBP"),
        ("The charge held 500 pounds of powder.", 500, "pound"),
        ("The gang asked for 30 million naira.", 3e7, "NGN"),
        ("They bought one hundred and twenty-two pumps.", 122, "pumps"),
        # a noun joined by a hyphen, not the noun behind
        ("Smoke rose over a five-storey building.", 5, "storeys"),
        ("She sat in the 460-seat Storhall.", 460, "seats"),
        ("A 12-member panel met.", 12, "persons"),
        # bare numbers of people
        ("Another 21 were lost.", 21, "persons"),
        ("The bank was robbed by a team of four.", 4, "persons"),
        ("A crowd numbering over 50 stormed the office.", 50, "persons"),
        ("The town shelters 17,000 who need to leave.", 17000, "persons"),
        # shares
        ("Turnout fell 3.5 percentage points.", 3.5, "percentage_point"),
        ("The bank raised its rate by a quarter of a percentage point.", 0.25, "percentage_point"),
        ("Turnout stood at 51 per cent.", 51, "percent"),
        ("One in five voters stayed home.", 0.2, "share"),
        ("Three out of ten homes have no power.", 0.3, "share"),
        ("Two-thirds of the homes were lost.", 0.6667, "share"),
        # measures, also close to the figure
        ("Winds of 120 km/h hit the coast.", 120, "kph"),
        ("Winds reached 75 miles per hour.", 75, "mph"),
        ("An 80mph gust hit the pier.", 80, "mph"),
        ("A 10km stretch of road was closed.", 10, "km"),
        ("A 5m-high wall collapsed.", 5, "m"),
        ("About 5m people lost power.", 5e6, "persons"),
        ("Temperatures fell to minus 12C.", -12, "degree"),
        ("It was 44 degrees Celsius in the shade.", 44, "degree"),
        ("The quake measured 6.4 on the Richter scale.", 6.4, "magnitude"),
        ("The fire burned 3,000 hectares of forest.", 3000, "hectare"),
        ("Some 155 mm of rain fell.", 155, "mm"),
        # things are no people, animals no victims
        ("At least 40 houses burned down.", 40, "houses"),
        ("The army captured 14 villages.", 14, "villages"),
        ("Two trucks were hit.", 2, "vehicles"),
        ("The flood killed 300 sheep.", 300, "sheep"),
        # deeds told by a verb and how often
        ("The rebels struck the port three times.", 3, "strikes"),
        ("The crew transferred fuel at least 30 times last year.", 30, "transfers"),
        ("Landings happened 14 times in May.", 14, "landings"),
    ],
)
def test_values_and_units(text: str, value: float, unit: str) -> None:
    q = only(text)
    assert (q.value, q.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("At least 13 people died.", Bound.AT_LEAST),
        ("More than 90 people died.", Bound.AT_LEAST),
        ("Up to 30 people died.", Bound.AT_MOST),
        ("No more than 30 people died.", Bound.AT_MOST),
        ("About 30 people died.", Bound.ABOUT),
        ("Nearly 30 people died.", Bound.ABOUT),
        ("30 people died.", Bound.EXACT),
        ("Members cannot sell more than 30 barrels.", Bound.AT_MOST),
        ("The rockets were shot down over 14 towns.", Bound.EXACT),
    ],
)
def test_bounds(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The blast killed seven workers.", "killed"),
        ("The blast left 32 civilians dead.", "killed"),
        ("Seven workers died in the blast.", "killed"),
        ("Seven workers were killed in the blast.", "killed"),
        ("The blast wounded 40 workers.", "injured"),
        ("Another 40 workers were injured.", "injured"),
        ("Six sailors are missing.", "missing"),
        ("One sailor is still missing.", "missing"),
        ("Police arrested 12 protesters.", "arrested"),
        ("The flood displaced 4,000 residents.", "displaced"),
        ("Rescuers evacuated 60 passengers.", "evacuated"),
        ("The abduction of five nurses shocked the town.", "captured"),
        ("The disappearance of six children was reported.", "missing"),
        ("Eight miners were freed on Friday.", "freed"),
        ("The number of people known to have died has risen to 31.", "killed"),
        ("The council hired 60 drivers.", ""),
    ],
)
def test_what_befell_them(text: str, role: str) -> None:
    assert only(text).role == role


@pytest.mark.parametrize(
    ("text", "value", "role", "direction"),
    [
        ("The death toll from the ferry fire had risen to 11.", 11, "killed", Direction.ROSE),
        ("The death toll climbed to 14 on Tuesday.", 14, "killed", Direction.ROSE),
        ("The death toll was revised down to nine.", 9, "killed", Direction.FELL),
    ],
)
def test_a_toll_is_one_point_with_a_direction(text: str, value: float, role: str, direction: Direction) -> None:
    q = only(text)
    assert (q.value, q.unit, q.role, q.direction) == (value, "persons", role, direction)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The number of cases jumped to 1,204, up from 980.", [(1204, "cases", "rose"), (980, "cases", "none")]),
        ("Cases reached 1,204 compared with 980 in April.", [(1204, "cases", "none"), (980, "cases", "none")]),
        ("The death toll rose from 9 to 12.", [(9, "persons", "none"), (12, "persons", "rose")]),
        ("The toll now stands at 31, down from 36.", [(31, "persons", "fell"), (36, "persons", "none")]),
        ("Inflation slowed to 3.1% from 4.2%.", [(3.1, "percent", "fell"), (4.2, "percent", "none")]),
        ("Officials put the number of homeless at 3,000.", [(3000, "persons", "none")]),
        ("The number of people in hospital fell to 250.", [(250, "persons", "fell")]),
    ],
)
def test_a_bare_value_counts_what_it_is_put_to(text: str, want: list[tuple[float, str, str]]) -> None:
    assert [(q.value, q.unit, q.direction.value) for q in read(text)] == want


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("The council voted 12-3 to close the dam.", [12, 3]),
        ("The senate of Norland approved it by a vote of 51-49.", [51, 49]),
        ("The motion passed 7-2 on Monday.", [7, 2]),
        ("A 5–4 ruling let the levy stand.", [5, 4]),
        ("The council approved 12-15 flats.", []),
        ("The Rovers won 3-1.", []),
    ],
)
def test_votes_for_and_against(text: str, votes: list[float]) -> None:
    assert [q.value for q in read(text) if q.unit == "votes"] == votes


def test_a_difference_is_no_toll() -> None:
    assert [(q.value, q.role) for q in read("The toll rose by five to 12.")] == [(12, "killed")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Of the 90 injured, 14 are in critical condition.", [("persons", False), ("persons", True)]),
        ("Of the 80 drones launched, dozens were shot down.", [("drones", False), ("drones", False)]),
        ("At least 20 were killed, 12 of them women and children.", [("persons", False), ("persons", True)]),
        ("Eleven miners were rescued; three are still trapped.", [("persons", False), ("persons", False)]),
        ("Fire destroyed 20 homes and damaged 15 others.", [("homes", False), ("homes", False)]),
        ("Thousands were left without power.", [("persons", False)]),
    ],
)
def test_a_number_without_a_noun_counts_what_the_sentence_counts(text: str, units: list[tuple[str, bool]]) -> None:
    assert [(q.unit, q.of_which) for q in read(text)] == units


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("As of Tuesday, 31 people had died.", ["Tuesday"]),
        ("By Monday evening the toll stood at 31.", ["Monday evening"]),
        ("The company will cut 3,000 jobs by 2035.", [""]),
        ("The number of cases jumped to 1,204 on Monday, up from 980 a week earlier.", ["Monday", "a week earlier"]),
        ("The party won 34% of the vote, down from 41% in 2027.", ["", "2027"]),
    ],
)
def test_the_time_for_which_a_number_holds(text: str, when: list[str]) -> None:
    assert [q.as_of.span.exact if q.as_of else "" for q in read(text)] == when


def test_numbers_without_a_noun_count_people_where_the_verb_says_so() -> None:
    found = read("The blast struck the market, killing at least four and wounding 120, officials said.")
    assert [(q.value, q.unit, q.role) for q in found] == [(4, "persons", "killed"), (120, "persons", "injured")]


def test_parts_of_a_whole() -> None:
    found = read("The navy sent 80 drones, 56 of which were shot down.")
    assert [(q.value, q.unit, q.of_which) for q in found] == [(80, "drones", False), (56, "drones", True)]


def test_up_from_tells_a_rise_of_the_number_before_it() -> None:
    found = read("The city pledged 25 million euros in aid, up from 10 million euros last year.")
    assert [(q.value, q.direction) for q in found] == [(25e6, Direction.ROSE), (10e6, Direction.NONE)]


def test_those_included_share_the_role_though_the_verb_stands_between() -> None:
    found = read("Some 200 protesters were detained in the city, including 15 journalists.")
    assert [(q.role, q.of_which) for q in found] == [("arrested", False), ("arrested", True)]


def test_members_of_a_whole_have_its_role_and_no_direction() -> None:
    found = read("The death toll has risen to 11, including two children.")
    assert [(q.value, q.role, q.direction, q.of_which) for q in found] == [
        (11, "killed", Direction.ROSE, False),
        (2, "killed", Direction.NONE, True),
    ]
    three = only("The dead include three children.")
    assert (three.role, three.of_which) == ("killed", True)


def test_a_child_counts_as_one_among_the_dead_only() -> None:
    found = read("The blast killed seven people, including a child, on Monday.")
    assert [(q.value, q.unit, q.role, q.of_which) for q in found] == [
        (7, "persons", "killed", False),
        (1, "persons", "killed", True),
    ]
    assert read("A child waved from the ferry.") == ()


def test_the_ends_of_a_range() -> None:
    found = read("The charges stay live for four hours to two weeks.")
    assert [(q.value, q.unit) for q in found] == [(4, "hour"), (2, "week")]
    span = only("Between 10 and 15 people died.")
    assert (span.value, span.low, span.high) == (None, 10, 15)


def test_a_number_after_a_cut_does_not_reach_into_it() -> None:
    assert only("ESTMARK, Norland (Reuters) - Seven people died on Tuesday.").span.exact == "Seven"
    found = read("The pier burned.\nESTMARK -- Seven people died in the fire, police said.")
    assert [q.span.exact for q in found] == ["Seven"]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Dozens of people died.", 24),
        ("A handful of people died.", 2),
        ("Scores of people died.", 40),
        ("Several dozen people died.", 36),
        ("A few hundred people died.", 200),
        ("Tens of thousands of people died.", 20_000),
    ],
)
def test_vague_numbers_have_no_value(text: str, low: float) -> None:
    q = only(text)
    assert (q.value, q.low, q.bound) == (None, low, Bound.VAGUE)


@pytest.mark.parametrize(
    "text",
    [
        "He arrived on May 4, 2031.",
        "The F-16 jet landed.",
        "Ann Doe, 34, lives in Corva.",
        "A 12-year-old boy waved.",
        "The panel cited Article 5.",
        "Ferry No. 18 left.",
        "The mayor left three days ago.",
        "Call 0207 555 4368 today.",
        "One day he left.",
        "The 10-K form was late.",
        "Troops fired 155mm shells at the village.",
        "He fired a 9mm pistol and a .22-calibre rifle.",
        "The M1 and Highway 61 were closed.",
        "Flight 370 took off from Corva.",
        "His son, 7, was on board.",
        "Fuel costs three times as much as in May.",
        "Prices rose three times faster than wages.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.5 million", 1_500_000),
        ("two hundred and six", 206),
        ("265.66 billion", 265_660_000_000),
        ("twenty-one", 21),
        ("half a dozen", 6),
        ("a hundred thousand", 100_000),
    ],
)
def test_number_words(words: str, value: float) -> None:
    assert numbers.value(words) == value


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_slice_whatever_the_text(text: str) -> None:
    p = page(text + " The blast killed 7 people, 3 of them children, and cost $4 million.")
    assert all(p.report.text[q.span.start : q.span.end] == q.span.exact for q in quantities.find(p))


@pytest.mark.parametrize("unit", ["1,000 ", "9", "more than ", "hundred ", "1-", "$5 million "])
def test_long_repetition_takes_linear_time(unit: str) -> None:
    assert growth(lambda n: list(numbers.find(unit * n)), 400, 3200) < 20


def test_between_two_spelt_numbers_is_a_range_and_no_sum() -> None:
    weight = only("Between six and eight kilograms of powder were used.")
    assert (weight.low, weight.high, weight.unit) == (6, 8, "kg")


def test_a_change_by_a_sum_to_another_is_no_range() -> None:
    assert [q.value for q in read("Nordhaven Bank cut its forecast by $5 to $70.")] == [5, 70]


def test_a_second_sum_keeps_its_own_currency() -> None:
    assert [q.unit for q in read("Damage came to £3 million and 30 million naira.")] == ["GBP", "NGN"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Six students were shot dead.", "killed"),
        ("Another 52 remained missing.", "missing"),
        ("Seventeen people were not found dead.", ""),
    ],
)
def test_a_state_that_the_verb_tells_is_a_role(text: str, role: str) -> None:
    assert only(text).role == role


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Twelve people were killed on the lake, bringing the total to 57.",
            [(12, "killed", False), (57, "killed", False)],
        ),
        (
            "The dead were 165 passengers; 83 were women and 82 were men.",
            [(165, "", False), (83, "", False), (82, "", False)],
        ),
        (
            "Police arrested 60 people, including 56 men and four women.",
            [(60, "arrested", False), (56, "arrested", True), (4, "arrested", True)],
        ),
        ("Norland seized 12 trawlers. Another four were sunk.", [(12, "", False), (4, "", False)]),
    ],
)
def test_a_bare_number_counts_what_was_counted_before(text: str, want: list[tuple[float, str, bool]]) -> None:
    found = read(text)
    assert [(q.value, q.role, q.of_which) for q in found] == want
    assert len({q.unit for q in found}) == 1


@pytest.mark.parametrize(
    "text", ["Estmark suffered a 3-2 defeat to Norland.", "Estmark won 4-1 at home.", "It ended in a 2-3 defeat."]
)
def test_a_score_counts_nothing(text: str) -> None:
    assert read(text) == ()


def test_how_long_nothing_happened_is_no_limit() -> None:
    assert only("They had not been told anything for over four hours.").bound is Bound.AT_LEAST


def test_below_a_price_is_a_limit() -> None:
    assert only("Oil may slip below $65.").bound is Bound.AT_MOST


@pytest.mark.parametrize(
    ("text", "value", "role", "direction"),
    [
        (
            "The ministry has revised down the number of miners killed in the blast at the Korvat mine to 17.",
            17,
            "killed",
            Direction.FELL,
        ),
        ("Police raised the number of people injured in the blast to 52.", 52, "injured", Direction.ROSE),
        ("Officials cut the toll to 17.", 17, "killed", Direction.FELL),
    ],
)
def test_a_toll_is_put_to_a_new_value(text: str, value: float, role: str, direction: Direction) -> None:
    found = only(text)
    assert (found.value, found.role, found.direction) == (value, role, direction)


def test_what_befell_some_did_not_befall_the_whole() -> None:
    told = {q.value: q.role for q in read("Two of the five nurses were killed.")}
    assert told == {2: "killed", 5: ""}
