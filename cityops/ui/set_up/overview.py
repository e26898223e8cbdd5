"""The last step: the first overview."""

import streamlit as st

from cityops.progress import sentences
from cityops.store import PRESENT
from cityops.ui import cached, links
from cityops.ui.html import block, escape
from cityops.ui.set_up.stage import Stage


def show(now: Stage) -> None:
    """Say the city's number in one sentence, and lead to the overview."""
    view = now.view
    found = cached.progress(view.version, view.on, PRESENT)
    if found is not None:
        st.html(block(f"<p><strong>{escape(sentences.verdict(found.city, view.language))}</strong></p>"))
    links.press("overview", view.t("set_up.to_overview"), ":material/dashboard:")
