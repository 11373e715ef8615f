"""A second opinion on links that the rules are unsure of: from a model named in the settings, into the log.

Weighing stays pure: what a model says is kept as judgements, and the stories are weighed again with them. The same
words are put to one judge once. Whatever fails is a note, and the rules' word stands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.keep import Store
from sayso.notes import Note
from sayso.records import Judgement, Picture
from sayso.said import said as all_said
from sayso.settings import Settings
from sayso.terms import JudgeKind

if TYPE_CHECKING:
    from sayso.gather.ask import Endpoint
    from sayso.weigh.matching.judge import Opinion
    from sayso.weigh.matching.questions import Question, SecondJudge

OF_A_STORY = 60
"""Links of one story that are asked about at most, whatever the budget."""
AT_ONCE = 8
"""Questions in one request to a language model; after a bad answer they are put in halves, and so are all to come."""
TIMES = 3
"""Single questions in a row without a usable answer after which a judge is given up for this run."""
KEPT_AT_ONCE = 16
"""Opinions kept in one transaction."""
KEY = "SAYSO_JUDGE_KEY"
"""Where the key of an endpoint stands in the environment; it is no setting, and is never kept."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking a second judge."""

    judge: str = ""
    questions: int = 0
    """How many were put to it in this run."""
    opinions: tuple[Judgement, ...] = ()
    """What is new in the log: its answers, and those that it gave before on the very same words."""
    fresh: bool = False
    """Whether stories have to be weighed again, which may show other links to be unsure."""
    notes: tuple[Note, ...] = ()


def ask(
    store: Store,
    *,
    now: datetime,
    settings: Settings,
    progress: Callable[[str, int, int | None], None],
    before: Asked | None = None,
) -> Asked:
    """Put the links that the rules are unsure of to the judge of the settings; nothing without one.

    ``before`` is what was asked earlier in the same run: it counts against the budget, and is part of the answer. After
    any trouble no more is asked in the run.
    """
    if not settings.judge:
        return Asked()
    told = before or Asked(judge=settings.judge)
    if told.notes:
        return msgspec.structs.replace(told, fresh=False)
    now_told = _ask(store, now, settings, settings.judge_questions - told.questions, progress)
    return Asked(
        judge=settings.judge,
        questions=told.questions + now_told.questions,
        opinions=(*told.opinions, *now_told.opinions),
        fresh=bool(now_told.opinions),
        notes=now_told.notes,
    )


def _ask(
    store: Store, now: datetime, settings: Settings, most: int, progress: Callable[[str, int, int | None], None]
) -> Asked:
    repeated, due = _due(store, settings.judge, now)
    store.add_judgements(repeated, now)
    twins: dict[str, list[Question]] = {}
    for q in due:
        twins.setdefault(q.key, []).append(q)
    asked = [same[0] for same in twins.values()][: max(0, most)]
    notes: list[Note] = []
    if len(twins) > len(asked):
        notes.append(_note("judge-more", settings.judge, left=len(twins) - len(asked)))
    judge = _judge(settings) if asked else None
    if judge is None or isinstance(judge, Note):
        return Asked(opinions=tuple(repeated), notes=(*notes, *([judge] if judge else ())))
    questions = _Counted(asked)
    fresh: list[Judgement] = []
    kept = 0
    progress("judge", 0, len(asked))
    try:
        for item in judge.judge(questions):
            if isinstance(item, Note):
                notes.append(item)
            else:
                fresh += (_line(q, judge.name, item[1], now) for q in twins[item[0].key])
            if len(fresh) - kept >= KEPT_AT_ONCE:
                kept += store.add_judgements(fresh[kept:], now)
            progress("judge", questions.drawn, len(asked))
    finally:
        store.add_judgements(fresh[kept:], now)
    progress("judge", len(asked), len(asked))
    return Asked(questions=questions.drawn, opinions=(*repeated, *fresh), notes=tuple(notes))


class _Counted:
    """Questions, counted as they are drawn."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self.drawn = 0

    def __iter__(self) -> Iterator[Question]:
        for q in self._questions:
            self.drawn += 1
            yield q


def _due(store: Store, judge: str, now: datetime) -> tuple[list[Judgement], list[Question]]:
    """What a judge said before on the very same words, as new lines of the log; and what is to be put to it."""
    from sayso.weigh.matching.judgements import in_force
    from sayso.weigh.matching.questions import question

    log = [j for j in store.judgements() if j.by == judge]
    picture = store.picture()
    statements = all_said(picture)
    reports = {r.id: r for r in picture.reports}
    done = {(j.left, j.right) for j in log}
    answered: dict[str, Judgement | None] = {}
    standing = {(j.act, j.left, j.right) for j in in_force(store.judgements())}
    for j in log:
        if j.left in statements and j.right in statements:
            key = question(statements[j.left], statements[j.right], reports).key
            answered[key] = j if (j.act, j.left, j.right) in standing else None
    repeated: list[Judgement] = []
    due: list[Question] = []
    for left, right in _links(picture, statements):
        if (left, right) in done:
            continue
        q = question(statements[left], statements[right], reports)
        if q.key not in answered:
            due.append(q)
        elif before := answered[q.key]:
            repeated.append(msgspec.structs.replace(before, left=left, right=right, at=now))
    return repeated, due


def _links(picture: Picture, statements: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The links in the unsure band; the most telling of every story come first."""
    from sayso.weigh.matching.unsure import unsure

    stories = [unsure(w, statements)[:OF_A_STORY] for w in picture.weighings]
    for rank in range(max(map(len, stories), default=0)):
        for links in stories:
            if rank < len(links):
                yield links[rank].left, links[rank].right


