"""Slots that forbid two propositions to be one claim, however alike their words: each veto is a small named test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from sayso.records import Where
from sayso.spans import overlap
from sayso.terms import Phase, PlaceKind, Stance, Verdict
from sayso.weigh.happened.events import type_of
from sayso.weigh.happened.focus import precise, spot
from sayso.weigh.language import views
from sayso.weigh.language.parties import one_party
from sayso.weigh.language.shares import exclude
from sayso.weigh.language.things import two_kinds
from sayso.weigh.language.wordnet import opposed, opposites
from sayso.weigh.language.words import listed, opposed_by_prefix, poles, term, terms
from sayso.weigh.matching.veto import Veto, known_apart, times_apart
from sayso.weigh.matching.vetoes_of_figures import by_bound, by_mark, by_number, by_repeat, by_toll, by_victims
from sayso.weigh.matching.vetoes_of_kind import by_numbered, by_side, by_victim
from sayso.weigh.matching.vetoes_of_telling import by_cause, by_phase, by_swap
from sayso.weigh.propositions import Proposition, named_place

NEWS = timedelta(days=180)
"""How long before its publication a report's news may lie; older times are told as background."""
ZONES = timedelta(hours=14)
"""How far the day of an event and the hour of a report may seem apart by the distance from UTC alone."""
DEEDS = frozenset({"attack", "explosion", "abduction", "seizure"})
"""Types of events that one party does to another."""
DAY = 24 * 3600
"""Seconds between two reports after which another share may have come about."""
HOUR = 3600
"""Seconds between two reports after which a state may have changed."""


def by_polarity(p: Proposition, q: Proposition) -> Veto | None:
    """One is negated, the other not; unless it negates the opposite (nobody was hurt, all were unharmed)."""
    if p.negative == q.negative or _opposed(p, q) or (p.views and q.views):
        return None
    yes, no = sorted((p, q), key=lambda x: x.negative)
    if opposed_by_prefix(yes.statement.content, no.statement.content):
        return None
    if _other_object(p, q):
        return Veto("polarity", Verdict.RELATED, "what is told as so of one thing is told as not so of another")
    verdict = Verdict.UPDATES if times_apart(p, q) else Verdict.EXCLUDES
    return Veto("polarity", verdict, "one is told as so, the other as not so")


def _other_object(p: Proposition, q: Proposition) -> bool:
    """Whether one act is told of two things: other head nouns, and few words of their phrases in common."""
    mine, other = ({a.head for a in x.statement.arguments if a.role == "object"} for x in (p, q))
    apart = p.predicate == q.predicate and mine and other and not mine & other
    return bool(apart) and 2 * len(p.target & q.target) < min(len(p.target), len(q.target))


def by_state(p: Proposition, q: Proposition) -> Veto | None:
    """They name opposite states (closed, reopened)."""
    if p.negative != q.negative or not _opposed(p, q):
        return None
    changed = times_apart(p, q) or known_apart(p, q, HOUR) or any(_returns(x) for x in (p, q))
    return Veto("state", Verdict.UPDATES if changed else Verdict.EXCLUDES, "they name opposite states")


def _returns(p: Proposition) -> bool:
    """Whether its verb says that another state went before ("reopened")."""
    return bool(listed("returns").intersection(p.statement.predicate.split()[:1]))


def by_contrast(p: Proposition, q: Proposition) -> Veto | None:
    """They name different things of one class (killed, injured)."""
    for axis in sorted(p.contrasts.keys() & q.contrasts.keys()):
        if not p.contrasts[axis] & q.contrasts[axis]:
            return Veto("contrast", Verdict.DIFFERENT, "they name different outcomes, days or directions")
    return None


def by_act(p: Proposition, q: Proposition) -> Veto | None:
    """Denying a thing is not the thing; two acts are one only by one speaker and of one kind."""
    if p.act is None and q.act is None:
        return None
    if p.act is None or q.act is None:
        verdict = Verdict.EXCLUDES if Stance.DENIES in (p.act, q.act) else Verdict.RELATED
        return Veto("act", verdict, f"one {(p.act or q.act or Stance.DENIES).value} what the other tells")
    if p.act != q.act or p.speaker != q.speaker:
        return Veto("act", Verdict.RELATED, "different parties or different acts")
    return None


def by_sentence(p: Proposition, q: Proposition) -> Veto | None:
    """Two parts of one sentence: nobody states one claim twice in a breath."""
    a, b = p.statement, q.statement
    if a.sentence != b.sentence or p.distributed or q.distributed:
        return None
    both = sum(overlap(x, y) for x in a.spans for y in b.spans)
    longer = max(sum(s.end - s.start for s in x.spans) for x in (a, b))
    return None if both >= 0.8 * longer else Veto("sentence", Verdict.DIFFERENT, "parts of one sentence")


