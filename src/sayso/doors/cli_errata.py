"""How errata and the difference of two versions look on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sayso.doors.cli_show import console, moment, plain, quote, short, standing
from sayso.terms import ErratumKind

if TYPE_CHECKING:
    from sayso.desk import Edited, Erred

BECAME = {
    ErratumKind.CHANGED: "changed",
    ErratumKind.VANISHED: "no longer told",
    ErratumKind.GONE: "its page is gone",
}


def errata(found: Sequence[Erred]) -> None:
    """Every erratum, by report and moment."""
    out = console()
    if not found:
        out.print("No errata.")
    for n, ((seen, _), group) in enumerate(groupby(found, key=lambda e: (e.known_at, e.report))):
        together = list(group)
        first = together[0]
        named = first.revision or first.report
        when = f"seen {moment(seen.replace(microsecond=0))}" if seen else ""
        if n:
            out.print()
        head = f"{first.outlet or first.name}, {when}  " + (first.url if first.url != first.name else "")
        out.print(Text.assemble((plain(head.rstrip()), "bold"), (f"  {short(named)}", "dim")))
        listed(out, together)


def listed(out: Console, found: Sequence[Erred]) -> None:
    """Some errata, each with the claim, what stood there, what stands there now, and how the claim stands by that."""
    for e in found:
        became = BECAME[e.kind] + (f" ({', '.join(e.differs)})" if e.differs else "") + (", and back" if e.back else "")
        out.print(Text.assemble(f"  {became}: ", (quote(e.text), "italic"), (f"  {short(e.claim)}", "dim")))
        out.print(Padding(Text.assemble(("- stood   ", "red"), quote(e.stood)), (0, 0, 0, 4), expand=False))
        if e.stands is not None:
            out.print(Padding(Text.assemble(("+ stands  ", "green"), quote(e.stands)), (0, 0, 0, 4), expand=False))
        if e.standing_before and e.standing and (e.standing_before, e.origins_before) != (e.standing, e.origins):
            moved = (standing(e.standing_before), _origins(e.origins_before), ", now ", standing(e.standing))
            line = Text.assemble("stood ", *moved, _origins(e.origins))
            out.print(Padding(line, (0, 0, 0, 4), expand=False))


def _origins(range_: tuple[int, int] | None) -> str:
    if range_ is None:
        return ""
    low, high = range_
    return f" ({low if low == high else f'{low} to {high}'} independent)"


def edited(found: Edited) -> None:
    """Two versions: the whole text with what was cut and what came, then the statements that are no longer told so."""
    out = console()
    name = found.new.outlet or found.new.name
    out.print(Text(plain(f"{name}: {short(found.old.id)}, then {short(found.new.id)}"), style="bold"))
    body = Text()
    for was, now in found.text:
        if was == now:
            body.append(plain(now))
        else:
            body.append(plain(f"[-{was}-]") if was.strip() else was, style="red strike")
            body.append(plain(f"{{+{now}+}}") if now.strip() else now, style="green")
    out.print(Padding(body, (0, 0, 1, 2), expand=False))
    for p in found.statements:
        became = "new" if p.kind is None else BECAME[p.kind] + (f" ({', '.join(p.differs)})" if p.differs else "")
        out.print(Text(f"  {became}:"))
        for sign, span, style in (("- ", p.stood, "red"), ("+ ", p.stands, "green")):
            if span is not None:
                out.print(Padding(Text.assemble((sign, style), quote(span.exact)), (0, 0, 0, 4), expand=False))
    if not found.statements:
        out.print("  No statement changed.")
