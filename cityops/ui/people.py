"""Erasing a name from everything that the store keeps."""

import streamlit as st

from cityops.access import erase_person
from cityops.access.people import people
from cityops.ui import acts
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words.people import erased_number, shown

_PLACE = "erase"


def show(view: View) -> None:
    """Draw who is in the history, and what erases a name."""
    t = view.t
    with st.container(border=True, key="card_erase"):
        st.header(t("access.erase"), anchor=False)
        st.html(block(escape(t("access.erase_about")), "co-small"))
        st.html(block(escape(t("access.erase_copies")), "co-small"))
        acts.said(_PLACE)
        counts = {row["person"]: int(row["changes"]) for row in people(runtime.store())}
        counts = {name: n for name, n in counts.items() if erased_number(name) is None}
        if not counts:
            st.info(t("access.erase_none"), icon=":material/info:")
            return
        _form(counts, view)


def _form(counts: dict[str, int], view: View) -> None:
    t = view.t
    with st.form("erase", border=False):
        name = st.selectbox(
            t("access.erase_person"),
            counts,
            index=None,
            format_func=lambda one: t("access.person_changes", name=one, n=counts[one]),
            placeholder=t("access.erase_person"),
        )
        reason = st.text_input(t("access.erase_reason"))
        is_sure = st.checkbox(t("access.erase_sure"))
        if st.form_submit_button(t("access.erase_do"), icon=":material/person_off:") and name and is_sure:
            acts.act(view, _PLACE, lambda: _erase(name, reason, view))


def _erase(name: str, reason: str, view: View) -> list[str]:
    done = erase_person(runtime.store(), view.actor, name, reason)
    pseudonym = shown(done["pseudonym"], view.language)
    return [view.t("access.erased", pseudonym=pseudonym, signed=done["signed"], texts=done["texts"])]
