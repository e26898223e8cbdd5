"""Small pieces of HTML that several blocks share. All text is escaped here or by the caller."""

import base64
import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape

from cityops.ui.session import View
from cityops.words.status import Status, svg

__all__ = [
    "block",
    "chip",
    "details",
    "escape",
    "item",
    "literal",
    "picture",
    "plain_chip",
    "shape",
    "table",
    "unseen",
    "wide",
]


# As wide as it is long, it would reach over a phone's edge although nobody sees it.
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap;clip-path:inset(50%)"


def block(inner: str, kind: str = "") -> str:
    """Wrap a block of ours."""
    return f'<div class="co {kind}">{inner}</div>'


def literal(text: str) -> str:
    """Return a text that Streamlit's Markdown shows as it stands: a file's words must load no picture."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~$:-])", r"\\\1", text)


def picture(svg_text: str, kind: str = "") -> str:
    """Return a drawing that says nothing to screen readers: inline SVG does not pass Streamlit's cleaning."""
    encoded = base64.b64encode(svg_text.encode()).decode()
    return f'<img class="{kind}" alt="" src="data:image/svg+xml;base64,{encoded}">'


@cache
def shape(status: Status, dark: bool, size: int = 16) -> str:
    """Return a status's shape."""
    return picture(svg(status, dark, size), "co-shape")


def chip(status: Status, view: View) -> str:
    """Return a status as shape and word."""
    return f'<span class="co-chip">{shape(status, view.tone.dark)}{escape(view.t(status.key))}</span>'


def plain_chip(text: str, about: str = "") -> str:
    """Return a word in a pill, with an explanation on hover."""
    return f'<span class="co-chip co-plain" title="{escape(about)}">{escape(text)}</span>'


def unseen(text: str) -> str:
    """Return a text for screen readers only; it takes no room, so that nothing has to be scrolled for it."""
    return f'<span style="{_UNSEEN}">{escape(text)}</span>'


def details(title: str, lines: list[str]) -> str:
    """Return lines that open under a title."""
    inner = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f"<details><summary>{escape(title)}</summary>{inner}</details>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column names its rows; it wraps where there is little room."""
    top = "".join(f"<th scope='col'>{escape(text)}</th>" for text in head)
    body = "".join(
        f"<tr><th scope='row'>{escape(first)}</th>"
        + "".join(f"<td>{escape(text)}</td>" for text in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return f"<table class='co-table'><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def wide(inner: str, about: str, kind: str = "") -> str:
    """Wrap a table that may be wider than the window: it scrolls by itself, by keyboard too."""
    said = f'role="region" tabindex="0" aria-label="{escape(about)}"'
    return f'<div class="co co-wide {kind}" {said}>{inner}</div>'


def item(status: Status, view: View, head: str, lines: list[str]) -> str:
    """Return an entry of a list: the status's shape, a heading, lines below it."""
    word = unseen(f"{view.t(status.key)}: ")
    below = "".join(f'<p class="co-small">{escape(line)}</p>' for line in lines if line)
    return (
        f"<li>{shape(status, view.tone.dark, 18)}<div>{word}<strong>{escape(head)}</strong>{below}</div></li>"
    )