def _line(q: Question, by: str, opinion: Opinion, now: datetime) -> Judgement:
    return Judgement(
        left=q.left, right=q.right, verdict=opinion.verdict, score=opinion.score, reasons=opinion.reasons,
        by=by, kind=JudgeKind.MODEL, at=now,
    )  # fmt: skip


# ------------------------------------------------------------------------- the judges


def _judge(settings: Settings) -> SecondJudge | Note:
    """The judge that the settings name, or why there is none."""
    kind, _, name = settings.judge.partition(":")
    return _hub(settings.judge, name) if kind == "hub" else _endpoint(settings, name)


def _hub(judge: str, name: str) -> SecondJudge | Note:
    from sayso.gather import hub
    from sayso.weigh.matching.hub import Inference, Unfit

    folder = hub.folder(name)
    if isinstance(folder, Note):
        return folder
    if (model := hub.chosen(folder)) is None:
        return _note("judge-unfit-model", name, why="there is no ONNX file in it")
    try:
        return Inference(judge, model)
    except Unfit as e:
        return _note("judge-unfit-model", name, why=e)


def _endpoint(settings: Settings, model: str) -> SecondJudge | Note:
    from sayso.gather.ask import Endpoint, Unanswered

    url = settings.judge_endpoint.rstrip("/").removesuffix("/chat/completions") + "/chat/completions"
    try:
        endpoint = Endpoint(url, key=os.environ.get(KEY, ""), timeout=settings.judge_timeout)
    except Unanswered as e:
        return e.note(settings.judge_endpoint or settings.judge)
    return LanguageModel(settings.judge, model, endpoint, settings.judge_endpoint)


class LanguageModel:
    """A language model behind an OpenAI-compatible endpoint, asked some questions at a time."""

    def __init__(self, name: str, model: str, endpoint: Endpoint, place: str) -> None:
        """``place`` is how notes call the endpoint."""
        self.name = name
        self._model = model
        self._endpoint = endpoint
        self._place = place
        self._held_to_form = True
        self._at_once = AT_ONCE
        self._in_vain = 0

    def judge(self, questions: Iterable[Question]) -> Iterator[tuple[Question, Opinion] | Note]:
        """Opinions as they come. After an error that stays, or some bad answers in a row, no more is asked."""
        from sayso.gather.ask import Unanswered

        source = iter(questions)
        with self._endpoint:
            try:
                while batch := list(islice(source, self._at_once)):
                    yield from self._batch(batch)
                    if self._in_vain >= TIMES:
                        yield _note("judge-gives-up", self._place, times=self._in_vain)
                        return
            except Unanswered as e:
                yield e.note(self._place)

    def _batch(self, batch: list[Question]) -> Iterator[tuple[Question, Opinion] | Note]:
        from sayso.gather.ask import Unanswered
        from sayso.weigh.matching.questions import Misunderstood, answers

        try:
            found = answers(self._reply(batch), batch)
        except Misunderstood as e:
            why: object = e
        except Unanswered as e:
            if e.hopeless:
                raise
            why = e.details["why"]
        else:
            self._in_vain = 0
            yield from ((q, found[q.key]) for q in batch)
            return
        if not (half := len(batch) // 2):
            self._in_vain += 1
            yield _note("judge-bad-answer", self._place, why=why)
            return
        self._at_once = half
        for part in (batch[:half], batch[half:]):
            if self._in_vain < TIMES:
                yield from self._batch(part)

    def _reply(self, batch: list[Question]) -> Any:
        """The endpoint's reply; one that cannot be held to a form, or to a temperature, is asked without."""
        from sayso.gather.ask import Unanswered
        from sayso.weigh.matching.questions import chat

        try:
            return self._endpoint.post_json(chat(self._model, batch, held_to_form=self._held_to_form))
        except Unanswered as e:
            if not self._held_to_form or e.status not in (400, 422):
                raise
        self._held_to_form = False
        return self._endpoint.post_json(chat(self._model, batch, held_to_form=False))


def _note(code: str, place: str, **details: object) -> Note:
    from sayso.gather import trouble

    return trouble.note(code, place, **details)
