"""Where in a text places may be named: names of the table of places first, then what the parser labels as a place."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.read import persons
from sayso.read.gazetteer import Place, fold, gazetteer
from sayso.read.name_words import words
from sayso.terms import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS = frozenset({"GPE", "LOC", "FAC"})
ENOUGH = 1.5
"""Evidence from which a string of the table counts as a place name."""


@dataclass
class Spot:
    """A stretch of tokens that may name a place, on its way to a :class:`~sayso.records.Where`."""

    start: int
    end: int
    name: str
    """What is looked up: the printed name without "region" and the like."""
    places: list[Place]
    division: bool = False
    """Whether a word beside it says that it is a region."""
    ground: bool = False
    """Whether it is an adjective with its ground ("Ukrainian territory")."""
    part: int = 0
    """Characters of the first token that are the name, where it is only a part ("Marlish-made"); 0 for whole tokens."""
    within: list[Place] = field(default_factory=list)
    """Places that "X, Y" says it lies in."""
    chosen: Place | None = None


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    """The word lists for places of ``data/names.toml``."""
    own = words()
    return {key: frozenset(value) for key, value in own["places"].items()} | {
        "bodies": frozenset(own["bodies"]["heads"]),
        "outlets": frozenset(own["bodies"]["outlets"]),
        "things": frozenset(own["things"]["heads"]),
        "seats": frozenset(fold(s) for s in own["bodies"]["seats"]),
    }


def adjective(text: str) -> str:
    """ISO code of the country that an adjective or demonym belongs to, or nothing."""
    return gazetteer().adjectives.get(fold(text), "")


def spots(doc: Doc) -> list[Spot]:
    """Every spot in order; none overlaps another or a person's name."""
    taken = {i for p in persons.find(doc) for i in range(p.start, p.end)}
    found: list[Spot] = []
    for finder in (_ground, short_states, _known, _hyphenated, _labelled):
        for spot in finder(doc, taken):
            if taken.isdisjoint(range(spot.start, spot.end)):
                taken.update(range(spot.start, spot.end))
                found.append(spot)
    return sorted(found, key=lambda s: s.start)


def _ground(doc: Doc, _taken: set[int]) -> Iterator[Spot]:
    """An adjective with its ground: "Ukrainian territory" means Ukraine, "the Ukrainian capital" its capital."""
    table, ground, seat_of = gazetteer(), lists()["ground"], lists()["seat_of"]
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if (after.lower_ not in ground and after.lower_ not in seat_of) or not persons.capital(token):
            continue
        code = adjective(token.text)
        place = table.capital(code) if after.lower_ in seat_of else table.country(code)
        if code and place is not None:
            yield Spot(token.i, token.i + 2, doc[token.i : token.i + 2].text, [place], ground=True)


def _known(doc: Doc, taken: set[int]) -> Iterator[Spot]:
    """Names of the table: the longest from left to right, then again wherever a name was once accepted."""
    candidates = list(_candidates(doc, taken))
    whole = _shortened(doc, candidates)
    sure: set[str] = set()
    doubtful: list[tuple[int, int, list[Place], float]] = []
    for start, end, places in candidates:
        if end - start == 1 and (full := whole.get(doc[start].text)):
            yield _spot(doc, start, end, full)
            continue
        evidence = sum(weight for _name, weight, holds in EVIDENCE if holds(doc, start, end, places))
        if evidence >= ENOUGH:
            sure.add(doc[start:end].text)
            yield _spot(doc, start, end, places)
        else:
            doubtful.append((start, end, places, evidence))
    for start, end, places, evidence in doubtful:
        text = doc[start:end].text
        if evidence >= ENOUGH - 1 and (text in sure or _listed_with(doc, start, end, sure)):
            sure.add(text)
            yield _spot(doc, start, end, places)


def _shortened(doc: Doc, candidates: list[tuple[int, int, list[Place]]]) -> dict[str, list[Place]]:
    """First words of hyphenated names in the report, for which the word alone may stand ("Marl" for "Marl-on-Sea")."""
    out: dict[str, list[Place]] = {}
    for start, end, places in candidates:
        if end - start > 1 and doc[start + 1].text == "-":
            out.setdefault(doc[start].text, places)
    return out


def _listed_with(doc: Doc, start: int, end: int, sure: set[str]) -> bool:
    """Whether a name stands in a list beside one that is sure ("Marlow and Orham")."""
    before, after = doc[max(0, start - 5) : start].text.rstrip(), doc[end : end + 5].text.lstrip()
    return any(
        before.endswith((f"{name},", f"{name} and", f"{name}, and"))
        or after.startswith((f", {name}", f"and {name}", f", and {name}"))
        for name in sure
    )


