"""What is told inside phrases joins a claim that another report tells in a clause, and is never a claim of its own.

A phrase speaks for a claim only if it tells most of what the claim's clause says: likeness alone goes both ways, and a
phrase is like every clause that says more about the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec.structs import replace as with_fields

from sayso.records import Claim, Judgement, Report, Statement, sortable
from sayso.spans import overlap
from sayso.terms import Verdict
from sayso.weigh.matching.judge import Opinion
from sayso.weigh.matching.judgements import APART, VETOED
from sayso.weigh.matching.likenesses import Likenesses
from sayso.weigh.matching.pairs import Context, Matched, judgement, order
from sayso.weigh.propositions import Normaliser, Proposition

TOLD = 0.5
"""Share of a clause's words, by weight, that a phrase must tell to speak for its claim."""
COMMON = 40
"""How many clauses may share a word by which phrases are compared with them; a word of more clauses tells little."""
MEMBERS = 24
"""Statements of a claim that a phrase is held against at most."""


@dataclass(frozen=True)
class _Near:
    """A phrase and the claim that it is nearest to."""

    claim: str
    phrase: Statement
    link: Judgement


def phrases_of(
    claims: Sequence[Claim],
    phrases: Sequence[Statement],
    matched: Matched,
    context: Context,
    said: Mapping[tuple[str, str], Judgement],
) -> dict[str, list[tuple[Statement, Judgement]]]:
    """Claim -> the phrases that tell it, one a report at most, each with the link to the statement it is most like.

    Only claims that a phrase's own report does not tell come into question. ``said`` are judgements of people and
    models: where they hold a phrase and a statement of a claim apart, the phrase does not join it.
    """
    heads = matched.like.all
    listed = Normaliser(context.identity, context.reports, context.readings).propositions(
        order(phrases, context.reports)
    )
    pairs = _candidates(heads, listed)
    kept = [p for i, p in enumerate(listed) if i in pairs]
    rows = [pairs[i] for i in range(len(listed)) if i in pairs]
    like = matched.like.beyond(kept, context.embed)
    bench = _Bench(claims, matched, like, said)
    found = (near for n, row in enumerate(rows) for near in [bench.nearest(len(heads) + n, row)] if near is not None)
    out: dict[str, dict[str, _Near]] = defaultdict(dict)
    for near in sorted(found, key=lambda x: (-x.link.score, x.phrase.id)):
        out[near.claim].setdefault(near.phrase.report, near)
    return {claim: [(x.phrase, x.link) for x in by_report.values()] for claim, by_report in out.items()}


def _candidates(heads: Sequence[Proposition], phrases: Sequence[Proposition]) -> dict[int, list[int]]:
    """For each phrase the clauses of other reports that share a word with it which few clauses hold."""
    postings: dict[str, list[int]] = defaultdict(list)
    for j, p in enumerate(heads):
        for t in p.terms:
            postings[t].append(j)
    out = {}
    for i, p in enumerate(phrases):
        shared = (postings[t] for t in p.terms if t in postings)
        near = {j for row in shared if len(row) <= COMMON for j in row}
        row = sorted(j for j in near if heads[j].statement.report != p.statement.report)
        if row:
            out[i] = row
    return out


class _Bench:
    """Holds phrases against claims."""

    def __init__(
        self, claims: Sequence[Claim], matched: Matched, like: Likenesses, said: Mapping[tuple[str, str], Judgement]
    ) -> None:
        self._judge = matched.bench
        self._like = like
        self._said = said
        self._claims = {c.id: c for c in claims}
        self._home = {s: c.id for c in claims for s in c.statements}
        self._of: dict[str, list[int]] = defaultdict(list)
        for j, p in enumerate(matched.like.all):
            self._of[self._home[p.statement.id]].append(j)

    def nearest(self, i: int, row: Sequence[int]) -> _Near | None:
        """The claim that the i-th proposition, a phrase, tells; None where it tells none."""
        phrase = self._like.all[i].statement
        told = [j for j in row if self._like.told_by(i, j) >= TOLD and not _is_of_oneself(self._like.all[j].statement)]
        open_ = [j for j in told if phrase.report not in self._claims[self._home_of(j)].reports]
        if not open_:
            return None
        plain = {j: self._like.plain(i, j) for j in row}
        found = [(self._opinion(i, j, plain), j) for j in open_]
        same = [(o, j) for o, j in found if o.verdict == Verdict.SAME]
        for opinion, j in sorted(same, key=lambda x: (-x[0].score, x[1])):
            claim = self._home_of(j)
            if not self._is_barred(i, claim):
                part = f"told inside a phrase: {self._like.told_by(i, j):.0%} of the clause"
                other = self._like.all[j].statement.id
                told_as = replace(opinion, reasons=(part, *opinion.reasons))
                return _Near(claim, phrase, judgement(phrase.id, other, told_as, self._judge.name))
        return None

    def _home_of(self, j: int) -> str:
        return self._home[self._like.all[j].statement.id]

    def _opinion(self, i: int, j: int, plain: Mapping[int, float]) -> Opinion:
        """What the judge says of a phrase and a clause, with its lead over the other claims of that report."""
        report, claim = self._like.all[j].statement.report, self._home_of(j)
        rivals = [
            v for k, v in plain.items() if self._like.all[k].statement.report == report and self._home_of(k) != claim
        ]
        best = max(rivals, default=0.0)
        like = self._like.with_synonyms(i, j, self._like.without_synonyms(i, j, (best, best)))
        return self._judge.judge(self._like.all[i], self._like.all[j], like)

    def _is_barred(self, i: int, claim: str) -> bool:
        """Whether a slot, a person or a model keeps a phrase apart from any statement of a claim."""
        phrase = self._like.all[i].statement.id
        pairs = [(min(s, phrase), max(s, phrase)) for s in self._claims[claim].statements]
        if any(self._said[pair].verdict in APART for pair in pairs if pair in self._said):
            return True
        for j in self._of[claim][:MEMBERS]:
            opinion = self._judge.judge(self._like.all[i], self._like.all[j], self._like.of(i, j))
            if opinion.verdict in APART and (opinion.verdict != Verdict.DIFFERENT or opinion.score >= VETOED):
                return True
        return False


def _is_of_oneself(s: Statement) -> bool:
    """Whether a clause tells that somebody owns up to a deed of his own: then the news is that he says so."""
    if not s.attributions or s.attributions[-1].source.name != s.subject:
        return False
    return any(overlap(cue, span) for cue in s.attributions[-1].cue for span in s.spans)


def with_phrases(
    claims: Sequence[Claim], found: Mapping[str, Sequence[tuple[Statement, Judgement]]], reports: Mapping[str, Report]
) -> tuple[Claim, ...]:
    """The claims with the phrases that tell them: as statements and reports, never as their words."""
    return tuple(_with(c, [s for s, _ in found[c.id]], reports) if c.id in found else c for c in claims)


def _with(claim: Claim, phrases: Sequence[Statement], reports: Mapping[str, Report]) -> Claim:
    at = {r.id: (sortable(r.published) or "9", r.id) for r in reports.values()}
    seen = [p for s in phrases if (p := reports[s.report].published) is not None]
    return with_fields(
        claim,
        statements=(*claim.statements, *(s.id for s in sorted(phrases, key=lambda s: (at[s.report], s.id)))),
        reports=tuple(sorted({*claim.reports, *(s.report for s in phrases)}, key=lambda r: at[r])),
        first_seen=min([*seen, *([claim.first_seen] if claim.first_seen else [])], default=None),
    )
