"""Build ``src/sayso/data/first_names.txt``: given names with the gender that they tell.

    python scripts/build_first_names.py FOLDER

FOLDER holds the lists ``dist.male.first`` and ``dist.female.first`` of the US census of 1990 (public domain).
Names of ``src/sayso/data/given_names.toml``, gathered by hand for other parts of the world, are added and win.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "sayso" / "data"
HEAD = (
    "# Given names and the gender they tell (m, f, - for both). US census 1990 (public domain) and given_names.toml.\n"
)
MOSTLY = 3.0
"""How many times more often borne by one gender before a name tells it."""


def census(folder: Path) -> dict[str, str]:
    """Name -> m, f or -, from how often each is borne."""
    share = {}
    for letter, file in (("m", "dist.male.first"), ("f", "dist.female.first")):
        lines = (folder / file).read_text(encoding="ascii").split("\n")
        share[letter] = {f[0].casefold(): float(f[1]) for f in (line.split() for line in lines) if f}
    out = {}
    for name in share["m"] | share["f"]:
        m, f = share["m"].get(name, 0.0), share["f"].get(name, 0.0)
        out[name] = "m" if m > MOSTLY * f else "f" if f > MOSTLY * m else "-"
    return out


def main() -> None:
    """Write the list."""
    names = census(Path(sys.argv[1]))
    for letter, own in tomllib.loads((DATA / "given_names.toml").read_text(encoding="utf-8")).items():
        names |= {n.casefold(): letter.replace("both", "-") for n in own}
    lines = [f"{name}\t{letter}\n" for name, letter in sorted(names.items()) if len(name) > 1]
    (DATA / "first_names.txt").write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} names")


if __name__ == "__main__":
    main()
