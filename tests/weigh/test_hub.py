"""A model of inference as second judge: what follows both ways is the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.terms import Verdict
from sayso.weigh.matching.hub import Inference, Unfit
from sayso.weigh.matching.judge import Opinion
from sayso.weigh.matching.questions import Passage, Question

from ..inference_model import make


def judged(model: Inference, *pairs: tuple[str, str]) -> list[Opinion]:
    asked = [Question(left="s_1", right="s_2", a=Passage(words=a), b=Passage(words=b)) for a, b in pairs]
    found = list(model.judge(asked))
    assert [f[0] for f in found if isinstance(f, tuple)] == asked
    return [f[1] for f in found if isinstance(f, tuple)]


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("six people died in the fire", "in the fire six people died", Verdict.SAME),
        ("the port was not closed", "the port was closed", Verdict.EXCLUDES),
        ("six people died in the fire", "six people died", Verdict.UNSURE),
        ("six people died", "the ferry burned", Verdict.RELATED),
    ],
)
def test_verdicts_come_from_inference_both_ways(tmp_path: Path, a: str, b: str, verdict: Verdict) -> None:
    model = Inference("hub:small", make(tmp_path) / "onnx" / "model.onnx")
    there, back = judged(model, (a, b), (b, a))
    assert (there.verdict, back.verdict) == (verdict, verdict)
    assert there.score == back.score >= 0.5
    assert there.reasons


def test_words_that_do_not_name_their_subject_are_judged_with_it(tmp_path: Path) -> None:
    model = Inference("hub:small", make(tmp_path) / "onnx" / "model.onnx")
    a, b = Passage(words="was closed", about="the port"), Passage(words="the port was closed")
    ((_, opinion),) = (f for f in model.judge([Question(left="s_1", right="s_2", a=a, b=b)]) if isinstance(f, tuple))
    assert opinion.verdict == Verdict.SAME


def test_a_model_may_lie_beside_its_tokenizer(tmp_path: Path) -> None:
    model = Inference("hub:small", make(tmp_path, beneath=".") / "model.onnx")
    assert judged(model, ("the fire", "the fire"))[0].verdict == Verdict.SAME


def test_labels_may_come_in_any_order_and_case(tmp_path: Path) -> None:
    model = Inference("hub:small", make(tmp_path, ("CONTRADICTION", "ENTAILMENT", "NEUTRAL")) / "onnx" / "model.onnx")
    assert judged(model, ("the fire", "the fire"))[0].verdict == Verdict.SAME


@pytest.mark.parametrize("labels", [("LABEL_0", "LABEL_1"), ("positive", "negative"), ("not_entailment",), ()])
def test_a_model_that_is_trained_for_something_else_is_unfit(tmp_path: Path, labels: tuple[str, ...]) -> None:
    with pytest.raises(Unfit, match="entailment"):
        Inference("hub:small", make(tmp_path, labels) / "onnx" / "model.onnx")


@pytest.mark.parametrize("broken", ["config.json", "tokenizer.json", "onnx/model.onnx"])
@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_a_broken_model_is_unfit(tmp_path: Path, broken: str, how: str) -> None:
    file = make(tmp_path) / broken
    file.write_text("{]") if how == "garbage" else file.unlink()
    with pytest.raises(Unfit):
        Inference("hub:small", tmp_path / "onnx" / "model.onnx")


def test_a_config_of_another_shape_is_unfit(tmp_path: Path) -> None:
    (make(tmp_path) / "config.json").write_text(json.dumps({"id2label": ["entailment"]}))
    with pytest.raises(Unfit):
        Inference("hub:small", tmp_path / "onnx" / "model.onnx")
