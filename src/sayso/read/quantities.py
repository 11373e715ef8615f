"""Numbers and what they count."""

from __future__ import annotations

from sayso.read.page import Page
from sayso.records import Quantity
from sayso.terms import Bound


def find(page: Page) -> tuple[Quantity, ...]:
    """Plain numbers with the noun that they count."""
    out = []
    for token in page.doc:
        if token.dep_ != "nummod" or token.head.pos_ != "NOUN" or not token.text.replace(",", "").isdigit():
            continue
        out.append(
            Quantity(
                span=page.span_of(token),
                value=float(token.text.replace(",", "")),
                unit=token.head.text.lower(),
                of=token.head.text,
                bound=Bound.EXACT,
            )
        )
    return tuple(out)
