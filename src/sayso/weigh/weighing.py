"""The steps of weighing one story, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from sayso.records import Judgement, Reading, Report, Story, Weighing
from sayso.weigh.differences.conflicts import conflicts as find_conflicts
from sayso.weigh.happened.events import events as find_events
from sayso.weigh.happened.events import with_events
from sayso.weigh.ledgers.series import series as make_series
from sayso.weigh.matching import pairs as matching
from sayso.weigh.matching.claims import claims as make_claims
from sayso.weigh.matching.claims import of_one_list
from sayso.weigh.matching.inside import phrases_of, with_phrases
from sayso.weigh.matching.judge import Judge
from sayso.weigh.matching.judgements import clusters, standing_log
from sayso.weigh.matching.vectors import Embed
from sayso.weigh.matching.vectors import embed as embed_texts
from sayso.weigh.origins import lineage
from sayso.weigh.origins.trees import Tree
from sayso.weigh.revised.withdrawn import taken_back
from sayso.weigh.standing import rules as standing
from sayso.weigh.standing.dissent import targets
from sayso.weigh.standing.evidence import gather
from sayso.weigh.who.identity import identify

WEIGHER = "6"
"""Version of the weigher: raised whenever the same readings would be weighed differently."""


def weigh(
    story: Story,
    reports: Sequence[Report],
    readings: Sequence[Reading],
    judgements: Iterable[Judgement] = (),
    *,
    vectors: bool = True,
    judge: Judge | None = None,
    embed: Embed = embed_texts,
    as_of: datetime | None = None,
) -> Weighing:
    """Everything about one story: who rests on whom, which statements are one claim, and how each claim stands.

    ``reports``, ``readings`` and ``judgements`` may hold more than the story's; ``judgements`` are those of people and
    of second judges, which overrule the judge's. There is no clock here: ``as_of`` is the latest publication in the
    story unless given. ``embed`` may look up what :func:`sayso.weigh.matching.vectors.embed` would give.
    Pure; the order of the reports does not matter.
    """
    inside = set(story.reports)
    reports = sorted((r for r in reports if r.id in inside), key=lambda r: r.id)
    readings = sorted((r for r in readings if r.report in inside), key=lambda r: r.report)
    statements = {
        s.id: s for reading in readings for s in reading.statements if _in_story(story, s.report, s.sentence.start)
    }
    by_id = {r.id: r for r in reports}
    identity = identify(readings)
    derived = lineage.derivations(reports, readings)
    context = matching.Context(
        reports=tuple(reports), identity=identity, readings=tuple(readings), vectors=vectors, embed=embed, judge=judge
    )
    phrases = {s.id: s for r in readings for s in r.phrases if _in_story(story, s.report, s.sentence.start)}
    judgements = tuple(judgements)
    said = (j for j in judgements if j.left in statements and j.right in statements)
    matched = matching.match(list(statements.values()), context)
    log = (*matched.judgements, *said)
    held = standing_log(log)
    groups = of_one_list(clusters(sorted(statements), log), statements, held.values())
    found = make_claims(groups, statements, by_id, held, story.id)
    now = as_of or max((r.published for r in reports if r.published), default=None)
    places = [w for r in readings for w in r.places]
    ledger = make_series(story, found, statements, by_id, places)
    tree = Tree(by_id, derived, identity, statements.values())
    against = targets(statements.values(), identity, held)
    names = [n for r in readings for n in r.names]
    differences = find_conflicts(found, statements, by_id, held.values(), places, against, names, identity)
    told_inside = phrases_of(found, list(phrases.values()), matched, context, standing_log(judgements))
    told = {s.id: s for row in told_inside.values() for s, _ in row}
    links = sorted((link for row in told_inside.values() for _, link in row), key=lambda j: (j.left, j.right))
    happened = find_events(story, found, statements, identity)
    found = with_phrases(found, told_inside, by_id)
    home = {s: c.id for c in found for s in c.statements}
    withdrawn = taken_back(reports, readings, home)
    everything = statements | told
    evidence = gather(found, everything, by_id, held, ledger, differences, against, tree, identity, now, withdrawn)
    assessments = tuple(standing.assess(e) for e in evidence)
    return Weighing(
        story=replace(story, events=tuple(e.id for e in happened)),
        derivations=derived,
        judgements=(*log, *links),
        claims=with_events(found, happened),
        events=happened,
        conflicts=differences,
        series=ledger,
        assessments=assessments,
        phrases=tuple(sorted(told.values(), key=lambda s: s.id)),
    )


def _in_story(story: Story, report: str, start: int) -> bool:
    """Whether a passage belongs to the story: everything in a report does that has no segments."""
    spans = [s.span for s in story.segments if s.story == story.id and s.span.report == report]
    return not spans or any(s.start <= start < s.end for s in spans)
