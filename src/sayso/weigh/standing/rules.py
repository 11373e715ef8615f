"""How a claim stands on the reporting: an ordered, printed list of rules, of which the first that holds decides.

Every rule is a named test over the :class:`Evidence` of one claim. It returns what fills its sentence, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.records import Assessment, Attribution, Claim, Origin, Statement
from sayso.terms import Certainty, Naming, Phase, Polarity, SourceKind, Stance, Standing
from sayso.weigh.happened.events import type_of
from sayso.weigh.language.lexicon import says
from sayso.weigh.language.words import fold, term, terms
from sayso.weigh.standing.dissent import labels_fake
from sayso.weigh.who.identity import Identity


@dataclass(frozen=True)
class Evidence:
    """All that the rules may look at."""

    claim: Claim
    affirmed: tuple[Statement, ...]
    denied: tuple[Statement, ...]
    withheld: tuple[Statement, ...]
    confirmed: tuple[Statement, ...]
    origins: tuple[Origin, ...]
    low: int
    high: int
    rivals: tuple[tuple[str, int], ...] = ()
    """Claims that exclude this one: id and number of origins at least."""
    split: str = ""
    """How the reports that tell it contradict one another on it; empty where they do not."""
    successor: str = ""
    """Id of the claim with the later value."""
    as_of: datetime | None = None
    older: frozenset[str] = frozenset()
    """Reports of which a newer version affirms it too."""
    edited: tuple[str, ...] = ()
    """Outlets of which a report told it and tells it no more since it was edited."""
    taken_back: bool = False
    """Whether no report tells it any more, for all that did were edited."""

    @property
    def reports(self) -> int:
        """How many reports affirm it, all versions of one counted once."""
        return len({s.report for s in self.affirmed} - self.older)


def speaker(statement: Statement) -> str:
    """Name of whoever says it, for a sentence."""
    if not statement.attributions and term(statement.predicate) == "confirm":
        return statement.subject
    name = statement.attributions[-1].source.name if statement.attributions else ""
    if not name:
        return "a report"
    return name if terms(name) else "a source"


def _cue(attribution: Attribution) -> str:
    return " ".join(span.exact for span in attribution.cue)


def in_position(attribution: Attribution, statement: Statement, identity: Identity) -> bool:
    """Whether a source is in a position to know: it takes part in what is said, or answers for a body or state."""
    source = attribution.source
    if source.naming == Naming.UNGIVEN or source.kind in (SourceKind.OUTLET, SourceKind.UNKNOWN):
        return False
    key = identity.key(statement.report, source.name)
    takes_part = key in {identity.key(statement.report, e) for e in statement.entities}
    return (
        takes_part
        or source.kind in (SourceKind.STATE, SourceKind.BODY)
        or says("responsible", f"{source.name} {source.speaks_for}")
    )


def confirms(statement: Statement, identity: Identity) -> bool:
    """Whether a statement is somebody's confirmation of its content."""
    if statement.stance != Stance.AFFIRMS or statement.polarity == Polarity.NEGATIVE:
        return False
    if not statement.attributions:
        known = statement.subject in statement.entities or says("responsible", statement.subject)
        return known and says("confirm", statement.content) and term(statement.predicate) == "confirm"
    inner = statement.attributions[-1]
    return says("confirm", _cue(inner)) and in_position(inner, statement, identity)


def bears_out(statement: Statement, withheld: Sequence[Statement], identity: Identity) -> bool:
    """Whether a state or body tells outright what another withholds, without having done it or withheld it itself.

    What somebody decided, agreed or meant is known to them alone.
    """
    outright = statement.stance == Stance.AFFIRMS and statement.certainty == Certainty.CERTAIN
    if not statement.attributions or not outright or type_of(statement) in OF_THE_MIND:
        return False
    source = statement.attributions[-1].source
    key = identity.key(statement.report, source.name)
    others = {identity.key(s.report, a.source.name) for s in withheld for a in s.attributions}
    did_it = key == identity.key(statement.report, statement.subject)
    return source.kind in (SourceKind.STATE, SourceKind.BODY) and key not in others and not did_it


