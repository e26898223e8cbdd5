"""Signing in and out: the screen for strangers, and the control in the frame that says who one is."""

import streamlit as st

from cityops.access import Role
from cityops.ui import identity, links, roles
from cityops.ui.html import block, escape
from cityops.ui.session import View
from cityops.words.people import short


def show(view: View) -> None:
    """Draw the screen for somebody who has not signed in."""
    with (
        st.container(horizontal=True, horizontal_alignment="center"),
        st.container(width=620, key="entrance"),
    ):
        st.title(view.t("access.enter_title"), anchor=False)
        st.html(block(escape(view.t("access.enter_about")), "co-sub"))
        if said := _why_not(view):
            st.warning(said, icon=":material/info:")
        with st.container(border=True, key="card_enter"):
            _forms(view)
        with st.expander(view.t("access.title"), icon=":material/shield_person:"):
            st.html(roles.table(view))


def _why_not(view: View) -> str:
    """Say why somebody who tried is not let in."""
    if identity.is_expired():
        return view.t("access.expired")
    if name := identity.provider_name():
        return view.t("access.no_role", name=name)
    return view.t("access.link_dead") if identity.token() else ""


def _forms(view: View) -> None:
    _by_provider(view)
    if identity.providers():
        st.html(block(escape(view.t("access.or_passphrase")), "co-small"))
    _by_passphrase(view)


def _by_provider(view: View) -> None:
    for provider in identity.providers():
        key = "access.provider" if provider else "access.provider_one"
        label = view.t(key, provider=provider.title())
        if st.button(label, icon=":material/login:", type="primary", key=f"provider_{provider}"):
            st.login(provider or None)


def _by_passphrase(view: View) -> None:
    st.html(block(escape(view.t("frame.sign_in_about")), "co-small"))
    with st.form("sign_in", border=False):
        name = st.text_input(view.t("frame.name"))
        phrase = st.text_input(view.t("frame.passphrase"), type="password")
        has_other = bool(identity.providers())
        if st.form_submit_button(view.t("frame.sign_in"), type="secondary" if has_other else "primary"):
            _enter(name, phrase, view)


def _enter(name: str, phrase: str, view: View) -> None:
    if identity.is_reserved(name.strip()):
        st.error(view.t("access.reserved"))
    elif identity.sign_in(name, phrase):
        st.rerun()
    else:
        st.error(view.t("frame.wrong"))


def who(view: View) -> None:
    """Draw the control that says who one is and in which role, and leads in or out."""
    if view.actor.role is Role.PUBLIC:
        _way_in(view)
        return
    role = view.t(f"frame.role.{view.actor.role.value}")
    has_signed_in = view.actor != identity.MACHINE
    said = view.t("frame.signed_in", name=named(view), role=role)
    asked = st.popover(said, icon=":material/person:", type="tertiary", on_change="rerun", key="who_open")
    if asked.open:
        with asked:
            _may(view)
            if has_signed_in:
                st.button(view.t("frame.sign_out"), icon=":material/logout:", on_click=identity.sign_out)
            else:
                st.html(block(escape(view.t("access.machine_about")), "co-small"))
                _by_provider(view)


def _way_in(view: View) -> None:
    asked = st.popover(
        view.t("frame.sign_in"), icon=":material/login:", type="tertiary", on_change="rerun", key="enter_open"
    )
    if asked.open:
        with asked:
            st.html(block(escape(view.t("access.public_about")), "co-small"))
            _may(view)
            _forms(view)


def named(view: View) -> str:
    """Return the name of the reader, as it is shown to them."""
    is_machine = view.actor == identity.MACHINE
    return view.t("access.this_machine") if is_machine else short(view.actor.name)


def _may(view: View) -> None:
    st.html(block(f"<p>{escape(roles.does(view.actor.role, view))}</p>", "co-small"))
    links.to("access", view.t("access.title"), ":material/shield_person:")
