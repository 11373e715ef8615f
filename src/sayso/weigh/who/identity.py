"""Who is who across reports: the same person, body or thing under several spellings.

A name is joined to another only on evidence, and only when there is one candidate; where two remain, they stay two.
The rules stand in :data:`RULES`, surest first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.records import Name, Reading
from sayso.terms import NameKind, PlaceKind, Sense
from sayso.weigh.language.phrases import Phrases, country_phrases
from sayso.weigh.language.words import fold
from sayso.weigh.who import spelling
from sayso.weigh.who.holders import Holders
from sayso.weigh.who.spelling import bones, skeleton

_SMALL = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "at", "de", "la", "al", "el", "von", "van", "der", "bin", "ibn"]
)


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
    shape: tuple[str, ...] = ()
    """The name of a body in one form (:func:`sayso.weigh.who.spelling.body`)."""

    land: str = ""
    """The country that each of its reports names most, as a term; empty where they differ."""

    @property
    def bare(self) -> tuple[str, ...]:
        """The words without the articles of other languages."""
        return spelling.without_articles(self.words)

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
    """The same words, as other transliterations would spell them; no report holds the two for two things."""
    return min(len(a.key), len(b.key)) >= 5 and not a.reports & b.reports and spelling.variants(a.bare, b.bare)


def _one_body(a: Form, b: Form) -> bool:
    """The same body in British and American spelling, with a country or its adjective, in another order of words."""
    return NameKind.PERSON not in (a.kind, b.kind) and len(a.shape) > 1 and a.shape == b.shape


def _plural(a: Form, b: Form) -> bool:
    """A people, party or movement in the singular and the plural ("the Estish Guard", "the Guards")."""
    short, long = sorted((a.key, b.key), key=len)
    return NameKind.PERSON not in (a.kind, b.kind) and len(short) > 3 and long == f"{short}s"


def _country_left_out(a: Form, b: Form) -> bool:
    """A body of a state with and without its country, where the report that leaves it out is mostly about that one."""
    short, full = sorted((a, b), key=lambda f: len(f.shape))
    lands = [t for t in full.shape if t[0] == "%"]
    rest = tuple(t for t in full.shape if t[0] != "%")
    return len(lands) == 1 and len(rest) > 1 and rest == short.shape and short.land == lands[0]


def _surname(a: Form, b: Form) -> bool:
    """A lone surname, with its particles, and a full name that ends in it (persons only)."""
    short, full = sorted((a.bare, b.bare), key=len)
    last = short[-1]
    return (
        a.kind == b.kind == NameKind.PERSON
        and len(short) < len(full)
        and len([w for w in short if w not in _SMALL]) == 1
        and len(last) > 2
        and all(skeleton(x) == skeleton(y) for x, y in zip(reversed(short), reversed(full), strict=False))
    )


def _first_name_left_out(a: Form, b: Form) -> bool:
    """A full name with and without parts of it (persons): first and last word alike, or all words of the shorter."""
    short, full = ([skeleton(w) for w in f] for f in sorted((a.bare, b.bare), key=len))
    if not (a.kind == b.kind == NameKind.PERSON and 1 < len(short) < len(full)):
        return False
    rest = iter(full)
    whole = len([w for w in short if w not in _SMALL]) > 1 and all(w in rest for w in short)
    return whole or (short[0], short[-1]) == (full[0], full[-1])


def _short_form(a: Form, b: Form) -> bool:
    """A lone name that another report has for one bearer ("Sun" for "Sun Mengyao")."""
    short, full = sorted((a, b), key=lambda f: len(f.words))
    persons = a.kind == b.kind == NameKind.PERSON
    return persons and len(short.words) == 1 < len(full.words) and short.key in full.sure


RULES: tuple[tuple[str, Callable[[Form, Form], bool], bool], ...] = (
    ("same place in the table of places", _same_place, False),
    ("same other name", _alias, False),
    ("same words in another transliteration", _transliteration, False),
    ("same body, its words in another order or spelling", _one_body, False),
    ("one of it and many of it", _plural, True),
    ("same body, the country left out", _country_left_out, True),
    ("same first and last name", _first_name_left_out, True),
    ("initials of the other", _acronym, True),
    ("surname of one bearer only", _surname, True),
    ("short form of one bearer only", _short_form, True),
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
        holders: Holders | None = None,
    ) -> None:
        """``keys``: (report, folded name) -> key. By key: every folded spelling, the kind, the spelling to print."""
        self._keys = keys
        self._holders = holders
        self._anywhere: dict[str, set[str]] = defaultdict(set)
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for (_report, name), key in keys.items():
            self._anywhere[name].add(key)
            if kinds.get(key) == NameKind.PERSON and " " in name:
                self._bearers[name.rpartition(" ")[2]].add(key)
        self.spellings = words
        self.kinds = kinds
        self._printed = printed
        self.by_report: dict[str, dict[str, str]] = defaultdict(dict)
        for (report, name), key in keys.items():
            self.by_report[report][name] = key

    def key(self, report: str, name: str) -> str:
        """What a name in a report stands for, as one key over all reports.

        An office ("Norvik's mayor") stands for the one person who is told to hold it, a lone word that no report has
        for a name for the one person whose surname it is. An unknown name is its own folded spelling.
        """
        folded = fold(name)
        if (report, folded) in self._keys:
            return self._keys[report, folded]
        known = self._anywhere.get(folded, set())
        if len(known) == 1:
            return next(iter(known))
        if not known and len(bearers := self._bearers.get(folded, set())) == 1:
            return next(iter(bearers))
        return (self._holders and self._holders.of(name)) or folded

    def holder(self, report: str, office: str) -> str:
        """The key of the one person who holds an office as far as the story tells; empty where it tells of none or two.

        More is taken for one here than in :meth:`key`: "the mayor" is the only mayor that the story names.
        """
        known = self.key(report, office)
        if self.kinds.get(known) == NameKind.PERSON:
            return known
        return self._holders.only(office) if self._holders else ""

    def printed(self, report: str, name: str) -> str:
        """The one spelling under which the story's records print whoever a name in a report stands for."""
        key = self.key(report, name)
        return self._printed.get(key, name) if fold(name) in self.spellings.get(key, ()) else name


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