def by_date(p: Proposition, q: Proposition) -> Veto | None:
    """Their times cannot be the same; what has no time is taken for news, so that it is not of a time long past."""
    if times_apart(p, q):
        return Veto("date", Verdict.DIFFERENT, f"{_day(p)} against {_day(q)}")
    if _foreknown(p, q) or _foreknown(q, p):
        return Veto("date", Verdict.UPDATES, f"{_day(p) or _day(q)} came after the other was told")
    if (_long_past(p) and q.start is None) or (_long_past(q) and p.start is None):
        return Veto("date", Verdict.DIFFERENT, f"{_day(p) or _day(q)} is long past")
    return None


def by_place(p: Proposition, q: Proposition) -> Veto | None:
    """Each names a place of its own, and the places lie apart."""
    mine, theirs = [w for w in p.places if named_place(w)], [w for w in q.places if named_place(w)]
    if not mine or not theirs or any(_touch(a, b) for a in mine for b in theirs):
        return None
    return Veto("place", Verdict.DIFFERENT, f"{mine[0].name} against {theirs[0].name}")


def by_site(p: Proposition, q: Proposition) -> Veto | None:
    """Each is put in a place of another name, and no map says that the one lies in the other."""
    if not p.sites or not q.sites or any(_one_site(a, b) for a in p.sites for b in q.sites):
        return None
    on_map = [x.places for x in (p, q)]
    if all(on_map) or any(not named_place(w) or w.kind == PlaceKind.REGION for places in on_map for w in places):
        return None
    return Veto("site", Verdict.DIFFERENT, f"{min(p.sites)} against {min(q.sites)}")


def _one_site(a: str, b: str) -> bool:
    """Whether two names may be of one place: they share a word, or one is an area that may hold the other."""
    x, y = set(a.split()), set(b.split())
    return bool(x & y) or bool((x | y) & listed("areas"))


def by_person(p: Proposition, q: Proposition) -> Veto | None:
    """One deed, done by or to two different persons."""
    for mine, theirs in ((p.doers, q.doers), (p.sufferers, q.sufferers)):
        if mine and theirs and not mine & theirs:
            return Veto("person", Verdict.DIFFERENT, f"{min(mine)[1:]} against {min(theirs)[1:]}")
    return None


def by_doer(p: Proposition, q: Proposition) -> Veto | None:
    """One deed of one doer, told of two bodies; a country acts through many names, a body through persons."""
    deed = type_of(p.statement)
    if deed not in DEEDS or type_of(q.statement) != deed or p.subject & q.subject:
        return None
    mine, theirs = ({t for t in x.subject if t[0] == "@"} for x in (p, q))
    persons = p.doers | q.doers
    if not mine or not theirs or persons or any(t[0] == "%" for t in p.subject | q.subject):
        return None
    return Veto("doer", Verdict.EXCLUDES, f"{min(mine)[1:]} against {min(theirs)[1:]}")


def by_party(p: Proposition, q: Proposition) -> Veto | None:
    """Weapons or blows of two parties: "Norland air strikes", "Rovan air strikes"."""
    if not p.parties or not q.parties or one_party(p.parties, q.parties):
        return None
    return Veto("party", Verdict.EXCLUDES, f"blows of two parties: {min(p.parties)} against {min(q.parties)}")


def by_share(p: Proposition, q: Proposition) -> Veto | None:
    """One tells it of all, the other of all but some, or of none."""
    if not exclude(p.share, q.share) or p.negative != q.negative:
        return None
    verdict = Verdict.UPDATES if known_apart(p, q, DAY) else Verdict.EXCLUDES
    return Veto("share", verdict, f"shares of a whole: {p.share} against {q.share}")


def by_view(p: Proposition, q: Proposition) -> Veto | None:
    """They judge one thing contrary: safe, a danger."""
    if views.opposed(p.views, q.views) is None:
        return None
    return Veto("view", Verdict.EXCLUDES, "contrary judgements")


def by_norm(p: Proposition, q: Proposition) -> Veto | None:
    """One tells what a rule asks for, the other what is so."""
    asks = [_asks(x) for x in (p, q)]
    return Veto("norm", Verdict.RELATED, "only one of them tells what a rule asks for") if asks[0] != asks[1] else None


def _asks(p: Proposition) -> bool:
    """Whether a rule asks for what it tells, be it inside ("led to a law that requires it")."""
    if listed("norms").intersection(p.statement.predicate.split()[:1]):
        return True
    said = set(terms(p.statement.content))
    return bool(said & _terms_of("norms")) and bool(said & _terms_of("rules"))


@lru_cache(maxsize=8)
def _terms_of(name: str) -> frozenset[str]:
    return frozenset(t for word in listed(name) for t in terms(word))


def by_thing(p: Proposition, q: Proposition) -> Veto | None:
    """It befell two things: the school, the bridge."""
    texts = (x.statement.object or x.statement.subject for x in (p, q))
    found = two_kinds(*texts)
    return Veto("thing", Verdict.DIFFERENT, f"two things: {found[0]}, {found[1]}") if found else None


