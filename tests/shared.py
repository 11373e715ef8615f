"""Where the shared reports and gold lie, for tests that read them; they are never part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SAYSO_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def needs(*parts: str) -> pytest.MarkDecorator:
    """Skip, in one visible line, where a shared folder is absent."""
    folder = SHARED.joinpath(*parts)
    return pytest.mark.skipif(not folder.exists(), reason=f"shared data absent: {'/'.join(parts)} (set SAYSO_SHARED)")
