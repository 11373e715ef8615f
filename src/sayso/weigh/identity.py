"""Who is who across reports: the same person, body or thing under several spellings.

A name is joined to another only on evidence, and only when there is one candidate; where two remain, they stay two.
The rules stand in :data:`RULES`, surest first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.records import Name, Reading
from sayso.terms import NameKind, Sense
from sayso.weigh.words import fold

_SMALL = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "at", "de", "la", "al", "el", "von", "van", "der", "bin", "ibn"]
)
_SPELLINGS = (
    ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("ts", "c"),
    ("tz", "c"), ("ks", "x"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ae", "a"), ("oe", "o"),
    ("ue", "u"), ("w", "v"), ("q", "k"),
)  # fmt: skip
"""Letters that transliterations into English write in several ways."""


def skeleton(word: str) -> str:
    """A folded word with the spellings made one that transliteration leaves open (Petrenkiy, Petrenky, Petrenkii)."""
    word = re.sub(r"[iy][iyj]+", "y", fold(word).replace(" ", ""))
    word = re.sub(r"[iy]$", "y", word)
    for many, one in _SPELLINGS:
        word = word.replace(many, one)
    return re.sub(r"(.)\1+", r"\1", word)


def initials(name: str) -> str:
    """First letters of the words of a name, small words left out, lower case; empty for fewer than two words."""
    words = [w for w in re.split(r"[\s\-/]+", fold(name)) if w and w not in _SMALL]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


@dataclass
class Form:
    """All names of one folded spelling and kind over the reports."""

    key: str
    kind: NameKind
    words: tuple[str, ...]
    printed: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    """Aliases that no report gives to another thing as well."""
    titles: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    gazetteer: set[str] = field(default_factory=set)

    @property
    def acronym(self) -> bool:
        """Whether some report prints it in capitals only."""
        return any(p.isupper() and 1 < len(p.replace(".", "")) < 8 for p in self.printed)


def _alike(a: Form, b: Form) -> bool:
    """Whether the kinds do not forbid that two forms are one thing; taggers often waver between bodies and things."""
    loose = (NameKind.OTHER, NameKind.THING, NameKind.BODY)
    return a.kind == b.kind or (a.kind in loose and b.kind in loose) or NameKind.OTHER in (a.kind, b.kind)


def _same_place(a: Form, b: Form) -> bool:
    return bool(a.gazetteer & b.gazetteer)


def _alias(a: Form, b: Form) -> bool:
    """They share another name that belongs to one thing only in each report.

    And it is more than a person's lone surname.
    """
    shared = a.sure & b.sure
    persons = a.kind == b.kind == NameKind.PERSON
    return any(not persons or " " in alias for alias in shared)


def abbreviates(short: str, long: str) -> bool:
    """Whether letters are the beginnings of the words of a name, in order: ESIGCO for Estmark Signal Corps.

    Each word gives one to four letters; a plural s may follow.
    """
    words = [w for w in long.split() if w not in _SMALL]
    if len(words) < 2 or not 2 <= len(short) <= 4 * len(words):
        return False
    piece = "".join(f"{w[0]}{''.join(f'(?:{c}' for c in w[1:4])}{')?' * len(w[1:4])}" for w in map(re.escape, words))
    return re.fullmatch(f"{piece}s?", short) is not None


def _acronym(a: Form, b: Form) -> bool:
    """One is short for the other ("ESC" and "Estmark Signal Corps")."""
    return (a.acronym and abbreviates(a.key.replace(" ", ""), b.key)) or (
        b.acronym and abbreviates(b.key.replace(" ", ""), a.key)
    )


def _transliteration(a: Form, b: Form) -> bool:
    """The same words, as other transliterations would spell them; one word may differ in its vowels only."""
    if len(a.words) != len(b.words) or min(len(a.key), len(b.key)) < 5:
        return False
    pairs = [(skeleton(x), skeleton(y)) for x, y in zip(a.words, b.words, strict=True)]
    unlike = [(x, y) for x, y in pairs if x != y]
    if not unlike:
        return True
    (x, y), rest = unlike[0], unlike[1:]
    bones = [re.sub(r"[aeiouy]", "", s) for s in (x, y)]
    return not rest and len(pairs) > 1 and bones[0] == bones[1] and len(bones[0]) > 2


def _surname(a: Form, b: Form) -> bool:
    """A lone surname and a full name that ends in it (persons only)."""
    short, full = sorted((a, b), key=lambda f: len(f.words))
    return (
        short.kind == full.kind == NameKind.PERSON
        and len(short.words) == 1 < len(full.words)
        and len(short.key) > 2
        and skeleton(short.words[0]) == skeleton(full.words[-1])
    )


def _first_name_left_out(a: Form, b: Form) -> bool:
    """A full name with and without a middle part (persons: first and last word alike)."""
    short, full = sorted((a, b), key=lambda f: len(f.words))
    return (
        short.kind == full.kind == NameKind.PERSON
        and 1 < len(short.words) < len(full.words)
        and all(skeleton(short.words[i]) == skeleton(full.words[i]) for i in (0, -1))
    )


RULES: tuple[tuple[str, Callable[[Form, Form], bool], bool], ...] = (
    ("same place in the table of places", _same_place, False),
    ("same other name", _alias, False),
    ("same words in another transliteration", _transliteration, False),
    ("same first and last name", _first_name_left_out, True),
    ("initials of the other", _acronym, True),
    ("surname of one bearer only", _surname, True),
)
"""Sentence, test, and whether the candidate must be the only one."""


class Identity:
    """Keys of names over the reports of one story; made by :func:`identify`."""

    def __init__(
        self,
        keys: dict[tuple[str, str], str],
        words: dict[str, frozenset[str]],
        kinds: dict[str, NameKind],
        printed: dict[str, str],
    ) -> None:
        """``keys``: (report, folded name) -> key. By key: every folded spelling, the kind, the spelling to print."""
        self._keys = keys
        self._anywhere: dict[str, set[str]] = defaultdict(set)
        for (_report, name), key in keys.items():
            self._anywhere[name].add(key)
        self.spellings = words
        self.kinds = kinds
        self._printed = printed
        self.by_report: dict[str, dict[str, str]] = defaultdict(dict)
        for (report, name), key in keys.items():
            self.by_report[report][name] = key

    def key(self, report: str, name: str) -> str:
        """What a name in a report stands for, as one key over all reports.

        An unknown name is its own folded spelling.
        """
        folded = fold(name)
        if (report, folded) in self._keys:
            return self._keys[report, folded]
        known = self._anywhere.get(folded, set())
        return next(iter(known)) if len(known) == 1 else folded

    def printed(self, report: str, name: str) -> str:
        """The one spelling under which the story's records print whoever a name in a report stands for."""
        return self._printed.get(self.key(report, name), name)