def _handles(form: Form) -> set[str]:
    """What a form could share with another that some rule joins it with."""
    words = form.bare
    out = {f"w:{skeleton(words[-1])}", f"b:{bones(words[-1])}", f"j:{skeleton(''.join(words))}"}
    out |= {f"b:{bones(words[0])}"} if len(words) > 1 else set()
    out |= {f"g:{g}" for g in form.gazetteer} | {f"a:{a}" for a in form.aliases | {form.key}}
    rest = [t for t in form.shape if t[0] != "%"]
    out |= {f"o:{' '.join(rest)}", f"p:{form.key.removesuffix('s')}"} if form.shape else set()
    first, last = form.key[0], form.words[-1][0]
    if form.acronym and len(form.words) == 1:
        out |= {f"i:{first}{end}" for end in form.key[1:]}
    return out | ({f"i:{first}{last}"} if len(form.words) > 1 else set())


def _blocks(forms: Sequence[Form]) -> dict[str, list[int]]:
    """Forms that could meet under some rule, by a shared handle."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms):
        for handle in _handles(form):
            blocks[handle].append(i)
    return blocks


def _countries(readings: Iterable[Reading]) -> Phrases:
    """The countries that the story names, and those that everybody knows."""
    return Phrases(
        country_phrases(
            (w.span.exact, w.country) for r in readings for w in r.places if w.kind == PlaceKind.COUNTRY and w.country
        )
    )


def _most_named(reading: Reading) -> str:
    """The country, as a term, of which most places of a report are; empty where two are named as often."""
    counts = Counter(w.country for w in reading.places if w.country).most_common(2)
    return f"%{counts[0][0]}" if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]) else ""


def identify(readings: Sequence[Reading]) -> Identity:
    """Join the names of several reports. Independent of their order."""
    found, where = _forms(readings)
    forms = [found[k] for k in sorted(found, key=lambda k: (k[0], k[1].value))]
    lands = _countries(readings)
    most = {r.report: _most_named(r) for r in readings}
    for form in forms:
        form.shape = () if form.kind == NameKind.PERSON else spelling.body(form.key, lands)
        named = {most[r] for r in form.reports}
        form.land = next(iter(named)) if len(named) == 1 else ""
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
    keys = {at: key_of[index[form]] for at, form in where.items()}
    return Identity(keys, spellings, kinds, printed, Holders(readings, keys, lands))
