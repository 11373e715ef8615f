"""One claim as one sentence: who says it, in their words, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.records import Assessment, Claim, Part, Sentence, Span, Statement
from sayso.tell.phrases import Slot, count, day, fill, joined, named
from sayso.tell.quote import Quote, quote, readable
from sayso.tell.views import View, innermost
from sayso.terms import Anchor, Naming, Precision, Stance, Standing, TimeKind

Phrase = tuple[str, dict[str, Slot]]
Wording = tuple[list[Part], list[Statement]]
"""The parts of a sentence, and the statements that they rest on."""


class Composer:
    """Makes sentences about claims from a picture."""

    def __init__(self, view: View) -> None:
        self.view = view

    def sentence(self, claim: Claim, *, label: str = "") -> Sentence:
        """The sentence for a claim, worded by its standing."""
        assessment = self.view.assessments.get(claim.id)
        best = self.best(claim)
        standing = assessment.standing if assessment else None
        if assessment and (word := _BY_STANDING.get(assessment.standing)):
            parts, used = word(self, claim, assessment, best)
        else:
            parts, used = self._plain(claim, assessment, best)
        affirmed = self.affirming(claim, assessment)
        cited = [*used, *(s for s in affirmed if s.report not in {u.report for u in used})]
        return sentence(parts, cited, standing=standing, claim=claim.id, label=label)

    def affirming(self, claim: Claim, assessment: Assessment | None) -> tuple[Statement, ...]:
        """The statements that say it, as far as the assessment tells; else all."""
        return self.view.present((assessment.affirmed_by if assessment else ()) or claim.statements)

    def best(self, claim: Claim) -> Statement:
        """The statement quoted for a claim: one that affirms it and can be read alone, the chosen one first."""
        chosen = self.affirming(claim, self.view.assessments.get(claim.id))
        return max(chosen, key=lambda s: (round(readable(s), 1), s.id == claim.best, -self.view.number(s.report)))

    # -------------------------------------------------------- the words of one statement

    def main(self, statement: Statement, reports: int = 1) -> list[Part]:
        """Who says it, and the words: for one statement, told by one report or several."""
        key, slots = self.phrase(statement, reports)
        return [*fill("main", key, **slots), *self._time(statement, slots["quote"])]

    def phrase(self, statement: Statement, reports: int = 1) -> Phrase:
        """The phrase and slots for the voice of a statement."""
        words = quote(statement)
        source, last = self.view.told_by(statement), innermost(statement)
        if source is None and last is not None:
            return "unattributed", {"quote": words}
        if source is None:
            return self._own(statement, reports, words)
        if last is not None and (key := _BY_STANCE.get(last.stance)):
            return key, {"source": named(source), "quote": words}
        carrier = self.view.carrier(statement)
        if carrier and carrier != source.name:
            return "said_via", {"outlet": carrier, "source": named(source), "quote": words}
        key = "said_anonymous" if source.naming is Naming.ANONYMOUS else "said"
        return key, {"source": named(source), "quote": words}

    def _own(self, statement: Statement, reports: int, words: Quote) -> Phrase:
        if reports > 1:
            return "own_many", {"count": count(reports), "quote": words}
        if outlet := self.view.outlet(statement.report):
            return "own", {"outlet": outlet, "quote": words}
        return "own_unnamed", {"quote": words}

    def _time(self, statement: Statement, words: Slot) -> list[Part]:
        """What a relative day in the quoted words comes to ("tomorrow" is 21 November)."""
        when = statement.when
        if not when or not isinstance(words, Quote) or when.anchor is Anchor.ABSOLUTE or not when.earliest:
            return []
        shown = any(s.report == when.span.report and s.start <= when.span.start and when.span.end <= s.end
                    for s in words.spans)
        if not shown or when.kind is not TimeKind.DATE or when.precision is not Precision.DAY:
            return []
        return fill("tail", "time_means", words=when.span.exact, day=day(when.earliest))

    # -------------------------------------------------------- by standing

    def _plain(self, claim: Claim, assessment: Assessment | None, best: Statement) -> Wording:
        reports = len({s.report for s in self.affirming(claim, assessment)})
        return [*self.main(best, reports), *self._origins(best, assessment, reports)], [best]

    def _origins(self, best: Statement, assessment: Assessment | None, reports: int) -> list[Part]:
        if not assessment or reports < 2:
            return []
        low, high = assessment.origins_low, assessment.origins_high
        if high <= 1:
            return fill("tail", "one_origin", count=count(reports))
        if low == high:
            return fill("tail", "origins", count=count(reports), low=count(low))
        return fill("tail", "origins_range", count=count(reports), low=count(low), high=count(high))

    def _repeated(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        reports = len({s.report for s in self.affirming(claim, assessment)})
        words = quote(best)
        source = self.view.told_by(best)
        if reports > 1 and assessment.origins_high <= 1 and source:
            return fill("main", "repeated", count=count(reports), source=named(source), quote=words), [best]
        if reports > 1:
            return fill("main", "repeated_unknown", count=count(reports), quote=words), [best]
        return self._plain(claim, assessment, best)

    def _unattributed(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        return fill("main", "unattributed", quote=quote(best)), [best]

    def _fake(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        for denial in self.view.present(assessment.denied_by):
            if source := self.view.told_by(denial):
                return fill("main", "fake", source=named(source), quote=quote(best)), [best, denial]
        return fill("main", "fake_unnamed", quote=quote(best)), [best]

    def _unconfirmed(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        parts, used = fill("main", "unconfirmed", quote=quote(best)), [best]
        for refusal in self._others(assessment.withheld_by, best)[:1]:
            parts += self._withheld(refusal)
            used.append(refusal)
        return parts, used

    def _withheld(self, refusal: Statement) -> list[Part]:
        if source := self.view.told_by(refusal):
            return fill("tail", "withheld_by", source=named(source), quote=quote(refusal))
        if outlet := self.view.outlet(refusal.report):
            return fill("tail", "not_confirmed", outlet=outlet, quote=quote(refusal))
        return fill("tail", "not_confirmed_unnamed", quote=quote(refusal))

    def _two_sided(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        parts, used = self._plain(claim, assessment, best)
        for field, key in ((assessment.confirmed_by, "confirmed"), (assessment.denied_by, "denied_by"),
                           (assessment.withheld_by, "withheld_by")):
            for other in self._others(field, best)[:1]:
                if source := self.view.told_by(other):
                    parts = [*parts, *fill("tail", key, source=named(source), quote=quote(other))]
                    used.append(other)
        return parts, used

    def _disputed(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        parts, used = self._two_sided(claim, assessment, best)
        if len(used) == 1:
            rivals = [self.view.claims[c] for c in claim.excludes if c in self.view.claims]
            for rival in rivals[:1]:
                other = self.best(rival)
                parts = [*parts, *self.but(other)]
                used.append(other)
        return parts, used

    def but(self, other: Statement) -> list[Part]:
        """The other side, after "but"."""
        if source := self.view.told_by(other):
            return fill("tail", "but_said", source=named(source), quote=quote(other))
        if outlet := self.view.outlet(other.report):
            return fill("tail", "but", outlet=outlet, quote=quote(other))
        return fill("tail", "but_unnamed", quote=quote(other))

    def _pending(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        source = self.view.told_by(best)
        words = quote(best)
        parts = fill("main", "expected_by", source=named(source), quote=words) if source else \
            fill("main", "expected", quote=words)
        return [*parts, *self._time(best, words)], [best]

    def _others(self, ids: Sequence[str], best: Statement) -> list[Statement]:
        return [s for s in self.view.present(ids) if s.id != best.id]


_Worder = Callable[[Composer, Claim, Assessment, Statement], Wording]
_BY_STANDING: dict[Standing, _Worder] = {
    Standing.LABELLED_FAKE: Composer._fake,
    Standing.DENIED: Composer._two_sided,
    Standing.CONFIRMED: Composer._two_sided,
    Standing.DISPUTED: Composer._disputed,
    Standing.UNCONFIRMED: Composer._unconfirmed,
    Standing.REPEATED: Composer._repeated,
    Standing.UNATTRIBUTED: Composer._unattributed,
    Standing.PENDING: Composer._pending,
}
"""How each standing is worded; all others plainly: who says it, and their words."""

_BY_STANCE = {
    Stance.DENIES: "denied",
    Stance.WITHHOLDS: "withheld",
    Stance.DOUBTS: "doubted",
    Stance.URGES: "urged",
}


def sentence(parts: list[Part], cited: Sequence[Statement], *, standing: Standing | None = None, claim: str = "",
             label: str = "") -> Sentence:
    """A finished sentence: full stop, parts joined, spans of the quotations first and of the other statements after."""
    whole = joined([*parts, Part(text=".")])
    quoted = [p.span for p in whole if p.span]
    rest = [s for c in cited for s in c.spans if not any(_same(s, q) for q in quoted)]
    return Sentence(
        text="".join(p.text for p in whole),
        statements=tuple(dict.fromkeys(s.id for s in cited)),
        spans=tuple(dict.fromkeys([*quoted, *rest])),
        standing=standing,
        claim=claim,
        parts=whole,
        label=label,
    )


def _same(a: Span, b: Span) -> bool:
    return a.report == b.report and a.start < b.end and b.start < a.end
