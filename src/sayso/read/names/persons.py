"""Who in a text is a person: ranges of tokens that are a person's name, with the titles printed before it.

Places asks this first (Lloyd Austin is not a town), names asks it again; the answer is kept with the parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.read.lexicon.gazetteer import fold, gazetteer
from sayso.read.lexicon.name_words import words as words
from sayso.read.names import kinds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AGE = re.compile(r"[1-9]\d|10\d")
_AGENT = re.compile(r"(?:er|or|ist|man|woman|ian|mate)$")
"""Endings of nouns for those who do something for a living."""
_ENDING = re.compile(r"(?:iy|yy|ii|ij|yi|ey|ei|y|i)$")
_PLACE = frozenset({"in", "near", "at", "outside", "from", "to", "toward", "towards", "around"})
SHORT = 4
"""Names of so few letters have too many neighbours for other spellings (Lee, Li)."""
_VOWELS = re.compile(r"[aeiouy]+")
_TWICE = re.compile(r"(.)\1+")
LETTERS = 3
"""Capitals alone that are initials rather than a family name in capitals ("UN" is no Kim Jong Un)."""
PARTY = re.compile(r"[DRI]-[A-Z]")
"""Party and state of a lawmaker: "D-Mass."."""
_SAYING = frozenset({"say", "tell", "add", "write", "ask", "report", "tweet"})
LONGEST = 5
"""Words in the longest name of a person."""


@dataclass(frozen=True)
class Person:
    """One mention of a person by name; token indices, the end excluded."""

    start: int
    end: int
    title: int
    """First token of the titles before the name; equals ``start`` when there are none."""


@lru_cache(maxsize=1)
def given_names() -> dict[str, str]:
    """Folded given name -> m, f or - (either)."""
    lines = files("sayso.data").joinpath("first_names.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    own = words()
    return {
        "courtesy": frozenset(w for group in own["courtesy"].values() for w in group),
        "offices": frozenset(own["persons"]["offices"]),
        "particles": frozenset(own["persons"]["particles"]),
        "suffixes": frozenset(own["persons"]["suffixes"]),
        "bodies": frozenset(own["bodies"]["heads"]),
        "things": frozenset(own["things"]["heads"]),
        "seats": frozenset(own["bodies"]["seats"]),
        "places": frozenset(
            [
                *own["places"]["features"],
                *own["places"]["divisions"],
                *own["places"]["towns"],
                *own["places"]["directions"],
            ]
        ),
    }


def plain(token: Token) -> str:
    """A token in lower case without a full stop at its end: "Gen." -> "gen"."""
    return token.lower_.rstrip(".")


def capital(token: Token) -> bool:
    """Whether a token begins like a name."""
    return token.text[0].isupper() and (token.is_alpha or any(c.isalpha() for c in token.text))


def is_title(token: Token) -> bool:
    """Whether a token is a courtesy title, a rank or an office."""
    lists = _lists()
    return plain(token) in lists["courtesy"] or plain(token) in lists["offices"]


def find(doc: Doc) -> tuple[Person, ...]:
    """Every mention of a person by name, in order."""
    if "persons" not in doc.user_data:
        doc.user_data["persons"] = tuple(_find(doc))
    return doc.user_data["persons"]  # type: ignore[no-any-return]


def _find(doc: Doc) -> list[Person]:
    full: dict[int, Person] = {}
    runs = _runs(doc)
    things = {doc[start:end].text for start, end in runs if kinds.beside(doc, start, end)}
    for start, end in runs:
        person = None if doc[start:end].text in things else _in_run(doc, start, end)
        if person is not None:
            full[person.start] = person
    families = {family(doc[surname(doc, p)].text) for p in full.values()}
    given = {doc[p.start].text for p in full.values() if p.end - p.start > 1}
    taken = {i for p in full.values() for i in range(p.start, p.end)}
    for token in doc:
        if token.i in taken or not capital(token) or not _alone(doc, token, taken) or token.text in things:
            continue
        if token.text.isupper() and len(token.text.replace(".", "")) <= LETTERS:
            continue
        if family(token.text) in families:
            first = token.i - 1 if token.i and token.i - 1 not in taken and doc[token.i - 1].text in given else token.i
            full[first] = Person(first, token.i + 1, first)
        elif token.text in given and (token.ent_type_ == "PERSON" or not _behind_preposition(doc, token.i)):
            after = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if after is None or family(after.text) not in families:
                full[token.i] = Person(token.i, token.i + 1, token.i)
    return sorted(full.values(), key=lambda p: p.start)


def surname(doc: Doc, person: Person) -> int:
    """Token index of the family name: the last word that is no "Jr."."""
    i = person.end - 1
    while i > person.start and plain(doc[i]) in _lists()["suffixes"]:
        i -= 1
    return i


def last(name: str) -> str:
    """The family name of a printed name: its last word that is no "Jr."."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower().rstrip(".") in _lists()["suffixes"]:
        parts.pop()
    return parts[-1].split("-")[-1]


