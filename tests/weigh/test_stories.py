from datetime import UTC, datetime, timedelta

from sayso.records import Report, content_id
from sayso.weigh.storylines.stories import stories, within

FERRY = [
    "Fire gutted the ferry Lady Aldis at the mouth of Estmark harbour; harbour master Ilse Torvane closed the port. "
    "The rescue service counted six dead among the passengers of Tarn Line.",
    "Tarn Line mourned the passengers of the Lady Aldis, the ferry that burned at Estmark. Ilse Torvane, the harbour "
    "master, said that tugs would tow the wreck to a naval pier.",
    "Divers searched the car deck of the Lady Aldis at Estmark. Tarn Line said that the ferry had passed inspection; "
    "Ilse Torvane expected the harbour to reopen.",
]
WAREHOUSE = [
    "Fire destroyed a furniture warehouse in Pellworth, and the fire chief Oda Renstrake counted three dead packers. "
    "A paint store at the Calder works had exploded.",
    "The Calder works in Pellworth mourned three packers who died when its furniture warehouse burned. Oda Renstrake, "
    "the fire chief, said that a paint store had exploded.",
]
CRICKET = [
    "The bowlers of Hallmere took nine wickets before tea, and captain Wendel Strake declared with a lead of forty. "
    "Rain ended play at Oldquay.",
]


def report(text: str, day: int = 4, title: str = "") -> Report:
    at = datetime(2031, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return Report(id=content_id("rep", text, day), name=text[:20], text=text, title=title, published=at)


def groups(*reports: Report) -> set[frozenset[str]]:
    names = {r.id: r.name for r in reports}
    return {frozenset(names[i] for i in s.reports) for s in stories(reports, ())}


def test_two_fires_of_one_day_and_a_match_are_three_stories() -> None:
    told = [report(t) for t in FERRY + WAREHOUSE + CRICKET]
    assert sorted(len(g) for g in groups(*told)) == [1, 2, 3]


def test_two_crashes_of_one_week_are_two_stories() -> None:
    crash = "A bus crashed into a lorry near {place} and {n} people died. The driver {name} lies in {place} hospital."
    one = [report(crash.format(place="Ardmere", n=n, name="Tove Lindmarr"), 3) for n in ("four", "five")]
    two = [report(crash.format(place="Vessery", n=n, name="Joren Ablath"), 6) for n in ("nine", "ten")]
    found = groups(*one, *two)
    assert all(len({"Ardmere", "Vessery"} & {w for r in g for w in r.split()}) <= 1 for g in found)


def test_the_order_of_the_reports_makes_no_difference() -> None:
    told = [report(t) for t in FERRY + WAREHOUSE + CRICKET]
    assert stories(told, ()) == stories(told[::-1], ())


def test_an_id_stays_when_a_later_report_joins() -> None:
    told = [report(t, day) for day, t in enumerate(FERRY)]
    assert stories(told[:2], ())[0].id == stories(told, ())[0].id


def test_a_story_is_called_by_a_headline_of_its_own() -> None:
    told = [
        report(FERRY[0], title="Ferry Lady Aldis burns at Estmark"),
        report(FERRY[1], title="Morning news in brief"),
    ]
    assert [s.title for s in stories(told, ())] == ["Ferry Lady Aldis burns at Estmark"]


def test_a_story_without_headlines_is_called_by_its_names() -> None:
    title = stories([report(t) for t in FERRY], ())[0].title
    assert any(name in title for name in ("Aldis", "Estmark", "Torvane", "Tarn"))


def test_a_report_that_ends_on_another_story_stands_in_both_by_parts() -> None:
    aside = "In Pellworth, the fire chief Oda Renstrake said that a fourth packer of the Calder works had died."
    mixed = "\n\n".join([*FERRY, aside])
    told = [report(t) for t in FERRY + WAREHOUSE]
    both = report(mixed)
    found = stories([*told, both], ())
    homes = [s for s in found if both.id in s.reports]
    assert len(homes) == 2
    for story in homes:
        for segment in story.segments:
            assert segment.span.exact == both.text[segment.span.start : segment.span.end]
            assert within(story, segment.span)
    ferry, other = sorted(homes, key=lambda s: -len(s.reports))
    assert "Pellworth" not in " ".join(g.span.exact for g in ferry.segments)
    assert "Pellworth" in " ".join(g.span.exact for g in other.segments)


def test_a_promotion_that_every_report_ends_with_is_no_second_story() -> None:
    promotion = "Hear more of the bowlers of Hallmere and captain Wendel Strake at Oldquay in our sports newsletter."
    told = [report(f"{t}\n\n{t}\n\n{promotion}") for t in FERRY] + [report(CRICKET[0])]
    assert not any(s.segments for s in stories(told, ()))


def test_reports_months_apart_are_not_one_story() -> None:
    assert len(groups(report(FERRY[0], 0), report(FERRY[1], 200))) == 2


AGAIN = [
    "Flood water from the river Aske reached the old town of Pellworth on Monday. Mayor Ivo Tarn ordered 300 people "
    "to leave their homes. The river stood at 4 metres.",
    "The river Aske flooded the old town of Pellworth again, and 450 residents were told to leave. Mayor Ivo Tarn said "
    "that the dyke had held. The river stood at 5 metres on Friday.",
    "A bus crashed on the Ardmere pass on Sunday and six people died, police in Ardmere said. The driver, Tove Lind, "
    "lies in Ardmere hospital. Snow lay on the road.",
    "Eleven died when a bus crashed on the Ardmere pass on Tuesday, the police of Ardmere said. The driver, Jon Berg, "
    "was unhurt. Ice had formed on the road overnight.",
]
GORILLA = (
    "Keepers at Hallmere zoo shot the gorilla Mbeya after Tobin Arl, a boy of four, slid through the railing and fell "
    "into the moat. Curator Sanna Wick said that a tranquilliser would have taken minutes. Visitors filmed as the "
    "silverback dragged the child past the waterfall. The Oldquay primate fund and the animal league Pawsteps demanded "
    "an inquiry into the enclosure, which inspector Jorun Feld had passed in spring. "
)


def test_what_strikes_one_place_twice_is_two_stories() -> None:
    for first, again in (AGAIN[:2], AGAIN[2:]):
        assert len(groups(report(first, 0), report(again, 300), report(CRICKET[0]))) == 3


def test_a_report_dated_by_the_day_it_was_stored_joins_its_story() -> None:
    stored = GORILLA.replace("Keepers at Hallmere zoo shot", "At Hallmere zoo, keepers have killed").replace(
        "Visitors filmed as", "A film shows how"
    )
    assert [len(g) for g in groups(report(GORILLA, 0), report(stored, 550))] == [2]


def test_a_report_without_a_date_joins_by_its_words() -> None:
    undated = Report(id="rep_undated", name="undated", text=FERRY[2])
    assert any("undated" in g and len(g) == 3 for g in groups(report(FERRY[0]), report(FERRY[1]), undated))


def test_empty_reports_and_no_reports() -> None:
    assert stories((), ()) == ()
    assert len(stories([Report(id="rep_a", name="a", text=""), Report(id="rep_b", name="b", text="")], ())) == 2
