"""What speaks for a string of the table of places being the name of a place where it stands, and what against."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import Place, fold, gazetteer
from sayso.read.names import persons
from sayso.read.places.spot import LABELS, adjective, lists
from sayso.terms import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ENOUGH = 0.9
"""Evidence from which a string of the table counts as a place name."""

# Each row: what is seen, how much it speaks for a place name, and the test. The unit is the logarithm of the odds: most
# weights are those of a logistic regression over some thousand names in news of all sorts, rounded; those of rules on
# what counts as a place at all (outlets, seats of power, directions, sorts of places) were set by hand.

SORTS = (
    lists()["bodies"]
    | lists()["divisions"]
    | lists()["towns"]
    | lists()["streets"]
    | lists()["grounds"]
    | lists()["houses"]
    | {"federal", "national"}
)

Test = Callable[["Doc", int, int, list[Place]], bool]


def is_division(doc: Doc, start: int, end: int) -> bool:
    """Whether "X region", "the province of X" or a list "X, Y and Z regions" says that X is one."""
    divisions = lists()["divisions"]
    if doc[end - 1].lower_ in divisions or (end < len(doc) and doc[end].lower_ in lists()["of_state"]):
        return True
    if start >= 2 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in divisions:
        return True
    for token in doc[end : end + 60]:
        if token.lower_ in divisions:
            return token.i == end or token.tag_ in ("NNS", "NNPS")
        if not (persons.capital(token) or token.text in (",", "and", "-")):
            return False
    return False


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


def _sort(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """One word that tells a sort of place or body, not its name ("the Centre", "the Port")."""
    return end - start == 1 and doc[start].lower_ in SORTS


def _first_name(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """A given name before another capitalised word: more likely a person than a place."""
    return (
        end - start == 1
        and fold(doc[start].text) in persons.given_names()
        and _runs_on(doc, start, end, places)
        and _after(doc, end) is not None
        and not doc[end].is_upper
    )


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
    if (after is not None and after.lower_ in sorts) or is_division(doc, start, end):
        return True
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in sorts


def _of_town(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """A word follows that towns stand before: "Marlow residents", "Marlow-based"."""
    after = _after(doc, end)
    if after is not None and after.text == "-":
        after = _after(doc, end + 1)
    return after is not None and after.lower_ in lists()["of_town"]


def _heads_line(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """All capitals at the head of a paragraph, as datelines are set, whatever follows."""
    text = doc[start:end].text
    return len(text) > 3 and text.isupper() and _opens(doc, start) and not _opens_shouting(doc, end)


def _opens(doc: Doc, start: int) -> bool:
    return start == 0 or (doc[start - 1].is_space and "\n" in doc[start - 1].text)


def _opens_shouting(doc: Doc, end: int) -> bool:
    """Whether the words after are all capitals too: a headline."""
    return end < len(doc) and doc[end].is_alpha and doc[end].is_upper and len(doc[end]) > 1


def _hails_from(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    """Behind a comma and "of", as where a person lives is told: "Ann Marsh, of Marlow"."""
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].text == ","


def _inside_body(doc: Doc, start: int, end: int, places: list[Place]) -> bool:
    return _labels(doc, start, end) == {"ORG"} and (
        doc[start].ent_iob_ == "I" or (end < len(doc) and doc[end].ent_iob_ == "I")
    )


RULES: tuple[tuple[str, float, Test], ...] = (
    ("a country", 1.7, _country),
    ("a million people", 1.8, lambda d, s, e, p: _most(p) >= 1_000_000),
    ("a large town", 1.6, lambda d, s, e, p: 100_000 <= _most(p) < 1_000_000),
    ("a town", -0.2, lambda d, s, e, p: 15_000 <= _most(p) < 100_000 and not _country(d, s, e, p)),
    ("a small town", -0.3, lambda d, s, e, p: 1_000 <= _most(p) < 15_000 and not _country(d, s, e, p)),
    ("several words", 0.3, lambda d, s, e, p: e - s > 1),
    ("a sort of place or body", -3.0, _sort),
    ("a given name before a name", -2.0, _first_name),
    (
        "the end of a labelled person",
        -1.5,
        lambda d, s, e, p: d[s].ent_iob_ == "I" and _labels(d, s, e) == {"PERSON"},
    ),
    ("labelled a place", 1.7, lambda d, s, e, p: bool(_labels(d, s, e) & LABELS)),
    ("inside a labelled body", 0.3, _inside_body),
    ("a word of towns after it", 0.8, _of_town),
    ("heads a paragraph in capitals", 0.4, _heads_line),
    ("where a person is from", 0.8, _hails_from),
    ("preposition of place", 1.1, _preposition),
    ("division or town named", 1.1, _named_sort),
    (
        "a date by its label",
        -3,
        lambda d, s, e, p: bool(_labels(d, s, e) & {"DATE", "TIME"}) and fold(d[s].text) in gazetteer().ordinary,
    ),
    (
        "an article before",
        -0.4,
        lambda d, s, e, p: (
            e - s == 1
            and (t := _before(d, s)) is not None
            and t.lower_ in ("the", "a", "an")
            and (a := _after(d, e), a is None or a.pos_ not in ("NOUN", "PROPN", "ADJ"))[1]
            and not _country(d, s, e, p)
            and not p[0].id.startswith("sayso:")
        ),
    ),
    ("said to lie in another", 1.0, _qualified),
    ("begins a longer name", -0.3, _longer_name),
    ("name of an outlet", -2.5, _outlet),
    ("runs on as a name", -0.4, _runs_on),
    ("follows a name", -0.5, _follows_name),
    (
        "ordinary word",
        -1.1,
        lambda d, s, e, p: e - s == 1 and fold(d[s].text) in gazetteer().ordinary and _most(p) < 1_000_000,
    ),
    ("only another name", -0.4, _other_name),
    ("a mere direction", -2.5, _direction),
    ("letters of an acronym", -1.2, _letters),
    ("given name", -0.8, lambda d, s, e, p: e - s == 1 and fold(d[s].text) in persons.given_names()),
    ("begins a sentence", -0.7, lambda d, s, e, p: bool(d[s].is_sent_start) and e - s == 1),
    ("no name by its tag", -1.1, lambda d, s, e, p: not any(t.pos_ == "PROPN" for t in d[s:e])),
    ("a seat of power", -3, lambda d, s, e, p: fold(d[s:e].text) in lists()["seats"] and p[0].id != "sayso:kremlin"),
)


def weigh(doc: Doc, start: int, end: int, places: list[Place]) -> float:
    """All that speaks for a name, less what speaks against it; it counts from :data:`ENOUGH`."""
    return sum(weight for _name, weight, holds in RULES if holds(doc, start, end, places))