OF_THE_MIND = frozenset({"decision", "agreement", "announcement", "warning", "accusation", "denial"})
"""Types of events that only those who take part can bear out."""


# ------------------------------------------------------------------ the rules


def taken_back(e: Evidence) -> str | None:
    """All reports that told it were edited."""
    return _edited(e) if e.taken_back else None


def _edited(e: Evidence) -> str:
    """That reports were edited, as a sentence without its stop."""
    if len(e.edited) == 1:
        return f"{e.edited[0]} edited its report and no longer tells it"
    return f"{', '.join(e.edited[:-1])} and {e.edited[-1]} edited their reports and no longer tell it"


def superseded(e: Evidence) -> str | None:
    """A later value of the same thing."""
    return "a later value has taken its place" if e.successor else None


def labelled_fake(e: Evidence) -> str | None:
    """A denial that calls it fake."""
    by = [s for s in e.denied if labels_fake(s) or any(says("fake", _cue(a)) for a in s.attributions)]
    if by:
        return f"{speaker(by[0])} calls it fake"
    told = [a for s in e.affirmed for a in s.attributions if a.source.kind == SourceKind.DOCUMENT]
    return "it is what a fake is said to say" if any(says("fake", a.source.name) for a in told) else None


def denied(e: Evidence) -> str | None:
    """A denial by somebody who is named or known by office, or by the outlet's own finding."""
    return f"{speaker(e.denied[0])} denies it" if e.denied else None


def disputed(e: Evidence) -> str | None:
    """A claim that cannot hold together with it, with at least half its origins, or two ways in which it is told."""
    if e.split:
        return f"the reports that tell it differ: {e.split}"
    most = max((weight for _, weight in e.rivals), default=-1)
    if most < 0 or 2 * max(1, most) < e.low:
        return None
    return f"a claim that excludes it rests on {_origins(most)}, this one on {_origins(e.low)}"


def _origins(count: int) -> str:
    return f"{count} independent origin{'' if count == 1 else 's'}" if count else "no independent origin"


def unconfirmed(e: Evidence) -> str | None:
    """The responsible body is said not to have confirmed it, and has not in another report."""
    by = [s for s in e.withheld if s.attributions and s.attributions[-1].source.kind != SourceKind.OUTLET]
    by = [s for s in by if says("confirm", s.content) or says("confirm", _cue(s.attributions[-1]))]
    return f"{speaker(by[0])} has not confirmed it" if by and not e.confirmed else None


def confirmed(e: Evidence) -> str | None:
    """Somebody in a position to know confirms what another has told."""
    for s in e.confirmed:
        mine = fold(speaker(s))
        own = {i for o in e.origins if s.id in o.statements for i in o.statements}
        if any(fold(speaker(other)) != mine for other in e.affirmed if other.id not in own):
            return f"{speaker(s)} confirms it"
    return None


def pending(e: Evidence) -> str | None:
    """All who tell it tell it of a time that has not come."""
    if not e.affirmed or any(s.phase != Phase.FUTURE for s in e.affirmed):
        return None
    ends = [s.when.latest for s in e.affirmed if s.when and s.when.latest]
    if ends and e.as_of and max(ends) < e.as_of:
        return None
    return "its time has not come yet"


def corroborated(e: Evidence) -> str | None:
    """Two or more origins that are independent for certain and that can be held to their word."""
    firm = _firm(e)
    return f"{len(firm)} independent origins tell it" if len(firm) >= 2 and e.reports >= 2 else None


def _firm(e: Evidence) -> list[Origin]:
    """The origins that can be held to their word."""
    return [o for o in e.origins if o.naming not in (Naming.ANONYMOUS, Naming.UNGIVEN)]


