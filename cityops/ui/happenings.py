"""What happened, newest first: acts, refusals, errors, copies; and what a reference stands for."""

from collections.abc import Iterable

import streamlit as st

from cityops import journal
from cityops.access import SET_UP, Role
from cityops.operations import reads
from cityops.operations.model import ACT, Happening
from cityops.ui import cached
from cityops.ui.html import block, escape, plain_chip
from cityops.ui.session import View
from cityops.web import runtime
from cityops.words import dates, people
from cityops.words.catalogue import catalogue

FILTERS = ("all", "acts", "trouble")
_READ, _LISTED = 500, 50
_SIGNS = {journal.WARNING: "◆", journal.ERROR: "■"}


def show(view: View) -> None:
    """Draw the list with its filter."""
    st.header(view.t("operations.happened"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.radio(
            view.t("operations.which"),
            FILTERS,
            format_func=lambda key: view.t(f"operations.which_{key}"),
            key="happened_filter",
            horizontal=True,
        )
        reference = st.text_input(view.t("operations.reference"), key="happened_reference", width=260)
    found = reads.history(runtime.store(), view.actor, _READ, reference)
    listed = list(chosen(which, found))[:_LISTED]
    if not listed:
        st.info(view.t("operations.unknown_reference" if reference else "operations.nothing"))
        return
    st.html(
        block("".join(("<ul class='co-list co-happened'>", *(entry(one, view) for one in listed), "</ul>")))
    )


def chosen(which: str, found: Iterable[Happening]) -> list[Happening]:
    """Return what a filter lets through: everything, what was done to the data, or refusals and errors."""
    if which == "acts":
        return [one for one in found if one.event == ACT]
    return [one for one in found if which == "all" or one.level != journal.INFO]


def entry(one: Happening, view: View) -> str:
    """Return a line: what, by whom, when, and what there is to say of it."""
    moment = dates.moment(one.at, cached.settings(view.version).time_zone, view.language)
    who = " · ".join(escape(text) for text in (_who(one, view), _reference(one, view)) if text)
    below = "".join(f"<p class='co-small'>{text}</p>" for text in (who, escape(one.says)) if text)
    sign = f"{_SIGNS[one.level]} {view.t(f'operations.level_{one.level}')}" if one.level in _SIGNS else ""
    return (
        f"<li><p class='co-small'>{escape(moment)}</p><div><strong>{escape(title(one, view))}</strong> "
        f"{plain_chip(sign) if sign else ''}{below}</div></li>"
    )


def title(one: Happening, view: View) -> str:
    """Say in a few words what happened."""
    action = _word("action", one.action, view) if one.action else ""
    if one.event == ACT or (one.event, one.level) == ("refused", journal.WARNING):
        return action
    event = _word("event", one.event, view)
    return view.t("operations.event_of", event=event, action=action) if action else event


def _word(group: str, name: str, view: View) -> str:
    """Return the word for a name of the program; a name that a newer program wrote stands for itself."""
    key = f"operations.{group}.{name}"
    return view.t(f"operations.{group}.{name}") if key in catalogue(view.language) else name


def _who(one: Happening, view: View) -> str:
    if one.person == "":
        return ""
    name = (
        view.t("operations.set_up")
        if one.person == SET_UP.name
        else people.shown(one.person or "", view.language)
    )
    if one.role not in {role.value for role in Role}:
        return name
    return view.t("frame.signed_in", name=name, role=view.t(f"frame.role.{one.role}"))


def _reference(one: Happening, view: View) -> str:
    return view.t("operations.under", reference=one.reference) if one.reference else ""
