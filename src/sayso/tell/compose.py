"""One claim as one sentence: who says it, in their words, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sayso.records import Assessment, Claim, Part, Sentence, Span, Statement
from sayso.spans import contains
from sayso.tell.lexicon import table
from sayso.tell.phrases import Slot, day, fill, joined, some, some_origins
from sayso.tell.quote import Quote, is_pronoun, quote, quotes_cue, readable
from sayso.tell.views import View, innermost
from sayso.terms import Anchor, Naming, Precision, SourceKind, Stance, Standing, TimeKind

Slots = dict[str, Slot]
Phrase = tuple[str, Slots]
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
        cited = [*used, *one_a_report(self.affirming(claim, assessment), {s.report for s in used})]
        if not label:
            parts = [*parts, *self._time(used[-1], parts)]
        return sentence(parts, cited, standing=standing, claim=claim.id, label=label)

    def affirming(self, claim: Claim, assessment: Assessment | None) -> tuple[Statement, ...]:
        """The statements that say it, as far as the assessment tells; else all."""
        return self.view.current((assessment.affirmed_by if assessment else ()) or claim.statements)

    def best(self, claim: Claim) -> Statement:
        """The statement quoted for a claim: one that affirms it and can be read alone, the chosen one first."""
        chosen = self.affirming(claim, self.view.assessments.get(claim.id))
        return max(chosen, key=lambda s: (round(readable(s), 1), s.id == claim.best, -self.view.number(s.report)))

    # -------------------------------------------------------- the words of one statement

    def main(self, statement: Statement, reports: Collection[str] = (), origins: Slots | None = None) -> list[Part]:
        """Who says it, and the words: for one statement, told by its report or by several."""
        key, slots = self.phrase(statement, reports)
        if origins and f"{key}_origins" in table()["main"]:
            key, slots = f"{key}_origins", {**slots, **origins}
        return fill("main", key, **slots)

    def phrase(self, statement: Statement, reports: Collection[str] = ()) -> Phrase:
        """The phrase and slots for the voice of a statement."""
        reports = reports or (statement.report,)
        source, last = self.view.told_by(statement), innermost(statement)
        name = self.view.called(source, statement.report) if source else ""
        words = quote(statement, speaker=source.name if source else "", alone=len(reports) == 1)
        if source is None and last is not None and not quotes_cue(words, statement):
            return "unattributed", {"quote": words}
        if source is None or last is None or quotes_cue(words, statement):
            return self._own(statement, reports, words)
        if key := _BY_STANCE.get(last.stance):
            return key, {"source": name, "quote": words}
        carrier = self.view.carrier(statement)
        if carrier and carrier != source.name:
            return "said_via", {"outlet": carrier, "source": name, "quote": words}
        if is_pronoun(source.name):
            return "said_unknown", {"quote": words}
        if source.kind is SourceKind.DOCUMENT and source.naming is not Naming.NAMED:
            return "said_via", {"outlet": self.view.outlet(statement.report), "source": name, "quote": words}
        return "said", {"source": name, "quote": words}

    def _own(self, statement: Statement, reports: Collection[str], words: Quote) -> Phrase:
        n, noun = self.view.voices(reports)
        outlets = sorted({self.view.outlet(r) for r in reports}, key=lambda o: o != self.view.outlet(statement.report))
        if n > 2 or (n == 2 and noun != "outlet"):
            return "own_many", {"voices": some(n, noun), "quote": words}
        if n == 2:
            return "own_both", {"outlet": outlets[0], "other": outlets[1], "quote": words}
        return "own", {"outlet": self.view.outlet(statement.report), "quote": words}

    def _time(self, statement: Statement, parts: Sequence[Part]) -> list[Part]:
        """What a relative day in the quoted words comes to ("tomorrow" is 21 November)."""
        when = statement.when
        if not when or not when.earliest or when.anchor is Anchor.ABSOLUTE or any(c.isdigit() for c in when.span.exact):
            return []
        shown = any(p.span and contains(p.span, when.span) for p in parts)
        if not shown or when.kind is not TimeKind.DATE or when.precision is not Precision.DAY:
            return []
        return fill("tail", "time_means", words=when.span.exact, day=day(when.earliest))

    # -------------------------------------------------------- by standing

    def _plain(self, claim: Claim, assessment: Assessment | None, best: Statement) -> Wording:
        reports = self._reports(claim, assessment)
        return self.main(best, reports, _origins(assessment, self.view.voices(reports)[0])), [best]

    def _reports(self, claim: Claim, assessment: Assessment | None) -> tuple[str, ...]:
        """The reports that say it, in their order, each in its newest version that does."""
        return tuple(dict.fromkeys(s.report for s in self.affirming(claim, assessment)))

    def _repeated(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        n, noun = self.view.voices(self._reports(claim, assessment))
        source = self.view.told_by(best)
        if n < 2 or (source and best.attributions[-1].stance is not Stance.AFFIRMS):
            return self._plain(claim, assessment, best)
        words = quote(best, speaker=source.name if source else "", alone=False)
        if assessment.origins_high <= 1 and source:
            name = self.view.called(source, best.report)
            return fill("main", "repeated", voices=some(n, noun), source=name, quote=words), [best]
        return fill("main", "repeated_unknown", voices=some(n, noun), quote=words), [best]

    def _unattributed(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        return fill("main", "unattributed", quote=quote(best)), [best]

    def _fake(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        words = quote(best)
        for denial in self.view.present(assessment.denied_by):
            if source := self.view.told_by(denial):
                name = self.view.called(source, denial.report)
                key = "fake_told" if quotes_cue(words, best) else "fake"
                return fill("main", key, source=name, quote=words), [best, denial]
        return fill("main", "fake_unnamed", quote=words), [best]

    def _unconfirmed(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        if best.id in assessment.withheld_by:
            return self._plain(claim, assessment, best)
        parts, used = fill("main", "unconfirmed", quote=quote(best)), [best]
        return self._with_others(parts, used, assessment.withheld_by, "withheld_by", Stance.WITHHOLDS)

    def _two_sided(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        parts, used = self._plain(claim, assessment, best)
        parts, used = self._with_others(parts, used, assessment.confirmed_by, "confirmed", Stance.AFFIRMS)
        parts, used = self._with_others(parts, used, assessment.denied_by, "denied_by", Stance.DENIES)
        return self._with_others(parts, used, assessment.withheld_by, "withheld_by", Stance.WITHHOLDS)

    def _disputed(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        parts, used = self._two_sided(claim, assessment, best)
        rivals = [self.best(self.view.claims[c]) for c in claim.excludes if c in self.view.claims]
        rivals += self.view.opposed.get(claim.id, [])
        if len(used) > 1:
            return parts, used
        if rivals:
            return [*parts, *self.but(rivals[0])], [*used, rivals[0]]
        return [*parts, *fill("tail", "disputed")], used

    def awaited(self, claim: Claim) -> Sentence | None:
        """The sentence for a claim that a named source has not confirmed; None where no such source is printed."""
        assessment, best = self.view.assessments[claim.id], self.best(claim)
        for other in self.view.current(assessment.withheld_by):
            source = self.view.told_by(other)
            if source and not is_pronoun(source.name) and best.id not in assessment.withheld_by:
                parts = fill("main", "awaited", source=self.view.called(source, other.report), quote=quote(best))
                return sentence(parts, [best, other], standing=assessment.standing, claim=claim.id)
        return None

    def _pending(self, claim: Claim, assessment: Assessment, best: Statement) -> Wording:
        source = self.view.told_by(best)
        words = quote(best, speaker=source.name if source else "")
        if source and best.attributions[-1].stance is not Stance.AFFIRMS:
            return self._plain(claim, assessment, best)
        if source is None or is_pronoun(source.name) or quotes_cue(words, best):
            return fill("main", "expected", quote=words), [best]
        return fill("main", "expected_by", source=self.view.called(source, best.report), quote=words), [best]

    def _with_others(
        self, parts: list[Part], used: list[Statement], ids: Sequence[str], key: str, stance: Stance
    ) -> Wording:
        """The sentence so far with one more voice: its confirmation, denial or refusal, else what it says instead."""
        known = {s.id for s in used}
        others = sorted((s for s in self.view.present(ids) if s.id not in known), key=lambda s: -readable(s))
        if not others:
            return parts, used
        other, source = others[0], self.view.told_by(others[0])
        words = quote(other, speaker=source.name if source else "")
        last = innermost(other)
        if source and last and last.stance is stance and not is_pronoun(source.name) and not quotes_cue(words, other):
            name = self.view.called(source, other.report)
            return [*parts, *fill("tail", key, source=name, quote=words)], [*used, other]
        return [*parts, *(self.but(other) if key == "denied_by" else self._adds(other, words))], [*used, other]

    def _adds(self, other: Statement, words: Quote) -> list[Part]:
        return fill("tail", "adds", outlet=self.view.outlet(other.report), quote=words)

    def but(self, other: Statement) -> list[Part]:
        """The other side, after "but"."""
        source = self.view.told_by(other)
        words = quote(other, speaker=source.name if source else "")
        if source and not is_pronoun(source.name) and not quotes_cue(words, other):
            key = _BUT.get(other.attributions[-1].stance, "but_said")
            return fill("tail", key, source=self.view.called(source, other.report), quote=words)
        return fill("tail", "but", outlet=self.view.outlet(other.report), quote=words)


def _origins(assessment: Assessment | None, reports: int) -> Slots | None:
    """How many origins, where that is not simply the number of reports."""
    if not assessment or reports < 2 or assessment.origins_low >= reports:
        return None
    low, high = assessment.origins_low, assessment.origins_high
    return {"origins": some_origins(low, high)}


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

_BUT = {
    Stance.DENIES: "denied_by",
    Stance.WITHHOLDS: "withheld_by",
    Stance.DOUBTS: "but_doubts",
    Stance.URGES: "but_urged",
}
_BY_STANCE = {
    Stance.DENIES: "denied",
    Stance.WITHHOLDS: "withheld",
    Stance.DOUBTS: "doubted",
    Stance.URGES: "urged",
}


def one_a_report(statements: Iterable[Statement], but: Collection[str] = ()) -> list[Statement]:
    """The most readable statement of each report, the reports in their order; those of some reports left out."""
    best: dict[str, Statement] = {}
    for s in statements:
        if s.report not in but and (s.report not in best or readable(s) > readable(best[s.report])):
            best[s.report] = s
    return list(best.values())


def sentence(
    parts: list[Part], cited: Sequence[Statement], *, standing: Standing | None = None, claim: str = "", label: str = ""
) -> Sentence:
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
