"""The words of ``data/phrases.toml``: the fixed phrases, and lists of plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """The phrases: group, key, template."""
    return {group: entries for group, entries in _file().items() if group not in ("words", "signs")}


@cache
def _file() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("sayso.data").joinpath("phrases.toml").read_text(encoding="utf-8"))


def words(kind: str) -> Sequence[str]:
    """A list of plain words: numbers, weekdays, months."""
    found: Sequence[str] = _file()["words"][kind]
    return found


def signs(kind: str) -> Sequence[str]:
    """Words that the checker looks for in reports: negation, denial, refusal."""
    found: Sequence[str] = _file()["signs"][kind]
    return found
