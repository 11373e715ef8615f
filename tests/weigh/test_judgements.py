"""From the log to clusters: pure, and any judgement can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.records import Judgement
from sayso.terms import Verdict
from sayso.weigh.judgements import clusters

DAY = datetime(2031, 5, 4, tzinfo=UTC)


def rule(pair: str, verdict: Verdict, score: float = 0.8) -> Judgement:
    return Judgement(left=pair[0], right=pair[1], verdict=verdict, score=score, reasons=(), by="rules/1")


def person(pair: str, verdict: Verdict, hour: int = 0) -> Judgement:
    return Judgement(
        left=pair[0], right=pair[1], verdict=verdict, score=1.0, reasons=(), by="ann", at=DAY.replace(hour=hour)
    )


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