def _candidates(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int, list[Place]]]:
    table, i = gazetteer(), 0
    while i < len(doc):
        if i in taken or not persons.capital(doc[i]):
            i += 1
            continue
        end = i + 1
        while (
            end < min(len(doc), i + table.longest)
            and end not in taken
            and not doc[end].is_sent_start
            and not doc[end].is_space
        ):
            end += 1
        for j in range(end, i, -1):
            if persons.capital(doc[j - 1]) and (places := table.find(doc[i:j].text)):
                yield i, j, places
                i = j - 1
                break
        i += 1


def _spot(doc: Doc, start: int, end: int, places: list[Place]) -> Spot:
    return Spot(start, end, doc[start:end].text, places, division=_is_division(doc, start, end))


def _is_division(doc: Doc, start: int, end: int) -> bool:
    """Whether "X region", "the province of X" or a list "X, Y and Z regions" says that X is one."""
    divisions = lists()["divisions"]
    if doc[end - 1].lower_ in divisions:
        return True
    if start >= 2 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in divisions:
        return True
    for token in doc[end : end + 60]:
        if token.lower_ in divisions:
            return token.i == end or token.tag_ in ("NNS", "NNPS")
        if not (persons.capital(token) or token.text in (",", "and", "-")):
            return False
    return False


def short_states(doc: Doc, _taken: Container[int] = ()) -> Iterator[Spot]:
    """Short forms behind a town and a comma: "Calif.", "VA"."""
    for token in doc[2:]:
        if doc[token.i - 1].text == "," and persons.capital(doc[token.i - 2]) and len(token) <= 6:
            places = gazetteer().find(f", {token.text}") if token.text.endswith(".") or token.text.isupper() else []
            if places:
                yield Spot(token.i, token.i + 1, token.text, places)


def _hyphenated(doc: Doc, _taken: set[int]) -> Iterator[Spot]:
    """A country before a hyphen and a small letter, where the tokenizer leaves "U.S.-made" whole."""
    for token in doc:
        name, hyphen, rest = token.text.partition("-")
        if hyphen and rest[:1].islower() and name[0:1].isupper():
            places = gazetteer().find(name)
            if places and places[0].kind is PlaceKind.COUNTRY:
                yield Spot(token.i, token.i + 1, name, places, part=len(name))


def _labelled(doc: Doc, _taken: set[int]) -> Iterator[Spot]:
    """What the parser labels as a place and the table does not know; a feature is placed by the name it contains."""
    for ent in doc.ents:
        start = ent.start + (ent[0].lower_ == "the")
        if ent.label_ not in LABELS or start >= ent.end or not persons.capital(doc[start]):
            continue
        name = doc[start : ent.end].text
        feature = doc[ent.end - 1].lower_ in lists()["features"] and ent.end - start > 1
        before = doc[start - 1].lower_ if start else ""
        if (
            fold(name) in lists()["seats"]
            or adjective(name)
            or not (feature or before in lists()["prepositions"] or (before == "the" and ent.label_ == "LOC"))
        ):
            continue
        yield Spot(start, ent.end, name, [])


# ---------------------------------------------------------------- evidence
# Each row: what is seen, how much it speaks for a place name, and the test. The weights were set on news at large.

Test = Callable[["Doc", int, int, list[Place]], bool]


def _most(places: list[Place]) -> int:
    return max(p.population for p in places)


def _before(doc: Doc, start: int) -> Token | None:
    return doc[start - 1] if start and not doc[start].is_sent_start else None


def _after(doc: Doc, end: int) -> Token | None:
    return doc[end] if end < len(doc) and not doc[end].is_sent_start else None


def _labels(doc: Doc, start: int, end: int) -> set[str]:
    return {t.ent_type_ for t in doc[start:end]}


