"""Links between pages. Each keeps the language and the dates, so that an address can be sent to somebody."""

from typing import Any

import streamlit as st

from cityops.config import ROOT
from cityops.progress.assessment import Assessment
from cityops.ui.identity import TOKEN

_KEPT = ("lang", "on", "since", "known", TOKEN)
PAGES = ROOT / "pages"


def to(page: str, label: str, icon: str | None = None, **query: str) -> None:
    """Draw a link to a page of ours, `progress` for pages/progress.py."""
    kept: dict[str, Any] = {name: st.query_params[name] for name in _KEPT if name in st.query_params}
    st.page_link(PAGES / f"{page}.py", label=label, icon=icon, query_params=kept | query)


def press(page: str, label: str, icon: str) -> None:
    """Draw the button that is the next thing to do, and go to a page of ours when it is pressed."""
    if st.button(label, type="primary", icon=icon, key=f"to_{page}"):
        kept: dict[str, Any] = {name: st.query_params[name] for name in _KEPT if name in st.query_params}
        st.switch_page(PAGES / f"{page}.py", query_params=kept)


def to_indicator(one: Assessment, label: str, **query: str) -> None:
    """Draw a link to one target: why it stands where it stands; `area` names a district."""
    to("progress", label, icon=":material/arrow_forward:", target=one.target.id, **query)
