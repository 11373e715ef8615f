"""The trained tagger: what it adds to the rules, and that it can be left out."""

from __future__ import annotations

import string
import time
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso import flow
from sayso.read import models, read, sentences
from sayso.read.attribution import tagger
from sayso.read.attribution.tagger import features, network
from sayso.records import Attribution, Reading
from sayso.spans import Range
from tests.read.pages import report

REPORT = (
    "Engineers are confident that the old dam at Northaven is sound.\n\n"
    "The mayor of Northaven said on Tuesday that the bridge would stay shut. "
    '"We will not open it before spring," Jana Orel told reporters.\n'
)


def acts(text: str) -> list[tuple[list[str], str, list[str]]]:
    doc = models.parse(text, sentences.starts(text))
    found = tagger.find(doc, text)

    def said(ranges: Iterable[Range]) -> list[str]:
        return [doc[a:b].text for a, b in ranges]

    return [(said(x.source), doc[slice(*x.cue)].text, said(x.content)) for x in found]


def added(reading: Reading) -> list[Attribution]:
    return [a for a in reading.attributions if a.found_by == "tagger"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The harbour office said that two ferries collided.",
            "The harbour office",
            "said",
            "that two ferries collided",
        ),
        ('"The road is closed," Mira Holt said.', "Mira Holt", "said", '"The road is closed,"'),
        (
            "According to the miners, the lift had failed twice.",
            "the miners",
            "According to",
            "the lift had failed twice",
        ),
        ("Villagers fear that the levee will break.", "Villagers", "fear", "that the levee will break"),
    ],
)
def test_source_cue_and_content_are_marked(text: str, source: str, cue: str, content: str) -> None:
    assert ([source], cue, [content]) in acts(text)


def test_it_adds_what_no_rule_finds_and_says_so() -> None:
    [found] = added(read(report(REPORT))[0])
    assert found.source.name == "Engineers"
    assert [c.exact for c in found.content] == ["the old dam at Northaven is sound"]


def test_what_the_rules_find_is_left_as_it_is() -> None:
    both, _ = read(report(REPORT))
    rules, _ = read(report(REPORT), tagger=False)
    assert added(rules) == []
    assert tuple(a for a in both.attributions if not a.found_by) == rules.attributions


def test_a_reading_tells_whether_it_was_made_by_the_rules_alone() -> None:
    both, rules = (read(report(REPORT), tagger=on)[0] for on in (True, False))
    assert both.reader == flow.reader_version() != rules.reader == flow.reader_version(tagger=False)


@pytest.mark.parametrize(
    "text",
    [
        "Northaven hopes to open the bridge before spring.",
        "The council praised the crew of the ferry.",
        "Nobody is confident that the old dam at Northaven is sound.",
        "Engineers are unsure whether the old dam is sound.",
    ],
)
def test_wishes_praise_and_what_nobody_thinks_are_not_added(text: str) -> None:
    assert added(read(report(text))[0]) == []


def test_the_same_text_gives_the_same_acts() -> None:
    assert acts(REPORT) == acts(REPORT) != []


def test_another_parser_is_read_without_its_vectors() -> None:
    doc = models.parse(REPORT, sentences.starts(REPORT))
    doc.tensor = np.ones((len(doc), 768), dtype=np.float32)
    assert not tagger.context(doc).any()
    assert tagger.find(doc, REPORT)


def test_a_repaired_parse_keeps_the_vectors_of_its_tokens() -> None:
    text = (
        "The dam which was built long ago is sound and the gates are shut, the port office of Northaven said on Monday."
    )
    doc = models.parse(text, [0])
    assert doc.tensor.shape == (len(doc), network.CONTEXT)


def test_a_text_without_tokens_has_no_acts() -> None:
    assert tagger.find(Doc(models.pipeline().vocab, words=[]), "") == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"\"'“”\n.,-\u00a0\u200b", " said ", "He ", "that ", "The port ", *string.digits]), max_size=60
    )
)
def test_any_text_gives_ranges_inside_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = models.parse(text, sentences.starts(text))
    for act in tagger.find(doc, text):
        for start, end in (act.cue, *act.source, *act.content):
            assert 0 <= start < end <= len(doc)


def test_windows_of_many_cues_do_not_grow_with_the_report() -> None:
    text = REPORT * 40
    doc = models.parse(text, sentences.starts(text))
    tokens = features.of(doc, text)
    longest = features.AHEAD + features.BACK + 2 * features.FAR
    cues = [(i, i + 1) for i in range(0, len(doc), 5)]
    assert len(features.windows(tokens, cues).token) <= len(cues) * (longest + features.GAP)


def test_time_grows_with_the_length() -> None:
    def seconds(times: int) -> float:
        text = REPORT * times
        doc = models.parse(text, sentences.starts(text))
        begin = time.process_time()
        tagger.find(doc, text)
        return time.process_time() - begin

    seconds(1)
    assert seconds(160) < 10 * max(seconds(20), 0.005)