def by_spot(p: Proposition, q: Proposition) -> Veto | None:
    """One thing is put in two spots that no map has: "started in the engine room", "broke out on the car deck"."""
    a, b = p.statement, q.statement
    if a.object or b.object or not p.heads & q.heads or a.phase != b.phase:
        return None
    mine, theirs = spot(a), spot(b)
    if not mine or not theirs or mine & theirs:
        return None
    return Veto("spot", Verdict.DIFFERENT, "two spots for one thing")


def by_member(p: Proposition, q: Proposition) -> Veto | None:
    """One clause is told of several members of a list, and the other is told of another member, or of none by name."""
    if not (p.distributed or q.distributed) or not p.member or not q.member:
        return None
    if all(_is_told_of(a, b) for a, b in ((p, q), (q, p)) if a.distributed):
        return None
    return Veto("member", Verdict.DIFFERENT, f"{_whom(p)} against {_whom(q)}")


def _is_told_of(p: Proposition, q: Proposition) -> bool:
    """Whether what one is told of stands in the other: one of its names, or all its words where it has no name."""
    names = {t for t in p.member if t[0] in "@%"}
    around = q.member if q.distributed else q.terms
    return bool(names & around) if names else p.member <= around or q.member <= p.member


def _whom(p: Proposition) -> str:
    return p.statement.subject or p.statement.object


VETOES: tuple[Callable[[Proposition, Proposition], Veto | None], ...] = (
    by_sentence,
    by_member,
    by_act,
    by_polarity,
    by_state,
    by_contrast,
    by_date,
    by_place,
    by_site,
    by_person,
    by_doer,
    by_side,
    by_victim,
    by_numbered,
    by_party,
    by_share,
    by_view,
    by_victims,
    by_number,
    by_bound,
    by_repeat,
    by_mark,
    by_toll,
    by_norm,
    by_spot,
    by_phase,
    by_swap,
    by_cause,
    by_thing,
)


def first(p: Proposition, q: Proposition) -> Veto | None:
    """The first veto that fires, if any."""
    return next((veto for test in VETOES if (veto := test(p, q))), None)


def kin(p: Proposition, q: Proposition, veto: Veto) -> bool:
    """Whether two propositions are built alike enough to speak against each other: same verb, count or axis."""
    if p.statement.report == q.statement.report and p.speaker == q.speaker:
        return False
    return veto.slot in (
        "number",
        "bound",
        "mark",
        "state",
        "act",
        "party",
        "side",
        "numbered",
        "share",
        "view",
    ) or bool(p.predicate and p.predicate == q.predicate)


def _opposed(p: Proposition, q: Proposition) -> bool:
    """Whether they name opposites; of verbs and qualities that only WordNet knows as such, said of one thing."""
    if any(not p.poles[axis] & q.poles[axis] for axis in p.poles.keys() & q.poles.keys()):
        return True
    a, b = (x.statement.predicate.split() for x in (p, q))
    said = [poles(frozenset(map(term, words))) for words in (a, b)]
    if p.heads & q.heads and any(not said[0][axis] & said[1][axis] for axis in said[0].keys() & said[1].keys()):
        return True  # whatever else they name: "reopened after a closure of two hours", "was closed"
    if not a or not b or (a[0] == "be") != (b[0] == "be") or not p.subject & q.subject:
        return False
    if a[0] != "be":
        return opposed(" ".join(a), " ".join(b), "v")
    mine, theirs = (" ".join(words[1:]) for words in (a, b))
    return theirs in opposites(mine, "a") or mine in opposites(theirs, "a")


def _foreknown(p: Proposition, q: Proposition) -> bool:
    """Whether one was told as past or going on before the other's time had come: then it is of an earlier time."""
    past = all(x.statement.phase == Phase.PAST for x in (p, q)) and precise(q.statement.when)
    if not past or p.start is not None or p.known_at is None or q.start is None:
        return False
    only_day = p.known_at.time() == time.min  # a report dated to the day came out at any hour of it
    return p.known_at + ZONES + timedelta(days=only_day) < q.start


def _long_past(p: Proposition) -> bool:
    return p.end is not None and p.known_at is not None and p.known_at - p.end > NEWS


def _day(p: Proposition) -> str:
    return p.statement.when.span.exact if p.statement.when else ""


def _touch(a: Where, b: Where) -> bool:
    """Whether two places may be one: the same, one inside the other, or closer than their sizes."""
    if (a.gazetteer and a.gazetteer == b.gazetteer) or a.name == b.name:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if PlaceKind.COUNTRY in (a.kind, b.kind):
        return True
    return _distance(a, b) <= max(25.0, (a.precision_km or 0) + (b.precision_km or 0))


def _distance(a: Where, b: Where) -> float:
    """Great-circle distance in km; infinite where a position is missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    x = sin(radians(b.lat - a.lat) / 2) ** 2
    y = cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, x + y)))
