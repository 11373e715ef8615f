"""A briefing says who says what, in the reports' own characters, and words each claim as it stands."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from sayso import tell
from sayso.records import Briefing, Picture, Sentence
from sayso.tell.check import faults
from sayso.tell.compose import Composer
from sayso.tell.quote import quote
from sayso.tell.views import View
from sayso.terms import Certainty, Naming, Phase, PublishedBasis, SourceKind, Stance, Standing
from tests.tell.maker import Chain, Maker, ferry


def sentences(briefing: Briefing) -> list[Sentence]:
    return [briefing.lead, *(s for section in briefing.sections for s in section.sentences)]


def told(picture: Picture, section: str) -> list[str]:
    briefing = tell.brief(picture)
    return [s.text for part in briefing.sections if part.key == section for s in part.sentences]


def test_every_sentence_cites_passages_that_are_in_their_reports() -> None:
    picture = ferry()
    texts = {r.id: r.text for r in picture.reports}
    for sentence in sentences(tell.brief(picture)):
        assert sentence.spans, sentence.text
        assert all(texts[s.report][s.start : s.end] == s.exact for s in sentence.spans)


def test_quoted_words_are_the_characters_of_cited_passages() -> None:
    for sentence in sentences(tell.brief(ferry())):
        for part in sentence.parts:
            assert part.span is None or (part.text == part.span.exact and part.span in sentence.spans)
        assert "".join(p.text for p in sentence.parts) == sentence.text


def test_sections_stand_in_reading_order() -> None:
    assert [s.key for s in tell.brief(ferry()).sections] == [
        "happened",
        "disputed",
        "states",
        "figures",
        "said",
        "watch",
    ]


def test_what_happened_is_filed_by_day() -> None:
    happened = next(s for s in tell.brief(ferry()).sections if s.key == "happened")
    assert [s.label for s in happened.sentences] == ["4 May 2031"]


WORDING = {
    Standing.SINGLE_SOURCE: "Mayor Lena Marsh said: “the pier has burnt down”.",
    Standing.CORROBORATED: "Mayor Lena Marsh said: “the pier has burnt down”.",
    Standing.REPEATED: "Two outlets repeat, from one origin (Mayor Lena Marsh): “the pier has burnt down”.",
    Standing.UNATTRIBUTED: "It is reported, without a source: “the pier has burnt down”.",
    Standing.UNCONFIRMED: "Reported, but not officially confirmed: “the pier has burnt down”; "
    "the fire service did not confirm or deny it: “the pier has burnt down”.",
    Standing.LABELLED_FAKE: "A message labelled fake by Norland Lines claims: “the pier has burnt down”.",
    Standing.DENIED: "Mayor Lena Marsh said: “the pier has burnt down”; "
    "denied by Norland Lines: “the pier has burnt down”.",
    Standing.CONFIRMED: "Mayor Lena Marsh said: “the pier has burnt down”; "
    "confirmed by the fire service: “the pier has burnt down”.",
    Standing.DISPUTED: "Mayor Lena Marsh said: “the pier has burnt down”; "
    "denied by Norland Lines: “the pier has burnt down”.",
    Standing.PENDING: "Expected, according to Mayor Lena Marsh: “the pier has burnt down”.",
}


@pytest.mark.parametrize("standing", WORDING)
def test_wording_follows_standing(standing: Standing) -> None:
    m = Maker()
    post = m.report("Harbour Post", "Mayor Lena Marsh said the pier has burnt down.")
    wire = m.report("Coast Wire", "Mayor Lena Marsh said the pier has burnt down.")
    lines = m.report("Bay News", "Norland Lines denied that the pier has burnt down.")
    fire = m.report("Bay Sun", "Asked whether the pier has burnt down, the fire service declined to say.")
    sure = m.report("Bay Star", "The fire service said that the pier has burnt down.")
    by: Chain = (("Mayor Lena Marsh", "said", {}),)
    words = "the pier has burnt down"
    ours = [m.statement(r, words, by=by, subject="the pier") for r in (post, wire)]
    no = m.statement(lines, words, by=(("Norland Lines", "denied", {"stance": Stance.DENIES}),), stance=Stance.DENIES)
    mum = m.statement(
        fire,
        words,
        by=(("the fire service", "declined to say", {"stance": Stance.WITHHOLDS}),),
        stance=Stance.WITHHOLDS,
    )
    yes = m.statement(sure, words, by=(("The fire service", "said", {}),))
    if standing is Standing.PENDING:
        ours = [m.statement(post, words, by=by, subject="the pier", phase=Phase.FUTURE)]
    many = standing in (Standing.REPEATED, Standing.CORROBORATED)
    sides: dict[Standing, dict[str, Any]] = {
        Standing.DENIED: {"denied_by": (no.id,)},
        Standing.DISPUTED: {"denied_by": (no.id,)},
        Standing.LABELLED_FAKE: {"denied_by": (no.id,)},
        Standing.UNCONFIRMED: {"withheld_by": (mum.id,)},
        Standing.CONFIRMED: {"confirmed_by": (yes.id,)},
    }
    m.claim(*(ours if many else ours[:1]), standing=standing, **sides.get(standing, {}))
    found = [s.text for s in sentences(tell.brief(m.picture())) if s.claim]
    assert found == [WORDING[standing]]


def test_a_message_labelled_fake_is_never_told_as_fact() -> None:
    text = tell.markdown(tell.brief(ferry()), ferry())
    assert "A message labelled fake by harbour master claims: “the harbour water is poisoned”." in text
    assert text.count("poisoned") == 1


def test_a_figure_is_told_with_its_history_and_who_gives_the_last_value() -> None:
    assert told(ferry(), "figures") == [
        "7 (4 May 2031), then 11 (5 May 2031). Mayor Lena Marsh: “The death toll had risen to 11”."
    ]


def test_a_relative_day_is_explained_where_no_day_heads_it() -> None:
    assert told(ferry(), "watch") == [
        "Expected, according to harbour master: “The port will reopen on Tuesday” (“Tuesday” is Tuesday 6 May 2031)."
    ]


def test_a_pronoun_is_replaced_by_its_name_in_brackets() -> None:
    m = Maker()
    post = m.report("Harbour Post", "Lena Marsh praised the brigade. It had contained the fire by noon.")
    m.claim(m.statement(post, "It had contained the fire by noon", subject="It", entity="Estmark brigade"))
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text == "Harbour Post reports: “[Estmark brigade] had contained the fire by noon”."


def test_a_long_passage_is_cut_at_the_end_of_a_clause() -> None:
    m = Maker()
    clause = "the ferry was towed to the northern quay by two tugs under the eyes of the harbour police"
    post = m.report("Harbour Post", f"On Sunday {clause}, {clause}, {clause}.")
    shown = quote(m.statement(post, f"{clause}, {clause}, {clause}", subject="the ferry"))
    assert "".join(p.text for p in shown.parts) == f"“{clause}, {clause}…”"


def test_a_carrier_is_named_before_the_one_it_cites() -> None:
    m = Maker()
    post = m.report("Harbour Post", "The ferry had no pilot, Coast Wire reported, citing an unnamed official.")
    by = (
        ("Coast Wire", "reported", {"kind": SourceKind.OUTLET}),
        ("an unnamed official", "citing", {"naming": Naming.ANONYMOUS}),
    )
    m.claim(m.statement(post, "The ferry had no pilot", by=by, subject="The ferry"))
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text == "Coast Wire, citing an unnamed official: “The ferry had no pilot”."


def test_origins_are_told_where_they_are_fewer_than_reports() -> None:
    m = Maker()
    made = [
        m.statement(
            m.report(o, "The ferry Alba burnt out in the harbour."),
            "The ferry Alba burnt out in the harbour",
            subject="The ferry Alba",
        )
        for o in ("Harbour Post", "Coast Wire", "Bay News")
    ]
    m.claim(*made, standing=Standing.CORROBORATED, low=2, high=2)
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text == "Three outlets, from two independent origins, say: “The ferry Alba burnt out in the harbour”."


def test_two_outlets_are_named_and_more_are_counted() -> None:
    texts = dict.fromkeys(("Harbour Post", "Coast Wire", "Bay News"), "The ferry Alba burnt out in the harbour.")
    for n, who in ((2, "Harbour Post and Coast Wire report"), (3, "Three outlets say")):
        m = Maker()
        made = [
            m.statement(m.report(o, t), t.rstrip("."), subject="The ferry Alba") for o, t in list(texts.items())[:n]
        ]
        m.claim(*made, standing=Standing.CORROBORATED, low=n, high=n)
        (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
        assert text == f"{who}: “The ferry Alba burnt out in the harbour”."


def test_a_report_without_an_outlet_speaks_under_its_number() -> None:
    m = Maker()
    m.claim(
        m.statement(m.report("", "The ferry Alba burnt out."), "The ferry Alba burnt out", subject="The ferry Alba")
    )
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text == "S1 reports: “The ferry Alba burnt out”."


def test_a_report_and_its_newer_version_are_one_voice_and_the_newer_is_cited() -> None:
    m = Maker()
    words = "The ferry Alba burnt out in the harbour"
    first = m.report("Harbour Post", f"{words}.", "2031-05-05T06:00")
    later = m.report("Harbour Post", f"{words}.", revision_of=first.id)
    m.claim(*(m.statement(r, words, subject="The ferry Alba") for r in (first, later)), standing=Standing.REPEATED)
    (told,) = (s for s in sentences(tell.brief(m.picture())) if s.claim)
    assert told.text == f"Harbour Post reports: “{words}”."
    assert {s.report for s in told.spans} == {later.id}


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("Two port officials", SourceKind.PEOPLE, "Two unnamed port officials"),
        ("A diplomat", SourceKind.PERSON, "An unnamed diplomat"),
        ("Witnesses", SourceKind.PEOPLE, "Unnamed witnesses"),
        ("An anonymous caller", SourceKind.PERSON, "An anonymous caller"),
        ("The fire brigade", SourceKind.BODY, "The fire brigade"),
    ],
)
def test_people_whom_the_report_does_not_name_are_said_to_be_unnamed(name: str, kind: SourceKind, called: str) -> None:
    m = Maker()
    post = m.report("Harbour Post", f"{name} said the alarm was switched off. Not all witnesses agreed.")
    by = ((name, "said", {"naming": Naming.ANONYMOUS, "kind": kind}),)
    m.claim(m.statement(post, "the alarm was switched off", by=by, subject="the alarm"))
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text == f"{called} said: “the alarm was switched off”."


def test_no_claim_and_no_sentence_of_a_report_is_told_twice() -> None:
    briefing = tell.brief(ferry())
    claims = [s.claim for s in sentences(briefing) if s.claim]
    assert len(claims) == len(set(claims))


def test_the_headline_is_one_whose_figure_still_stands_and_its_outlet_is_named() -> None:
    m = Maker()
    post = m.report("Harbour Post", "The fire killed 7 people.", "2031-05-05T06:00", title="Fire on ferry kills 7")
    wire = m.report("Coast Wire", "The fire killed 11 people.", "2031-05-05T09:00", title="Ferry fire toll now 11")
    news = m.report("Bay News", "The ferry is afloat.", "2031-05-05T10:00", title="Ferry afloat after the fire")
    early = m.statement(post, "The fire killed 7 people", number=("7", 7), subject="The fire")
    late = m.statement(wire, "The fire killed 11 people", number=("11", 11), subject="The fire")
    m.claim(early, standing=Standing.SUPERSEDED)
    m.claim(late)
    m.claim(m.statement(news, "The ferry is afloat", subject="The ferry"))
    m.follow("ferry fire", "killed", (7, early, "2031-05-05"), (11, late, "2031-05-05"))
    briefing = tell.brief(m.picture())
    assert briefing.title == "Ferry fire toll now 11"
    assert "; headline: Coast Wire." in briefing.lead.text


def test_the_list_of_reports_tells_assumed_days_versions_and_copies() -> None:
    m = Maker()
    first = m.report("Harbour Post", "The ferry burnt out.", published_basis=PublishedBasis.STORY)
    m.report("Harbour Post", "The ferry burnt out at sea.", "2031-05-05T10:00", revision_of=first.id)
    text = tell.markdown(tell.brief(m.picture()), m.picture())
    assert "00.txt (day assumed from the other reports)" in text.replace("\\", "")
    assert "01.txt (newer version of S1)" in text.replace("\\", "")


def test_what_is_undated_stands_under_the_day_on_which_it_was_reported() -> None:
    m = Maker()
    words = "Smoke from the burning ferry Alba drifts over Estmark"
    made = [m.statement(m.report(o, f"{words}."), words, subject="Smoke", phase=Phase.ONGOING)
            for o in ("Harbour Post", "Coast Wire")]  # fmt: skip
    m.claim(*made, standing=Standing.CORROBORATED, low=2, high=2)
    (section,) = tell.brief(m.picture()).sections
    assert (section.key, section.sentences[0].label) == ("happened", "Reported on 5 May 2031")
    moved = msgspec.structs.replace(section.sentences[0], label="Reported on 4 May 2031")
    assert faults(moved, View(m.picture()))


def test_what_has_passed_or_only_may_be_is_not_to_watch() -> None:
    m = Maker()
    post = m.report("Harbour Post", "The port will reopen on Sunday. The mayor may resign. Tugs will leave on Tuesday.")
    for words, day, certainty in (
        ("The port will reopen on Sunday", ("Sunday", "2031-05-04"), Certainty.CERTAIN),
        ("The mayor may resign", None, Certainty.POSSIBLE),
        ("Tugs will leave on Tuesday", ("Tuesday", "2031-05-06"), Certainty.CERTAIN),
    ):
        subject = " ".join(words.split()[:-4]) or words.split()[0]
        made = m.statement(post, words, day=day, subject=subject, phase=Phase.FUTURE, certainty=certainty)
        m.claim(made, standing=Standing.PENDING)
    assert [t.split("“")[1] for t in told(m.picture(), "watch")] == ["Tugs will leave on Tuesday” ("]


def test_a_confirmation_that_is_withheld_is_to_watch_where_it_is_not_told_as_disputed() -> None:
    m = Maker()
    post = m.report("Harbour Post", "The alarm was switched off. The police would not confirm that.")
    off = m.statement(post, "The alarm was switched off", subject="The alarm")
    mum = m.statement(post, "that", by=(("The police", "would not confirm", {"stance": Stance.WITHHOLDS}),),
                      stance=Stance.WITHHOLDS)  # fmt: skip
    claim = m.claim(off, standing=Standing.UNCONFIRMED, withheld_by=(mum.id,))
    view = View(m.picture())
    made = Composer(view).awaited(claim)
    assert made is not None
    assert made.text == "Still to be confirmed by the police: “The alarm was switched off”."
    assert faults(made, view) == []


def test_punctuation_inside_the_last_quotation_marks_is_left_out() -> None:
    m = Maker()
    post = m.report("Harbour Post", 'The owner called the ferry "the safest on this coast."')
    made = m.statement(post, 'The owner called the ferry "the safest on this coast."', subject="The owner")
    m.claim(made)
    (told,) = (s for s in sentences(tell.brief(m.picture())) if s.claim)
    assert told.text == 'Harbour Post reports: ‘The owner called the ferry "the safest on this coast"’.'
    assert faults(told, View(m.picture())) == []


def test_a_pronoun_for_the_speaker_is_shown_with_the_speaker() -> None:
    m = Maker()
    post = m.report("Harbour Post", "Norland Lines said it lowered all boats. He said he wept.")
    boats = m.statement(post, "it lowered all boats", by=(("Norland Lines", "said", {}),), subject="it",
                        entity="Norland Lines")  # fmt: skip
    m.claim(boats)
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text == "Harbour Post reports: “Norland Lines said it lowered all boats”."


def test_a_pronoun_that_speaks_is_told_with_its_name() -> None:
    m = Maker()
    post = m.report(
        "Harbour Post", "Lena Marsh was asked about the alarm. He could neither confirm nor deny the fault."
    )
    by = (("He", "neither confirm nor deny", {"stance": Stance.WITHHOLDS}),)
    made = m.statement(post, "He could neither confirm nor deny the fault", by=by, subject="He", entity="Lena Marsh",
                       stance=Stance.WITHHOLDS)  # fmt: skip
    said = msgspec.structs.replace(
        made.attributions[0], source=msgspec.structs.replace(made.attributions[0].source, name="Lena Marsh")
    )
    m.statements[-1] = msgspec.structs.replace(made, attributions=(said,))
    m.claim(m.statements[-1])
    (text,) = (s.text for s in sentences(tell.brief(m.picture())) if s.claim)
    assert text.startswith("Lena Marsh did not confirm or deny it: “")


def test_what_is_set_for_a_day_to_come_is_to_watch() -> None:
    m = Maker()
    post = m.report("Harbour Post", "The council declared a day of mourning for Tuesday.")
    words = "The council declared a day of mourning for Tuesday"
    m.claim(m.statement(post, words, day=("Tuesday", "2031-05-06"), subject="The council"))
    assert told(m.picture(), "watch") == [f"Harbour Post reports: “{words}” (“Tuesday” is Tuesday 6 May 2031)."]


def edited() -> Maker:
    m = Maker()
    first = m.report("Harbour Post", "There were 312 people on board.", "2031-05-05T06:00")
    later = m.report("Harbour Post", "There were 287 people on board.", revision_of=first.id)
    was = m.statement(first, "There were 312 people on board", number=("312", 312), subject="There")
    now = m.statement(later, "There were 287 people on board", number=("287", 287), subject="There")
    m.claim(was, standing=Standing.SUPERSEDED)
    m.claim(now)
    m.follow("ferry", "people", (312, was, "2031-05-05"), (287, now, "2031-05-05"))
    return m


def test_a_figure_changed_by_an_edit_is_told_as_changed() -> None:
    (text,) = told(edited().picture(), "figures")
    assert "then 287 (changed from 312 in a later version) (5 May 2031)." in text


def test_a_change_by_edit_that_no_version_shows_is_refused() -> None:
    picture = edited().picture()
    (made,) = (s for part in tell.brief(picture).sections if part.key == "figures" for s in part.sentences)
    text = made.text.replace("changed from 312", "changed from 300")
    parts = tuple(
        p if p.span else msgspec.structs.replace(p, text=p.text.replace("changed from 312", "changed from 300"))
        for p in made.parts
    )
    assert faults(made, View(picture)) == []
    assert faults(msgspec.structs.replace(made, text=text, parts=parts), View(picture))


def test_an_unknown_story_is_an_error() -> None:
    with pytest.raises(KeyError):
        tell.brief(ferry(), story="no such story")


def test_a_story_can_be_told_alone() -> None:
    assert tell.brief(ferry(), story="Ferry fire at Estmark").sections == tell.brief(ferry()).sections


def test_an_empty_picture_gives_an_empty_briefing() -> None:
    briefing = tell.brief(Picture())
    assert briefing.sections == ()
    assert briefing.title == "No reports"


def test_all_that_is_told_passes_the_checker() -> None:
    picture = ferry()
    for sentence in sentences(tell.brief(picture)):
        assert faults(sentence, View(picture)) == []


def test_a_disputed_claim_is_told_with_the_other_side_or_as_contradicted() -> None:
    m = Maker()
    north = m.statement(
        m.report("Harbour Post", "The ferry sank north of the mole."),
        "The ferry sank north of the mole",
        subject="The ferry",
    )
    south = m.statement(
        m.report("Coast Wire", "The ferry sank south of the mole."),
        "The ferry sank south of the mole",
        subject="The ferry",
    )
    other = m.claim(south)
    m.claim(north, standing=Standing.DISPUTED, excludes=(other.id,))
    assert told(m.picture(), "disputed")[0] == (
        "Harbour Post reports: “The ferry sank north of the mole”; "
        "but Coast Wire reports: “The ferry sank south of the mole”."
    )
    alone = Maker()
    alone.claim(
        alone.statement(
            alone.report("Harbour Post", "The ferry sank north of the mole."),
            "The ferry sank north of the mole",
            subject="The ferry",
        ),
        standing=Standing.DISPUTED,
    )
    assert told(alone.picture(), "disputed") == [
        "Harbour Post reports: “The ferry sank north of the mole”; "
        "other statements in these reports cannot hold with it."
    ]


def test_without_a_moment_the_lead_goes_by_the_latest_report() -> None:
    picture = msgspec.structs.replace(ferry(), as_of=None)
    assert tell.brief(picture).lead.text.startswith("As of the latest report, Monday 5 May 2031, 11:00 UTC, from three")