def spelled(name: str) -> str:
    """A word of a name with the spellings made one that transliteration into Latin letters leaves open.

    Maletsky, Maletskiy, Maletskyy; Mohammed, Muhammad; Qaddafi, Gadhafi.
    """
    word = _ENDING.sub("i", fold(name).replace(" ", ""))
    for many, one in _spellings():
        word = word.replace(many, one)
    return _TWICE.sub(r"\1", word)


def slots(name: str) -> str:
    """The same with its vowels left open, and the letters for one throat sound made one (g, k, q)."""
    return _VOWELS.sub("*", spelled(name)).replace("g", "k")


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((many, one) for many, one in words()["spellings"]["letters"])


@lru_cache(maxsize=20_000)
def family(name: str) -> str:
    """A family name as its other spellings have it too; short ones count letter by letter."""
    folded = fold(name)
    return spelled(folded) if len(folded) > SHORT else folded


def _alone(doc: Doc, token: Token, taken: set[int]) -> bool:
    """Whether a family name stands by itself, not inside a longer name of another kind ("the Austin City Council")."""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if (
        after is not None
        and capital(after)
        and after.i not in taken
        and after.pos_ == "PROPN"
        and not after.is_sent_start
    ):
        return plain(after) in _lists()["offices"] or (
            plain(after) in _lists()["bodies"] and plain(after) in ("administration", "government", "campaign")
        )
    before = doc[token.i - 1] if token.i else None
    return before is None or before.lower_ not in ("in", "near") or token.ent_type_ == "PERSON"


def _runs(doc: Doc) -> list[tuple[int, int]]:
    """Runs of capitalised tokens, with particles, initials and hyphens inside."""
    runs: list[tuple[int, int]] = []
    i, n = 0, len(doc)
    particles = _lists()["particles"]
    while i < n:
        if not capital(doc[i]) or _opens(doc[i]):
            i += 1
            continue
        j = i + 1
        while j < n and not doc[j].is_sent_start:
            joined = doc[j].text == "-" and not doc[j - 1].whitespace_ and not doc[j].whitespace_
            after = j
            while after < min(n, j + 3) and doc[after].lower_ in particles and doc[after - 1].whitespace_:
                after += 1
            if after > j and after + 1 < n and doc[after].text == "-" and capital(doc[after + 1]):
                j = after + 2
            elif capital(doc[j]) and (doc[j - 1].whitespace_ or doc[j - 1].text == "-"):
                j += 1
            elif joined and j + 1 < n:
                j += 2
            elif after > j and after < n and capital(doc[after]):
                j = after + 1
            else:
                break
        runs.append((i, j))
        i = j
    return runs


def _opens(token: Token) -> bool:
    """Whether a word has its capital from the beginning of a sentence, or is no word of a name at all."""
    if token.is_sent_start and (token.pos_ in ("ADV", "INTJ") or token.is_stop):
        return plain(token) not in given_names() or token.ent_type_ != "PERSON"
    return token.pos_ in ("DET", "PRON", "AUX", "ADP", "CCONJ", "SCONJ") and token.ent_iob_ == "O"