def _forms(
    readings: Iterable[Reading],
) -> tuple[dict[tuple[str, NameKind], Form], dict[tuple[str, str], tuple[str, NameKind]]]:
    forms: dict[tuple[str, NameKind], Form] = {}
    where: dict[tuple[str, str], tuple[str, NameKind]] = {}
    for reading in readings:
        places = {fold(w.span.exact): w.gazetteer for w in reading.places if w.gazetteer and w.sense != Sense.NAME_PART}
        for name in reading.names:
            key = fold(name.canonical)
            if not key:
                continue
            form = forms.setdefault((key, name.kind), Form(key=key, kind=name.kind, words=tuple(key.split())))
            _add(form, name, reading.report, places)
            where.setdefault((reading.report, key), (key, name.kind))
    for reading in readings:
        for name in reading.names:
            at = (fold(name.canonical), name.kind)
            for alias in name.aliases:
                if fold(alias) and at[0]:
                    where.setdefault((reading.report, fold(alias)), at)
    owners: dict[tuple[str, str], set[int]] = defaultdict(set)
    for reading in readings:
        for i, name in enumerate(reading.names):
            for alias in name.aliases:
                owners[reading.report, fold(alias)].add(i)
    doubtful = {alias for (_report, alias), names in owners.items() if len(names) > 1}
    for form in forms.values():
        form.sure = {alias for alias in form.aliases | {form.key} if len(alias) > 1 and alias not in doubtful}
    return forms, where


def _add(form: Form, name: Name, report: str, places: dict[str, str]) -> None:
    form.printed.add(name.canonical)
    form.aliases.update(fold(a) for a in name.aliases)
    form.titles.update(fold(t) for t in name.titles)
    form.reports.add(report)
    found = {places[fold(a)] for a in (name.canonical, *name.aliases) if fold(a) in places}
    form.gazetteer.update(found)


def _blocks(forms: Sequence[Form]) -> dict[str, list[int]]:
    """Forms that could meet under some rule, by a shared handle."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms):
        handles = {f"w:{skeleton(form.words[-1])}", f"b:{re.sub('[aeiouy]', '', skeleton(form.words[-1]))}"}
        handles |= {f"b:{re.sub('[aeiouy]', '', skeleton(form.words[0]))}"} if len(form.words) > 1 else set()
        handles |= {f"g:{g}" for g in form.gazetteer} | {f"a:{a}" for a in form.aliases | {form.key}}
        first, last = form.key[0], form.words[-1][0]
        if form.acronym and len(form.words) == 1:
            handles |= {f"i:{first}{end}" for end in form.key[1:]}
        handles |= {f"i:{first}{last}"} if len(form.words) > 1 else set()
        for handle in handles:
            blocks[handle].append(i)
    return blocks


def identify(readings: Sequence[Reading]) -> Identity:
    """Join the names of several reports. Independent of their order."""
    found, where = _forms(readings)
    forms = [found[k] for k in sorted(found, key=lambda k: (k[0], k[1].value))]
    index = {(f.key, f.kind): i for i, f in enumerate(forms)}
    head = list(range(len(forms)))

    def root(i: int) -> int:
        while head[i] != i:
            i = head[i]
        return i

    pairs = sorted(
        {(i, j) for block in _blocks(forms).values() if len(block) < 50 for i in block for j in block if i < j}
    )
    pairs = [(i, j) for i, j in pairs if _alike(forms[i], forms[j])]
    for i, j in pairs:
        if forms[i].key == forms[j].key:
            head[root(j)] = root(i)
    for _why, test, only in RULES:
        hits = [(i, j) for i, j in pairs if root(i) != root(j) and test(forms[i], forms[j])]
        partners: dict[int, set[int]] = defaultdict(set)
        for i, j in hits:
            partners[i].add(root(j))
            partners[j].add(root(i))
        for i, j in hits:
            shorter = i if len(forms[i].key) <= len(forms[j].key) else j
            if root(i) != root(j) and (not only or len(partners[shorter]) == 1):
                head[max(root(i), root(j))] = min(root(i), root(j))
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(forms)):
        groups[root(i)].append(i)
    key_of = {}
    spellings = {}
    kinds = {}
    printed = {}
    for members in groups.values():
        best = max((forms[i] for i in members), key=lambda f: (len(f.reports), len(f.key), f.key))
        spellings[best.key] = frozenset(s for i in members for s in {forms[i].key, *forms[i].aliases})
        kinds[best.key] = best.kind
        printed[best.key] = max(best.printed, key=lambda p: (not p.isupper(), p))
        key_of.update(dict.fromkeys(members, best.key))
    return Identity({at: key_of[index[form]] for at, form in where.items()}, spellings, kinds, printed)
