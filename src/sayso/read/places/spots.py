"""Where in a text places may be named: names of the table of places first, then what the parser labels as a place."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import Place, fold, gazetteer
from sayso.read.names import persons
from sayso.read.places import sites
from sayso.read.places.place_evidence import ENOUGH, is_division, weigh
from sayso.read.places.spot import LABELS, Spot, adjective, lists
from sayso.terms import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc


def spots(doc: Doc) -> list[Spot]:
    """Every spot in order; none overlaps another or a person's name."""
    taken = {i for p in persons.find(doc) for i in range(p.start, p.end)}
    found: list[Spot] = []
    for finder in (_ground, short_states, sites.find, _known, _hyphenated, _labelled):
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
        evidence = weigh(doc, start, end, places)
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
    return Spot(start, end, doc[start:end].text, places, division=is_division(doc, start, end))


def short_states(doc: Doc, _taken: Container[int] = ()) -> Iterator[Spot]:
    """Short forms behind a town and a comma ("Calif.", "VA"), those with inner full stops anywhere ("B.C.")."""
    for token in doc:
        text, before = token.text, doc[token.i - 1].text if token.i else ""
        dotted = text.count(".") > 1
        if dotted:
            may = text in lists()["dotted"] and not before[-1:].isdigit()
        else:
            may = before == "," and token.i > 1 and persons.capital(doc[token.i - 2]) and len(text) <= 6
        if may and (text.endswith(".") or text.isupper()) and (places := gazetteer().find(f", {text}")):
            yield Spot(token.i, token.i + 1, text, places)


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
