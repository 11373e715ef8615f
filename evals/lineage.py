"""The task ``lineage``: whether one of two reports is a copy of the other, derived from it, or independent.

The benchmark asks for fifty words, or a tenth of a report, before it calls one derived; sayso traces shorter passages.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.documents import documents
from sayso.gather import gather
from sayso.read import read
from sayso.records import Derivation, Report
from sayso.settings import Settings
from sayso.terms import DerivationKind
from sayso.weigh.origins.lineage import derivations

WORDS = 50
TENTH = 0.1


def predict(data: Path) -> list[object]:
    """The label of each pair, its two reports gathered and read as any user's."""
    return [{"doc": pair["doc"], "label": label(_gathered(pair))} for pair in documents(data)]


def _gathered(pair: dict[str, Any]) -> list[Report]:
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "pair.jsonl"
        file.write_text(json.dumps(pair["a"]) + "\n" + json.dumps(pair["b"]) + "\n", encoding="utf-8")
        found = gather([file], now=datetime.now(UTC), settings=Settings())
        return [item for item in found if isinstance(item, Report)]


def label(reports: list[Report]) -> str:
    """The label of two reports; two that sayso takes for one and the same are copies."""
    if len(reports) < 2:
        return "copy"
    found = derivations(reports, [read(r)[0] for r in reports])
    if any(d.kind in (DerivationKind.COPY, DerivationKind.REVISION) for d in found):
        return "copy"
    return "derived" if any(_counts(d, reports) for d in found) else "independent"


def _counts(derivation: Derivation, reports: list[Report]) -> bool:
    if derivation.kind == DerivationKind.PRIMARY_SOURCE:
        return True
    shared = sum(len(s.exact.split()) for s in derivation.evidence)
    whole = next(len(r.text.split()) for r in reports if r.id == derivation.later)
    return shared >= min(WORDS, TENTH * whole)
