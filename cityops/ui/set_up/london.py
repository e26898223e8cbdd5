"""London beside a city of one's own: it is put in to look around, taken out, and put back."""

import streamlit as st

from cityops import demo
from cityops.ui.html import block, escape
from cityops.ui.overview import load_london
from cityops.ui.set_up.kept import write
from cityops.ui.set_up.stage import Stage, today
from cityops.web import runtime


def show_removal(now: Stage) -> None:
    """Say that London is in the store, and take it out once that is confirmed."""
    t = now.view.t
    with st.container(border=True, key="card_demo"):
        st.header(t("set_up.london_is_here"), anchor=False)
        st.html(block(escape(t("set_up.london_about")), "co-small"))
        with st.popover(t("set_up.take_london_out"), icon=":material/delete:"):
            st.html(block(escape(t("set_up.london_confirm"))))
            if st.button(t("set_up.london_now"), type="primary", key="london_now"):
                write(now, lambda: demo.take_out(runtime.store(), now.view.actor, today()))


def show_offer(now: Stage) -> None:
    """Offer London to those who want to look around first."""
    t = now.view.t
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="card_demo"):
        st.html(block(escape(t("set_up.london_offer")), "co-small"), width="stretch")
        if st.button(t("overview.load_demo"), key="london_load"):
            load_london(now.view)