def _in_run(doc: Doc, start: int, end: int) -> Person | None:
    """The person in a run of capitalised words: what follows the last title, or the whole."""
    lists, first = _lists(), start
    titled = False
    for i in range(start, end):
        if is_title(doc[i]):
            first, titled = i + 1, True
    if not titled and start and is_title(doc[start - 1]) and doc[start - 1].whitespace_:
        titled = True
        title = start - 1
    else:
        title = start
    if first >= end:
        return None
    if not titled or first == start:
        while first < end and _describes(doc[first]):
            first += 1
        if first >= end:
            return None
    first = _given_inside(doc, first, end)
    name = doc[first:end]
    count = sum(t.text != "-" for t in name)
    if count > LONGEST or PARTY.match(name.text) or (not name[0].is_alpha and not name[0].text.endswith(".")):
        return None
    last = plain(name[-1])
    if all(t.ent_type_ in ("DATE", "TIME") for t in name) or name.text in lists["seats"]:
        return None
    if last in lists["bodies"] or last in lists["things"] or (last in lists["places"] and not titled):
        return None
    known = plain(name[0]) in given_names()
    if titled and not _is_place(name.text, doc, first, strong=True):
        return Person(first, end, title if title < first else first)
    several = name[-1].tag_ in ("NNS", "NNPS") and (name[0].pos_ == "ADJ" or name[-1].tag_ == "NNPS")
    if count > 1 and several and not known and not titled:
        return None
    labelled = sum(t.ent_type_ == "PERSON" for t in name)
    if (
        count >= 2
        and not _is_place(name.text, doc, first, strong=known)
        and (
            (known and labelled)
            or labelled == len(name)
            or (known and count <= 3 and not any(t.ent_type_ in ("ORG", "GPE", "LOC", "FAC", "NORP") for t in name))
        )
    ):
        return Person(first, end, first)
    if count >= 2 and _described_after(doc, end) and not _is_place(name.text, doc, first, strong=True):
        return Person(first, end, first)
    if known and 2 <= count <= 3 and _speaks(doc, first, end) and not _is_place(name.text, doc, first, strong=True):
        return Person(first, end, first)
    bracketed = first > 0 and doc[first - 1].text == "("
    if (
        count == 1
        and labelled
        and not name.text.isupper()
        and not bracketed
        and not opens_only(doc, first)
        and not _is_place(name.text, doc, first, strong=False)
    ):
        return Person(first, end, first)
    return None


def _given_inside(doc: Doc, first: int, end: int) -> int:
    """Where the name begins behind what belongs to a title: "Under Secretary for Trade | Lena Marsh"."""
    for i in range(first + 1, end - 1):
        begins = doc[i].ent_type_ == "PERSON" and doc[i].ent_iob_ == "B" and plain(doc[i]) in given_names()
        if begins and not any(t.ent_type_ == "PERSON" for t in doc[first:i]):
            return i
    return first


def _speaks(doc: Doc, start: int, end: int) -> bool:
    """Whether a name is somebody's ("the Courier's Lena Marsh"), or the subject of a verb of saying."""
    root = doc[start:end].root
    return (start > 0 and doc[start - 1].text == "'s") or (root.dep_ == "nsubj" and root.head.lemma_ in _SAYING)


def opens_only(doc: Doc, i: int) -> bool:
    """Whether a lone capital only opens a sentence: the report has the word in lower case too."""
    if "lower" not in doc.user_data:
        doc.user_data["lower"] = {t.lower_ for t in doc if t.is_lower}
    token = doc[i]
    return bool(token.is_sent_start) and token.lower_ in doc.user_data["lower"]


def _describes(token: Token) -> bool:
    """Whether a word before a name only tells whose or what sort of person ("Ukrainian", "U.S.", "Republican")."""
    return (
        token.ent_type_ == "NORP"
        or fold(token.text) in gazetteer().adjectives
        or token.text in ("U.S.", "US", "UK", "U.K.", "UN", "U.N.", "EU", "NATO")
    )


def _behind_preposition(doc: Doc, i: int) -> bool:
    """Whether a preposition of place stands before a token."""
    return i > 0 and doc[i - 1].lower_ in _PLACE


def _is_place(name: str, doc: Doc, first: int, *, strong: bool) -> bool:
    """Whether a name is better taken for a place: large enough in the table, or behind a preposition of place."""
    places = gazetteer().find(name)
    if not places:
        return False
    if (
        strong
        and first
        and doc[first - 1].lower_ in ("in", "near", "at", "outside", "from", "to", "toward", "towards", "around")
    ):
        return True
    return max(p.population for p in places) >= (200_000 if strong else 5_000)


def _described_after(doc: Doc, end: int) -> bool:
    """Whether ", a spokesman for ...", ", the mayor of ..." or ", 43," follows a name."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return False
    if _AGE.fullmatch(doc[end + 1].text) and doc[end + 2].text in (",", "."):
        return True
    for token in doc[end + 1 : end + 9]:
        if token.text in (",", ".", ";") or token.pos_ in ("VERB", "AUX"):
            return False
        if token.lower_ in _lists()["offices"] or (
            token.tag_ == "NN" and _AGENT.search(token.lower_) and token.dep_ in ("appos", "attr")
        ):
            return True
    return False
