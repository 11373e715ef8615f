"""One frozen object with every setting, from ``sayso.toml`` and the environment."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import msgspec

from sayso.notes import BadInput


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; each can stand in ``sayso.toml`` or, in capitals with ``SAYSO_`` before it, in the environment."""

    desk: str = "sayso.db"
    """Desk file."""
    workers: int = 0
    """Processes that read; 0 means one for each core."""
    tagger: bool = True
    """Whether the trained tagger adds to what the rules of reading find; reports read otherwise are read again."""
    vectors: bool = True
    """Whether sentence vectors are used as a second opinion in matching."""
    judge: str = ""
    """A second judge of links that the rules are unsure of: ``llm:MODEL`` behind ``judge_endpoint``, or ``hub:`` and
    the name or folder of a model. Empty: the rules alone."""
    judge_endpoint: str = "http://127.0.0.1:8080/v1"
    """Where a language model is asked: an address that takes OpenAI's chat completions. A key stands in the environment
    alone, as ``SAYSO_JUDGE_KEY``."""
    judge_questions: int = 200
    """Links that the second judge is asked about in one run at most."""
    judge_timeout: float = 120.0
    """Seconds that one of its answers may take."""
    max_report_chars: int = 1_000_000
    """Longer reports are cut there, with a note."""
    max_file_bytes: int = 64_000_000
    """Larger files are left out, with a note; JSON Lines may be of any size."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts (HOST or HOST:PORT) that may be fetched from though they are private, local or on an odd port; no pause is
    made between requests to them. In the environment they are separated by commas."""
    web_max_bytes: int = 10_000_000
    """Larger answers, packed or unpacked, are left out, with a note."""
    web_timeout: float = 20.0
    """Seconds in which an answer must have come whole; half of them may pass without a byte of it."""
    web_pause: float = 0.5
    """Seconds between the starts of two requests to one host; what its robots.txt asks for counts if it is longer."""
    web_budget: int = 10_000
    """Requests that one run makes at most."""
    web_robots: bool = True
    """Whether robots.txt is heeded."""
    web_recheck_days: int = 7
    """For so many days after it was fetched, a page is looked at again though its feed names it no more."""
    web_contact: str = ""
    """An address or e-mail that is told to servers together with the name of sayso."""

    def __post_init__(self) -> None:
        """Raises ValueError for a judge that is none."""
        kind, _, name = self.judge.partition(":")
        if self.judge and (kind not in ("llm", "hub") or not name.strip()):
            raise ValueError(f"{self.judge!r} is no judge; write llm:MODEL or hub:NAME")


def load(file: Path | None = None) -> Settings:
    """Settings from ``sayso.toml`` (in the current folder unless another is named), the environment last.

    Raises BadInput for an unknown key or a value of the wrong type.
    """
    path = file or Path("sayso.toml")
    values: dict[str, object] = {}
    if path.is_file():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as e:
            raise BadInput(f"{path}: cannot be read as TOML ({e})") from e
    for name in Settings.__struct_fields__:
        if (said := os.environ.get(f"SAYSO_{name.upper()}")) is not None:
            listed = name == "allow_hosts"
            values[name] = [part for part in re.split(r"[,\s]+", said) if part] if listed else said
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as e:
        raise BadInput(f"settings: {e}; see docs/reference/settings.md") from e
