"""Who signs in with an office account, in which role; and the passphrases."""

import streamlit as st

from cityops.access import doors, grants
from cityops.access.model import SIGNED_IN
from cityops.access.passphrases import renew_passphrase
from cityops.access.rules import EMAIL
from cityops.ui import acts, cached, identity
from cityops.ui.html import block, escape, table
from cityops.ui.session import View
from cityops.web import runtime

_ROLES = tuple(role.value for role in SIGNED_IN)
_PLACE = "grants"
_UNKNOWN = (doors.REFUSED, "viewer")


def show(view: View) -> None:
    """Draw the table of who was given which role, what changes it, and the passphrases."""
    with st.container(border=True, key="card_grants"):
        st.header(view.t("access.people"), anchor=False)
        st.html(block(escape(view.t("access.people_about")), "co-small"))
        if not identity.providers():
            st.info(view.t("access.people_off"))
        acts.said(_PLACE)
        _table(view)
        _give(view)
        _take(view)
        _unknown(view)
    with st.container(border=True, key="card_passphrases"):
        _passphrases(view)


def _table(view: View) -> None:
    t = view.t
    rows = [
        (one.claim_value, one.claim, t(f"frame.role.{one.role.value}")) for one in cached.grants(view.version)
    ]
    if not rows:
        st.html(block(escape(t("access.no_grants")), "co-small"))
        return
    st.html(block(table((t("access.value"), t("access.claim"), t("access.role")), rows)))


def _give(view: View) -> None:
    t = view.t
    with st.form("give", border=False):
        left, middle, right = st.columns([2, 1, 1])
        value = left.text_input(t("access.value"), help=t("access.value_help"), key="give_value")
        claim = middle.text_input(t("access.claim"), EMAIL, help=t("access.claim_help"), key="give_claim")
        role = right.selectbox(
            t("access.role"), _ROLES, format_func=lambda one: t(f"frame.role.{one}"), key="give_role"
        )
        if st.form_submit_button(t("access.give"), icon=":material/person_add:"):
            acts.act(view, _PLACE, lambda: _granted(role, value, claim, view))


def _granted(role: str, value: str, claim: str, view: View) -> list[str]:
    grants.grant(runtime.store(), view.actor, role, value, claim)
    said = {"value": value.strip(), "claim": claim.strip(), "role": view.t(f"frame.role.{role}")}
    return [view.t("access.granted", **said)]


def _take(view: View) -> None:
    t = view.t
    given = {one.id: one for one in cached.grants(view.version)}
    if not given:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(
            t("access.pick_grant"),
            given,
            index=None,
            format_func=lambda key: f"{given[key].claim_value} · {t(f'frame.role.{given[key].role.value}')}",
            placeholder=t("access.pick_grant"),
            key="take",
        )
        if st.button(t("access.take"), icon=":material/person_remove:", key="take_do") and picked:
            acts.act(view, _PLACE, lambda: _withdrawn(given[picked], view))


def _withdrawn(one: grants.Grant, view: View) -> list[str]:
    grants.withdraw(runtime.store(), view.actor, one.claim_value, one.claim)
    return [view.t("access.withdrawn", claim=one.claim, value=one.claim_value)]


def _unknown(view: View) -> None:
    now = cached.doors(view.version).unknown
    held = now.value if now else doors.REFUSED
    with st.container(key="unknown_people"):
        picked = st.radio(
            view.t("access.unknown"),
            _UNKNOWN,
            index=_UNKNOWN.index(held),
            format_func=lambda one: view.t(f"access.unknown_option_{one}"),
            horizontal=True,
        )
    if picked != held:
        acts.act(view, _PLACE, lambda: _let(picked, view))


def _let(what: str, view: View) -> list[str]:
    doors.let_unknown(runtime.store(), view.actor, what)
    return [view.t(f"access.unknown_{what}")]


def _passphrases(view: View) -> None:
    t = view.t
    st.header(t("access.passphrases"), anchor=False)
    st.html(block(escape(t("access.passphrases_about")), "co-small"))
    acts.said("passphrases")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        role = st.selectbox(
            t("access.role"), _ROLES, format_func=lambda one: t(f"frame.role.{one}"), key="renew_role"
        )
        if st.button(t("access.passphrase_renew"), icon=":material/key:", key="renew_do"):
            acts.act(view, "passphrases", lambda: _renewed(role, view))


def _renewed(role: str, view: View) -> list[str]:
    fresh = renew_passphrase(runtime.store(), view.actor, role)
    return [view.t("access.passphrase_new", role=view.t(f"frame.role.{role}")), fresh]
