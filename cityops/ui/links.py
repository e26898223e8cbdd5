"""Links between pages. Each keeps the language and the dates, so that an address can be sent to somebody."""

from functools import cache
from typing import Any

import streamlit as st

from cityops.config import ROOT
from cityops.progress.assessment import Assessment
from cityops.ui import pages
from cityops.ui.identity import TOKEN

_KEPT = ("lang", "on", "since", "known", TOKEN)
PAGES = ROOT / "pages"


def to(page: str, label: str, icon: str | None = None, **query: str) -> None:
    """Draw a link to a page of ours, `progress` for pages/progress.py."""
    st.page_link(_place(page), label=label, icon=icon, query_params=_kept() | query)


def press(page: str, label: str, icon: str) -> None:
    """Draw the button that is the next thing to do, and go to a page of ours when it is pressed."""
    if st.button(label, type="primary", icon=icon, key=f"to_{page}"):
        st.switch_page(PAGES / f"{page}.py", query_params=_kept())


def to_indicator(one: Assessment, label: str, **query: str) -> None:
    """Draw a link to one target: why it stands where it stands; `area` names a district."""
    to("progress", label, icon=":material/arrow_forward:", target=one.target.id, **query)


@cache
def _place(page: str) -> st.Page:
    """Return where a page of ours is; for its file alone Streamlit would walk the disk at every link."""
    return st.Page(PAGES / f"{page}.py", **address(page))


def address(page: str) -> dict[str, Any]:
    """Return under which address Streamlit puts a page of ours; the first has none."""
    is_start = page == next(iter(pages.PAGES))
    return {"default": True} if is_start else {"url_path": page.replace("_", "-")}


def _kept() -> dict[str, Any]:
    asked = st.query_params.to_dict()  # once: to ask for each by itself takes a tenth of a page of many links
    return {name: asked[name] for name in _KEPT if name in asked}
