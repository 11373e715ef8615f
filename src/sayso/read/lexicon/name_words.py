"""The word lists for names, ``data/names.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists, loaded once."""
    return tomllib.loads(files("sayso.data").joinpath("names.toml").read_text(encoding="utf-8"))