def repeated(e: Evidence) -> str | None:
    """Several reports, but no second origin for certain."""
    if e.reports < 2:
        return None
    if e.high > max(e.low, 1):
        return f"{e.reports} reports tell it, and the independence of their sources is unknown: {e.low} to {e.high}"
    if len(e.origins) > 1:
        known = f"only {_firm(e)[0].name} is" if len(_firm(e)) == 1 else "no source is"
        return f"{e.reports} reports tell it, but {known} named or first-hand"
    on = f"the word of {e.origins[0].name}" if e.origins and e.origins[0].name else "one word"
    return f"{e.reports} reports tell it, on {on}"


def unattributed(e: Evidence) -> str | None:
    """Nobody is named who says it."""
    nobody = bool(e.origins) and all(o.naming == Naming.UNGIVEN for o in e.origins)
    return "no source is named" if nobody or not e.affirmed else None


def single_source(e: Evidence) -> str | None:
    """One report, or one origin."""
    return f"only {e.origins[0].name if len(e.origins) == 1 else 'one report'} tells it"


@dataclass(frozen=True)
class Rule:
    """A standing, its test, its printed sentence, and what would change it."""

    standing: Standing
    test: Callable[[Evidence], str | None]
    sentence: str
    would_change: str


RULES: tuple[Rule, ...] = (
    Rule(
        Standing.SUPERSEDED, taken_back,
        "Every report that told it was edited and tells it no more.",
        "a report that tells it again",
    ),
    Rule(
        Standing.SUPERSEDED, superseded,
        "A later value of the same thing has been told.",
        "a correction that withdraws the later value",
    ),
    Rule(
        Standing.LABELLED_FAKE, labelled_fake,
        "A source calls it fake.",
        "the source taking the label back, or proof from a party in a position to know",
    ),
    Rule(
        Standing.DENIED, denied,
        "A party says that it is not so.",
        "the denial being withdrawn",
    ),
    Rule(
        Standing.DISPUTED, disputed,
        "A claim that excludes it has comparable weight.",
        "more independent origins for one of the two",
    ),
    Rule(
        Standing.UNCONFIRMED, unconfirmed,
        "The responsible body has not confirmed it.",
        "a confirmation or a denial by that body",
    ),
    Rule(
        Standing.CONFIRMED, confirmed,
        "A party in a position to know confirms what another has told.",
        "a denial, or a claim that excludes it",
    ),
    Rule(
        Standing.PENDING, pending,
        "It is told of a time that has not come.",
        "its time passing",
    ),
    Rule(
        Standing.CORROBORATED, corroborated,
        "Two or more independent origins, named or first-hand, tell it.",
        "a denial, or a claim that excludes it",
    ),
    Rule(
        Standing.REPEATED, repeated,
        "Several reports tell it, but no second origin is certain.",
        "a second origin that is named or first-hand",
    ),
    Rule(
        Standing.UNATTRIBUTED, unattributed,
        "No source is named at all.",
        "a named source",
    ),
    Rule(
        Standing.SINGLE_SOURCE, single_source,
        "One report or one origin tells it.",
        "a second independent origin",
    ),
)  # fmt: skip


def _remark(e: Evidence) -> str:
    """What edits took from a claim that still stands."""
    return f" {_edited(e)}." if e.edited and not e.taken_back else ""


def assess(evidence: Evidence) -> Assessment:
    """The assessment of one claim by the first rule that holds."""
    for rule in RULES:
        reason = rule.test(evidence)
        if reason is not None:
            return Assessment(
                claim=evidence.claim.id,
                standing=rule.standing,
                rule=rule.test.__name__,
                reason=f"{reason[0].upper()}{reason[1:]}." + _remark(evidence),
                origins=evidence.origins,
                origins_low=evidence.low,
                origins_high=evidence.high,
                affirmed_by=tuple(s.id for s in evidence.affirmed),
                denied_by=tuple(s.id for s in evidence.denied),
                withheld_by=tuple(s.id for s in evidence.withheld),
                confirmed_by=tuple(s.id for s in evidence.confirmed),
                superseded_by=evidence.successor,
                would_change=f"{rule.would_change[0].upper()}{rule.would_change[1:]}.",
                known_at=evidence.as_of,
            )
    raise AssertionError("the last rule always holds")
