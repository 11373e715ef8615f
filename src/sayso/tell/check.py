"""The checker: takes a sentence apart and holds all that it says against the passages it cites.

Speaker, stance, polarity, day and number are derived again from the records and the characters of the reports; the
sentence is refused when one of them differs. It never trusts how the sentence was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC

from sayso.records import Attribution, Sentence, Span, Statement
from sayso.spans import contains, overlap
from sayso.tell import corrected, lexicon, phrases
from sayso.tell.grammar import Clause, readings
from sayso.tell.timeline import day_of
from sayso.tell.views import View
from sayso.terms import Polarity, Stance, Standing


def faults(sentence: Sentence, view: View) -> list[str]:
    """What is wrong with a sentence, in plain words; empty when all it says follows from what it cites."""
    if found := list(_of_spans(sentence, view)):
        return found
    best: list[str] | None = None
    for clauses in readings(sentence.parts):
        found = [*_of_clauses(clauses, sentence, view), *_of_standing(clauses, sentence, view)]
        found += corrected.faults(clauses, sentence, view)
        if not found:
            return _of_label(sentence, view)
        best = found if best is None else best
    return best or [f"words that are no fixed phrase: {sentence.text}"]


# ------------------------------------------------------------------ passages


def _of_spans(sentence: Sentence, view: View) -> Iterator[str]:
    if "".join(p.text for p in sentence.parts) != sentence.text:
        yield "the text is not made of its parts"
    if not sentence.spans:
        yield "no passage is cited"
    for span in (*sentence.spans, *(p.span for p in sentence.parts if p.span)):
        report = view.reports.get(span.report)
        if report is None or report.text[span.start : span.end] != span.exact:
            yield f"the cited passage is not in its report: {span.exact}"
    for part in sentence.parts:
        if part.span and (part.span.exact != part.text or part.span not in sentence.spans):
            yield f"quoted words that no cited passage holds: {part.text}"
    if missing := [s for s in sentence.statements if s not in view.statements]:
        yield f"statements that are not in the picture: {', '.join(missing)}"


# ------------------------------------------------------------------ phrases


def _of_clauses(clauses: tuple[Clause, ...], sentence: Sentence, view: View) -> Iterator[str]:
    cited = [view.statements[s] for s in sentence.statements]
    for clause in clauses:
        shown = [s for s in cited if _shows(s.spans, clause.quoted)]
        shown = shown or [s for s in cited if _shows((s.sentence,), clause.quoted)]
        if clause.quoted and not shown:
            yield "the quoted words belong to no cited statement"
            continue
        for slot, value in clause.slots.items():
            if fault := _SLOTS[slot](value, clause, shown, sentence, view):
                yield fault
        yield from _of_stance(clause, shown)
        yield from _of_polarity(clause, shown, view)


def _shows(spans: tuple[Span, ...], quoted: tuple[Span, ...]) -> bool:
    """Whether quoted passages are some passages of a statement, or parts of them."""
    return all(any(overlap(s, q) for s in spans) for q in quoted)


def _speaker(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """A source must be one that a cited statement is attributed to, with that stance, and be printed in that report."""
    tellers = _cited(sentence, view) if clause.key in _OF_ANOTHER else shown
    needed = _STANCE.get(clause.key)
    named = [(a, s) for s in tellers for a in s.attributions if phrases.same(value, view.called(a.source, s.report))]
    if not any(_printed(a, s, view) for a, s in named):
        return f"the cited passages do not name {value} as the one who says it"
    if clause.key in _FAKE and not any(_calls_it_fake(s, sentence, view) for _, s in named):
        return f"{value} does not call it fake in the cited passages"
    if needed and not any(a.stance is needed and _cue_agrees(a, s) for a, s in named):
        return f"{value} does not {_VERB[needed]} it in the cited passages"
    return ""


def _calls_it_fake(statement: Statement, sentence: Sentence, view: View) -> bool:
    """Whether a statement counts as a denial of the claim, and its sentence holds a word of denial."""
    assessment = view.assessments.get(sentence.claim)
    printed = statement.sentence.exact.lower()
    counts = assessment is not None and statement.id in assessment.denied_by
    return counts and any(w in printed for w in lexicon.signs("denial"))


def _printed(attribution: Attribution, statement: Statement, view: View) -> bool:
    """Whether a source's name, or a word of it where the source or its antecedent stands, is in the report."""
    places = (attribution.source_span, attribution.antecedent)
    words = {w for p in places if p for w in _words(p.exact)}
    text = view.reports[statement.report].text.lower()
    return bool(words & _words(attribution.source.name)) or attribution.source.name.lower() in text


