"""A second opinion on unsure links: asked once, kept in the log, weighed in; whatever fails is a note."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import stamina
from huggingface_hub import constants

from sayso import flow
from sayso.flow import second
from sayso.gather import hub
from sayso.keep import Store
from sayso.keep.check import check
from sayso.records import Judgement, Weighing
from sayso.settings import Settings
from sayso.terms import JudgeKind, Verdict

from . import endpoint
from .endpoint import Endpoint, always, completion, error, one_after_another, raw, serving, slow, verdicts
from .inference_model import make

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "estmark"
NOW = datetime(2031, 5, 6, tzinfo=UTC)
PLAIN = Settings(workers=1, vectors=False)


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A desk with the example, weighed by the rules alone."""
    path = tmp_path_factory.mktemp("desk") / "d.db"
    with Store(path) as store:
        flow.run(store, [EXAMPLE], published=None, now=NOW, settings=PLAIN)
    return path.read_bytes()


@pytest.fixture
def store(desk_file: bytes, tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "d.db").write_bytes(desk_file)
    with Store(tmp_path / "d.db") as store:
        yield store


@pytest.fixture(autouse=True)
def _without_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(second.KEY, raising=False)
    with stamina.set_testing(True, attempts=3):
        yield


def ask(store: Store, server: Endpoint | str, hours: int = 1, **more: object) -> flow.Gathered:
    url = server if isinstance(server, str) else server.url
    settings = Settings(workers=1, vectors=False, judge="llm:small", judge_endpoint=url, **more)  # type: ignore[arg-type]
    return flow.run(store, (), published=None, now=NOW + timedelta(hours=hours), settings=settings)


def weighings(store: Store) -> tuple[Weighing, ...]:
    return store.picture().weighings


def homes(store: Store) -> dict[str, str]:
    return {s: c.id for w in weighings(store) for c in w.claims for s in c.statements}


def rules(store: Store) -> dict[tuple[str, str], Judgement]:
    return {(j.left, j.right): j for w in weighings(store) for j in w.judgements if j.kind == JudgeKind.RULES}


# ------------------------------------------------------------------- what is asked and what comes of it


def test_without_a_judge_nothing_is_asked(store: Store) -> None:
    before = store.version()
    done = flow.run(store, (), published=None, now=NOW, settings=PLAIN)
    assert (done.asked, done.changed, store.version()) == (second.Asked(), 0, before)


def test_only_unsure_links_are_asked_about_and_only_report_text_leaves(store: Store) -> None:
    band, texts = rules(store), [r.text for r in store.reports()]
    with serving(always("unsure")) as server:
        done = ask(store, server)
    assert done.notes == ()
    assert done.asked.questions == len(server.pairs) == len(done.asked.opinions) > 5
    for j in done.asked.opinions:
        rule = band[j.left, j.right]
        assert rule.verdict in (Verdict.PROBABLE, Verdict.SAME)
        assert rule.score < 0.4
    plain = [" ".join(text.split()) for text in texts]
    for pair in server.pairs:
        assert set(pair) == {"pair", "a", "b"}
        for side in (pair["a"], pair["b"]):
            assert set(side) <= {"words", "about", "sentence", "speaker", "published"}
            assert any(side.get("sentence", side["words"]) in text for text in plain)


def test_the_protocol_is_kept(store: Store) -> None:
    with serving(always("unsure")) as server:
        ask(store, server)
    body = server.bodies[0]
    assert (body["model"], body["temperature"]) == ("small", 0)
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["strict"]
    assert {*server.pathnames} == {"/v1/chat/completions"}
    assert {*server.keys} == {""}


def test_same_joins_two_claims_and_the_log_says_by_whom(store: Store) -> None:
    with serving(always("same")) as server:
        done = ask(store, server)
    lifted = [j for j in done.asked.opinions if rules(store)[j.left, j.right].verdict == Verdict.PROBABLE]
    home = homes(store)
    assert any(home[j.left] == home[j.right] for j in lifted)
    for j in done.asked.opinions:
        assert (j.by, j.kind, j.verdict, j.reasons) == ("llm:small", JudgeKind.MODEL, Verdict.SAME, ("as I see it",))
        assert j in [x for w in weighings(store) for x in w.judgements]
    assert check(store) == ()


