"""Tell: a picture as a cited briefing, in Markdown, terminal text, HTML or JSON. No clock, no network, no store."""

from sayso.tell.briefing import brief
from sayso.tell.render_html import html
from sayso.tell.render_json import as_json
from sayso.tell.render_markdown import markdown
from sayso.tell.render_terminal import terminal

__all__ = ["as_json", "brief", "html", "markdown", "terminal"]
