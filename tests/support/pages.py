"""Pages run without a server or a browser: who looks, in which language, and every word that is shown."""

import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from cityops.access import Role
from cityops.ui.pages import PAGES as LISTED
from tests.support import city
from tests.support.app import ROOT

PAGES = tuple(LISTED)
PATHS = ["/" if name == "overview" else f"/{name.replace('_', '-')}" for name in PAGES]
_FRAME = ROOT / "cityops" / "ui" / "frame.py"
_SHOWN = ("body", "label", "help", "placeholder", "options", "value")


def open_page(name: str, role: Role | None = Role.VIEWER, **address: str) -> AppTest:
    """Run a page as a reader sees it first.

    Args:
        name: One of `PAGES`.
        role: Of whoever signed in; None for somebody who has not.
        address: What stands behind the question mark.
    """
    page = AppTest.from_file(_FRAME, default_timeout=60)
    for key, value in address.items():
        page.query_params[key] = value
    if role:
        page.session_state["actor"] = city.ACTORS[role]
    if "_" in name:  # a page whose path is not its file's name is found once the pages were listed
        page.run()
    if name != "overview":
        page.switch_page(f"../../pages/{name}.py")
    return page.run()


def go_on(page: AppTest, *steps: str) -> AppTest:
    """Press the button that opens each of these steps of an upload in turn."""
    for step in steps:
        page.button(key=f"go_on_{step}").click().run()
    return page


def exceptions(page: AppTest) -> list[str]:
    """Return what went wrong on a page."""
    return [one.message for one in page.exception]


def words(page: AppTest) -> str:
    """Return everything that is read on a page, element by element."""
    return "\n".join(text for node in page.main for text in _texts(node))


def _texts(node: Any) -> list[str]:
    proto = getattr(node, "proto", None)
    found = [value for name in _SHOWN if not isinstance(value := getattr(proto, name, None), bool)]
    flat = [one for value in found for one in (value if not isinstance(value, str) else [value]) or []]
    return [_read(text) for text in flat if isinstance(text, str)]


def _read(text: str) -> str:
    """Return a text without its markup."""
    bare = re.sub(r"(?s)<(style|script)>.*?</\1>|<[^>]+>|:material/\w+:", " ", text)
    return unescape(bare)
