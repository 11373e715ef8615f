"""The quick ruler gives every token what the plain one gives it."""

from __future__ import annotations

from importlib import import_module

import pytest
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.util import get_lang_class

from sayso.read import models
from sayso.read.ruler import Remembering

TEXTS = (
    "He's gonna say it ain't so, and nuthin' was done; they had been told there are two ships.",
    "The mayor did not know that \n\n this is what you'd call a port. Let's go, y'all, c'mon!",
    "There's a third of it which had gone, and those gets got I doing: it hit it, it did have to.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_same_as_the_ruler_that_tries_every_pattern(text: str) -> None:
    meta = models.pipeline().meta
    plain = import_module(f"{meta['lang']}_{meta['name']}").load()
    quick = import_module(f"{meta['lang']}_{meta['name']}").load()
    ruler = quick.get_pipe("attribute_ruler")
    ruler.matcher = Remembering(ruler)
    told = [[(t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_) for t in nlp(text)] for nlp in (plain, quick)]
    assert told[0] == told[1]


def test_patterns_that_look_further_are_tried_each_time() -> None:
    vocab = get_lang_class("en")().vocab
    ruler = AttributeRuler(vocab)
    ruler.add([[{"LOWER": "port"}]], {"TAG": "A"})
    ruler.add([[{"LOWER": "the"}, {"LOWER": "port"}]], {"TAG": "B"}, index=1)
    ruler.add([[{"ORTH": "PORT"}]], {"TAG": "C"})
    ruler.add([[{"LOWER": {"NOT_IN": ["port", "the", "a"]}}]], {"TAG": "D"})
    ruler.matcher = Remembering(ruler)  # type: ignore[assignment]
    doc = ruler(Doc(vocab, words=["A", "port", "the", "port", "PORT", "closed"]))
    assert [t.tag_ for t in doc] == ["", "A", "", "B", "C", "D"]
