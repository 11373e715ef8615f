"""From the log to clusters: pure, and any judgement can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from sayso.records import Judgement
from sayso.terms import JudgeKind, Verdict
from sayso.weigh.matching.judgements import clusters, standing_log

DAY = datetime(2031, 5, 4, tzinfo=UTC)


def rule(pair: str, verdict: Verdict, score: float = 0.8) -> Judgement:
    return Judgement(left=pair[0], right=pair[1], verdict=verdict, score=score, reasons=(), by="rules/1")


def person(pair: str, verdict: Verdict, hour: int = 0) -> Judgement:
    return said(pair, verdict, hour, "ann", JudgeKind.PERSON)


def model(pair: str, verdict: Verdict, hour: int = 0) -> Judgement:
    return said(pair, verdict, hour, "llm:small", JudgeKind.MODEL)


def said(pair: str, verdict: Verdict, hour: int, by: str, kind: JudgeKind) -> Judgement:
    at = DAY.replace(hour=hour)
    return Judgement(left=pair[0], right=pair[1], verdict=verdict, score=1.0, reasons=(), by=by, kind=kind, at=at)


def undone(j: Judgement, hour: int) -> Judgement:
    at = DAY.replace(hour=hour)
    return replace(j, verdict=Verdict.UNSURE, by="bob", kind=JudgeKind.PERSON, at=at, undoes=j.act)


def test_same_joins() -> None:
    assert clusters("abc", [rule("ab", Verdict.SAME)]) == [["a", "b"], ["c"]]


def test_probable_and_related_never_join() -> None:
    assert clusters("abc", [rule("ab", Verdict.PROBABLE), rule("bc", Verdict.RELATED)]) == [["a"], ["b"], ["c"]]


def test_an_exclusion_keeps_apart_what_a_third_would_join() -> None:
    log = [rule("ab", Verdict.SAME), rule("bc", Verdict.SAME, 0.7), rule("ac", Verdict.EXCLUDES)]
    assert clusters("abc", log) == [["a", "b"], ["c"]]


def test_one_stray_link_does_not_join_two_groups() -> None:
    log = [rule(p, Verdict.SAME, 0.9) for p in ("ab", "bc", "ac", "de", "ef", "df")]
    log += [rule("cd", Verdict.SAME, 0.5)]
    log += [rule(a + b, Verdict.DIFFERENT, 0.3) for a in "abc" for b in "def" if a + b != "cd"]
    assert clusters("abcdef", log) == [["a", "b", "c"], ["d", "e", "f"]]


def test_people_overrule_rules() -> None:
    log = [rule("ab", Verdict.SAME), person("ab", Verdict.DIFFERENT)]
    assert clusters("ab", log) == [["a"], ["b"]]
    log = [rule("ab", Verdict.EXCLUDES), person("ab", Verdict.SAME)]
    assert clusters("ab", log) == [["a", "b"]]


def test_the_latest_word_of_people_counts() -> None:
    log = [person("ab", Verdict.SAME, 1), person("ab", Verdict.DIFFERENT, 2)]
    assert clusters("ab", log) == clusters("ab", log[::-1]) == [["a"], ["b"]]


def test_undoing_a_judgement_restores_the_clusters() -> None:
    log = [rule("ab", Verdict.SAME), rule("cd", Verdict.SAME)]
    before = clusters("abcd", log)
    log.append(person("bc", Verdict.SAME, 1))
    assert clusters("abcd", log) == [["a", "b", "c", "d"]]
    log.append(person("bc", Verdict.UNSURE, 2))
    assert clusters("abcd", log) == before


def test_the_order_of_the_log_does_not_matter() -> None:
    log = [rule("ab", Verdict.SAME, 0.6), rule("bc", Verdict.SAME, 0.6), rule("ac", Verdict.EXCLUDES, 0.4)]
    assert clusters("abc", log) == clusters("cba", log[::-1])


def test_judgements_on_unknown_statements_are_ignored() -> None:
    assert clusters("ab", [rule("az", Verdict.SAME)]) == [["a"], ["b"]]


# ------------------------------------------------------------------------- models


def test_a_model_lifts_what_is_probable_and_lowers_what_is_barely_the_same() -> None:
    assert clusters("ab", [rule("ab", Verdict.PROBABLE, 0.33), model("ab", Verdict.SAME)]) == [["a", "b"]]
    for lower in (Verdict.RELATED, Verdict.DIFFERENT, Verdict.EXCLUDES):
        assert clusters("ab", [rule("ab", Verdict.SAME, 0.37), model("ab", lower)]) == [["a"], ["b"]]


@pytest.mark.parametrize("veto", [Verdict.EXCLUDES, Verdict.UPDATES, Verdict.DIFFERENT, Verdict.RELATED])
def test_no_model_overrules_what_a_slot_forbids(veto: Verdict) -> None:
    log = [rule("ab", veto, 0.6), model("ab", Verdict.SAME)]
    assert clusters("ab", log) == [["a"], ["b"]]
    assert clusters("ab", [*log, person("ab", Verdict.SAME, 1)]) == [["a", "b"]]


def test_what_the_rules_do_not_judge_no_model_joins() -> None:
    assert clusters("ab", [model("ab", Verdict.SAME)]) == [["a"], ["b"]]


def test_an_unsure_model_leaves_the_rules_as_they_are() -> None:
    assert clusters("ab", [rule("ab", Verdict.SAME), model("ab", Verdict.UNSURE)]) == [["a", "b"]]


def test_people_overrule_models_whenever_they_spoke() -> None:
    log = [rule("ab", Verdict.PROBABLE, 0.33), person("ab", Verdict.DIFFERENT, 1), model("ab", Verdict.SAME, 2)]
    assert clusters("ab", log) == clusters("ab", log[::-1]) == [["a"], ["b"]]


def test_what_a_model_says_to_exclude_disputes_nothing_and_bars_nothing() -> None:
    log = [rule("ab", Verdict.SAME, 0.37), model("ab", Verdict.EXCLUDES)]
    held = standing_log(log)["a", "b"]
    assert (held.verdict, held.score, held.by) == (Verdict.DIFFERENT, 0.37, "llm:small")
    log += [rule("ac", Verdict.SAME), rule("bc", Verdict.SAME)]
    assert clusters("abc", log) == [["a", "b", "c"]]


# ------------------------------------------------------------------------- people


def test_what_one_person_said_another_takes_back_and_what_was_before_holds() -> None:
    log = [rule("ab", Verdict.PROBABLE), person("ab", Verdict.SAME, 1), person("ab", Verdict.DIFFERENT, 2)]
    assert clusters("ab", [*log, undone(log[2], 3)]) == [["a", "b"]]
    assert clusters("ab", [*log, undone(log[2], 3), undone(log[1], 4)]) == [["a"], ["b"]]


def test_taking_a_model_back_leaves_the_rules() -> None:
    log = [rule("ab", Verdict.PROBABLE), model("ab", Verdict.SAME)]
    assert clusters("ab", [*log, undone(log[1], 3)]) == [["a"], ["b"]]


def test_people_join_two_groups_though_a_rule_forbids_two_of_their_members() -> None:
    log = [rule("ab", Verdict.SAME), rule("cd", Verdict.SAME), rule("bd", Verdict.EXCLUDES)]
    log += [person(pair, Verdict.SAME) for pair in ("ac", "ad", "bc")]
    assert clusters("abcd", log) == [["a", "b", "c", "d"]]


def test_people_do_not_join_what_people_part() -> None:
    log = [person("ab", Verdict.SAME), person("bc", Verdict.SAME), person("ac", Verdict.DIFFERENT)]
    assert clusters("abc", log) == clusters("abc", log[::-1]) == [["a", "b"], ["c"]]
