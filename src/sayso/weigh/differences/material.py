"""What the rules for differences look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.records import Claim, Judgement, Name, Report, Statement, Where, sortable
from sayso.weigh.happened.focus import Foci
from sayso.weigh.language.things import Atlas
from sayso.weigh.ledgers.figures import Tally, tallies
from sayso.weigh.ledgers.states import Holding, holdings
from sayso.weigh.standing.dissent import Targets
from sayso.weigh.who.identity import Identity


@dataclass(frozen=True)
class Material:
    """What the rules look at."""

    claims: Sequence[Claim]
    statements: Mapping[str, Statement]
    reports: Mapping[str, Report]
    judgements: Sequence[Judgement]
    places: Sequence[Where]
    dissent: Targets
    """What denials and refusals are about."""
    names: Sequence[Name] = ()
    """All names of the reports."""
    identity: Identity | None = None
    """Who is who across reports; without it a name stands for itself."""

    @cached_property
    def tallies(self) -> list[Tally]:
        """Figures that count one thing."""
        return tallies(self.claims, self.statements, self.reports, self.places)

    @cached_property
    def states(self) -> list[Holding]:
        """States of things."""
        return holdings(self.statements.values(), self.reports, self.places)

    @cached_property
    def foci(self) -> Foci:
        """Where and when each statement lies."""
        return Foci(self.statements.values(), self.reports, self.places)

    @cached_property
    def home(self) -> dict[str, str]:
        """Statement -> its claim."""
        return {s: c.id for c in self.claims for s in c.statements}

    @cached_property
    def told_in(self) -> dict[str, list[Statement]]:
        """Report -> its statements."""
        out: dict[str, list[Statement]] = {}
        for s in self.ordered:
            out.setdefault(s.report, []).append(s)
        return out

    @cached_property
    def ordered(self) -> list[Statement]:
        """All statements, the first published first; a rule that bounds what it compares keeps the earliest."""
        known = {r.id: sortable(r.published or r.retrieved) or "9" for r in self.reports.values()}
        return sorted(self.statements.values(), key=lambda s: (known[s.report], s.report, s.spans[0].start, s.id))

    @cached_property
    def atlas(self) -> Atlas:
        """Countries by all their names."""
        return Atlas(self.places)