def test_related_parts_what_was_barely_the_same(store: Store) -> None:
    barely = [p for p, j in rules(store).items() if j.verdict == Verdict.SAME and j.score < 0.4]
    together = [p for p in barely if homes(store)[p[0]] == homes(store)[p[1]]]
    assert together
    with serving(always("related")) as server:
        ask(store, server)
    home = homes(store)
    assert any(home[a] != home[b] for a, b in together)


def test_excludes_by_a_model_disputes_nothing(store: Store) -> None:
    before = [(w.conflicts, [(c.id, c.excludes) for c in w.claims]) for w in weighings(store)]
    told = {s.id: " ".join(s.content.split()) for g in store.picture().readings for s in g.statements}
    unsure = {(told[a], told[b]) for (a, b), j in rules(store).items() if j.verdict == Verdict.PROBABLE}
    with serving(
        verdicts(lambda p: "excludes" if (p["a"]["words"], p["b"]["words"]) in unsure else "unsure")
    ) as server:
        done = ask(store, server)
    assert Verdict.EXCLUDES in {j.verdict for j in done.asked.opinions}
    assert [(w.conflicts, [(c.id, c.excludes) for c in w.claims]) for w in weighings(store)] == before


def test_nothing_is_asked_twice(store: Store) -> None:
    with serving(always("same")) as server:
        first = ask(store, server)
        asked = len(server.bodies)
        version = store.version()
        again = ask(store, server, hours=2)
    assert first.asked.questions
    assert (again.asked.questions, again.asked.opinions, len(server.bodies)) == (0, (), asked)
    assert store.version() == version


def test_an_opinion_holds_for_the_same_words_in_another_report(store: Store, tmp_path: Path) -> None:
    text = (EXAMPLE / "06-baltic-observer.md").read_text()
    earlier = tmp_path / "earlier.md"
    earlier.write_text(text.replace("Baltic Observer", "Baltic Mirror").replace("T19:05", "T18:05"))
    with serving(always("unsure")) as server:
        ask(store, server)
        shown = [{p["a"]["words"], p["b"]["words"]} for p in server.pairs]
        settings = Settings(workers=1, vectors=False, judge="llm:small", judge_endpoint=server.url)
        done = flow.run(store, [earlier], published=None, now=NOW + timedelta(hours=2), settings=settings)
    asked = [{p["a"]["words"], p["b"]["words"]} for p in server.pairs[len(shown) :]]
    assert len(done.asked.opinions) > done.asked.questions == len(asked)
    assert not [pair for pair in asked if pair in shown]


def test_the_same_log_weighs_the_same_anew(store: Store, tmp_path: Path) -> None:
    with serving(always("same")) as server:
        ask(store, server)
    with Store(tmp_path / "other.db") as other:
        picture = store.picture()
        other.add_reports(picture.reports, NOW)
        other.add_readings(picture.readings, NOW)
        other.add_judgements(store.judgements(), NOW)
        flow.run(other, (), published=None, now=NOW, settings=PLAIN)
        assert weighings(other) == weighings(store)


def test_no_more_is_asked_than_the_budget_allows_and_the_rest_next_time(store: Store) -> None:
    with serving(always("unsure")) as server:
        done = ask(store, server, judge_questions=3)
        assert done.asked.questions == len(server.pairs) == 3
        assert [n.code for n in done.notes] == ["judge-more"]
        shown = server.pairs
        ask(store, server, hours=2, judge_questions=3)
        assert len(server.pairs) == 6
        assert not [p for p in server.pairs[3:] if (p["a"], p["b"]) in [(x["a"], x["b"]) for x in shown]]


def test_what_was_taken_back_is_neither_held_nor_asked_again(store: Store) -> None:
    before = homes(store)
    with serving(always("same")) as server:
        done = ask(store, server)
        assert homes(store) != before
        lines = [
            Judgement(
                left=j.left, right=j.right, verdict=Verdict.UNSURE, score=1.0, reasons=(), by="ann",
                kind=JudgeKind.PERSON, at=NOW + timedelta(hours=2), undoes=j.act,
            )
            for j in done.asked.opinions
        ]  # fmt: skip
        store.add_judgements(lines, NOW)
        again = ask(store, server, hours=3)
    assert again.asked.questions == 0
    assert homes(store) == before


# ------------------------------------------------------------------------- when something is wrong