def _outlet(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """An outlet must be the one in whose report the words stand, or one that the report cites."""
    for statement in shown:
        names = {view.outlet(statement.report)}
        if clause.key == "said_via":
            names |= {a.source.name for a in statement.attributions[:-1]}
        if any(phrases.same(value, n) for n in names):
            return ""
    return f"the words are not from {value}"


def _other(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """The second of two outlets must be one whose report is cited, and not the first."""
    cited = {view.outlet(r) for r in _affirming(sentence, view)}
    named = {value.casefold(), clause.slots["outlet"].casefold()}
    return "" if named == {name.casefold() for name in cited} else f"{value} is not the other outlet cited"


def _voices(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """How many speak must be those cited; where others take the opposite side, those that affirm the claim."""
    held = phrases.some(*view.voices(_affirming(sentence, view)))
    return "" if phrases.same(value, held) else f"{value} is not how many are cited"


def _affirming(sentence: Sentence, view: View) -> set[str]:
    """The reports cited, without those that only take the other side."""
    reports = {s.report for s in sentence.spans}
    if assessment := view.assessments.get(sentence.claim):
        claim = view.claims[sentence.claim]
        reports &= {s.report for s in view.present(assessment.affirmed_by or claim.statements)}
    return reports


def _origins(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    assessment = view.assessments.get(sentence.claim)
    held = phrases.some_origins(assessment.origins_low, assessment.origins_high) if assessment else ""
    return "" if phrases.same(value, held) else f"{value} is not the number of origins"


def _words_of_time(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    found = any(s.when and s.when.span.exact == value for s in _cited(sentence, view))
    return "" if found else f"“{value}” is no time in the cited passages"


def _day(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """A day must be one that a cited passage gives, or for which a series holds a value that rests on one."""
    if clause.group == "about":
        dates = {phrases.short_day(p) for r in view.reports.values() if (p := r.published)}
        return "" if value in dates else f"no report is dated {value}"
    days = {d for s in _cited(sentence, view) if (d := day_of(s)) and _says_day(s)}
    days |= {p.valid_at for p in view.points(sentence.statements) if p.valid_at}
    if value in {n(d.astimezone(UTC)) for d in days for n in (phrases.day, phrases.short_day)}:
        return ""
    return f"no cited passage is about {value}"


def _says_day(statement: Statement) -> bool:
    """Whether the printed words of a time agree with what it is taken for: day of the month, and weekday."""
    day, when = day_of(statement), statement.when
    if day is None or when is None:
        return False
    printed = when.span.exact.lower()
    month = any(m.lower()[:3] in printed for m in lexicon.words("months"))
    numbers = [int(n) for n in re.findall(r"\b\d{1,2}(?=(?:st|nd|rd|th)?\b(?![:.]\d| ?[ap]\.?m))", printed) if month]
    weekdays = [w for w in lexicon.words("weekdays") if w.lower() in printed]
    last = when.latest.day if when.latest else day.day
    return (not numbers or bool({day.day, last} & set(numbers))) and (
        not weekdays or lexicon.words("weekdays")[day.weekday()] in weekdays
    )


def _value(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """A number must be the value of a quantity that a cited passage prints."""
    printed = value.split(" ")[0]
    for statement in _cited(sentence, view):
        for quantity in statement.quantities:
            if quantity.value is None or phrases.number(quantity.value) != printed:
                continue
            written = phrases.read_number(quantity.span.exact)
            if written is None or quantity.value in written:
                return ""
    return f"no cited passage prints {value}"


def _before(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    """A value that an edit changed must be printed in a cited report of which a newer version is cited too."""
    reports = {s.report for s in _cited(sentence, view)}
    for statement in _cited(sentence, view):
        printed = {phrases.number(q.value) for q in statement.quantities if q.value is not None}
        if value in printed and view.versions.get(statement.report) in reports:
            return ""
    return f"no cited report was edited from {value}"


def _bound(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    bounds = {phrases.bound(q.bound) for s in _cited(sentence, view) for q in s.quantities}
    right = any(phrases.same(value, b) for b in bounds)
    return "" if right else f"no cited passage says “{value.strip() or 'exactly'}”"


def _state(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    states = {p.value for p in view.points(sentence.statements)}
    return "" if any(isinstance(s, str) and phrases.same(value, s) for s in states) else f"no series is {value}"


def _any(value: str, clause: Clause, shown: list[Statement], sentence: Sentence, view: View) -> str:
    return ""


def _cited(sentence: Sentence, view: View) -> list[Statement]:
    return [view.statements[s] for s in sentence.statements]


_SLOTS: dict[str, Callable[[str, Clause, list[Statement], Sentence, View], str]] = {
    "source": _speaker,
    "outlet": _outlet,
    "voices": _voices,
    "other": _other,
    "origins": _origins,
    "words": _words_of_time,
    "day": _day,
    "first": _day,
    "last": _day,
    "value": _value,
    "before": _before,
    "state": _state,
    "bound": _bound,
    "headline": _any,
    "reports": _any,
    "outlets": _any,
    "period": _any,
    "asof": _any,
}
"""How the filling of each slot is derived again. The last ones are counted from the picture, not from passages."""

_FAKE = frozenset({"fake", "fake_told"})
_OF_ANOTHER = _FAKE | {"awaited"}
"""Phrases whose source is not the one who says the quoted words."""


# ------------------------------------------------------------------ stance and polarity


def _of_stance(clause: Clause, shown: list[Statement]) -> Iterator[str]:
    if clause.key in _OWN and not any(not s.attributions or _holds_cue(clause, s) for s in shown):
        yield "words of a source are told as the report's own"
    if clause.key == "said_unknown" and not any(a.stance is Stance.AFFIRMS for s in shown for a in s.attributions):
        yield "nobody says it in the cited passages"


def _holds_cue(clause: Clause, statement: Statement) -> bool:
    """Whether the quoted words name their own source: "the ministry said ..." needs no more attribution."""
    cues = [c for a in statement.attributions[-1:] for c in a.cue]
    return bool(cues) and all(any(contains(q, c) for q in clause.quoted) for c in cues)


def _cue_agrees(attribution: Attribution, statement: Statement) -> bool:
    """Whether the printed words bear the stance out: a denial holds a word of denial, an assertion none in its cue."""
    cue = " ".join(s.exact for s in attribution.cue).lower()
    around = f"{cue} {statement.sentence.exact} {statement.content}".lower()
    if attribution.stance is Stance.DENIES:
        return any(w in around for w in lexicon.signs("denial"))
    if attribution.stance is Stance.WITHHOLDS:
        return any(w in around for w in lexicon.signs("refusal"))
    return not re.match(r"(den(y|ie)|reject|refut|declin)", cue)


_OWN = frozenset({"own", "own_both", "own_many", "own_many_origins", "but"})
_STANCE = {
    "said": Stance.AFFIRMS,
    "said_via": Stance.AFFIRMS,
    "but_said": Stance.AFFIRMS,
    "confirmed": Stance.AFFIRMS,
    "expected_by": Stance.AFFIRMS,
    "repeated": Stance.AFFIRMS,
    "denied": Stance.DENIES,
    "denied_by": Stance.DENIES,
    "awaited": Stance.WITHHOLDS,
    "withheld": Stance.WITHHOLDS,
    "withheld_by": Stance.WITHHOLDS,
    "but_doubts": Stance.DOUBTS,
    "doubted": Stance.DOUBTS,
    "but_urged": Stance.URGES,
    "urged": Stance.URGES,
}
_VERB = {
    Stance.AFFIRMS: "affirm",
    Stance.DENIES: "deny",
    Stance.WITHHOLDS: "decline to confirm",
    Stance.DOUBTS: "doubt",
    Stance.URGES: "urge",
}


def _of_polarity(clause: Clause, shown: list[Statement], view: View) -> Iterator[str]:
    for span in clause.quoted:
        before = view.reports[span.report].text[max(0, span.start - 40) : span.start]
        near = re.split(r"[.,;:!?\n“”\"]", before)[-1].split()[-2:]
        cues = [c for s in shown for a in s.attributions for c in a.cue]
        if any(_negates(w) for w in near) and not any(c.end > span.start - 12 and c.start < span.start for c in cues):
            yield f"a negation before the quoted words is left out: {' '.join(near)} {span.exact}"
    told = " ".join(s.exact for s in clause.quoted)
    if shown and all(s.polarity is Polarity.NEGATIVE for s in shown) and not any(_negates(w) for w in told.split()):
        yield f"the passage says that it is not so, the quoted words do not: {told}"


def _negates(word: str) -> bool:
    bare = word.lower().strip("“”\"'.,;:()[]")
    return (
        bare in lexicon.signs("negation")
        or bare.endswith(("n't", "n’t"))
        or bare.startswith(tuple(lexicon.signs("negative")))
    )


# ------------------------------------------------------------------ standing and label


def _of_standing(clauses: tuple[Clause, ...], sentence: Sentence, view: View) -> Iterator[str]:
    assessment = view.assessments.get(sentence.claim)
    if assessment is None or clauses[0].key in corrected.PHRASES:
        return
    hedges = _HEDGES.get(assessment.standing)
    if set(sentence.statements[:1]) & {*assessment.withheld_by, *assessment.denied_by}:
        return
    if hedges and not hedges & {c.key for c in clauses}:
        yield f"told without the hedge that its standing asks for: {assessment.standing}"


_AGAINST = frozenset({"denied_by", "but", "but_said", "but_doubts", "but_urged"})
_HEDGES: dict[Standing, frozenset[str]] = {
    Standing.LABELLED_FAKE: frozenset({"fake", "fake_told", "fake_unnamed"}),
    Standing.DENIED: _AGAINST | {"denied"},
    Standing.DISPUTED: _AGAINST | {"disputed"},
    Standing.UNCONFIRMED: frozenset({"unconfirmed", "awaited"}),
    Standing.UNATTRIBUTED: frozenset({"unattributed"}),
    Standing.PENDING: frozenset({"expected", "expected_by", "urged"}),
}
"""Of which phrases a sentence must have one when its claim stands so."""


def _of_label(sentence: Sentence, view: View) -> list[str]:
    """A label that is a day must be the day of a cited statement."""
    day = re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}$", sentence.label)
    if not day:
        return []
    if sentence.label == phrases.labelled("reported", day=day[0]):
        dates = {phrases.short_day(p) for s in sentence.spans if (p := view.reports[s.report].published)}
        return [] if day[0] in dates else [f"no cited report is dated {day[0]}"]
    if sentence.label == phrases.labelled("seen", day=day[0]):
        return [] if day[0] in corrected.days(sentence, view) else [f"no correction was seen on {day[0]}"]
    days = {phrases.short_day(d) for s in _cited(sentence, view) if (d := day_of(s)) and _says_day(s)}
    return [] if sentence.label in days else [f"no cited passage is about {sentence.label}"]


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 1}
