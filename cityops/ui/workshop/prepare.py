"""One wave before its room: what is still missing, its elements, groups, rule and evidence."""

import streamlit as st

from cityops.assessment import checklist, writes
from cityops.assessment.checklist import Check
from cityops.assessment.model import WholeWave
from cityops.ui import links
from cityops.ui.html import block, escape, unseen
from cityops.ui.session import View, keep_in_address
from cityops.ui.workshop import acting, choosing, evidence, listing
from cityops.web import runtime
from cityops.workshop import reads
from cityops.workshop import writes as rooms


def show(wave: WholeWave, view: View) -> None:
    """Draw the page of one wave."""
    with st.container(horizontal=True, vertical_alignment="center", key="breadcrumb"):
        links.to("workshop", view.t("console.all_waves"))
    listing.heading(wave.wave, view)
    acting.told()
    left, right = st.columns([1.9, 1], gap="small")
    with right:
        _checks(wave, view)
    with left:
        if wave.wave.state == "closed":
            st.html(block(escape(view.t("console.closed_about"))))
        else:
            choosing.elements(wave, view)
            choosing.rule(wave, view)
            choosing.groups(wave, view)
            evidence.show(wave, view)
    _state(wave, view)


def _checks(wave: WholeWave, view: View) -> None:
    """Draw what is missing, and the way into the room."""
    t, found = view.t, checklist.checks(wave)
    rows = "".join(_check(one, view) for one in found)
    with st.container(border=True, key="card_checks"):
        st.header(t("console.checks"), anchor=False)
        st.html(block(f"<ul class='co-list'>{rows}</ul>"))
        there = next((one for one in reads.rooms_of(runtime.store(), wave.wave.id) if one.is_open), None)
        if there:
            st.button(t("console.to_room"), type="primary", icon=":material/meeting_room:", key="to_room",
                      on_click=keep_in_address, kwargs={"room": there.id, "wave": None})  # fmt: skip
        elif wave.wave.state != "closed":
            is_ready = all(one.is_done for one in found if one.is_needed)
            st.button(t("console.open_room"), type="primary", icon=":material/meeting_room:", key="open_room",
                      disabled=not is_ready, on_click=_open, args=(wave.wave.id,))  # fmt: skip


def _check(one: Check, view: View) -> str:
    t = view.t
    kind = "done" if one.is_done else "needed" if one.is_needed else "advised"
    mark = {"done": "✓", "needed": "!", "advised": "–"}[kind]
    said = t(f"console.check.{one.name}_{'done' if one.is_done else 'missing'}", n=one.n, all=one.every)
    spoken = unseen(f"{t(f'console.check_is.{kind}')}: ")
    return (
        f"<li><i class='co-step{' co-done' if one.is_done else ''}' aria-hidden='true'>{mark}</i>"
        f"<div>{spoken}{escape(said)}</div></li>"
    )


def _open(wave_id: str) -> None:
    room = acting.do(rooms.open_room, wave_id)
    if room:
        keep_in_address(room=room.id, wave=None)


def _state(wave: WholeWave, view: View) -> None:
    """Draw the end of a wave, or its opening again."""
    one, t = wave.wave, view.t
    if one.state == "draft":
        return
    is_closed = one.state == "closed"
    folded = st.expander(t("console.reopen_wave" if is_closed else "console.close_wave"), key="wave_state",
                         icon=":material/flag:", on_change="rerun")  # fmt: skip
    if not folded.open:
        return
    with folded:
        st.html(block(escape(t("console.reopen_wave_about" if is_closed else "console.close_wave_about"))))
        st.text_input(t("model.reason"), key="wave_why", max_chars=2000)
        st.button(
            t("console.reopen_wave" if is_closed else "console.close_wave"),
            key="wave_turn",
            on_click=_turn,
            args=(one.id, one.version, "running" if is_closed else "closed"),
        )


def _turn(wave_id: str, version: int, state: str) -> None:
    acting.do(writes.set_state, wave_id, version, state, str(st.session_state.get("wave_why") or ""))