def test_an_answer_in_a_fence_after_thinking_is_understood(store: Store) -> None:
    def say(server: Endpoint, body: endpoint.Body) -> endpoint.Reply:
        told = json.dumps({"answers": [{"pair": p["pair"], "verdict": "same"} for p in endpoint.pairs(body)]})
        return completion(f"Let me see.\n```json\n{told}\n```")

    with serving(say) as server:
        done = ask(store, server)
    assert done.notes == ()
    assert {j.reasons for j in done.asked.opinions} == {("without a reason",)}


@pytest.mark.parametrize(
    "bad",
    [
        raw(b"<html>"),
        raw(b"[]"),
        raw(b'{"choices": []}'),
        completion("same"),
        completion('{"answers": [{"pair": 1, "verdict": "surely"}]}'),
        completion('{"answers": [{"pair": 7, "verdict": "same"}]}'),
        completion('{"answers": 3}'),
        raw(b'{"choices": [{"message": {"content": null}}]}'),
        raw(b"9" * 1_000_001),
    ],
    ids=["html", "list", "no-choice", "no-json", "other-word", "other-pair", "no-list", "no-content", "endless"],
)
def test_answers_that_cannot_be_used_are_noted_and_the_rules_word_stands(
    store: Store, bad: endpoint.Say | endpoint.Reply
) -> None:
    before = homes(store)
    with serving(bad if callable(bad) else lambda server, body: bad) as server:
        done = ask(store, server)
        assert len(server.bodies) < 10, "a judge that never answers well is given up"
    assert [n.code for n in done.notes] == ["judge-bad-answer"] * 3 + ["judge-gives-up"]
    assert done.asked.opinions == ()
    assert homes(store) == before


def test_a_model_that_muddles_several_questions_is_asked_fewer_at_once(store: Store) -> None:
    def say(server: Endpoint, body: endpoint.Body) -> endpoint.Reply:
        return always("same")(server, body) if len(endpoint.pairs(body)) <= 2 else completion("I am lost")

    with serving(say) as server:
        done = ask(store, server)
    assert done.notes == ()
    assert len(done.asked.opinions) == done.asked.questions > 5


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_endpoint_that_says_not_now_is_asked_again(store: Store, status: int) -> None:
    with serving(one_after_another(error(status, Retry_After="0"), always("same"))) as server:
        done = ask(store, server)
    assert done.notes == ()
    assert len(done.asked.opinions) == done.asked.questions


def test_an_endpoint_that_is_down_is_noted_once_and_asked_again_in_the_next_run(store: Store) -> None:
    before = homes(store)
    with serving(error(500, "out of memory")) as server:
        done = ask(store, server)
    assert [(n.code, n.place) for n in done.notes] == [("judge-refuses", server.url)]
    assert "out of memory" in done.notes[0].message
    assert homes(store) == before
    with serving(always("same")) as server:
        assert ask(store, server, hours=2).asked.opinions


def test_nobody_there_is_noted(store: Store) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    done = ask(store, f"http://127.0.0.1:{port}/v1")
    assert [n.code for n in done.notes] == ["judge-unreachable"]


def test_a_slow_endpoint_is_not_waited_for(store: Store) -> None:
    with serving(slow(1.5, always("same"))) as server:
        done = ask(store, server, judge_timeout=0.2)
    assert [n.code for n in done.notes] == ["judge-unreachable"]
    assert "judge_timeout" in done.notes[0].message


@pytest.mark.parametrize("status", [401, 404])
def test_an_endpoint_that_refuses_is_not_asked_again(store: Store, status: int) -> None:
    with serving(error(status, "no such model")) as server:
        done = ask(store, server)
        assert len(server.bodies) == 1
    assert [n.code for n in done.notes] == ["judge-refuses"]
    assert str(status) in done.notes[0].message


def test_an_endpoint_that_takes_no_schema_is_asked_without(store: Store) -> None:
    def say(server: Endpoint, body: endpoint.Body) -> endpoint.Reply:
        return always("same")(server, body) if "response_format" not in body else error(400)(server, body)

    with serving(say) as server:
        done = ask(store, server)
    assert done.notes == ()
    assert [b for b in server.bodies if "response_format" in b] == server.bodies[:1]


def test_a_redirect_is_not_followed(store: Store) -> None:
    with serving(always("same")) as elsewhere, serving(error(307, Location=elsewhere.url)) as server:
        done = ask(store, server)
        assert elsewhere.bodies == []
    assert [n.code for n in done.notes] == ["judge-refuses"]


