"""The running text of a page."""

from __future__ import annotations

from sayso.gather.pages import read
from tests.gather.test_pages import LINES

MORE = [
    "Divers of the coast guard searched the lower deck during the night and found no one else, a spokeswoman said.",
    "The mayor of Estmark asked people to stay away from the quay, and said that the market would be held in the park.",
    "Tarn Line has three ferries of the same kind, and all of them will stay in port until they have been inspected.",
]


def text_of(body: str) -> list[str]:
    return read(f"<html><head><title>Ferry burns</title></head><body>{body}</body></html>")[0].splitlines()


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_a_part_that_the_mark_up_sets_apart_is_found() -> None:
    """Pages hold parts of their text in boxes that look like something else."""
    inner = "".join(f'<div class="c-4"><span>{line}</span></div>' for line in MORE)
    body = f"<main><h1>Ferry burns</h1>{paragraphs(LINES)}<div><div>{inner}</div></div>{paragraphs(LINES[::-1])}</main>"
    assert set(MORE) <= set(text_of(body))


def test_what_stands_beside_the_text_stays_out() -> None:
    related = "".join(f'<li><a href="/{n}">{line}</a></li>' for n, line in enumerate(MORE))
    body = (
        f"<article><h1>Ferry burns</h1>{paragraphs(LINES)}</article>"
        f'<div class="related-stories"><h2>More from Radio Veldria</h2><ul>{related}</ul></div>'
    )
    found = text_of(body)
    assert [line for line in found if line in LINES] == LINES
    assert not set(MORE) & set(found)


def test_the_headline_is_not_a_part_of_the_text() -> None:
    assert text_of(f"<article><h1>Ferry burns</h1>{paragraphs(LINES + MORE)}</article>")[0] == LINES[0]


def test_deep_and_broken_mark_up_is_read() -> None:
    deep = "<div>" * 400 + paragraphs(LINES) + "</div>" * 400
    assert isinstance(text_of(deep), list)
    assert text_of(f"<button><main><h1>Ferry burns</h1>{paragraphs(LINES + MORE)}")[-1] == MORE[-1]
