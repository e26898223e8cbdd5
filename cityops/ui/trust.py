"""The card that says how far the number can be trusted."""

import streamlit as st

from cityops.progress import trust
from cityops.progress.assessment import VisionProgress
from cityops.ui import cached
from cityops.ui.html import block, escape
from cityops.ui.session import View


def show(found: VisionProgress, view: View) -> None:
    """Draw the card's heading and its lines."""
    st.header(view.t("overview.trust"), anchor=False)
    st.html(cached.block(lines, found, view))


def lines(found: VisionProgress, view: View) -> str:
    """Return one line a question that a sceptic asks."""
    said = trust.lines(found, view.version, view.language)
    rows = "".join(f"<p class='co-small' style='margin-bottom:.35rem'>{escape(line)}</p>" for line in said)
    return block(rows, "co-columns")