@pytest.mark.parametrize(
    "url", ["", "localhost:8080", "ftp://127.0.0.1/v1", "http://me:secret@127.0.0.1/v1", "http://["]
)
def test_an_address_that_is_none_is_noted(store: Store, url: str) -> None:
    assert [n.code for n in ask(store, url).notes] == ["judge-endpoint"]


def test_what_came_before_an_interrupt_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter([second.LanguageModel._reply])

    def reply(self: second.LanguageModel, batch: list[object]) -> object:
        try:
            return next(calls)(self, batch)  # type: ignore[arg-type]
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(second, "AT_ONCE", 2)
    monkeypatch.setattr(second.LanguageModel, "_reply", reply)
    with serving(always("same")) as server, pytest.raises(KeyboardInterrupt):
        ask(store, server)
    assert len(store.judgements()) == second.AT_ONCE


# ---------------------------------------------------------------------------------- the key


def test_the_key_comes_from_the_environment_and_stays_out_of_the_desk(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(second.KEY, "very-secret")
    with serving(always("same")) as server:
        done = ask(store, server)
    assert {*server.keys} == {"Bearer very-secret"}
    assert "very-secret" not in repr(done)
    store.close()
    assert b"very-secret" not in b"".join(f.read_bytes() for f in tmp_path.iterdir() if f.is_file())


def test_the_key_is_not_sent_unencrypted_to_another_machine(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(second.KEY, "very-secret")
    done = ask(store, "http://models.example/v1")
    assert [n.code for n in done.notes] == ["judge-key-in-clear"]


# ------------------------------------------------------------------------ a model from the hub


def ask_model(store: Store, name: str | Path, hours: int = 1) -> flow.Gathered:
    settings = Settings(workers=1, vectors=False, judge=f"hub:{name}")
    return flow.run(store, (), published=None, now=NOW + timedelta(hours=hours), settings=settings)


def test_a_model_in_a_folder_judges_without_any_network(store: Store, tmp_path: Path) -> None:
    folder = make(tmp_path / "model", text=" ".join(r.text for r in store.reports()))
    before = homes(store)
    done = ask_model(store, folder)
    assert done.notes == ()
    assert done.asked.questions == len(done.asked.opinions) > 5
    assert {j.by for j in done.asked.opinions} == {f"hub:{folder}"}
    assert {j.kind for j in done.asked.opinions} == {JudgeKind.MODEL}
    assert {j.verdict for j in done.asked.opinions} == {Verdict.RELATED}, "by words alone none follows from the other"
    assert homes(store) != before
    assert check(store) == ()
    assert ask_model(store, folder, hours=2).asked.questions == 0


def test_a_folder_without_a_fit_model_is_noted(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make(tmp_path / "moods", ("positive", "negative"))
    before = homes(store)
    for name in ("empty", "moods"):
        done = ask_model(store, tmp_path / name)
        assert [(n.code, n.place) for n in done.notes] == [("judge-unfit-model", str(tmp_path / name))]
    assert homes(store) == before


def at_hub(address: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "ENDPOINT", address)
    template = address + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)  # between tries


NOWHERE = "http://127.0.0.1:9"


def test_a_model_is_fetched_by_name_once(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path / "there")
    (folder / "pytorch_model.bin").write_bytes(b"large")
    with endpoint.hub(folder) as address:
        at_hub(address, tmp_path / "cache", monkeypatch)
        done = ask_model(store, "somebody/small-nli")
    assert done.notes == ()
    assert {j.by for j in done.asked.opinions} == {"hub:somebody/small-nli"}
    assert list((tmp_path / "cache").rglob("pytorch_model.bin")) == []
    at_hub(NOWHERE, tmp_path / "cache", monkeypatch)
    assert isinstance(hub.folder("somebody/small-nli"), Path)


def test_a_repository_without_an_export_is_noted(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "config.json").write_text("{}")
    with endpoint.hub(tmp_path / "there") as address:
        at_hub(address, tmp_path / "cache", monkeypatch)
        done = ask_model(store, "somebody/small-nli")
    assert [n.code for n in done.notes] == ["judge-unfit-model"]


@pytest.mark.parametrize("name", ["somebody/nothing", "no such name", "a/b/c"])
def test_a_model_that_cannot_be_had_is_noted(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    at_hub(NOWHERE, tmp_path, monkeypatch)
    done = ask_model(store, name)
    assert [(n.code, n.place) for n in done.notes] == [("judge-no-model", name)]
