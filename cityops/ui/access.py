"""The page "Who may do what": the table for everybody, and for administrators who may sign in and read."""

import streamlit as st

from cityops.access import Duty
from cityops.ui import entrance, grants, people, public_link, roles
from cityops.ui.html import block, escape
from cityops.ui.session import View


def show(view: View) -> None:
    """Draw the page."""
    st.title(view.t("access.title"), anchor=False)
    role = view.t(f"frame.role.{view.actor.role.value}")
    said = view.t(
        "access.you", name=entrance.named(view), role=role, role_does=roles.does(view.actor.role, view)
    )
    st.html(block(escape(said), "co-sub"))
    with st.container(border=True, key="card_roles"):
        st.html(roles.table(view))
    if view.actor.may(Duty.ACCESS):
        public_link.show(view)
        grants.show(view)
    if view.actor.may(Duty.OPERATIONS):
        people.show(view)
