"""sayso: on whose say-so? One cited, cross-checked record of what many outlets report about a crisis.

>>> import sayso
>>> with sayso.open("crisis.db") as desk:      # without a path: in memory
...     desk.gather("reports/")                # files, folders, "-"
...     for held in desk.claims(standing="corroborated"):
...         print(held.claim.text, held.assessment.origins_low)
...     print(desk.render(desk.brief(), "md"))

One text alone: ``sayso.read("The port is shut, two officials said.", published="2031-05-07")``.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sayso.notes import BadInput, DeskTrouble, NothingFound, SaysoError

if TYPE_CHECKING:
    from sayso.desk import Desk, open, read

__all__ = ["BadInput", "Desk", "DeskTrouble", "NothingFound", "SaysoError", "open", "read"]


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that the command line answers at once.
    if name in ("Desk", "open", "read"):
        from sayso import desk

        return getattr(desk, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """Keeps ``sayso.read`` the function: importing the room of that name would put a module in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name == "read" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
