"""Invented clusters: two stories of our own, annotated, turned into the files that the scorer of clusters reads.

``clusters/NAME/reports`` holds the reports, ``clusters/NAME/gold.toml`` claims and conflicts: evidence is quoted and
must stand in its report exactly once. A file that says something impossible raises ValueError with all that is wrong.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

CLUSTERS = Path(__file__).parent / "clusters"
STANDINGS = {
    "corroborated",
    "single-source",
    "disputed",
    "denied-by",
    "confirmed-by",
    "officially-unconfirmed",
    "labelled-fake-by",
    "superseded",
}
STANCES = {"asserts", "denies", "doubts", "declines-to-confirm", "urges"}
CLASSES = {"contradiction", "tension", "detail", "not-a-conflict"}
UNMARKED = ("figures", "timex", "attributions", "places", "boilerplate")
"""Parts that the scorer opens and that these clusters leave empty; their figures mean nothing here."""

Table = dict[str, Any]


def write_gold(cluster: Path, out: Path) -> Path:
    """Write the gold of a cluster as the scorer's files into a folder, which is returned."""
    reports = texts(cluster / "reports")
    gold = tomllib.loads((cluster / "gold.toml").read_text(encoding="utf-8"))
    wrong = faults(gold, reports)
    if wrong:
        raise ValueError(f"{cluster.name}/gold.toml:\n" + "\n".join(wrong))
    claims = [claim(name, c, reports) for name, c in gold["claims"].items()]
    heard = {c["id"]: sorted({e["seed"] for e in c["evidence"]}) for c in claims}
    conflicts = [conflict(f"k{n:02}", k, heard) for n, k in enumerate(gold["conflicts"], 1)]
    files = {"claims": claims, "conflicts": conflicts, "people_orgs": []} | {name: [] for name in UNMARKED}
    head = meta(cluster / "reports", reports)
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        key = "entities" if name == "people_orgs" else name
        text = json.dumps({"meta": head, key: rows}, ensure_ascii=False, indent=1)
        (out / f"{name}.json").write_text(text, encoding="utf-8")
    return out


def texts(folder: Path) -> dict[str, str]:
    """The reports of a folder by their names."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))}


def meta(folder: Path, reports: dict[str, str]) -> Table:
    """What the scorer wants to know of the reports."""
    seeds = {}
    for name, text in reports.items():
        card = json.loads((folder / f"{name}.meta.json").read_text(encoding="utf-8"))
        seeds[name] = {"file": f"{name}.txt", "chars": len(text)} | {
            k: card[k] for k in ("outlet", "published", "title")
        }
    return {"cluster": folder.parent.name, "seeds": seeds}


def faults(gold: Table, reports: dict[str, str]) -> list[str]:
    """All that is wrong with a gold file, in words."""
    claims, out = gold["claims"], []
    for name, c in claims.items():
        standings = {c["standing"], *c.get("also", [])}
        out += [f"{name}: unknown standing {s}" for s in sorted(standings - STANDINGS)]
        out += [f"{name}: against unknown {x}" for x in c.get("against", []) if x not in claims or x == name]
        for e in c["evidence"]:
            count = reports.get(e["in"], "").count(e["says"])
            if count != 1:
                out.append(f"{name}: stands {count} times in {e['in']}: {e['says']}")
            if e.get("stance", "asserts") not in STANCES:
                out.append(f"{name}: unknown stance {e['stance']}")
        if c["standing"] == "corroborated" and len(asserting(c)) < 2:
            out.append(f"{name}: corroborated by one report")
    for k in gold["conflicts"]:
        if k["class"] not in CLASSES or len(k["sides"]) < 2:
            out.append(f"{k['title']}: unknown class or fewer than two sides")
        out += [f"{k['title']}: unknown claim {x}" for s in k["sides"] for x in s["claims"] if x not in claims]
    return out


def asserting(c: Table) -> set[str]:
    """The reports that assert a claim in so many words."""
    plain = [e for e in c["evidence"] if e.get("stance", "asserts") == "asserts"]
    return {e["in"] for e in plain if not e.get("implied", False)}


def claim(name: str, c: Table, reports: dict[str, str]) -> Table:
    """One claim as the scorer wants it."""
    evidence = []
    for e in c["evidence"]:
        start = reports[e["in"]].index(e["says"])
        span = {"seed": e["in"], "start": start, "end": start + len(e["says"]), "quote": e["says"]}
        support = "implied" if e.get("implied", False) else "direct"
        evidence.append(span | {"stance": e.get("stance", "asserts"), "support": support})
    standing = {"primary": c["standing"]} | {k: c.get(k, []) for k in ("also", "by")}
    standing["disputed_with"] = c.get("against", [])
    return {"id": name, "tier": c["tier"], "text": c["text"], "standing": standing, "evidence": evidence}


def conflict(name: str, k: Table, heard: dict[str, list[str]]) -> Table:
    """One conflict as the scorer wants it; a side is told by every report that bears on its claims."""
    sides = [s | {"seeds": sorted({r for c in s["claims"] for r in heard[c]})} for s in k["sides"]]
    return {"id": name, "cls": k["class"], "kind": [k["kind"]], "title": k["title"], "sides": sides, "evidence": []}
