"""Every form holds the whole briefing; nothing in a report can break out of the page, and nothing is fetched."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import tell
from sayso.records import Picture
from sayso.terms import Standing
from tests.tell.maker import Chain, Maker, ferry

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


class Page(HTMLParser):
    """Checks that tags are balanced and collects ids, links and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.seen: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.targets.append(value or "")
            if name in ("popovertarget", "aria-labelledby"):
                self.targets.append(f"#{value}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def nasty() -> Picture:
    m = Maker('</title><script>alert("title")</script>')
    post = m.report(
        '<script>alert("outlet")</script>',
        'The quay said "</mark><img src=x onerror=alert(1)> & more" today.',
        title='"><script>x</script>',
        url="javascript:alert(1)",
    )
    m.claim(m.statement(post, '"</mark><img src=x onerror=alert(1)> & more"'), standing=Standing.SINGLE_SOURCE)
    return m.picture()


def test_html_is_balanced_and_every_link_has_its_target() -> None:
    page = Page(tell.html(tell.brief(ferry()), ferry()))
    assert len(page.ids) == len(set(page.ids))
    assert {t[1:] for t in page.targets} <= set(page.ids)
    assert {"main", "header", "nav", "article", "details", "mark"} <= page.seen


def test_html_loads_nothing_and_runs_nothing() -> None:
    text = tell.html(tell.brief(ferry()), ferry())
    page = Page(text)
    assert not page.seen & {"script", "img", "iframe", "link", "object", "embed", "video", "form", "base"}
    assert not [a for a in page.attributes if a[1] in ("src", "srcset", "style", "action") or a[1].startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_a_report_cannot_break_out_of_the_page() -> None:
    text = tell.html(tell.brief(nasty()), nasty())
    page = Page(text)
    assert not page.seen & {"script", "img"}
    assert all(t.startswith("#") for t in page.targets)
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; more" in text


def test_html_shows_a_passage_in_the_words_around_it_with_outlet_and_time() -> None:
    text = tell.html(tell.brief(ferry()), ferry())
    assert "<mark>the harbour water is poisoned</mark>. The harbour master said" in text
    assert re.search(r"<b>Harbour Post</b>.*Monday 5 May 2031, 09:00 UTC", text)


def test_markdown_escapes_what_means_something_in_it() -> None:
    text = tell.markdown(tell.brief(nasty()), nasty())
    assert not re.search(r"(?<!\\)<(?:script|img|/)", text)


def test_terminal_text_is_plain_without_colour_and_keeps_to_its_width() -> None:
    text = tell.terminal(tell.brief(ferry()), ferry(), width=80)
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" in tell.terminal(tell.brief(ferry()), ferry(), colour=True)


def test_a_report_cannot_steer_the_terminal() -> None:
    m = Maker("Storm \x1b[2J at Estmark")
    m.claim(
        m.statement(
            m.report("Bay\x07 News", "The quay \x1b]0;owned\x07\u202eis dry."), "The quay \x1b]0;owned\x07\u202eis dry"
        )
    )
    for text in (
        tell.terminal(tell.brief(m.picture()), m.picture()),
        tell.markdown(tell.brief(m.picture()), m.picture()),
    ):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_json_holds_spans_cites_and_reports() -> None:
    body = json.loads(tell.as_json(tell.brief(ferry()), ferry()))
    texts = {r.id: r.text for r in ferry().reports}
    for section in body["sections"]:
        for sentence in section["sentences"]:
            assert sentence["cites"]
            assert all(texts[s["report"]][s["start"] : s["end"]] == s["exact"] for s in sentence["spans"])
    assert [r["number"] for r in body["reports"]] == [1, 2, 3]


def test_a_large_desk_lists_only_the_reports_that_it_cites() -> None:
    m = Maker()
    for i in range(80):
        report = m.report("Bay News", f"Boat number {i} was moored at quay {i} on Sunday.")
        m.claim(m.statement(report, f"Boat number {i} was moored at quay {i}", subject=f"Boat number {i}"))
    picture = m.picture()
    briefing = tell.brief(picture)
    assert len(briefing.reports) < 40
    page = Page(tell.html(briefing, picture))
    assert {t[1:] for t in page.targets} <= set(page.ids)


def test_each_side_of_a_dispute_is_followed_by_its_own_report() -> None:
    m = Maker()
    made = [
        m.statement(m.report(outlet, f"The ferry sank {where} of the mole."), f"The ferry sank {where} of the mole",
                    subject="The ferry")
        for outlet, where in (("Harbour Post", "north"), ("Coast Wire", "south"))
    ]  # fmt: skip
    other = m.claim(made[1])
    m.claim(made[0], standing=Standing.DISPUTED, excludes=(other.id,))
    picture = m.picture()
    told = "“The ferry sank north of the mole” [S1]; but Coast Wire reports: “The ferry sank south of the mole”. [S2]"
    assert told in tell.markdown(tell.brief(picture), picture)
    assert told in " ".join(tell.terminal(tell.brief(picture), picture).split())


def test_markdown_of_a_small_picture_is_golden() -> None:
    golden = Path(__file__).with_name("ferry.md").read_text(encoding="utf-8")
    assert tell.markdown(tell.brief(ferry()), ferry()) == golden


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda t: t.strip())


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    m = Maker(draw(st.sampled_from(["", "A title", "<b>"])))
    for _ in range(draw(st.integers(0, 3))):
        before, words, after = draw(WORDS), draw(WORDS), draw(WORDS)
        report = m.report(
            draw(st.sampled_from(["", "Bay News", "*Sun*"])),
            f"{before} Lena says {words} {after}",
            draw(st.sampled_from(["", "2031-05-05T09:00"])),
        )
        by: Chain = draw(st.sampled_from([(), (("Lena", "says", {}),)]))
        made = m.statement(report, words, by=by, found_by=draw(st.sampled_from(["main", "nominal"])))
        sides: dict[str, Any] = draw(
            st.sampled_from([{}, {"denied_by": (made.id,)}, {"withheld_by": (made.id,)}, {"affirmed_by": ()}])
        )
        m.claim(made, standing=draw(st.sampled_from(list(Standing))), low=draw(st.integers(0, 1)), **sides)
    return m.picture()


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_can_be_told_in_every_form(picture: Picture) -> None:
    briefing = tell.brief(picture)
    Page(tell.html(briefing, picture))
    assert tell.markdown(briefing, picture).startswith("# ")
    assert tell.terminal(briefing, picture).endswith("\n")
    assert json.loads(tell.as_json(briefing, picture))["title"] == briefing.title


@pytest.mark.parametrize("form", [tell.markdown, tell.terminal, tell.html, tell.as_json])
def test_the_same_picture_gives_the_same_text(form: object) -> None:
    assert callable(form)
    assert form(tell.brief(ferry()), ferry()) == form(tell.brief(ferry()), ferry())


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(c * 2 for c in colour[1:])
    channels = [int(full[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_has_the_contrast_that_wcag_asks_for_in_light_and_dark() -> None:
    style = files("sayso.data").joinpath("briefing.css").read_text(encoding="utf-8")
    themes = re.findall(r":root\{([^}]*--paper[^}]*)\}", style)
    assert len(themes) == 3
    for theme in themes:
        colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", theme))
        pairs = [(ink, "paper") for ink in ("ink", "ours", "link", "good", "bad", "care", "wait") if ink in colours]
        pairs += [("ink", "mark"), ("link", "chip"), ("ours", "card"), ("ink", "card")]
        for ink, ground in (p for p in pairs if p[1] in colours):
            light, dark = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
