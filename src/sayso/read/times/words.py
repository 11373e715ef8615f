"""The words of time expressions, read from ``data/times.toml``, and the patterns that are made of them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

_TABLE: dict[str, dict[str, Any]] = tomllib.loads((files("sayso.data") / "times.toml").read_text(encoding="utf-8"))

MONTHS: dict[str, int] = _TABLE["months"]
WEEKDAYS: dict[str, int] = _TABLE["weekdays"]
NUMBERS: dict[str, int] = _TABLE["numbers"]
ORDINALS: dict[str, int] = _TABLE["ordinals"]
UNITS: dict[str, str] = _TABLE["units"]
SEASONS: dict[str, str] = _TABLE["seasons"]
PARTS: dict[str, tuple[str, int, int]] = {k: (v[0], v[1], v[2]) for k, v in _TABLE["parts"].items()}
VAGUE: dict[str, str] = _TABLE["vague"]
SETS: dict[str, str] = _TABLE["sets"]
ZONES: dict[str, float] = _TABLE["zones"]
NAMED_DAYS = re.compile(r"\b" + f"(?:{'|'.join(_TABLE['named_days']['before'])})" + r"\s+$")
"""Words that make a weekday a name (Black Friday)."""
HOLIDAYS: dict[str, str] = _TABLE["holidays"]


def either(words: dict[str, Any] | list[str]) -> str:
    """A pattern for one of some words, the longest first, blanks as any white space."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)) + ")"


_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{_TENS}[-\s](?:one|two|three|four|five|six|seven|eight|nine)|"
    + either([w for w in NUMBERS if w not in ("a", "an", "couple")])
    + ")"
)

MACROS = {
    "month": either([m for m in MONTHS if len(m) > 3 or m == "may"]),
    "mon": "(?:" + either(MONTHS) + r"\.?)",
    "weekday": either([w for w in WEEKDAYS if len(w) > 5]),
    "wd": "(?:" + either([w for w in WEEKDAYS if len(w) > 5]) + r"|(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun)\.)",
    "dd": r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?",
    "yyyy": r"(?:1[0-9]|20)\d\d",
    "n": _NUMBER,
    "some": r"(?:a\s+couple(?:\s+of)?|a\s+few|several|many|some|dozens\s+of|hundreds\s+of|numerous|multiple|a\s+number\s+of)",
    "unit": "(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?|decades?|century|centuries)",
    "units": "(?:seconds|minutes|hours|days|nights|weeks|weekends|months|years|decades|centuries)",
    "part": either(PARTS),
    "season": either(SEASONS),
    "zone": r"(?:\(?(?:local\s+time|" + "|".join(z for z in ZONES if z != "z") + r")\b\)?)",
    "clock": r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\.?(?![\w]))?|(?:1[0-2]|0?[1-9])\s?[ap]\.?m\.?(?![\w])|[0-2]\d[0-5]\d(?=\s+(?:gmt|utc|local|hours|hrs|est|edt))|noon|midnight|(?:1[0-2]|[1-9]|"
    + either(
        [
            w
            for w in NUMBERS
            if w in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
        ]
    )
    + r")\s+o'clock)",
    "about": r"(?:about|around|almost|nearly|roughly|some|approximately|at|just\s+before|just\s+after|shortly\s+(?:before|after)|more\s+than|less\s+than|over|at\s+least|up\s+to)",
    "mod": r"(?:(?:early|earlier|late|later|mid|middle)(?:\s+(?:in|on))?(?:\s+the)?[\s-]|(?:the\s+)?(?:early\s+hours|(?:very\s+)?(?:beginning|start|middle|end|close|latter\s+part|early\s+part))\s+of(?:\s+the)?\s+)",
    "vague": either(VAGUE),
    "set": either(SETS),
    "holiday": either(HOLIDAYS),
}


def pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern in which ``{name}`` stands for a macro; blanks stand for any white space; case is ignored."""
    for name, macro in MACROS.items():
        source = source.replace("{" + name + "}", macro)
    return re.compile(r"(?<![\w$€£#])(?:" + source.replace(" ", r"\s+") + r")(?!\w)", re.IGNORECASE)


def number(words: str) -> float | None:
    """The value of a small number in figures or words; None for a vague one."""
    s = words.lower().strip().replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", s):
        return float(s)
    parts = re.split(r"[\s-]+", s)
    if "couple" in parts:
        return 2.0
    values = [NUMBERS[p] for p in parts if p in NUMBERS]
    if len(values) != len(parts):
        return None
    total = 0
    for v in values:
        total = total * 100 if v == 100 and total else total + v
    return float(total)


def unit(word: str) -> str:
    """The TIMEX3 letters of a unit, singular or plural."""
    w = word.lower()
    return UNITS.get(w) or UNITS[w.removesuffix("s") if not w.endswith("ies") else w[:-1]]