def _country(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    text = doc[start:end].text
    return any(p.kind is PlaceKind.COUNTRY for p in places) and (len(text) > 3 or text.isupper())


def _preposition(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    token = _before(doc, start)
    while token is not None and (token.lower_ in lists()["directions"] or token.lower_ == "the"):
        token = _before(doc, token.i)
    return token is not None and token.lower_ in lists()["prepositions"] and token.lower_ != "of"


def _runs_on(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """Whether another capitalised word follows that is no "City", "Police" and the like."""
    token = _after(doc, end)
    if token is None or not persons.capital(token) or not doc[end - 1].whitespace_ or persons.is_title(token):
        return False
    return token.pos_ == "PROPN" and not _longer_name(doc, start, end, places)


def _longer_name(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """Whether it begins the name of a body or feature ("Marlow City Council", "Marlow Airport")."""
    known = lists()["bodies"] | lists()["features"] | lists()["divisions"] | lists()["towns"] | lists()["things"]
    token = _after(doc, end)
    last = None
    while token is not None and persons.capital(token):
        last = token
        token = _after(doc, token.i + 1)
    return last is not None and last.lower_ in known and last.lower_ not in lists()["outlets"] | lists()["natural"]


def _outlet(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    return any(t.lower_ in lists()["outlets"] and t.text[0].isupper() for t in doc[end : end + 2])


def _follows_name(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    token = _before(doc, start)
    return (
        token is not None
        and persons.capital(token)
        and token.pos_ == "PROPN"
        and bool(token.whitespace_)
        and not adjective(token.text)
        and token.lower_ not in lists()["directions"]
    )


def _qualified(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """A comma and the name of a country or region that holds it: "Marlow, Kent"."""
    if end + 1 >= len(doc) or doc[end].text != "," or not persons.capital(doc[end + 1]):
        return False
    rest = doc[end + 1]
    outer = gazetteer().find(f", {rest.text}") or list(gazetteer().find(doc[end + 1 : rest.i + 1].text))
    return any(o.kind is not PlaceKind.CITY and p.country == o.country for o in outer for p in places)


def _letters(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """All capitals like an acronym, and not the head of a dateline ("MARLOW, Kent - ")."""
    text, after = doc[start:end].text, doc[end].text if end < len(doc) else ""
    if not text.isupper() or len(text) > 6 or _country(doc, start, end, places):
        return False
    return not (doc[start].is_sent_start and after in (",", "(", "-", "—", "–", "--"))


def _other_name(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """Only another name of every place that bears it, and labelled as something else ("Google", once Topeka)."""
    if not _labels(doc, start, end) & {"ORG", "PRODUCT", "PERSON", "WORK_OF_ART", "EVENT"}:
        return False
    text = fold(doc[start:end].text)
    return not any(text in fold(p.name) for p in places)


def _direction(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """A mere direction or "the ..." that the parser does not label as a place."""
    if all(t.lower_ in lists()["directions"] for t in doc[start:end]):
        return True
    return doc[start].lower_ == "the" and not _labels(doc, start, end) & LABELS


def _named_sort(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """The sort of place is told: "Marlow region", "Marlow city", "the town of Marlow"."""
    sorts = lists()["divisions"] | lists()["towns"]
    after = _after(doc, end)
    if (after is not None and after.lower_ in sorts) or _is_division(doc, start, end):
        return True
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in sorts


EVIDENCE: tuple[tuple[str, float, Test], ...] = (
    ("a country", 2.5, _country),
    ("a million people", 2.5, lambda d, s, e, p: _most(p) >= 1_000_000),
    ("a large town", 2.0, lambda d, s, e, p: 100_000 <= _most(p) < 1_000_000),
    ("a town", 1.2, lambda d, s, e, p: 15_000 <= _most(p) < 100_000),
    ("a small town", 0.5, lambda d, s, e, p: 1_000 <= _most(p) < 15_000),
    ("several words", 1.0, lambda d, s, e, p: e - s > 1),
    ("labelled a place", 1.5, lambda d, s, e, p: bool(_labels(d, s, e) & LABELS)),
    ("labelled a person", -1.0, lambda d, s, e, p: "PERSON" in _labels(d, s, e)),
    (
        "inside a labelled body",
        -0.5,
        lambda d, s, e, p: (
            _labels(d, s, e) == {"ORG"} and (d[s].ent_iob_ == "I" or (e < len(d) and d[e].ent_iob_ == "I"))
        ),
    ),
    ("preposition of place", 1.0, _preposition),
    ("division or town named", 1.5, _named_sort),
    (
        "a date by its label",
        -4.0,
        lambda d, s, e, p: bool(_labels(d, s, e) & {"DATE", "TIME"}) and fold(d[s].text) in gazetteer().ordinary,
    ),
    (
        "an article before",
        -1.5,
        lambda d, s, e, p: (
            e - s == 1
            and (t := _before(d, s)) is not None
            and t.lower_ in ("the", "a", "an")
            and (a := _after(d, e), a is None or a.pos_ not in ("NOUN", "PROPN", "ADJ"))[1]
            and not _country(d, s, e, p)
            and not p[0].id.startswith("sayso:")
        ),
    ),
    ("said to lie in another", 1.5, _qualified),
    ("begins a longer name", 0.5, _longer_name),
    ("name of an outlet", -3.0, _outlet),
    ("runs on as a name", -2.0, _runs_on),
    ("follows a name", -1.5, _follows_name),
    (
        "ordinary word",
        -1.5,
        lambda d, s, e, p: e - s == 1 and fold(d[s].text) in gazetteer().ordinary and _most(p) < 1_000_000,
    ),
    ("only another name", -2.0, _other_name),
    ("a mere direction", -5.0, _direction),
    ("letters of an acronym", -2.5, _letters),
    ("given name", -1.0, lambda d, s, e, p: e - s == 1 and fold(d[s].text) in persons.given_names()),
    ("begins a sentence", -0.5, lambda d, s, e, p: bool(d[s].is_sent_start) and e - s == 1),
    ("no name by its tag", -1.5, lambda d, s, e, p: not any(t.pos_ == "PROPN" for t in d[s:e])),
    ("a seat of power", -5.0, lambda d, s, e, p: fold(d[s:e].text) in lists()["seats"] and p[0].id != "sayso:kremlin"),
)
