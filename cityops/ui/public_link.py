"""The public link: switched on, renewed and switched off."""

from urllib.parse import urlsplit

import streamlit as st

from cityops.access import doors
from cityops.ui import acts, cached
from cityops.ui.html import block, escape
from cityops.ui.identity import TOKEN
from cityops.ui.session import View
from cityops.web import runtime

_PLACE = "link"


def show(view: View) -> None:
    """Draw what the link is, whether there is one, and its switches."""
    t, is_on = view.t, bool(cached.doors(view.version).link)
    with st.container(border=True, key="card_link"):
        st.header(t("access.link"), anchor=False)
        st.html(block(escape(t("access.link_about")), "co-small"))
        st.html(block(f"<strong>{escape(t('access.link_on' if is_on else 'access.link_off'))}</strong>"))
        if is_on and cached.last_release(view.version) is None:
            st.info(t("access.link_nothing"), icon=":material/info:")
        acts.said(_PLACE)
        with st.container(horizontal=True):
            label = t("access.link_renew" if is_on else "access.link_open")
            if st.button(label, icon=":material/link:", key="link_open"):
                acts.act(view, _PLACE, lambda: _open(view))
            if is_on and st.button(t("access.link_close"), icon=":material/link_off:", key="link_close"):
                acts.act(view, _PLACE, lambda: _close(view))


def _open(view: View) -> list[str]:
    token = doors.open_link(runtime.store(), view.actor)
    return [view.t("access.link_new"), f"{_start()}/?{TOKEN}={token}"]


def _close(view: View) -> list[str]:
    doors.close_link(runtime.store(), view.actor)
    return [view.t("access.link_off")]


def _start() -> str:
    """Return the address of the start, as this browser reaches it."""
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}{here.path.rstrip('/').removesuffix('/access')}"
